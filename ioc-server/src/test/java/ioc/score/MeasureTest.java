package ioc.score;

import static ioc.picture.District.at;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.calendar.ClockRules;
import ioc.calendar.Pause;
import ioc.calendar.TimeLimit;
import ioc.dossier.Course;
import ioc.dossier.Judge;
import ioc.dossier.Judgement;
import ioc.dossier.Procedure;
import ioc.dossier.Procedures;
import ioc.event.Dossier;
import ioc.event.Dossier.Fact;
import ioc.picture.District;
import ioc.place.Name;
import ioc.place.Validity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one dossier says of each measure, by hand. Office hours are 7:00 to 11:30 and 13:30 to 17:00; 24 November is a holiday. */
class MeasureTest {
    private static final String PAID_PAPER = "1.000001";
    private static final String FREE_NO_PAPER = "1.000002";
    private static final String NOT_IN_CATALOGUE = "9.999999";
    private final Judge judge = District.judge(new Procedures(
            List.of(
                    procedure(
                            PAID_PAPER,
                            new TimeLimit(3, TimeLimit.Unit.DAYS),
                            new TimeLimit(4, TimeLimit.Unit.HOURS),
                            20_000,
                            true),
                    procedure(FREE_NO_PAPER, null, null, 0, false)),
            ClockRules.USUAL,
            List.of()));

    private static Procedure procedure(
            String code, @Nullable TimeLimit limit, @Nullable TimeLimit online, long fee, boolean paper) {
        Name name = new Name(code, code, code, code);
        return new Procedure(
                code,
                name,
                name,
                new Procedure.Handling(limit, online, ClockRules.USUAL, List.of()),
                new Procedure.Result(fee, paper),
                Validity.ALWAYS);
    }

    /** Received on Monday the 16th at nine, due a week later; a status, an end, and pauses as {@code from/until}. */
    private Judgement judged(int status, @Nullable String due, @Nullable String ended, String... pauses) {
        return judged(PAID_PAPER, "direct", status, "2026-11-16T09:00", due, ended, Map.of(), pauses);
    }

    private Judgement saying(String procedure, String channel, int status, Map<Fact, Boolean> facts) {
        String ended = status == 9 || status == 10 ? "2026-11-18T10:00" : null;
        return judged(procedure, channel, status, "2026-11-16T09:00", "2026-11-23T09:00", ended, facts);
    }

    private Judgement judged(
            String procedure,
            String channel,
            int status,
            @Nullable String received,
            @Nullable String due,
            @Nullable String ended,
            Map<Fact, Boolean> facts,
            String... pauses) {
        Dossier dossier = new Dossier(
                "H-1",
                new Dossier.Filing(procedure, procedure, "xã Truông Mít", channel),
                status,
                "s",
                new Dossier.Times(
                        at("2026-11-16T08:00"), instant(received), instant(due), instant(ended), null, null, null),
                List.of(pauses).stream().map(MeasureTest::pause).toList(),
                facts);
        Course course = judge.follow(null, "mot-cua", dossier, at("2026-11-25T09:00"));
        return judge.of(course, LocalDate.of(2026, 11, 25));
    }

    private static Pause pause(String text) {
        String[] ends = text.split("/", -1);
        return new Pause(Pause.Reason.SUPPLEMENT, at(ends[0]), ends[1].isEmpty() ? null : at(ends[1]));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : at(text);
    }

    @Test
    void whoEndsExactlyInTheDueInstantIsOnTime() {
        assertThat(judged(9, "2026-11-23T09:00", "2026-11-23T09:00").scoredLateFrom())
                .isNull();
        Judgement late = judged(9, "2026-11-23T09:00", "2026-11-23T09:01");
        assertThat(Measure.ON_TIME.of(late)).isEqualTo(Mark.YES);
        assertThat(late.scoredLateFrom()).isEqualTo(at("2026-11-23T09:00"));
    }

    @Test
    void anOpenOneIsLateAfterItsDueInstant() {
        Judgement open = judged(4, "2026-11-23T09:00", null);
        assertThat(open.isScoredLate(at("2026-11-23T09:00"))).isFalse();
        assertThat(open.isScoredLate(at("2026-11-23T09:00").plusMillis(1))).isTrue();
    }

    /** Friday 16:00 to Monday 10:00 are 66 hours; in working time they would be 4. */
    @Test
    void theWholeTimeWaitedForASupplementIsTakenOff() {
        String pause = "2026-11-20T16:00/2026-11-23T10:00";
        assertThat(judged(9, "2026-11-23T09:00", "2026-11-26T03:00", pause).scoredLateFrom())
                .isNull();
        assertThat(judged(9, "2026-11-23T09:00", "2026-11-26T03:01", pause).scoredLateFrom())
                .isEqualTo(at("2026-11-26T03:00"));
    }

