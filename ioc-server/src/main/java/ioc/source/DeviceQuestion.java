package ioc.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import ioc.config.HttpIntake;
import ioc.journal.Entry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a device or system what it has; each answer is one message, a long list several. The cursor is saved only when all before it is
 * durable.
 */
public final class DeviceQuestion implements Question {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Items of a list in one message: many more are too long to be decoded. */
    private static final int MOST_ITEMS = 100;

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
                    JsonNode answer = read(body);
                    Optional<String> next = next(answer).filter(value -> !value.equals(cursor));
                    List<Raw> messages = messages(body, answer);
                    return inbox.append(messages)
                            .compose(done ->
                                    next.isEmpty() ? Future.succeededFuture() : cursors.save(fetch.id(), next.get()))
                            .map(done -> {
                                next.ifPresent(value -> cursor = value);
                                return new Answered(messages.size(), next.isPresent());
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

    private static JsonNode read(Buffer body) {
        try {
            return JSON.readTree(body.getBytes());
        } catch (IOException broken) {
            return MissingNode.getInstance(); // refused where it is decoded
        }
    }

    private List<Raw> messages(Buffer body, JsonNode answer) {
        if (!answer.isArray() || answer.size() <= MOST_ITEMS) {
            return List.of(message(fetch, body));
        }
        List<Raw> messages = new ArrayList<>();
        for (int from = 0; from < answer.size(); from += MOST_ITEMS) {
            ArrayNode some = JSON.createArrayNode();
            for (int i = from; i < Math.min(answer.size(), from + MOST_ITEMS); i++) {
                some.add(answer.get(i));
            }
            messages.add(message(fetch, Buffer.buffer(some.toString())));
        }
        return messages;
    }

    private Optional<String> next(JsonNode answer) {
        if (fetch.pages().next().isEmpty()) {
            return Optional.empty();
        }
        String next = answer.at(JsonPointer.compile(fetch.pages().next())).asText("");
        return next.isEmpty() || next.equals("null") ? Optional.empty() : Optional.of(next);
    }

    @Override
    public void close() {
        client.close();
    }
}
