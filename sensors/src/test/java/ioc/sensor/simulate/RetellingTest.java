package ioc.sensor.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.DeviceId;
import ioc.sensor.simulate.Publication.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetellingTest {
    private static final Day DAY = new District(Plan.goDau(), Story.goDau()).day(LocalDate.of(2026, 11, 23), 1);
    private static final Instant UNTIL = DAY.at(LocalTime.of(9, 40));
    private static final List<Publication> ALL = DAY.until(UNTIL).toList();

    private final Retelling past = new Retelling();

    /** The morning until 9:40, with the heartbeats at the end of each minute. */
    private List<Publication> told() {
        List<Publication> told = new ArrayList<>();
        Instant end = DAY.start();
        for (Publication now : ALL) {
            while (now.at().isAfter(end)) {
                told.addAll(past.heartbeats(end));
                end = end.plus(Duration.ofMinutes(1));
            }
            told.addAll(past.of(now, UNTIL));
        }
        return told;
    }

    @Test
    void tellsEverythingThatHappenedAndFewLevels() {
        List<Publication> told = told();
        assertThat(told)
                .containsAll(ALL.stream()
                        .filter(said -> said.cause() != Cause.LEVEL && said.cause() != Cause.HEARTBEAT)
                        .toList());
        assertThat(told).hasSizeLessThan(ALL.size() / 3);
        assertThat(Recount.of(told).site("bau-don")).isEqualTo(Recount.of(ALL).site("bau-don"));
    }

    @Test
    void tellsEveryLevelOfTheLastMinutes() {
        assertThat(told())
                .containsAll(ALL.stream()
                        .filter(said -> said.cause() == Cause.LEVEL)
                        .filter(said -> said.at().isAfter(UNTIL.minus(Duration.ofMinutes(2))))
                        .toList());
    }

    @Test
    void nobodySeemsSilentWhoWasNot() {
        Map<DeviceId, Instant> heard = new HashMap<>();
        List<DeviceId> silent = new ArrayList<>();
        for (Publication said : told()) {
            Instant before = heard.put(said.device(), said.at());
            if (before != null && before.plus(Duration.ofMinutes(5)).isBefore(said.at())) {
                silent.add(said.device());
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void theHungAndTheLostDoNotLive() {
        told();
        List<DeviceId> alive = new ArrayList<>();
        past.sessions().forEach(online -> {
            if (past.heartbeat(online.device(), UNTIL) != null) {
                alive.add(online.device());
            }
        });
        assertThat(past.sessions()).hasSize(115);
        assertThat(alive)
                .hasSize(114)
                .noneMatch(device ->
                        device.site().equals("phuoc-trach") || device.name().equals("ph-w2"));
    }
}
