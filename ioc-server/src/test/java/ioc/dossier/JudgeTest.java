package ioc.dossier;

import static ioc.picture.District.at;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.calendar.ClockRules;
import ioc.calendar.Deadline;
import ioc.calendar.Pause;
import ioc.calendar.TimeLimit;
import ioc.event.Dossier;
import ioc.picture.District;
import ioc.place.Name;
import ioc.place.Validity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sources say in turn, and what catalogue and calendar make of it; among it what real systems do to the data. */
class JudgeTest {
    private static final String LOCAL = "mot-cua";
    private static final String NATIONAL = "dvcqg";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private final Judge judge = District.judge(catalogue());

    private static Procedures catalogue() {
        LocalDate reform = LocalDate.of(2025, 7, 1);
        return new Procedures(
                List.of(
                        procedure("1.012753", "Biến động", 7, new Validity(null, reform)),
                        procedure("1.012753", "Biến động", 5, new Validity(reform, null))),
                ClockRules.USUAL,
                List.of(LOCAL, NATIONAL));
    }

    private static Procedure procedure(String code, String name, int days, Validity validity) {
        return new Procedure(
                code,
                new Name(name, name, name, name),
                new Name("Đất đai", "Đất đai", "Land", "Land"),
                new Procedure.Handling(
                        new TimeLimit(days, TimeLimit.Unit.DAYS),
                        new TimeLimit(4, TimeLimit.Unit.HOURS),
                        ClockRules.USUAL,
                        List.of()),
                new Procedure.Result(0, true),
                validity);
    }

    private static Dossier told(int status, @Nullable String due, @Nullable String finished) {
        return told("1.012753.000.00.00.H53", "direct", status, due, finished, null);
    }

    private static Dossier told(
            String code,
            String channel,
            int status,
            @Nullable String due,
            @Nullable String finished,
            @Nullable String requested) {
        return new Dossier(
                "H53.27-261116-0001",
                new Dossier.Filing("Biến động", code, "xã Truông Mít", channel),
                status,
                Integer.toString(status),
                new Dossier.Times(
                        status == Dossier.SUBMITTED ? at("2026-11-16T09:00") : null,
                        status == Dossier.SUBMITTED ? null : at("2026-11-16T09:00"),
                        due == null ? null : at(due),
                        finished == null ? null : at(finished),
                        null,
                        requested == null ? null : at(requested),
                        null),
                List.of());
    }

    private Course follow(@Nullable Course before, String source, Dossier dossier, String at) {
        return judge.follow(before, source, dossier, at(at));
    }

    private Judgement judged(Course course) {
        return judge.of(course, TODAY);
    }

    @Test
    void withoutAnAppointedEndTheLimitOfTheDayOfReceptionCounts() {
        Course course = follow(null, LOCAL, told(2, null, null), "2026-11-16T09:01");
        assertThat(judged(course).deadline().due()).isEqualTo(at("2026-11-23T09:00"));
        assertThat(judged(course).unit()).isEqualTo("truong-mit");
        Course online = follow(null, LOCAL, told("", "online", 2, null, null, null), "2026-11-16T09:01");
        assertThat(judged(online).deadline().due())
                .as("found by name; online it takes four hours")
                .isEqualTo(at("2026-11-16T15:00"));
    }

    @Test
    void statusesInTurnArePausesAndASecondRequestIsLateInTheScore() {
        Course course = follow(null, LOCAL, told(4, "2026-11-23T09:00", null), "2026-11-16T09:01");
        course = follow(
                course, LOCAL, told("", "direct", 5, "2026-11-23T09:00", null, "2026-11-17T09:00"), "2026-11-17T11:00");
        assertThat(course.pauses()).containsExactly(new Pause(Pause.Reason.SUPPLEMENT, at("2026-11-17T09:00"), null));
        assertThat(judged(course).isStanding()).isTrue();
        course = follow(course, LOCAL, told(4, "2026-11-23T09:00", null), "2026-11-18T09:00");
        assertThat(judged(course).deadline().due()).isEqualTo(at("2026-11-25T09:00"));
        assertThat(judged(course).isScoredLate(at("2026-11-19T09:00"))).isFalse();
        course = follow(course, LOCAL, told(5, "2026-11-23T09:00", null), "2026-11-19T09:00");
        assertThat(course.supplements()).isEqualTo(2);
        assertThat(judged(course).isScoredLate(at("2026-11-19T09:00"))).isTrue();
    }

