package ioc.picture;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One device in a frozen picture.
 *
 * @param counted the passings and periods counted last, so that none counts twice
 */
public record DeviceState(
        String key,
        Link link,
        Heard heard,
        @Nullable CounterNow counter,
        List<Measure> measures,
        List<Passed> passed,
        List<String> counted,
        Habits habits) {
    /**
     * Its signs of life.
     *
     * @param late the first of the late things that it says now; null while it says none
     * @param fault what its heartbeats say is wrong
     * @param faults what it says is wrong one by one, and since when
     * @param offsets clock offsets measured at the last three heartbeats, ms
     * @param shown the same at what it measures and does, the last at {@code shownAt}
     */
    public record Heard(
            @Nullable Long observedAt,
            @Nullable Long receivedAt,
            @Nullable Late late,
            @Nullable Long heartbeatAt,
            List<Long> offsets,
            List<Long> shown,
            long shownAt,
            @Nullable String fault,
            @Nullable Long faultSince,
            Map<String, Long> faults) {
        public Heard {
            offsets = List.copyOf(offsets);
            shown = List.copyOf(shown);
        }
    }

    /** When something late came, and what its time was by the device's clock. */
    public record Late(long receivedAt, long observedAt) {}

    /** What it is and how it talks, beside what it says. */
    public record Habits(@Nullable String firmware, Gaps gaps, Pace.Frozen pace, Rhythm.Frozen rhythm) {}

    public DeviceState {
        measures = List.copyOf(measures);
        passed = List.copyOf(passed);
        counted = List.copyOf(counted);
    }
}
