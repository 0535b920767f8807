package ioc.picture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How often a device talks, learnt from when it talked: the median of intervals, by hour of the day. All times are epoch ms.
 *
 * <p>What comes within {@link #LEAST} of the beginning of a talk belongs to it, so that five topics said at once are one word. An
 * hour keeps its newest {@link #KEPT} intervals, taken no closer than {@link #SPREAD}, so that a minute of hurry is one of many. An
 * interval over {@link #MOST} is an absence, not a rhythm; a shorter one is outvoted. Until an hour is known all hours together
 * may lengthen the usual period, never shorten it: a false silence is worse than a late one. Hours are those of UTC, which are those
 * of the day where clocks are not put forward.
 */
final class Rhythm {
    /** Where the expected period comes from. */
    enum Origin {
        CONFIGURED,
        LEARNING,
        LEARNT;

        final String word = name().toLowerCase(Locale.ROOT);
    }

    static final long LEAST = 5_000;
    static final long MOST = 6 * 3_600_000L;
    static final int KEPT = 15;
    static final int ENOUGH = 5;
    static final long SPREAD = 120_000;
    private static final int HOURS = 24;

    private final long usual;
    private final int[][] hours = new int[HOURS][0];
    private @Nullable Long talkAt;
    private @Nullable Long takenAt;
    private long period;
    private boolean isKnown;

    /** @param usual what is expected until more is known */
    Rhythm(long usual) {
        this.usual = usual;
        period = usual;
    }

    /**
     * What was learnt.
     *
     * @param hours the newest intervals, oldest first, by the hour in which they began
     */
    public record Frozen(@Nullable Long talkAt, @Nullable Long takenAt, Map<Integer, List<Integer>> hours) {
        static final Frozen EMPTY = new Frozen(null, null, Map.of());
    }

    /** It talked. Retained messages, late ones and duplicates never come here. */
    void heard(long at) {
        Long before = talkAt;
        if (before != null) {
            long interval = at - before;
            if (interval < LEAST) {
                return;
            }
            if (interval <= MOST && (takenAt == null || before - takenAt >= SPREAD)) {
                takenAt = before;
                take(hour(before), (int) interval);
            }
        }
        talkAt = at;
        look(at);
    }

    private void take(int hour, int interval) {
        int[] known = hours[hour];
        boolean full = known.length == KEPT;
        int[] next = full ? Arrays.copyOfRange(known, 1, KEPT + 1) : Arrays.copyOf(known, known.length + 1);
        next[next.length - 1] = interval;
        hours[hour] = next;
    }

    private static int hour(long at) {
        return (int) Math.floorMod(at / 3_600_000, (long) HOURS);
    }

    /** A silence that runs into an hour in which it talks less is measured by that hour. */
    private void look(long at) {
        isKnown = false;
        long own = expected(hour(at));
        boolean isOwn = isKnown;
        period = Math.max(own, expected(hour(at + Limits.SILENT * own)));
        isKnown = isOwn || period > own;
    }

    private long expected(int hour) {
        if (hours[hour].length >= ENOUGH) {
            isKnown = true;
            return median(hours[hour]);
        }
        int[] all = Arrays.stream(hours).flatMapToInt(Arrays::stream).toArray();
        if (all.length < ENOUGH || median(all) <= usual) {
            return usual;
        }
        isKnown = true;
        return median(all);
    }

    private static long median(int[] intervals) {
        int[] sorted = intervals.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** What is expected after its last word. */
    long period() {
        return period;
    }

    Origin origin() {
        return isKnown ? Origin.LEARNT : Origin.LEARNING;
    }

    Frozen freeze() {
        Map<Integer, List<Integer>> known = new TreeMap<>();
        for (int hour = 0; hour < HOURS; hour++) {
            if (hours[hour].length > 0) {
                known.put(hour, Arrays.stream(hours[hour]).boxed().toList());
            }
        }
        return new Frozen(talkAt, takenAt, known);
    }

    void restore(Frozen frozen) {
        talkAt = frozen.talkAt();
        takenAt = frozen.takenAt();
        frozen.hours()
                .forEach((hour, intervals) -> hours[hour] =
                        intervals.stream().mapToInt(Integer::intValue).toArray());
        if (talkAt != null) {
            look(talkAt);
        }
    }
}
