package ioc.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ioc.place.Name;
import ioc.place.Validity;
import ioc.score.Scheme.By;
import ioc.score.Scheme.Component;
import ioc.score.Scheme.Dislike;
import ioc.score.Score.Opinions;
import ioc.score.Score.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final Name NAME = new Name("a", "a", "a", "a");
    private static final Scheme.Rules RULES = new Scheme.Rules(false, false, Dislike.BAD, 10);

    private static Component component(double max, double threshold, @Nullable Measure measure, By by) {
        return new Component(
                "1",
                NAME,
                max,
                threshold,
                measure == null ? null : new Scheme.Question(measure, by),
                NAME,
                true,
                Set.of());
    }

    private static Component exempt(double max, String unit) {
        return new Component(
                "1", NAME, max, 0, new Scheme.Question(Measure.PAID, By.DOSSIERS), NAME, true, Set.of(unit));
    }

    private static Scheme scheme(Scheme.Rules rules, Component... components) {
        double max = List.of(components).stream().mapToDouble(Component::max).sum();
        return new Scheme(
                NAME,
                Validity.ALWAYS,
                List.of(new Scheme.Group("1", NAME, max, List.of(components))),
                rules,
                List.of(new Scheme.Band(NAME, 90, false), new Scheme.Band(NAME, 0, false)));
    }

    private static Tally tally(String unit, String procedure, Measure measure, long reached, long lost, long unsaid) {
        return new Tally(
                unit,
                procedure,
                Map.of(measure, new Counts(reached, lost, unsaid)),
                Map.of(),
                new Tally.Handling(reached, reached * 1_000));
    }

    private static Score.Line line(Scheme.Rules rules, Component component, Opinions opinions, Tally... tallies) {
        Score score = Score.of(scheme(rules, component), "", List.of(tallies), opinions);
        return score.groups().get(0).lines().get(0);
    }

    private static Score.Line line(Component component, Tally... tallies) {
        return line(RULES, component, Opinions.NONE, tallies);
    }

    @Test
    void withoutAThresholdEachPerCentCounts() {
        Score.Line line =
                line(component(20, 0, Measure.ON_TIME, By.DOSSIERS), tally("a", "p", Measure.ON_TIME, 2_095, 63, 0));
        assertThat(line.state()).isEqualTo(State.COMPUTED);
        assertThat(line.points()).isCloseTo(19.416, within(0.001)); // 20 x 2095 / 2158
        assertThat(line.possible()).isEqualTo(line.points());
        assertThat(line.computable()).isEqualTo(20);
    }

    @Test
    void fromTheThresholdOnAllPointsAndBelowInProportionToIt() {
        Component reused = component(2, 0.8, Measure.REUSED, By.DOSSIERS);
        assertThat(line(reused, tally("a", "p", Measure.REUSED, 8, 2, 0)).points())
                .isEqualTo(2);
        assertThat(line(reused, tally("a", "p", Measure.REUSED, 9, 1, 0)).points())
                .isEqualTo(2);
        assertThat(line(reused, tally("a", "p", Measure.REUSED, 4, 6, 0)).points())
                .isEqualTo(1);
        assertThat(line(reused, tally("a", "p", Measure.REUSED, 799, 201, 0)).points())
                .isCloseTo(1.9975, within(1e-9));
    }

    @Test
    void whatIsNotSaidIsNeitherEarnedNorLost() {
        Score.Line line = line(component(4, 0, Measure.SHARED, By.DOSSIERS), tally("a", "p", Measure.SHARED, 5, 3, 2));
        assertThat(line.share()).isEqualTo(0.5);
        assertThat(line.points()).isEqualTo(2);
        assertThat(line.possible()).isCloseTo(2.8, within(1e-9));
        Score.Line silent =
                line(component(4, 0, Measure.SHARED, By.DOSSIERS), tally("a", "p", Measure.SHARED, 0, 0, 9));
        assertThat(silent.state()).isEqualTo(State.UNSAID);
        assertThat(silent.share()).isNull();
        assertThat(silent.points()).isZero();
        assertThat(silent.computable()).isZero();
        assertThat(silent.possible()).isEqualTo(4);
    }

    @Test
    void whatNeedsAnotherSourceIsNotMadeUpForByTheRest() {
        Score score = Score.of(
                scheme(RULES, component(6, 0, null, By.DOSSIERS), component(4, 0, Measure.PAID, By.DOSSIERS)),
                "",
                List.of(tally("a", "p", Measure.PAID, 1, 1, 0)),
                Opinions.NONE);
        assertThat(score.groups().get(0).lines().get(0).state()).isEqualTo(State.NEEDS_SOURCE);
        assertThat(score.points()).isEqualTo(2);
        assertThat(score.computable()).isEqualTo(4);
        assertThat(score.possible()).isEqualTo(8);
    }

    @Test
    void aDenominatorOfZeroIsLeftOutOrZeroAsTheSettingsSay() {
        Component paid = component(6, 0, Measure.PAID, By.DOSSIERS);
        Score.Line out = line(paid);
        assertThat(out.state()).isEqualTo(State.EMPTY);
        assertThat(out.computable()).isZero();
        assertThat(out.possible()).isZero();
        Score.Line zero = line(new Scheme.Rules(true, false, Dislike.BAD, 10), paid, Opinions.NONE);
        assertThat(zero.points()).isZero();
        assertThat(zero.computable()).isEqualTo(6);
    }

    @Test
    void aUnitThatALineDoesNotApplyToIsLeftOutOrFull() {
        List<Tally> tallies = List.of(tally("xa", "p", Measure.PAID, 0, 9, 0));
        Score left = Score.of(scheme(RULES, exempt(6, "xa")), "xa", tallies, Opinions.NONE);
        assertThat(left.groups().get(0).lines().get(0).state()).isEqualTo(State.EXEMPT);
        assertThat(left.computable()).isZero();
        Scheme.Rules full = new Scheme.Rules(false, true, Dislike.BAD, 10);
        assertThat(Score.of(scheme(full, exempt(6, "xa")), "xa", tallies, Opinions.NONE)
                        .points())
                .isEqualTo(6);
        assertThat(Score.of(scheme(full, exempt(6, "xa")), "phuong", tallies, Opinions.NONE)
                        .points())
                .isZero();
    }

    @Test
    void proceduresAreReachedByOneDossierAndCountOnceOverAllUnits() {
        Score.Line line = line(
                component(2, 0.8, Measure.PAID, By.PROCEDURES),
                tally("a", "land", Measure.PAID, 0, 7, 1),
                tally("b", "land", Measure.PAID, 1, 7, 0),
                tally("a", "birth", Measure.PAID, 0, 3, 1),
                tally("a", "death", Measure.PAID, 0, 3, 0),
                tally("a", "free", Measure.PAID, 0, 0, 0));
        assertThat(line.counts()).isEqualTo(new Counts(1, 1, 1));
        assertThat(line.points()).isCloseTo(2 / 3.0 / 0.8, within(1e-9));
        assertThat(line.possible()).isCloseTo(4 / 3.0 / 0.8, within(1e-9));
    }

    @Test
    void satisfactionIsAllLessTheLateLessTheDisliked() {
        Component satisfied = component(6, 0.9, Measure.ON_TIME, By.SATISFACTION);
        Tally tally = tally("a", "p", Measure.ON_TIME, 90, 10, 0);
        Score.Line line = line(RULES, satisfied, new Opinions(50, 4), tally);
        assertThat(line.share()).isCloseTo(0.82, within(1e-9)); // 100 - 10 - 8
        assertThat(line.points()).isCloseTo(6 * 0.82 / 0.9, within(1e-9));
        assertThat(line(RULES, satisfied, new Opinions(9, 0), tally).state())
                .as("too few ratings")
                .isEqualTo(State.UNSAID);
        assertThat(line(new Scheme.Rules(false, false, Dislike.NONE, 10), satisfied, new Opinions(50, 4), tally)
                        .state())
                .isEqualTo(State.UNSAID);
        assertThat(line(RULES, satisfied, new Opinions(10, 10), tally).points())
                .as("never below zero")
                .isZero();
    }

    @Test
    void aLineWithoutPointsIsShownOnly() {
        Score.Line line =
                line(component(0, 0.5, Measure.ONLINE, By.DOSSIERS), tally("a", "p", Measure.ONLINE, 1, 1, 0));
        assertThat(line.state()).isEqualTo(State.SHOWN);
        assertThat(line.share()).isEqualTo(0.5);
        Score score = Score.of(
                scheme(RULES, component(0, 0, Measure.ON_TIME, By.TIME)),
                "",
                List.of(tally("a", "p", Measure.ON_TIME, 3, 0, 0), tally("a", "q", Measure.ON_TIME, 1, 0, 0)),
                Opinions.NONE);
        assertThat(score.handling()).isEqualTo(new Tally.Handling(4, 4_000));
        assertThat(score.points()).isZero();
    }

    @Test
    void bandsHoldFromTheirLeastOn() {
        Scheme scheme = scheme(RULES);
        assertThat(scheme.band(90)).contains(scheme.bands().get(0));
        assertThat(scheme.band(89.999)).contains(scheme.bands().get(1));
        assertThat(Scheme.on(List.of(scheme), LocalDate.EPOCH)).contains(scheme);
    }

    @Test
    void periodsAreMonthsQuartersAndYears() {
        ZoneId zone = ZoneId.of("Asia/Ho_Chi_Minh");
        assertThat(Period.of("2026-Q4")).hasValueSatisfying(quarter -> {
            assertThat(quarter.start(zone)).isEqualTo(Instant.parse("2026-09-30T17:00:00Z"));
            Instant now = Instant.parse("2026-11-26T02:00:00Z");
            assertThat(quarter.end(zone, now)).isEqualTo(now);
            assertThat(quarter.end(zone, Instant.parse("2027-03-01T00:00:00Z")))
                    .isEqualTo(Instant.parse("2026-12-31T17:00:00Z"));
        });
        assertThat(Period.of("2026-02"))
                .hasValueSatisfying(month -> assertThat(month.until()).isEqualTo("2026-03-01"));
        assertThat(Period.of("2026"))
                .hasValueSatisfying(year -> assertThat(year.until()).isEqualTo("2027-01-01"));
        for (String id : List.of("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026-01", "2026-12", "2026")) {
            assertThat(Period.of(id))
                    .hasValueSatisfying(period -> assertThat(period.id()).isEqualTo(id));
        }
        assertThat(Period.of("2026-Q5")).isEmpty();
        assertThat(Period.of("2026-13")).isEmpty();
        assertThatThrownBy(() -> Period.containing(LocalDate.EPOCH, 2))
                .hasMessage("months: was 2 but must be 1, 3 or 12");
    }
}
