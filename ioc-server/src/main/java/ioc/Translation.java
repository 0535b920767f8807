package ioc;

import ioc.journal.Entry;
import ioc.records.Change;
import ioc.sensor.Reading;
import ioc.sensor.decode.Decoded;
import ioc.series.Minute;
import ioc.series.Point;
import ioc.series.Points;
import ioc.source.Mapped;
import ioc.source.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an entry of the journal gives the stores to remember. Pure; used by the followers' threads. */
final class Translation {
    private final Decoding decoding;
    private final Map<String, Source> sources;

    Translation(Decoding decoding, Map<String, Source> sources) {
        this.decoding = decoding;
        this.sources = Map.copyOf(sources);
    }

    List<Point> points(Entry entry) {
        return switch (entry.kind()) {
            case MESSAGE -> {
                if (decoding.decode(entry) instanceof Decoded.Readings readings) {
                    Instant at = Instant.ofEpochMilli(entry.receivedAt());
                    List<Point> points = new ArrayList<>(readings.all().size());
                    for (Reading reading : readings.all()) {
                        points.addAll(Points.of(reading, at, entry.retained()));
                    }
                    yield points;
                }
                yield List.of();
            }
            case SAMPLE -> Points.of(Minute.fromJson(entry.body()));
            case DOSSIER, ASSIGNMENT, STEP, FEED, APOLOGY, ACTION, HANDLING, RULE, PART, SHIFT, DEED -> List.of();
        };
    }

    List<Change> changes(Entry entry) {
        String body = new String(entry.body(), StandardCharsets.UTF_8);
        if (entry.kind() == Entry.Kind.ACTION) {
            return Actions.read(entry.subject(), entry.body())
                    .<List<Change>>map(action -> List.of(
                            new Change.OfAction(entry.position(), entry.receivedAt(), entry.source(), action, body)))
                    .orElse(List.of());
        }
        if (entry.kind() == Entry.Kind.DEED) {
            return Deeds.read(entry.body()).stream()
                    .<Change>map(deed -> new Change.OfDeed(entry.position(), entry.receivedAt(), entry.source(), deed))
                    .toList();
        }
        if (entry.kind() == Entry.Kind.APOLOGY) {
            return decoding.apology(entry).stream()
                    .<Change>map(step -> new Change.OfApology(
                            entry.position(), entry.receivedAt(), entry.source(), entry.subject(), step, body))
                    .toList();
        }
        @Nullable Source source = sources.get(entry.source());
        if (source == null || entry.kind() != source.kind().entry()) {
            return List.of();
        }
        return decoding.map(entry)
                .match(
                        seen -> List.of(new Change.OfDossier(
                                entry.position(), entry.receivedAt(), entry.source(), seen.dossier(), body)),
                        seen -> List.of(new Change.OfAssignment(
                                entry.position(), entry.receivedAt(), entry.source(), seen.assignment(), body)),
                        seen -> List.of(
                                new Change.OfStep(entry.position(), entry.receivedAt(), entry.source(), seen.step())),
                        (Mapped.Refused refused) -> List.of());
    }
}
