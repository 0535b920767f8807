package ioc.picture;

import ioc.picture.Gaps.Gap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When we ourselves last heard nobody: the broker was not there, or the server did not run. While it runs it says so once a
 * minute; where it never did, as in a journal of old, its stops are not known. All times are epoch ms.
 */
final class Absence {
    /** Without any event for that long it did not run. */
    static final long ASLEEP = 90_000;

    private boolean isSampled;
    private long eventAt;
    /** When a device last spoke by the broker. */
    private long heardAt;

    private @Nullable Long downAt;
    private long from;
    private long until;

    /** As it is kept. */
    record Frozen(
            boolean sampled,
            long eventAt,
            long heardAt,
            @Nullable Long downAt,
            long from,
            long until) {
        static final Frozen NONE = new Frozen(false, 0, 0, null, 0, 0);
    }

    Absence(Frozen before) {
        isSampled = before.sampled();
        eventAt = before.eventAt();
        heardAt = before.heardAt();
        downAt = before.downAt();
        from = before.from();
        until = before.until();
    }

    /** Something happened, whatever it was. */
    void event(long at) {
        if (isSampled && at - eventAt > ASLEEP) {
            over(eventAt, at);
        }
        eventAt = at;
    }

    void sampled() {
        isSampled = true;
    }

    void heard(long at) {
        heardAt = at;
    }

    void down(long at) {
        downAt = downAt == null ? Long.valueOf(at) : downAt;
    }

    /** After a start nobody said that it was down before. */
    void up(long at) {
        long since = downAt != null ? downAt : heardAt;
        downAt = null;
        if (since > 0) {
            over(since, at);
        }
    }

    private void over(long since, long at) {
        from = since <= until ? Math.min(from, since) : since;
        until = at;
    }

    /** How much of a silence was not ours. */
    long silence(long since, long at) {
        return at - since - Math.max(0, Math.min(at, until) - Math.max(since, from));
    }

    /** What of a silence was not ours. */
    List<Gap> cut(Gap silence) {
        List<Gap> left = new ArrayList<>();
        if (silence.from() < Math.min(from, silence.until())) {
            left.add(new Gap(silence.from(), Math.min(from, silence.until())));
        }
        if (Math.max(until, silence.from()) < silence.until()) {
            left.add(new Gap(Math.max(until, silence.from()), silence.until()));
        }
        return left;
    }

    Frozen freeze() {
        return new Frozen(isSampled, eventAt, heardAt, downAt, from, until);
    }
}
