package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import ioc.peer.Dashboard;
import ioc.peer.Peer;
import ioc.peer.Person;
import ioc.peer.Publisher;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices nobody mapped: seen, recognised, made known by one request, and what they said before is not lost. */
@SuppressWarnings("NullAway.Init")
class InboxIT {
    private static final int KEPT = 30;

    @TempDir
    Path folder;

    /** With further mappings. */
    private Path configuration(String mappings) throws IOException {
        Path configuration = ServerProcess.copyOfConfiguration(folder);
        Files.writeString(configuration.resolve("topics.yaml"), mappings, StandardOpenOption.APPEND);
        return configuration;
    }

    @Test
    void whatWasKeptOfAStrangeDeviceIsReadOnceItIsKnown() throws Exception {
        Path configuration = ServerProcess.copyOfConfiguration(folder);
        try (ServerProcess server = ServerProcess.serve(folder, configuration, Map.of())) {
            long began = System.currentTimeMillis() - 60_000;
            try (Publisher installer = new Publisher(server.brokerUrl())) {
                for (int i = 0; i < KEPT; i++) {
                    String time = String.valueOf((began + i * 1_000L) / 1_000);
                    installer.publish("tram/2/ap9/iwinfo-phy0-ap0/stations", time + ":" + (i % 7));
                }
                installer.publish(
                        "may-tinh/7/thay", "{\"hostname\":\"dien-thoai-lan\",\"ap\":\"a4:cf:12:33:44:55\",\"n\":3}");
                installer.publish(
                        "may-tinh/7/anh", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 'L', 'a', 'n'}, 1, false);
                installer.settle();
            }
            Peer.await(
                    "all are in",
                    () -> shape(server, "tram/2/{device}/{stream...}")
                                            .path("count")
                                            .asInt()
                                    == KEPT
                            && shape(server, "may-tinh/{device}/thay").has("id")
                            && shape(server, "may-tinh/{device}/anh").has("id"));
            JsonNode shape = shape(server, "tram/2/{device}/{stream...}");
            assertThat(shape.path("family").asText()).isEqualTo("collectd");
            assertThat(shape.path("likeness").asDouble()).isEqualTo(1);
            assertThat(shape.path("devices").findValuesAsText("word")).containsExactly("ap9");
            nothingPersonalIsKept(server);

            Person installer = new Person(server.url());
            String path = "/inbox/" + shape.path("id").asText();
            Map<String, Object> known = Map.of(
                    "devices",
                    List.of(Map.of(
                            "word",
                            "ap9",
                            "site",
                            "bau-don",
                            "kind",
                            "wifi",
                            "name",
                            "bd-w9",
                            "vi",
                            "Wi-Fi sảnh",
                            "en",
                            "Hall Wi-Fi",
                            "period",
                            "30s")));
            JsonNode trial = installer.post(path + "/trial", known).body();
            assertThat(trial.path("yaml").asText()).contains("bd-w9: {vi: \"Wi-Fi sảnh\"");
            assertThat(trial.path("samples")
                            .path(0)
                            .path("readings")
                            .path(0)
                            .path("device")
                            .asText())
                    .isEqualTo("bau-don/wifi/bd-w9");
            Person.Answer nowhere = installer.post(
                    path + "/adoption",
                    Map.of("devices", List.of(Map.of("word", "ap9", "site", "x", "kind", "wifi", "name", "w"))));
            assertThat(nowhere.status()).isEqualTo(400);
            assertThat(nowhere.body().toString()).contains("devices[0].site");
            Person.Answer unusable = installer.post(path + "/adoption", Map.of("family", "ioc", "pattern", "a/{x}"));
            assertThat(unusable.status()).isEqualTo(400);
            assertThat(configuration.resolve("devices"))
                    .as("nothing is left of it")
                    .isEmptyDirectory();

            assertThat(installer.post(path + "/adoption", known).status()).isEqualTo(200);
            assertThat(Files.readString(configuration.resolve("devices/collectd-1.yaml")))
                    .contains("ap9: bau-don/wifi/bd-w9");
            knowsWhatItSaid(server, began);
            server.kill();
            server.startAgain();
            knowsWhatItSaid(server, began);
            assertThat(server.exceptions()).isEmpty();
        }
    }

    @Test
    void devicesJoinAMappingOrStandForATopic() throws Exception {
        Path configuration = configuration("""
                  - family: generic
                    pattern: "cua/{device}/so"
                    devices: {a1: bau-don/camera/bd-c1}
                    words: {x: cua}
                    options: {"/n": people}
                """);
        try (ServerProcess server = ServerProcess.serve(folder, configuration, Map.of())) {
            try (Publisher sensors = new Publisher(server.brokerUrl())) {
                sensors.publish("cua/a2/so", "{\"n\":5}");
                sensors.publish("ioc/1/bau-don/camera/bd-c8/people", "6");
                sensors.publish("sanh/dem-nguoi", "7");
                sensors.settle();
            }
            accept(server, 1, "cua/{device}/so", Map.of("devices", List.of(device("a2", "bd-c7"))));
            String own = "ioc/1/{site}/{kind}/{device}/{stream...}";
            Peer.await("it is in", () -> shape(server, own).has("id"));
            assertThat(shape(server, own).path("devices").path(0).path("name").asText())
                    .isEqualTo("bd-c8");
            Person.Answer other = new Person(server.url())
                    .post(
                            "/inbox/" + shape(server, own).path("id").asText() + "/adoption",
                            Map.of("devices", List.of(device("bd-c8", "bd-c9"))));
            assertThat(other.status()).isEqualTo(400);
            assertThat(other.body().toString()).contains("must be bau-don/camera/bd-c8");
            accept(server, 2, own, Map.of("devices", List.of(device("bd-c8", "bd-c8"))));
            accept(
                    server,
                    3,
                    "sanh/dem-nguoi",
                    Map.of("devices", List.of(device("", "bd-c9")), "options", Map.of(".", "people")));
            try (Dashboard devices = Dashboard.at(server.url(), "devices")) {
                for (int i = 7; i <= 9; i++) {
                    int people = i - 2;
                    devices.await(
                            "devices",
                            "device:bau-don/camera/bd-c" + i,
                            "values",
                            values -> values.path("people").asInt(-1) == people);
                }
            }
            assertThat(server.exceptions()).isEmpty();
        }
    }

    private static Map<String, Object> device(String word, String name) {
        return Map.of("word", word, "site", "bau-don", "kind", "camera", "name", name, "vi", "Máy", "period", "60s");
    }

    /** Makes devices known and waits until the server has begun anew. */
    private static void accept(ServerProcess server, int time, String pattern, Map<String, Object> known)
            throws Exception {
        Peer.await("it is in", () -> shape(server, pattern).has("id"));
        Person.Answer done = new Person(server.url())
                .post("/inbox/" + shape(server, pattern).path("id").asText() + "/adoption", known);
        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        isBack(server, time);
    }

    @Test
    void whatADeviceToldHomeAssistantIsProposed() throws Exception {
        Path configuration = ServerProcess.copyOfConfiguration(folder);
        Files.writeString(
                configuration.resolve("topics.yaml"),
                "  - {family: homeassistant, pattern: \"homeassistant/{stream...}\"}\n",
                StandardOpenOption.APPEND);
        try (ServerProcess server = ServerProcess.serve(folder, configuration, Map.of());
                Publisher sensor = new Publisher(server.brokerUrl())) {
            sensor.publish(
                    "homeassistant/sensor/sanh7/temp/config",
                    "{\"name\":\"Nhiệt độ\",\"stat_t\":\"zigbee/sanh7/state\",\"val_tpl\":\"{{ value_json.temperature }}\","
                            + "\"dev_cla\":\"temperature\",\"unit_of_meas\":\"°C\",\"exp_aft\":300,\"dev\":{\"ids\":[\"z7\"],"
                            + "\"name\":\"Cảm biến sảnh\",\"mf\":\"Aqara\",\"mdl\":\"T1\",\"sw\":\"1.2\"}}");
            sensor.publish("zigbee/sanh7/state", "{\"temperature\":27.5}");
            sensor.settle();
            Peer.await("it is in", () -> shape(server, "zigbee/{device}/state").has("id"));
            JsonNode shape = shape(server, "zigbee/{device}/state");
            assertThat(shape.path("likeness").asDouble()).isEqualTo(1);
            assertThat(shape.path("introduces").asBoolean()).isFalse();
            assertThat(server.json("/api/v1/inbox").path("shapes").findValuesAsText("pattern"))
                    .as("what is mapped is not strange")
                    .noneMatch(pattern -> pattern.startsWith("homeassistant/"));
            JsonNode whole = server.json("/api/v1/inbox/" + shape.path("id").asText());
            assertThat(whole.path("options").toString()).isEqualTo("{\"/temperature\":\"temperature\"}");
            assertThat(whole.path("told").toString())
                    .isEqualTo(
                            "{\"name\":\"Cảm biến sảnh\",\"maker\":\"Aqara\",\"model\":\"T1\",\"firmware\":\"1.2\",\"period\":\"300s\"}");
            assertThat(whole.at("/samples/0/readings/0/says").asText()).isEqualTo("level");
        }
    }

    @Test
    void whereTopicsTellNothingTheMessagesDo() throws Exception {
        Path configuration = ServerProcess.copyOfConfiguration(folder);
        try (ServerProcess server = ServerProcess.serve(folder, configuration, Map.of())) {
            try (Publisher strangers = new Publisher(server.brokerUrl())) {
                strangers.publish("y-kien/nut", "{\"feedbackId\":\"f1\",\"smileyId\":9001,\"buttonIndex\":3}");
                strangers.publish("y-kien/nut", "{\"feedbackId\":\"f2\",\"smileyId\":9002,\"buttonIndex\":0}");
                strangers.publish(
                        "cho/so-do",
                        "{\"data\":[{\"officeName\":{\"value\":\"Quầy 1\"},\"ticketsToServe\":{\"value\":4}}]}");
                strangers.publish("am/1/so", "42");
                strangers.settle();
            }
            Peer.await(
                    "they are in",
                    () -> shape(server, "am/{device}/so").has("id")
                            && shape(server, "y-kien/nut").path("count").asInt() == 2
                            && shape(server, "cho/so-do").has("id"));
            assertThat(shape(server, "am/{device}/so").path("family").asText()).isEqualTo("generic");
            assertThat(shape(server, "am/{device}/so").path("by").asText()).isEmpty();
            assertThat(shape(server, "cho/so-do").path("family").asText()).isEqualTo("queue-monitor");
            assertThat(shape(server, "cho/so-do").path("devices").findValuesAsText("word"))
                    .containsExactly("Quầy 1");
            JsonNode pressed = shape(server, "y-kien/nut");
            assertThat(pressed.path("family").asText()).isEqualTo("happyornot");
            assertThat(pressed.path("by").asText()).isEqualTo("payload");
            assertThat(pressed.path("kind").asText()).isEqualTo("tablet");
            assertThat(pressed.path("devices").findValuesAsText("word")).containsExactly("9001", "9002");
            Map<String, Object> tablet =
                    Map.of("word", "9001", "site", "bau-don", "kind", "tablet", "name", "bd-r9", "period", "60s");
            accept(server, 1, "y-kien/nut", Map.of("devices", List.of(tablet)));
            assertThat(Files.readString(configuration.resolve("devices/happyornot-1.yaml")))
                    .contains("\"9001\": bau-don/tablet/bd-r9");
            assertThat(shape(server, "y-kien/nut").path("devices").findValuesAsText("word"))
                    .as("the other one is asked about")
                    .containsExactly("9002");
            Person.Answer whole = new Person(server.url())
                    .post(
                            "/inbox/" + shape(server, "y-kien/nut").path("id").asText() + "/adoption",
                            Map.of("family", "ignored"));
            assertThat(whole.status()).isEqualTo(400);
            assertThat(whole.body().toString()).contains("no level of the topic");
            assertThat(server.exceptions()).isEmpty();
        }
    }

    @Test
    void strangersOnAMappedTopicMayBeIgnored() throws Exception {
        Path configuration = configuration("""
                  - family: generic
                    pattern: "cua/{device}/so"
                    devices: {a1: bau-don/camera/bd-c1}
                    options: {"/n": people}
                """);
        try (ServerProcess server = ServerProcess.serve(folder, configuration, Map.of())) {
            try (Publisher sensors = new Publisher(server.brokerUrl())) {
                sensors.publish("cua/hang-xom/so", "{\"n\":5}");
                sensors.settle();
            }
            String pattern = "cua/{device}/so";
            Peer.await("it is in", () -> shape(server, pattern).has("id"));
            assertThat(shape(server, pattern).path("mapped").asBoolean()).isTrue();
            accept(server, 1, pattern, Map.of("family", "ignored"));
            assertThat(Files.readString(configuration.resolve("devices/ignored-1.yaml")))
                    .contains("pattern: \"cua/hang-xom/so\"");
            assertThat(shape(server, pattern).has("id")).as("asked about").isFalse();
            try (Publisher sensors = new Publisher(server.brokerUrl())) {
                sensors.publish("cua/hang-xom/so", "{\"n\":6}");
                sensors.publish("cua/a1/so", "{\"n\":7}");
                sensors.publish("cua/a2/so", "{\"n\":8}");
                sensors.settle();
            }
            Peer.await("a new one is asked about", () -> shape(server, pattern).has("id"));
            assertThat(shape(server, pattern).path("devices").findValuesAsText("word"))
                    .containsExactly("a2");
            try (Dashboard devices = Dashboard.at(server.url(), "devices")) {
                devices.await(
                        "devices",
                        "device:bau-don/camera/bd-c1",
                        "values",
                        values -> values.path("people").asInt(-1) == 7);
            }
            assertThat(server.exceptions()).isEmpty();
        }
    }

    private static JsonNode shape(ServerProcess server, String pattern) {
        for (JsonNode shape : server.json("/api/v1/inbox").path("shapes")) {
            if (shape.path("pattern").asText().equals(pattern)) {
                return shape;
            }
        }
        return MissingNode.getInstance();
    }

    /** Neither asked for nor in the files of the journal. */
    private void nothingPersonalIsKept(ServerProcess server) throws Exception {
        JsonNode seen = server.json("/api/v1/inbox/"
                + shape(server, "may-tinh/{device}/thay").path("id").asText());
        assertThat(seen.path("samples").path(0).path("body").asText())
                .isEqualTo("{\"ap\":\"a4:cf:12:xx:xx:xx\",\"n\":3}");
        StringBuilder journal = new StringBuilder();
        try (var files = Files.walk(folder.resolve("data/journal"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                journal.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(journal.toString())
                .contains("may-tinh/7/anh")
                .doesNotContain("dien-thoai-lan")
                .doesNotContain("33:44:55")
                .doesNotContain("Lan");
    }

    private static void knowsWhatItSaid(ServerProcess server, long began) {
        try (Dashboard devices = dashboard(server)) {
            devices.await(
                    "devices",
                    "device:bau-don/wifi/bd-w9",
                    "values",
                    values -> values.path("stations").asInt(-1) == (KEPT - 1) % 7);
        }
        String asked =
                "/api/v1/series?measurement=level&field=value&aggregate=count&step=60000&site=bau-don&device=wifi/bd-w9&from="
                        + (began - 60_000) + "&to=" + (began + 120_000);
        Peer.await("the series know all of it", () -> {
            int sum = 0;
            for (JsonNode point : server.json(asked).path("points")) {
                sum += point.path(1).asInt();
            }
            return sum == KEPT;
        });
        assertThat(server.json("/api/v1/inbox").path("shapes").findValuesAsText("pattern"))
                .doesNotContain("tram/2/{device}/{stream...}");
    }

    /** Waits until the server has begun anew so many times. */
    private static void isBack(ServerProcess server, int times) {
        Peer.await(
                "the server is back",
                () -> server.log()
                                        .lines()
                                        .filter(line -> line.contains("serving http"))
                                        .count()
                                > times
                        && server.status("/health/ready") == 200);
    }

    /** The second server within the process serves. */
    private static Dashboard dashboard(ServerProcess server) {
        isBack(server, 1);
        return Dashboard.at(server.url(), "devices");
    }
}
