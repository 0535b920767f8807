package ioc.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ioc.push.Delays.Stage;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DelaysTest {
    private static final long MINUTE = 60_000;
    private static final long START = 1_000 * MINUTE;

    private final Delays delays = new Delays();

    private Delay device(long now) {
        return delays.at(now).get(0);
    }

    @Test
    void knowsMedianAndNinetyNinthToATenth() {
        for (int ms = 1; ms <= 1_000; ms++) {
            delays.add(Stage.DEVICE, START, ms);
        }
        Delay now = device(START + 5);
        assertThat(now.stage()).isEqualTo("device");
        assertThat(now.count()).isEqualTo(1_000);
        assertThat(now.p50()).isCloseTo(500, Percentage.withPercentage(10));
        assertThat(now.p99()).isCloseTo(990, Percentage.withPercentage(10));
        assertThat(now.minutes()).as("a minute that goes on is not told").isEmpty();
    }

    @Test
    void tellsTheLastHourByMinutesAndLeavesOutThoseWithoutAMeasurement() {
        delays.add(Stage.DEVICE, START, 10);
        delays.add(Stage.DEVICE, START + 2 * MINUTE, 200);
        assertThat(device(START + 3 * MINUTE).minutes())
                .extracting(minute -> minute.get(0))
                .containsExactly(START, START + 2 * MINUTE);
        Delay later = device(START + 62 * MINUTE - 1);
        assertThat(later.minutes()).hasSize(1);
        assertThat(later.minutes().get(0).get(1).doubleValue()).isCloseTo(200, within(20.0));
        assertThat(later.p50()).as("nothing lately").isNull();
        assertThat(device(START + 63 * MINUTE).minutes()).isEqualTo(List.of());
    }

    @Test
    void takesWhatIsTooShortOrTooLongIntoItsEnds() {
        delays.add(Stage.DRAW, START, -3);
        delays.add(Stage.DRAW, START, 1e12);
        Delay draw = delays.at(START).get(2);
        assertThat(draw.p50()).isLessThan(0.2);
        assertThat(draw.p99()).isGreaterThan(600_000);
    }
}
