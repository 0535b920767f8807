package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.Cookie;
import ioc.peer.Peer;
import ioc.push.Contract;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One page in a browser, and every error it has logged: of scripts, of the content policy, of things not found. */
final class Tab implements AutoCloseable {
    /** {@code deep(root)}: all elements, those inside components too. */
    private static final String DEEP = """
            function* deep(root = document) {
              for (const each of root.querySelectorAll('*')) {
                yield each;
                if (each.shadowRoot) yield* deep(each.shadowRoot);
              }
            }
            """;

    /** A page with its heading and without the word that it is loading; the wall with its points. */
    private static final String SETTLED = """
            if (document.documentElement.dataset.live !== 'live') return false;
            const all = [...deep()];
            if (all.some((each) => each.matches('main p.blank, main .wait, [aria-busy="true"]'))) return false;
            const head = all.find((each) => each.matches('h1'));
            return head !== undefined && head.textContent.trim() !== '…';
            """;

    /** What lies outside the window or the part of it that has to scroll sideways. */
    private static final String OVERFLOWS = """
            const found = [];
            const page = document.scrollingElement;
            if (page.scrollWidth > page.clientWidth) found.push(`page: ${page.scrollWidth} > ${page.clientWidth} wide`);
            if (page.scrollHeight > page.clientHeight) found.push(`page: ${page.scrollHeight} > ${page.clientHeight} high`);
            for (const each of deep()) {
              if (each.localName === 'main' && each.scrollWidth > each.clientWidth) found.push(`main: ${each.scrollWidth} > ${each.clientWidth} wide`);
            }
            return found;
            """;

