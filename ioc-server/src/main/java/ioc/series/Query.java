package ioc.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a chart asks.
 *
 * @param tags only points that have all of them; several series are one when they all fit
 * @param from first instant, inclusive
 * @param to last instant, exclusive
 * @param step width of a value, aligned to the epoch; widened to a multiple when there would be too many
 * @param maxPoints at most this many values come back
 */
public record Query(
        String measurement,
        String field,
        Map<String, String> tags,
        Instant from,
        Instant to,
        Duration step,
        Aggregate aggregate,
        int maxPoints) {
    /** How the values within a step become one. */
    public enum Aggregate {
        MEAN,
        MIN,
        MAX,
        SUM,
        COUNT,
        FIRST,
        LAST,
        /** For running totals: what was added, over all devices; a decrease is a reset and adds nothing. */
        INCREASE;

        /** {@code mean}, {@code count} ... as in an address. */
        public static Optional<Aggregate> of(String word) {
            for (Aggregate aggregate : values()) {
                if (aggregate.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return Optional.of(aggregate);
                }
            }
            return Optional.empty();
        }
    }

    public Query {
        tags = Map.copyOf(tags);
        Point.checkName("measurement", measurement);
        Point.checkName("field", field);
        tags.keySet().forEach(tag -> Point.checkName("tag", tag));
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("to: was " + to + " but must be after from " + from);
        }
        if (step.toMillis() < 1) {
            throw new IllegalArgumentException("step: was " + step + " but must be at least a millisecond");
        }
        if (maxPoints < 1) {
            throw new IllegalArgumentException("most points: was " + maxPoints + " but must be at least 1");
        }
    }

    /** The step in ms that keeps to {@link #maxPoints}: the smallest multiple of {@link #step} that does. */
    long stepMillis() {
        long first = from.toEpochMilli();
        long last = Math.max(first, to.toEpochMilli() - 1);
        long wanted = step.toMillis();
        long factor = Math.max(1, (last - first) / wanted / maxPoints);
        while (steps(first, last, wanted * factor) > maxPoints) {
            factor++;
        }
        return wanted * factor;
    }

    private static long steps(long first, long last, long step) {
        return Math.floorDiv(last, step) - Math.floorDiv(first, step) + 1;
    }
}
