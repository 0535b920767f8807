package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ioc.browser.Browser.Size;
import ioc.peer.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wall of the demonstration, in the middle of a busy morning. */
class WallIT extends Demonstration {
    private static final String TILE = "wall-queues li.site";
    private static final String FIGURES = ".site .num";
    private static final Map<String, List<String>> PARTS = Map.of(
            "queues",
            List.of("wall-top", "wall-queues", "wall-ticker"),
            "dossiers",
            List.of(
                    "wall-top",
                    "wall-units",
                    "wall-units",
                    "wall-standing",
                    "wall-letters",
                    "wall-tasks",
                    "wall-ticker"));

    private static Tab wall(Size size) {
        return browser.tab(size).open(server.url() + "/wall");
    }

    @Test
    void showsTenPointsWhoseFiguresChange() {
        try (Tab wall = wall(Size.FULL_HD)) {
            assertThat(wall.find(TILE).count()).isEqualTo(10);
            List<String> first = wall.texts(FIGURES);
            assertThat(first).hasSizeGreaterThanOrEqualTo(10).anyMatch(figure -> figure.matches("[1-9]\\d*"));
            Peer.await("a figure of " + first + " changes", () -> !wall.texts(FIGURES)
                    .equals(first));
            wall.loggedNoError();
        }
    }

    @Test
    void hasAClockThatFollowsTheServer() {
        try (Tab wall = wall(Size.FULL_HD)) {
            String time = wall.texts(".clock time").get(0);
            assertThat(time).matches("\\d\\d:\\d\\d:\\d\\d").isGreaterThanOrEqualTo("09:40");
            Peer.await("the clock goes", () -> !wall.texts(".clock time").get(0).equals(time));
            assertThat(wall.texts(".sim")).singleElement().asString().isNotBlank();
            wall.loggedNoError();
        }
    }

    @Test
    void showsTheFiguresThatTheRestInterfaceAnswers() {
        try (Tab wall = wall(Size.FULL_HD)) {
            List<String> expected = new ArrayList<>();
            List<String> shown = new ArrayList<>();
            Peer.await("the wall and the REST interface say the same", () -> {
                expected.clear();
                expected.addAll(sites());
                shown.clear();
                shown.addAll(tiles(wall)); // a frame may come between the two questions
                return shown.equals(expected);
            });
            assertThat(shown).hasSize(10);
        }
    }

    /** Name, people waiting and open counters of every point, as they stand on the wall. */
    private static List<String> tiles(Tab wall) {
        List<String> names = wall.texts(".site h3 span");
        List<String> waiting = wall.texts(".site .fig > :first-child .num");
        List<String> counters = wall.texts(".site .desks");
        List<String> tiles = new ArrayList<>();
        for (int i = 0; i < Math.min(names.size(), Math.min(waiting.size(), counters.size())); i++) {
            String open = counters.get(i).replaceFirst("^(\\d+/\\d+).*", "$1");
            tiles.add(names.get(i) + ": " + waiting.get(i) + (open.matches("\\d+/\\d+") ? ", " + open : ""));
        }
        return tiles;
    }

    private static List<String> sites() {
        List<String> sites = new ArrayList<>();
        for (JsonNode place : server.json("/api/v1/places").path("sites")) {
            JsonNode site = server.json("/api/v1/sites/" + place.path("id").asText());
            String state = site.path("state").asText();
            sites.add(site.path("name").path("vi").asText() + ": "
                    + site.path("waiting").asInt()
                    + (state.equals("lost") || state.equals("stale")
                            ? ""
                            : ", " + site.path("countersOpen").asInt() + "/"
                                    + site.path("counters").asInt()));
        }
        return sites;
    }

    @Test
    void speaksEnglishWhenAsked() {
        try (Tab wall = browser.tab(Size.FULL_HD).open(server.url() + "/wall?lang=en")) {
            assertThat(wall.look("return document.documentElement.lang", null)).isEqualTo("en");
            assertThat(wall.texts("#h")).anyMatch(text -> text.equals("Queues at 10 service points"));
            wall.loggedNoError();
        }
    }

