package ioc.sensor.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DemoClockTest {
    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    private final AtomicReference<Instant> real = new AtomicReference<>(Instant.EPOCH);
    private final DemoClock clock = new DemoClock(real::get, START);

    private void pass(Duration duration) {
        real.updateAndGet(now -> now.plus(duration));
    }

    @Test
    void standsUntilItIsToldToRunAndThenRunsAtItsRate() {
        pass(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(START);
        clock.advanceTo(START.plusSeconds(60));
        clock.runAt(60);
        pass(Duration.ofSeconds(2));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(180));
        clock.runAt(1);
        pass(Duration.ofSeconds(5));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(185));
    }

    @Test
    void standsStillWhenItComesToItsEnd() {
        clock.runAt(60, START.plusSeconds(90));
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(90));
    }

    @Test
    void neverGoesBack() {
        clock.advanceTo(START.minusSeconds(9));
        assertThat(clock.instant()).isEqualTo(START);
    }
}