    @Test
    void whileTheCitizenIsWaitedForTheRequestIsTheEnd() {
        assertThat(judged(5, "2026-11-23T09:00", null, "2026-11-23T09:00/").isScoredLate(at("2026-12-30T09:00")))
                .isFalse();
        assertThat(judged(5, "2026-11-23T09:00", null, "2026-11-23T09:01/").isScoredLate(at("2026-12-30T09:00")))
                .isTrue();
    }

    @Test
    void moreThanOneRequestIsLateFromTheSecondOn() {
        Judgement twice = judged(
                9,
                "2026-11-23T09:00",
                "2026-11-18T15:00",
                "2026-11-16T10:00/2026-11-16T11:00",
                "2026-11-17T10:00/2026-11-17T11:00");
        assertThat(Measure.ON_TIME.of(twice)).isEqualTo(Mark.YES);
        assertThat(twice.scoredLateFrom()).isEqualTo(at("2026-11-17T10:00").minusMillis(1));
    }

    @Test
    void withoutAnAppointedEndTheLongestLimitOfTheProcedureCounts() {
        Judgement online = judged(PAID_PAPER, "online", 4, "2026-11-16T09:00", null, null, Map.of());
        assertThat(online.deadline().due()).isEqualTo(at("2026-11-16T15:00"));
        assertThat(online.scoredLateFrom()).isEqualTo(at("2026-11-19T09:00"));
        assertThat(Measure.ON_TIME.of(online)).isEqualTo(Mark.YES);
    }

    @Test
    void withoutAnyLimitItIsInTimeWhereTheCatalogueSaysSoAndElseNobodyKnows() {
        assertThat(Measure.ON_TIME.of(judged(FREE_NO_PAPER, "direct", 4, "2026-11-16T09:00", null, null, Map.of())))
                .isEqualTo(Mark.YES);
        assertThat(Measure.ON_TIME.of(judged(NOT_IN_CATALOGUE, "direct", 4, "2026-11-16T09:00", null, null, Map.of())))
                .isEqualTo(Mark.UNSAID);
        assertThat(Measure.ON_TIME.of(judged(9, "2026-11-23T09:00", null)))
                .as("handled, nobody says when")
                .isEqualTo(Mark.UNSAID);
    }

    @Test
    void withdrawnOnesCountOnlyWhenTheyHadBeenReceivedAndRefusedOnesAlways() {
        String ended = "2026-11-16T15:00";
        assertThat(Measure.ON_TIME.of(judged(7, "2026-11-23T09:00", ended))).isEqualTo(Mark.YES);
        assertThat(Measure.ON_TIME.of(judged(PAID_PAPER, "online", 7, null, null, ended, Map.of())))
                .isEqualTo(Mark.OUT);
        assertThat(Measure.ON_TIME.of(judged(PAID_PAPER, "online", 3, null, null, ended, Map.of())))
                .isEqualTo(Mark.YES);
        assertThat(Measure.SYNCED.of(judged(PAID_PAPER, "online", 3, null, null, ended, Map.of(Fact.SYNCED, true))))
                .isEqualTo(Mark.OUT);
        assertThat(Measure.ON_TIME.of(judged(PAID_PAPER, "online", 1, null, null, null, Map.of())))
                .isEqualTo(Mark.OUT);
        assertThat(Measure.ON_TIME.of(judged(0, "2026-11-23T09:00", null))).isEqualTo(Mark.OUT);
    }

    @Test
    void whatNoSourceSaysIsNotNo() {
        for (Map.Entry<Measure, Fact> each : Map.of(
                        Measure.SYNCED,
                        Fact.SYNCED,
                        Measure.PAID,
                        Fact.PAID_ONLINE,
                        Measure.RESULT,
                        Fact.RESULT,
                        Measure.REUSED,
                        Fact.REUSED,
                        Measure.SHARED,
                        Fact.SHARED,
                        Measure.VERIFIED,
                        Fact.VERIFIED)
                .entrySet()) {
            Measure measure = each.getKey();
            Fact fact = each.getValue();
            assertThat(measure.of(saying(PAID_PAPER, "direct", 9, Map.of()))).isEqualTo(Mark.UNSAID);
            assertThat(measure.of(saying(PAID_PAPER, "direct", 9, Map.of(fact, true))))
                    .isEqualTo(Mark.YES);
            assertThat(measure.of(saying(PAID_PAPER, "direct", 9, Map.of(fact, false))))
                    .isEqualTo(Mark.NO);
        }
    }

