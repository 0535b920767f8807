package ioc.source;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of one source: a CSV or XLSX file that appears there is taken, then moved to {@code done/} with a report beside
 * it, or to {@code failed/} when it cannot be read. A file is whole when its size and time have not changed for a while. It
 * is moved only when its rows are on disk, so a crash takes it again, which does no harm.
 *
 * <p>Looks every few seconds, one look at a time, on a worker. A folder that is gone is said once and looked for again.
 */
public final class DropFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    private static final long LARGEST = 64L << 20;

    /** How a file is taken and what is said of it. Blocks. */
    public interface Taking {
        FileReport take(Path file) throws IOException;

        /** The report as the text of a file. */
        String text(String name, FileReport report);
    }

    /** How often it looks, and for how long a file must rest. */
    public record Pace(Duration every, Duration rest) {
        public static final Pace USUAL = new Pace(Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    /** A file as it was seen; {@code since} in {@link System#nanoTime}. */
    private record Seen(long size, FileTime time, long since) {
        boolean isSame(BasicFileAttributes now) {
            return size == now.size() && time.equals(now.lastModifiedTime());
        }
    }

    /** What became of a file, and where it has to go. */
    private record Read(String to, String report) {}

    private final Vertx vertx;
    private final WorkerExecutor worker;
    private final String source;
    private final Path folder;
    private final Taking taking;
    private final Pace pace;
    private final Map<Path, Seen> seen = new HashMap<>();
    /** Files that were read and could not be moved yet. */
    private final Map<Path, Read> read = new HashMap<>();

    private final Map<Path, String> complaints = new HashMap<>();
    private volatile boolean closed;
    private boolean isMade;
    private boolean isAway;

    private DropFolder(Vertx vertx, WorkerExecutor worker, String source, Path folder, Taking taking, Pace pace) {
        this.vertx = vertx;
        this.worker = worker;
        this.source = source;
        this.folder = folder;
        this.taking = taking;
        this.pace = pace;
    }

    /** Looks from now on; makes the folder when it is not there, but only once: one that vanishes later may be a lost disk. */
    public static DropFolder watch(
            Vertx vertx, WorkerExecutor worker, String source, Path folder, Taking taking, Pace pace) {
        DropFolder watched = new DropFolder(vertx, worker, source, folder, taking, pace);
        watched.plan(1);
        return watched;
    }

    /** Looks no more; a file that is being taken is taken. */
    @Override
    public void close() {
        closed = true;
    }

    private void plan(long ms) {
        if (!closed) {
            vertx.setTimer(ms, fired -> worker.executeBlocking(this::look)
                    .onFailure(e -> LOG.error("source {}: {} could not be looked at", source, folder, e))
                    .eventually(() -> {
                        plan(pace.every().toMillis());
                        return io.vertx.core.Future.succeededFuture();
                    }));
        }
    }

    private @Nullable Void look() {
        try {
            if (!isMade) {
                Files.createDirectories(folder);
                isMade = true;
            }
            List<Path> files;
            try (Stream<Path> all = Files.list(folder)) {
                files = all.filter(DropFolder::isTable).sorted().toList();
            }
            seen.keySet().retainAll(files);
            read.keySet().retainAll(files);
            complaints.keySet().retainAll(files);
            if (isAway) {
                LOG.info("source {}: {} is there again", source, folder);
                isAway = false;
            }
            for (Path file : files) {
                if (!closed && isWhole(file)) {
                    if (!read.containsKey(file)) {
                        take(file);
                    }
                    move(file);
                }
            }
        } catch (IOException | UncheckedIOException | SecurityException e) {
            if (!isAway) {
                LOG.warn("source {}: {} cannot be read ({}); looking again", source, folder, e.toString());
                isAway = true;
            }
        }
        return null;
    }

    /** Not the marks that offices put beside a file that is open. */
    private static boolean isTable(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return (name.endsWith(".csv") || name.endsWith(".xlsx"))
                && !name.startsWith("~")
                && !name.startsWith(".")
                && Files.isRegularFile(file);
    }

    private boolean isWhole(Path file) throws IOException {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException gone) {
            return false;
        }
        Seen before = seen.get(file);
        if (before == null || !before.isSame(now)) {
            read.remove(file);
            seen.put(file, new Seen(now.size(), now.lastModifiedTime(), System.nanoTime()));
            return false;
        }
        return System.nanoTime() - before.since() >= pace.rest().toNanos();
    }

    private void take(Path file) throws IOException {
        Seen before = seen.get(file);
        String name = file.getFileName().toString();
        FileReport report;
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("file: was larger than 64 MB (split it into several files)");
            }
            report = taking.take(file);
        } catch (NotNow later) {
            complain(file, String.valueOf(later.getMessage()));
            return;
        } catch (IOException unreadable) {
            if (Files.exists(file)) {
                String why = String.valueOf(unreadable.getMessage());
                LOG.warn("source {}: {} failed: {}", source, name, why);
                read.put(file, new Read("failed", name + "\n" + why + "\n"));
            }
            return;
        } catch (RuntimeException defect) {
            LOG.error("source {}: {} failed", source, name, defect);
            read.put(file, new Read("failed", name + "\nfile: cannot be read (see the log of the server)\n"));
            return;
        }
        if (before == null || !before.isSame(Files.readAttributes(file, BasicFileAttributes.class))) {
            return; // changed on the way: again, when it rests
        }
        LOG.info(
                "source {}: {}: {} rows, {} taken, {} refused",
                source,
                name,
                report.counts().rows(),
                report.counts().taken(),
                report.counts().refused());
        read.put(file, new Read("done", taking.text(name, report)));
    }

    /** The rows cannot be kept now, or the file cannot be moved; said once per file and reason. */
    private void complain(Path file, String why) {
        if (!why.equals(complaints.put(file, why))) {
            LOG.warn("source {}: {}: {}; trying again", source, file.getFileName(), why);
        }
    }

    private void move(Path file) {
        Read ready = read.get(file);
        if (ready == null) {
            return;
        }
        try {
            Path target = free(
                    Files.createDirectories(folder.resolve(ready.to())),
                    file.getFileName().toString());
            Files.writeString(
                    target.resolveSibling(target.getFileName() + ".report.txt"),
                    ready.report(),
                    StandardCharsets.UTF_8);
            Files.move(file, target);
            read.remove(file);
            seen.remove(file);
        } catch (IOException e) {
            complain(file, "cannot be moved to " + ready.to() + "/ (" + e + ")");
        }
    }

    /** A name that is not taken: {@code a.csv}, {@code a.2.csv} ... */
    private static Path free(Path folder, String name) {
        int dot = name.lastIndexOf('.');
        Path free = folder.resolve(name);
        for (int n = 2; Files.exists(free); n++) {
            free = folder.resolve(name.substring(0, dot) + "." + n + name.substring(dot));
        }
        return free;
    }

    /** The rows cannot be kept at present; the file itself may be fine. */
    public static final class NotNow extends IOException {
        public NotNow(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
