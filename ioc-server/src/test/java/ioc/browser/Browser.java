package ioc.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import ioc.peer.Peer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Chromium of this machine, without a window. Of one thread, as Playwright is. */
final class Browser implements AutoCloseable {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    /** Width and height in CSS pixels. */
    record Size(int width, int height) {
        static final Size FULL_HD = new Size(1920, 1080);
        static final Size FOUR_K = new Size(3840, 2160);
        static final Size LAPTOP = new Size(1366, 768);
        static final Size PHONE = new Size(390, 844);

        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    static Browser start() {
        Path program = Peer.program("chromium", PLACES);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Browser(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(program)
                                .setArgs(QUIET)));
    }

    /** A person of its own: nothing is shared with another tab. Nothing is open in it yet. */
    Tab tab(Size size) {
        BrowserContext person =
                chromium.newContext(new NewContextOptions().setViewportSize(size.width(), size.height()));
        return new Tab(person);
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
