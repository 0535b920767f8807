/** Tests of the paper: what stands on it is read back from the files. */
@NullMarked
package ioc.paper;

import org.jspecify.annotations.NullMarked;
