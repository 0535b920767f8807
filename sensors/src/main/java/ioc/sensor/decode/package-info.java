/**
 * From a message in some dialect to readings. Pure: no clock, no state, no exception. May see the readings and a streaming JSON parser.
 * Start at {@link ioc.sensor.decode.Decoders}.
 */
@NullMarked
package ioc.sensor.decode;

import org.jspecify.annotations.NullMarked;
