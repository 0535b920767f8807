package ioc.picture;

import ioc.sensor.Reading;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people pressed today at one site. Good is the upper half of a scale, bad the lower half, mid exactly between: of
 * three faces 3, 1 and 2.
 */
public final class Ratings {
    private static final long QUARTER = 900_000;
    private static final int MOST_REASONS = 50;

    /** Ratings of a quarter of an hour. */
    public record Quarter(int count, int good) {
        Quarter plus(Quarter other) {
            return new Quarter(count + other.count, good + other.good);
        }
    }

    private int good;
    private int mid;
    private int bad;
    private final TreeMap<String, Integer> reasons = new TreeMap<>();
    private final TreeMap<Long, Quarter> quarters = new TreeMap<>();

    Ratings() {}

    void rated(Reading.Rating said, long at) {
        int twice = 2 * (said.score() - 1);
        int top = said.scale() - 1;
        boolean isGood = twice > top;
        if (isGood) {
            good++;
        } else if (twice == top) {
            mid++;
        } else {
            bad++;
        }
        String reason = said.reason();
        if (reason != null && !isGood && (reasons.size() < MOST_REASONS || reasons.containsKey(reason))) {
            reasons.merge(reason, 1, Integer::sum);
        }
        quarters.merge(Math.floorDiv(at, QUARTER) * QUARTER, new Quarter(1, isGood ? 1 : 0), Quarter::plus);
    }

    public int count() {
        return good + mid + bad;
    }

    public int good() {
        return good;
    }

    public int mid() {
        return mid;
    }

    public int bad() {
        return bad;
    }

    /** Good ones of all; null while fewer than {@code leastCount} people pressed. */
    public @Nullable Double share(int leastCount) {
        return count() < Math.max(1, leastCount) ? null : Double.valueOf((double) good / count());
    }

    /** The reason most often given with a mid or bad rating; the first in the alphabet of equals. */
    public Optional<String> reason() {
        return reasons.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<String, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey);
    }

    /** By start of the quarter, epoch ms; only those with ratings. */
    public SortedMap<Long, Quarter> quarters() {
        return Collections.unmodifiableSortedMap(quarters);
    }

    void newDay() {
        good = 0;
        mid = 0;
        bad = 0;
        reasons.clear();
        quarters.clear();
    }

    /** Ratings in a frozen picture; {@code quarters} as [start, count, good]. */
    public record Frozen(int good, int mid, int bad, Map<String, Integer> reasons, List<List<Long>> quarters) {
        public Frozen {
            reasons = Map.copyOf(reasons);
            quarters = List.copyOf(quarters);
        }
    }

    Frozen freeze() {
        List<List<Long>> parts = quarters.entrySet().stream()
                .map(e -> List.of(e.getKey(), (long) e.getValue().count(), (long)
                        e.getValue().good()))
                .toList();
        return new Frozen(good, mid, bad, reasons, parts);
    }

    void restore(Frozen frozen) {
        good = frozen.good();
        mid = frozen.mid();
        bad = frozen.bad();
        reasons.putAll(frozen.reasons());
        for (List<Long> part : frozen.quarters()) {
            quarters.put(
                    part.get(0), new Quarter(part.get(1).intValue(), part.get(2).intValue()));
        }
    }
}