    @Test
    void onlineNeedsTheChannelAndAResultWhereThereIsAPaper() {
        assertThat(Measure.ONLINE.of(saying(PAID_PAPER, "online", 9, Map.of(Fact.RESULT, true))))
                .isEqualTo(Mark.YES);
        assertThat(Measure.ONLINE.of(saying(PAID_PAPER, "online", 9, Map.of()))).isEqualTo(Mark.UNSAID);
        assertThat(Measure.ONLINE.of(saying(PAID_PAPER, "post", 9, Map.of()))).isEqualTo(Mark.NO);
        assertThat(Measure.ONLINE.of(saying(FREE_NO_PAPER, "online", 10, Map.of())))
                .isEqualTo(Mark.YES);
        assertThat(Measure.ONLINE.of(saying(PAID_PAPER, "online", 4, Map.of(Fact.RESULT, true))))
                .as("not yet handled")
                .isEqualTo(Mark.OUT);
        assertThat(Measure.FILED_ONLINE.of(saying(PAID_PAPER, "online", 4, Map.of())))
                .isEqualTo(Mark.YES);
        assertThat(Measure.FILED_ONLINE.of(saying(PAID_PAPER, "fax", 4, Map.of())))
                .isEqualTo(Mark.UNSAID);
    }

    @Test
    void onlyDossiersWithAFeeAreAskedWhetherItWasPaid() {
        assertThat(Measure.PAID.of(
                        saying(PAID_PAPER, "direct", 4, Map.of(Fact.CHARGED, false, Fact.PAID_ONLINE, false))))
                .as("every fee is 0")
                .isEqualTo(Mark.OUT);
        assertThat(Measure.PAID.of(saying(FREE_NO_PAPER, "direct", 4, Map.of(Fact.PAID_ONLINE, false))))
                .isEqualTo(Mark.OUT);
        assertThat(Measure.PAID.of(
                        saying(FREE_NO_PAPER, "direct", 4, Map.of(Fact.CHARGED, true, Fact.PAID_ONLINE, true))))
                .as("the record knows better than the catalogue")
                .isEqualTo(Mark.YES);
        assertThat(Measure.PAID.of(saying(NOT_IN_CATALOGUE, "direct", 4, Map.of(Fact.PAID_ONLINE, false))))
                .as("there may be no fee at all")
                .isEqualTo(Mark.UNSAID);
    }

    @Test
    void digitisedNeedsBothAndOneNoIsEnough() {
        assertThat(Measure.DIGITISED.of(
                        saying(PAID_PAPER, "direct", 9, Map.of(Fact.ATTACHED, true, Fact.RESULT, true))))
                .isEqualTo(Mark.YES);
        assertThat(Measure.DIGITISED.of(saying(PAID_PAPER, "direct", 9, Map.of(Fact.ATTACHED, false))))
                .isEqualTo(Mark.NO);
        assertThat(Measure.DIGITISED.of(saying(PAID_PAPER, "direct", 9, Map.of(Fact.ATTACHED, true))))
                .isEqualTo(Mark.UNSAID);
        assertThat(Measure.RESULT.of(saying(FREE_NO_PAPER, "direct", 9, Map.of())))
                .as("there is no paper")
                .isEqualTo(Mark.OUT);
    }

    @Test
    void aDossierHasASignForEachMeasureAtItsPlace() {
        Judgement judgement = saying(PAID_PAPER, "online", 9, Map.of(Fact.SYNCED, true, Fact.REUSED, false));
        String marks = Measure.marks(judgement);
        assertThat(marks).hasSize(Measure.values().length);
        for (Measure measure : Measure.values()) {
            assertThat(marks.charAt(measure.place() - 1))
                    .as(measure.word())
                    .isEqualTo(measure.of(judgement).sign());
            assertThat(Measure.of(measure.word())).contains(measure);
        }
    }

    /** 9:00 to 11:30, 13:30 to 17:00, and 7:00 to 8:00 the next morning are 7 hours; one of them was waiting. */
    @Test
    void handlingTimeIsWorkingTimeWithoutWaiting() {
        assertThat(judged(9, "2026-11-23T09:00", "2026-11-17T08:00", "2026-11-16T14:00/2026-11-16T15:00")
                        .handled())
                .hasValueSatisfying(time -> assertThat(time).hasHours(6));
        assertThat(judged(4, "2026-11-23T09:00", null).handled()).isEmpty();
        assertThat(judged(8, "2026-11-23T09:00", "2026-11-17T08:00").handled())
                .as("stopped is not handled")
                .isEmpty();
    }
}