    /** Texts that are cut by something around them or by the window, in elements that match the argument. */
    private static final String CLIPPED = """
            const up = (node) => node.assignedSlot ?? node.parentNode ?? node.host;
            const found = [];
            for (const each of deep()) {
              if (!each.matches(argument) || each.closest('.vh, svg')) continue;
              for (const text of each.childNodes) {
                if (text.nodeType !== 3 || text.data.trim() === '') continue;
                const range = document.createRange();
                range.selectNodeContents(text);
                const box = range.getBoundingClientRect();
                if (box.width === 0) continue;
                let cut = box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1;
                for (let around = each; around && !cut; around = around.host ?? up(around)) {
                  if (!(around instanceof Element) || getComputedStyle(around).overflow === 'visible') continue;
                  const edge = around.getBoundingClientRect();
                  cut = box.right > edge.right + 1 || box.left < edge.left - 1;
                }
                if (cut) found.push(text.data.trim());
              }
            }
            return found;
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int MOST_LETTERS = 1_000;

    private final BrowserContext person;
    private final Page page;
    private final List<String> errors = new ArrayList<>();

    Tab(BrowserContext person) {
        this.person = person;
        person.setDefaultTimeout((double) Peer.PATIENCE.toMillis());
        this.page = person.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " " + message.location());
            }
        });
        page.onPageError(error -> errors.add("uncaught: " + error));
        page.onWebSocket(socket -> socket.onFrameReceived(frame -> judge(frame.text())));
    }

    /** What the server tells a page is in the contract of dashboards. */
    private void judge(String message) {
        try {
            Contract.validateFrame(message);
        } catch (AssertionError fault) {
            String text = String.valueOf(fault.getMessage());
            errors.add(text.substring(0, Math.min(text.length(), MOST_LETTERS)));
        }
    }

    Page page() {
        return page;
    }

    /** As whoever this cookie of a server on this machine belongs to, such as {@code ioc_session=...}. */
    Tab with(String cookie) {
        int at = cookie.indexOf('=');
        person.addCookies(List.of(new Cookie(cookie.substring(0, at), cookie.substring(at + 1))
                .setDomain("127.0.0.1")
                .setPath("/")));
        return this;
    }

    /** Opens an address and waits until its first figures are there. */
    Tab open(String address) {
        page.navigate(address);
        return settled();
    }

    /** As if the server also remembered the day before, which a demonstration does not tell: {@code figures} of it, as JSON. */
    Tab rememberingYesterday(String figures) {
        page.routeWebSocket(address -> address.contains("/live"), here -> {
            WebSocketRoute there = here.connectToServer();
            here.onMessage(said -> there.send(said.text()));
            there.onMessage(said -> here.send(withYesterday(said.text(), figures)));
        });
        return this;
    }

    private static String withYesterday(String text, String figures) {
        try {
            JsonNode frame = JSON.readTree(text);
            JsonNode remembered = JSON.readTree(figures);
            LocalDate yesterday = LocalDate.ofInstant(
                            Instant.ofEpochMilli(frame.path("now").asLong()), ZoneId.of("Asia/Ho_Chi_Minh"))
                    .minusDays(1);
            frame.path("topics").forEach(topic -> {
                if (topic.path("put") instanceof ObjectNode rows && rows.has("before")) {
                    ObjectNode row = (ObjectNode) rows.get("before");
                    row.put("day", yesterday.toString());
                    remembered.properties().stream()
                            .filter(figure -> row.has(figure.getKey()))
                            .forEach(figure -> row.set(figure.getKey(), figure.getValue()));
                }
            });
            String more = frame.toString();
            if (frame.path("type").asText().equals("frame")) {
                Contract.validateFrame(more);
            }
            return more;
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    Tab settled() {
        Peer.await(() -> page.url() + " is there, " + errors, () -> Boolean.TRUE.equals(look(SETTLED, null)));
        return this;
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    /** Texts of all elements that match, in order, as they stand there at one moment. */
    List<String> texts(String selector) {
        return list(look(
                "return [...deep()].filter((each) => each.matches(argument))"
                        + ".map((each) => each.textContent.trim().replace(/\\s+/g, ' '))",
                selector));
    }

    /** For a while from now the page itself looks for a text in what matches a selector; {@link #seenAt} tells when it was there. */
    void lookOutFor(String selector, String text) {
        look("""
                const [selector, text, patience] = argument;
                const end = Date.now() + patience;
                const roots = () => [document, ...[...deep()].map((each) => each.shadowRoot).filter(Boolean)];
                let known = roots(), looks = 0; // to walk through all each time would take the page half its time
                const holds = (root) => [...root.querySelectorAll(selector)].some((each) => each.textContent.includes(text));
                window.seen = new Promise((tell, fail) => {
                  const look = () => {
                    if (++looks % 25 === 0) known = roots();
                    if (known.some(holds)) requestAnimationFrame(() => tell(Date.now()));
                    else if (Date.now() > end) fail(new Error(`${text} is not there`));
                    else setTimeout(look, 20);
                  };
                  look();
                });
                """, List.of(selector, text, Math.toIntExact(Peer.PATIENCE.toMillis())));
    }

    /** Waits for what the page looks out for; when a frame with it was painted, epoch ms. */
    long seenAt() {
        Object at = look("return window.seen", null);
        if (at instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("looks out for nothing: " + at);
    }

    /** What the connection of this page is: joining, live, lost or refused. */
    String live() {
        return String.valueOf(look("return document.documentElement.dataset.live ?? 'joining'", null));
    }

    String address() {
        return page.url();
    }

    /** Waits until one of them contains the text; selectors as in {@link #texts}. */
    void awaitText(String selector, String text) {
        Peer.await(() -> text + " in " + texts(selector), () -> texts(selector).stream()
                .anyMatch(each -> each.contains(text)));
    }

    /** Waits until the address ends like this. */
    void awaitAddress(String end) {
        Peer.await(
                () -> "address ends with " + end + ", is " + page.url(),
                () -> String.valueOf(look("return location.href", null)).endsWith(end));
    }

    List<String> overflows() {
        return list(look(OVERFLOWS, null));
    }

    List<String> clipped(String selector) {
        return list(look(CLIPPED, selector));
    }

    /** The rules of accessibility that are broken gravely, each with the first place. */
    List<String> barriers() {
        return new AxeBuilder(page)
                        .setLegacyMode(true) // no frames of others here, for which it opens and fills another page
                        .withTags(List.of("wcag2a", "wcag2aa"))
                        .analyze()
                        .getViolations()
                        .stream()
                        .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule -> rule.getId() + " at " + rule.getNodes().size() + " places: "
                                + rule.getNodes().get(0).getTarget() + " "
                                + rule.getNodes().get(0).getFailureSummary())
                        .toList();
    }

    /** Runs a function body in the page; it may use {@code deep()} and {@code argument}. */
    @Nullable
    Object look(String body, @Nullable Object argument) {
        return page.evaluate("(argument) => {" + DEEP + body + "}", argument);
    }

    private static List<String> list(@Nullable Object answer) {
        List<String> texts = new ArrayList<>();
        if (answer instanceof List<?> all) {
            all.forEach(each -> texts.add(String.valueOf(each)));
        }
        return texts;
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    void loggedNoError() {
        assertThat(errors).as("errors of " + page.url()).isEmpty();
    }

    /** Errors that say nothing else than that the server was away are no faults of the page. */
    void loggedOnlyThatTheServerWasAway() {
        assertThat(errors)
                .as("errors of " + page.url())
                .allMatch(error -> error.contains("ERR_CONNECTION") || error.contains("WebSocket connection to"));
    }

    @Override
    public void close() {
        person.close();
    }
}
