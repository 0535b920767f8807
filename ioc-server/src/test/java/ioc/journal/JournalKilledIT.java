package ioc.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crash anywhere = nothing acknowledged is lost. */
class JournalKilledIT {
    @Test
    void everyAcknowledgedEntryIsThereAfterEachOfFiveKills(@TempDir Path folder) throws IOException {
        long before = 0;
        for (int kill = 1; kill <= 5; kill++) {
            long acknowledged = runAndKill(folder, before + kill * 7_000L);
            try (Journal journal =
                    Journal.open(folder, ZoneOffset.UTC, InstantSource.system(), Journal.Options.keeping(1))) {
                assertThat(journal.head()).isGreaterThanOrEqualTo(acknowledged).isGreaterThan(before);
                before = journal.head();
                assertThat(walk(journal)).isEqualTo(before);
            }
        }
    }

    /** Kills without warning once this position was acknowledged; the last position that was. */
    private static long runAndKill(Path folder, long until) throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalUnderLoad.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(child.getInputStream()))) {
            while (last < until) {
                last = in.readLong();
            }
            child.toHandle().destroyForcibly(); // by its handle: the process would close the stream we still read
            while (true) {
                last = in.readLong();
            }
        } catch (EOFException e) {
            return last;
        } finally {
            child.destroyForcibly().onExit().join();
        }
    }

    private static long walk(Journal journal) throws IOException {
        long position = 0;
        List<Entry> entries = journal.read(0, 5_000);
        while (!entries.isEmpty()) {
            for (Entry entry : entries) {
                assertThat(entry.position()).isEqualTo(position + 1);
                assertThat(entry.subject()).isEqualTo("entry/" + entry.position());
                position = entry.position();
            }
            entries = journal.read(position, 5_000);
        }
        return position;
    }
}
