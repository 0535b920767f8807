package ioc.push;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long one stage from a device to the pixel takes.
 *
 * @param stage device, frame, draw or all
 * @param p50 ms, of this minute and the one before; null without a measurement
 * @param count measurements of these two minutes
 * @param minutes the full minutes of the last hour that had measurements: start (epoch ms), p50, p99
 */
public record Delay(
        String stage, @Nullable Double p50, @Nullable Double p99, long count, List<List<Number>> minutes) {
    public Delay {
        minutes = List.copyOf(minutes);
    }
}