    @Test
    void waitingForAPaymentStopsTheClockButNotTheScore() {
        Course course = follow(null, LOCAL, told(4, "2026-11-23T09:00", null), "2026-11-16T09:01");
        course = follow(course, LOCAL, told(6, "2026-11-23T09:00", null), "2026-11-17T09:00");
        assertThat(judged(course).isOverdue(at("2026-11-25T09:00"))).isFalse();
        assertThat(judged(course).isScoredLate(at("2026-11-25T09:00"))).isTrue();
        assertThat(course.supplements()).isZero();
    }

    @Test
    void aNewAppointedEndOfTheSourceKnowsThePauseBeforeIt() {
        Course course = follow(null, LOCAL, told(5, "2026-11-23T09:00", null), "2026-11-17T09:00");
        course = follow(course, LOCAL, told(4, "2026-11-27T17:00", null), "2026-11-19T09:00");
        Deadline deadline = judged(course).deadline();
        assertThat(deadline.original()).isEqualTo(at("2026-11-23T09:00"));
        assertThat(deadline.due()).isEqualTo(at("2026-11-27T17:00"));
    }

    @Test
    void theNationalFeedThatCallsAPauseDoneIsOutrankedByTheLocalSystem() {
        Course course = follow(null, NATIONAL, told(9, "2026-11-23T09:00", "2026-11-17T09:00"), "2026-11-17T10:00");
        assertThat(judged(course).dossier().isOpen()).isFalse();
        course = follow(course, LOCAL, told(5, "2026-11-23T09:00", null), "2026-11-17T11:00");
        assertThat(course.by()).isEqualTo(LOCAL);
        assertThat(judged(course).isStanding()).isTrue();
        assertThat(course.isDisputed()).isTrue();
        Course again = follow(course, NATIONAL, told(9, "2026-11-24T09:00", "2026-11-17T09:00"), "2026-11-17T12:00");
        assertThat(again.by()).isEqualTo(LOCAL);
        assertThat(again.pauses()).isEqualTo(course.pauses());
        assertThat(judged(again).deadline()).isEqualTo(judged(course).deadline());
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 8})
    void whatTheNationalFeedSendsAgainAsDoneStaysWhatItIs(int status) {
        Course course = follow(null, LOCAL, told(status, "2026-11-23T09:00", null), "2026-11-17T09:00");
        course = follow(course, NATIONAL, told(9, "2026-11-23T09:00", "2026-11-17T09:00"), "2026-11-17T10:00");
        assertThat(judged(course).dossier().status()).isEqualTo(status);
        assertThat(judged(course).isStanding()).isEqualTo(status != 8);
        assertThat(course.isDisputed()).isTrue();
    }

    @Test
    void anEndThatComesWithAnOpenStatusIsNotBelieved() {
        Course course = follow(null, LOCAL, told(4, null, "2026-11-16T09:00"), "2026-11-16T09:01");
        assertThat(judged(course).isOverdue(at("2026-11-24T00:00"))).isTrue();
    }

    @Test
    void anOnlineSubmissionMustBeReceivedWithinItsOwnLimit() {
        Course course = follow(null, LOCAL, told(1, null, null), "2026-11-16T09:01");
        assertThat(judged(course).deadline().due()).isEqualTo(at("2026-11-17T09:00"));
        assertThat(judged(course).isOverdue(at("2026-11-17T09:00:01"))).isTrue();
    }

    @Test
    void theSameAgainIsTheSameCourse() {
        Course course = follow(null, LOCAL, told(4, "2026-11-23T09:00", null), "2026-11-16T09:01");
        assertThat(follow(course, LOCAL, told(4, "2026-11-23T09:00", null), "2026-11-18T09:01"))
                .isEqualTo(course);
    }

    @Test
    void aHundredRequestsKeepABoundedCourse() {
        Course course = follow(null, LOCAL, told(4, "2026-11-23T09:00", null), "2026-11-16T09:01");
        Instant now = at("2026-11-16T10:00");
        for (int i = 0; i < 100; i++) {
            now = now.plus(Duration.ofMinutes(7));
            course = judge.follow(course, LOCAL, told(i % 2 == 0 ? 5 : 4, "2026-11-23T09:00", null), now);
        }
        assertThat(course.pauses()).hasSize(20);
        assertThat(judged(course).deadline().due()).isNotNull();
    }

    @Test
    void warnsInOrderOfWhatIsLeft() {
        Course course = follow(null, LOCAL, told(4, "2026-11-23T09:00", null), "2026-11-16T09:01");
        assertThat(judged(course).clock().warned())
                .containsExactly(at("2026-11-18T09:00"), at("2026-11-20T09:00"), at("2026-11-20T15:00"));
        assertThat(judged(course).isSoon(at("2026-11-18T08:59"))).isFalse();
        assertThat(judged(course).isSoon(at("2026-11-18T09:00"))).isTrue();
        assertThat(judged(course).isSoon(at("2026-11-23T09:01"))).isFalse();
    }
}
