package ioc.journal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands until it is moved. */
final class TestClock implements InstantSource {
    private final AtomicLong millis;

    TestClock(String instant) {
        this.millis = new AtomicLong(Instant.parse(instant).toEpochMilli());
    }

    void set(String instant) {
        millis.set(Instant.parse(instant).toEpochMilli());
    }

    void forward(long by) {
        millis.addAndGet(by);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
    }
}
