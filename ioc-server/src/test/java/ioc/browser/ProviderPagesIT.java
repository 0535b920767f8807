package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import ioc.browser.Browser.Size;
import ioc.peer.Peer;
import ioc.peer.Person;
import ioc.peer.Provider;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in by a provider with a real browser: its cookies, its redirects from site to site. */
class ProviderPagesIT {
    @TempDir
    Path folder;

    private static void says(Page page, String login, String claims) {
        page.locator("[name=username]").fill(login);
        page.locator("[name=claims]").fill(claims);
        page.locator("[type=submit]").click();
    }

    @Test
    void somebodyComesInOverTheProviderAndIsToldWhyNot() throws IOException {
        Path config = ServerProcess.copyOfConfiguration(folder);
        Path file = config.resolve("ioc.yaml");
        try (Provider provider = Provider.asking()) {
            Files.writeString(file, Files.readString(file).replace("\naccess:\n", """

                    access:
                      oidc:
                        issuer: "%s"
                        client: ioc
                        name: {vi: Tài khoản tỉnh, en: Provincial account}
                        roles: {quan-tri: administrator, truc: operator}
                    """.formatted(provider.issuer())));
            try (Browser browser = Browser.start();
                    ServerProcess server = ServerProcess.serve(
                            folder,
                            config,
                            Map.of("IOC_ACCESS_MODE", "accounts", "IOC_ACCESS_SECOND_FACTOR", "administrators"));
                    Tab one = browser.tab(Size.LAPTOP);
                    Tab other = browser.tab(Size.PHONE)) {
                Page page = one.page();
                page.navigate(server.url() + "/sign-in?lang=vi&to=%2Fsites");
                Locator button = one.find("#provider");
                button.waitFor();
                assertThat(button.innerText()).isEqualTo("Đăng nhập bằng Tài khoản tỉnh");
                assertThat(one.barriers()).isEmpty();
                assertThat(one.overflows()).isEmpty();
                button.click();
                says(page, "s-khach", "{\"preferred_username\": \"khach\", \"groups\": [\"khac\"]}");
                one.find(".told").waitFor();
                assertThat(one.find(".told").innerText()).contains("chưa được cấp vai trò");
                assertThat(one.barriers()).isEmpty();
                one.find("#provider").click();
                says(
                        page,
                        "s-ha",
                        "{\"preferred_username\": \"ha.tt\", \"name\": \"Trần Thu Hà\", \"groups\": [\"truc\"]}");
                page.waitForURL(server.url() + "/sites");
                one.settled();
                one.find(".me b").waitFor();
                assertThat(one.find(".me b").innerText()).isEqualTo("Trần Thu Hà");
                one.find("#mine").click();
                one.find("ioc-mine #second").waitFor();
                assertThat(one.find("ioc-mine [name=old]").count())
                        .as("no password here")
                        .isZero();
                assertThat(one.errors())
                        .as("only of the provider's page")
                        .allMatch(error -> error.contains("googleapis"));

                other.page().navigate(server.url() + "/sign-in?lang=en");
                provider.goAway();
                Person waits = new Person(server.url());
                Peer.await("the server knows that it is away", () -> waits.sentTo("/sign-in/provider")
                        .contains("provider=away"));
                other.find("#provider").waitFor();
                assertThat(other.overflows()).isEmpty();
                other.find("#provider").click();
                other.find(".told").waitFor();
                assertThat(server.exceptions()).isEmpty();
            }
        }
    }
}
