/** From a message in some dialect to readings. Pure: no clock, no state, no exception. Start at {@link ioc.sensor.decode.TopicMap}. */
@NullMarked
package ioc.sensor.decode;

import org.jspecify.annotations.NullMarked;
