package ioc.follow;

import ioc.journal.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the journal into one store, from the position that the store itself remembers.
 *
 * <p>One thread reads, translates and writes. A batch is full at {@link Limits#items} or when its first entry has waited
 * for {@link Limits#linger}. A batch that failed is tried again, the same items with the same position, until it is
 * stored: nothing is skipped, order is kept. Items the store refuses for ever go to a bounded file and are counted; so
 * does an entry whose translation throws. The journal never waits for a follower.
 */
public final class Follower<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final int READ = 5_000;
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final long SAVE_IDLE = TimeUnit.SECONDS.toNanos(5);
    private static final long FIRST_PAUSE_MS = 250;
    private static final long LONGEST_PAUSE_MS = 15_000;
    private static final long REFUSED_PAUSE_MS = 30_000;
    private static final long CLOSE_MS = 5_000;

    /**
     * When a batch is full.
     *
     * @param items about how many items a batch holds
     * @param linger how long its first entry may wait for company
     */
    public record Limits(int items, Duration linger) {
        public static final Limits SERIES = new Limits(5_000, Duration.ofSeconds(1));
        public static final Limits RECORDS = new Limits(1_000, Duration.ofMillis(200));

        public Limits {
            if (items < 1 || linger.isNegative()) {
                throw new IllegalArgumentException("limits: were " + items + ", " + linger + " but must be positive");
            }
        }
    }

    private final String name;
    private final Feed feed;
    private final Function<Entry, List<T>> translate;
    private final Sink<T> sink;
    private final Limits limits;
    private final DeadLetters letters;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean closing;
    private volatile long closeBy = Long.MAX_VALUE;
    private volatile Progress progress;

    // The batch in hand; the follower's thread only.
    private final List<T> items = new ArrayList<>();
    private final List<Dead> untranslated = new ArrayList<>();
    private long readTo;
    private long readAt;
    private long saved;
    private long savedNanos;

    /**
     * Does not start yet.
     *
     * @param deadLetters file for items that the store refuses for ever; made when first needed, at most 20 MB
     */
    public Follower(
            String name, Feed feed, Function<Entry, List<T>> translate, Sink<T> sink, Limits limits, Path deadLetters) {
        this.name = name;
        this.feed = feed;
        this.translate = translate;
        this.sink = sink;
        this.limits = limits;
        this.letters = new DeadLetters(deadLetters, 10_000_000);
        this.progress = new Progress(name, Progress.State.STARTING, 0, 0, 0, 0, 0, null);
        this.thread = new Thread(this::run, "ioc-" + name);
        thread.setDaemon(true);
    }

    /** Begins to follow; returns at once, also when the store is away. */
    public Follower<T> start() {
        thread.start();
        return this;
    }

    /** How far it is now. Any thread. */
    public Progress progress() {
        Progress now = progress;
        return new Progress(
                now.name(),
                now.state(),
                now.position(),
                Math.max(feed.head(), now.position()),
                now.receivedAt(),
                now.written(),
                now.dead(),
                now.error());
    }

    /** Stores what the journal holds by now, unless the store is away, and ends. At most five seconds and a bit. */
    @Override
    public void close() {
        closeBy = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MS);
        closing = true;
        closed.countDown();
        try {
            thread.join(CLOSE_MS);
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(CLOSE_MS / 5);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            insist(() -> readTo = saved = sink.position());
            savedNanos = System.nanoTime();
            report(Progress.State.FOLLOWING, null, 0, 0);
            LOG.info("{}: follows the journal from {}", name, saved);
            boolean last;
            long before;
            do {
                last = closing;
                before = readTo;
                gather();
                store();
            } while (!last || (readTo > before && System.nanoTime() < closeBy));
        } catch (InterruptedException e) {
            LOG.debug("{}: ended", name);
        } catch (RuntimeException | Error e) {
            LOG.error("{}: ended by a fault in the program", name, e);
            report(Progress.State.REFUSED, String.valueOf(e), 0, 0);
            throw e;
        } finally {
            if (progress.state() != Progress.State.REFUSED) {
                report(Progress.State.CLOSED, progress.error(), 0, 0);
            }
            LOG.info("{}: stopped at {}", name, saved);
        }
    }

    /** Reads until the batch is full, its first entry has waited long enough, or the end has come. */
    private void gather() throws InterruptedException {
        if (!closing && readTo == saved) {
            feed.await(readTo, IDLE);
        }
        long until = System.nanoTime() + limits.linger().toNanos();
        while (items.size() < limits.items()) {
            int count = read();
            long left = until - System.nanoTime();
            if (left <= 0 || (count < READ && closed.await(left, TimeUnit.NANOSECONDS))) {
                return;
            }
        }
    }

    private int read() throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        insist(() -> {
            try {
                entries.addAll(feed.read(readTo, READ));
            } catch (IOException e) {
                throw StoreAway.forNow("the journal cannot be read: " + e, e);
            }
        });
        entries.forEach(this::take);
        return entries.size();
    }

    private void take(Entry entry) {
        try {
            items.addAll(translate.apply(entry));
        } catch (RuntimeException e) {
            untranslated.add(
                    new Dead("translation: " + e, entry.kind() + " " + entry.source() + " " + entry.subject()));
        }
        readTo = entry.position();
        readAt = entry.receivedAt();
    }

    private void store() throws InterruptedException {
        if (readTo == saved) {
            return;
        }
        boolean nothing = items.isEmpty() && untranslated.isEmpty();
        if (nothing && !closing && System.nanoTime() - savedNanos < SAVE_IDLE) {
            report(Progress.State.FOLLOWING, null, 0, 0);
            return;
        }
        List<Dead> dead = new ArrayList<>(untranslated);
        insist(() -> dead.addAll(sink.write(items, readTo)));
        int stored = items.size() - (dead.size() - untranslated.size());
        if (!dead.isEmpty()) {
            keep(dead);
        }
        items.clear();
        untranslated.clear();
        saved = readTo;
        savedNanos = System.nanoTime();
        report(Progress.State.FOLLOWING, null, stored, dead.size());
    }

    private void keep(List<Dead> dead) {
        if (progress.dead() == 0) {
            LOG.warn(
                    "{}: the store refuses an item for ever: {}",
                    name,
                    dead.get(0).reason());
        }
        try {
            letters.add(readTo, dead);
        } catch (IOException e) {
            LOG.warn("{}: {} dead letters could not be written: {}", name, dead.size(), e.toString());
        }
    }

    /** A use of the store. */
    private interface Use {
        void run() throws StoreAway;
    }

    /** Tries until it works; each pause twice the last, with jitter. Ends only by success or by closing. */
    private void insist(Use use) throws InterruptedException {
        long pause = FIRST_PAUSE_MS;
        while (true) {
            try {
                use.run();
                if (progress.state() == Progress.State.AWAY || progress.state() == Progress.State.REFUSED) {
                    LOG.info("{}: the store is back, {} entries to catch up", name, feed.head() - saved);
                }
                return;
            } catch (StoreAway e) {
                say(e);
                if (closing) {
                    throw new InterruptedException("closing while the store is away");
                }
                long ms = e.needsPerson() ? REFUSED_PAUSE_MS : pause;
                pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
                long jitter = ThreadLocalRandom.current().nextLong(ms / 2 + 1);
                if (closed.await(ms * 3 / 4 + jitter, TimeUnit.MILLISECONDS)) {
                    LOG.debug("{}: one last try", name);
                }
            }
        }
    }

    private void say(StoreAway e) {
        Progress.State state = e.needsPerson() ? Progress.State.REFUSED : Progress.State.AWAY;
        String error = String.valueOf(e.getMessage());
        if (progress.state() != state) {
            if (e.needsPerson()) {
                LOG.error("{}: {}", name, error);
            } else {
                LOG.warn("{}: {}; trying again", name, error);
            }
        }
        report(state, error, 0, 0);
    }

    private void report(Progress.State state, @Nullable String error, long stored, long dead) {
        Progress last = progress;
        boolean current = state == Progress.State.FOLLOWING;
        progress = new Progress(
                name,
                state,
                current ? readTo : last.position(),
                last.head(),
                current && readAt > 0 ? readAt : last.receivedAt(),
                last.written() + stored,
                last.dead() + dead,
                error);
    }
}
