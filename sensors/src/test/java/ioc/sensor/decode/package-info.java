/** Every dialect against recorded messages, rubbish and the documentation. Start at {@link ioc.sensor.decode.SamplesTest}. */
@NullMarked
package ioc.sensor.decode;

import org.jspecify.annotations.NullMarked;
