package ioc.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ways in which a source writes instants, tried in order: a pattern such as {@code yyyyMMddHHmmss}, {@code iso}
 * (date, and optionally time, fraction and offset, with T or a blank between) or {@code epoch} (s, or ms when it is larger
 * than 1e11). What has no offset is in the source's zone. A date alone is the begin of that day, or its end where the
 * field is a due instant.
 */
final class TimeFormats {
    private static final double LEAST_MILLIS = 1e11;
    private static final LocalTime LAST = LocalTime.of(23, 59, 59, 999_000_000);
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .optionalEnd()
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private final List<String> words;
    private final List<DateTimeFormatter> formatters = new ArrayList<>();
    private final ZoneId zone;
    private final boolean epoch;

    /** An IllegalArgumentException for a pattern that is none. */
    TimeFormats(List<String> words, ZoneId zone) {
        this.words = List.copyOf(words);
        this.zone = zone;
        this.epoch = words.contains("epoch");
        for (String word : words) {
            if (word.equals("iso")) {
                formatters.add(ISO);
            } else if (!word.equals("epoch")) {
                // u: the year as it is written; y would want an era when strict
                formatters.add(
                        DateTimeFormatter.ofPattern(word.replace('y', 'u')).withResolverStyle(ResolverStyle.STRICT));
            }
        }
    }

    /** The instant a value says; empty when none of the formats fits. */
    Optional<Instant> parse(JsonNode value, boolean endOfDay) {
        String text = value.asText().strip();
        for (DateTimeFormatter formatter : formatters) {
            // Without an exception for what does not fit: that is not rare, and asked for every record.
            ParsePosition end = new ParsePosition(0);
            TemporalAccessor read = formatter.parseUnresolved(text, end);
            if (read != null && end.getErrorIndex() < 0 && end.getIndex() == text.length()) {
                Optional<Instant> instant = resolved(formatter, text, endOfDay);
                if (instant.isPresent()) {
                    return instant;
                }
            }
        }
        return epoch ? epoch(text) : Optional.empty();
    }

    private Optional<Instant> resolved(DateTimeFormatter formatter, String text, boolean endOfDay) {
        try {
            return Optional.of(instant(
                    formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from), endOfDay));
        } catch (DateTimeException e) {
            return Optional.empty(); // right shape, and no such day or hour
        }
    }

    private Instant instant(TemporalAccessor time, boolean endOfDay) {
        if (time instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        if (time instanceof LocalDateTime local) {
            return local.atZone(zone).toInstant();
        }
        LocalDate day = LocalDate.from(time);
        return (endOfDay ? day.atTime(LAST) : day.atStartOfDay()).atZone(zone).toInstant();
    }

    private static Optional<Instant> epoch(String text) {
        try {
            double number = Double.parseDouble(text);
            double millis = number > LEAST_MILLIS ? number : number * 1000;
            return millis > 0 && millis < 1e14 ? Optional.of(Instant.ofEpochMilli((long) millis)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return String.join(", ", words);
    }
}
