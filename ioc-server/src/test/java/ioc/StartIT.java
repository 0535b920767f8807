package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.peer.Dashboard;
import ioc.peer.Mosquitto;
import ioc.peer.Peer;
import ioc.peer.Postgres;
import ioc.peer.Publisher;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start where something is wrong or away: one line and an end, or a start that heals. */
@SuppressWarnings("NullAway.Init")
class StartIT {
    @TempDir
    Path folder;

    /** What it said besides its log; on a slow machine that holds how its start went on, with stacks. */
    private static List<String> plain(ServerProcess.Ended ended) {
        return ended.said().stream()
                .filter(line -> !line.matches("\\d{4}-\\d\\d-\\d\\dT.*|\\s.*||.*: Thread blocked"))
                .toList();
    }

    @Test
    void aPortInUseIsOneLineAndAnEnd() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerProcess.Ended ended = ServerProcess.run(
                    folder,
                    ServerProcess.configuration(),
                    Map.of("IOC_SERVER_PORT", "" + taken.getLocalPort(), "IOC_BROKER_PORT", "0"),
                    "serve");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(plain(ended)).singleElement().asString().contains("server.port: " + taken.getLocalPort());
            ServerProcess.Ended broker = ServerProcess.run(
                    folder,
                    ServerProcess.configuration(),
                    Map.of("IOC_SERVER_PORT", "0", "IOC_BROKER_PORT", "" + taken.getLocalPort()),
                    "serve");
            assertThat(broker.code()).isEqualTo(1);
            assertThat(plain(broker)).singleElement().asString().contains("" + taken.getLocalPort());
        }
    }

    @Test
    void anAddressOthersCanReachIsRefused() throws Exception {
        for (String command : List.of("serve", "check")) {
            ServerProcess.Ended ended = ServerProcess.run(
                    folder,
                    ServerProcess.configuration(),
                    Map.of("IOC_SERVER_HOST", "0.0.0.0", "IOC_ACCESS_MODE", "open"),
                    command);
            assertThat(ended.code()).isEqualTo(1);
            assertThat(String.join("\n", ended.said()))
                    .contains("host")
                    .contains("0.0.0.0")
                    .contains("loopback");
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void everyProblemOfABrokenConfigurationIsNamedAndNothingIsStarted() throws Exception {
        Path broken = folder.resolve("config");
        copy(ServerProcess.configuration(), broken);
        change(broken.resolve("ioc.yaml"), "port: 8080", "port: 808000");
        change(broken.resolve("ioc.yaml"), "engine: duckdb", "engine: duckbd");
        change(broken.resolve("topics.yaml"), "phuoc-thanh/wifi/ph-w1", "phuoc-thanh/wifi/ph-w99");
        change(broken.resolve("sources/mot-cua.yaml"), "kind: dossier", "kind: dosier");
        Files.writeString(broken.resolve("targets.yaml"), "satisfaction: [");
        for (String command : List.of("check", "serve", "demo")) {
            ServerProcess.Ended ended = ServerProcess.run(folder, broken, Map.of("IOC_BROKER_PROT", "1883"), command);
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said())
                    .as(command)
                    .anyMatch(line -> line.contains("port") && line.contains("808000"))
                    .anyMatch(line -> line.contains("engine") && line.contains("duckbd"))
                    .anyMatch(line -> line.contains("topics.yaml") && line.contains("ph-w99"))
                    .anyMatch(line -> line.contains("mot-cua.yaml") && line.contains("dosier"))
                    .anyMatch(line -> line.contains("targets.yaml"))
                    .anyMatch(line -> line.contains("IOC_BROKER_PROT") && line.contains("IOC_BROKER_PORT"))
                    .noneMatch(line -> line.startsWith("\tat "));
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private static void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void withoutItsBrokerItServesAndHealsWhenTheBrokerComes() throws Exception {
        int port = Peer.freePort();
        try (ServerProcess server = ServerProcess.serve(
                folder, Map.of("IOC_BROKER_ENGINE", "external", "IOC_BROKER_URL", "tcp://127.0.0.1:" + port))) {
            assertThat(server.json("/health/ready").at("/parts/broker").asText())
                    .isEqualTo("down");
            Peer.await("it says so", () -> server.log().contains("mqtt: down"));
            assertThat(server.log().lines().filter(line -> line.contains("mqtt: down")))
                    .hasSize(1);
            try (Mosquitto mosquitto = Mosquitto.start(folder, port);
                    Dashboard wall = Dashboard.at(server.url(), "overview", "site:bau-don")) {
                wall.await("overview", "setup", "broker", up -> up.asBoolean());
                try (Publisher device = new Publisher(mosquitto.url())) {
                    device.publish(
                            "ioc/1/bau-don/camera/bd-c3/people",
                            "{\"ts\":" + Clock.systemUTC().millis() + ",\"count\":7}");
                    wall.await("site:bau-don", "camera:bd-c3", "people", value -> value.asInt() == 7);
                }
            }
        }
    }

    @Test
    void withoutItsDatabaseItServesAndFillsItWhenItComes() throws Exception {
        Path home = Files.createTempDirectory("ioc-postgres");
        try (Postgres postgres = new Postgres(home)) {
            postgres.stop();
            try (ServerProcess server = ServerProcess.serve(
                    folder,
                    Map.of(
                            "IOC_RECORDS_ENGINE",
                            "postgresql",
                            "IOC_RECORDS_URL",
                            postgres.url(),
                            "IOC_RECORDS_USER",
                            postgres.user()))) {
                assertThat(server.status("/api/v1/dossiers")).isEqualTo(503);
                assertThat(server.status("/wall")).isEqualTo(200);
                assertThat(server.post(
                                "/api/v1/sources/mot-cua/records",
                                "[{\"MaHoSo\":\"H1\",\"DonViXuLy\":\"x\",\"TrangThaiHoSo\":\"4\"}]"))
                        .isEqualTo(202);
                postgres.start();
                Peer.await(
                        "the dossier is listed",
                        () -> server.json("/api/v1/dossiers").path("total").asInt() == 1);
                assertThat(server.json("/health/ready").at("/parts/records").asText())
                        .isEqualTo("up");
            }
        }
    }
}
