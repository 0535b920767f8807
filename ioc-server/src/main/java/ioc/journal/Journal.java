package ioc.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every input in order, on disk before it is acknowledged: one SQLite file a day in one folder, positions 1, 2, 3 ...
 * without gap over all of them.
 *
 * <p>Callers offer from any thread; one writer thread commits what has gathered within a millisecond, then tells each
 * entry's sender, then hands the batch to the one listener. When the disk refuses, the writer keeps the batch and tries
 * again; nobody is told, so nobody takes an unwritten entry for a written one. The queue then fills, and offers are
 * refused. Followers read behind their own position, from memory when they keep up, else from the files.
 *
 * <p>receivedAt never goes back, not even when the clock does: it then stands still until the clock has caught up. A
 * folder belongs to one process at a time.
 */
public final class Journal implements AutoCloseable {
    /**
     * How much is kept, where.
     *
     * @param retentionDays whole days before today that are kept
     * @param queueEntries not yet durable, at most
     * @param queueBytes heap they take, at most
     * @param patience how long {@link Journal#offer} waits for room; must stay well under the keep-alive of a broker
     * @param tailEntries newest entries kept in memory, at most
     * @param tailBytes heap they take, at most
     */
    public record Options(
            int retentionDays, int queueEntries, long queueBytes, Duration patience, int tailEntries, long tailBytes) {
        public Options {
            if (retentionDays < 1 || queueEntries < 1 || queueBytes < 1 || tailEntries < 1 || tailBytes < 1) {
                throw new IllegalArgumentException("journal options: were not all positive but must be");
            }
        }

        /** Fits a heap of 192 MB. */
        public static Options keeping(int retentionDays) {
            return new Options(retentionDays, 50_000, 32L << 20, Duration.ofSeconds(2), 20_000, 12L << 20);
        }
    }

    /** What the writer says of itself; {@code reason} is empty when all is well; {@code since} in epoch ms. */
    public record State(Condition condition, String reason, long since) {
        public enum Condition {
            OK,
            /** The disk refuses: nothing is lost, nothing is acknowledged, it is tried again every few seconds. */
            STALLED
        }
    }

    /**
     * Counts since the start.
     *
     * @param pending taken and not yet durable
     * @param refused offers for which there was no room
     * @param lastCommitNanos the newest commit, disk included
     * @param commitNanos all of them together
     */
    public record Figures(
            long position,
            long pending,
            long pendingBytes,
            long refused,
            long commits,
            long lastCommitNanos,
            long commitNanos) {}

    /** Bytes on disk by day, oldest first, and what the disk has left. */
    public record Disk(SortedMap<LocalDate, Long> days, long freeBytes) {}

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Options options;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Days days;
    private final Intake intake;
    private final Tail tail;
    private final Writer writer;

    private Journal(Days days, ZoneId zone, InstantSource clock, Options options, IntSupplier pagesAtMost) {
        this.options = options;
        this.clock = clock;
        this.zone = zone;
        this.days = days;
        this.intake = new Intake(clock, options, days.lastPosition(), days.lastAt());
        this.tail = new Tail(days.lastPosition(), options.tailEntries(), options.tailBytes());
        this.writer = new Writer(days, zone, clock, intake, tail, pagesAtMost);
    }

    /** Finds out where the journal in this folder ends; makes the folder when there is none. */
    public static Journal open(Path folder, ZoneId zone, InstantSource clock, Options options) throws IOException {
        return open(folder, zone, clock, options, () -> DayFile.UNLIMITED);
    }

    /** With a limit to the pages of a day file, asked for whenever one is opened: a full disk for tests. */
    static Journal open(Path folder, ZoneId zone, InstantSource clock, Options options, IntSupplier pagesAtMost)
            throws IOException {
        Days days = new Days(folder);
        long ahead = days.lastAt() - clock.millis();
        if (ahead > Duration.ofMinutes(1).toMillis()) {
            LOG.error(
                    "journal: its newest entry is {} ahead of the clock; receivedAt stands still until then"
                            + " (set the clock, or move {} away)",
                    Duration.ofMillis(ahead),
                    folder);
        }
        return new Journal(days, zone, clock, options, pagesAtMost);
    }

