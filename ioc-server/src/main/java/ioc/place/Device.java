package ioc.place;

import ioc.sensor.DeviceId;
import java.time.Duration;

/**
 * A device we expect to hear from.
 *
 * @param name what people call it, such as {@code Quầy 1}
 * @param period how often it reports when all is well; silence is measured in periods
 */
public record Device(DeviceId id, Name name, Duration period) {
    public Device {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException(id + ": period was " + period + " but must be positive");
        }
    }
}
