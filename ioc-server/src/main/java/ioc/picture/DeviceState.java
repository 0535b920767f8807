package ioc.picture;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One device in a frozen picture. */
public record DeviceState(
        String key, Link link, Heard heard, @Nullable CounterNow counter, List<Measure> measures, List<Passed> passed) {
    /**
     * Its signs of life.
     *
     * @param lateSince when it began to say only late things; null while it does not
     * @param fault what its heartbeats say is wrong
     * @param faults what it says is wrong one by one, and since when
     * @param offsets clock offsets measured at the last three heartbeats, ms
     */
    public record Heard(
            @Nullable Long observedAt,
            @Nullable Long receivedAt,
            @Nullable Long lateSince,
            @Nullable Long heartbeatAt,
            List<Long> offsets,
            @Nullable String fault,
            @Nullable Long faultSince,
            Map<String, Long> faults) {
        public Heard {
            offsets = List.copyOf(offsets);
        }
    }

    public DeviceState {
        measures = List.copyOf(measures);
        passed = List.copyOf(passed);
    }
}
