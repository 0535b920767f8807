package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.Cookie;
import ioc.browser.Browser.Size;
import ioc.peer.Peer;
import ioc.peer.Publisher;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wall that has to be paired: its code, its picture, what becomes of it when it is revoked and when the server dies. */
@SuppressWarnings("NullAway.Init")
class ScreensIT {
    private static final String CODE = "output";
    private static final String TILE = "wall-queues li.site";

    private static Browser browser;

    @TempDir
    private Path folder;

    private ServerProcess server;

    @BeforeAll
    static void open() {
        browser = Browser.start();
    }

    @AfterAll
    static void shut() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        Path configuration = ServerProcess.alwaysOpen(folder);
        for (String source : List.of("mot-cua", "nhiem-vu")) {
            Path file = configuration.resolve("sources/" + source + ".yaml");
            Files.writeString(file, Files.readString(file).replaceAll("(?ms)^poll:.*?(?=^zone:)", ""));
        }
        server = ServerProcess.pairing(folder, configuration);
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.exceptions()).isEmpty();
    }

    private String code(Tab wall) {
        Peer.await(
                "a code is shown", () -> wall.texts(CODE).stream().anyMatch(code -> code.matches("[A-HJ-NP-Z2-9]{6}")));
        return wall.texts(CODE).get(0);
    }

    private Tab wall() {
        Tab wall = browser.tab(Size.FULL_HD);
        wall.page().navigate(server.url() + "/wall");
        return wall;
    }

    /** As whoever sets the server up does it. */
    private void pair(Tab desk, String code, String name, String scope) {
        pair(desk, code, name, scope, "overview");
    }

    private void pair(Tab desk, String code, String name, String scope, String layout) {
        desk.open(server.url() + "/screens");
        desk.find("ioc-screens input[name=code]").fill(code);
        desk.find("ioc-screens input[name=name]").fill(name);
        desk.find("ioc-screens select[name=scope]").selectOption(scope);
        desk.find("ioc-screens select[name=layout]").selectOption(layout);
        desk.find("ioc-screens form button").click();
    }

    private JsonNode screens() {
        return server.json("/api/v1/screens").path("screens");
    }

    private static void shows(Tab wall, int sites) {
        Peer.await(
                () -> sites + " points are shown, " + wall.live() + " " + wall.texts(CODE),
                () -> wall.live().equals("live")
                        && wall.find(TILE).count() == sites
                        && wall.find("wall-pairing").count() == 0);
    }

    @Test
    void aPairedWallShowsItsScopeAndIsKnownByWhatScriptsCannotRead() {
        try (Tab wall = wall();
                Tab desk = browser.tab(Size.LAPTOP)) {
            String code = code(wall);
            assertThat(wall.texts("input, form, [type=password]")).isEmpty();
            pair(desk, code.toLowerCase(Locale.ROOT), "Tường Truông Mít", "xa-truong-mit");
            Peer.await("it is paired", () -> screens().size() == 1);
            shows(wall, 1);
            List<Cookie> cookies = wall.page().context().cookies();
            assertThat(cookies).singleElement().satisfies(cookie -> {
                assertThat(cookie.name).isEqualTo("ioc-screen");
                assertThat(cookie.httpOnly).isTrue();
            });
            assertThat(String.valueOf(wall.look("return document.cookie + JSON.stringify(localStorage)", null)))
                    .doesNotContain(
                            cookies.get(0).value.substring(cookies.get(0).value.indexOf('.') + 1));
            Object foreign = wall.look("return fetch('/api/v1/sites/cap-huyen').then((answer) => answer.status)", null);
            assertThat(String.valueOf(foreign)).isEqualTo("404");
            assertThat(String.valueOf(
                            wall.look("return fetch('/api/v1/screens').then((answer) => answer.status)", null)))
                    .as("a screen only looks")
                    .isEqualTo("403");
            Peer.await(
                    "it says how it is",
                    () -> screens().get(0).path("draws").asBoolean()
                            && screens().get(0).path("seq").asLong() > 0);
            assertThat(screens().get(0).path("errors").asInt()).isZero();
            assertThat(screens().get(0).path("heap").asLong()).isPositive();
            Peer.await("the desk shows it", () -> desk.texts("tbody tr").stream()
                    .anyMatch(row -> row.contains("Tường Truông Mít") && row.contains("đang vẽ")));
            assertThat(desk.barriers()).isEmpty();
            desk.loggedNoError();
        }
    }

    @Test
    void aRevokedWallKeepsItsPictureGreyedAndShowsACode() {
        try (Tab wall = wall();
                Tab desk = browser.tab(Size.LAPTOP)) {
            pair(desk, code(wall), "Tường A", "");
            shows(wall, 10);
            desk.find("ioc-screens tbody .bad").click();
            desk.find("ioc-screens tbody .acts .bad").click();
            Peer.await("the wall is greyed", () -> wall.find("main.lost").count() == 1);
            String code = code(wall);
            assertThat(wall.find(TILE).count()).as("the last picture stays").isEqualTo(10);
            assertThat(wall.texts("input, form")).isEmpty();
            assertThat(screens()).isEmpty();
            pair(desk, code, "Tường A", "");
            shows(wall, 10);
            assertThat(screens()).hasSize(1);
        }
    }

    /** Nothing is late here: a critical alert would take the whole wall, whatever its layout. */
    @Test
    void aWallHasTheLayoutThatItWasGivenAndAnotherOneOnceItIsPairedAgain() throws Exception {
        long now = System.currentTimeMillis();
        try (Publisher device = new Publisher(server.brokerUrl())) {
            device.publish("ioc/1/bau-don/wifi/bd-w1/stations", "{\"ts\":" + now + ",\"count\":12}");
            device.settle();
        }
        assertThat(
                        server.post(
                                "/api/v1/sources/mot-cua/records",
                                "[{\"MaHoSo\":\"NHA-1\",\"MaTTHC\":\"2.000635\",\"TenTTHC\":\"Trích lục\","
                                        + "\"DonViXuLy\":\"UBND xã Truông Mít\",\"KenhThucHien\":\"2\",\"TrangThaiHoSo\":\"4\","
                                        + "\"NgayTiepNhan\":\"20261001080000\",\"NgayHenTra\":\"20991010080000\",\"ChuHoSo\":\"Lan\"}]"))
                .isEqualTo(202);
        try (Tab wall = browser.tab(Size.FULL_HD);
                Tab desk = browser.tab(Size.LAPTOP)) {
            wall.page().navigate(server.url() + "/wall?layout=overview");
            pair(desk, code(wall), "Tường 2", "", "queues");
            Peer.await(
                    "queues alone",
                    () -> wall.find("main.queues:not(.lost) wall-queues").count() == 1);
            wall.page().reload();
            shows(wall, 10);
            assertThat(wall.find("main.queues").count()).isEqualTo(1);
            assertThat(screens().get(0).path("layout").asText()).isEqualTo("queues");
            assertThat(desk.texts("select[name=layout] option"))
                    .containsExactly("1: tổng quan", "2: hàng chờ, chữ lớn", "3: hồ sơ và nhiệm vụ");
            Peer.await("the desk names it", () -> desk.texts("tbody tr").stream()
                    .anyMatch(row -> row.contains("2: hàng chờ, chữ lớn")));
            desk.find("ioc-screens tbody .bad").click();
            desk.find("ioc-screens tbody .acts .bad").click();
            Peer.await(
                    "it keeps what it had, greyed",
                    () -> wall.find("main.queues.lost").count() == 1);
            pair(desk, code(wall), "Tường 3", "", "dossiers");
            Peer.await(
                    "dossiers",
                    () -> wall.find("main.dossiers:not(.lost) wall-letters").count() == 1);
            assertThat(desk.errors()).isEmpty();
        }
    }

    @Test
    void aKilledServerFindsItsScreensAgain() throws IOException {
        try (Tab wall = wall();
                Tab desk = browser.tab(Size.LAPTOP)) {
            pair(desk, code(wall), "Tường A", "");
            shows(wall, 10);
            server.kill();
            Peer.await("the loss is seen", () -> wall.live().equals("lost"));
            server.startAgain();
            shows(wall, 10);
            assertThat(screens()).hasSize(1);
            wall.page().reload();
            shows(wall, 10);
        }
    }

    @Test
    void wrongCodesAreLimitedByRate() {
        String path = "/api/v1/screens";
        String wrong = "{\"code\":\"XXXXXX\",\"name\":\"a\",\"layout\":\"overview\",\"scope\":[]}";
        int tries = 0;
        Peer.await("the screens are known", () -> server.post(path, wrong) == 404);
        int status = server.post(path, wrong);
        while (status == 404 && tries < 20) {
            tries++;
            status = server.post(path, wrong);
        }
        assertThat(status).isEqualTo(429);
        assertThat(tries).isBetween(3, 10);
        try (Tab desk = browser.tab(Size.LAPTOP)) {
            pair(desk, "XXXXXX", "a", "");
            Peer.await("the desk says so", () -> desk.texts(".said").stream()
                    .anyMatch(said -> said.contains("đợi một phút")));
        }
    }
}
