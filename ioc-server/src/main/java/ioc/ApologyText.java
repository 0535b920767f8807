package ioc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.event.ApologyStep;
import ioc.event.ApologyStep.Dates;
import ioc.event.ApologyStep.Kind;
import ioc.event.ApologyStep.Origin;
import ioc.event.ApologyStep.Signing;
import ioc.event.ApologyStep.Text;
import ioc.paper.Letter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step of a letter of apology as JSON, in the journal and over REST. A field nobody knows is refused, so that nothing of
 * an applicant gets in by mistake. Instants are ms.
 */
final class ApologyText {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> STEP = Set.of("step", "revision", "by", "byId", "letter");
    private static final Set<String> LETTER = Set.of(
            "form",
            "reason",
            "dueAt",
            "byAt",
            "promisedAt",
            "parent",
            "agency",
            "number",
            "place",
            "office",
            "receipt",
            "authority",
            "title",
            "name",
            "recipients");

    private ApologyText() {}

    /** Of an entry of the journal; IllegalArgumentException says what is wrong. */
    static ApologyStep read(byte[] json) {
        try {
            return read(JSON.readTree(json));
        } catch (IOException broken) {
            throw new IllegalArgumentException("body: was not JSON", broken);
        }
    }

    static ApologyStep read(JsonNode step) {
        known("body", step, STEP);
        Kind kind = null;
        for (Kind each : Kind.values()) {
            kind = word(each).equals(text(step, "step")) ? each : kind;
        }
        if (kind == null) {
            throw new IllegalArgumentException(
                    "step: was \"" + brief(text(step, "step")) + "\" but must be save, discard, sign, reopen or send");
        }
        JsonNode revision = step.path("revision");
        if (!revision.isInt()) {
            throw new IllegalArgumentException("revision: must be a whole number");
        }
        JsonNode letter = step.path("letter");
        return new ApologyStep(
                kind,
                revision.asInt(),
                text(step, "by"),
                letter.isMissingNode() || letter.isNull() ? null : letter(letter));
    }

    private static Text letter(JsonNode letter) {
        known("letter", letter, LETTER);
        String form = text(letter, "form");
        try {
            form = Letter.Form.valueOf(form).name();
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "form: was \"" + brief(form) + "\" but must be one of " + List.of(Letter.Form.values()), unknown);
        }
        List<String> recipients = new ArrayList<>();
        for (JsonNode recipient : letter.path("recipients")) {
            String line = recipient.asText("").strip();
            if (!line.isEmpty()) {
                recipients.add(line);
            }
        }
        Instant by = letter.path("byAt").isNumber() ? instant(letter, "byAt") : null;
        return new Text(
                form,
                text(letter, "reason"),
                new Dates(instant(letter, "dueAt"), by, instant(letter, "promisedAt")),
                new Origin(
                        text(letter, "parent"),
                        text(letter, "agency"),
                        text(letter, "number"),
                        text(letter, "place"),
                        text(letter, "office"),
                        text(letter, "receipt")),
                new Signing(text(letter, "authority"), text(letter, "title"), text(letter, "name"), recipients));
    }

    /** With the id of the caller beside the name. */
    static byte[] write(ApologyStep step, String byId) {
        ObjectNode json = JSON.createObjectNode()
                .put("step", word(step.kind()))
                .put("revision", step.revision())
                .put("by", step.by())
                .put("byId", byId);
        if (step.text() != null) {
            json.set("letter", tree(step.text()));
        }
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    static ObjectNode tree(Text text) {
        Origin origin = text.origin();
        Signing signing = text.signing();
        Instant by = text.dates().byAt();
        ObjectNode json = JSON.createObjectNode()
                .put("form", text.form())
                .put("reason", text.reason())
                .put("dueAt", text.dates().dueAt().toEpochMilli())
                .put("byAt", by == null ? null : by.toEpochMilli())
                .put("promisedAt", text.dates().promisedAt().toEpochMilli())
                .put("parent", origin.parent())
                .put("agency", origin.agency())
                .put("number", origin.number())
                .put("place", origin.place())
                .put("office", origin.office())
                .put("receipt", origin.receipt())
                .put("authority", signing.authority())
                .put("title", signing.title())
                .put("name", signing.name());
        signing.recipients().forEach(json.putArray("recipients")::add);
        return json;
    }

    static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void known(String where, JsonNode node, Set<String> keys) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(where + ": must be an object");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!keys.contains(name)) {
                throw new IllegalArgumentException(where + ": has a field that is not known (known are "
                        + String.join(", ", keys.stream().sorted().toList()) + ")");
            }
        });
    }

    /** Without space around; empty when it is not there. */
    static String text(JsonNode node, String field) {
        @Nullable JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + ": must be a text");
        }
        return value.asText().strip();
    }

    private static Instant instant(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.canConvertToLong() || Math.abs(value.asLong()) > 32_503_680_000_000L) {
            throw new IllegalArgumentException(field + ": must be a time in ms");
        }
        return Instant.ofEpochMilli(value.asLong());
    }

    private static String brief(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }
}
