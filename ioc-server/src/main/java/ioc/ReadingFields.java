package ioc;

import ioc.sensor.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reading as the fields of an answer. */
final class ReadingFields implements Reading.Cases<Map<String, @Nullable Object>> {
    private static final ReadingFields ALL = new ReadingFields();

    private ReadingFields() {}

    static List<Map<String, @Nullable Object>> of(List<Reading> readings) {
        return readings.stream().map(reading -> reading.match(ALL)).toList();
    }

    private static Map<String, @Nullable Object> line(Reading reading, String says, @Nullable Object... fields) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("says", says);
        line.put("device", reading.device().toString());
        line.put(
                "observedAt",
                reading.observedAt() == null ? null : reading.observedAt().toEpochMilli());
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i + 1] != null) {
                line.put(String.valueOf(fields[i]), fields[i + 1]);
            }
        }
        return line;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Map<String, @Nullable Object> presence(Reading.Presence it) {
        return line(it, "presence", "state", word(it.link()));
    }

    @Override
    public Map<String, @Nullable Object> health(Reading.Health it) {
        return line(it, "health", "fault", it.fault(), "uptimeSeconds", it.uptimeSeconds(), "version", it.version());
    }

    @Override
    public Map<String, @Nullable Object> fault(Reading.Fault it) {
        return line(it, "fault", "fault", it.word(), "active", it.active());
    }

    /** Without the visit: it is the sender's own key. */
    @Override
    public Map<String, @Nullable Object> ticketStep(Reading.TicketStep it) {
        return line(
                it,
                "ticket",
                "step",
                word(it.step()),
                "ticket",
                it.ticket(),
                "service",
                it.service(),
                "counter",
                it.counter());
    }

    @Override
    public Map<String, @Nullable Object> counterState(Reading.CounterState it) {
        return line(it, "counter", "state", word(it.state()));
    }

    @Override
    public Map<String, @Nullable Object> rating(Reading.Rating it) {
        return line(it, "rating", "score", it.score(), "scale", it.scale());
    }

    @Override
    public Map<String, @Nullable Object> level(Reading.Level it) {
        return line(it, "level", "quantity", it.quantity().word(), "part", it.part(), "value", it.value());
    }

    @Override
    public Map<String, @Nullable Object> tally(Reading.Tally it) {
        return line(
                it,
                "tally",
                "direction",
                word(it.direction()),
                "part",
                it.part(),
                "count",
                it.count(),
                "cumulative",
                it.cumulative());
    }
}
