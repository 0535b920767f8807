package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.sun.net.httpserver.HttpServer;
import ioc.browser.Browser.Size;
import ioc.peer.Peer;
import ioc.peer.Publisher;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts from a real device to several people at once, and what these do about them. */
@SuppressWarnings("NullAway.Init")
class AlertsIT {
    private static final String ROWS = "ul.rows li[role=option]";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static @Nullable Browser browser;

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private ServerProcess server;
    private HttpServer hook;
    private Publisher device;

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
    void start() throws Exception {
        Path configuration = ServerProcess.alwaysOpen(folder);
        for (String source : List.of("mot-cua", "nhiem-vu")) {
            Path file = configuration.resolve("sources/" + source + ".yaml");
            Files.writeString(file, Files.readString(file).replaceAll("(?ms)^poll:.*?(?=^zone:)", ""));
        }
        Files.writeString(configuration.resolve("alerts.yaml"), """
                rules:
                  - id: device-fault
                    vi: "Thiết bị báo lỗi"
                    en: "A device reports a fault"
                    kind: device-fault
                    priority: critical
                    what: {vi: "Phát số tay", en: "Hand out numbers"}
                    escalation: [{after: 0s, to: {vi: "Trưởng điểm", en: "Head of the point"}}]
                """);
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        Files.writeString(
                configuration.resolve("notify.yaml"),
                "recipients: {tinh: {name: Giám sát tỉnh, webhook: \"http://127.0.0.1:"
                        + hook.getAddress().getPort() + "/\"}}\n");
        server = ServerProcess.serve(folder, configuration, java.util.Map.of());
        device = new Publisher(server.brokerUrl());
    }

    @AfterEach
    void stop() throws Exception {
        device.close();
        server.close();
        hook.stop(0);
        assertThat(server.exceptions()).isEmpty();
    }

    private void says(String kiosk, @Nullable String fault) throws Exception {
        device.publish(
                "ioc/1/cap-huyen/kiosk/" + kiosk + "/health",
                "{\"ts\":" + clock.millis() + (fault == null ? "" : ",\"fault\":\"" + fault + "\"") + "}");
        device.settle();
    }

    private void jams(String kiosk) throws Exception {
        says(kiosk, null);
        says(kiosk, "paper-jam");
    }

    private Tab desk() {
        Tab tab = browser().tab(Size.FULL_HD);
        return tab.open(server.url() + "/alerts");
    }

    private static Browser browser() {
        if (browser == null) {
            throw new IllegalStateException("no browser");
        }
        return browser;
    }

