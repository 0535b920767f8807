package ioc.picture;

import ioc.sensor.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * The last level of one quantity and part of a device.
 *
 * @param observedAt epoch ms by the device's own clock; null when it has none
 * @param at the same by our clock, never later than {@code receivedAt}
 */
public record Measure(
        Quantity quantity,
        String part,
        double value,
        @Nullable Long observedAt,
        long at,
        long receivedAt) {}
