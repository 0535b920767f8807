package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ioc.event.Event;
import ioc.journal.Draft;
import ioc.journal.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** That a wall or a part of the server works or not, as the journal holds it. */
final class PartText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PartText() {}

    static Draft draft(String part, String name, boolean works, String detail) {
        byte[] body = JSON.createObjectNode()
                .put("name", name)
                .put("works", works)
                .put("detail", detail)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return new Draft(Entry.Kind.PART, "ioc", part, false, body);
    }

    static Optional<Event> read(Entry entry, Instant at) {
        try {
            JsonNode body = JSON.readTree(entry.body());
            return Optional.of(new Event.PartChanged(
                    entry.source(),
                    at,
                    entry.subject(),
                    body.path("name").asText(""),
                    body.path("works").asBoolean(false),
                    body.path("detail").asText("")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
