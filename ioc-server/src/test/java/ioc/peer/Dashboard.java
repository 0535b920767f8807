package ioc.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A dashboard: joins topics over a WebSocket, merges the frames, says what it drew. Any thread may look. */
public final class Dashboard implements AutoCloseable, WebSocket.Listener {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Map<String, ObjectNode>> topics = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private long frames;
    private long now;
    private long lastFrame;
    private long longestGap;
    private @Nullable String end;

    private Dashboard(String server) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("ioc.v1")
                .connectTimeout(Peer.PATIENCE)
                .buildAsync(URI.create("ws" + server.substring("http".length()) + "/live"), this)
                .join();
    }

    /** Joined; {@code server} such as {@code http://127.0.0.1:8080}. */
    public static Dashboard at(String server, String... topics) {
        Dashboard dashboard = new Dashboard(server);
        dashboard.say(JSON.createObjectNode()
                .put("type", "join")
                .set("topics", JSON.valueToTree(List.of(topics)))
                .toString());
        for (String topic : topics) {
            Peer.await(topic + " is shown", () -> dashboard.keys(topic) > 0);
        }
        return dashboard;
    }

    private void say(String message) {
        socket.sendText(message, true).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            take(from, whole);
        }
        from.request(1);
        return null;
    }

    private void take(WebSocket from, String whole) {
        try {
            JsonNode message = JSON.readTree(whole);
            tell(message.path("now").asLong());
            if (message.path("type").asText().equals("frame")) {
                merge(message);
                CompletableFuture<WebSocket> unused =
                        from.sendText("{\"type\":\"drawn\",\"seq\":" + message.path("seq") + "}", true);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + whole, e);
        }
    }

    private synchronized void tell(long serverNow) {
        now = Math.max(now, serverNow);
    }

    /** The server's clock, epoch ms, as last told. */
    public synchronized long now() {
        return now;
    }

    private synchronized void merge(JsonNode frame) {
        long now = System.nanoTime();
        longestGap = frames++ == 0 ? 0 : Math.max(longestGap, now - lastFrame);
        lastFrame = now;
        frame.path("full").forEach(topic -> topics.put(topic.asText(), new TreeMap<>()));
        frame.path("topics").properties().forEach(topic -> {
            Map<String, ObjectNode> keys = topics.computeIfAbsent(topic.getKey(), name -> new TreeMap<>());
            topic.getValue().path("del").forEach(key -> keys.remove(key.asText()));
            topic.getValue().path("put").properties().forEach(key -> keys.computeIfAbsent(
                            key.getKey(), name -> JSON.createObjectNode())
                    .setAll((ObjectNode) key.getValue()));
        });
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end = code + " " + reason;
        return null;
    }

    @Override
    public synchronized void onError(WebSocket from, Throwable error) {
        end = String.valueOf(error);
    }

    private synchronized int keys(String topic) {
        return topics.getOrDefault(topic, Map.of()).size();
    }

    /** What is shown; missing when it is not. */
    public synchronized JsonNode shown(String topic, String key, String field) {
        ObjectNode fields = topics.getOrDefault(topic, Map.of()).get(key);
        return fields == null ? MissingNode.getInstance() : fields.path(field).deepCopy();
    }

    public long number(String topic, String key, String field) {
        return shown(topic, key, field).asLong();
    }

    /** Waits until it is shown and fails when that takes longer; how long it took. */
    public Duration await(String topic, String key, String field, Predicate<JsonNode> value) {
        long begin = System.nanoTime();
        Peer.await(
                () -> topic + " " + key + " " + field + " was " + shown(topic, key, field),
                () -> value.test(shown(topic, key, field)));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Frames so far. */
    public synchronized long frames() {
        return frames;
    }

    /** The longest time between two frames since {@link #beginGaps}, the time since the last one included. */
    public synchronized Duration longestGap() {
        return Duration.ofNanos(Math.max(longestGap, System.nanoTime() - lastFrame));
    }

    public synchronized void beginGaps() {
        longestGap = 0;
        lastFrame = System.nanoTime();
    }

    /** Close code and reason; null while connected. */
    public synchronized @Nullable String end() {
        return end;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
