package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.event.Event;
import ioc.event.Party;
import ioc.journal.Draft;
import ioc.journal.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A shift handed over, read or taken, as a request asks for it and as the journal holds it. */
final class ShiftText {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 2_000;
    private static final int MOST = 500;

    private ShiftText() {}

    /** {@code seen}: whether whoever asks sees an alert; what they do not see is not read. */
    static Draft draft(JsonNode body, Party by, Predicate<String> seen) {
        String act = body.path("act").asText("");
        String note = body.path("note").asText("").strip();
        Event.Shifted.Turn turn = turn(act);
        if (turn == null) {
            throw new IllegalArgumentException("act: was \"" + act + "\" but must be give, take or read");
        }
        List<String> alerts = alerts(body);
        if (alerts.size() > MOST || (turn == Event.Shifted.Turn.READ) == alerts.isEmpty()) {
            throw new IllegalArgumentException(
                    "alerts: were " + alerts.size() + " but must be 1 to " + MOST + " to read, none else");
        }
        if (note.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "note: was " + note.length() + " characters but must be at most " + LONGEST);
        }
        ObjectNode said = JSON.createObjectNode().put("note", note).set("by", Handlings.json(by));
        if (!alerts.isEmpty()) {
            alerts.stream().filter(seen).forEach(said.putArray("alerts")::add);
        }
        return new Draft(Entry.Kind.SHIFT, "person", act, false, said.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Event.Shifted.@Nullable Turn turn(String act) {
        return switch (act) {
            case "give" -> Event.Shifted.Turn.GIVE;
            case "take" -> Event.Shifted.Turn.TAKE;
            case "read" -> Event.Shifted.Turn.READ;
            default -> null;
        };
    }

    private static List<String> alerts(JsonNode body) {
        List<String> alerts = new ArrayList<>();
        body.path("alerts").forEach(id -> alerts.add(id.asText()));
        return alerts;
    }

    static Optional<Event> read(Entry entry, Instant at) {
        try {
            JsonNode body = JSON.readTree(entry.body());
            return Optional.ofNullable(turn(entry.subject()))
                    .map(turn -> new Event.Shifted(
                            entry.source(),
                            at,
                            turn,
                            Handlings.party(body.path("by")),
                            body.path("note").asText(""),
                            alerts(body)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
