package ioc.calendar;

import ioc.calendar.OfficeHours.Span;
import ioc.calendar.Terms.Appointment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way from a reception to its due instant, day by day, as a citizen could check it with a calendar in hand. Long ways
 * are told in runs of whole days.
 */
public final class Explanation {
    /** More whole days than this are told as runs. */
    private static final int DAYS_TOLD_SINGLY = 12;

    /** What a step is about. */
    public enum Kind {
        /** Received while open: counts from that minute. */
        RECEIVED,
        /** Received before the first opening of a worked day. */
        RECEIVED_EARLY,
        RECEIVED_AT_LUNCH,
        RECEIVED_AFTER_HOURS,
        RECEIVED_ON_DAY_OFF,
        /** Received after the hour from which the next working day counts. */
        RECEIVED_TOO_LATE_TODAY,
        /** Days off, one or more, with their holidays. */
        OFF,
        /** Worked, one day or a run of whole ones. */
        WORKED,
        /** Days of the calendar, where the limit counts those. */
        CALENDAR_DAYS,
        /** Waiting for the citizen: not counted. */
        PAUSED,
        /** After the wait the limit begins anew. */
        RESTARTED,
        /** The source set a due instant. */
        APPOINTED,
        /** The end; while the clock stands, as it was before. */
        DUE,
        /** A letter of apology, sent at {@code from}, promised {@code until}; it moves nothing and comes after the end. */
        PROMISED;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** Name in answers, such as {@code received-at-lunch}. */
        public String word() {
            return word;
        }
    }

    /**
     * One step.
     *
     * @param until equal to {@code from} for a moment; null for a pause that goes on
     * @param counted working time of this step that counts; of a pause, that does not
     * @param total counted so far
     * @param holidays that lie in it
     * @param isSwapped a day of rest that is worked
     * @param pause only of {@code PAUSED} and {@code RESTARTED}
     */
    public record Step(
            Kind kind,
            Instant from,
            @Nullable Instant until,
            Duration counted,
            Duration total,
            List<Holiday> holidays,
            boolean isSwapped,
            Pause.@Nullable Reason pause) {
        public Step {
            holidays = List.copyOf(holidays);
        }
    }

    private final WorkingCalendar calendar;
    private final ZoneId zone;
    private final boolean isInRuns;
    private final boolean isCalendarDays;
    private final List<Step> steps = new ArrayList<>();
    private Duration total = Duration.ZERO;
    private @Nullable LocalDate offSince;
    private Instant notBefore = Instant.MIN;
    private boolean isRun;
    private final List<Holiday> off = new ArrayList<>();

    private Explanation(WorkingCalendar calendar, boolean isInRuns, boolean isCalendarDays) {
        this.calendar = calendar;
        this.zone = calendar.zone();
        this.isInRuns = isInRuns;
        this.isCalendarDays = isCalendarDays;
    }

    static List<Step> of(Deadline deadline, Instant start, Instant due, WorkingCalendar calendar) {
        Terms terms = deadline.terms();
        Duration way = calendar.between(start, due);
        TimeLimit limit = terms.limit();
        Explanation told = new Explanation(
                calendar,
                way.compareTo(calendar.perDay().multipliedBy(DAYS_TOLD_SINGLY)) > 0,
                limit != null && limit.unit() == TimeLimit.Unit.CALENDAR_DAYS);
        told.moment(told.reception(terms), terms.receivedAt());
        told.walk(terms, start, due);
        for (Appointment appointment : terms.appointments()) {
            if (appointment.by() == Appointment.By.SOURCE) {
                told.moment(Kind.APPOINTED, appointment.setAt());
            }
        }
        told.steps.sort(Comparator.comparing(Step::from)); // stable: what begins together stays in order
        told.moment(Kind.DUE, due);
        for (Appointment appointment : terms.appointments()) {
            if (appointment.by() == Appointment.By.APOLOGY) {
                told.steps.add(new Step(
                        Kind.PROMISED,
                        appointment.setAt(),
                        appointment.due(),
                        Duration.ZERO,
                        told.total,
                        List.of(),
                        false,
                        null));
            }
        }
        return told.steps;
    }

    private Kind reception(Terms terms) {
        ZonedDateTime received = terms.receivedAt().atZone(zone);
        LocalDate day = received.toLocalDate();
        LocalTime last = terms.rules().lastReception();
        List<Span> spans = calendar.spans(day);
        if (spans.isEmpty()) {
            return Kind.RECEIVED_ON_DAY_OFF;
        }
        if (!received.toLocalTime().isBefore(spans.get(spans.size() - 1).until())) {
            return Kind.RECEIVED_AFTER_HOURS;
        }
        if (last != null && !received.toLocalTime().isBefore(last)) {
            return Kind.RECEIVED_TOO_LATE_TODAY;
        }
        return switch (calendar.state(terms.receivedAt()).phase()) {
            case OPEN -> Kind.RECEIVED;
            case LUNCH -> Kind.RECEIVED_AT_LUNCH;
            default -> Kind.RECEIVED_EARLY;
        };
    }

