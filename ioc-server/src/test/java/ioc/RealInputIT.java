package ioc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ioc.journal.Entry;
import ioc.journal.Journal;
import ioc.peer.Dashboard;
import ioc.peer.Mosquitto;
import ioc.peer.Peer;
import ioc.peer.Publisher;
import ioc.peer.ServerProcess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What devices really send, good and bad, through a real Mosquitto to a dashboard. */
@SuppressWarnings("NullAway.Init")
class RealInputIT {
    private static final byte[] JPEG = "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0\u0001\u00ff\u00d9".getBytes(ISO_8859_1);
    private static final String QUEUE = "ioc/1/bau-don/camera/bd-c3/people";

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private Mosquitto mosquitto;
    private ServerProcess server;
    private Publisher device;

    @BeforeEach
    void start() throws Exception {
        mosquitto = Mosquitto.start(folder);
        server =
                ServerProcess.serve(folder, Map.of("IOC_BROKER_ENGINE", "external", "IOC_BROKER_URL", mosquitto.url()));
        Peer.await(
                "the server hears the broker",
                () -> server.json("/health/ready").at("/parts/broker").asText().equals("up"));
        device = new Publisher(mosquitto.url());
    }

    @AfterEach
    void stop() throws Exception {
        device.close();
        server.close();
        mosquitto.close();
    }

    private long now() {
        return clock.millis();
    }

    /** Publishes, and the value is shown. */
    private void shows(
            Dashboard wall,
            String topic,
            byte[] body,
            String where,
            String key,
            String field,
            Predicate<JsonNode> value)
            throws Exception {
        assertThat(value.test(wall.shown(where, key, field)))
                .as("%s is not shown before", topic)
                .isFalse();
        device.publish(topic, body, 1, false);
        Duration took = wall.await(where, key, field, value);
        System.out.printf(Locale.ROOT, "FIGURES %s: shown after %d ms%n", topic, took.toMillis());
    }

    private static Predicate<JsonNode> is(long number) {
        return shown -> shown.isNumber() && shown.asLong() == number;
    }

    private static Predicate<JsonNode> is(String word) {
        return shown -> shown.asText().equals(word);
    }

    private static Predicate<JsonNode> has(String name, long number) {
        return shown -> shown.path(name).isNumber() && shown.path(name).asLong() == number;
    }

    private String ticket(String id, String label) {
        return "{\"id\":\"" + id + "\",\"ts\":" + now() + ",\"ticket\":\"" + label
                + "\",\"service\":\"land\",\"counter\":\"bd-q1\"}";
    }

