package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import ioc.browser.Browser.Size;
import ioc.peer.Peer;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door and the page of people, by keyboard alone where a person would. */
class AccessPagesIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PASSWORD = "ba con trâu gặm cỏ";

    @TempDir
    Path folder;

    @Test
    void theFirstAdministratorComesInInvitesSomebodyAndBothSignInByKeyboard() throws IOException {
        try (Browser browser = Browser.start();
                ServerProcess server = ServerProcess.serve(folder, Map.of("IOC_ACCESS_MODE", "accounts"));
                Tab one = browser.tab(Size.LAPTOP);
                Tab other = browser.tab(Size.PHONE)) {
            Pattern pattern = Pattern.compile("with the code ([0-9A-Z-]+)");
            Peer.await("the code is told", SOON, () -> pattern.matcher(server.log())
                    .find());
            Matcher told = pattern.matcher(server.log());
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
            page.waitForURL(server.url() + "/");
            one.settled();
            assertThat(one.errors()).as("only the wrong password").allMatch(error -> error.contains("401"));
            assertThat(server.exceptions()).isEmpty();
        }
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
