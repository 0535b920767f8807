package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import ioc.browser.Browser.Size;
import ioc.peer.Codes;
import ioc.peer.Peer;
import ioc.peer.Person;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door and the page of people, by keyboard alone where a person would. */
class AccessPagesIT {
    private static final String PASSWORD = "ba con trâu gặm cỏ";
    private static final Pattern CODE = Pattern.compile("with the code ([0-9A-Z-]+)");

    @TempDir
    Path folder;

    @Test
    void theFirstAdministratorComesInInvitesSomebodyAndBothSignInByKeyboard() throws IOException {
        try (Browser browser = Browser.start();
                ServerProcess server = ServerProcess.serve(
                        folder, Map.of("IOC_ACCESS_MODE", "accounts", "IOC_ACCESS_SECOND_FACTOR", "administrators"));
                Tab one = browser.tab(Size.LAPTOP);
                Tab other = browser.tab(Size.PHONE)) {
            Peer.await("the code is told", () -> CODE.matcher(server.log()).find());
            Matcher told = CODE.matcher(server.log());
            assertThat(told.find()).isTrue();
            Page page = one.page();
            page.navigate(server.url() + "/sign-in?lang=vi&to=%2Fpeople");
            one.find("[name=g0]").waitFor();
            assertThat(one.barriers()).isEmpty();
            one.find("[name=g0]").focus();
            page.keyboard().type(told.group(1).replace("-", ""));
            page.keyboard().press("Tab");
            page.keyboard().type("Đỗ Hoài Nam");
            page.keyboard().press("Tab");
            page.keyboard().type("nam.dh");
            page.keyboard().press("Tab");
            page.keyboard().type(PASSWORD);
            page.keyboard().press("Enter");
            String secret = setUpSecond(one);
            page.waitForURL("**/people");
            one.find("#invite").waitFor();
            one.find(".me b").waitFor();
            assertThat(one.find(".me b").innerText()).isEqualTo("Đỗ Hoài Nam");
            one.find("ioc-audit li").first().waitFor();
            assertThat(one.barriers()).isEmpty();
            assertThat(one.overflows()).isEmpty();
            String code = invite(one);

            other.page().navigate(server.url() + "/sign-in?code&lang=en");
            other.find("[name=g0]").waitFor();
            assertThat(other.barriers()).isEmpty();
            other.find("[name=g0]").focus();
            other.page().keyboard().type(code.replace("-", ""));
            other.page().keyboard().press("Tab");
            other.page().keyboard().type(PASSWORD);
            other.page().keyboard().press("Enter");
            other.page().waitForURL(server.url() + "/");
            other.settled();
            assertThat(other.overflows()).isEmpty();
            other.loggedNoError();

            one.find("#sign-out").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**/sign-in");
            one.find("[name=login]").waitFor();
            assertThat(one.barriers()).isEmpty();
            one.find("[name=login]").focus();
            page.keyboard().type("nam.dh");
            page.keyboard().press("Tab");
            page.keyboard().type("không đúng đâu nhé");
            page.keyboard().press("Enter");
            page.locator("#bad", new Page.LocatorOptions().setHasText("Còn 4 lần"))
                    .waitFor();
            one.find("[name=password]").fill(PASSWORD);
            page.keyboard().press("Enter");
            one.find("#second").waitFor();
            one.find("#second").focus();
            page.keyboard().type(Codes.next(secret));
            page.keyboard().press("Enter");
            page.waitForURL(server.url() + "/");
            one.settled();
            assertThat(one.errors()).as("only the wrong password").allMatch(error -> error.contains("401"));
            assertThat(server.exceptions()).isEmpty();
        }
    }

    /** Nothing else is there before it; the key of the app comes back. */
    private static String setUpSecond(Tab tab) {
        tab.find("ioc-second .qr").waitFor();
        tab.find("ioc-second [name=code]").focus();
        assertThat(tab.barriers()).isEmpty();
        assertThat(tab.overflows()).isEmpty();
        String secret = tab.find("ioc-second code").innerText().replace(" ", "");
        tab.page().keyboard().type(Codes.now(secret));
        tab.page().keyboard().press("Enter");
        tab.find("#noted").waitFor();
        assertThat(tab.find("ioc-second li").count()).isEqualTo(10);
        assertThat(tab.barriers()).isEmpty();
        tab.find("#noted").focus();
        tab.page().keyboard().press("Enter");
        return secret;
    }

    /** Buttons that change something, by the key of their words. */
    private static final List<String> CHANGING = List.of(
            "alerts.take",
            "handle.assign",
            "handle.shelve",
            "alert.comment-do",
            "why.again",
            "handover.give",
            "rules.new",
            "rules.try",
            "act.give",
            "act.remind",
            "act.note",
            "upload.title",
            "apology.write",
            "people.invite",
            "screens.pair");

    private static final String DOSSIER = """
            [{"MaHoSo": "NHA-1", "MaTTHC": "2.000635", "TenTTHC": "Trích lục", "DonViXuLy": "UBND phường Gò Dầu",
              "KenhThucHien": "2", "TrangThaiHoSo": "4", "NgayTiepNhan": "20251001080000", "NgayHenTra": "20251010080000",
              "ChuHoSo": "Lan"}]
            """;
    private static final String TASK = """
            [{"id": "NV-1", "number": "12/CV", "title": "Một việc", "giver": "Chủ tịch", "lead": "UBND phường Gò Dầu",
              "partners": [], "given": "20251001080000", "due": "20251010080000", "parent": ""}]
            """;

    private static final List<String> PAGES = List.of(
            "/",
            "/alerts",
            "/dossiers",
            "/assignments",
            "/sites",
            "/devices",
            "/score",
            "/handover",
            "/reports",
            "/rules?rule=new",
            "/health",
            "/people",
            "/screens");