    @Test
    void whatDevicesOfThreeFamiliesSayIsOnTheWall() throws Exception {
        try (Dashboard wall =
                Dashboard.at(server.url(), "overview", "devices", "site:bau-don", "site:phuoc-thanh", "health")) {
            String counter = "ioc/1/bau-don/counter/bd-q1/";
            shows(
                    wall,
                    counter + "status",
                    bytes("{\"state\":\"online\",\"ts\":" + now() + ",\"session\":\"" + UUID.randomUUID() + "\"}"),
                    "devices",
                    "device:bau-don/counter/bd-q1",
                    "connected",
                    JsonNode::asBoolean);
            shows(
                    wall,
                    counter + "state",
                    bytes("{\"ts\":" + now() + ",\"state\":\"open\",\"services\":[\"land\"]}"),
                    "overview",
                    "site:bau-don",
                    "countersOpen",
                    is(1));
            shows(
                    wall,
                    counter + "ticket/issued",
                    bytes(ticket(UUID.randomUUID().toString(), "A001")),
                    "overview",
                    "site:bau-don",
                    "waiting",
                    is(1));
            shows(
                    wall,
                    counter + "ticket/called",
                    bytes(ticket(UUID.randomUUID().toString(), "A001")),
                    "overview",
                    "site:bau-don",
                    "serving",
                    is(1));
            shows(
                    wall,
                    counter + "ticket/served",
                    bytes(ticket(UUID.randomUUID().toString(), "A001")),
                    "overview",
                    "totals",
                    "served",
                    is(1));
            shows(
                    wall,
                    "ioc/1/bau-don/tablet/bd-r1/rating",
                    bytes("{\"id\":\"" + UUID.randomUUID() + "\",\"ts\":\"" + now()
                            + "\",\"score\":\"3\",\"scale\":3}"),
                    "overview",
                    "satisfaction",
                    "count",
                    is(1));
            shows(
                    wall,
                    QUEUE,
                    bytes("{\"ts\":" + now() + ",\"count\":12}"),
                    "site:bau-don",
                    "camera:bd-c3",
                    "people",
                    is(12));

            String access = "collectd/pvhcc03-ap1/";
            shows(
                    wall,
                    access + "iwinfo-phy0-ap0/stations",
                    bytes(seconds() + ":17\0"),
                    "site:phuoc-thanh",
                    "wifi:ph-w1",
                    "stations",
                    is(17));
            shows(
                    wall,
                    access + "interface-br-lan/if_octets",
                    bytes(seconds() + ":10432.5:845120.25\0"),
                    "devices",
                    "device:phuoc-thanh/wifi/ph-w1",
                    "values",
                    has("receive_rate", 10432));
            shows(
                    wall,
                    access + "iwinfo-phy0-ap0/stations",
                    bytes(
                            "[{\"values\":[19],\"dstypes\":[\"gauge\"],\"dsnames\":[\"value\"],\"time\":" + seconds()
                                    + ",\"interval\":30.0,\"host\":\"pvhcc03-ap1\",\"plugin\":\"iwinfo\",\"type\":\"stations\"}]"),
                    "site:phuoc-thanh",
                    "wifi:ph-w1",
                    "stations",
                    is(19));

            shows(wall, "frigate/sanh/person", bytes("4"), "site:phuoc-thanh", "camera:ph-c2", "people", is(4));
            shows(
                    wall,
                    "frigate/sanh/status/detect",
                    bytes("online"),
                    "devices",
                    "device:phuoc-thanh/camera/ph-c2",
                    "connected",
                    JsonNode::asBoolean);
            shows(
                    wall,
                    "frigate/stats",
                    bytes(
                            "{\"cameras\":{\"sanh\":{\"camera_fps\":0.0,\"connection_quality\":\"unusable\"}},\"service\":{\"uptime\":90}}"),
                    "devices",
                    "device:phuoc-thanh/camera/ph-c2",
                    "fault",
                    is("no-stream"));
            assertThat(rejected())
                    .allSatisfy((reason, count) -> assertThat(count).isZero());
        }
    }

