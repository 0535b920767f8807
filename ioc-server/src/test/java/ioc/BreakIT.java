package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.peer.Dashboard;
import ioc.peer.Influxd;
import ioc.peer.Mosquitto;
import ioc.peer.Peer;
import ioc.peer.Publisher;
import ioc.peer.ServerProcess;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server and its neighbours are killed, stopped and hung under load: nothing acknowledged is lost or counted twice. */
@SuppressWarnings("NullAway.Init")
@Tag("alone")
class BreakIT {
    private static final int RATE = 400;
    /** The broker keeps what comes while we are away; its own default is to drop all but a thousand messages. */
    private static final String KEEPS_ALL = "max_queued_messages 0";

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();

    private static Map<String, String> external(String broker, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of("IOC_BROKER_ENGINE", "external", "IOC_BROKER_URL", broker));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static void awaitBroker(ServerProcess server, String state) {
        Peer.await(
                "the broker is " + state,
                () -> server.json("/health/ready").at("/parts/broker").asText().equals(state));
    }

    private static long ledger(ServerProcess server, String field) {
        return server.json("/api/v1/health").path("ledger:mqtt").path(field).asLong();
    }

    private static long rejected(ServerProcess server, String reason) {
        return server.json("/api/v1/health")
                .path("rejected:" + reason)
                .path("count")
                .asLong();
    }

    @Test
    void killedTwiceUnderLoadItHasEverythingTheBrokerAcknowledgedAndCountsItOnce() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(folder, KEEPS_ALL);
                ServerProcess server =
                        ServerProcess.serve(folder, external(mosquitto.url(), "IOC_JOURNAL_SNAPSHOT_EVERY", "1s"))) {
            awaitBroker(server, "up");
            try (Load load = new Load(mosquitto.url(), RATE)) {
                for (int kill = 1; kill <= 2; kill++) {
                    long until = load.acknowledged() + 5L * RATE;
                    Peer.await("it is loaded", () -> load.acknowledged() >= until);
                    server.kill();
                    server.startAgain();
                    assertThat(server.log()).containsPattern("picture: snapshot at [1-9]\\d*, replayed to [1-9]\\d*");
                    awaitBroker(server, "up");
                }
                long acknowledged = load.stop();
                try (Dashboard wall = Dashboard.at(server.url(), "overview", "health")) {
                    Peer.await(
                            "everything is in the picture",
                            () -> ledger(server, "received") - rejected(server, "duplicate")
                                            >= acknowledged - load.readings()
                                    && wall.number("overview", "totals", "served") == load.people());
                    Peer.await("everything is stored", () -> ledger(server, "pending") == 0);
                    System.out.printf(
                            "FIGURES killed twice: acknowledged %d, received %d, stored %d, duplicates %d, people %d%n",
                            acknowledged,
                            ledger(server, "received"),
                            ledger(server, "stored"),
                            rejected(server, "duplicate"),
                            load.people());
                    assertThat(ledger(server, "received")).isGreaterThanOrEqualTo(acknowledged);
                    assertThat(ledger(server, "received"))
                            .isEqualTo(ledger(server, "stored") + ledger(server, "rejected"));
                    assertThat(ledger(server, "rejected")).isEqualTo(rejected(server, "duplicate"));
                    assertThat(wall.number("overview", "totals", "arrived")).isEqualTo(load.people());
                    assertThat(wall.number("overview", "totals", "waiting")).isZero();
                    assertThat(wall.number("overview", "totals", "serving")).isZero();
                }
            }
            server.stop();
            assertThat(server.exceptions()).isEmpty();
        }
    }

    @Test
    void theBrokerGoesAndComesBackAndEachIsSaidWithinSeconds() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(folder);
                ServerProcess server = ServerProcess.serve(folder, external(mosquitto.url()));
                Dashboard wall = Dashboard.at(server.url(), "overview", "site:bau-don")) {
            wall.await("overview", "setup", "broker", up -> up.asBoolean());
            people(mosquitto, 7);
            wall.await("site:bau-don", "camera:bd-c3", "people", value -> value.asInt() == 7);
            mosquitto.stop();
            wall.await("overview", "setup", "broker", up -> !up.asBoolean());
            pass(Duration.ofSeconds(10));
            mosquitto.startAgain();
            wall.await("overview", "setup", "broker", up -> up.asBoolean());
            people(mosquitto, 8);
            wall.await("site:bau-don", "camera:bd-c3", "people", value -> value.asInt() == 8);
            assertThat(wall.end()).isNull();
        }
    }

    private void people(Mosquitto mosquitto, int count) throws Exception {
        try (Publisher device = new Publisher(mosquitto.url())) {
            device.publish(
                    "ioc/1/bau-don/camera/bd-c3/people", "{\"ts\":" + clock.millis() + ",\"count\":" + count + "}");
            device.settle();
        }
    }

    @Test
    void seriesThatHangAndDieUnderLoadDoNotHoldUpTheWallAndMissNothingAfterwards() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(folder, KEEPS_ALL);
                Influxd influxd = new Influxd(folder.resolve("influxd")).start();
                ServerProcess server = ServerProcess.serve(
                        folder,
                        external(mosquitto.url(), "IOC_SERIES_ENGINE", "influxdb", "IOC_SERIES_URL", influxd.url()))) {
            awaitBroker(server, "up");
            try (Load load = new Load(mosquitto.url(), RATE);
                    Dashboard wall = Dashboard.at(server.url(), "overview")) {
                pass(Duration.ofSeconds(3));
                wall.beginGaps();
                influxd.freeze();
                pass(Duration.ofSeconds(15));
                Duration hung = wall.longestGap();
                influxd.thaw();
                pass(Duration.ofSeconds(2));
                wall.beginGaps();
                influxd.kill();
                pass(Duration.ofSeconds(5));
                Duration dead = wall.longestGap();
                influxd.start();
                long acknowledged = load.stop();
                Peer.await(
                        "everything is stored",
                        () -> ledger(server, "received") - rejected(server, "duplicate") == acknowledged
                                && ledger(server, "pending") == 0);
                System.out.printf(
                        "FIGURES InfluxDB hung 15 s, dead 5 s: longest gap between frames %d ms, %d ms; %d messages, points %d of %d readings, %d of %d steps%n",
                        hung.toMillis(),
                        dead.toMillis(),
                        acknowledged,
                        count(influxd, "SELECT count(value) FROM level WHERE quantity = 'people'"),
                        load.readings(),
                        count(influxd, "SELECT count(label) FROM ticket"),
                        3 * load.people());
                assertThat(hung).as("held up for most of the 15 s").isLessThan(Duration.ofSeconds(12));
                assertThat(count(influxd, "SELECT count(value) FROM level WHERE quantity = 'people'"))
                        .isEqualTo(load.readings());
                assertThat(count(influxd, "SELECT count(label) FROM ticket")).isEqualTo(3 * load.people());
                assertThat(ledger(server, "missing")).isZero();
            }
        }
    }

    private static long count(Influxd influxd, String query) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(influxd.url() + "/query?db=ioc&q="
                                        + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(answer.body())
                .at("/results/0/series/0/values/0/1")
                .asLong();
    }
}
