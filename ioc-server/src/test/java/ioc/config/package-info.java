@NullMarked
package ioc.config;

import org.jspecify.annotations.NullMarked;