    @ParameterizedTest
    @CsvSource({"1920, 1080", "3840, 2160", "1366, 768"})
    void fitsTheScreenAndCutsNoFigure(int width, int height) {
        try (Tab wall = wall(new Size(width, height))) {
            assertThat(wall.overflows()).isEmpty();
            assertThat(wall.clipped(".num, .site h3 span, .site dt, .site .desks, time, h1, h2, .age"))
                    .isEmpty();
            wall.loggedNoError();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "queues, 1920, 1080, vi",
        "queues, 1920, 1080, en",
        "queues, 3840, 2160, vi",
        "queues, 3840, 2160, en",
        "dossiers, 1920, 1080, vi",
        "dossiers, 1920, 1080, en",
        "dossiers, 3840, 2160, vi",
        "dossiers, 3840, 2160, en"
    })
    void hasTheLayoutThatItsAddressAsksFor(String layout, int width, int height, String language) {
        try (Tab wall = browser.tab(new Size(width, height))
                .open(server.url() + "/wall?layout=" + layout + "&lang=" + language)) {
            assertThat(wall.find("main." + layout).count()).isEqualTo(1);
            assertThat(parts(wall)).containsExactlyElementsOf(PARTS.get(layout));
            assertThat(wall.overflows()).isEmpty();
            assertThat(tooHigh(wall)).isEmpty();
            assertThat(wall.clipped(
                            ".num, .n, .of, .unit, h1, h2, h2 span, h3 span, dt, .sum, .sum span, .owed span, .desks, "
                                    + "time, .age, .due, li b"))
                    .isEmpty();
            assertThat(wall.barriers()).isEmpty();
            wall.loggedNoError();
        }
    }

    /** Names of the parts of the wall in the order in which they stand there. */
    private static List<String> parts(Tab wall) {
        Object names = wall.look(
                "return [...deep()].filter((each) => each.matches('main > *, main > .lower > *') && !each.matches('.lower'))"
                        + ".map((each) => each.localName).join(' ')",
                null);
        return List.of(String.valueOf(names).split(" "));
    }

    /** Panels, lists and tiles whose content is higher than they are. */
    private static String tooHigh(Tab wall) {
        return String.valueOf(wall.look("""
                const found = [];
                for (const each of deep()) {
                  if (each.matches('main, .panel, .panel ul, .panel ol, .site') && each.scrollHeight > each.clientHeight + 1) {
                    found.push(`${each.localName} ${each.className}: ${each.scrollHeight} > ${each.clientHeight}`);
                  }
                }
                return found.join(', ');
                """, null));
    }

    @Test
    void showsQueuesTwiceAsLargeWhereTheyHaveTheWallAlone() {
        try (Tab small = wall(Size.FULL_HD);
                Tab large = browser.tab(Size.FULL_HD).open(server.url() + "/wall?layout=queues")) {
            assertThat(large.find(TILE).count()).isEqualTo(10);
            for (String part : List.of(
                    ".site h3",
                    ".site .fig dt",
                    ".site .fig :first-child .num",
                    ".site .hot .num",
                    ".site:not(.nodata) .desks")) {
                assertThat(size(large, part) / size(small, part)).as(part).isBetween(1.95, 2.05);
            }
        }
    }

    private static double size(Tab wall, String part) {
        return Double.parseDouble(String.valueOf(wall.look(
                "return parseFloat(getComputedStyle([...deep()].find((each) => each.matches(argument))).fontSize)",
                part)));
    }

