package ioc.dossier;

import ioc.calendar.Deadline;
import ioc.calendar.Pause;
import ioc.calendar.TimeLimit;
import ioc.calendar.WorkingCalendar;
import ioc.dossier.Apology.Duty;
import ioc.event.Dossier;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dossier with its unit, its procedure and its clock. What depends on the present is asked with an instant.
 *
 * @param unit key of the unit's row: its id, or {@code ~} and the source's word
 * @param procedure null when the catalogue does not know it
 * @param calendar by which the unit works
 */
public record Judgement(
        Course course, String unit, @Nullable Procedure procedure, Clock clock, WorkingCalendar calendar) {
    /**
     * Its two clocks.
     *
     * @param deadline by the rules of the procedure
     * @param scored as QĐ 766 counts
     * @param warned instants from which less and less time is left, in order
     * @param apologyBy when a letter of apology must have gone out; null while the clock stands and where none is due
     */
    public record Clock(
            Deadline deadline,
            Deadline scored,
            List<Instant> warned,
            @Nullable Instant apologyBy) {
        public Clock {
            warned = List.copyOf(warned);
        }
    }

    public Dossier dossier() {
        return course.dossier();
    }

    public Deadline deadline() {
        return clock.deadline();
    }

    /** Open, and past its due instant; while it waits for the citizen, only when it was before. */
    public boolean isOverdue(Instant now) {
        return dossier().isOpen() && deadline().isLate(now);
    }

    /** The first warning is due and the end is not. */
    public boolean isSoon(Instant now) {
        return dossier().isOpen()
                && !deadline().isStanding()
                && !clock.warned().isEmpty()
                && !now.isBefore(clock.warned().get(0))
                && !deadline().isLate(now);
    }

    /** The clock stands now. */
    public boolean isStanding() {
        return dossier().isOpen() && deadline().isStanding();
    }

    /** Ended after the due instant as it was on the receipt: the plain comparison most reports make. */
    public boolean endedLate() {
        Instant ended = ended();
        Instant due = dossier().times().dueAt();
        return ended != null && due != null && ended.isAfter(due);
    }

    /** The same, on a later day. */
    public boolean endedOnLaterDay() {
        Instant ended = ended();
        Instant due = dossier().times().dueAt();
        return ended != null && due != null && day(ended).isAfter(day(due));
    }

    /** Ended on an earlier day than due. */
    public boolean endedEarly() {
        Instant ended = ended();
        Instant due = dossier().times().dueAt();
        return ended != null && due != null && day(ended).isBefore(day(due));
    }

    /**
     * Late as QĐ 766 counts: the time waited for a supplement is taken off, more than one request for supplements is
     * late, and so is an open one past its due instant.
     */
    public boolean isScoredLate(Instant now) {
        Instant from = scoredLateFrom();
        return from != null && (!dossier().isOpen() || course.supplements() > 1 || now.isAfter(from));
    }

    /** The last instant at which it was not yet late as QĐ 766 counts; null while nothing makes it late, or not received. */
    public @Nullable Instant scoredLateFrom() {
        if (dossier().status() == Dossier.SUBMITTED) {
            return null;
        }
        Instant due = clock.scored().due();
        Instant ended = dossier().times().endedAt();
        boolean isLate = due != null
                && (dossier().isOpen()
                        ? !clock.scored().isStanding() || clock.scored().isLate(Instant.MAX)
                        : ended != null && ended.isAfter(due));
        Instant from = isLate ? due : null;
        if (course.supplements() < 2) {
            return from;
        }
        Instant asked = course.pauses().stream()
                .filter(pause -> pause.reason() == Pause.Reason.SUPPLEMENT)
                .skip(1)
                .findFirst()
                .map(Pause::from)
                .orElse(Instant.EPOCH)
                .minusMillis(1);
        return from == null || asked.isBefore(from) ? asked : from;
    }

    /** Working time from reception to the end of handling, without waiting for supplements; empty until handled. */
    public Optional<Duration> handled() {
        Instant received = dossier().times().receivedAt();
        Instant ended = dossier().times().endedAt();
        boolean isHandled = dossier().status() == Dossier.HANDLED || dossier().status() == Dossier.HANDED_OVER;
        if (!isHandled || received == null || ended == null || !calendar.covers(received) || !calendar.covers(ended)) {
            return Optional.empty();
        }
        Duration handled = calendar.between(received, ended);
        for (Pause pause : course.pauses()) {
            Instant until = pause.until() == null || pause.until().isAfter(ended) ? ended : pause.until();
            if (pause.reason() == Pause.Reason.SUPPLEMENT && pause.from().isBefore(until)) {
                handled = handled.minus(calendar.between(pause.from(), until));
            }
        }
        return Optional.of(handled.isNegative() ? Duration.ZERO : handled);
    }

    /**
     * What is owed to the applicant: a letter from the first warning on, until it went out. It is not owed before reception,
     * without due instant, after the end, and while the clock stands in time.
     */
    public Duty duty(Instant now) {
        Dossier dossier = dossier();
        if (!dossier.isOpen() || dossier.status() == Dossier.SUBMITTED) {
            return Duty.NONE;
        }
        Apology letter = course.apology();
        if (letter != null) {
            switch (letter.state()) {
                case DRAFT -> {
                    return Duty.DRAFT;
                }
                case SIGNED -> {
                    return Duty.SIGNED;
                }
                case SENT -> {
                    return letter.isSentLate() ? Duty.SENT_LATE : Duty.SENT;
                }
                case DISCARDED -> {}
            }
        }
        if (isApologyPast(now)) {
            return Duty.LATE;
        }
        return isSoon(now) ? Duty.TO_WRITE : Duty.NONE;
    }

    /** A letter that has not gone out by now is late, or would be. */
    public boolean isApologyPast(Instant now) {
        Instant by = clock.apologyBy();
        return isOverdue(now) || (by != null && dossier().isOpen() && now.isAfter(by));
    }

    /** Why no letter can be written, signed or sent now; empty when one can. */
    public Optional<Apology.Hindrance> hindrance(Instant now) {
        Dossier dossier = dossier();
        if (!dossier.isOpen()) {
            return Optional.of(Apology.Hindrance.ENDED);
        }
        if (dossier.status() == Dossier.SUBMITTED || dossier.times().receivedAt() == null) {
            return Optional.of(Apology.Hindrance.NOT_RECEIVED);
        }
        if (deadline().due() == null) {
            return Optional.of(Apology.Hindrance.NO_DUE);
        }
        return isStanding() && !isOverdue(now) ? Optional.of(Apology.Hindrance.STANDING) : Optional.empty();
    }

    /** What is wrong with a new date that a letter promises; empty when nothing is. */
    public Optional<Apology.Fault> fault(Instant promised, Instant now) {
        for (Instant due : new Instant[] {deadline().original(), deadline().due()}) {
            if (due != null && !promised.isAfter(due)) {
                return Optional.of(new Apology.Fault(Apology.Fault.Kind.AFTER_DUE, due));
            }
        }
        if (!promised.isAfter(now)) {
            return Optional.of(new Apology.Fault(Apology.Fault.Kind.AFTER_NOW, now));
        }
        return calendar.isWorkingTime(promised)
                ? Optional.empty()
                : Optional.of(new Apology.Fault(Apology.Fault.Kind.WORKING_TIME, calendar.nextOpen(promised)));
    }

    /**
     * A new date to propose: when offices close on the day that so much working time after the due instant, or after now,
     * comes to. Empty without due instant and at the end of the calendar.
     */
    public Optional<Instant> proposed(TimeLimit extension, Instant now) {
        Instant due = deadline().due();
        if (due == null) {
            return Optional.empty();
        }
        Instant from = due.isAfter(now) ? due : now;
        Instant end = calendar.plus(from, extension.working(calendar).orElse(calendar.perDay()));
        return Optional.of(calendar.closing(day(end)))
                .filter(date -> fault(date, now).isEmpty());
    }

    private @Nullable Instant ended() {
        return dossier().isOpen() ? null : dossier().times().endedAt();
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone());
    }

    private ZoneId zone() {
        return calendar.zone();
    }

    /** The next instant at which something of it may look different by the clock alone; null for never. */
    public @Nullable Instant nextLook(Instant now) {
        if (!dossier().isOpen()) {
            return null;
        }
        Instant next = null;
        for (Deadline each : List.of(clock.deadline(), clock.scored())) {
            Instant due = each.due();
            if (due != null && !each.isStanding()) {
                next = sooner(next, due.plusMillis(1), now);
            }
        }
        for (Instant warning : clock.warned()) {
            next = sooner(next, warning, now);
        }
        Instant by = clock.apologyBy();
        return by == null ? next : sooner(next, by.plusMillis(1), now);
    }

    private static @Nullable Instant sooner(@Nullable Instant known, Instant candidate, Instant now) {
        return candidate.isAfter(now) && (known == null || candidate.isBefore(known)) ? candidate : known;
    }
}
