package ioc.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import ioc.config.HttpIntake;
import ioc.journal.Entry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a device or system what it has; each answer as a whole is one message. The cursor is saved only when the message before it is
 * durable.
 */
public final class DeviceQuestion implements Question {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpIntake.Fetch fetch;
    private final DeviceClient client;
    private final Inbox inbox;
    private final Cursors cursors;
    private @Nullable String cursor;
    private boolean isLoaded;

    public DeviceQuestion(Vertx vertx, HttpIntake.Fetch fetch, Inbox inbox, Cursors cursors) {
        this.fetch = fetch;
        this.client = new DeviceClient(vertx, fetch);
        this.inbox = inbox;
        this.cursors = cursors;
    }

    /** The message that something told is. */
    static Raw message(HttpIntake.Fetch fetch, Buffer body) {
        return new Raw(Entry.Kind.MESSAGE, fetch.id(), "fetched/" + fetch.id(), body.getBytes());
    }

    @Override
    public Future<Answered> ask() {
        return loaded().compose(ready -> client.get(address()))
                .compose(client::body)
                .compose(body -> {
                    Optional<String> next = next(body).filter(value -> !value.equals(cursor));
                    return inbox.append(List.of(message(fetch, body)))
                            .compose(done ->
                                    next.isEmpty() ? Future.succeededFuture() : cursors.save(fetch.id(), next.get()))
                            .map(done -> {
                                next.ifPresent(value -> cursor = value);
                                return new Answered(1, next.isPresent());
                            });
                });
    }

    private Future<?> loaded() {
        if (isLoaded || fetch.pages().next().isEmpty()) {
            return Future.succeededFuture();
        }
        return cursors.load(fetch.id()).onSuccess(saved -> {
            cursor = saved.orElse(null);
            isLoaded = true;
        });
    }

    private URI address() {
        if (cursor == null) {
            return fetch.url();
        }
        return URI.create(fetch.url() + (fetch.url().getRawQuery() == null ? "?" : "&")
                + URLEncoder.encode(fetch.pages().cursor(), StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
    }

    private Optional<String> next(Buffer body) {
        if (fetch.pages().next().isEmpty()) {
            return Optional.empty();
        }
        try {
            String next = JSON.readTree(body.getBytes())
                    .at(JsonPointer.compile(fetch.pages().next()))
                    .asText("");
            return next.isEmpty() || next.equals("null") ? Optional.empty() : Optional.of(next);
        } catch (IOException broken) {
            return Optional.empty(); // refused where it is decoded
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
