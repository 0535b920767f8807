package ioc.report;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/**
 * A day, a week from Monday on, or a month.
 *
 * @param id {@code 2026-11-26}, {@code 2026-W48} or {@code 2026-11}
 * @param until the day after its last
 */
public record Span(Kind kind, String id, LocalDate from, LocalDate until) {
    public enum Kind {
        DAY,
        WEEK,
        MONTH;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }

    /** The one with a day in it. */
    public static Span containing(LocalDate day, Kind kind) {
        return switch (kind) {
            case DAY -> new Span(kind, day.toString(), day, day.plusDays(1));
            case WEEK -> {
                LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                String id = String.format(
                        Locale.ROOT,
                        "%04d-W%02d",
                        monday.get(IsoFields.WEEK_BASED_YEAR),
                        monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
                yield new Span(kind, id, monday, monday.plusWeeks(1));
            }
            case MONTH -> {
                LocalDate first = day.withDayOfMonth(1);
                yield new Span(kind, first.toString().substring(0, 7), first, first.plusMonths(1));
            }
        };
    }

    /** The one an id names. */
    public static Optional<Span> of(String id) {
        try {
            if (id.matches("[12]\\d{3}-\\d\\d-\\d\\d")) {
                return Optional.of(containing(LocalDate.parse(id), Kind.DAY));
            }
            if (id.matches("[12]\\d{3}-\\d\\d")) {
                return Optional.of(containing(LocalDate.parse(id + "-01"), Kind.MONTH));
            }
            if (id.matches("[12]\\d{3}-W\\d\\d")) {
                LocalDate day = LocalDate.of(Integer.parseInt(id.substring(0, 4)), 1, 4) // always in week 1
                        .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, Integer.parseInt(id.substring(6)));
                Span week = containing(day, Kind.WEEK);
                return week.id().equals(id) ? Optional.of(week) : Optional.empty();
            }
            return Optional.empty();
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    public Span before() {
        return containing(from.minusDays(1), kind);
    }

    public Span after() {
        return containing(until, kind);
    }

    public Instant start(ZoneId zone) {
        return from.atStartOfDay(zone).toInstant();
    }

    /** The last moment that counts: its end, or now while it goes on. */
    public Instant end(ZoneId zone, Instant now) {
        Instant end = until.atStartOfDay(zone).toInstant();
        return end.isBefore(now) ? end : now;
    }
}
