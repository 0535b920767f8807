package ioc.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.alert.Priority;
import ioc.config.NoticeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A notice as JSON: what the outbox keeps, and the larger part of a webhook's body. */
final class NoticeJson {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private NoticeJson() {}

    static ObjectNode of(Notice notice) {
        ObjectNode json = JSON.createObjectNode()
                .put("alert", notice.alert())
                .put("transition", notice.transition())
                .put("kind", notice.what().kind().word())
                .put("priority", word(notice.what().priority()))
                .put("rule", notice.cause().rule())
                .put("subject", notice.cause().subject())
                .put("site", notice.cause().site())
                .put("org", notice.cause().org());
        both(json.putObject("title"), notice.wording().title());
        ArrayNode details = json.putArray("details");
        for (Notice.Detail detail : notice.wording().details()) {
            ObjectNode one = details.addObject().put("id", detail.id());
            both(one.putObject("label"), detail.label());
            one.put("value", detail.value());
        }
        both(json.putObject("whatToDo"), notice.wording().whatToDo());
        json.put("raisedAt", notice.times().raisedAt().toEpochMilli())
                .put("at", notice.times().at().toEpochMilli())
                .put("step", notice.call().step())
                .put("url", notice.wording().url());
        ArrayNode recipients = json.putArray("recipients");
        notice.call().recipients().stream().sorted().forEach(recipients::add);
        return json;
    }

    static Notice read(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("outbox: payload was \"" + text + "\" but must be JSON", e);
        }
        List<Notice.Detail> details = new ArrayList<>();
        for (JsonNode detail : json.path("details")) {
            details.add(new Notice.Detail(
                    detail.path("id").asText(),
                    both(detail.path("label")),
                    detail.path("value").asText()));
        }
        Set<String> recipients = new HashSet<>();
        json.path("recipients").forEach(one -> recipients.add(one.asText()));
        return new Notice(
                json.path("alert").asText(),
                json.path("transition").asInt(),
                new Notice.What(
                        NoticeKind.valueOf(constant(json.path("kind").asText())),
                        Priority.valueOf(constant(json.path("priority").asText()))),
                new Notice.Cause(
                        json.path("rule").asText(),
                        json.path("subject").asText(),
                        nullable(json.path("site")),
                        nullable(json.path("org"))),
                new Notice.Wording(
                        both(json.path("title")),
                        details,
                        both(json.path("whatToDo")),
                        json.path("url").asText()),
                new Notice.Times(
                        Instant.ofEpochMilli(json.path("raisedAt").asLong()),
                        Instant.ofEpochMilli(json.path("at").asLong())),
                new Notice.Call(recipients, json.path("step").asInt()));
    }

    static String word(Priority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static void both(ObjectNode json, Notice.Both both) {
        json.put("vi", both.vi()).put("en", both.en());
    }

    private static Notice.Both both(JsonNode json) {
        return new Notice.Both(json.path("vi").asText(), json.path("en").asText());
    }

    private static @Nullable String nullable(JsonNode value) {
        return value.isTextual() ? value.asText() : null;
    }
}