    private JsonNode alert() {
        JsonNode all = server.json("/api/v1/alerts");
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private List<String> acts(String id) {
        List<String> acts = new ArrayList<>();
        server.json("/api/v1/alerts/" + id)
                .path("acts")
                .forEach(act -> acts.add(act.path("kind").asText()));
        return acts;
    }

    private HttpResponse<String> act(String id, String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/alerts/" + id + "/acts"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void raisedByADeviceItIsSeenByAllAcceptedInOneSeenAcceptedInTheOthersAndKilledInBetween() throws Exception {
        try (Tab first = desk();
                Tab second = desk();
                Tab wall = browser().tab(Size.FULL_HD)) {
            wall.open(server.url() + "/wall");
            says("ch-k1", null);
            first.lookOutFor(ROWS, "kẹt giấy");
            second.lookOutFor(ROWS, "kẹt giấy");
            wall.lookOutFor(".alerts .a", "kẹt giấy");
            long said = clock.millis();
            says("ch-k1", "paper-jam");
            List<Long> seenAfter = Stream.of(first, second, wall)
                    .map(tab -> tab.seenAt() - said)
                    .toList();
            System.out.println(
                    "FIGURES a fault raised after " + (alert().path("raisedAt").asLong() - said)
                            + " ms, seen in two consoles and on the wall after " + seenAfter + " ms");
            String id = alert().path("id").asText();
            assertThat(second.texts(ROWS))
                    .singleElement()
                    .asString()
                    .contains("mới")
                    .contains("chưa ai nhận");

            first.find("page-alerts ioc-alert .acts .btn.act").click();
            second.awaitText(ROWS, "Trực ban");
            Peer.await("the wall shows it as seen", () -> wall.texts(".alerts .a.is-seen").stream()
                    .anyMatch(each -> each.contains("kẹt giấy")));
            assertThat(first.texts(ROWS)).singleElement().asString().contains("Trực ban");
            JsonNode before = alert();

            server.kill();
            server.startAgain();
            JsonNode after = alert();
            for (String field : List.of("id", "raisedAt", "state", "holder", "heldAt", "revision", "act")) {
                assertThat(after.path(field)).as(field).isEqualTo(before.path(field));
            }
            assertThat(acts(id)).containsExactly("raised", "escalated", "accepted");
            Peer.await(
                    "both are back",
                    () -> first.live().equals("live") && second.live().equals("live"));
            second.awaitText(ROWS, "Trực ban");

            HttpResponse<String> late = act(id, "{\"act\":\"assign\",\"to\":\"org:xa-thanh-duc\",\"revision\":0}");
            assertThat(late.statusCode()).isEqualTo(409);
            JsonNode problem = JSON.readTree(late.body());
            assertThat(problem.path("code").asText()).isEqualTo("alert-late");
            assertThat(problem.at("/values/by").asText()).isEqualTo("Trực ban");
            assertThat(problem.at("/values/at").asLong())
                    .isEqualTo(before.path("heldAt").asLong());

            assertThat(server.json("/api/v1/alerts/" + id + "/retrial")
                            .path("isSame")
                            .asBoolean())
                    .as("the journal raises it again from the same readings")
                    .isTrue();
            ServerProcess.Ended why =
                    ServerProcess.run(folder, folder.resolve("config"), Map.of(), "why", id, "--server", server.url());
            assertThat(why.code()).as(String.join("\n", why.said())).isZero();
            assertThat(why.said()).anyMatch(line -> line.startsWith("judged again from the journal: the same, at "));
        }
    }

    private static Object ringing(Tab tab) {
        return Optional.ofNullable(tab.look("return document.querySelector('ioc-shell').dataset.ringing ?? ''", null))
                .orElse("");
    }

    /** Keeps what notifications are made, for a browser without a window shows none. */
    private static final String NOTED = """
            window.noted = [];
            window.Notification = class extends window.Notification {
              constructor(title, options) {
                super(title, options);
                window.noted.push(this);
                this.shut = false;
              }
              close() {
                super.close();
                this.shut = true;
              }
            };
            """;

    @Test
    void aNewCriticalOneRingsAndNotifiesInOneTabUntilSomebodyElseAcceptsIt() throws Exception {
        try (Tab desk = browser().tab(Size.LAPTOP);
                Tab colleague = desk()) {
            desk.page().context().grantPermissions(List.of("notifications"));
            desk.page().addInitScript(NOTED);
            desk.open(server.url() + "/alerts");
            desk.find("ioc-alarm #notify").click();
            desk.awaitText("#notify", "Có thông báo");
            desk.awaitText("#sound", "Có chuông");
            Page beside = desk.page().context().newPage();
            beside.navigate(server.url() + "/sites");
            beside.locator("page-sites h1").click();
            beside.locator("[data-ringing]")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));

            jams("ch-k1");
            Peer.await("it rings", () -> ringing(desk).equals("sound"));
            assertThat(beside.locator("[data-ringing]").count())
                    .as("rings once")
                    .isZero();
            assertThat(desk.look("return window.noted.map((each) => `${each.title}: ${each.body}`)", null))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .singleElement()
                    .asString()
                    .startsWith("Cảnh báo khẩn: ")
                    .contains("kẹt giấy");
            desk.open(server.url() + "/sites");
            desk.find("page-sites h1").click();
            Peer.await(
                    "it rings on every page",
                    () -> ringing(desk).equals("sound")
                            || beside.locator("[data-ringing=sound]").count() == 1);
            beside.close();
            Peer.await("the other tab has gone", () -> ringing(desk).equals("sound"));
            assertThat(desk.look("return window.noted.length", null))
                    .as("told once")
                    .isEqualTo(0);

            colleague.find("page-alerts ioc-alert .acts .btn.act").click();
            colleague.awaitText(ROWS, "Trực ban");
            Peer.await("it is quiet", () -> ringing(desk).equals(""));
            jams("ch-k2");
            Peer.await("another one", () -> ringing(desk).equals("sound"));
            Peer.await("is told", () -> Integer.valueOf(1).equals(desk.look("return window.noted.length", null)));
            desk.look("window.noted[0].onclick()", null);
            Peer.await("leads to it", () -> desk.address().contains("/alerts?alert=device-fault"));
            says("ch-k2", null);
            Peer.await("over, it is quiet", () -> ringing(desk).equals(""));
            assertThat(desk.look("return window.noted[0].shut", null)).isEqualTo(true);
            desk.loggedNoError();
        }
    }

    private static void awaitRinging(Tab tab, String how) {
        Peer.await(
                () -> "rings " + how + ", is " + ringing(tab) + " with " + tab.texts("#sound") + tab.texts(ROWS),
                () -> ringing(tab).equals(how));
    }

    /** What browsers do to people: no sound before the first click. To a test they allow it, for it looks into the page. */
    private static final String STRICT = """
            addEventListener('pointerdown', () => window.clicked = true, { capture: true });
            window.AudioContext = class extends window.AudioContext {
              constructor() {
                super();
                super.suspend();
              }
              resume() {
                return window.clicked ? super.resume() : new Promise(() => {});
              }
            };
            """;

    @Test
    void withoutAClickItSaysThatItsSoundWaitsAndTheChoiceIsRemembered() throws Exception {
        jams("ch-k1");
        try (Tab desk = browser().tab(Size.LAPTOP)) {
            desk.page().addInitScript(STRICT);
            desk.open(server.url() + "/alerts");
            desk.awaitText("#sound", "Chuông chờ một lần bấm");
            awaitRinging(desk, "waiting");
            desk.find("ioc-alarm #sound").click();
            awaitRinging(desk, "sound");
            desk.find("ioc-alarm #sound").click();
            Peer.await("switched off", () -> ringing(desk).equals(""));
            desk.open(server.url() + "/alerts");
            desk.awaitText("#sound", "Không chuông");
            assertThat(ringing(desk)).isEqualTo("");
            assertThat(desk.texts("#notify")).containsExactly("Không thông báo");
            desk.loggedNoError();
        }
    }

    @Test
    void underThePointerTheListStandsStillAndWhatIsReadIsWhatIsActedOn() throws Exception {
        says("ch-k1", null);
        says("ch-k2", null);
        says("ch-k1", "paper-jam");
        try (Tab desk = desk()) {
            desk.awaitText(ROWS, "kẹt giấy");
            desk.awaitText("h2.title", "kẹt giấy");
            List<String> read = desk.texts("h2.title");
            List<String> first = desk.texts(ROWS + " .t");
            desk.find("page-alerts .rows li").first().hover();
            says("ch-k2", "paper-jam");
            desk.awaitText(".fresh", "1");
            assertThat(desk.texts(ROWS + " .t")).isEqualTo(first);
            says("ch-k1", null);
            Peer.await(
                    "the one that is over keeps its place",
                    () -> desk.texts(".rows li.gone").size() == 1);
            assertThat(desk.texts(ROWS)).hasSize(1);
            desk.page().mouse().move(1, 1);
            Peer.await("the list goes on", () -> desk.texts(".rows li.gone, .fresh")
                    .isEmpty());
            assertThat(desk.texts(ROWS + " .t")).hasSize(1).isNotEqualTo(first);
            assertThat(desk.texts("h2.title")).isEqualTo(read);

            desk.find("page-alerts .rows li").first().click();
            Peer.await("the other one is read", () -> !desk.texts("h2.title").equals(read));
            String id = desk.address().replaceFirst(".*alert=", "");
            desk.find("page-alerts ioc-alert .acts .btn.act").dblclick();
            desk.awaitText(ROWS, "Trực ban");
            Peer.await("it is accepted", () -> acts(id).contains("accepted"));
            assertThat(act(id, "{\"act\":\"comment\",\"text\":\"xong\"}").statusCode())
                    .isEqualTo(200);
            assertThat(acts(id)).containsExactly("raised", "escalated", "accepted", "commented");
            desk.loggedNoError();
        }
    }

    @Test
    void whoIsSecondSeesItTakenBackAndWhoWasFirst() throws Exception {
        jams("ch-k1");
        try (Tab desk = desk()) {
            desk.awaitText(ROWS, "kẹt giấy");
            String id = alert().path("id").asText();
            AtomicInteger first = new AtomicInteger();
            desk.page().route("**/acts", route -> {
                first.set(given(id));
                route.resume();
            });
            desk.find("page-alerts ioc-alert .acts .btn.act").click();
            desk.awaitText("[role=alert] p", "Trực ban");
            desk.awaitText(ROWS, "X. Thạnh Đức");
            assertThat(first).hasValue(200);
            assertThat(acts(id)).containsExactly("raised", "escalated", "assigned");
        }
    }

    private int given(String id) {
        try {
            return act(id, "{\"act\":\"assign\",\"to\":\"org:xa-thanh-duc\",\"revision\":0}")
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsNobodysAgainRingsAgain() throws Exception {
        jams("ch-k1");
        try (Tab desk = desk()) {
            desk.awaitText(ROWS, "kẹt giấy");
            desk.page().keyboard().press("Shift"); // a browser lets a page sound then
            awaitRinging(desk, "sound");
            String id = alert().path("id").asText();
            desk.open(server.url() + "/alerts?alert=" + id);
            Peer.await("it is known", () -> desk.look("return localStorage.getItem('alarm.seen')", null) != null);
            desk.open(server.url() + "/alerts?alert=" + id);
            desk.awaitText(ROWS, "kẹt giấy");
            assertThat(ringing(desk)).isEqualTo("");
            desk.open(server.url() + "/sites"); // who looks at it while it is given back has seen that
            assertThat(act(id, "{\"act\":\"accept\",\"revision\":0}").statusCode())
                    .isEqualTo(200);
            assertThat(act(id, "{\"act\":\"release\",\"revision\":1}").statusCode())
                    .isEqualTo(200);
            desk.page().keyboard().press("Shift"); // a browser lets a page sound then
            awaitRinging(desk, "sound");
            desk.loggedNoError();
        }
    }

    @Test
    void theKeyboardDoesEverythingAndTheAddressOpensTheSameView() throws Exception {
        jams("ch-k1");
        try (Tab desk = desk()) {
            desk.awaitText(ROWS, "kẹt giấy");
            String id = alert().path("id").asText();
            desk.page().keyboard().press("j");
            desk.awaitAddress("alert=" + id);
            desk.page().keyboard().press("n");
            desk.awaitText(ROWS, "Trực ban");
            desk.awaitText(".log li", "nhận xử lý");
            desk.page().keyboard().press("b");
            desk.find("ioc-alert textarea:focus").waitFor();
            desk.page().keyboard().type("đã gọi <b>trưởng điểm</b>");
            desk.page().keyboard().press("Control+Enter");
            desk.awaitText(".log small", "đã gọi <b>trưởng điểm</b>");
            desk.find("ioc-alert h2.title").click();
            desk.page().keyboard().press("g");
            desk.find("ioc-assignee input:focus").waitFor();
            desk.page().keyboard().type("xa thanh duc");
            desk.awaitText("#all li[aria-selected=true]", "UBND xã Thạnh Đức");
            desk.page().keyboard().press("Enter");
            desk.find("ioc-handling button.act:focus").waitFor();
            desk.page().keyboard().press("Enter");
            desk.awaitText(ROWS, "Thạnh Đức");
            desk.awaitText(".log li", "Thạnh Đức");
            desk.page().keyboard().press("a");
            desk.find("ioc-handling textarea").fill("thay giấy, chờ thợ");
            desk.find("ioc-handling .act").click();
            desk.awaitText(".tabs button", "Tạm ẩn1"); // shown before the server has answered
            Peer.await("it is shelved", () -> acts(id).contains("shelved"));
            assertThat(acts(id)).containsExactly("raised", "escalated", "accepted", "commented", "assigned", "shelved");
            try (Tab other = browser().tab(Size.LAPTOP)) {
                other.open(server.url() + "/alerts?view=shelved&alert=" + id);
                other.awaitText(ROWS, "kẹt giấy");
                other.awaitText(".facts", "thay giấy, chờ thợ");
                assertThat(other.overflows()).isEmpty();
                assertThat(other.barriers()).isEmpty();
                assertThat(other.errors()).isEmpty();
            }
            assertThat(desk.errors()).isEmpty();
        }
    }

    @Test
    void itIsGivenToSomebodyWhoIsThereAndToNobodyElse() throws Exception {
        jams("ch-k1");
        try (Tab desk = desk()) {
            desk.awaitText(ROWS, "kẹt giấy");
            String id = alert().path("id").asText();
            HttpResponse<String> free = act(id, "{\"act\":\"assign\",\"to\":\"Lan\",\"revision\":0}");
            assertThat(free.statusCode()).isEqualTo(422);
            assertThat(JSON.readTree(free.body()).path("code").asText()).isEqualTo("assignee-unknown");
            JsonNode offered = server.json("/api/v1/assignees?q=truc%20ban&alert=" + id);
            assertThat(offered).hasSize(1);
            assertThat(offered.get(0).path("id").asText()).isEqualTo("person:open");
            assertThat(act(id, "{\"act\":\"assign\",\"to\":\"org:xa-thanh-duc\",\"revision\":0}")
                            .statusCode())
                    .isEqualTo(200);
            desk.awaitText(ROWS, "X. Thạnh Đức");
            assertThat(server.json("/api/v1/alerts/" + id).at("/holder/en").asText())
                    .isEqualTo("Thạnh Đức Commune");
            assertThat(acts(id)).containsExactly("raised", "escalated", "assigned");
            assertThat(server.json("/api/v1/alerts/" + id).at("/chain/0/to/en").asText())
                    .isEqualTo("Head of the point");
        }
    }

    @Test
    void theConsoleShowsTheDeviceItselfAsItIsNow() throws Exception {
        jams("ch-k1");
        try (Tab desk = desk()) {
            desk.awaitText("#h-dev", "Kiosk");
            desk.awaitText(".fault b", "Kẹt giấy");
            says("ch-k1", null);
            Peer.await("it works again", () -> desk.texts(".fault b").isEmpty());
            assertThat(desk.barriers()).isEmpty();
            desk.loggedNoError();
        }
    }

    @Test
    void aShiftIsTakenByWhoHasReadItsCriticalAlerts() throws Exception {
        jams("ch-k1");
        try (Tab desk = browser().tab(Size.LAPTOP)) {
            desk.open(server.url() + "/handover");
            desk.awaitText(".open td", "kẹt giấy");
            desk.find("page-handover .sign .btn.act").click();
            desk.awaitText(".sign .note", "Bấm vào từng việc khẩn");
            assertThat(desk.find("page-handover .sign .btn.act").isDisabled()).isTrue();
            HttpResponse<String> early = shift("{\"act\":\"take\"}");
            assertThat(early.statusCode()).isEqualTo(409);
            assertThat(JSON.readTree(early.body()).path("code").asText()).isEqualTo("shift-unread");
            desk.find("page-handover .open button.tag").click();
            desk.awaitText(".open small", "Trực ban đã đọc");
            server.kill();
            server.startAgain();
            assertThat(server.json("/api/v1/shift").path("reads"))
                    .as("it is in the journal")
                    .hasSize(1);
            Peer.await("live again", () -> desk.live().equals("live"));
            desk.find("page-handover .sign .btn.act").click();
            desk.awaitText(".sign .note", "đã đọc 1 việc khẩn");
            JsonNode taken = server.json("/api/v1/shift").path("shifts").get(0);
            assertThat(taken.at("/takenBy/name").asText()).isEqualTo("Trực ban");
            assertThat(taken.path("read")).hasSize(1);
        }
    }

    @Test
    void anAlertSaysWhoWasToldOfItAndHowThatEnded() throws Exception {
        jams("ch-k1");
        try (Tab desk = desk()) {
            desk.awaitText("td", "Giám sát tỉnh");
            Peer.await("it was sent", () -> server.json(
                            "/api/v1/alerts/" + alert().path("id").asText() + "/sendings")
                    .findValuesAsText("state")
                    .equals(List.of("sent", "sent")));
            desk.page().reload();
            desk.awaitText("td", "đã gửi");
            assertThat(desk.texts(".chain li")).singleElement().asString().contains("Trưởng điểm", "đã báo");
            desk.loggedNoError();
        }
    }

    private HttpResponse<String> shift(String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/shift"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aViewIsKeptUnderItsName() {
        try (Tab desk = browser().tab(Size.LAPTOP)) {
            desk.open(server.url() + "/alerts?view=shelved&priority=critical");
            desk.find("ioc-views .keep").click();
            desk.page().keyboard().type("Khẩn đang ẩn");
            desk.page().keyboard().press("Enter");
            desk.awaitText(".chip.on", "Khẩn đang ẩn");
            desk.open(server.url() + "/alerts");
            desk.find("ioc-views .chip button").first().click();
            desk.awaitAddress("view=shelved&priority=critical");
            assertThat(desk.barriers()).isEmpty();
            desk.find("ioc-views .chip button").last().click();
            Peer.await("it is gone", () -> desk.texts(".chip").isEmpty());
            desk.loggedNoError();
        }
    }

    @Test
    void aRuleIsTriedOnTheJournalAndRunsAsItsNextVersion() throws Exception {
        jams("ch-k1");
        Peer.await("it is told", () -> server.json("/api/v1/alerts").size() == 1);
        try (Tab desk = browser().tab(Size.LAPTOP)) {
            desk.open(server.url() + "/rules?rule=device-fault");
            desk.find("page-rules .savebar button").first().click();
            desk.awaitText(".sumup", "1");
            desk.find("page-rules form input").nth(2).fill("5 mins");
            desk.find("page-rules .savebar .act").click();
            desk.awaitText(".bad", "5m");
            desk.find("page-rules form input").nth(2).fill("5m");
            desk.find("page-rules .savebar input").fill("bớt nhạy");
            desk.find("page-rules .savebar .act").click();
            desk.awaitText(".was", "bớt nhạy");
            JsonNode rule = server.json("/api/v1/rules/device-fault");
            assertThat(rule.path("version").asInt()).isEqualTo(2);
            assertThat(rule.at("/rule/for").asText()).isEqualTo("5m");
            server.kill();
            server.startAgain();
            assertThat(server.json("/api/v1/rules/device-fault").path("version").asInt())
                    .as("the file says what it said, so the edit stays")
                    .isEqualTo(2);
            assertThat(desk.errors())
                    .filteredOn(error -> !error.contains("ERR_CONNECTION") && !error.contains("422"))
                    .isEmpty();
        }
    }
}
