package ioc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.access.Grants;
import ioc.access.IdToken;
import ioc.access.Role;
import ioc.place.Device;
import ioc.place.Name;
import ioc.place.Org;
import ioc.place.Places;
import ioc.place.Site;
import ioc.score.Scheme;
import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    private static final Path SHIPPED = Path.of("..", "config");

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    Path folder;

    @BeforeEach
    void copyTheShippedFolder() throws IOException {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(SHIPPED.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private Config load(Map<String, String> environment) throws ConfigException {
        return Config.load(folder, environment, List.of());
    }

    @Test
    void noDataIsRefusedWhereSomethingIsAlwaysKnown() throws IOException {
        Path file = folder.resolve("alerts.yaml");
        String text = Files.readString(file);
        Files.writeString(
                file,
                text.replace("kind: feed-late", "kind: feed-late\n    noData: raise")
                        .replace("kind: over-limit", "kind: over-limit\n    noData: raise"));
        assertThatThrownBy(() -> load(Map.of()))
                .hasMessageContaining("noData")
                .hasMessageContaining("feed-late")
                .hasMessageNotContaining("over-limit");
    }

    @Test
    void everyAcceptanceOfAShippedRuleEnds() throws ConfigException {
        assertThat(load(Map.of()).rules())
                .allSatisfy(rule ->
                        assertThat(rule.response().expires()).as(rule.id()).isPositive());
    }

    @Test
    void theShippedFolderDescribesTenPointsUnderFiveUnits() throws ConfigException {
        Config config = load(Map.of());
        LocalDate before = LocalDate.of(2025, 6, 30);
        LocalDate after = LocalDate.of(2025, 7, 1);

        assertThat(config.places().sites()).hasSize(10);
        assertThat(config.places().devices()).hasSize(125);
        assertThat(config.places().sites().stream()
                        .map(site -> site.owner(before).orElseThrow())
                        .distinct())
                .hasSize(10);
        assertThat(config.places().sites().stream()
                        .map(site -> site.owner(after).orElseThrow())
                        .distinct())
                .containsExactly("phuong-go-dau", "phuong-gia-loc", "xa-truong-mit", "xa-phuoc-thanh", "xa-thanh-duc");
        Org district = config.places().org("huyen-go-dau").orElseThrow();
        assertThat(config.places().heirs(district, after)).hasSize(5);
        assertThat(config.places().orgCalled("25666", before).orElseThrow().id())
                .isEqualTo("xa-bau-don");
        assertThat(config.places().orgCalled("25666", after).orElseThrow().id()).isEqualTo("xa-truong-mit");
    }

    @Test
    void onlyTheCentralPointHasKiosksAndItHasNoCamera() throws ConfigException {
        Config config = load(Map.of());
        assertThat(config.places().sites())
                .filteredOn(site -> site.devices().stream()
                        .anyMatch(d -> d.id().kind().word().equals("kiosk")))
                .extracting(Site::id)
                .containsExactly("cap-huyen");
        assertThat(config.places().site("cap-huyen").orElseThrow().devices())
                .noneMatch(device -> device.id().kind().word().equals("camera"));
    }

    @Test
    void everyProblemIsNamedAtOnce() throws IOException {
        Files.writeString(folder.resolve("ioc.yaml"), """
                server: {port: 99999, hots: 127.0.0.1}
                broker: {engine: external, url: "localhost:1883", password: hunter2}
                journal: {retention: 5 mins}
                """);
        assertThatThrownBy(() -> load(Map.of("IOC_BROKR_URL", "tcp://x:1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("6 problems")
                .hasMessageContaining("ioc.yaml: server.port: was \"99999\" but must be a whole number from 0 to 65535")
                .hasMessageContaining("ioc.yaml: server.hots: is not a known key (did you mean host?)")
                .hasMessageContaining(
                        "ioc.yaml: broker.url: was \"localhost:1883\" but must be an address like tcp://host:1883")
                .hasMessageContaining(
                        "ioc.yaml: broker.password: stands in the file but must not (set IOC_BROKER_PASSWORD or broker.passwordFile)")
                .hasMessageContaining("ioc.yaml: journal.retention: was \"5 mins\" but must be like 30s, 5m or 1h")
                .hasMessageContaining("IOC_BROKR_URL: is set but is not a known key (did you mean IOC_BROKER_URL?)")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void theShippedScoreIsAHundredPointsInSixGroupsAndSaysWhatIsNotConfirmed() throws ConfigException {
        Config config = load(Map.of());
        assertThat(config.schemes()).hasSize(1);
        Scheme scheme = config.schemes().get(0);
        assertThat(scheme.max()).isEqualTo(100);
        assertThat(scheme.groups()).extracting(Scheme.Group::max).containsExactly(18.0, 20.0, 12.0, 10.0, 22.0, 18.0);
        assertThat(scheme.bands()).extracting(Scheme.Band::least).containsExactly(90.0, 80.0, 70.0, 50.0, 0.0);
        assertThat(scheme.bands()).noneMatch(Scheme.Band::isConfirmed);
        assertThat(scheme.groups().get(2).components()).noneMatch(Scheme.Component::isConfirmed);
        assertThat(Scheme.on(config.schemes(), LocalDate.of(2022, 6, 22))).isEmpty();
        assertThat(config.targets().goals()).hasSize(32);
        assertThat(config.targets().goals())
                .allSatisfy(goal -> assertThat(goal.aims()).isNotEmpty().allSatisfy(aim -> assertThat(aim.sources())
                        .isNotEmpty()));
    }

    @Test
    void aBrokenScoreNamesTheLine() throws IOException {
        Path file = folder.resolve("score-766.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("max: 20, measure: on-time", "max: 19, measure: in-time")
                        .replace("empty: left-out", "empty: nothing"));
        assertThatThrownBy(() -> load(Map.of()))
                .hasMessageContaining("groups[1].max: was \"20.0\" but must be the sum of its components, 19.0")
                .hasMessageContaining("measure: was \"in-time\" but must be one of on-time, synced,")
                .hasMessageContaining("empty: was \"nothing\" but must be one of left-out, zero");
    }

    @Test
    void aBrokenPlacesFileNamesTheEntry() throws IOException {
        Path file = folder.resolve("places.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("org: xa-truong-mit, from", "org: xa-truong-mitt, from")
                        .replace("seats: 20", "seats: many"));
        assertThatThrownBy(() -> load(Map.of()))
                .hasMessageContaining(
                        "was \"xa-truong-mitt\" but must be an id in this file (did you mean xa-truong-mit?)")
                .hasMessageContaining("seats: was \"many\" but must be a whole number from 0 to 10000");
    }

    @Test
    void aDeviceHangsBehindAnotherOneOfItsPoint() throws ConfigException, IOException {
        vias("gd-w1", "tt-go-dau/wifi/gd-w1", "gd-c2");
        assertThat(load(Map.of()).places().site("tt-go-dau").orElseThrow().devices().stream()
                        .filter(device -> device.via() != null)
                        .map(device -> device.id().name() + " " + device.via()))
                .containsExactly(
                        "gd-c1 tt-go-dau/wifi/gd-w1", "gd-c2 tt-go-dau/wifi/gd-w1", "gd-c3 tt-go-dau/camera/gd-c2");
    }

    @Test
    void whatADeviceCannotHangBehindIsNamed() throws IOException {
        vias("gd-c3", "gd-c1", "gd-c2");
        assertThatThrownBy(() -> load(Map.of()))
                .hasMessageContaining(
                        "camera.gd-c1.via: was \"gd-c3\" but must not lead back to tt-go-dau/camera/gd-c1")
                .hasMessageContaining(
                        "camera.gd-c2.via: was \"gd-c1\" but must not lead back to tt-go-dau/camera/gd-c2");
        Files.writeString(
                folder.resolve("places.yaml"),
                Files.readString(folder.resolve("places.yaml"))
                        .replace("via: gd-c3", "via: gd-w8")
                        .replace("via: gd-c2", "via: cap-huyen/wifi/ch-w1")
                        .replace("gd-w1: {}", "gd-c1: {}"));
        assertThatThrownBy(() -> load(Map.of()))
                .hasMessageContaining("gd-c1.via: was \"gd-w8\" but must be a device of this point (did you mean gd-")
                .hasMessageContaining("gd-c2.via: was \"gd-c1\" but must be one of [tt-go-dau/camera/gd-c1, tt-go-dau")
                .hasMessageContaining("gd-c3.via: was \"cap-huyen/wifi/ch-w1\" but must be a device of this point");
    }

    private void vias(String first, String second, String third) throws IOException {
        Path file = folder.resolve("places.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("gd-c1: {", "gd-c1: {via: " + first + ", ")
                        .replace("gd-c2: {", "gd-c2: {via: " + second + ", ")
                        .replace("gd-c3: {", "gd-c3: {via: " + third + ", "));
    }

    @Test
    void aPeriodIsWrittenOrLearnt() throws IOException, ConfigException {
        Path file = folder.resolve("places.yaml");
        String places = Files.readString(file);
        Files.writeString(
                file,
                places.replace("en: \"Camera {n}\", period: 30s", "en: \"Camera {n}\", period: learnt")
                        .replace("bd-w1: {}", "bd-w1: {period: learnt}"));
        Places read = load(Map.of()).places();
        assertThat(Stream.of("wifi/bd-w1", "wifi/bd-w2", "camera/bd-c1").map(name -> period(read, name)))
                .as("until it is learnt, that of its kind")
                .containsExactly("LEARNT 30", "30", "LEARNT 60");
        Files.writeString(file, places.replace("bd-w1: {}", "bd-w1: {period: change}"));
        assertThat(period(load(Map.of()).places(), "wifi/bd-w1")).isEqualTo("ON_CHANGE 30");
        Files.writeString(file, places.replace("bd-w1: {}", "bd-w1: {period: often}"));
        assertThatThrownBy(() -> load(Map.of()))
                .hasMessageContaining(
                        "bd-w1.period: was \"often\" but must be like 30s, 5m or 1h, or learnt, or change");
    }

    private static String period(Places places, String name) {
        String[] words = name.split("/", -1);
        Device device = places.device(
                        new DeviceId("bau-don", DeviceKind.of(words[0]).orElseThrow(), words[1]))
                .orElseThrow();
        return (device.habit() == Device.Habit.PERIODIC ? "" : device.habit() + " ")
                + device.period().toSeconds();
    }

    @Test
    void theEnvironmentOverridesAndSecretsAreMasked() throws ConfigException, IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
        Config config = load(Map.of(
                "IOC_SERVER_PORT", "9090",
                "IOC_BROKER_PASSWORD_FILE", secret.toString(),
                "IOC_SERIES_PASSWORD", "t0ken"));
        assertThat(config.server().port()).isEqualTo(9090);
        assertThat(config.broker().password().reveal()).isEqualTo("s3cret");
        assertThat(config.series().password().reveal()).isEqualTo("t0ken");
        assertThat(config.toString())
                .doesNotContain("s3cret")
                .doesNotContain("t0ken")
                .contains("***");
    }

    @Test
    void peopleHaveAccountsUnlessItIsOpenAndOnlyThenOthersMayReachIt() throws ConfigException, IOException {
        Config usual = load(Map.of());
        assertThat(usual.access())
                .isEqualTo(new Config.Access(
                        Config.AccessMode.ACCOUNTS,
                        Duration.ofHours(12),
                        Duration.ofHours(4),
                        "",
                        Config.SecondFactor.ADMINISTRATORS,
                        Duration.ofDays(90),
                        Secret.NONE,
                        Optional.empty()));
        assertThat(usual.server().names()).isEmpty();
        assertThat(usual.server().tls().isThere()).isFalse();
        assertThat(usual.embedded(folder, 0).access().mode()).isEqualTo(Config.AccessMode.OPEN);
        Files.writeString(folder.resolve("ioc.yaml"), """
                server: {host: 0.0.0.0, names: [IOC.example.vn], proxies: [10.0.0.5], tls: {cert: a.pem, key: a.key}}
                access:
                  session: 8h
                  idle: 1h
                  origin: "https://ioc.example.vn"
                  secondFactor: none
                  unused: 30d
                  oidc:
                    issuer: https://id.example.vn/realms/ioc
                    client: ioc
                    name: {vi: Tài khoản tỉnh, en: Provincial account}
                    usernameClaim: upn
                    roleClaim: realm_access.roles
                    roles: {quan-tri: administrator, xem: viewer}
                    orgs: {go-dau: phuong-go-dau, tinh: "*"}
                """);
        Config other = load(Map.of("IOC_ACCESS_KEY", KEY, "IOC_ACCESS_OIDC_SECRET", "bí mật"));
        assertThat(other.server().names()).containsExactly("ioc.example.vn");
        assertThat(other.server().proxies()).containsExactly("10.0.0.5");
        assertThat(other.server().tls()).isEqualTo(new Config.Certificate("a.pem", "a.key"));
        assertThat(other.access())
                .isEqualTo(new Config.Access(
                        Config.AccessMode.ACCOUNTS,
                        Duration.ofHours(8),
                        Duration.ofHours(1),
                        "https://ioc.example.vn",
                        Config.SecondFactor.NONE,
                        Duration.ofDays(30),
                        new Secret(KEY),
                        Optional.of(new Config.Provider(
                                "https://id.example.vn/realms/ioc",
                                "ioc",
                                new Secret("bí mật"),
                                new Name(
                                        "Tài khoản tỉnh", "Tài khoản tỉnh", "Provincial account", "Provincial account"),
                                new IdToken.Names("upn", "realm_access.roles"),
                                new Grants(
                                        Map.of("quan-tri", Role.ADMINISTRATOR, "xem", Role.VIEWER),
                                        Map.of("go-dau", "phuong-go-dau", "tinh", "*"))))));
        assertThat(other.toString()).doesNotContain(KEY).doesNotContain("bí mật");
        assertThatThrownBy(() -> load(Map.of("IOC_ACCESS_MODE", "open", "IOC_ACCESS_ORIGIN", "ioc.example.vn")))
                .hasMessageContaining("server.host: was \"0.0.0.0\" but must be a loopback address")
                .hasMessageContaining("access.origin: was \"ioc.example.vn\" but must be like https://");
    }

    @Test
    void aProviderMustBeReachedSafelyAndGiveRolesAndUnitsThatAreThere() throws IOException {
        Files.writeString(folder.resolve("ioc.yaml"), """
                access:
                  secondFactor: all
                  oidc: {issuer: "http://id.example.vn", roles: {a: boss}, orgs: {b: nowhere}, secret: hunter2}
                """);
        assertThatThrownBy(() -> load(Map.of("IOC_ACCESS_KEY", "short")))
                .hasMessageContaining("access.secondFactor: was \"all\" but must be one of administrators, none")
                .hasMessageContaining("access.key: was something else but must be 32 bytes in base 64")
                .hasMessageContaining("access.oidc.issuer: was \"http://id.example.vn\" but must be there, an address")
                .hasMessageContaining("access.oidc.client: is missing but must be there")
                .hasMessageContaining("access.oidc.roles.a: was \"boss\" but must be a role")
                .hasMessageContaining("access.oidc.orgs.b: was \"nowhere\" but must be the id of a unit")
                .hasMessageContaining("access.oidc.secret: stands in the file but must not")
                .hasMessageNotContaining("hunter2");
    }
}
