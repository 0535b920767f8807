package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.options.SelectOption;
import ioc.browser.Browser.Size;
import ioc.peer.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All pages of the demonstration: in both languages, on a laptop and on a phone. */
class PagesIT extends Demonstration {
    /** Every page, and the key of its heading; a point has its own name there. */
    private static final Map<String, String> HEADINGS = Map.ofEntries(
            Map.entry("/", "nav.today"),
            Map.entry("/alerts", "nav.alerts"),
            Map.entry("/dossiers", "nav.dossiers"),
            Map.entry("/assignments", "wall.tasks"),
            Map.entry("/assignments/nv-2026-0179", "wall.tasks"),
            Map.entry("/sites", "nav.sites-list"),
            Map.entry("/sites/bau-don", ""),
            Map.entry("/score", "score.title"),
            Map.entry("/rules", "nav.rules"),
            Map.entry("/handover", "nav.handover"),
            Map.entry("/inbox", "nav.inbox"),
            Map.entry("/people", "nav.people"),
            Map.entry("/reports", "report.title"),
            Map.entry("/screens", "nav.screens"),
            Map.entry("/devices", "nav.devices"),
            Map.entry("/devices/bau-don/camera/bd-c1", "nav.devices"),
            Map.entry("/health", "nav.health"));

    private static final String ROWS = "tbody tr td:first-child";

    private static Stream<Arguments> everyPageInBothLanguages() {
        return HEADINGS.keySet().stream().sorted().flatMap(path -> Stream.of("vi", "en")
                .map(language -> Arguments.of(path, language)));
    }

