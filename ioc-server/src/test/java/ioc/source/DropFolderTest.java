package ioc.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import ioc.peer.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are dropped are taken once they are whole, and lie where one sees what became of them. */
class DropFolderTest {
    private static final Duration REST = Duration.ofMillis(300);

    @TempDir
    Path temp;

    private final Vertx vertx = Vertx.vertx();
    private final WorkerExecutor worker = vertx.createSharedWorkerExecutor("files", 1);
    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean isFull = new AtomicBoolean();

    private Path folder() {
        return temp.resolve("drop");
    }

    @BeforeEach
    void watch() throws IOException {
        watch(folder(), REST);
    }

    private void watch(Path folder, Duration rest) throws IOException {
        Source source = Yaml.source("{ id: a, kind: dossier, zone: UTC, mapping: { code: /code } }");
        DropFolder.Taking taking = new DropFolder.Taking() {
            @Override
            public FileReport take(Path file) throws IOException {
                return FileIntake.take(source, file, "", temp, records -> {
                    if (isFull.get()) {
                        throw new DropFolder.NotNow("journal: takes no rows now", new IOException("full"));
                    }
                    records.forEach(raw -> taken.add(raw.subject()));
                });
            }

            @Override
            public String text(String name, FileReport report) {
                return name + ": " + report.counts().taken() + " taken\n" + report.problems();
            }
        };
        DropFolder.Pace pace = new DropFolder.Pace(Duration.ofMillis(20), rest);
        assertThat(DropFolder.watch(vertx, worker, "a", folder, taking, pace)).isNotNull();
        Peer.await("the folder is made", () -> Files.isDirectory(folder));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private void appears(String path) {
        Peer.await(path, () -> Files.exists(folder().resolve(path)));
    }

    @Test
    void aFileIsTakenAndMovedWithItsReport() throws Exception {
        Files.writeString(folder().resolve("~$a.xlsx"), "lock");
        Files.writeString(folder().resolve("notes.txt"), "x");
        Files.writeString(folder().resolve("A.CSV"), "code\nH1\nH2\n");
        Path xlsx = Workbooks.write(temp.resolve("b.xlsx"), sheet -> Workbooks.row(sheet, 0, "code"));
        Files.move(xlsx, folder().resolve("b.xlsx"));
        appears("done/A.CSV");
        appears("done/b.xlsx");
        assertThat(taken).containsExactly("H1", "H2");
        assertThat(folder().resolve("done/A.CSV.report.txt")).hasContent("A.CSV: 2 taken\n[]");
        Files.writeString(folder().resolve("A.CSV"), "code\nH3\n");
        appears("done/A.2.CSV");
        assertThat(taken).containsExactly("H1", "H2", "H3");
        assertThat(folder().resolve("~$a.xlsx")).exists();
        assertThat(folder().resolve("notes.txt")).exists();
    }

    @Test
    void aFileThatCannotBeReadFails() throws Exception {
        Files.writeString(folder().resolve("a.xlsx"), "<html>");
        appears("failed/a.xlsx");
        assertThat(folder().resolve("failed/a.xlsx.report.txt"))
                .content()
                .startsWith("a.xlsx\nfile: was a page or a document");
        assertThat(taken).isEmpty();
    }

    @Test
    void aFileThatStillGrowsIsLeftAlone() throws Exception {
        Duration rest = Duration.ofSeconds(4); // so that no pause of a slow machine is one
        Path slow = temp.resolve("slow");
        watch(slow, rest);
        Path file = Files.writeString(slow.resolve("a.csv"), "code\n");
        long until = System.nanoTime() + rest.multipliedBy(3).dividedBy(2).toNanos();
        int rows = 0;
        while (System.nanoTime() < until) {
            long next = System.nanoTime() + REST.dividedBy(3).toNanos();
            Peer.await("a while", () -> System.nanoTime() > next);
            Files.writeString(file, "H" + rows++ + "\n", StandardOpenOption.APPEND);
            assertThat(taken).isEmpty();
        }
        Peer.await("it is taken", () -> Files.exists(slow.resolve("done/a.csv")));
        assertThat(taken).hasSize(rows);
    }

    @Test
    void aFolderThatVanishesHeals() throws Exception {
        Files.delete(folder());
        Files.writeString(folder(), "a file in its place");
        Peer.await("it is missed", () -> Files.isRegularFile(folder()));
        Files.delete(folder());
        Files.createDirectory(folder());
        Files.writeString(folder().resolve("a.csv"), "code\nH1\n");
        appears("done/a.csv");
    }

    @Test
    void aFileWaitsWhileItsRowsCannotBeKept() throws Exception {
        isFull.set(true);
        Path file = Files.writeString(folder().resolve("a.csv"), "code\nH1\n");
        Path marker = Files.writeString(folder().resolve("z.xlsx"), "<html>");
        appears("failed/z.xlsx");
        assertThat(file).exists();
        assertThat(marker).doesNotExist();
        isFull.set(false);
        appears("done/a.csv");
        assertThat(taken).containsExactly("H1");
    }
}
