package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.mqtt.EmbeddedBroker;
import ioc.peer.Peer;
import ioc.peer.Publisher;
import ioc.peer.ServerProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ioc-server try} beside a server with the broker of its own. */
@SuppressWarnings("NullAway.Init")
final class TryoutIT {
    @TempDir
    Path folder;

    @Test
    void hearsTheEmbeddedBroker() throws Exception {
        Path configuration = ServerProcess.copyOfConfiguration(folder);
        try (EmbeddedBroker embedded = EmbeddedBroker.start(0, true);
                Publisher shelly = new Publisher(embedded.url())) {
            Path main = configuration.resolve("ioc.yaml");
            Files.writeString(main, Files.readString(main).replaceFirst("port: 1883", "port: " + embedded.port()));
            shelly.publish(
                    "shellyplus1-a8/status/temperature:100",
                    "{\"id\":100,\"tC\":27.5}".getBytes(StandardCharsets.UTF_8),
                    1,
                    true);
            shelly.settle();
            Peer.await("what it says is told", () -> {
                StringWriter told = new StringWriter();
                int exit = Main.commandLine()
                        .setOut(new PrintWriter(told))
                        .setErr(new PrintWriter(told))
                        .execute(
                                "try",
                                "--config",
                                configuration.toString(),
                                "--seconds",
                                "1",
                                "shelly",
                                "shellyplus1-a8/#");
                assertThat(told.toString()).doesNotContain("must start with");
                return exit == 0
                        && told.toString().contains("temperature try/kiosk/try")
                        && told.toString().contains("27.5");
            });
        }
    }
}
