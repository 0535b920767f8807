package ioc.calendar;

import ioc.calendar.OfficeHours.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which instants are working time. Holidays and swap days are data; a year without its official notice is provisional.
 * Every search ends: the list of holidays is finite and some day of the week is worked.
 */
public final class WorkingCalendar {
    private final ZoneId zone;
    private final OfficeHours hours;
    private final Map<LocalDate, Holiday> holidays = new HashMap<>();
    private final Set<LocalDate> worked;
    private final Set<Integer> provisional;

    /**
     * @param holidays days off, swapped ones among them
     * @param worked days worked in exchange, such as a Saturday; they win over holidays and weekends
     * @param provisional years whose notice is not out yet
     */
    public WorkingCalendar(
            ZoneId zone, OfficeHours hours, List<Holiday> holidays, Set<LocalDate> worked, Set<Integer> provisional) {
        this.zone = zone;
        this.hours = hours;
        holidays.forEach(holiday -> this.holidays.put(holiday.day(), holiday));
        this.worked = Set.copyOf(worked);
        this.provisional = Set.copyOf(provisional);
    }

    /** What kind of time it is. */
    public enum Phase {
        OPEN,
        LUNCH,
        CLOSED,
        HOLIDAY;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** Name in frames, such as {@code lunch}. */
        public String word() {
            return word;
        }
    }

    /** What kind of time it is, and which holiday if it is one. */
    public record Moment(Phase phase, @Nullable Holiday holiday) {
        public boolean isOpen() {
            return phase == Phase.OPEN;
        }
    }

    public ZoneId zone() {
        return zone;
    }

    /** Working time of one worked day. */
    public Duration perDay() {
        return hours.perDay();
    }

    public boolean isWorked(LocalDate day) {
        return worked.contains(day) || (hours.days().contains(day.getDayOfWeek()) && !holidays.containsKey(day));
    }

    public Optional<Holiday> holiday(LocalDate day) {
        return worked.contains(day) ? Optional.empty() : Optional.ofNullable(holidays.get(day));
    }

    /** Whether the days off of that year may still change. */
    public boolean isProvisional(LocalDate day) {
        return provisional.contains(day.getYear());
    }

    public boolean isOpen(Instant at) {
        return state(at).isOpen();
    }

    public Moment state(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        LocalDate day = local.toLocalDate();
        if (!isWorked(day)) {
            Optional<Holiday> holiday = holiday(day);
            return holiday.map(h -> new Moment(Phase.HOLIDAY, h)).orElseGet(() -> new Moment(Phase.CLOSED, null));
        }
        LocalTime time = local.toLocalTime();
        boolean before = false;
        for (Span span : hours.spans()) {
            if (time.isBefore(span.from())) {
                return new Moment(before ? Phase.LUNCH : Phase.CLOSED, null);
            }
            if (time.isBefore(span.until())) {
                return new Moment(Phase.OPEN, null);
            }
            before = true;
        }
        return new Moment(Phase.CLOSED, null);
    }

    /** The first open instant from {@code at} on; {@code at} itself while open. */
    public Instant nextOpen(Instant at) {
        LocalDate day = at.atZone(zone).toLocalDate();
        while (true) {
            if (isWorked(day)) {
                for (Span span : hours.spans()) {
                    if (at.isBefore(on(day, span.until()))) {
                        Instant from = on(day, span.from());
                        return at.isAfter(from) ? at : from;
                    }
                }
            }
            day = day.plusDays(1);
        }
    }

    /** The next instant after {@code at} at which {@link #state} may answer otherwise. */
    public Instant nextChange(Instant at) {
        LocalDate day = at.atZone(zone).toLocalDate();
        Instant next = day.plusDays(1).atStartOfDay(zone).toInstant();
        for (Span span : hours.spans()) {
            for (Instant edge : List.of(on(day, span.from()), on(day, span.until()))) {
                if (edge.isAfter(at) && edge.isBefore(next)) {
                    next = edge;
                }
            }
        }
        return next;
    }

    /**
     * The instant at which so much working time has passed. A start outside office hours counts from the next opening;
     * work that fills a day ends at its closing time, not at the next opening.
     */
    public Instant plusWorking(Instant from, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("working time: was " + time + " but must not be negative");
        }
        Instant at = nextOpen(from);
        Duration left = time;
        while (true) {
            Instant closes = nextChange(at);
            Duration span = Duration.between(at, closes);
            if (left.compareTo(span) <= 0) {
                return at.plus(left);
            }
            left = left.minus(span);
            at = nextOpen(closes);
        }
    }

    /** The same with whole working days of {@link #perDay} each: five days from Monday 09:00 end next Monday 09:00. */
    public Instant plusWorkingDays(Instant from, int days) {
        return plusWorking(from, perDay().multipliedBy(days));
    }

    private Instant on(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(zone).toInstant();
    }
}
