/** Tests of exports, opened with another library than the one that writes them. */
@NullMarked
package ioc.export;

import org.jspecify.annotations.NullMarked;
