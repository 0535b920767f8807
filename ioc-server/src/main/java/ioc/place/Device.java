package ioc.place;

import ioc.sensor.DeviceId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A device we expect to hear from.
 *
 * @param name what people call it, such as {@code Quầy 1}
 * @param period how often it reports when all is well; silence is measured in periods
 * @param isLearnt whether how often it reports is learnt from what it says; {@code period} then holds until that is known
 * @param via the device of the same site that it hangs behind, such as a router; null when it needs none
 */
public record Device(
        DeviceId id,
        Name name,
        Duration period,
        boolean isLearnt,
        @Nullable DeviceId via) {
    public Device {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException(id + ": period was " + period + " but must be positive");
        }
        if (via != null && (via.equals(id) || !via.site().equals(id.site()))) {
            throw new IllegalArgumentException(id + ": via was " + via + " but must be another device of its site");
        }
    }

    /** One that hangs behind no other, and whose period is known. */
    public Device(DeviceId id, Name name, Duration period) {
        this(id, name, period, false, null);
    }
}
