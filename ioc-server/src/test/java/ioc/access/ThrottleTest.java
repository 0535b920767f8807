package ioc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final long MINUTE = 60_000;

    private final Throttle throttle = new Throttle(3, Duration.ofMinutes(15), 4);

    @Test
    void locksAfterSomeTriesEachTimeTwiceAsLong() {
        assertThat(throttle.take("ha", 0)).isEqualTo(2);
        assertThat(throttle.take("ha", 1)).isEqualTo(1);
        assertThat(throttle.lockedUntil("ha", 1)).isZero();
        assertThat(throttle.take("ha", 2)).isZero();
        long first = throttle.lockedUntil("ha", 3);
        assertThat(first).isEqualTo(2 + 15 * MINUTE);
        assertThat(throttle.lockedUntil("ha", first)).isZero();
        throttle.take("ha", first);
        throttle.take("ha", first);
        throttle.take("ha", first);
        assertThat(throttle.lockedUntil("ha", first)).isEqualTo(first + 30 * MINUTE);
    }

    @Test
    void oneThatIsGoodForgetsThem() {
        throttle.take("ha", 0);
        throttle.take("ha", 0);
        throttle.clear("ha");
        assertThat(throttle.take("ha", 0)).isEqualTo(2);
    }

    @Test
    void triesOfLongAgoDoNotCount() {
        throttle.take("ha", 0);
        throttle.take("ha", 0);
        assertThat(throttle.take("ha", 16 * MINUTE)).isEqualTo(2);
    }

    @Test
    void aTryThatWasGoodIsGivenBackAlsoWhenItWasTheLast() {
        throttle.take("10.0.0.1", 0);
        throttle.take("10.0.0.1", 0);
        throttle.take("10.0.0.1", 0);
        throttle.giveBack("10.0.0.1");
        assertThat(throttle.lockedUntil("10.0.0.1", 0)).isZero();
        assertThat(throttle.take("10.0.0.1", 0)).isZero();
    }

    @Test
    void othersAreNotLockedAndTheLeastTriedIsForgottenFirst() {
        for (int i = 0; i < 100; i++) {
            throttle.take("name-" + i, 0);
        }
        assertThat(throttle.size()).isEqualTo(4);
        assertThat(throttle.lockedUntil("name-99", 0)).isZero();
        assertThat(throttle.take("name-99", 0)).isEqualTo(1);
    }
}