    /** One test for each page and language, for the first fault shall not hide the next one; on a laptop, then on a phone. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyPageInBothLanguages")
    void hasItsHeadingFitsAndHasNoBarriers(String path, String language) throws IOException {
        String key = HEADINGS.getOrDefault(path, "");
        String heading = key.isEmpty()
                ? server.json("/api/v1" + path).path("fullName").path(language).asText()
                : Messages.of(language).getOrDefault(key, "");
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + path + "?lang=" + language)) {
            SoftAssertions all = new SoftAssertions();
            all.assertThat(tab.look("return document.documentElement.lang", null))
                    .isEqualTo(language);
            for (Size size : List.of(Size.LAPTOP, Size.PHONE)) {
                tab.page().setViewportSize(size.width(), size.height());
                all.assertThat(tab.texts("h1")).as("%s", size).containsExactly(heading);
                all.assertThat(tab.page().title()).as("%s", size).isEqualTo(heading + " – IOC");
                all.assertThat(tab.overflows()).as("%s overflows", size).isEmpty();
                if (language.equals("vi")) { // barriers do not depend on it, and looking for them takes long
                    all.assertThat(tab.barriers()).as("%s barriers", size).isEmpty();
                }
            }
            all.assertThat(tab.errors()).as("errors").isEmpty();
            all.assertAll();
        }
    }

    @Test
    void standsBesideYesterdayWhereItIsRemembered() {
        try (Tab tab = browser.tab(Size.PHONE)
                .rememberingYesterday("{\"share\":0.953,\"dossiersOverdue\":25}")
                .open(server.url() + "/")) {
            assertThat(tab.texts(".duo p")).anyMatch(text -> text.endsWith("hôm qua 25"));
            assertThat(tab.texts(".duo p")).anyMatch(text -> text.endsWith("hôm qua 95,3%"));
            assertThat(tab.overflows()).isEmpty();
            tab.loggedNoError();
        }
        try (Tab tab = browser.tab(Size.LAPTOP)
                .rememberingYesterday("{\"waiting\":14,\"longestMs\":1440000,\"overLimit\":0}")
                .open(server.url() + "/sites/bau-don?lang=en")) {
            assertThat(tab.texts(".hero .ctx")).contains("yesterday 14", "yesterday 0");
            assertThat(tab.texts(".hero .then")).containsExactly("yesterday 24");
            tab.loggedNoError();
        }
    }

    @Test
    void devicesAreListedWithTheirDayAndGoIntoAFile() throws IOException {
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/devices/bau-don/camera/bd-c1?lang=en")) {
            Peer.await("raw messages are there", () -> tab.find(".raw li").count() > 0);
            assertThat(tab.texts(".kpi")).hasSize(4).last().asString().containsPattern("root causes?$");
            assertThat(tab.texts(".inv thead th")).hasSize(7).contains("Pace, 3 h", "24 h, dark: silent");
            int sites = tab.find(".inv tr.site").count();
            assertThat(sites).isEqualTo(10);
            assertThat(tab.find(".inv tr.site .spark").count()).isEqualTo(sites);
            assertThat(tab.find(".inv tr.site .strip .on").count()).isEqualTo(sites);
            assertThat(tab.texts(".twof .note").get(1)).startsWith("period 30 s as configured");
            assertThat(tab.texts(".kv dt"))
                    .contains("Last reading", "Clock off", "Family, mapping", "Pace", "Available, 24 h");
            assertThat(tab.texts(".kv dd").toString()).contains("ioc · ioc/1/");
            assertThat(tab.texts(".foot").toString()).contains("today").contains("Download raw messages");
            assertThat(server.json("/api/v1/devices/bau-don/camera/bd-c1/messages?limit=1")
                            .get(0)
                            .path("pattern")
                            .asText())
                    .startsWith("ioc/1/");
            tab.page().getByText("All 125").click();
            Peer.await("all are listed", () -> tab.find(".inv tbody .nm").count() == 125);
            assertThat(tab.find(".inv .files a").count()).isEqualTo(2);
            assertThat(tab.overflows()).isEmpty();
            tab.loggedNoError();
        }
    }

    /** Whole, unit, line, dossiers and back; what is shown is what is listed. */
    @Test
    void theScoreLeadsToTheDossiersThatCostPoints() {
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/score?lang=en")) {
            Peer.await("the score is there", () -> tab.find(".pt tbody").count() == 6);
            assertThat(tab.texts(".rk button"))
                    .as("units that own points, and the land office")
                    .hasSize(6);
            assertThat(tab.texts(".none td:nth-child(2)")).contains("Published on time", "Shared for reuse");
            assertThat(tab.texts(".goals .nm")).hasSize(5);
            tab.page().getByText("Dossiers paid online").click();
            Peer.await("the line is looked at", () -> tab.texts("#h-line").contains("3.6 Dossiers paid online"));
            Peer.await("the score is of now", () -> tab.texts(".why li:first-child b")
                    .contains(unpaidOnline()));
            assertThat(tab.texts(".why li").toString()).contains("not said by the source: DuocThanhToanTrucTuyen");
            tab.find(".why li:first-child a").click();
            Peer.await("as many are listed", () -> tab.texts(".tabs button[aria-pressed=true]")
                    .contains("All" + unpaidOnline()));
            assertThat(tab.texts(".scored b"))
                    .containsExactly("Quality 766, 3.6: dossiers that cost points, Quarter " + quarter());
            tab.page().getByText("Back to the score").click();
            Peer.await("the same line again", () -> tab.texts("#h-line").contains("3.6 Dossiers paid online"));
            tab.page().getByText("Gò Dầu Ward").last().click();
            Peer.await(
                    "its departments are ranked", () -> tab.texts(".rk button").contains("Office Gò Dầu"));
            assertThat(tab.overflows()).isEmpty();
            tab.loggedNoError();
        }
    }

    /** Dossiers that cost points in the line 3.6, as the page writes it; dossiers come in while it is looked at. */
    private static String unpaidOnline() {
        for (JsonNode group : server.json("/api/v1/score").path("groups")) {
            for (JsonNode line : group.path("lines")) {
                if (line.path("id").asText().equals("3.6")) {
                    return String.format(Locale.UK, "%,d", line.path("lost").asLong());
                }
            }
        }
        throw new AssertionError("the score has no line 3.6");
    }

    private static String quarter() {
        String[] words = server.json("/api/v1/score").path("period").asText().split("-Q", -1);
        return words[1] + "/" + words[0];
    }

    @Test
    void showsHowLongItTakesToThePixelAndOnWhichDaysSourcesWereOnTime() {
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/health?lang=en")) {
            Peer.await(
                    "every stage is measured",
                    () -> tab.texts(".stages b").stream()
                                    .filter(text -> text.matches("[\\d.,]+ m?s"))
                                    .count()
                            == 3);
            assertThat(tab.texts(".feeds li")).hasSize(5);
            assertThat(tab.find(".days i").count()).isEqualTo(5 * 14);
            assertThat(tab.texts(".feeds li").get(0))
                    .as("since the morning, of which it was told")
                    .isEqualTo("Devices100%");
            assertThat(tab.find(".days i.none").count()).as("days of before").isGreaterThanOrEqualTo(5 * 13);
            tab.loggedNoError();
        }
    }

    @Test
    void showsTheReferenceOfTheInterface() {
        try (Tab tab = browser.tab(Size.LAPTOP)) {
            tab.page().navigate(server.url() + "/api");
            Peer.await(
                    "operations are listed", () -> tab.texts("body").toString().contains("/sites/{site}"));
            tab.loggedNoError();
        }
    }

    @Test
    void saysThatThereIsNoSuchPage() throws IOException {
        try (Tab tab = browser.tab(Size.LAPTOP)) {
            tab.page().navigate(server.url() + "/nowhere?lang=en");
            String words = Messages.of("en").getOrDefault("page.none", "");
            Peer.await(words, () -> tab.texts(".none").stream().anyMatch(text -> text.startsWith(words)));
            tab.loggedNoError();
        }
    }

    @Test
    void changesTheLanguageWhereverOneIs() {
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/alerts")) {
            assertThat(tab.texts("h1")).containsExactly("Cảnh báo");
            tab.find("button[lang=en]").click();
            Peer.await("heading in English", () -> tab.texts("h1").equals(List.of("Alerts")));
            tab.open(server.url() + "/alerts");
            assertThat(tab.texts("h1")).as("it is remembered").containsExactly("Alerts");
            tab.loggedNoError();
        }
    }

    @Test
    void canBeWalkedThroughWithTheKeyboard() {
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/?lang=en")) {
            tab.page().keyboard().press("Tab");
            assertThat(focused(tab)).isEqualTo("Skip to content");
            tab.page().keyboard().press("Enter");
            Peer.await("the content has the focus", () -> focused(tab).equals("Today"));

            tab.open(server.url() + "/?lang=en");
            int presses = 0;
            while (!focused(tab).startsWith("Dossiers") && presses < 8) {
                tab.page().keyboard().press("Tab");
                presses++;
            }
            tab.page().keyboard().press("Enter");
            tab.awaitAddress("/dossiers");
            Peer.await("the new heading has the focus", () -> focused(tab).equals("Dossiers"));
            assertThat(tab.texts("a[aria-current=page]"))
                    .singleElement()
                    .asString()
                    .startsWith("Dossiers");

            tab.page().goBack();
            Peer.await("back where it began", () -> tab.settled().texts("h1").equals(List.of("Today")));
            tab.loggedNoError();
        }
    }

    /** Text of the innermost element that has the focus. */
    private static String focused(Tab tab) {
        return String.valueOf(tab.look(
                "let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;"
                        + " return at.textContent.trim()",
                null));
    }

    @Test
    void findsTheSameDossiersAgainByTheAddress() {
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/dossiers?lang=en")) {
            List<String> first = listed(tab);
            assertThat(first).hasSizeBetween(1, 50);

            tab.find(".tabs button").filter(has("Done late")).click();
            Peer.await("another list", () -> !rows(tab).equals(first));
            assertThat(tab.address()).contains("state=done-late");
            assertThat(tab.settled().texts("tbody tr td:nth-child(6)"))
                    .isNotEmpty()
                    .allMatch(text -> text.contains("late"));

            tab.find(".tabs button").filter(has("Open")).click();
            Peer.await("the first list again", () -> rows(tab).equals(first));
            assertThat(tab.address()).doesNotContain("state=");

            tab.find("footer button").filter(has("Next")).click();
            Peer.await("the next rows", () -> !rows(tab.settled()).equals(first));
            List<String> second = listed(tab);
            assertThat(second).isNotEmpty().doesNotContainAnyElementsOf(first);

            tab.find("select").nth(1).selectOption(new SelectOption().setLabel("Code"));
            Peer.await("in the order of codes", () -> {
                List<String> codes = rows(tab.settled());
                return !codes.isEmpty() && codes.equals(codes.stream().sorted().toList());
            });
            List<String> lowest = rows(tab);
            tab.find("footer button").filter(has("Next")).click();
            Peer.await("the next codes", () -> !listed(tab.settled()).equals(lowest));
            List<String> shown = rows(tab.settled());
            String address = tab.address();
            assertThat(address).contains("sort=", "page=");

            tab.page().navigate("about:blank");
            tab.open(address);
            assertThat(listed(tab)).containsExactlyElementsOf(shown);
            tab.loggedNoError();
        }
    }

    private static FilterOptions has(String text) {
        return new FilterOptions().setHasText(text);
    }

    /** Once there are some. */
    private static List<String> listed(Tab tab) {
        Peer.await("there are rows", () -> !rows(tab).isEmpty());
        return rows(tab);
    }

    private static List<String> rows(Tab tab) {
        return tab.texts(ROWS);
    }

    @Test
    void searchesDossiersByTheirCode() {
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/dossiers?lang=en")) {
            String code = listed(tab).get(0);
            tab.find("input[type=search]").fill(code);
            tab.awaitAddress("q=" + code);
            Peer.await("only " + code, () -> rows(tab).equals(List.of(code)));
            tab.loggedNoError();
        }
    }

    private static Stream<Arguments> aPausedAndAnOverdueDossierInBothLanguages() {
        return Stream.of("paused", "overdue")
                .flatMap(state -> Stream.of("vi", "en").map(language -> Arguments.of(state, language)));
    }

    /** As a citizen would check it: what each step counts, added up, is the working time at the end. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("aPausedAndAnOverdueDossierInBothLanguages")
    void explainsTheClockOfADossierByASumThatIsRight(String state, String language) throws IOException {
        String code = dossier(state);
        Size size = state.equals("paused") ? Size.PHONE : Size.LAPTOP;
        try (Tab tab = browser.tab(size).open(server.url() + "/dossiers/" + code + "?lang=" + language)) {
            assertThat(tab.texts("h1")).containsExactly(code);
            Peer.await(
                    "the clock is explained", () -> !tab.texts(".sum tbody tr").isEmpty());
            long sum = tab.texts(".sum tbody tr:not(.total) td:nth-child(4)").stream()
                    .mapToLong(PagesIT::minutes)
                    .sum();
            assertThat(tab.texts(".sum .total td:nth-child(4)"))
                    .singleElement()
                    .satisfies(
                            total -> assertThat(minutes(total)).isEqualTo(sum).isPositive());
            assertThat(tab.texts(".days .in")).isNotEmpty();
            assertThat(tab.texts(".past li")).isNotEmpty();
            assertThat(tab.overflows()).as("overflows").isEmpty();
            assertThat(tab.barriers()).as("barriers").isEmpty();
            tab.loggedNoError();
        }
    }

    private static String dossier(String state) throws IOException {
        return server.json("/api/v1/dossiers?size=1&state=" + state)
                .path("rows")
                .path(0)
                .path("code")
                .asText();
    }

    /** Of 16:40; none of a dash. */
    private static long minutes(String time) {
        String[] parts = time.split(":", -1);
        return parts.length == 2 ? Long.parseLong(parts[0]) * 60 + Long.parseLong(parts[1]) : 0;
    }

    @Test
    void showsThatTheAccountOfDossiersBalances() {
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/dossiers?lang=vi")) {
            Peer.await(
                    "it balances",
                    () -> tab.texts(".check .state").equals(List.of("Khớp"))
                            && tab.texts(".check").get(0).contains(" = "));
            List<Long> terms = tab.texts(".ledger dd.num").stream()
                    .map(text -> Long.parseLong(text.replace(".", "")))
                    .toList();
            assertThat(terms).hasSizeGreaterThanOrEqualTo(5);
            assertThat(terms.get(0) + terms.get(1))
                    .isEqualTo(terms.stream().skip(2).mapToLong(Long::longValue).sum());
            tab.loggedNoError();
        }
    }

    @Test
    void explainsTheDueDateOfARowInPlace() {
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/dossiers?lang=en&state=overdue")) {
            List<String> codes = listed(tab);
            tab.page().keyboard().press("j");
            tab.page().keyboard().press("j");
            tab.page().keyboard().press("k");
            Peer.await("the first row is chosen", () -> tab.texts("tr[aria-current] td:first-child")
                    .equals(codes.subList(0, 1)));
            tab.page().keyboard().press("h");
            Peer.await("it is explained", () -> tab.find("dialog[open]").count() == 1);
            assertThat(tab.texts("dialog h2")).singleElement().asString().startsWith("Why is it due at");
            assertThat(tab.barriers()).as("barriers").isEmpty();
            tab.page().keyboard().press("Escape");
            Peer.await("the list again", () -> tab.find("dialog[open]").count() == 0);
            tab.page().keyboard().press("Enter");
            tab.awaitAddress("/dossiers/" + codes.get(0));
            Peer.await("the dossier", () -> tab.texts("h1").equals(codes.subList(0, 1)));
            tab.loggedNoError();
        }
    }

    @Test
    void saysWhatIsFilteredWhenNothingIsFoundAndHowToGetOut() {
        try (Tab tab = browser.tab(Size.LAPTOP).open(server.url() + "/dossiers?lang=en&q=nothing-like-this")) {
            assertThat(tab.texts(".scroll .blank")).singleElement().asString().contains("nothing-like-this");
            tab.find(".scroll .blank button").filter(has("Clear")).click();
            listed(tab);
            assertThat(tab.address()).doesNotContain("q=");
            tab.loggedNoError();
        }
    }

    @Test
    void tellsEveryoneWithinAMomentThatAnAlertIsTaken() {
        try (Tab one = browser.tab(Size.LAPTOP).open(server.url() + "/alerts?lang=en&view=waiting");
                Tab other = browser.tab(Size.LAPTOP).open(server.url() + "/alerts?lang=en")) {
            String by = "Trực ban";
            assertThat(other.texts(".rows .has")).isNotEmpty().noneMatch(who -> who.equals(by));
            one.find("ioc-alert .acts .act").click();
            long taken = System.nanoTime();
            Peer.await("the other one sees who has it", () -> other.texts(".rows .has")
                    .contains(by));
            Duration seen = Duration.ofNanos(System.nanoTime() - taken);
            System.out.println("FIGURES taken to seen by another: " + seen.toMillis() + " ms");
            one.loggedNoError();
            other.loggedNoError();
        }
    }
}