    /**
     * Starts writing. What was offered before waits until now. The listener is called on the writer's thread with every
     * batch, in order, when it is durable and its senders were told; as long as it does not return nothing more is
     * written, so it may push back but must not wait for the journal.
     */
    public void start(Consumer<Batch> listener) {
        writer.start(listener);
    }

    /**
     * Takes an entry when there is room, or when room comes within {@link Options#patience}; false: not taken. For
     * threads that may wait a little. {@code durable} runs on the writer's
     * thread with the position, and must be quick.
     */
    public boolean offer(Draft draft, LongConsumer durable) {
        return intake.offer(draft, durable, options.patience().toNanos());
    }

    /**
     * Takes all of them or none, without waiting; done with the position of the last when all are durable, failed with
     * {@link JournalFull} when there is no room. Completes on the caller's Vert.x context when there is one.
     */
    public Future<Long> append(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return Future.succeededFuture(head());
        }
        Promise<Long> promise = Promise.promise();
        Context context = Vertx.currentContext();
        boolean taken = intake.offerAll(drafts, position -> {
            if (context == null) {
                promise.complete(position);
            } else {
                context.runOnContext(none -> promise.complete(position));
            }
        });
        return taken
                ? promise.future()
                : Future.failedFuture(new JournalFull("journal: has no room for " + drafts.size() + " entries now"));
    }

    public Future<Long> append(Draft draft) {
        return append(List.of(draft));
    }

    /** Puts a mark of the present time between the entries, for the listener; it is not stored. */
    public void tick() {
        intake.mark();
    }

    /** Position of the newest durable entry; 0 when there is none. */
    public long head() {
        return writer.head();
    }

    /**
     * The durable entries behind a position, in order, at most {@code max}; empty when there is nothing newer. Starts
     * with the oldest day kept when the position is older. Blocks for the disk when the reader is far behind.
     */
    public List<Entry> read(long fromExclusive, int max) throws IOException {
        long to = head();
        if (fromExclusive >= to || max <= 0) {
            return List.of();
        }
        List<Entry> recent = tail.after(fromExclusive, max);
        if (recent != null) {
            return recent;
        }
        try {
            return days.read(fromExclusive, to, max);
        } catch (SQLException e) {
            throw new IOException("journal: was not readable behind position " + fromExclusive, e);
        }
    }

    /** The entry at this position; empty when its day is not kept any more. Blocks for the disk. */
    public Optional<Entry> at(long position) throws IOException {
        return read(position - 1, 1).stream()
                .filter(entry -> entry.position() == position)
                .findFirst();
    }

    /** Waits until there is an entry behind this position, at most so long; returns the head. For a follower's thread. */
    public long await(long position, Duration atMost) throws InterruptedException {
        return writer.await(position, atMost.toNanos());
    }

    /** Whose subject, with a slash behind it, begins so: newest first, at most {@code limit} and among the newest 400,000 positions. Blocks for the disk. */
    public List<Entry> latest(String subjectPrefix, int limit) throws IOException {
        try {
            return days.latest(subjectPrefix, head(), limit);
        } catch (SQLException e) {
            throw new IOException("journal: was not readable backwards", e);
        }
    }

    /**
     * Drops the day files that are older than the retention, except what a follower (or the snapshot a restart begins
     * with) has not finished; blocks for the disk.
     *
     * @param finished the smallest position among them; {@code Long.MAX_VALUE} when nobody follows
     */
    public List<LocalDate> dropOld(LongSupplier finished) throws IOException {
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        return days.drop(today.minusDays(options.retentionDays()), finished.getAsLong());
    }

    public State state() {
        return writer.state();
    }

    public Figures figures() {
        Intake.Load load = intake.load();
        Writer.Work work = writer.work();
        return new Figures(
                head(), load.entries(), load.bytes(), load.refused(), work.commits(), work.lastNanos(), work.nanos());
    }

    public Disk disk() throws IOException {
        return new Disk(days.sizes(), days.freeBytes());
    }

    /** Takes no more, writes what was taken, closes the files. What the disk refuses to the end stays unacknowledged. */
    @Override
    public void close() {
        intake.close();
        writer.join();
        days.close();
    }
}
