package ioc.dossier;

import static ioc.picture.District.at;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.calendar.ClockRules;
import ioc.calendar.Pause;
import ioc.event.Dossier;
import ioc.event.Step;
import ioc.picture.District;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Steps with the working time they took; Monday 16 November 2026 is worked 07:00-11:30 and 13:30-17:00. */
class StageTest {
    private final Judge judge =
            District.judge(new Procedures(List.of(), ClockRules.USUAL, List.of("mot-cua", "dvcqg")));

    private static Step step(int status, String at, @Nullable String due) {
        return new Step(
                "H1",
                new Step.Work("Văn thư", "", "Bước"),
                status,
                new Step.Times(at(at), null, due == null ? null : at(due)));
    }

    private Judgement judgement(int status, @Nullable String ended, Pause... pauses) {
        Dossier dossier = new Dossier(
                "H1",
                new Dossier.Filing("Biến động", "", "xã Truông Mít", "direct"),
                status,
                Integer.toString(status),
                new Dossier.Times(
                        null,
                        at("2026-11-16T08:00"),
                        at("2026-11-20T17:00"),
                        ended == null ? null : at(ended),
                        null,
                        null,
                        null),
                List.of(pauses));
        return judge.of(judge.follow(null, "mot-cua", dossier, at("2026-11-16T08:00")), LocalDate.of(2026, 11, 18));
    }

    private static final Instant NOW = District.at("2026-11-18T09:00");

    @Test
    void aStepLastsUntilTheNextAndTheLastOneOfAnOpenDossierGoesOn() {
        List<Stage> stages = Stage.of(
                List.of(
                        step(4, "2026-11-16T14:00", "2026-11-17T14:00"),
                        step(2, "2026-11-16T08:00", "2026-11-16T10:00"),
                        step(4, "2026-11-17T15:00", null)),
                judgement(4, null),
                NOW);
        assertThat(stages)
                .extracting(stage -> stage.used() + " of " + stage.allowed() + (stage.isLate() ? " late" : "")
                        + (stage.isCurrent() ? " now" : ""))
                .containsExactly("PT4H of PT2H late", "PT9H of PT8H late", "PT4H of null now");
        assertThat(stages.get(0).until()).isEqualTo(at("2026-11-16T14:00"));
        assertThat(stages.get(2).until()).isNull();
        assertThat(Stage.of(List.of(), judgement(4, null), NOW)).isEmpty();
    }

    @Test
    void exactlyTheTimeAllowedIsInTime() {
        List<Stage> stages = Stage.of(
                List.of(step(2, "2026-11-16T08:00", "2026-11-16T10:00"), step(4, "2026-11-16T10:00", null)),
                judgement(4, null),
                NOW);
        assertThat(stages.get(0).isLate()).isFalse();
    }

    @Test
    void whatStandsStillIsNobodysTime() {
        Pause ended = new Pause(Pause.Reason.SUPPLEMENT, at("2026-11-16T15:00"), at("2026-11-17T15:00"));
        List<Stage> stages = Stage.of(
                List.of(
                        step(4, "2026-11-16T14:00", null),
                        step(5, "2026-11-16T15:00", null),
                        step(4, "2026-11-17T15:00", null)),
                judgement(4, null, ended),
                NOW);
        assertThat(stages)
                .extracting(Stage::used)
                .containsExactly(Duration.ofHours(1), Duration.ZERO, Duration.ofHours(4));
        Pause on = new Pause(Pause.Reason.SUPPLEMENT, at("2026-11-16T15:00"), null);
        assertThat(Stage.of(List.of(step(4, "2026-11-16T14:00", null)), judgement(5, null, on), NOW))
                .extracting(Stage::used)
                .containsExactly(Duration.ofHours(1));
    }

    @Test
    void nothingTakesTimeAfterTheEndOfTheDossier() {
        List<Stage> stages = Stage.of(
                List.of(
                        step(4, "2026-11-16T08:00", null),
                        step(9, "2026-11-16T16:00", null),
                        step(10, "2026-11-17T08:00", null)),
                judgement(10, "2026-11-16T16:00"),
                NOW);
        assertThat(stages).extracting(Stage::used).containsExactly(Duration.ofHours(6), Duration.ZERO, Duration.ZERO);
        assertThat(stages).noneMatch(Stage::isCurrent);
    }

    @Test
    void anArtificialNineAtTheReceptionEndsNothing() {
        List<Stage> stages = Stage.of(
                List.of(step(9, "2026-11-16T08:00", null), step(4, "2026-11-16T09:00", null)), judgement(4, null), NOW);
        assertThat(stages).extracting(Stage::isDoubtful).containsExactly(true, false);
        assertThat(stages.get(0).used()).isZero();
        assertThat(stages.get(1).isCurrent()).isTrue();
        assertThat(Stage.of(List.of(step(9, "2026-11-16T08:00", null)), judgement(4, null), NOW))
                .noneMatch(Stage::isCurrent);
    }

    @Test
    void anExtraTwoAtTheReceptionTakesNoTimeFromTheRealStep() {
        List<Stage> stages = Stage.of(
                List.of(step(4, "2026-11-16T08:00", null), step(2, "2026-11-16T08:00", null)),
                judgement(4, null),
                at("2026-11-16T10:00"));
        assertThat(stages)
                .extracting(stage -> stage.step().status() + " " + stage.used())
                .containsExactly("2 PT0S", "4 PT2H");
    }

    @Test
    void theStepsOfTheBestSourceCount() {
        Judgement judgement = judgement(4, null);
        assertThat(judge.best(judgement, List.of("dvcqg", "mot-cua", "dvcqg"))).contains("mot-cua");
        assertThat(judge.best(judgement, List.of("x", "y"))).contains("x");
        assertThat(judge.best(judgement, List.of())).isEmpty();
    }
}
