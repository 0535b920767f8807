package ioc.picture;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The queue arithmetic of one site today.
 *
 * @param lines by service id, those that were asked for
 * @param desks by device name of the counter, those that called somebody
 * @param flow by start of the half hour, epoch ms
 * @param waitingSince of everybody who waits, oldest first, epoch ms
 */
public record QueueFigures(
        Line all,
        Map<String, Line> lines,
        Map<String, Desk> desks,
        SortedMap<Long, Flow> flow,
        List<Long> waitingSince) {
    /**
     * One queue.
     *
     * @param longestSince since when the one waits who waits longest; null when nobody does
     * @param calling the ticket called last of those being served
     */
    public record Line(
            int waiting,
            @Nullable Long longestSince,
            @Nullable String longestTicket,
            @Nullable String calling,
            Counts counts,
            Times times) {}

    public record Counts(int arrived, int serving, int served, int walkAways) {}

    /**
     * Of today, ms; null while there is none. The p90 is the nearest rank.
     *
     * @param within share of all calls that came within the promised time
     */
    public record Times(
            @Nullable Long meanWait,
            @Nullable Long p90Wait,
            @Nullable Long meanService,
            @Nullable Double within) {}

    /**
     * What a counter does with tickets.
     *
     * @param ticket being served; null when none
     * @param since that one was called, or the last one left
     * @param busyMs spent today on those who left
     */
    public record Desk(@Nullable String ticket, long since, long busyMs) {}

    public record Flow(int arrived, int served) {}

    /** How many wait longer than {@code limitMs} at {@code now}. */
    public int over(long now, long limitMs) {
        int over = 0;
        for (long since : waitingSince) {
            if (now - since <= limitMs) {
                return over;
            }
            over++;
        }
        return over;
    }

    /** When somebody next comes to wait longer than {@code limitMs}. */
    long nextOver(long now, long limitMs) {
        for (long since : waitingSince) {
            if (now - since <= limitMs) {
                return since + limitMs + 1;
            }
        }
        return Long.MAX_VALUE;
    }

    static @Nullable Long mean(long sum, int count) {
        return count == 0 ? null : Long.valueOf(Math.round((double) sum / count));
    }

    static @Nullable Long p90(long[] values, int count) {
        if (count == 0) {
            return null;
        }
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[(count * 9 + 9) / 10 - 1];
    }
}
