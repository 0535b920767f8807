package ioc.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.calendar.Explanation.Kind;
import ioc.calendar.Explanation.Step;
import ioc.calendar.OfficeHours.Span;
import ioc.calendar.Pause.Reason;
import ioc.calendar.Terms.Appointment;
import ioc.calendar.TimeLimit.Unit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers with the calendars of 2025 to 2027, and random ones against counting minute by minute. */
class DeadlineTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final WorkingCalendar CALENDAR = WorkingCalendarTest.calendar();
    private static final TimeLimit FIVE_DAYS = new TimeLimit(5, Unit.DAYS);

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }

    private static String local(@Nullable Instant at) {
        return at == null ? "none" : LocalDateTime.ofInstant(at, ZONE).toString();
    }

    private static Terms terms(String received, TimeLimit limit, ClockRules rules, Pause... pauses) {
        return new Terms(at(received), limit, List.of(), List.of(pauses), rules);
    }

    private static Pause pause(String from, @Nullable String until) {
        return new Pause(Reason.SUPPLEMENT, at(from), until == null ? null : at(until));
    }

    private static Duration hours(long hours, long minutes) {
        return Duration.ofHours(hours).plusMinutes(minutes);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-13T16:40, 5 days, 2026-02-27T16:40", // Friday before Tết
        "2026-11-20T20:15, 1 day, 2026-11-23T17:00", // online, on a Friday evening
        "2026-11-20T11:42, 1 hour, 2026-11-20T14:30", // at lunch
        "2026-11-23T16:00, 1 day, 2026-11-25T16:00", // over 24 November
        "2026-08-21T09:00, 2 days, 2026-08-24T09:00", // 22 August is worked
        "2026-08-28T09:00, 1 day, 2026-09-03T09:00", // and 31 August is not
        "2026-11-23T07:00, 1 half-day, 2026-11-23T11:00",
        "2026-11-23T11:00, 1 half-day, 2026-11-23T17:00",
        "2026-12-31T16:00, 2 hours, 2027-01-04T08:00", // year end
        "2026-11-23T10:00, 3 calendar-days, 2026-11-26T17:00",
        "2026-11-19T10:00, 2 calendar-days, 2026-11-23T17:00", // ends on Saturday
        "2026-02-10T10:00, 7 calendar-days, 2026-02-23T17:00", // ends in Tết
    })
    void endsWhenTheLimitIsUsedUp(String received, String limit, String due) {
        Deadline deadline =
                Deadline.of(Terms.of(at(received), TimeLimit.parse(limit).orElseThrow()), CALENDAR);
        assertThat(local(deadline.due())).isEqualTo(due);
        assertThat(deadline.original()).isEqualTo(deadline.due());
    }

    @Test
    void aWaitForPapersStopsTheClockAndTheWayIsToldDayByDay() {
        Deadline deadline = Deadline.of(
                terms("2026-02-13T16:40", FIVE_DAYS, ClockRules.USUAL, pause("2026-02-24T09:00", "2026-02-26T09:00")),
                CALENDAR);
        assertThat(local(deadline.due())).isEqualTo("2026-03-03T16:40");
        assertThat(local(deadline.original())).isEqualTo("2026-02-27T16:40");
        List<Step> steps = deadline.explained(CALENDAR);
        assertThat(steps)
                .extracting(Step::kind)
                .containsExactly(
                        Kind.RECEIVED,
                        Kind.WORKED,
                        Kind.OFF,
                        Kind.WORKED,
                        Kind.WORKED,
                        Kind.PAUSED,
                        Kind.WORKED,
                        Kind.WORKED,
                        Kind.OFF,
                        Kind.WORKED,
                        Kind.WORKED,
                        Kind.DUE);
        assertThat(steps)
                .extracting(step -> step.counted().toMinutes())
                .containsExactly(0L, 20L, 0L, 480L, 120L, 960L, 360L, 480L, 0L, 480L, 460L, 0L);
        assertThat(steps.get(2).holidays()).hasSize(5); // each day of Tết has a name of its own in this test
        assertThat(local(steps.get(2).from())).isEqualTo("2026-02-14T00:00");
        assertThat(local(steps.get(2).until())).isEqualTo("2026-02-23T00:00");
        assertThat(steps.get(11).total()).isEqualTo(hours(40, 0));
    }

    @Test
    void twoPausesBeforeTetAreCountedByHand() {
        // Fri 13/02 16:40-17:00 0:20 | Mon 23/02 8:00 = 8:20, asked at 17:00 until Wed 25/02 07:00
        // Wed 25/02 07:00-10:00 3:00 = 11:20, asked until Thu 26/02 14:00
        // Thu 26/02 14:00-17:00 3:00 = 14:20 | Fri 8 = 22:20 | Mon 8 = 30:20 | Tue 8 = 38:20 | Wed 07:00-08:40 = 40:00
        Deadline deadline = Deadline.of(
                terms(
                        "2026-02-13T16:40",
                        FIVE_DAYS,
                        ClockRules.USUAL,
                        pause("2026-02-23T17:00", "2026-02-25T07:00"),
                        pause("2026-02-25T10:00", "2026-02-26T14:00")),
                CALENDAR);
        assertThat(local(deadline.due())).isEqualTo("2026-03-04T08:40");
    }

    @Test
    void whileItWaitsTheClockStandsAndWhatIsLeftStays() {
        Deadline deadline = Deadline.of(
                terms("2026-11-16T09:00", FIVE_DAYS, ClockRules.USUAL, pause("2026-11-18T09:00", null)), CALENDAR);
        assertThat(deadline.isStanding()).isTrue();
        assertThat(deadline.left(at("2026-11-18T08:00"), CALENDAR)).contains(hours(25, 0));
        assertThat(deadline.left(at("2026-12-18T08:00"), CALENDAR)).contains(hours(24, 0));
        assertThat(deadline.isLate(at("2026-12-18T08:00"))).isFalse();
        assertThat(deadline.explained(CALENDAR)).extracting(Step::kind).contains(Kind.PAUSED);
    }

    @Test
    void aWaitThatBeganTooLateDoesNotMakeItTimelyAgain() {
        Deadline deadline = Deadline.of(
                terms(
                        "2026-11-16T09:00",
                        new TimeLimit(1, Unit.DAYS),
                        ClockRules.USUAL,
                        pause("2026-11-17T10:00", "2026-11-20T10:00")),
                CALENDAR);
        assertThat(local(deadline.due())).isEqualTo("2026-11-17T09:00");
        assertThat(deadline.left(at("2026-11-19T10:00"), CALENDAR)).contains(hours(-1, 0));
        assertThat(deadline.left(at("2026-11-20T11:00"), CALENDAR)).contains(hours(-2, 0));
        assertThat(deadline.isLate(at("2026-11-19T10:00"))).isTrue();
    }

    @Test
    void aPauseMayRestartTheClockOrLetItRun() {
        Pause asked = pause("2026-11-18T09:00", "2026-11-20T13:30");
        ClockRules restart = new ClockRules(PauseRule.RESTART, PauseRule.STOP, null);
        ClockRules run = new ClockRules(PauseRule.RUN, PauseRule.STOP, null);
        assertThat(local(Deadline.of(terms("2026-11-16T09:00", FIVE_DAYS, restart, asked), CALENDAR)
                        .due()))
                .isEqualTo("2026-11-30T11:30");
        assertThat(local(Deadline.of(terms("2026-11-16T09:00", FIVE_DAYS, run, asked), CALENDAR)
                        .due()))
                .isEqualTo("2026-11-23T09:00");
    }

    @Test
    void fromTheLastHourOfReceptionOnTheNextDayCounts() {
        ClockRules last = new ClockRules(PauseRule.STOP, PauseRule.STOP, LocalTime.of(15, 0));
        Deadline early = Deadline.of(terms("2026-11-20T14:59", FIVE_DAYS, last), CALENDAR);
        Deadline late = Deadline.of(terms("2026-11-20T15:00", FIVE_DAYS, last), CALENDAR);
        assertThat(local(early.start())).isEqualTo("2026-11-20T14:59");
        assertThat(local(late.start())).isEqualTo("2026-11-23T07:00");
        assertThat(late.explained(CALENDAR).get(0).kind()).isEqualTo(Kind.RECEIVED_TOO_LATE_TODAY);
    }

    @Test
    void whatTheSourceAppointsCountsAndAnApologyPromisesOnly() {
        List<Appointment> appointed = List.of(
                new Appointment(Appointment.By.RECEIPT, at("2026-11-16T09:00"), at("2026-11-23T17:00")),
                new Appointment(Appointment.By.SOURCE, at("2026-11-19T10:00"), at("2026-11-27T17:00")),
                new Appointment(Appointment.By.APOLOGY, at("2026-11-26T10:00"), at("2026-12-04T17:00")));
        Deadline deadline = Deadline.of(
                new Terms(
                        at("2026-11-16T09:00"),
                        FIVE_DAYS,
                        appointed,
                        List.of(
                                pause("2026-11-17T09:00", "2026-11-19T09:00"), // the source knew of it
                                pause("2026-11-20T09:00", "2026-11-20T10:00")),
                        ClockRules.USUAL),
                CALENDAR);
        assertThat(local(deadline.original())).isEqualTo("2026-11-23T17:00");
        assertThat(local(deadline.due())).isEqualTo("2026-11-30T08:00");
        assertThat(local(deadline.promised())).isEqualTo("2026-12-04T17:00");
        assertThat(deadline.isLate(at("2026-12-01T08:00"))).isTrue();
    }

    @Test
    void withoutLimitOrReceptionThereIsNoDueInstantOrTheAppointedOne() {
        Deadline none =
                Deadline.of(new Terms(at("2026-11-16T09:00"), null, List.of(), List.of(), ClockRules.USUAL), CALENDAR);
        assertThat(none.due()).isNull();
        assertThat(none.left(at("2026-12-16T09:00"), CALENDAR)).isEmpty();
        assertThat(none.isLate(at("2030-12-16T09:00"))).isFalse();
        Deadline unreceived = Deadline.of(
                new Terms(
                        Instant.EPOCH,
                        FIVE_DAYS,
                        List.of(new Appointment(Appointment.By.RECEIPT, Instant.EPOCH, at("2026-11-23T17:00"))),
                        List.of(),
                        ClockRules.USUAL),
                CALENDAR);
        assertThat(local(unreceived.due())).isEqualTo("2026-11-23T17:00");
        assertThat(unreceived.left(at("2026-11-23T16:00"), CALENDAR)).contains(hours(1, 0));
        assertThat(unreceived.explained(CALENDAR)).isEmpty();
    }

    @Test
    void aDueInstantInAYearWithoutItsNoticeIsProvisional() {
        assertThat(Deadline.of(Terms.of(at("2026-12-30T09:00"), FIVE_DAYS), CALENDAR)
                        .isProvisional())
                .isTrue();
        assertThat(Deadline.of(Terms.of(at("2026-11-16T09:00"), FIVE_DAYS), CALENDAR)
                        .isProvisional())
                .isFalse();
    }

    @Test
    void longWaysAreToldInRunsAndAddUp() {
        Deadline deadline = Deadline.of(Terms.of(at("2026-01-05T09:00"), new TimeLimit(60, Unit.DAYS)), CALENDAR);
        List<Step> steps = deadline.explained(CALENDAR);
        assertThat(steps).hasSizeLessThan(15);
        assertThat(steps.get(steps.size() - 1).total()).isEqualTo(hours(480, 0));
        assertThat(steps.stream()
                        .filter(step -> step.kind() == Kind.WORKED)
                        .map(Step::counted)
                        .reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(hours(480, 0));
    }

    @Test
    void refusesPausesThatOverlap() {
        assertThatThrownBy(() -> terms(
                        "2026-11-16T09:00",
                        FIVE_DAYS,
                        ClockRules.USUAL,
                        pause("2026-11-17T09:00", "2026-11-19T09:00"),
                        pause("2026-11-18T09:00", "2026-11-20T09:00")))
                .hasMessageContaining("must not overlap");
    }

    @Test
    void agreesWithCountingMinuteByMinute() {
        for (int seed = 0; seed < 400; seed++) {
            Case one = new Case(new Random(seed));
            Deadline deadline = Deadline.of(one.terms, one.calendar);
            assertThat(deadline.due()).as("due, seed %d: %s", seed, one.terms).isEqualTo(one.countedDue());
            for (int i = 0; i < 2; i++) {
                Instant now = one.someTimeAfter();
                assertThat(deadline.left(now, one.calendar))
                        .as("left at %s, seed %d: %s", now, seed, one.terms)
                        .contains(one.countedLeft(now, one.countedDue()));
            }
            List<Step> steps = deadline.explained(one.calendar);
            Duration counted = Duration.ZERO;
            for (Step step : steps) {
                counted = step.kind() == Kind.RESTARTED ? Duration.ZERO : counted;
                counted = step.kind() == Kind.WORKED ? counted.plus(step.counted()) : counted;
                assertThat(step.total())
                        .as("total, seed %d: %s", seed, one.terms)
                        .isEqualTo(counted);
            }
            assertThat(counted).as("way, seed %d: %s", seed, one.terms).isEqualTo(one.limit);
        }
    }

    /** A random calendar, limit and course, and the slow and obvious way to count it. */
    private static final class Case {
        private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
        private final Random random;
        private final Map<LocalDate, List<Span>> days = new HashMap<>();
        private final WorkingCalendar calendar;
        private final Terms terms;
        private final Duration limit;

        Case(Random random) {
            this.random = random;
            Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
            for (DayOfWeek day : DayOfWeek.values()) {
                week.put(
                        day,
                        day.getValue() < 6 ? spans() : random.nextInt(4) == 0 ? List.of(spans().get(0)) : List.of());
            }
            OfficeHours hours = new OfficeHours(week);
            List<Holiday> holidays = new ArrayList<>();
            Map<LocalDate, List<Span>> exceptions = new HashMap<>();
            for (int i = 0; i < 300; i++) {
                LocalDate day = FIRST.plusDays(i);
                List<Span> worked = hours.on(day.getDayOfWeek());
                int chance = random.nextInt(20);
                if (chance == 0) {
                    holidays.add(new Holiday(day, "x", "x"));
                    worked = List.of();
                } else if (chance == 1) {
                    worked = List.of(spans().get(0));
                    exceptions.put(day, worked);
                }
                days.put(day, worked);
            }
            calendar = new WorkingCalendar(ZONE, hours, holidays, exceptions, List.of());
            TimeLimit some = random.nextBoolean()
                    ? new TimeLimit(1 + random.nextInt(30), Unit.HOURS)
                    : new TimeLimit(1 + random.nextInt(8), random.nextBoolean() ? Unit.DAYS : Unit.HALF_DAYS);
            limit = some.working(calendar).orElseThrow();
            Instant received = FIRST.plusDays(random.nextInt(20))
                    .atStartOfDay(ZONE)
                    .toInstant()
                    .plus(minutes(1_440));
            PauseRule[] rules = PauseRule.values();
            PauseRule rule = rules[random.nextInt(3)];
            List<Pause> pauses = new ArrayList<>();
            Instant from = received.plus(minutes(4_000));
            for (int i = random.nextInt(4); i > 0; i--) {
                Instant until = from.plus(minutes(6_000));
                pauses.add(new Pause(Reason.SUPPLEMENT, from, until));
                from = until.plus(minutes(6_000));
            }
            terms = new Terms(received, some, List.of(), pauses, new ClockRules(rule, PauseRule.STOP, null));
        }

        private Duration minutes(int most) {
            return Duration.ofMinutes(random.nextInt(most));
        }

        private List<Span> spans() {
            int begin = 6 + random.nextInt(3);
            return List.of(
                    new Span(LocalTime.of(begin, 0), LocalTime.of(11, 2 * random.nextInt(30))),
                    new Span(LocalTime.of(13, 2 * random.nextInt(30)), LocalTime.of(16 + random.nextInt(3), 0)));
        }

        private boolean isOpen(Instant minute) {
            LocalDateTime local = LocalDateTime.ofInstant(minute, ZONE);
            return days.getOrDefault(local.toLocalDate(), List.of()).stream()
                    .anyMatch(span -> !local.toLocalTime().isBefore(span.from())
                            && local.toLocalTime().isBefore(span.until()));
        }

        private boolean isPaused(Instant minute) {
            return terms.rules().supplement() != PauseRule.RUN
                    && terms.pauses().stream()
                            .anyMatch(pause -> !minute.isBefore(pause.from())
                                    && minute.isBefore(java.util.Objects.requireNonNull(pause.until())));
        }

        Instant countedDue() {
            long left = limit.toMinutes();
            for (Instant minute = terms.receivedAt(); ; minute = minute.plusSeconds(60)) {
                Instant here = minute;
                if (terms.rules().supplement() == PauseRule.RESTART
                        && terms.pauses().stream()
                                .anyMatch(pause -> here.equals(pause.until())
                                        && pause.from().isBefore(here))) {
                    left = limit.toMinutes();
                }
                if (isOpen(minute) && !isPaused(minute) && --left == 0) {
                    return minute.plusSeconds(60);
                }
            }
        }

        /** Behind the last pause, so that all that is known has happened. */
        Instant someTimeAfter() {
            Instant last = terms.pauses().isEmpty()
                    ? terms.receivedAt()
                    : java.util.Objects.requireNonNull(
                            terms.pauses().get(terms.pauses().size() - 1).until());
            return last.plus(minutes(20_000));
        }

        Duration countedLeft(Instant now, Instant due) {
            long left = 0;
            for (Instant minute = now; minute.isBefore(due); minute = minute.plusSeconds(60)) {
                left += isOpen(minute) ? 1 : 0;
            }
            boolean stops = terms.rules().supplement() == PauseRule.STOP;
            for (Instant minute = due; minute.isBefore(now); minute = minute.plusSeconds(60)) {
                left -= isOpen(minute) && !(stops && isPaused(minute)) ? 1 : 0;
            }
            return Duration.ofMinutes(left);
        }
    }
}
