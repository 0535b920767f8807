package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import ioc.browser.Browser.Size;
import ioc.peer.Peer;
import ioc.peer.Publisher;
import ioc.peer.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strange devices on the page of those who make them known. */
class InboxPageIT {
    private static final String WORDS = ".map tbody td:first-child";

    @TempDir
    Path folder;

    @Test
    void devicesAreAcceptedOrIgnoredAsTheyAreShown() throws Exception {
        Path configuration = ServerProcess.copyOfConfiguration(folder);
        Files.writeString(configuration.resolve("topics.yaml"), """
                  - family: generic
                    pattern: "cua/{device}/so"
                    devices: {a1: bau-don/camera/bd-c1}
                    options: {"/n": people}
                """, StandardOpenOption.APPEND);
        try (Browser browser = Browser.start();
                ServerProcess server = ServerProcess.serve(folder, configuration, Map.of());
                Tab tab = browser.tab(Size.LAPTOP)) {
            try (Publisher strangers = new Publisher(server.brokerUrl())) {
                strangers.publish("y-kien/nut", "{\"feedbackId\":\"f1\",\"smileyId\":9001,\"buttonIndex\":3}");
                strangers.publish("y-kien/nut", "{\"feedbackId\":\"f2\",\"smileyId\":9002,\"buttonIndex\":0}");
                strangers.settle();
            }
            Peer.await(
                    "both are in",
                    () -> server.json("/api/v1/inbox").findValuesAsText("word").size() == 2);
            tab.open(server.url() + "/inbox?lang=en");
            tab.awaitText(".why", "The messages read as those of HappyOrNot; the topic does not tell");
            assertThat(tab.texts(WORDS)).containsExactly("9001", "9002");
            tab.awaitText("pre", "family: happyornot");
            tab.page().getByLabel("Point of 9001").selectOption(new SelectOption().setValue("bau-don"));
            tab.page().getByLabel("Name of 9001").fill("Tablet at the door");
            try (Publisher strangers = new Publisher(server.brokerUrl())) {
                strangers.publish("cua/hang-xom/so", "{\"n\":5}");
                strangers.publish("y-kien/nut", "{\"feedbackId\":\"f3\",\"smileyId\":9003,\"buttonIndex\":1}");
                strangers.settle();
            }
            tab.awaitText(WORDS, "9003");
            tab.awaitText(".shapes li", "cua/{device}/so");
            assertThat(tab.page().getByLabel("Name of 9001").inputValue())
                    .as("what is written stays")
                    .isEqualTo("Tablet at the door");
            tab.find(".go .act").click();
            tab.awaitText(".go [role=status]", "config/devices/happyornot-1.yaml is written");
            Peer.await("what is known left", () -> !tab.texts(WORDS).contains("9001"));
            assertThat(Files.readString(configuration.resolve("devices/happyornot-1.yaml")))
                    .contains("Tablet at the door")
                    .doesNotContain("9002");
            // while the server begins anew the page may have gone over to the other shape
            tab.page()
                    .locator(".shapes a", new Page.LocatorOptions().setHasText("y-kien/nut"))
                    .click();
            tab.awaitText(".go", "These topics are mapped as HappyOrNot, and no level of them tells these devices");
            assertThat(tab.find(".go button").count()).as("accept alone").isEqualTo(1);
            assertThat(Files.readString(configuration.resolve("devices/happyornot-1.yaml")))
                    .contains("bd-r4: ");
            tab.page().getByLabel("Point of 9002").selectOption(new SelectOption().setValue("bau-don"));
            assertThat(tab.page().getByLabel("Id of 9002").inputValue())
                    .as("the id after that of the first")
                    .isEqualTo("bd-r5");

            tab.page().getByText("cua/{device}/so").click();
            tab.find(".go button").getByText("Ignore 1 device…").click();
            tab.find(".go button").getByText("Keep").click();
            tab.find(".go button").getByText("Ignore 1 device…").click();
            assertThat(tab.overflows()).isEmpty();
            tab.find(".go button").getByText("Ignore, do not ask again").click();
            Peer.await(
                    "it is no longer asked about", () -> tab.texts(".shapes li").size() == 1);
            assertThat(Files.readString(configuration.resolve("devices/ignored-1.yaml")))
                    .contains("pattern: \"cua/hang-xom/so\"");
            tab.loggedOnlyThatTheServerWasAway();
            assertThat(server.exceptions()).isEmpty();
        }
    }
}
