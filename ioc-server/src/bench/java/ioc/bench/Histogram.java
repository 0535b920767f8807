package ioc.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/** How often each whole millisecond was seen; longer than a minute counts as a minute. Any thread. */
final class Histogram {
    private static final int MOST = 60_000;

    private final AtomicLongArray counts = new AtomicLongArray(MOST + 1);

    void add(long millis) {
        counts.incrementAndGet((int) Math.max(0, Math.min(MOST, millis)));
    }

    void clear() {
        for (int i = 0; i <= MOST; i++) {
            counts.set(i, 0);
        }
    }

    long count() {
        long sum = 0;
        for (int i = 0; i <= MOST; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** The value that this share (0..1) of all does not exceed; -1 when nothing was seen. */
    int quantile(double share) {
        long wanted = (long) Math.ceil(count() * share);
        long sum = 0;
        for (int i = 0; i <= MOST; i++) {
            sum += counts.get(i);
            if (sum >= wanted && sum > 0) {
                return i;
            }
        }
        return -1;
    }
}
