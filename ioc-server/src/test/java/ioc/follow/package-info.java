/** Tests of followers. */
@NullMarked
package ioc.follow;

import org.jspecify.annotations.NullMarked;
