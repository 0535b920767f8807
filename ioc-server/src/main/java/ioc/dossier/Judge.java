package ioc.dossier;

import ioc.calendar.Calendars;
import ioc.calendar.ClockRules;
import ioc.calendar.Deadline;
import ioc.calendar.PauseRule;
import ioc.calendar.Terms;
import ioc.calendar.TimeLimit;
import ioc.calendar.WorkingCalendar;
import ioc.event.ApologyStep;
import ioc.event.Dossier;
import ioc.place.OrgWords;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows dossiers and says what catalogue and calendar make of them. Pure; any thread. */
public final class Judge {
    /** What QĐ 766 counts: the time waited for a supplement is taken off, that for a payment is not. */
    private static final ClockRules SCORED = new ClockRules(PauseRule.SUBTRACT, PauseRule.RUN, null);

    private final Procedures procedures;
    private final Calendars calendars;
    private final OrgWords words;
    private final Warnings warnings;

    /**
     * From when on a dossier is early warned of.
     *
     * @param left working time that is left, the most first
     * @param reception how long an online submission may wait to be received
     * @param apology how long before the due instant a letter of apology must have gone out (one day: NĐ 61/2018)
     */
    public record Warnings(List<TimeLimit> left, TimeLimit reception, TimeLimit apology) {
        public static final Warnings USUAL = new Warnings(
                List.of(
                        new TimeLimit(3, TimeLimit.Unit.DAYS),
                        new TimeLimit(1, TimeLimit.Unit.DAYS),
                        new TimeLimit(4, TimeLimit.Unit.HOURS)),
                new TimeLimit(8, TimeLimit.Unit.HOURS),
                new TimeLimit(1, TimeLimit.Unit.DAYS));

        public Warnings {
            left = List.copyOf(left);
        }
    }

    public Judge(Procedures procedures, Calendars calendars, OrgWords words, Warnings warnings) {
        this.procedures = procedures;
        this.calendars = calendars;
        this.words = words;
        this.warnings = warnings;
    }

    public Procedures procedures() {
        return procedures;
    }

    /** Equal when every due instant is: of calendar, catalogue, warnings and units. */
    public int fingerprint() {
        return calendars.fingerprint() + 31 * (procedures.toString() + warnings + words).hashCode();
    }

    public OrgWords words() {
        return words;
    }

    public Calendars calendars() {
        return calendars;
    }

    /** The course with what a source says now; an equal one when it says nothing new. */
    public Course follow(@Nullable Course before, String source, Dossier dossier, Instant at) {
        if (before == null) {
            return Course.begun(source, dossier, at);
        }
        Optional<Procedure> procedure = procedure(dossier, LocalDate.ofInstant(at, zone()));
        return before.with(source, dossier, at, other -> procedures.rank(procedure, other));
    }

    /** The course after what a person did about its letter of apology; empty when that could not be done. */
    public Optional<Course> follow(Course before, ApologyStep step, Instant at) {
        return before.with(step, at);
    }

    /** What is to be said of a course on a day. */
    public Judgement of(Course course, LocalDate today) {
        Dossier dossier = course.dossier();
        Instant received = dossier.times().receivedAt();
        LocalDate then = received == null ? today : LocalDate.ofInstant(received, zone());
        String unit = words.key(dossier.filing().org(), then, today);
        Optional<Procedure> procedure = procedure(dossier, then);
        WorkingCalendar calendar = calendars.of(unit);
        Deadline deadline = Deadline.of(
                terms(
                        course,
                        procedure
                                .map(one -> one.limit(dossier.filing().channel()))
                                .orElse(null),
                        procedure.map(one -> one.handling().rules()).orElse(procedures.usualRules())),
                calendar);
        TimeLimit longest = procedure.map(one -> longest(one, calendar)).orElse(null);
        Deadline scored = Deadline.of(terms(course, longest, SCORED), calendar);
        List<Instant> warned = warnings.left().stream()
                .flatMap(limit -> deadline.leaves(working(limit, calendar), calendar).stream())
                .sorted()
                .toList();
        Instant apologyBy = dossier.status() == Dossier.SUBMITTED
                ? null
                : deadline.leaves(working(warnings.apology(), calendar), calendar)
                        .orElse(null);
        return new Judgement(
                course,
                unit,
                procedure.orElse(null),
                new Judgement.Clock(deadline, scored, warned, apologyBy),
                calendar);
    }

    /** Whose word on the steps of a dossier counts: that of the best source; of equals, the first. */
    public Optional<String> best(Judgement judgement, List<String> sources) {
        Optional<Procedure> procedure = Optional.ofNullable(judgement.procedure());
        return sources.stream().min(Comparator.comparingInt(source -> procedures.rank(procedure, source)));
    }

    /** The limit that QĐ 766 holds a dossier without an appointed end against. */
    private static @Nullable TimeLimit longest(Procedure procedure, WorkingCalendar calendar) {
        TimeLimit limit = procedure.handling().limit();
        TimeLimit online = procedure.handling().online();
        if (limit == null || online == null) {
            return limit == null ? online : limit;
        }
        return working(limit, calendar).compareTo(working(online, calendar)) < 0 ? online : limit;
    }

    private Terms terms(Course course, @Nullable TimeLimit limit, ClockRules rules) {
        Dossier dossier = course.dossier();
        Dossier.Times times = dossier.times();
        if (dossier.status() == Dossier.SUBMITTED) {
            Instant since = times.submittedAt() != null ? times.submittedAt() : times.receivedAt();
            return new Terms(since == null ? Instant.EPOCH : since, warnings.reception(), List.of(), List.of(), rules);
        }
        return new Terms(
                times.receivedAt() == null ? Instant.EPOCH : times.receivedAt(), // no calendar covers it
                limit,
                course.allAppointments(),
                course.pauses(),
                rules);
    }

    private static Duration working(TimeLimit limit, WorkingCalendar calendar) {
        return limit.working(calendar).orElseGet(() -> Duration.ofDays(limit.amount()));
    }

    private Optional<Procedure> procedure(Dossier dossier, LocalDate day) {
        return procedures.find(
                dossier.filing().procedureCode(), dossier.filing().procedure(), day);
    }

    private ZoneId zone() {
        return calendars.usual().zone();
    }
}
