package ioc;

import ioc.event.ApologyStep;
import ioc.event.Event;
import ioc.journal.Entry;
import ioc.sensor.Message;
import ioc.sensor.Reading;
import ioc.sensor.decode.Decoded;
import ioc.sensor.decode.Decoded.Reason;
import ioc.sensor.decode.Decoders;
import ioc.source.Mapped;
import ioc.source.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a raw entry of the journal to what happened. Pure: the same entry is the same events, now and in a replay. */
final class Decoding {
    private final Decoders decoders;
    private final Map<String, Source> sources;

    Decoding(Decoders decoders, Map<String, Source> sources) {
        this.decoders = decoders;
        this.sources = Map.copyOf(sources);
    }

    /** Of a sample, whose content is an output of ours, only that there is one. */
    List<Event> events(Entry entry) {
        Instant at = Instant.ofEpochMilli(entry.receivedAt());
        return switch (entry.kind()) {
            case MESSAGE -> heard(entry, at);
            case DOSSIER, ASSIGNMENT, STEP -> List.of(seen(entry, at));
            case FEED ->
                List.of(new Event.FeedChanged(
                        entry.source(),
                        at,
                        entry.subject().equals("up") ? Event.FeedChanged.State.UP : Event.FeedChanged.State.DOWN));
            case HANDLING ->
                List.of(Handlings.read(entry.subject(), entry.body())
                        .<Event>map(handling -> new Event.Handled(entry.source(), at, handling))
                        .orElseGet(() -> malformed(entry, at, "handling")));
            case RULE ->
                List.of(new Event.RuleProposed(
                        entry.source(), at, entry.subject(), new String(entry.body(), StandardCharsets.UTF_8)));
            case SHIFT -> List.of(ShiftText.read(entry, at).orElseGet(() -> malformed(entry, at, "shift")));
            case PART -> List.of(PartText.read(entry, at).orElseGet(() -> malformed(entry, at, "part")));
            case ACTION ->
                List.of(Actions.read(entry.subject(), entry.body())
                        .<Event>map(action -> new Event.Acted(entry.source(), at, action))
                        .orElseGet(() -> malformed(entry, at, "action")));
            case APOLOGY -> List.of(apologised(entry, at));
            case SAMPLE -> List.of(new Event.Sampled(entry.source(), at));
            case DEED -> List.of();
        };
    }

    /** What a person did about a letter of apology; empty for what is not one of ours. */
    Optional<ApologyStep> apology(Entry entry) {
        try {
            return Optional.of(ApologyText.read(entry.body()));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private static Event apologised(Entry entry, Instant at) {
        try {
            return new Event.Apologised(entry.source(), at, entry.subject(), ApologyText.read(entry.body()));
        } catch (IllegalArgumentException other) {
            return new Event.Refused(
                    entry.source(), at, entry.subject(), Reason.MALFORMED, String.valueOf(other.getMessage()));
        }
    }

    /** What a message says; a message of another kind says nothing. */
    Decoded decode(Entry entry) {
        Instant at = Instant.ofEpochMilli(entry.receivedAt());
        return decoders.decode(new Message(entry.subject(), entry.body(), entry.retained(), at));
    }

    /** What a record of a source turned out to be. */
    Mapped map(Entry entry) {
        Source source = sources.get(entry.source());
        return source == null
                ? new Mapped.Refused(Reason.UNKNOWN_TOPIC, "source: is not configured any more")
                : source.mapping().map(entry.body());
    }

    private List<Event> heard(Entry entry, Instant at) {
        return decode(entry)
                .match(
                        readings -> {
                            int count = readings.all().size();
                            List<Event> events = new ArrayList<>(count);
                            for (Reading reading : readings.all()) {
                                boolean first = isFirst(reading, readings.all());
                                boolean last = events.size() == count - 1;
                                events.add(new Event.Heard(entry.source(), at, reading, entry.retained(), first, last));
                            }
                            return events;
                        },
                        ignored -> List.of(new Event.Unused(entry.source(), at, entry.subject())),
                        rejected -> List.of(new Event.Refused(
                                entry.source(),
                                at,
                                entry.subject(),
                                rejected.reason(),
                                rejected.detail(),
                                rejected.word(),
                                entry.retained() ? null : rejected.clock())));
    }

    /** Whether a message says nothing of its device before it. */
    private static boolean isFirst(Reading reading, List<Reading> all) {
        for (Reading before : all) {
            if (before.device().equals(reading.device())) {
                return before == reading;
            }
        }
        return true;
    }

    private Event seen(Entry entry, Instant at) {
        return map(entry)
                .match(
                        dossier -> new Event.DossierSeen(entry.source(), at, dossier.dossier()),
                        assignment -> new Event.AssignmentSeen(entry.source(), at, assignment.assignment()),
                        step -> new Event.StepSeen(entry.source(), at, step.step()),
                        refused -> new Event.Refused(
                                entry.source(), at, entry.subject(), refused.reason(), refused.detail()));
    }

    private static Event malformed(Entry entry, Instant at, String what) {
        return new Event.Refused(entry.source(), at, entry.subject(), Reason.MALFORMED, what + ": was not one");
    }
}
