package ioc.calendar;

import ioc.calendar.Terms.Appointment;
import ioc.calendar.Terms.Appointment.By;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The due instant of one dossier and what it follows from; {@link Explanation} says how. Immutable: a new fact makes a new
 * one. A pause that began only after the due instant does not move it, but what has been exceeded stands during it.
 *
 * @param start where counting began: the reception, or the next opening after it; null when the calendar does not cover it
 * @param original as first set, or by the limit alone; null for a procedure without one
 * @param due with all re-appointments by the source and all pauses that have ended; during a pause, as it was when the
 *     pause began. An apology does not move it: late stays late
 * @param promised new date of the apology; null while there is none
 * @param standsSince begin of the pause that stops the clock now; null while it runs
 * @param isProvisional the calendar of the year of the due instant may still change
 */
public record Deadline(
        Terms terms,
        @Nullable Instant start,
        @Nullable Instant original,
        @Nullable Instant due,
        @Nullable Instant promised,
        @Nullable Instant standsSince,
        boolean isProvisional) {
    /** Applies the calendar. Never fails: without reception within the calendar's years there is no due instant. */
    public static Deadline of(Terms terms, WorkingCalendar calendar) {
        Instant promised = null;
        Appointment first = null;
        Appointment last = null;
        for (Appointment appointment : terms.appointments()) {
            if (appointment.by() == By.APOLOGY) {
                promised = appointment.due();
            } else {
                first = first == null ? appointment : first;
                last = appointment;
            }
        }
        if (!calendar.covers(terms.receivedAt())) {
            return new Deadline(terms, null, due(first), due(last), promised, null, true);
        }
        Instant start = begin(terms, calendar);
        Instant original = first == null ? byLimit(terms.limit(), start, calendar) : first.due();
        Instant due = last == null ? original : last.due();
        Instant known = last == null ? terms.receivedAt() : last.setAt();
        Instant standsSince = null;
        for (Pause pause : terms.pauses()) {
            PauseRule rule = terms.rules().of(pause.reason());
            Instant until = pause.until();
            if (rule == PauseRule.RUN || (until != null && !until.isAfter(known))) {
                continue;
            }
            if (until == null) {
                standsSince = pause.from();
            } else if (due != null && pause.from().isBefore(due)) {
                Instant from = pause.from().isBefore(known) ? known : pause.from();
                due = switch (rule) {
                    case RESTART -> restarted(terms, start, original, until, calendar);
                    case SUBTRACT -> due.plus(Duration.between(from, until));
                    default -> moved(terms.limit(), due, from, until, calendar);
                };
            }
        }
        boolean isProvisional = due != null && calendar.isProvisional(LocalDate.ofInstant(due, calendar.zone()));
        return new Deadline(terms, start, original, due, promised, standsSince, isProvisional);
    }

    /** What the limit alone gives from a reception, without pauses; empty without limit or outside the calendar. */
    public static Optional<Instant> byLimit(Terms terms, WorkingCalendar calendar) {
        return calendar.covers(terms.receivedAt())
                ? Optional.ofNullable(byLimit(terms.limit(), begin(terms, calendar), calendar))
                : Optional.empty();
    }

    private static @Nullable Instant due(@Nullable Appointment appointment) {
        return appointment == null ? null : appointment.due();
    }

    private static Instant begin(Terms terms, WorkingCalendar calendar) {
        Instant received = terms.receivedAt();
        LocalTime last = terms.rules().lastReception();
        LocalDate day = LocalDate.ofInstant(received, calendar.zone());
        if (last != null
                && calendar.isWorked(day)
                && !received.atZone(calendar.zone()).toLocalTime().isBefore(last)) {
            return calendar.nextOpen(
                    day.plusDays(1).atStartOfDay(calendar.zone()).toInstant());
        }
        return calendar.nextOpen(received);
    }

    private static @Nullable Instant byLimit(@Nullable TimeLimit limit, Instant start, WorkingCalendar calendar) {
        if (limit == null) {
            return null;
        }
        return limit.working(calendar)
                .map(time -> calendar.plus(start, time))
                .orElseGet(() -> calendar.closing(
                        LocalDate.ofInstant(start, calendar.zone()).plusDays(limit.amount())));
    }

    /** The whole limit again; without one, the working time that the first appointment granted. */
    private static Instant restarted(
            Terms terms, Instant start, @Nullable Instant original, Instant until, WorkingCalendar calendar) {
        Instant again = byLimit(terms.limit(), calendar.nextOpen(until), calendar);
        if (again != null) {
            return again;
        }
        return original == null ? until : calendar.plus(until, calendar.between(start, original));
    }

    private static Instant moved(
            @Nullable TimeLimit limit, Instant due, Instant from, Instant until, WorkingCalendar calendar) {
        if (limit != null && limit.unit() == TimeLimit.Unit.CALENDAR_DAYS) {
            long days = ChronoUnit.DAYS.between(
                    LocalDate.ofInstant(from, calendar.zone()), LocalDate.ofInstant(until, calendar.zone()));
            return days == 0
                    ? due
                    : calendar.closing(LocalDate.ofInstant(due, calendar.zone()).plusDays(days));
        }
        Duration stood = calendar.between(from, until);
        return stood.isZero() ? due : calendar.plus(due, stood);
    }

    public boolean isStanding() {
        return standsSince != null;
    }

    /**
     * Working time that is left at an instant, to the ms; negative when exceeded; empty without due instant. It stands in a
     * pause that goes on, and does not count those that came after the due instant.
     */
    public Optional<Duration> left(Instant now, WorkingCalendar calendar) {
        Instant end = due;
        if (end == null || !calendar.covers(end)) {
            return Optional.empty();
        }
        Instant since = standsSince;
        Instant at = since != null && since.isBefore(now) ? since : now;
        Duration left = calendar.between(at, end);
        if (left.isNegative()) {
            for (Pause pause : terms.pauses()) {
                Instant until = pause.until();
                if (until != null
                        && terms.rules().of(pause.reason()) == PauseRule.STOP
                        && !pause.from().isBefore(end)
                        && pause.from().isBefore(at)) {
                    left = left.plus(calendar.between(pause.from(), until.isBefore(at) ? until : at));
                }
            }
        }
        return Optional.of(left);
    }

    /** Whether an end at that instant is past the due instant. */
    public boolean isLate(Instant end) {
        Instant until = due;
        if (until == null) {
            return false;
        }
        Instant since = standsSince;
        return (since != null && since.isBefore(end) ? since : end).isAfter(until);
    }

    /** The instant from which on no more than this much working time is left; empty while it stands or without due. */
    public Optional<Instant> leaves(Duration working, WorkingCalendar calendar) {
        Instant end = due;
        return end == null || isStanding() || !calendar.covers(end)
                ? Optional.empty()
                : Optional.of(calendar.plus(end, working.negated()));
    }

    /** How {@code due} came about, step by step. */
    public List<Explanation.Step> explained(WorkingCalendar calendar) {
        return start == null || due == null ? List.of() : Explanation.of(this, start, due, calendar);
    }
}
