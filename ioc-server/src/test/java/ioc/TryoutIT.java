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
import java.util.ArrayList;
import java.util.List;
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

    /** A family without topics of its own takes what comes; what has no message in it is an error. */
    @Test
    void readsFilesOrSaysWhyNot() throws Exception {
        Path messages = folder.resolve("messages.jsonl");
        Files.writeString(messages, """
                {"remark": "as recorded"}
                {"topic": "dem/sanh/so", "payload": "{\\"n\\":5}"}
                """);
        assertThat(told(0, "generic", messages.toString(), "--option", "/n=people"))
                .contains("dem/sanh/so")
                .contains("people try/camera/try 5");
        Path payload = folder.resolve("one.json");
        Files.writeString(payload, "{\"n\":5}");
        assertThat(told(1, "generic", payload.toString(), "--option", "/n=people"))
                .contains("one.json: has no line")
                .contains("give --topic");
        assertThat(told(1, "generic", folder.resolve("none.jsonl").toString(), "--option", "/n=people"))
                .contains("none.jsonl: is no file");
        Path bytes = Files.write(folder.resolve("raw.bin"), new byte[] {(byte) 0xFF, 0x00});
        assertThat(told(1, "generic", bytes.toString(), "--option", "/n=people"))
                .contains("raw.bin: must be text in UTF-8")
                .contains("give --topic");
        for (String field : List.of("\"base64\": \"*\"", "\"at\": \"yesterday\"")) {
            Path wrong =
                    Files.writeString(folder.resolve("wrong.jsonl"), "\n{\"topic\": \"dem/sanh/so\", " + field + "}");
            assertThat(told(1, "generic", wrong.toString(), "--option", "/n=people"))
                    .contains("wrong.jsonl, line 2: must have base64 of RFC 4648 and a time such as");
        }
        assertThat(told(1, "axis", messages.toString())).contains("is not as axis usually writes it");
    }

    private String told(int exit, String... arguments) throws Exception {
        Path configuration = folder.resolve("config");
        if (!Files.exists(configuration)) {
            configuration = ServerProcess.copyOfConfiguration(folder);
        }
        List<String> all = new ArrayList<>(List.of("try", "--config", configuration.toString()));
        all.addAll(List.of(arguments));
        StringWriter told = new StringWriter();
        assertThat(Main.commandLine()
                        .setOut(new PrintWriter(told))
                        .setErr(new PrintWriter(told))
                        .execute(all.toArray(String[]::new)))
                .as(told.toString())
                .isEqualTo(exit);
        return told.toString();
    }
}
