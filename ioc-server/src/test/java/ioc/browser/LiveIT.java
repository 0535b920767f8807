package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.browser.Browser.Size;
import ioc.mqtt.TestDevice;
import ioc.peer.Peer;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wall of a server that nothing has been told yet: the first start, the first message, and the server away. */
@Tag("alone")
class LiveIT {
    private static final String WAITING = ".site:nth-child(5) .fig > :first-child .num";

    private static Browser browser;

    @TempDir
    private Path folder;

    private Path alwaysOpen;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void neverClose() throws IOException {
        alwaysOpen = ServerProcess.alwaysOpen(folder);
    }

    @Test
    void becomesThePictureWithTheFirstMessageAndShowsEveryFurtherOneAtOnce() throws IOException, MqttException {
        try (ServerProcess server = ServerProcess.serve(folder, alwaysOpen, Map.of());
                Tab wall = browser.tab(Size.FULL_HD).open(server.url() + "/wall");
                TestDevice counter = new TestDevice(server.brokerUrl())) {
            assertThat(wall.find("wall-steps").count()).isEqualTo(1);
            assertThat(wall.find("wall-queues li .never").count()).isEqualTo(10);
            assertThat(wall.overflows()).isEmpty();

            long slowest = 0;
            for (int waiting = 1; waiting <= 10; waiting++) {
                String expected = Integer.toString(waiting);
                long published = System.nanoTime();
                issue(counter, waiting);
                Peer.await(expected + " wait at the fifth point", () -> wall.texts(WAITING)
                        .equals(List.of(expected)));
                slowest = Math.max(slowest, System.nanoTime() - published);
            }
            System.out.println("FIGURES published to drawn on the wall: at most " + slowest / 1_000_000 + " ms");
            assertThat(wall.find("wall-steps").count()).isZero();
            assertThat(wall.find("wall-queues li .never").count()).isEqualTo(9);
            wall.loggedNoError();
        }
    }

    @Test
    void saysThatItIsLostWhenTheServerDiesAndHealsByItself() throws IOException, MqttException {
        try (ServerProcess server = ServerProcess.serve(folder, alwaysOpen, Map.of());
                Tab wall = browser.tab(Size.FULL_HD)) {
            try (TestDevice counter = new TestDevice(server.brokerUrl())) {
                issue(counter, 1);
                issue(counter, 2);
            }
            wall.open(server.url() + "/wall");
            Peer.await("two wait", () -> wall.texts(WAITING).equals(List.of("2")));
            wall.look("window.sameDocument = true", null);

            long killed = System.nanoTime();
            server.kill();
            Peer.await("the wall is lost", () -> wall.find(".band[role=alert]").count() == 1);
            long lost = (System.nanoTime() - killed) / 1_000_000;
            assertThat(wall.live()).isEqualTo("lost");
            assertThat(wall.find("main.lost").count()).isEqualTo(1);
            assertThat(wall.texts(WAITING)).as("the last figures stay").containsExactly("2");

            server.startAgain();
            long back = System.nanoTime();
            Peer.await("the wall is live again", () -> wall.find(".band").count() == 0);
            System.out.println("FIGURES lost after " + lost + " ms, healed " + (System.nanoTime() - back) / 1_000_000
                    + " ms after the server was back");
            assertThat(wall.live()).isEqualTo("live");
            Peer.await("two wait still", () -> wall.texts(WAITING).equals(List.of("2")));
            assertThat(wall.look("return window.sameDocument", null))
                    .as("was not loaded anew")
                    .isEqualTo(true);
            wall.loggedOnlyThatTheServerWasAway();
        }
    }

    private static void issue(TestDevice counter, int number) throws MqttException {
        counter.publish(
                "ioc/1/bau-don/counter/bd-q1/ticket/issued",
                "{\"id\":\"%s\",\"ts\":%d,\"ticket\":\"A%03d\",\"service\":\"land\",\"counter\":\"bd-q1\"}"
                        .formatted(UUID.randomUUID(), InstantSource.system().millis(), number));
    }
}