    @Test
    void aViewerSeesNoButtonThatChangesSomethingAndAnAdministratorAll() throws IOException {
        try (Browser browser = Browser.start();
                ServerProcess server = ServerProcess.demo(
                        folder, Map.of("IOC_ACCESS_MODE", "accounts"), "--at", "09:40", "--as-configured");
                Tab one = browser.tab(Size.LAPTOP);
                Tab other = browser.tab(Size.LAPTOP);
                Tab third = browser.tab(Size.LAPTOP)) {
            Peer.await("the demonstration goes on", () -> server.log().contains("goes on"));
            Matcher told = CODE.matcher(server.log());
            assertThat(told.find()).isTrue();
            Map<String, Object> made =
                    Map.of("code", told.group(1), "login", "nam.dh", "name", "Đỗ Hoài Nam", "password", PASSWORD);
            assertThat(new Person(server.url()).post("/invitation", made).status())
                    .isEqualTo(200);
            Person head = new Person(server.url());
            assertThat(head.signIn("nam.dh", PASSWORD).status()).isEqualTo(200);
            Map<String, Object> viewer = Map.of("login", "xem", "name", "Người Xem", "role", "viewer");
            String code = head.post("/people", viewer).body().path("code").asText();
            Person looks = new Person(server.url());
            looks.post("/invitation", Map.of("code", code, "password", PASSWORD));
            assertThat(head.post("/sources/mot-cua/records", DOSSIER).status()).isEqualTo(202);
            assertThat(head.post("/sources/nhiem-vu/records", TASK).status()).isEqualTo(202);
            Peer.await(
                    "dossier and task are known",
                    () -> head.get("/dossiers/NHA-1").status() == 200
                            && head.get("/assignments/NV-1").status() == 200);
            List<String> pages = new ArrayList<>(PAGES);
            pages.addAll(List.of("/dossiers/NHA-1", "/assignments/NV-1"));
            Map<String, String> words = Messages.of("vi");
            one.with(head.cookie());
            Set<String> ofHead = new TreeSet<>();
            Peer.await(() -> "all buttons that change something; seen " + ofHead, () -> {
                ofHead.addAll(buttons(one, server, pages, words));
                return ofHead.containsAll(CHANGING);
            });
            assertThat(buttons(other.with(looks.cookie()), server, pages, words))
                    .isEmpty();
            Map<String, Object> part =
                    Map.of("login", "xa", "name", "Người Xã", "role", "operator", "orgs", List.of("phuong-go-dau"));
            String word = head.post("/people", part).body().path("code").asText();
            Person own = new Person(server.url());
            own.post("/invitation", Map.of("code", word, "password", PASSWORD));
            assertThat(buttons(
                            third.with(own.cookie()), server, List.of("/dossiers", "/assignments", "/handover"), words))
                    .as("of who sees the whole")
                    .isEmpty();
            assertThat(third.texts(".centre")).containsExactly(words.get("handover.centre"));
            give("Người Xã", head);
            third.awaitText("[role=alert] p", "Đỗ Hoài Nam giao cho bạn");
            third.open(server.url() + "/alerts?view=mine");
            third.awaitText(".has", "Người Xã");
            for (Tab tab : List.of(one, other, third)) {
                tab.loggedNoError();
            }
        }
    }

    /** Some alert that this person sees. */
    private static void give(String name, Person giver) {
        for (JsonNode alert : giver.get("/alerts").body()) {
            String id = alert.path("id").asText();
            String asked = URLEncoder.encode(name, StandardCharsets.UTF_8);
            JsonNode offered =
                    giver.get("/assignees?alert=" + id + "&q=" + asked).body();
            if (alert.path("state").asText().equals("new") && !offered.isEmpty()) {
                Map<String, Object> assign = Map.of(
                        "act", "assign",
                        "to", offered.get(0).path("id").asText(),
                        "revision", alert.path("revision").asInt());
                assertThat(giver.post("/alerts/" + id + "/acts", assign).status())
                        .isEqualTo(200);
                return;
            }
        }
        throw new AssertionError("no alert is seen by " + name);
    }

    /** Keys of the words of all changing buttons on these pages. */
    private static Set<String> buttons(Tab tab, ServerProcess server, List<String> pages, Map<String, String> words) {
        Set<String> found = new TreeSet<>();
        for (String path : pages) {
            tab.open(server.url() + path + (path.contains("?") ? "&" : "?") + "lang=vi");
            tab.page().waitForLoadState(LoadState.NETWORKIDLE); // some pages ask for more
            List<String> texts = tab.texts("button");
            for (String key : CHANGING) {
                String word = words.getOrDefault(key, key);
                String fixed = word.replaceAll("[{]\\w+}|…", "").strip();
                if (texts.stream()
                        .map(text -> text.replace("…", ""))
                        .anyMatch(text -> word.contains("{") ? text.contains(fixed) : text.equals(fixed))) {
                    found.add(key);
                }
            }
        }
        return found;
    }

    private static String invite(Tab tab) {
        Page page = tab.page();
        tab.find("#invite").focus();
        page.keyboard().press("Enter");
        Locator dialog = tab.find("ioc-person dialog");
        dialog.locator("[name=name]").waitFor();
        assertThat(tab.barriers()).isEmpty();
        dialog.locator("[name=name]").focus();
        page.keyboard().type("Trần Thu Hà");
        page.keyboard().press("Tab");
        page.keyboard().type("ha.tt");
        page.keyboard().press("Enter");
        dialog.locator("code").waitFor();
        String code = dialog.locator("code").innerText();
        page.keyboard().press("Escape");
        page.locator("tr", new Page.LocatorOptions().setHasText("Trần Thu Hà")).waitFor();
        return code;
    }
}
