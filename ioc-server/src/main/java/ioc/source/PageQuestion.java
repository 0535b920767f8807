package ioc.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a system over HTTP for one page. The cursor is saved only when all records of its page are durable, so a crash asks
 * again and loses nothing.
 *
 * <p>A system without cursor tells everything every time: records that did not change since the last time are left out.
 */
public final class PageQuestion implements Question {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FAILURES_TO_OPEN = 5;

    private final WebClient client;
    private final Source source;
    private final Source.Polling polling;
    private final Inbox inbox;
    private final Cursors cursors;
    private final CircuitBreaker breaker;
    private final News news = new News();
    private @Nullable String cursor;
    private boolean cursorLoaded;

    /** For a source that has a polling. */
    public PageQuestion(Vertx vertx, WebClient client, Source source, Inbox inbox, Cursors cursors) {
        Source.Polling asked = source.polling();
        if (asked == null) {
            throw new IllegalArgumentException(source.id() + ": has no poll but must have one");
        }
        this.client = client;
        this.source = source;
        this.polling = asked;
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

    @Override
    public Future<Answered> ask() {
        return loaded().compose(ready -> breaker.execute(this::get)).compose(this::take);
    }

    @Override
    public void close() {
        breaker.close();
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

    /** Records durable, then cursor saved. */
    private Future<Answered> take(HttpResponse<Buffer> response) {
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
        for (JsonNode item : items) {
            Raw record = source.raw(item);
            if (!polling.next().isEmpty() || news.isNew(record)) {
                records.add(record);
            }
        }
        Optional<String> next = next(answer);
        boolean more = next.isPresent() && !next.get().equals(cursor) && more(answer, items.size());
        Future<?> durable = records.isEmpty() ? Future.succeededFuture() : inbox.append(records);
        return durable.compose(stored -> {
                    news.remember(records);
                    return next.isEmpty() || next.get().equals(cursor)
                            ? Future.succeededFuture()
                            : cursors.save(source.id(), next.get());
                })
                .map(saved -> {
                    next.ifPresent(value -> cursor = value);
                    return new Answered(records.size(), more);
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
}
