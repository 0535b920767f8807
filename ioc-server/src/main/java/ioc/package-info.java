/** The process and the wiring; sees everything, seen by nobody. Start at {@code Pipeline}, then {@code Server}. */
@NullMarked
package ioc;

import org.jspecify.annotations.NullMarked;