    @Test
    void showsDossiersWhosePartsAddUp() {
        try (Tab wall = browser.tab(Size.FULL_HD).open(server.url() + "/wall?layout=dossiers")) {
            awaitParts(wall, "wall-standing", "dd");
            for (String units : List.of("wall-units[kind=overdue]", "wall-units[kind=soon]")) {
                awaitParts(wall, units, "li .n");
            }
            assertThat(sum(wall, "wall-letters", ".owed .num")).isPositive();
            assertThat(inside(wall, "wall-letters", "li")).hasSize(3);
            assertThat(inside(wall, "wall-tasks", ".todo li")).isNotEmpty();
            wall.loggedNoError();
        }
    }

    /** Each is looked at by itself, and a frame may come in between. */
    private static void awaitParts(Tab wall, String part, String selector) {
        Peer.await(part + " adds up", () -> {
            int sum = sum(wall, part, selector);
            return sum > 0 && sum == sum(wall, part, ".sum b");
        });
    }

    private static int sum(Tab wall, String part, String selector) {
        return inside(wall, part, selector).stream()
                .mapToInt(text -> Integer.parseInt(
                        text.replaceFirst("^([\\d.,]+).*$", "$1").replaceAll("[.,]", "")))
                .sum();
    }

    private static List<String> inside(Tab wall, String part, String selector) {
        Object texts = wall.look(
                "const [part, selector] = argument;"
                        + "const host = [...deep()].find((each) => each.matches(part));"
                        + "return [...host.shadowRoot.querySelectorAll(selector)].map((each) => each.textContent.trim())",
                List.of(part, selector));
        return texts instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
    }

    @Test
    void isAnOverviewWhereItsAddressAsksForWhatThereIsNot() {
        try (Tab wall = browser.tab(Size.FULL_HD).open(server.url() + "/wall?layout=map")) {
            assertThat(parts(wall)).contains("wall-queues", "wall-orgs", "wall-satisfaction", "wall-equipment");
            wall.loggedNoError();
        }
    }

    @Test
    void standsBesideYesterdayWhereItIsRemembered() {
        try (Tab wall = wall(Size.FULL_HD)) {
            assertThat(wall.texts("wall-satisfaction .big, .big p")).noneMatch(text -> text.contains("hôm qua"));
        }
        try (Tab wall = browser.tab(Size.FULL_HD)
                .rememberingYesterday("{\"share\":0.953}")
                .open(server.url() + "/wall")) {
            assertThat(wall.texts(".big p")).containsExactly("mục tiêu 95%hôm qua 95,3%");
            assertThat(wall.clipped(".big p, .big .num")).isEmpty();
            assertThat(wall.overflows()).isEmpty();
            wall.loggedNoError();
        }
    }

    @Test
    void hasNoBarriers() {
        try (Tab wall = wall(Size.FULL_HD)) {
            assertThat(wall.barriers()).isEmpty();
        }
    }

    @Test
    void fallsBackToServerSentEventsWhereSocketsAreRefused() {
        try (Tab wall = browser.tab(Size.FULL_HD)) {
            AtomicInteger refused = new AtomicInteger();
            wall.page().routeWebSocket(address -> true, socket -> {
                refused.incrementAndGet();
                socket.close();
            });
            livesOnEvents(wall);
            assertThat(refused).hasPositiveValue();
        }
    }

    @Test
    void fallsBackToServerSentEventsWhereSocketsOpenAndStaySilent() {
        try (Tab wall = browser.tab(Size.FULL_HD)) {
            wall.page().routeWebSocket(address -> true, socket -> {});
            livesOnEvents(wall);
        }
    }

    private static void livesOnEvents(Tab wall) {
        AtomicBoolean events = new AtomicBoolean();
        wall.page().onRequest(request -> {
            if (request.url().contains("/live/events?topics=overview")) {
                events.set(true);
            }
        });
        wall.open(server.url() + "/wall");
        assertThat(events).isTrue();
        assertThat(wall.find(TILE).count()).isEqualTo(10);
        List<String> first = wall.texts(FIGURES);
        Peer.await(
                "a figure of " + first + " changes", () -> !wall.texts(FIGURES).equals(first));
        wall.loggedNoError();
    }
}
