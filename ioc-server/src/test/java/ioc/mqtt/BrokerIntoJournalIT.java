package ioc.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.journal.Entry;
import ioc.journal.Journal;
import ioc.peer.Mosquitto;
import ioc.peer.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crash anywhere = nothing the broker was told of is lost, from the device to the disk. */
class BrokerIntoJournalIT {
    private static final int EACH = 1_000;

    @Test
    void whatDevicesPublishedIsInTheJournalInOrderHoweverOftenWeAreKilled(@TempDir Path folder) throws Exception {
        Path journal = folder.resolve("journal");
        List<String> published = new ArrayList<>();
        try (Mosquitto mosquitto = Mosquitto.start(folder, "max_queued_messages 0");
                TestDevice device = new TestDevice(mosquitto.url())) {
            for (int kill = 0; kill < 3; kill++) {
                Process child = child(journal, mosquitto.url());
                // the first byte: it is subscribed and this marker went through
                while (child.getInputStream().available() == 0) {
                    device.publish("m/wait", "wait");
                }
                for (int i = 0; i < EACH; i++) {
                    String topic = "m/" + published.size();
                    device.publish(topic, "");
                    published.add(topic);
                }
                child.toHandle().destroyForcibly();
                child.onExit().join();
            }
            Process child = child(journal, mosquitto.url());
            while (child.getInputStream().available() == 0) {
                device.publish("m/wait", "wait");
            }
            device.publish("m/end", "");
            Peer.await("the end", () -> contains(journal, "m/end"));
            child.destroyForcibly();
            child.onExit().join();
        }

        List<String> found = new ArrayList<>(new LinkedHashSet<>(topics(journal)));
        found.removeAll(List.of("m/wait", "m/end"));
        assertThat(found).containsExactlyElementsOf(published);
        assertThat(IntStream.range(0, 3 * EACH).mapToObj(i -> "m/" + i)).containsExactlyElementsOf(published);
    }

    private static Process child(Path journal, String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CollectingProcess.class.getName(),
                        journal.toString(),
                        url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static boolean contains(Path folder, String topic) {
        try {
            return topics(folder).contains(topic);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> topics(Path folder) throws IOException {
        try (Journal journal =
                Journal.open(folder, ZoneOffset.UTC, InstantSource.system(), Journal.Options.keeping(1))) {
            List<String> topics = new ArrayList<>();
            List<Entry> entries = journal.read(0, 5_000);
            while (!entries.isEmpty()) {
                entries.forEach(entry -> topics.add(entry.subject()));
                entries = journal.read(entries.get(entries.size() - 1).position(), 5_000);
            }
            return topics;
        }
    }
}
