package ioc;

import ioc.journal.Entry;
import ioc.place.OrgWords;
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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an entry of the journal gives the stores to remember. Pure; used by the followers' threads. */
final class Translation {
    private final Decoding decoding;
    private final OrgWords words;
    private final Map<String, Source> sources;
    private final ZoneId zone;

    Translation(Decoding decoding, OrgWords words, Map<String, Source> sources, ZoneId zone) {
        this.decoding = decoding;
        this.words = words;
        this.sources = Map.copyOf(sources);
        this.zone = zone;
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
            case DOSSIER, ASSIGNMENT, STEP, FEED, ACKNOWLEDGEMENT -> List.of();
        };
    }

    List<Change> changes(Entry entry) {
        @Nullable Source source = sources.get(entry.source());
        if (source == null || entry.kind() != source.kind().entry()) {
            return List.of();
        }
        LocalDate today = Instant.ofEpochMilli(entry.receivedAt()).atZone(zone).toLocalDate();
        String body = new String(entry.body(), StandardCharsets.UTF_8);
        return decoding.map(entry)
                .match(
                        seen -> List.of(new Change.OfDossier(
                                entry.position(), entry.receivedAt(), entry.source(), seen.dossier(), body)),
                        seen -> List.of(new Change.OfAssignment(
                                entry.position(),
                                entry.receivedAt(),
                                entry.source(),
                                unit(seen.assignment().lead(), seen.assignment().givenAt(), today),
                                seen.assignment(),
                                body)),
                        seen -> List.of(
                                new Change.OfStep(entry.position(), entry.receivedAt(), entry.source(), seen.step())),
                        (Mapped.Refused refused) -> List.of());
    }

    private String unit(String word, @Nullable Instant then, LocalDate today) {
        return words.key(word, then == null ? today : then.atZone(zone).toLocalDate(), today);
    }
}
