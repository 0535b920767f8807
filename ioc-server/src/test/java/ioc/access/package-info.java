@NullMarked
package ioc.access;

import org.jspecify.annotations.NullMarked;
