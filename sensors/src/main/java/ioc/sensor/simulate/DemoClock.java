package ioc.sensor.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock for a demonstration: stands where it is put, then runs, faster than real time if asked. Any thread. */
public final class DemoClock implements InstantSource, CatchUpClock {
    private record Run(Instant from, Instant real, double rate, Instant until) {}

    private final InstantSource real;
    private volatile Run run;

    /** Stands at {@code start}. */
    public DemoClock(InstantSource real, Instant start) {
        this.real = real;
        run = new Run(start, real.instant(), 0, Instant.MAX);
    }

    @Override
    public Instant instant() {
        Run now = run;
        if (now.rate() == 0) {
            return now.from();
        }
        long passed = Duration.between(now.real(), real.instant()).toNanos();
        Instant at = now.from().plusNanos(Math.round(passed * now.rate()));
        return at.isAfter(now.until()) ? now.until() : at;
    }

    /** Stands at an instant; a clock never goes back. */
    @Override
    public synchronized void advanceTo(Instant instant) {
        Instant now = instant();
        run = new Run(instant.isBefore(now) ? now : instant, real.instant(), 0, Instant.MAX);
    }

    /** Runs on from where it is, {@code rate} times as fast as real time. */
    public void runAt(double rate) {
        runAt(rate, Instant.MAX);
    }

    /** As {@link #runAt(double)}, and stands still when it comes to {@code until}. */
    public synchronized void runAt(double rate, Instant until) {
        if (!(rate >= 0) || rate > 100_000) {
            throw new IllegalArgumentException("rate: was " + rate + " but must be 0 to 100000");
        }
        run = new Run(instant(), real.instant(), rate, until);
    }

    /** Simulated seconds per real second; 0 while it stands. */
    public double rate() {
        return run.rate();
    }
}
