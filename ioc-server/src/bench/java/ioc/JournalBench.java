package ioc;

import ioc.bench.Folders;
import ioc.journal.Draft;
import ioc.journal.Entry;
import ioc.journal.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A batch of messages of 200 bytes until it is on disk. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls what is marked with Setup
public class JournalBench {
    @Param({"1", "50", "500"})
    private int batch;

    private Path folder;
    private Journal journal;
    private List<Draft> drafts;

    @Setup
    public void prepare() throws Exception {
        folder = Files.createTempDirectory(Path.of("target/bench"), "journal");
        journal = Journal.open(
                folder, ZoneId.of("Asia/Ho_Chi_Minh"), InstantSource.system(), Journal.Options.keeping(90));
        journal.start(taken -> {});
        drafts = Collections.nCopies(
                batch,
                new Draft(Entry.Kind.MESSAGE, "mqtt", "ioc/1/bau-don/camera/load-c1/people", false, new byte[200]));
    }

    @TearDown
    public void tidy() throws Exception {
        journal.close();
        Folders.remove(folder);
    }

    @Benchmark
    public long append() throws Exception {
        return journal.append(drafts).await(10, TimeUnit.SECONDS);
    }
}
