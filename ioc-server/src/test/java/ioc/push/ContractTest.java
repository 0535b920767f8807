package ioc.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import ioc.alert.Alerts;
import ioc.picture.State;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContractTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final Map<String, String> NAME = Map.of("vi", "Bàu Đồn", "en", "Bau Don");

    private final List<String> sent = new ArrayList<>();
    private final Hub hub =
            hub(List.of("overview", "site:bau-don", "devices", "dossiers", "assignments", "alerts", "health"));

    private static Hub hub(List<String> topics) {
        return new Hub(
                (millis, then) -> {},
                InstantSource.fixed(NOW),
                new SimpleMeterRegistry(),
                new Welcome("0.1.0", "abc", true, ZoneId.of("Asia/Ho_Chi_Minh")),
                Limits.usual(),
                topics);
    }

    /** A wire that keeps what is sent. */
    private record Kept(List<String> sent) implements Wire {
        @Override
        public boolean full() {
            return false;
        }

        @Override
        public boolean answers() {
            return true;
        }

        @Override
        public void send(String text, long resumeAt) {
            sent.add(text);
        }

        @Override
        public void probe() {}

        @Override
        public void close(Close why) {}
    }

    private static Map<String, Object> with(Map<String, ?> fields, String name) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put(name, null);
        return all;
    }

    @Test
    void whatTheHubSendsIsInTheContract() {
        Session session = hub.open(new Kept(sent));
        String join = "{\"type\":\"join\",\"topics\":[\"overview\",\"site:bau-don\",\"devices\",\"dossiers\","
                + "\"assignments\",\"alerts\",\"health\",\"nowhere\"]}";
        session.said(join);
        fill();
        hub.tick();
        session.said("{\"type\":\"drawn\",\"seq\":1}");
        hub.remove("overview", "alert:17");
        hub.remove("devices", "device:bau-don/camera/bd-c1");
        hub.tick();
        hub.beat();
        session.said("{\"type\":\"sing\"}");
        sent.forEach(Contract::validateFrame);
        assertThat(sent).hasSize(7);
    }

    private void fill() {
        Map<String, Object> tile =
                Map.of("name", NAME, "order", 4, "state", "warn", "waiting", 23, "longestSince", NOW);
        hub.put("overview", "site:bau-don", with(tile, "lostSince"));
        hub.put("overview", "wall", with(Map.of("title", NAME, "hours", "open", "day", "2026-11-23"), "holiday"));
        hub.put("overview", "satisfaction", Map.of("count", 40, "share", 0.925, "trend", List.of(List.of(1, 0.5))));
        hub.put("overview", "feed:mqtt", Map.of("label", NAME, "kind", "mqtt", "state", "off", "periodMs", 1000));
        hub.put(
                "overview",
                "kind:camera",
                Map.of("total", 27, "troubles", List.of(Map.of("site", "bau-don", "device", "bd-c1", "what", "lost"))));
        Map<String, Object> alert = Map.of("rule", "long-wait", "priority", "high", "name", NAME, "raisedAt", NOW);
        hub.put("overview", "alert:17", with(alert, "clearedAt"));
        hub.put("alerts", "alert:17", with(alert, "clearedAt"));
        hub.put("site:bau-don", "site", with(tile, "within15"));
        hub.put("site:bau-don", "counter:bd-q1", Map.of("state", "serving", "services", List.of("land")));
        hub.put("site:bau-don", "flow:" + NOW.toEpochMilli(), Map.of("arrived", 3, "served", 2));
        hub.put(
                "devices",
                "device:bau-don/camera/bd-c1",
                with(Map.of("kind", "camera", "reporting", "late", "values", Map.of("people", 12)), "connected"));
        hub.put("dossiers", "org:phuoc-thanh", Map.of("name", NAME, "overdue", 3));
        hub.put("assignments", "assignment:7", Map.of("title", "x", "state", "soon", "progress", 40));
        hub.put("overview", "before", with(Map.of("day", "2026-11-20", "waiting", 96, "longestMs", 60_000), "share"));
        hub.put("site:bau-don", "before", with(Map.of("day", "2026-11-20", "overLimit", 0, "share", 0.5), "waiting"));
        hub.put("health", "feed:devices", Map.of("days", List.of(List.of("2026-11-20", 480, 479))));
        List<List<Number>> minutes = List.of(List.of(NOW.toEpochMilli(), 12, 80.5));
        hub.put("health", "delay:all", with(Map.of("p99Ms", 80.5, "count", 7, "minutes", minutes), "p50Ms"));
        hub.put("health", "ledger:mqtt", Map.of("received", 5, "stored", 5, "rejected", 0, "pending", 0));
        hub.put("health", "unknown:zigbee2mqtt/door", Map.of("count", 1, "lastAt", NOW, "reason", "unknown-topic"));
    }

    @Test
    void whatIsProjectedIsInTheContract() {
        List<String> topics = List.of(
                "overview", "site:bau-don", "site:thanh-duc", "devices", "dossiers", "assignments", "alerts", "health");
        Hub all = hub(topics);
        Script.Player player = new Script.Player(State.EMPTY, Alerts.Frozen.EMPTY);
        Script.events(1, 3_000).forEach(event -> player.play(event, tick -> {}));
        Projection projection = new Projection(
                player.picture,
                player.alerts,
                new Projection.Target() {
                    @Override
                    public void put(String topic, String key, Map<String, ?> fields) {
                        all.put(topic, key, fields);
                    }

                    @Override
                    public void remove(String topic, String key) {
                        all.remove(topic, key);
                    }
                },
                true);
        projection.projectAll();
        all.open(new Kept(sent)).said("{\"type\":\"join\",\"topics\":[\"" + String.join("\",\"", topics) + "\"]}");
        assertThat(sent).hasSize(2);
        sent.forEach(Contract::validateFrame);
        topics.forEach(topic -> assertThat(sent.get(1)).contains('"' + topic + "\":{\"put\":{"));
    }

    @Test
    void seesAFieldKeyOrTopicThatIsNotInTheContract() {
        for (String bad : List.of(
                "\"overview\":{\"put\":{\"site:bau-don\":{\"waitng\":1}}}",
                "\"overview\":{\"put\":{\"sites:bau-don\":{}}}",
                "\"overview\":{\"del\":[\"flow:1\"]}",
                "\"overview\":{\"put\":{\"site:bau-don\":{\"waiting\":\"1\"}}}",
                "\"overviews\":{}")) {
            assertThatThrownBy(() ->
                            Contract.validateFrame("{\"type\":\"frame\",\"seq\":1,\"now\":1,\"topics\":{" + bad + "}}"))
                    .as(bad)
                    .isInstanceOf(AssertionError.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "ioc/1/bau-don/camera/bd-c2/people {\"ts\":1763863200000,\"count\":12,\"zone\":\"hall\"}",
                "ioc/1/bau-don/counter/bd-q1/ticket/called {\"id\":\"a\",\"ts\":1763863200000,\"ticket\":\"A012\"}",
                "ioc/1/bau-don/tablet/bd-r1/rating {\"id\":\"a\",\"ts\":1763863200000,\"score\":3,\"scale\":3}",
                "ioc/1/bau-don/wifi/bd-w1/status {\"state\":\"online\",\"ts\":1763863200000,\"session\":\"u\"}",
                "ioc/1/bau-don/wifi/bd-w1/traffic {\"ts\":1763863200000,\"rx\":1.5,\"tx\":0}"
            })
    void knowsTheMessagesOfDevices(String topic, String payload) {
        assertThatCode(() -> Contract.validateMqtt(topic, payload)).doesNotThrowAnyException();
        assertThatCode(() -> Contract.validateMqtt(topic, "")).doesNotThrowAnyException();
        assertThatThrownBy(() -> Contract.validateMqtt(topic, "{}")).hasMessageContaining("required property");
        assertThatThrownBy(() -> Contract.validateMqtt(topic.replace("ioc/1", "ioc/2"), payload))
                .hasMessageStartingWith("topic: was ioc/2");
        assertThatThrownBy(() -> Contract.validateMqtt(topic.replaceFirst("/[a-z]+/bd-", "/toaster/bd-"), payload))
                .hasMessageStartingWith("topic: was");
    }

    @Test
    void knowsWhatADashboardSays() {
        Contract.validateAnswer("{\"type\":\"join\",\"topics\":[\"overview\"],\"epoch\":\"k3f9\",\"seq\":1041}");
        Contract.validateAnswer("{\"type\":\"leave\",\"topics\":[\"site:bau-don\"]}");
        Contract.validateAnswer("{\"type\":\"drawn\",\"seq\":7}");
        assertThatThrownBy(() -> Contract.validateAnswer("{\"type\":\"join\",\"topics\":[\"nowhere\"]}"))
                .isInstanceOf(AssertionError.class);
    }
}
