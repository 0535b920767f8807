@NullMarked
package ioc.score;

import org.jspecify.annotations.NullMarked;