    @Test
    void whatIsWrongIsCountedUnderItsReasonAndKeptAndNothingBreaks() throws Exception {
        String id = UUID.randomUUID().toString();
        String same = ticket(id, "A001");
        Map<String, Long> expected = new TreeMap<>();
        List<Bad> all = List.of(
                new Bad("malformed", QUEUE, bytes("{\"ts\":" + now() + ",\"count\":")),
                new Bad("malformed", QUEUE, new byte[0]),
                new Bad("malformed", QUEUE, JPEG),
                new Bad("malformed", "frigate/sanh/status/detect", bytes("\u0000")),
                new Bad("malformed", "collectd/pvhcc03-ap1/load/load", bytes("garbage")),
                new Bad("wrong-type", QUEUE, bytes("%%% not json")),
                new Bad("wrong-type", QUEUE, bytes("{\"ts\":" + now() + ",\"count\":\"many\"}")),
                new Bad("wrong-type", QUEUE, bytes("{\"ts\":" + now() + ",\"count\":[1,2]}")),
                new Bad("wrong-type", "frigate/sanh/person", bytes("4.5")),
                new Bad("out-of-range", QUEUE, bytes("{\"ts\":" + now() + ",\"count\":-3}")),
                new Bad("out-of-range", "frigate/sanh/person", bytes("-1")),
                new Bad(
                        "clock-off",
                        QUEUE,
                        bytes("{\"ts\":" + (now() - Duration.ofDays(2_000).toMillis()) + ",\"count\":3}")),
                new Bad("clock-off", "collectd/pvhcc03-ap1/load/load", bytes("1000000000.0:0.1:0.1:0.1")),
                new Bad("oversize", QUEUE, bytes("3" + " ".repeat(300 * 1024))),
                new Bad("unknown-topic", "ioc/1/bau-don/camera/bd-c3/colour", bytes("{\"count\":3}")),
                new Bad("unknown-topic", "ioc/1/bau-don/counter/bd-q1/ticket/eaten", bytes(same)),
                new Bad("unknown-device", "ioc/1/bau-don/camera/bd-c9/people", bytes("3")),
                new Bad("unknown-device", "ioc/1/atlantis/camera/at-c1/people", bytes("3")),
                new Bad("unknown-device", "ioc/1/bau-don/toaster/bd-t1/people", bytes("3")),
                new Bad("unknown-device", "collectd/somebody/load/load", bytes(seconds() + ":0.1:0.1:0.1")),
                new Bad("duplicate", "ioc/1/bau-don/counter/bd-q1/ticket/issued", bytes(same)),
                new Bad("duplicate", "ioc/1/bau-don/counter/bd-q1/ticket/issued", bytes(same)));
        try (Dashboard wall = Dashboard.at(server.url(), "overview", "health", "site:bau-don")) {
            device.publish("ioc/1/bau-don/counter/bd-q1/ticket/issued", same);
            device.publish(QUEUE, "{\"ts\":" + now() + ",\"count\":7}");
            for (Bad bad : all) {
                device.publish(bad.topic(), bad.body(), 1, false);
                expected.merge(bad.reason(), 1L, Long::sum);
            }
            assertThat(device.settle()).isEqualTo(all.size() + 2L);
            Peer.await("all are counted", () -> received() >= all.size() + 2);
            assertThat(rejected()).isEqualTo(expected);
            Peer.await("all are stored", () -> ledger("pending") == 0);
            assertThat(ledger("received")).isEqualTo(all.size() + 2L);
            assertThat(ledger("rejected")).isEqualTo(all.size());
            assertThat(ledger("stored")).isEqualTo(2);
            assertThat(ledger("missing")).isZero();

            assertThat(wall.number("overview", "site:bau-don", "waiting")).isEqualTo(1);
            assertThat(wall.number("site:bau-don", "camera:bd-c3", "people")).isEqualTo(7);
            Map<String, String> unknown = new TreeMap<>();
            server.json("/api/v1/unknown")
                    .forEach(row -> unknown.put(
                            row.path("topic").asText(), row.path("reason").asText()));
            assertThat(unknown)
                    .containsEntry("ioc/1/bau-don/camera/bd-c3/colour", "unknown-topic")
                    .containsEntry("ioc/1/atlantis/camera/at-c1/people", "unknown-device")
                    .containsEntry("collectd/somebody/load/load", "unknown-device")
                    .containsEntry(QUEUE, "oversize");
            List<String> raw = StreamSupport.stream(
                            server.json("/api/v1/devices/bau-don/camera/bd-c3/messages?limit=100")
                                    .spliterator(),
                            false)
                    .map(row -> row.path("body").asText())
                    .toList();
            assertThat(raw)
                    .hasSize(11)
                    .contains("%%% not json", "", "withheld")
                    .noneMatch(body -> body.startsWith("\\xff\\xd8\\xff\\xe0"));

            shows(
                    wall,
                    QUEUE,
                    bytes("{\"ts\":" + now() + ",\"count\":8}"),
                    "site:bau-don",
                    "camera:bd-c3",
                    "people",
                    is(8));
            assertThat(server.status("/health/ready")).isEqualTo(200);
        }
        server.stop();
        assertThat(journalled().stream().map(Entry::subject).filter(subject -> !subject.equals("mqtt")))
                .containsAll(all.stream().map(Bad::topic).distinct().toList())
                .hasSize(all.size() + 3);
        assertThat(server.exceptions()).isEmpty();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Bad(String reason, String topic, byte[] body) {}

    private List<Entry> journalled() throws Exception {
        try (Journal journal = Journal.open(
                folder.resolve("data/journal"),
                ZoneOffset.ofHours(7),
                InstantSource.system(),
                Journal.Options.keeping(90))) {
            List<Entry> all = new ArrayList<>();
            for (List<Entry> next = journal.read(0, 1_000); !next.isEmpty(); ) {
                all.addAll(next);
                next = journal.read(next.get(next.size() - 1).position(), 1_000);
            }
            return all.stream()
                    .filter(entry -> entry.kind() == Entry.Kind.MESSAGE)
                    .toList();
        }
    }

    private Map<String, Long> rejected() {
        Map<String, Long> counts = new TreeMap<>();
        server.json("/api/v1/health").properties().forEach(row -> {
            if (row.getKey().startsWith("rejected:")) {
                counts.put(
                        row.getKey().substring("rejected:".length()),
                        row.getValue().path("count").asLong());
            }
        });
        return counts;
    }

    private long received() {
        return ledger("received");
    }

    private long ledger(String field) {
        return server.json("/api/v1/health").path("ledger:mqtt").path(field).asLong();
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.3f", now() / 1000.0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
