package ioc.source;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import ioc.journal.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one source, for ever. One question at a time: the next is planned only when the last has ended. A failure waits longer
 * each time, with jitter; when the feed comes or goes, the journal hears of it once. All on one Vert.x context.
 */
public final class Poll implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Poll.class);
    private static final long LONGEST_PAUSE_MS = 300_000;

    /**
     * How a poll fares.
     *
     * @param up null before the first answer or failure
     * @param records taken since the start
     * @param error what went wrong last; null when all is well
     */
    public record State(
            @Nullable Boolean up, long records, @Nullable String error) {}

    private final Vertx vertx;
    private final Context context;
    private final String source;
    private final Duration every;
    private final Question question;
    private final Inbox inbox;
    private volatile State state = new State(null, 0, null);
    private volatile boolean closed;

    // On the context only.
    private int failures;
    private long timer = -1;

    /**
     * Does not ask yet.
     *
     * @param source id
     * @param every pause between two rounds
     */
    public Poll(Vertx vertx, String source, Duration every, Question question, Inbox inbox) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.source = source;
        this.every = every;
        this.question = question;
        this.inbox = inbox;
    }

    /** Asks at once, and then for ever. Any thread. */
    public Poll start() {
        context.runOnContext(go -> ask());
        return this;
    }

    /** How it fares. Any thread. */
    public State state() {
        return state;
    }

    /** Asks no more; an answer that is under way is still taken. Any thread. */
    @Override
    public void close() {
        closed = true;
        context.runOnContext(stop -> {
            if (timer >= 0) {
                vertx.cancelTimer(timer);
            }
            question.close();
        });
    }

    private void ask() {
        timer = -1;
        if (closed) {
            return;
        }
        question.ask()
                .onComplete(
                        answered -> {
                            failures = 0;
                            state = new State(state.up(), state.records() + answered.records(), state.error());
                            feed(true, null, !answered.isMore());
                            plan(answered.isMore() ? 1 : jittered(every.toMillis()));
                        },
                        e -> {
                            failures++;
                            feed(false, String.valueOf(e.getMessage()), false);
                            plan(pause());
                        });
    }

    private void plan(long ms) {
        if (!closed) {
            timer = vertx.setTimer(Math.max(1, ms), fired -> ask());
        }
    }

    /** The interval, doubled for each further failure. */
    private long pause() {
        long base = every.toMillis();
        long grown = base << Math.min(failures - 1, 10);
        return jittered(Math.max(base, Math.min(grown, LONGEST_PAUSE_MS)));
    }

    private static long jittered(long ms) {
        return ms * 9 / 10 + ThreadLocalRandom.current().nextLong(ms / 5 + 1);
    }

    /** Keeps the end of every good round, since it says how fresh the picture is, and every change; logs a change. */
    private void feed(boolean up, @Nullable String error, boolean complete) {
        Boolean before = state.up();
        state = new State(up, state.records(), error);
        boolean changed = before == null || before != up;
        if (changed) {
            say(up, error);
        }
        if (complete || changed) {
            byte[] reason = error == null ? new byte[0] : error.getBytes(StandardCharsets.UTF_8);
            inbox.append(List.of(new Raw(Entry.Kind.FEED, source, up ? "up" : "down", reason)))
                    .onFailure(e -> LOG.debug("source {}: its state could not be kept", source, e));
        }
    }

    private void say(boolean up, @Nullable String error) {
        if (up) {
            LOG.info("source {}: answers", source);
        } else {
            LOG.warn("source {}: {}; trying again", source, error);
        }
    }
}
