package ioc.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import ioc.journal.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one source, page by page, for ever. One question at a time: the next is planned only when the last has ended. The
 * cursor is saved only when all records of its page are durable, so a crash asks again and loses nothing. A failure waits
 * longer each time, with jitter; when the feed comes or goes, the journal hears of it once. All on one Vert.x context.
 *
 * <p>A source without cursor tells everything every time: records that did not change since the last time are left out.
 */
public final class Poll implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Poll.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long LONGEST_PAUSE_MS = 300_000;
    private static final int FAILURES_TO_OPEN = 5;
    private static final int MOST_REMEMBERED = 200_000;

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
    private final WebClient client;
    private final Source source;
    private final Source.Polling polling;
    private final Inbox inbox;
    private final Cursors cursors;
    private final CircuitBreaker breaker;
    private final Map<String, Integer> seen = new HashMap<>();
    private volatile State state = new State(null, 0, null);
    private volatile boolean closed;

    // On the context only.
    private @Nullable String cursor;
    private boolean cursorLoaded;
    private int failures;
    private long timer = -1;

    /** For a source that has a polling; does not ask yet. */
    public Poll(Vertx vertx, WebClient client, Source source, Inbox inbox, Cursors cursors) {
        if (source.polling() == null) {
            throw new IllegalArgumentException(source.id() + ": has no poll but must have one");
        }
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.client = client;
        this.source = source;
        this.polling = source.polling();
        this.inbox = inbox;
        this.cursors = cursors;
        long timeout = polling.timeout().toMillis();
        this.breaker = CircuitBreaker.create(
                "source-" + source.id(),
                vertx,
                new CircuitBreakerOptions()
                        .setMaxFailures(FAILURES_TO_OPEN)
                        .setTimeout(timeout + 1_000)
                        .setResetTimeout(Math.max(1_000, polling.every().toMillis())));
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
            breaker.close();
        });
    }

    private void ask() {
        timer = -1;
        if (closed) {
            return;
        }
        loaded().compose(ready -> breaker.execute(this::get))
                .compose(this::take)
                .onComplete(
                        more -> {
                            failures = 0;
                            feed(true, null, !more);
                            plan(more ? 1 : jittered(polling.every().toMillis()));
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
        long base = polling.every().toMillis();
        long grown = base << Math.min(failures - 1, 10);
        return jittered(Math.max(base, Math.min(grown, LONGEST_PAUSE_MS)));
    }

    private static long jittered(long ms) {
        return ms * 9 / 10 + ThreadLocalRandom.current().nextLong(ms / 5 + 1);
    }

    private Future<?> loaded() {
        if (cursorLoaded) {
            return Future.succeededFuture();
        }
        return cursors.load(source.id()).onSuccess(saved -> {
            cursor = saved.orElse(null);
            cursorLoaded = true;
        });
    }

    private Future<HttpResponse<Buffer>> get() {
        HttpRequest<Buffer> request = client.getAbs(polling.url())
                .timeout(polling.timeout().toMillis())
                .followRedirects(false)
                .putHeader("Accept", "application/json");
        if (!polling.headerName().isEmpty()) {
            request.putHeader(polling.headerName(), polling.headerValue());
        }
        if (!polling.sizeParameter().isEmpty()) {
            request.addQueryParam(polling.sizeParameter(), Integer.toString(polling.pageSize()));
        }
        String present = cursor;
        if (present != null && !polling.next().isEmpty()) {
            request.addQueryParam(polling.cursorParameter(), present);
        }
        return request.send()
                .compose(response -> response.statusCode() == 200
                        ? Future.succeededFuture(response)
                        : Future.failedFuture(polling.url() + ": answered " + response.statusCode()));
    }

    /** Records durable, then cursor saved; true when there is more to ask for now. */
    private Future<Boolean> take(HttpResponse<Buffer> response) {
        JsonNode answer;
        JsonNode items;
        try {
            answer = JSON.readTree(
                    response.bodyAsBuffer() == null
                            ? new byte[0]
                            : response.bodyAsBuffer().getBytes());
            items = polling.items().isEmpty() ? answer : answer.at(JsonPointer.compile(polling.items()));
        } catch (IOException e) {
            return Future.failedFuture(polling.url() + ": answered what is not JSON");
        }
        if (!items.isArray()) {
            return Future.failedFuture(polling.url() + ": answered no array at \"" + polling.items() + "\"");
        }
        List<Raw> records = new ArrayList<>();
        Map<String, Integer> fresh = new HashMap<>();
        for (JsonNode item : items) {
            Raw record = source.raw(item);
            if (!polling.next().isEmpty() || isNews(record, fresh)) {
                records.add(record);
            }
        }
        Optional<String> next = next(answer);
        boolean more = next.isPresent() && !next.get().equals(cursor) && more(answer, items.size());
        Future<?> durable = records.isEmpty() ? Future.succeededFuture() : inbox.append(records);
        return durable.compose(stored -> {
                    seen.putAll(fresh);
                    state = new State(state.up(), state.records() + records.size(), state.error());
                    return next.isEmpty() || next.get().equals(cursor)
                            ? Future.succeededFuture()
                            : cursors.save(source.id(), next.get());
                })
                .map(saved -> {
                    next.ifPresent(value -> cursor = value);
                    return more;
                });
    }

    private Optional<String> next(JsonNode answer) {
        if (polling.next().isEmpty()) {
            return Optional.empty();
        }
        String next = answer.at(JsonPointer.compile(polling.next())).asText("");
        return next.isEmpty() || next.equals("null") ? Optional.empty() : Optional.of(next);
    }

    private boolean more(JsonNode answer, int items) {
        return polling.more().isEmpty()
                ? items >= polling.pageSize()
                : answer.at(JsonPointer.compile(polling.more())).asBoolean();
    }

    private boolean isNews(Raw record, Map<String, Integer> fresh) {
        int hash = Arrays.hashCode(record.body());
        Integer known = seen.get(record.subject());
        if (known != null && known == hash) {
            return false;
        }
        if (seen.size() < MOST_REMEMBERED) {
            fresh.put(record.subject(), hash);
        }
        return true;
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
            inbox.append(List.of(new Raw(Entry.Kind.FEED, source.id(), up ? "up" : "down", reason)))
                    .onFailure(e -> LOG.debug("source {}: its state could not be kept", source.id(), e));
        }
    }

    private void say(boolean up, @Nullable String error) {
        if (up) {
            LOG.info("source {}: answers", source.id());
        } else {
            LOG.warn("source {}: {}; trying again", source.id(), error);
        }
    }
}
