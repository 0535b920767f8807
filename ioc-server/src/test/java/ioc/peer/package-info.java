/** Real programs that tests run against, as child processes with their own folders on free ports. */
@NullMarked
package ioc.peer;

import org.jspecify.annotations.NullMarked;
