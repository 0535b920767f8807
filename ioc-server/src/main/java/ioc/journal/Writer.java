package ioc.journal;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that writes: takes what has gathered, commits it, tells the senders, hands the batch on. */
final class Writer {
    /** How many commits, and how long they took: the newest and all together. */
    record Work(long commits, long lastNanos, long nanos) {}

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final long RETRY_FIRST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RETRY_MOST = TimeUnit.SECONDS.toNanos(5);
    /** What remains when the journal is closed while the disk refuses. */
    private static final int LAST_TRIES = 3;

    private final Days days;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Intake intake;
    private final Tail tail;
    private final IntSupplier pagesAtMost;
    private final Thread thread = new Thread(this::run, "ioc-journal");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private Consumer<Batch> listener = batch -> {};
    private @Nullable DayFile file;
    private LocalDate day = LocalDate.MIN;
    private long dayEnds = Long.MIN_VALUE;
    private volatile Journal.State state;
    private volatile Work work = new Work(0, 0, 0);
    private volatile long head;

    Writer(Days days, ZoneId zone, InstantSource clock, Intake intake, Tail tail, IntSupplier pagesAtMost) {
        this.days = days;
        this.zone = zone;
        this.clock = clock;
        this.intake = intake;
        this.tail = tail;
        this.pagesAtMost = pagesAtMost;
        this.head = days.lastPosition();
        this.state = new Journal.State(Journal.State.Condition.OK, "", clock.millis());
    }

    void start(Consumer<Batch> to) {
        listener = to;
        thread.start();
    }

    long head() {
        return head;
    }

    Journal.State state() {
        return state;
    }

    Work work() {
        return work;
    }

    long await(long position, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (head <= position && left > 0) {
                left = news.awaitNanos(left);
            }
            return head;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the end of the thread; the intake must be closed. */
    void join() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Intake.Slot> taken = intake.take();
        while (!taken.isEmpty() && write(taken)) {
            taken = intake.take();
        }
        closeFile();
    }

    /** False when the journal was closed and the disk refused to the end. */
    private boolean write(List<Intake.Slot> taken) {
        List<Entry> entries = new ArrayList<>(taken.size());
        List<Batch.Mark> marks = new ArrayList<>(1);
        for (Intake.Slot slot : taken) {
            if (slot.entry() == null) {
                marks.add(new Batch.Mark(entries.size(), slot.at()));
            } else {
                entries.add(slot.entry());
            }
        }
        int from = 0;
        while (from < entries.size()) {
            turnTo(entries.get(from).receivedAt());
            int to = from + 1;
            while (to < entries.size() && entries.get(to).receivedAt() < dayEnds) {
                to++;
            }
            if (!commit(entries.subList(from, to))) {
                LOG.error(
                        "journal: closed with {} entries unwritten and unacknowledged ({})",
                        intake.load().entries(),
                        state.reason());
                return false;
            }
            from = to;
        }
        publish(taken, new Batch(entries, marks));
        return true;
    }

    private void publish(List<Intake.Slot> taken, Batch batch) {
        List<Entry> entries = batch.entries();
        if (!entries.isEmpty()) {
            tail.add(entries);
            lock.lock();
            try {
                head = entries.get(entries.size() - 1).position();
                news.signalAll();
            } finally {
                lock.unlock();
            }
            intake.release(taken);
            for (Intake.Slot slot : taken) {
                tell(slot::tell);
            }
        }
        tell(() -> listener.accept(batch));
    }

    private static void tell(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException e) {
            LOG.error("journal: who was told of durable entries failed", e);
        }
    }

    private boolean commit(List<Entry> entries) {
        long pause = RETRY_FIRST;
        int triesLeft = LAST_TRIES;
        while (true) {
            long start = System.nanoTime();
            try {
                append(entries);
                long took = System.nanoTime() - start;
                work = new Work(work.commits() + 1, took, work.nanos() + took);
                recovered();
                return true;
            } catch (SQLException e) {
                closeFile();
                stalled(e);
            }
            if (intake.awaitClosed(pause) && --triesLeft == 0) {
                return false;
            }
            pause = Math.min(2 * pause, RETRY_MOST);
        }
    }

    private void append(List<Entry> entries) throws SQLException {
        DayFile open = file;
        List<Entry> missing = entries;
        if (open == null) {
            open = DayFile.open(days.path(day), pagesAtMost.getAsInt());
            file = open;
            // a commit may have failed after it was on disk
            long last = open.bounds()[1];
            missing = entries.stream().filter(entry -> entry.position() > last).toList();
        }
        if (!missing.isEmpty()) {
            open.append(missing);
        }
        days.wrote(day, entries.get(0).position());
    }

    private void turnTo(long receivedAt) {
        if (receivedAt >= dayEnds) {
            closeFile();
            day = Instant.ofEpochMilli(receivedAt).atZone(zone).toLocalDate();
            dayEnds = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
        }
    }

    private void closeFile() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (SQLException e) {
            LOG.warn("journal: {} did not close: {}", days.path(day).getFileName(), e.getMessage());
        }
        file = null;
    }

    private void stalled(SQLException e) {
        String reason = String.valueOf(e.getMessage());
        if (state.condition() == Journal.State.Condition.OK) {
            state = new Journal.State(Journal.State.Condition.STALLED, reason, clock.millis());
            LOG.error("journal: stalled, nothing is acknowledged until the disk takes entries again: {}", reason);
        } else {
            state = new Journal.State(Journal.State.Condition.STALLED, reason, state.since());
        }
    }

    private void recovered() {
        if (state.condition() != Journal.State.Condition.OK) {
            LOG.info("journal: writes again, stalled since {}", Instant.ofEpochMilli(state.since()));
            state = new Journal.State(Journal.State.Condition.OK, "", clock.millis());
        }
    }
}
