package ioc.picture;

import ioc.sensor.Reading.Tally.Direction;
import org.jspecify.annotations.Nullable;

/**
 * How many passed today through one part of a device.
 *
 * @param total the device's own running total; -1 when it counts per period
 */
public record Passed(
        Direction direction,
        String part,
        long today,
        long total,
        @Nullable Long observedAt,
        long at) {
    boolean isTotal() {
        return total >= 0;
    }
}
