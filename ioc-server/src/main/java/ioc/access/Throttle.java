package ioc.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Wrong tries, counted by a key such as an account or an address. After some of them the key is locked, each time twice as
 * long; one that is good forgets them. A try counts before it is looked at, so many at once gain nothing. Bounded: the key
 * that was least tried lately is forgotten first.
 */
public final class Throttle {
    private static final int MOST_DOUBLINGS = 4;

    private final int tries;
    private final long lock;
    private final Map<String, Count> counts;

    private record Count(int used, int locks, long until, long since) {}

    /**
     * @param tries in a row before the key is locked, and again after each lock
     * @param lock how long first; tries that are older are forgotten
     */
    public Throttle(int tries, Duration lock, int keys) {
        this.tries = tries;
        this.lock = lock.toMillis();
        this.counts = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
                return size() > keys;
            }
        };
    }

    /** Until when the key is locked, epoch ms; 0 when it is not. */
    public long lockedUntil(String key, long now) {
        Count count = counts.get(key);
        return count == null || count.until <= now ? 0 : count.until;
    }

    /** Counts a try; how many are left before the lock. Not to be asked while it is locked. */
    public int take(String key, long now) {
        @Nullable Count before = counts.get(key);
        if (before != null && now - Math.max(before.since, before.until) > lock << Math.max(0, before.locks - 1)) {
            before = null;
        }
        int used = before == null ? 1 : before.used + 1;
        int locks = before == null ? 0 : before.locks;
        if (used < tries) {
            counts.put(key, new Count(used, locks, 0, now));
            return tries - used;
        }
        long until = now + (lock << Math.min(locks, MOST_DOUBLINGS));
        counts.put(key, new Count(0, locks + 1, until, now));
        return 0;
    }

    /** It was good: all is forgotten. */
    public void clear(String key) {
        counts.remove(key);
    }

    /** A try that counted was good, but others of the key were not: only that one is forgotten. */
    public void giveBack(String key) {
        counts.computeIfPresent(
                key,
                (same, count) -> count.used == 0
                        ? new Count(tries - 1, Math.max(0, count.locks - 1), 0, count.since)
                        : new Count(count.used - 1, count.locks, count.until, count.since));
    }

    int size() {
        return counts.size();
    }
}
