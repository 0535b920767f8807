package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ioc.browser.Browser.Size;
import ioc.browser.Vendors.Said;
import ioc.peer.Dashboard;
import ioc.peer.Mosquitto;
import ioc.peer.Peer;
import ioc.peer.Publisher;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One point whose devices are of all makes, through a real Mosquitto: what they told stands on the wall, and nothing personal on disk. */
@SuppressWarnings("NullAway.Init")
class VendorSiteIT {
    private static final long SEED = 5;
    private static final List<String> SYSTEMS = List.of("mot-cua", "nhap-tay", "nhiem-vu", "tien-do");

    @TempDir
    Path folder;

    private final Instant now = Clock.systemUTC().instant();
    /** Where it is ten in the morning, so that no message is of yesterday. */
    private final ZoneOffset zone =
            ZoneOffset.ofHours(Math.floorMod(10 - now.atOffset(ZoneOffset.UTC).getHour() + 11, 24) - 11);

    @Test
    void whatDevicesOfAllMakesTellAtOnceStandsOnTheWallAndNothingPersonalOnDisk() throws Exception {
        Vendors vendors = new Vendors(now, zone);
        List<Said> said = vendors.all(SEED);
        try (Browser browser = Browser.start(); // before anything is said, since figures grow old
                Mosquitto mosquitto = Mosquitto.start(folder);
                ServerProcess server = ServerProcess.serve(
                        folder,
                        configuration(),
                        Map.of("IOC_BROKER_ENGINE", "external", "IOC_BROKER_URL", mosquitto.url()));
                Dashboard devices = Dashboard.at(server.url(), "devices")) {
            Peer.await("the broker is heard", () -> server.json("/health/ready")
                    .at("/parts/broker")
                    .asText()
                    .equals("up"));
            try (Publisher publisher = new Publisher(mosquitto.url())) {
                for (Said message : said) {
                    publisher.publish(message.topic(), message.payload(), 1, message.retained());
                }
                publisher.settle();
            }
            devicesAreShown(devices, vendors.expected("devices"));
            JsonNode site = server.json("/api/v1/sites/cho-moi");
            assertThat(texts(vendors.expected("site"), field -> site.path(field).asText()))
                    .isEqualTo(texts(
                            vendors.expected("site"),
                            field -> vendors.expected("site").path(field).asText()));
            nothingIsRefused(server, said.size());
            theWallShowsIt(browser, server);
            server.stop();
            nothingPersonalIsKept(vendors.expected("personal"), said);
            assertThat(server.exceptions()).isEmpty();
        }
    }

    /** The configuration of the repository with the places and topics of this point, without systems that are not there. */
    private Path configuration() throws IOException {
        Path configuration = ServerProcess.alwaysOpen(folder);
        for (String system : SYSTEMS) {
            Files.delete(configuration.resolve("sources/" + system + ".yaml"));
        }
        Files.writeString(
                configuration.resolve("places.yaml"),
                Vendors.text("places.yaml").replace("ZONE", zone.getId()));
        Files.writeString(configuration.resolve("topics.yaml"), Vendors.text("topics.yaml"));
        return configuration;
    }

    private static Map<String, String> texts(JsonNode fields, Function<String, String> text) {
        Map<String, String> texts = new TreeMap<>();
        fields.fieldNames().forEachRemaining(field -> texts.put(field, text.apply(field)));
        return texts;
    }

    private static void devicesAreShown(Dashboard devices, JsonNode expected) {
        Map<String, String> wanted = texts(
                expected,
                device -> line(
                        expected.path(device).path(0),
                        expected.path(device).path(1),
                        expected.path(device).path(2),
                        expected.path(device).path(3)));
        try {
            Peer.await("all devices are shown as they said", () -> shown(devices, expected)
                    .equals(wanted));
        } catch (AssertionError late) {
            assertThat(shown(devices, expected)).isEqualTo(wanted); // says which
        }
    }

    private static Map<String, String> shown(Dashboard devices, JsonNode expected) {
        return texts(expected, device -> {
            Function<String, JsonNode> field = name -> devices.shown("devices", "device:cho-moi/" + device, name);
            return line(
                    field.apply("connected"), field.apply("reporting"), field.apply("values"), field.apply("fault"));
        });
    }

    private static String line(JsonNode connected, JsonNode reporting, JsonNode values, JsonNode fault) {
        return connected.asText() + " " + reporting.asText() + " "
                + texts(values, name -> values.path(name).asText()) + " " + fault.asText();
    }

    /** Every message is read or left on purpose; some say what was said before. */
    private static void nothingIsRefused(ServerProcess server, int said) {
        JsonNode health = server.json("/api/v1/health");
        assertThat(health.at("/ledger:mqtt/received").asInt()).isEqualTo(said);
        List<String> refused = health.properties().stream()
                .filter(row -> row.getKey().startsWith("rejected:"))
                .filter(row -> row.getValue().path("count").asInt() > 0)
                .map(row -> row.getKey() + " " + row.getValue())
                .toList();
        assertThat(refused).isEmpty();
    }

    private static void theWallShowsIt(Browser browser, ServerProcess server) {
        try (Tab wall = browser.tab(Size.FULL_HD).open(server.url() + "/wall")) {
            assertThat(wall.texts(".site h3 span")).containsExactly("Chợ Mới");
            assertThat(wall.texts(".site .fig > :first-child .num")).containsExactly("2");
            assertThat(wall.texts(".site .desks")).containsExactly("2/4 quầy");
            assertThat(wall.texts(".big .num")).containsExactly("81,8%");
            assertThat(wall.texts("header .sum"))
                    .anyMatch(text -> text.startsWith("2 người đang chờ"))
                    .contains("11 lượt", "28 / 29 có số liệu");
            wall.loggedNoError();
            try (Tab page = browser.tab(Size.FULL_HD).open(server.url() + "/sites/cho-moi")) {
                assertThat(page.texts("section[aria-labelledby=h-cam] .num")).containsExactly("22 / 60 chỗ");
                assertThat(page.texts("section[aria-labelledby=h-ap] header p")).containsExactly("65 máy đang nối");
                page.loggedNoError();
            }
        }
    }

    /** Neither in the journal nor anywhere else in the folder of the server, nor in what it said. */
    private void nothingPersonalIsKept(JsonNode personal, List<Said> said) throws IOException {
        String told = said.stream()
                .map(message -> message.topic() + " " + bytes(message.payload()))
                .collect(Collectors.joining("\n"));
        StringBuilder disk = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean ours = file.startsWith(folder.resolve("data"))
                        || file.getFileName().toString().startsWith("server-");
                disk.append(ours ? bytes(Files.readAllBytes(file)) : "");
            }
        }
        String kept = disk.toString();
        assertThat(kept).contains("cho-moi/qmatic/3/VISIT_CREATE", "\"visitId\":544436", "openwrt-sanh");
        assertThat(personal).isNotEmpty();
        for (JsonNode word : personal) {
            String secret = bytes(word.asText().getBytes(StandardCharsets.UTF_8));
            assertThat(told).as("somebody says").contains(secret);
            assertThat(kept.contains(secret)).as("on disk: " + word.asText()).isFalse();
        }
    }

    /** Bytes as letters, one to one. */
    private static String bytes(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
