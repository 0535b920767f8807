package ioc.sensor.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.simulate.Listener.Heard;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayersIT {
    private static final Day DAY = new District(Plan.goDau(), Story.goDau()).day(LocalDate.of(2026, 11, 23), 1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static Instant at(String time) {
        return DAY.at(LocalTime.parse(time));
    }

    @Test
    void playsTheMorningSoFarInLockStepWithTheClockAndThenGoesOn() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                Listener listener = new Listener(broker.address(), 1)) {
            DemoClock clock = new DemoClock(InstantSource.system(), DAY.start());
            Players players = new Players(DAY, broker.address(), clock, "it-");
            List<Instant> steps = new ArrayList<>();
            players.catchUp(
                    instant -> {
                        steps.add(instant);
                        clock.advanceTo(instant);
                    },
                    at("09:40"),
                    Duration.ofMinutes(1));
            long published = players.published();
            List<Heard> heard = listener.await(all -> all.size() >= published);
            assertThat(steps).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(160);
            assertThat(steps.get(steps.size() - 1)).isEqualTo(at("09:40"));
            Recount recount = new Recount();
            heard.forEach(message -> recount.add(message.topic(), message.text().getBytes(StandardCharsets.UTF_8)));
            Recount expected = Recount.of(DAY.until(at("09:40")).toList());
            assertThat(recount.sites()).isEqualTo(expected.sites());
            assertThat(recount.sites())
                    .allSatisfy(site -> assertThat(recount.site(site)).isEqualTo(expected.site(site)));

            clock.runAt(1);
            players.play();
            List<Heard> alive = listener.await(all ->
                    ending(all.subList((int) published, all.size()), "/health") >= 114 && players.connected() == 115);
            assertThat(alive.stream().skip(published).map(Heard::topic).filter(topic -> topic.endsWith("/health")))
                    .doesNotContain("ioc/1/phuoc-trach/counter/pt-q1/health", "ioc/1/phuoc-thanh/wifi/ph-w2/health");
            players.close();
            assertThat(players.problem()).isNull();
            assertThat(players.failures()).isZero();
        }
    }

    private static long ending(List<Heard> heard, String end) {
        return heard.stream()
                .map(Heard::topic)
                .filter(topic -> topic.endsWith(end))
                .distinct()
                .count();
    }

    private static long count(List<Heard> heard, String word) {
        return heard.stream()
                .filter(message -> message.topic().endsWith("/status"))
                .filter(message -> message.text().contains("\"" + word + "\""))
                .count();
    }

    @Test
    void letsTheBrokerTellTheWillsOfASiteThatIsCutOffAndComesBackWithAnotherSession() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                Listener listener = new Listener(broker.address(), 1)) {
            DemoClock clock = new DemoClock(InstantSource.system(), DAY.start());
            try (Players players = new Players(DAY, broker.address(), clock, "it-")) {
                players.catchUp(clock, at("09:33"), Duration.ofMinutes(1));
                long before = players.published();
                clock.runAt(1);
                players.play();
                listener.await(all -> all.size() >= before && players.connected() >= 125);
                clock.runAt(240);
                List<Heard> heard = listener.await(
                        all -> count(of(all.subList((int) before, all.size()), "phuoc-trach"), "online") >= 10);
                List<Heard> site = of(heard.subList((int) before, heard.size()), "phuoc-trach").stream()
                        .filter(message -> message.topic().endsWith("/status"))
                        .toList();
                assertThat(count(site, "offline")).isEqualTo(10);
                assertThat(site.stream().map(message -> message.text().replaceAll(".*session\":\"", "")))
                        .hasSize(20)
                        .satisfies(sessions ->
                                assertThat(sessions.stream().distinct()).hasSize(20));
                assertThat(players.failures()).isZero();
                assertThat(players.problem()).isNull();
            }
        }
    }

    private static List<Heard> of(List<Heard> heard, String site) {
        return heard.stream()
                .filter(message -> message.topic().startsWith("ioc/1/" + site + "/"))
                .toList();
    }

    @Test
    void comesBackByItselfWhenTheBrokerWasAway() throws Exception {
        DemoClock clock = new DemoClock(InstantSource.system(), at("09:00"));
        Mosquitto first = Mosquitto.start(folder);
        int port = first.port();
        try (Players players = new Players(DAY, first.address(), clock, "it-")) {
            players.catchUp(clock, at("09:00"), Duration.ofMinutes(10));
            clock.runAt(5);
            players.play();
            Listener listener = new Listener(first.address(), 1);
            // the past is retained and heard at once: who is not connected yet would meet the second broker as the
            // first
            listener.await(all -> count(all, "online") >= 125 && players.connected() >= 125);
            first.close();
            try (Mosquitto second = Mosquitto.start(folder, port);
                    Listener again = new Listener(second.address(), 1)) {
                again.await(all -> count(all, "online") >= 125);
                assertThat(players.failures()).isGreaterThanOrEqualTo(125);
                assertThat(players.problem()).isNull();
            }
            listener.close();
        } finally {
            first.close();
        }
    }
}
