package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.event.Action;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Actions as JSON: the same in a request and in the journal. */
final class Actions {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Actions() {}

    /** What a request asks for; an {@link IllegalArgumentException} names the field, what was given and what is allowed. */
    static Action of(String assignment, JsonNode body) {
        String word = text(body, "act");
        Action.Kind kind = Action.Kind.of(word)
                .orElseThrow(() -> new IllegalArgumentException("act: was \"" + word + "\" but must be one of "
                        + Arrays.stream(Action.Kind.values())
                                .map(Action.Kind::word)
                                .collect(Collectors.joining(", "))));
        JsonNode revision = body.path("revision");
        if (!revision.isInt()) {
            throw new IllegalArgumentException(
                    "revision: was \"" + revision.asText() + "\" but must be a whole number");
        }
        JsonNode percent = body.path("percent");
        if (!percent.isMissingNode() && !percent.isNull() && !percent.isInt()) {
            throw new IllegalArgumentException("percent: was \"" + percent.asText() + "\" but must be 0..100");
        }
        return new Action(
                assignment,
                revision.asInt(),
                kind,
                text(body, "by"),
                text(body, "text"),
                instant(body),
                text(body, "document"),
                text(body, "link"),
                percent.isInt() ? percent.asInt() : -1);
    }

    private static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isNull() ? "" : value.asText("");
    }

    private static @Nullable Instant instant(JsonNode body) {
        String text = text(body, "due");
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("due: was \"" + text + "\" but must be like 2026-11-30T10:00:00Z", e);
        }
    }

    static Optional<Action> read(String assignment, byte[] body) {
        try {
            return Optional.of(of(assignment, JSON.readTree(body)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Who acknowledged, as the journal has it. */
    static String by(byte[] body) {
        try {
            return JSON.readTree(body).path("by").asText("");
        } catch (IOException e) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** With the id of the caller beside the name. */
    static byte[] bytes(Action action, String byId) {
        ObjectNode body = JSON.createObjectNode()
                .put("act", action.kind().word())
                .put("revision", action.revision())
                .put("by", action.by())
                .put("byId", byId);
        put(body, "text", action.text());
        put(body, "document", action.document());
        put(body, "link", action.link());
        Instant due = action.due();
        put(body, "due", due == null ? "" : due.toString());
        if (action.percent() >= 0) {
            body.put("percent", action.percent());
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode body, String field, String text) {
        if (!text.isEmpty()) {
            body.put(field, text);
        }
    }
}