    private void moment(Kind kind, Instant at) {
        steps.add(new Step(kind, at, at, Duration.ZERO, total, List.of(), false, null));
    }

    private void walk(Terms terms, Instant start, Instant due) {
        if (start.isAfter(terms.receivedAt())) {
            notBefore = terms.receivedAt();
            daysOff(LocalDate.ofInstant(terms.receivedAt(), zone), LocalDate.ofInstant(start, zone));
        }
        Instant at = start;
        for (Pause pause : terms.pauses()) {
            PauseRule rule = terms.rules().of(pause.reason());
            if (rule == PauseRule.RUN || !pause.from().isBefore(due)) {
                continue;
            }
            Instant from = pause.from().isBefore(at) ? at : pause.from();
            Instant until = pause.until();
            count(at, from);
            at = from;
            if (until != null && !until.isAfter(from) && rule == PauseRule.STOP) {
                continue;
            }
            Duration stood = until == null || until.isBefore(from) ? Duration.ZERO : calendar.between(from, until);
            steps.add(new Step(Kind.PAUSED, from, until, stood, total, List.of(), false, pause.reason()));
            if (until == null) {
                return;
            }
            at = until.isAfter(at) ? until : at;
            if (rule == PauseRule.RESTART) {
                total = Duration.ZERO;
                steps.add(new Step(Kind.RESTARTED, at, at, Duration.ZERO, total, List.of(), false, pause.reason()));
            }
        }
        count(at, due);
    }

    private void daysOff(LocalDate from, LocalDate until) {
        for (LocalDate day = from; day.isBefore(until); day = day.plusDays(1)) {
            if (!calendar.isWorked(day)) {
                rest(day);
            }
        }
        flush(until);
    }

    private void count(Instant from, Instant until) {
        if (!from.isBefore(until)) {
            return;
        }
        if (isCalendarDays) {
            steps.add(new Step(Kind.CALENDAR_DAYS, from, until, Duration.ZERO, total, List.of(), false, null));
            return;
        }
        notBefore = from;
        LocalDate last = LocalDate.ofInstant(until, zone);
        for (LocalDate day = LocalDate.ofInstant(from, zone); !day.isAfter(last); day = day.plusDays(1)) {
            if (!calendar.isWorked(day)) {
                rest(day);
                continue;
            }
            flush(day);
            List<Span> spans = calendar.spans(day);
            Instant opens = day.atTime(spans.get(0).from()).atZone(zone).toInstant();
            Instant closes =
                    day.atTime(spans.get(spans.size() - 1).until()).atZone(zone).toInstant();
            Instant begin = from.isAfter(opens) ? from : opens;
            Instant end = until.isBefore(closes) ? until : closes;
            Duration counted = begin.isBefore(end) ? calendar.between(begin, end) : Duration.ZERO;
            if (!counted.isZero()) {
                total = total.plus(counted);
                work(
                        new Step(Kind.WORKED, begin, end, counted, total, List.of(), calendar.isSwapped(day), null),
                        begin.equals(opens) && end.equals(closes));
            }
        }
        flush(last.plusDays(1));
    }

    private void work(Step step, boolean isWhole) {
        Step before = steps.isEmpty() ? null : steps.get(steps.size() - 1);
        if (isInRuns && isRun && isWhole && before != null && before.kind() == Kind.WORKED && !step.isSwapped()) {
            steps.set(
                    steps.size() - 1,
                    new Step(
                            Kind.WORKED,
                            before.from(),
                            step.until(),
                            before.counted().plus(step.counted()),
                            step.total(),
                            before.holidays(),
                            false,
                            null));
        } else {
            steps.add(step);
        }
        isRun = isWhole && !step.isSwapped();
    }

    private void rest(LocalDate day) {
        offSince = offSince == null ? day : offSince;
        calendar.holiday(day)
                .filter(holiday -> off.stream().noneMatch(known -> known.vi().equals(holiday.vi())))
                .ifPresent(off::add);
    }

    /** Weekends within a run of whole days are not worth a line; holidays are. */
    private void flush(LocalDate until) {
        LocalDate since = offSince;
        if (since == null) {
            return;
        }
        offSince = null;
        if (!isInRuns || !isRun || !off.isEmpty()) {
            Instant begin = since.atStartOfDay(zone).toInstant();
            steps.add(new Step(
                    Kind.OFF,
                    begin.isBefore(notBefore) ? notBefore : begin,
                    until.atStartOfDay(zone).toInstant(),
                    Duration.ZERO,
                    total,
                    off,
                    false,
                    null));
            isRun = false;
        }
        off.clear();
    }
}
