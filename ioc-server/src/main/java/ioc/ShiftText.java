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

/** A shift handed over or taken, as a request asks for it and as the journal holds it. */
final class ShiftText {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 2_000;

    private ShiftText() {}

    static Draft draft(JsonNode body, String by) {
        String act = body.path("act").asText("");
        String note = body.path("note").asText("").strip();
        if (!act.equals("give") && !act.equals("take")) {
            throw new IllegalArgumentException("act: was \"" + act + "\" but must be give or take");
        }
        if (note.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "note: was " + note.length() + " characters but must be at most " + LONGEST);
        }
        byte[] bytes = JSON.createObjectNode()
                .put("by", by)
                .put("note", note)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return new Draft(Entry.Kind.SHIFT, "person", act, false, bytes);
    }

    static Optional<Event> read(Entry entry, Instant at) {
        try {
            JsonNode body = JSON.readTree(entry.body());
            return Optional.of(new Event.Shifted(
                    entry.source(),
                    at,
                    entry.subject().equals("give") ? Event.Shifted.Turn.GIVE : Event.Shifted.Turn.TAKE,
                    body.path("by").asText(""),
                    body.path("note").asText("")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
