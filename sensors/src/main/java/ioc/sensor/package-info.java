/** What a device can tell us: the vocabulary every dialect is translated into. The JDK only. Start at {@link ioc.sensor.Reading}. */
@NullMarked
package ioc.sensor;

import org.jspecify.annotations.NullMarked;
