package ioc.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How many messages of a device came in, by five minutes of the last three hours, and today. All times are epoch ms. */
public final class Pace {
    /** How long one count is. */
    public static final long STEP = 300_000;
    /** How many counts are shown. */
    public static final int SHOWN = 36;
    /** The one that runs, and that of a message which is taken before the tick. */
    private static final int KEPT = SHOWN + 4;

    private final int[] counts = new int[KEPT];
    private long newest;
    private int today;

    /**
     * Counts as they are kept.
     *
     * @param counts in the order of their steps, the last one is {@code newest}
     */
    public record Frozen(long newest, int today, List<Integer> counts) {
        static final Frozen EMPTY = new Frozen(0, 0, List.of());
    }

    void heard(long at) {
        long step = at / STEP;
        if (step - newest >= KEPT) {
            Arrays.fill(counts, 0);
            newest = step;
        }
        while (newest < step) {
            newest++;
            counts[slot(newest)] = 0;
        }
        counts[slot(newest)]++;
        today++;
    }

    void newDay() {
        today = 0;
    }

    private static int slot(long step) {
        return (int) Math.floorMod(step, (long) KEPT);
    }

    private int count(long step) {
        return step > newest || step <= newest - KEPT ? 0 : counts[slot(step)];
    }

    /** Those that are over, the oldest first. */
    public List<Integer> until(long now) {
        return steps(now / STEP - SHOWN, now / STEP);
    }

    private List<Integer> steps(long from, long until) {
        List<Integer> shown = new ArrayList<>();
        for (long step = from; step < until; step++) {
            shown.add(count(step));
        }
        return shown;
    }

    /** How many since midnight. */
    public int today() {
        return today;
    }

    Frozen freeze() {
        return newest == 0 ? Frozen.EMPTY : new Frozen(newest, today, steps(newest - KEPT + 1, newest + 1));
    }

    void restore(Frozen frozen) {
        newest = frozen.newest();
        today = frozen.today();
        for (int i = 0; i < frozen.counts().size(); i++) {
            counts[slot(newest - KEPT + 1 + i)] = frozen.counts().get(i);
        }
    }
}
