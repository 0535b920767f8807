package ioc.place;

import ioc.sensor.DeviceId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A device we expect to hear from.
 *
 * @param name what people call it, such as {@code Quầy 1}
 * @param period how often it reports when all is well; silence is measured in periods
 * @param habit when it reports; where its period is learnt, {@code period} holds until that is known
 * @param via the device of the same site that it hangs behind, such as a router; null when it needs none
 */
public record Device(
        DeviceId id,
        Name name,
        Duration period,
        Habit habit,
        @Nullable DeviceId via) {
    /** When a device reports. */
    public enum Habit {
        /** At each of its periods. */
        PERIODIC,
        /** At periods that are learnt from what it says. */
        LEARNT,
        /** When something changes: while its link says that it is there, its silence is no fault. Without a link as one that is learnt. */
        ON_CHANGE
    }

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
        this(id, name, period, Habit.PERIODIC, null);
    }

    /** Whether how often it reports is learnt from what it says. */
    public boolean isLearnt() {
        return habit != Habit.PERIODIC;
    }
}
