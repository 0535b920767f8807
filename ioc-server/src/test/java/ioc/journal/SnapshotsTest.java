package ioc.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    private final Path folder;

    SnapshotsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void givesTheNewestAndKeepsThree() throws IOException {
        Snapshots snapshots = new Snapshots(folder);
        assertThat(snapshots.latest(100)).isEmpty();
        for (int position : List.of(5, 9, 10, 100)) {
            snapshots.write(position, ("at " + position).getBytes(UTF_8));
        }

        Snapshots.Snapshot latest = new Snapshots(folder).latest(100).orElseThrow();
        assertThat(latest.position()).isEqualTo(100);
        assertThat(latest.content()).asString(UTF_8).isEqualTo("at 100");
        assertThat(files()).hasSize(3);
    }

    @Test
    void passesOverABrokenOne() throws IOException {
        Snapshots snapshots = new Snapshots(folder);
        snapshots.write(1, new byte[] {1});
        snapshots.write(2, new byte[] {2});
        snapshots.write(3, new byte[] {3});
        byte[] newest = Files.readAllBytes(files().get(2));
        newest[12] ^= 1;
        Files.write(files().get(2), newest);
        Files.write(files().get(1), new byte[7]);

        assertThat(snapshots.latest(100).orElseThrow().position()).isEqualTo(1);
    }

    @Test
    void passesOverOneFromBeyondTheJournal() throws IOException {
        Snapshots snapshots = new Snapshots(folder);
        snapshots.write(1, new byte[0]);
        snapshots.write(50, new byte[0]);

        assertThat(snapshots.latest(49).orElseThrow().position()).isEqualTo(1);
        assertThat(snapshots.latest(0)).isEmpty();
    }

    @Test
    void goesBackToThatOfADayWhenTheNewestAreForgotten() throws IOException {
        Snapshots snapshots = new Snapshots(folder);
        LocalDate day = LocalDate.of(2026, 11, 18);
        for (int i = 1; i <= 3; i++) {
            for (int at : List.of(0, 3, 6, 9)) {
                snapshots.write(10L * i + at, new byte[] {(byte) i}, day.plusDays(i), day);
            }
        }
        Path newest = folder.resolve("picture-0000000000000000039.snapshot");
        Files.write(newest, new byte[7]);

        snapshots.forget(25);

        assertThat(newest).doesNotExist();
        assertThat(snapshots.latest(100).orElseThrow().position()).isEqualTo(20);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
