package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.event.Handling;
import ioc.event.Party;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people do about alerts as JSON: in a request, and with their name in the journal. */
final class Handlings {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Handlings() {}

    /** What a request asks for; an {@link IllegalArgumentException} names the field, what was given and what is allowed. */
    static Handling of(String alert, JsonNode body, Party by) {
        return of(alert, body, by, new Party(text(body, "to"), ""));
    }

    private static Handling of(String alert, JsonNode body, Party by, Party to) {
        String word = text(body, "act");
        Handling.Kind kind = Handling.Kind.of(word)
                .orElseThrow(() -> new IllegalArgumentException("act: was \"" + word + "\" but must be one of "
                        + Arrays.stream(Handling.Kind.values())
                                .map(Handling.Kind::word)
                                .collect(Collectors.joining(", "))));
        JsonNode revision = body.path("revision");
        if (!revision.isInt() && kind != Handling.Kind.COMMENT) {
            throw new IllegalArgumentException(
                    "revision: was \"" + revision.asText() + "\" but must be a whole number");
        }
        return new Handling(alert, revision.asInt(0), kind, by, to, text(body, "text"), until(body.path("until")));
    }

    private static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isNull() ? "" : value.asText("");
    }

    private static @Nullable Instant until(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
            throw new IllegalArgumentException("until: was \"" + value.asText() + "\" but must be an instant in ms");
        }
        try {
            return Instant.ofEpochMilli(value.asLong());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("until: was " + value + " but must be an instant in ms", e);
        }
    }

    static Optional<Handling> read(String alert, byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            return Optional.of(of(alert, read, party(read.path("by")), party(read.path("to"))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Party party(JsonNode body) {
        return new Party(body.path("id").asText(""), body.path("name").asText(""));
    }

    static ObjectNode json(Party party) {
        return JSON.createObjectNode().put("id", party.id()).put("name", party.name());
    }

    static byte[] bytes(Handling handling) {
        ObjectNode body = JSON.createObjectNode()
                .put("act", handling.kind().word())
                .put("revision", handling.revision())
                .set("by", json(handling.by()));
        if (!handling.to().nobody()) {
            body.set("to", json(handling.to()));
        }
        if (!handling.text().isEmpty()) {
            body.put("text", handling.text());
        }
        Instant until = handling.until();
        if (until != null) {
            body.put("until", until.toEpochMilli());
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
