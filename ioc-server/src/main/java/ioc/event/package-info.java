/** Everything that can happen to us. Core: the JDK only. Start at {@link ioc.event.Event}. */
@NullMarked
package ioc.event;

import org.jspecify.annotations.NullMarked;
