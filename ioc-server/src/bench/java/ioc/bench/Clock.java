package ioc.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Passing time. */
final class Clock {
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private Clock() {}

    static void pass(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Looks every {@code step}; false when it is not so within {@code most}. */
    static boolean until(Duration most, Duration step, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), step.toNanos()));
        }
        return true;
    }
}
