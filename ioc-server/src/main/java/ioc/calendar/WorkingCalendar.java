package ioc.calendar;

import ioc.calendar.OfficeHours.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which instants are working time, and the arithmetic of working time. Holidays, swap days and half days are data; a year
 * without its official notice is provisional.
 *
 * <p>It knows the days from 2000 to 2099 and holds, for each, the working time before it, so that adding and measuring
 * cost a search, not a walk. Outside it does not count: {@link #covers}.
 */
public final class WorkingCalendar {
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2099, 12, 31);
    private static final long FIRST_DAY = FIRST.toEpochDay();

    private final ZoneId zone;
    private final OfficeHours hours;
    private final Map<LocalDate, Holiday> holidays = new HashMap<>();
    private final Map<LocalDate, List<Span>> exceptions;
    private final Map<Integer, Notice> notices = new HashMap<>();
    /** Asked for with every deadline. */
    private final Duration perDay;
    /** Working ms before each day since {@link #FIRST}; one more element than days. */
    private final long[] before;

    /**
     * @param holidays days off, swapped ones among them, with their names
     * @param exceptions days whose hours are not those of the week: worked Saturdays, half days; they win over holidays
     */
    public WorkingCalendar(
            ZoneId zone,
            OfficeHours hours,
            List<Holiday> holidays,
            Map<LocalDate, List<Span>> exceptions,
            List<Notice> notices) {
        this.zone = zone;
        this.hours = hours;
        this.perDay = OfficeHours.length(hours.wholeDay());
        holidays.forEach(holiday -> this.holidays.put(holiday.day(), holiday));
        Map<LocalDate, List<Span>> checked = new HashMap<>();
        exceptions.forEach((day, spans) -> checked.put(day, OfficeHours.inOrder(spans)));
        this.exceptions = Map.copyOf(checked);
        notices.forEach(notice -> this.notices.put(notice.year(), notice));
        before = new long[(int) (LAST.toEpochDay() - FIRST_DAY) + 2];
        for (int i = 1; i < before.length; i++) {
            before[i] = before[i - 1]
                    + OfficeHours.length(spans(FIRST.plusDays(i - 1L))).toMillis();
        }
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

    /** Working time of one whole worked day: what a limit of one working day means. */
    public Duration perDay() {
        return perDay;
    }

    /** The spans of a day that is worked as a whole, whatever day of the week it is. */
    public List<Span> wholeDay() {
        return hours.wholeDay();
    }

    /** When this day is worked, in order; empty for a day off. */
    public List<Span> spans(LocalDate day) {
        List<Span> exception = exceptions.get(day);
        if (exception != null) {
            return exception;
        }
        return holidays.containsKey(day) ? List.of() : hours.on(day.getDayOfWeek());
    }

    public boolean isWorked(LocalDate day) {
        return !spans(day).isEmpty();
    }

    /** Whether that day is worked although its week says it is off: a swap day. */
    public boolean isSwapped(LocalDate day) {
        return isWorked(day) && hours.on(day.getDayOfWeek()).isEmpty();
    }

    public Optional<Holiday> holiday(LocalDate day) {
        return isWorked(day) ? Optional.empty() : Optional.ofNullable(holidays.get(day));
    }

    /** What the days off of that year rest on; empty for a year nobody has written down. */
    public Optional<Notice> notice(int year) {
        return Optional.ofNullable(notices.get(year));
    }

    /** Whether the days off of that year may still change, or are not known at all. */
    public boolean isProvisional(LocalDate day) {
        return notice(day.getYear()).map(notice -> !notice.isConfirmed()).orElse(true);
    }

    /** Whether working time is known then: the years 2000 to 2099. */
    public boolean covers(Instant at) {
        LocalDate day = day(at);
        return !day.isBefore(FIRST) && !day.isAfter(LAST);
    }

    /** Equal for calendars that count alike; another one after a change that can move a due instant. */
    public int fingerprint() {
        int hash = Arrays.hashCode(before);
        for (DayOfWeek day : DayOfWeek.values()) {
            hash = 31 * hash + fingerprint(hours.on(day));
        }
        for (Map.Entry<LocalDate, List<Span>> exception : exceptions.entrySet()) {
            hash += (int) exception.getKey().toEpochDay() * 31 + fingerprint(exception.getValue()); // in any order
        }
        return hash;
    }

    private static int fingerprint(List<Span> spans) {
        int hash = 1;
        for (Span span : spans) {
            hash = 31 * (31 * hash + span.from().toSecondOfDay()) + span.until().toSecondOfDay();
        }
        return hash;
    }

    public boolean isOpen(Instant at) {
        return state(at).isOpen();
    }

    /** Whether somebody may be told to come then: while open, or at the minute a span ends. */
    public boolean isWorkingTime(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        LocalTime time = local.toLocalTime();
        return covers(at)
                && spans(local.toLocalDate()).stream()
                        .anyMatch(span -> !time.isBefore(span.from()) && !time.isAfter(span.until()));
    }

    public Moment state(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        LocalDate day = local.toLocalDate();
        List<Span> spans = spans(day);
        if (spans.isEmpty()) {
            Optional<Holiday> holiday = holiday(day);
            return holiday.map(h -> new Moment(Phase.HOLIDAY, h)).orElseGet(() -> new Moment(Phase.CLOSED, null));
        }
        LocalTime time = local.toLocalTime();
        boolean isLater = false;
        for (Span span : spans) {
            if (time.isBefore(span.from())) {
                return new Moment(isLater ? Phase.LUNCH : Phase.CLOSED, null);
            }
            if (time.isBefore(span.until())) {
                return new Moment(Phase.OPEN, null);
            }
            isLater = true;
        }
        return new Moment(Phase.CLOSED, null);
    }

    /** The first open instant from {@code at} on; {@code at} itself while open. */
    public Instant nextOpen(Instant at) {
        LocalDate day = day(at);
        while (!day.isAfter(LAST)) {
            for (Span span : spans(day)) {
                if (at.isBefore(on(day, span.until()))) {
                    Instant from = on(day, span.from());
                    return at.isAfter(from) ? at : from;
                }
            }
            day = day.plusDays(1);
        }
        return at;
    }

    /** The next instant after {@code at} at which {@link #state} may answer otherwise. */
    public Instant nextChange(Instant at) {
        LocalDate day = day(at);
        Instant next = day.plusDays(1).atStartOfDay(zone).toInstant();
        for (Span span : spans(day)) {
            for (Instant edge : List.of(on(day, span.from()), on(day, span.until()))) {
                if (edge.isAfter(at) && edge.isBefore(next)) {
                    next = edge;
                }
            }
        }
        return next;
    }

    /** End of the last span of that day; for a day off, of the next one that is worked. */
    public Instant closing(LocalDate date) {
        LocalDate day = date;
        while (!isWorked(day) && day.isBefore(LAST)) {
            day = day.plusDays(1);
        }
        List<Span> spans = spans(day);
        return spans.isEmpty()
                ? day.plusDays(1).atStartOfDay(zone).toInstant()
                : on(day, spans.get(spans.size() - 1).until());
    }

    /** Working time between two instants; negative when {@code until} comes first. */
    public Duration between(Instant from, Instant until) {
        return Duration.ofMillis(upTo(until) - upTo(from));
    }

    /**
     * The instant at which so much working time has passed, or, for a negative time, from which on so much is left. A start
     * outside office hours counts from the next opening; work that fills a day ends at its closing time, not at the next
     * opening; no time at all ends where counting begins.
     */
    public Instant plus(Instant from, Duration time) {
        return time.isZero() ? nextOpen(from) : at(upTo(from) + time.toMillis());
    }

    /** Working ms from the first known day until then. */
    private long upTo(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        long index = local.toLocalDate().toEpochDay() - FIRST_DAY;
        if (index < 0) {
            return 0;
        }
        if (index >= before.length - 1) {
            return before[before.length - 1];
        }
        long time = local.toLocalTime().toNanoOfDay();
        long worked = 0;
        for (Span span : spans(local.toLocalDate())) {
            long start = span.from().toNanoOfDay();
            worked += Math.max(0, Math.min(time, span.until().toNanoOfDay()) - start);
        }
        return before[(int) index] + worked / 1_000_000;
    }

    /** The first instant by which so much has been worked since the first known day. */
    private Instant at(long worked) {
        long least = Math.max(1, Math.min(worked, before[before.length - 1]));
        int found = Arrays.binarySearch(before, least);
        int index = found < 0 ? -found - 2 : found - 1;
        while (before[index] == least) {
            index--; // days off at whose start as much had been worked
        }
        long left = least - before[index];
        LocalDate day = FIRST.plusDays(index);
        for (Span span : spans(day)) {
            long length = span.length().toMillis();
            if (left <= length) {
                return on(day, span.from()).plusMillis(left);
            }
            left -= length;
        }
        throw new IllegalStateException("working time of " + day + " does not add up");
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    private Instant on(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(zone).toInstant();
    }
}
