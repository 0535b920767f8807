package ioc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ioc.config.Config;
import ioc.mqtt.Broker;
import ioc.mqtt.EmbeddedBroker;
import ioc.mqtt.Tls;
import ioc.sensor.Message;
import ioc.sensor.decode.Decoded;
import ioc.sensor.decode.Said;
import ioc.sensor.decode.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** {@code ioc-server try}: what the messages of a file, or those that come in now, say if a family reads them. Changes nothing. */
final class Tryout {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Trial trial;
    private final InstantSource clock;
    private final PrintWriter out;
    private final AtomicInteger refused = new AtomicInteger();

    Tryout(Trial trial, InstantSource clock, PrintWriter out) {
        this.trial = trial;
        this.clock = clock;
        this.out = out;
    }

    /**
     * Reads a file: one message a line as {@code {"topic": ..., "payload": ... or "base64": ..., "retained": ..., "at": ...}}, or, with
     * a topic, one payload in all.
     *
     * @return how many were refused
     * @throws IOException where it has no message, too
     */
    int file(Path file, @Nullable String topic) throws IOException {
        if (topic != null) {
            show(new Message(topic, Files.readAllBytes(file), false, clock.instant()));
            return refused.get();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IOException(
                    file + ": must be text in UTF-8 (where it is the payload of one message, give --topic)");
        }
        boolean any = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            any |= !line.isBlank() && message(line, file + ", line " + (i + 1));
        }
        if (!any) {
            throw new IOException(
                    file
                            + ": has no line {\"topic\": ..., \"payload\": ...}; where it is the payload of one message, give --topic");
        }
        return refused.get();
    }

    /** Whether the line is a message; others are what a file says about itself. */
    private boolean message(String line, String where) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    where + ": was no JSON but must be {\"topic\": ..., \"payload\": ...} (or give --topic)");
        }
        if (!json.hasNonNull("topic")) {
            return false;
        }
        String base64 = json.path("base64").asText(json.path("payload_b64").asText());
        byte[] payload;
        Instant at;
        try {
            payload = base64.isEmpty()
                    ? json.path("payload").asText().getBytes(StandardCharsets.UTF_8)
                    : Base64.getDecoder().decode(base64);
            at = json.hasNonNull("at") ? Instant.parse(json.path("at").asText()) : clock.instant();
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IOException(where + ": must have base64 of RFC 4648 and a time such as 2026-11-20T01:02:05Z ("
                    + e.getMessage() + ")");
        }
        boolean retained = json.path("retained").asBoolean(json.path("retain").asBoolean());
        show(new Message(json.path("topic").asText(), payload, retained, at));
        return true;
    }

    /** Listens at the broker for so long. */
    int topic(Config.Broker broker, String filter, Duration span) throws IOException, InterruptedException {
        String url = broker.engine() == Config.BrokerEngine.EMBEDDED ? EmbeddedBroker.url(broker.port()) : broker.url();
        Tls tls = broker.caFile().isEmpty() ? Tls.USUAL : new Tls(Path.of(broker.caFile()), null, null);
        Broker.Options options = new Broker.Options(
                url,
                "ioc-try-" + UUID.randomUUID(),
                new Broker.Login(broker.user(), broker.password().reveal()),
                tls,
                List.of(filter));
        Broker listening = Broker.open(
                options,
                (topic, retained, body, durable) -> {
                    show(new Message(topic, body, retained, clock.instant()));
                    durable.accept(0);
                    return true;
                },
                (up, reason) -> {
                    synchronized (out) {
                        out.println(up ? "listening to " + filter + " at " + url : "lost: " + reason);
                        out.flush();
                    }
                });
        try (listening) {
            TimeUnit.NANOSECONDS.sleep(span.toNanos());
        }
        return refused.get();
    }

    private void show(Message message) {
        Decoded decoded = trial.of(message);
        if (decoded instanceof Decoded.Rejected) {
            refused.incrementAndGet();
        }
        synchronized (out) {
            out.println(message.topic());
            out.println("  -> " + Said.of(decoded));
            out.flush();
        }
    }
}
