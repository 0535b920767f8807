package ioc.picture;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a device was silent in the last 24 hours, each time from its last word before, or from when its session ended, to its first
 * word after; what was our own absence is left out. All times are epoch ms.
 *
 * @param since from when on all are known; null while it was never heard
 * @param all oldest first; a silence that goes on is not among them
 */
public record Gaps(@Nullable Long since, List<Gap> all) {
    /** How long gaps are kept. */
    public static final long KEPT = 24 * 3_600_000L;

    static final int MOST = 48;
    static final Gaps NONE = new Gaps(null, List.of());

    /** One silence. */
    public record Gap(long from, long until) {}

    public Gaps {
        all = List.copyOf(all);
    }

    Gaps heard(long at) {
        return since == null ? new Gaps(at, all) : this;
    }

    /** With one more; of too many the oldest is forgotten, and what was before it. */
    Gaps with(Gap gap) {
        List<Gap> kept = new ArrayList<>(all);
        kept.removeIf(old -> old.until() <= gap.until() - KEPT);
        kept.add(gap);
        Long from = since;
        while (kept.size() > MOST) {
            from = kept.remove(0).until();
        }
        return new Gaps(from, kept);
    }

    /** The silences of the last 24 hours, with that which goes on; cut where they began earlier. */
    public List<Gap> within(long now, @Nullable Long silentSince) {
        List<Gap> shown = new ArrayList<>();
        all.forEach(gap -> show(gap, now, shown));
        if (silentSince != null) {
            show(new Gap(silentSince, now), now, shown);
        }
        return shown;
    }

    private static void show(Gap gap, long now, List<Gap> shown) {
        if (gap.until() > now - KEPT) {
            shown.add(new Gap(Math.max(gap.from(), now - KEPT), gap.until()));
        }
    }

    /** Which share of the last 24 hours, or of as much as is known, it was not silent; null while nothing is known. */
    public @Nullable Double available(long now, @Nullable Long silentSince) {
        if (since == null || now <= since) {
            return null;
        }
        long silent = within(now, silentSince).stream()
                .mapToLong(gap -> gap.until() - gap.from())
                .sum();
        return Math.max(0, 1 - (double) silent / Math.min(KEPT, now - since));
    }
}
