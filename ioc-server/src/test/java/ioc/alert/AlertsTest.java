package ioc.alert;

import static ioc.picture.District.at;
import static ioc.picture.District.counter;
import static ioc.picture.District.health;
import static ioc.picture.District.rating;
import static ioc.picture.District.seen;
import static ioc.picture.District.step;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.alert.Alerts.Outcome;
import ioc.alert.Rule.Kind;
import ioc.calendar.OfficeHours;
import ioc.calendar.OfficeHours.Span;
import ioc.calendar.WorkingCalendar;
import ioc.event.Event;
import ioc.event.Handling;
import ioc.event.Party;
import ioc.picture.District;
import ioc.picture.Picture;
import ioc.sensor.Reading;
import ioc.sensor.Reading.CounterState.State;
import ioc.sensor.Reading.TicketStep.Step;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private Picture picture = District.picture();
    private final List<Turn> turns = new ArrayList<>();

    static Rule rule(Kind kind, double raise, double clear, int hold, int clearHold, boolean officeHours) {
        return rule(kind, raise, clear, hold, clearHold, officeHours, Rule.Response.NONE);
    }

    static Rule rule(
            Kind kind,
            double raise,
            double clear,
            int hold,
            int clearHold,
            boolean officeHours,
            Rule.Response response) {
        return new Rule(
                kind.word(),
                new Rule.Words(kind.word(), kind.word()),
                kind,
                Priority.HIGH,
                new Rule.Bounds(raise, clear, Rule.Unknown.KEEP),
                new Rule.Timing(
                        Duration.ofSeconds(hold),
                        Duration.ofSeconds(clearHold),
                        officeHours ? Rule.When.OFFICE : Rule.When.ALWAYS),
                response);
    }

    private static Rule.Response response(Duration expires, Rule.Step... chain) {
        return new Rule.Response(Rule.Words.NONE, Rule.Words.NONE, expires, List.of(chain));
    }

    private Alerts alerts(Rule... rules) {
        return new Alerts(List.of(rules), picture, Alerts.Frozen.EMPTY);
    }

    private Alert only(Alerts alerts) {
        assertThat(alerts.all()).hasSize(1);
        return alerts.all().iterator().next();
    }

    private Outcome does(Alerts alerts, String time, Handling.Kind kind, String by, String to, @Nullable String until) {
        Alert alert = only(alerts);
        Handling said = new Handling(
                alert.id(),
                alert.handling().revision(),
                kind,
                who(by),
                who(to),
                kind == Handling.Kind.COMMENT || kind == Handling.Kind.SHELVE ? "vì thế" : "",
                until == null ? null : at(until));
        Outcome outcome = alerts.apply(said, at(time));
        turns.addAll(alerts.takeActs());
        return outcome;
    }

    private static Party who(String name) {
        return name.isEmpty() ? Party.NOBODY : Party.person(name, name);
    }

    private List<String> acts(Alerts alerts) {
        return only(alerts).handling().acts().stream()
                .map(act -> act.kind().word()
                        + (act.by().nobody() ? "" : " by " + act.by().name())
                        + (act.to().nobody() ? "" : " to " + act.to().name()))
                .toList();
    }

    private static String time(long at) {
        return Instant.ofEpochMilli(at).atZone(District.ZONE).toLocalDateTime().toString();
    }

    /** Ticks every second until {@code until}; those counters stay alive. */
    private void run(Alerts alerts, String until, String... alive) {
        for (Instant now = picture.now().plusSeconds(1); !now.isAfter(at(until)); now = now.plusSeconds(1)) {
            if (now.getEpochSecond() % 60 == 0) {
                for (String device : alive) {
                    String time = now.atZone(District.ZONE).toLocalTime().toString();
                    picture.apply(health(time, device, null));
                }
            }
            picture.tick(now);
            turns.addAll(alerts.judge(now));
        }
    }

    private void jam(String time) {
        picture.apply(health(time, "bd-q1", "paper-jam"));
    }

    private void mend(String time) {
        picture.apply(health(time, "bd-q1", null));
    }

    @Test
    void whatEndsBeforeAnybodyAcceptsItWaitsToBeSeen() {
        Alerts alerts = alerts(rule(Kind.DEVICE_FAULT, 0, 0, 0, 0, false));
        jam("08:00");
        run(alerts, "08:00:01");
        mend("08:05");
        run(alerts, "08:05:01");
        assertThat(only(alerts).state()).isEqualTo(Alert.State.RETURNED);
        assertThat(only(alerts).isActive()).isFalse();
        jam("08:06");
        run(alerts, "08:06:01");
        assertThat(only(alerts).state()).as("the same alert, not another").isEqualTo(Alert.State.NEW);
        mend("08:07");
        run(alerts, "08:07:01");
        assertThat(does(alerts, "08:08", Handling.Kind.ACCEPT, "Hà", "", null)).isEqualTo(Outcome.DONE);
        assertThat(only(alerts).state()).isEqualTo(Alert.State.CLOSED);
        assertThat(acts(alerts)).containsExactly("raised", "returned", "reraised", "returned", "accepted by Hà");
        run(alerts, "09:08");
        assertThat(alerts.all()).isEmpty();
    }

    @Test
    void acceptingHidesNothingAndNamesAPersonUntilItIsOver() {
        Alerts alerts = alerts(rule(Kind.DEVICE_FAULT, 0, 0, 0, 0, false));
        jam("08:00");
        run(alerts, "08:00:01");
        assertThat(does(alerts, "08:05", Handling.Kind.ACCEPT, "Hà", "", null)).isEqualTo(Outcome.DONE);
        assertThat(only(alerts).isActive()).isTrue();
        assertThat(only(alerts).handling().accepted())
                .isEqualTo(new Alert.Acceptance(
                        who("Hà"),
                        who("Hà"),
                        at("08:05").toEpochMilli(),
                        at("08:05").toEpochMilli()));
        assertThat(does(alerts, "08:06", Handling.Kind.ASSIGN, "Hà", "Kỹ thuật 1", null))
                .isEqualTo(Outcome.DONE);
        mend("08:10");
        run(alerts, "08:10:01");
        assertThat(only(alerts).state()).isEqualTo(Alert.State.CLOSED);
        assertThat(acts(alerts)).containsExactly("raised", "accepted by Hà", "assigned by Hà to Kỹ thuật 1", "cleared");
    }

    @Test
    void theSecondOfTwoWhoActAtOnceChangesNothing() {
        Alerts alerts = alerts(rule(Kind.DEVICE_FAULT, 0, 0, 0, 0, false));
        jam("08:00");
        run(alerts, "08:00:01");
        Alert seen = only(alerts);
        Handling first = new Handling(seen.id(), 0, Handling.Kind.ACCEPT, who("Hà"), Party.NOBODY, "", null);
        Handling second = new Handling(seen.id(), 0, Handling.Kind.ASSIGN, who("Tú"), who("Lan"), "", null);
        Handling comment = new Handling(seen.id(), 0, Handling.Kind.COMMENT, who("Tú"), Party.NOBODY, "đã gọi", null);
        assertThat(alerts.apply(first, at("08:01"))).isEqualTo(Outcome.DONE);
        assertThat(alerts.apply(second, at("08:01"))).isEqualTo(Outcome.LATE);
        assertThat(alerts.apply(comment, at("08:01"))).isEqualTo(Outcome.DONE);
        assertThat(only(alerts).handling().accepted())
                .extracting(Alert.Acceptance::holder)
                .isEqualTo(who("Hà"));
        assertThat(acts(alerts)).containsExactly("raised", "accepted by Hà", "commented by Tú");
    }

    @Test
    void anAcceptanceEndsWhenNothingMovesAndACommentIsAMove() {
        Alerts alerts = alerts(rule(Kind.DEVICE_FAULT, 0, 0, 0, 0, false, response(Duration.ofMinutes(30))));
        jam("08:00");
        run(alerts, "08:00:01", "bd-q2");
        does(alerts, "08:00:01", Handling.Kind.ACCEPT, "Hà", "", null);
        run(alerts, "08:20", "bd-q2");
        does(alerts, "08:20", Handling.Kind.COMMENT, "Hà", "", null);
        run(alerts, "08:49:59", "bd-q2");
        assertThat(only(alerts).state()).isEqualTo(Alert.State.ACCEPTED);
        run(alerts, "08:50", "bd-q2");
        assertThat(only(alerts).state()).isEqualTo(Alert.State.NEW);
        assertThat(only(alerts).handling().accepted()).isNull();
        assertThat(acts(alerts)).containsExactly("raised", "accepted by Hà", "commented by Hà", "expired");
    }

    @Test
    void aShelfHidesForATimeAndThenItIsNewAgain() {
        Alerts alerts = alerts(rule(Kind.DEVICE_FAULT, 0, 0, 0, 0, false));
        jam("08:00");
        run(alerts, "08:00:01");
        assertThat(does(alerts, "08:01", Handling.Kind.SHELVE, "Hà", "", "08:00"))
                .isEqualTo(Outcome.UNFIT);
        assertThat(does(alerts, "08:01", Handling.Kind.SHELVE, "Hà", "", "08:30"))
                .isEqualTo(Outcome.DONE);
        assertThat(only(alerts).state()).isEqualTo(Alert.State.SHELVED);
        assertThat(only(alerts).isWaiting()).isFalse();
        mend("08:10");
        run(alerts, "08:10:01");
        jam("08:11");
        run(alerts, "08:29:59");
        assertThat(only(alerts).state()).as("whatever happens meanwhile").isEqualTo(Alert.State.SHELVED);
        run(alerts, "08:30");
        assertThat(only(alerts).state()).isEqualTo(Alert.State.NEW);
        does(alerts, "08:31", Handling.Kind.SHELVE, "Hà", "", "09:00");
        mend("08:40");
        run(alerts, "09:00");
        assertThat(only(alerts).state()).as("over meanwhile").isEqualTo(Alert.State.CLOSED);
    }

    @Test
    void theChainIsToldByWorkingTimeAndNotOverTheHoliday() {
        Alerts alerts = alerts(rule(
                Kind.DEVICE_FAULT,
                0,
                0,
                0,
                0,
                false,
                response(
                        Duration.ZERO,
                        new Rule.Step(Duration.ofMinutes(10), new Rule.Words("Trưởng điểm", "Trưởng điểm")),
                        new Rule.Step(Duration.ofHours(1), new Rule.Words("Chánh Văn phòng", "Chánh Văn phòng")))));
        picture.tick(at("2026-11-23T16:40:00"));
        picture.apply(health("2026-11-23T16:40:00", "bd-q1", "paper-jam"));
        for (Instant now = at("2026-11-23T16:40:01");
                !now.isAfter(at("2026-11-25T09:00:00"));
                now = now.plusSeconds(now.isBefore(at("2026-11-23T17:00:00")) ? 1 : 60)) {
            picture.tick(now);
            turns.addAll(alerts.judge(now));
        }
        assertThat(only(alerts).handling().acts())
                .filteredOn(act -> act.kind() == Act.Kind.ESCALATED)
                .extracting(act -> time(act.at()) + " " + act.to().name())
                .as("raised on Monday 16:40:01; the 24th is a holiday; the office opens again on Wednesday 07:00,"
                        + " ticked by minutes")
                .containsExactly("2026-11-23T16:50:01 Trưởng điểm", "2026-11-25T07:41 Chánh Văn phòng");
        assertThat(only(alerts).life().level()).isEqualTo(2);
    }

    @Test
    void aChainThatBecameShorterEndsThereWhenTheVersionOfTheAlertIsForgotten() {
        Rule.Step head = new Rule.Step(Duration.ofMinutes(10), new Rule.Words("Trưởng điểm", "Trưởng điểm"));
        Rule.Step chief = new Rule.Step(Duration.ofHours(1), new Rule.Words("Chánh Văn phòng", "Chánh Văn phòng"));
        Rule shorter = rule(Kind.DEVICE_FAULT, 0, 0, 0, 0, false, response(Duration.ZERO, head));
        Alerts alerts = alerts(rule(Kind.DEVICE_FAULT, 0, 0, 0, 0, false, response(Duration.ZERO, head, chief)));
        jam("08:00");
        run(alerts, "08:20", "bd-q2");
        for (int base = 1; base <= Rules.MOST_VERSIONS; base++) {
            assertThat(alerts.apply(new Rules.Proposal(shorter, base, "Nam", "", false), at("08:20")))
                    .isTrue();
        }
        run(alerts, "09:10", "bd-q2");
        assertThat(acts(alerts)).containsExactly("raised", "escalated to Trưởng điểm");
    }

    @Test
    void nothingIsEscalatedOnceSomebodyHasIt() {
        Alerts alerts = alerts(rule(
                Kind.DEVICE_FAULT,
                0,
                0,
                0,
                0,
                false,
                response(
                        Duration.ZERO,
                        new Rule.Step(Duration.ofMinutes(10), new Rule.Words("Trưởng điểm", "Trưởng điểm")))));
        jam("08:00");
        run(alerts, "08:00:01");
        does(alerts, "08:05", Handling.Kind.ACCEPT, "Hà", "", null);
        run(alerts, "08:30");
        does(alerts, "08:30", Handling.Kind.RELEASE, "Hà", "", null);
        run(alerts, "08:39:59");
        assertThat(acts(alerts)).containsExactly("raised", "accepted by Hà", "released by Hà");
        run(alerts, "08:40");
        assertThat(acts(alerts)).endsWith("escalated to Trưởng điểm");
    }

    @Test
    void itSaysWhyItWasRaised() {
        Alerts alerts = alerts(rule(Kind.LONGEST_WAIT, 1, 0.9, 60, 30, true));
        picture.apply(step("08:00", "bd-q1", Step.ISSUED, "A001", "land"));
        run(alerts, "08:31:01", "bd-q1");
        Alert.Why why = only(alerts).why();
        assertThat(time(why.brokenSince())).isEqualTo("2026-11-25T08:30:01");
        assertThat(why.phase()).isEqualTo("open");
        assertThat(why.samples())
                .extracting(sample -> time(sample.at()) + " " + sample.value())
                .containsExactly("2026-11-25T08:30:01 1800000.0", "2026-11-25T08:31 1860000.0");
        assertThat(why.samples()).allSatisfy(sample -> {
            assertThat(sample.receivedAt()).isNotNull();
            assertThat(sample.observedAt()).isNotNull();
        });
    }

    @Test
    void aChangedRuleIsANewVersionAndTheSecondWhoChangesItIsRefused() {
        Rule before = rule(Kind.DOSSIER_OVERDUE, 5, 5, 0, 0, false);
        Rule after = rule(Kind.DOSSIER_OVERDUE, 1, 1, 0, 0, false);
        Alerts alerts = alerts(before);
        picture.apply(seen("08:00", District.dossier("D1", "xã Truông Mít", 4, "2026-11-25T07:45", null)));
        run(alerts, "08:00:05");
        assertThat(alerts.all()).isEmpty();
        assertThat(alerts.apply(new Rules.Proposal(after, 1, "Nam", "nhạy hơn", false), at("08:01")))
                .isTrue();
        assertThat(alerts.apply(new Rules.Proposal(before, 1, "Tú", "", false), at("08:01")))
                .isFalse();
        run(alerts, "08:01:01");
        assertThat(only(alerts).cause().version()).isEqualTo(2);
        assertThat(alerts.rules().changes(List.of(before)))
                .as("the file says what it said")
                .isEmpty();
        assertThat(alerts.rules().changes(List.of(after)))
                .as("the file changed")
                .extracting(Rules.Proposal::base, Rules.Proposal::file)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2, true));
        Alerts.Frozen frozen = alerts.freeze();
        assertThat(new Alerts(List.of(before), picture, frozen).freeze()).isEqualTo(frozen);
    }

    @Test
    void nullIsNotZeroWhatIsUnknownKeepsClearsOrRaisesAsTheRuleSays() {
        Rule keep = rule(Kind.SATISFACTION, 0.85, 0.9, 0, 0, true);
        Rule.Bounds bounds = new Rule.Bounds(0.85, 0.9, Rule.Unknown.RAISE);
        Rule raise =
                new Rule("raise", keep.name(), keep.kind(), keep.priority(), bounds, keep.timing(), keep.response());
        Alerts alerts = alerts(keep, raise);
        picture.apply(rating("08:00", "bd-r1", "1", 3));
        run(alerts, "08:00:05");
        assertThat(alerts.all())
                .as("one rating is too few to say anything")
                .filteredOn(alert -> alert.cause().subject().equals("bau-don"))
                .extracting(alert -> alert.cause().rule())
                .containsExactly("raise");
    }

    @Test
    void aQueueThatNobodySeesDoesNotGrowOldWhileACameraLives() {
        Alerts alerts = alerts(rule(Kind.LONGEST_WAIT, 1, 0.9, 0, 0, true), rule(Kind.OVER_LIMIT, 1, 0, 0, 0, true));
        picture.apply(step("08:00", "bd-q1", Step.ISSUED, "A001", "land"));
        run(alerts, "09:00", "bd-c1");
        assertThat(turns).isEmpty();
        picture.apply(health("09:00:10", "bd-q1", null));
        run(alerts, "09:00:11", "bd-c1");
        assertThat(turns)
                .as("seen again, it is old at once")
                .extracting(turn -> turn.alert().cause().kind())
                .containsExactlyInAnyOrder(Kind.LONGEST_WAIT, Kind.OVER_LIMIT);
        run(alerts, "09:30", "bd-c1");
        assertThat(alerts.active()).as("kept while nobody sees it").isEqualTo(2);
    }

    @Test
    void aLostCounterIsNotAClosedOne() {
        Alerts alerts = alerts(rule(Kind.TOO_FEW_COUNTERS, 1, 1, 0, 0, true));
        picture.apply(counter("08:00", "bd-q1", State.OPEN));
        picture.apply(counter("08:00", "bd-q2", State.OPEN));
        picture.apply(step("08:00", "bd-q1", Step.ISSUED, "A001", "land"));
        run(alerts, "08:20", "bd-q1");
        assertThat(turns).isEmpty();
        picture.apply(counter("08:20", "bd-q2", State.CLOSED));
        run(alerts, "08:20:01", "bd-q1");
        assertThat(only(alerts).isActive()).isTrue();
        run(alerts, "08:40", "bd-q1");
        assertThat(only(alerts).isActive())
                .as("nobody knows whether it is open")
                .isTrue();
    }

    @Test
    void anIdleCounterThatIsLostStaysAsItWas() {
        Alerts alerts = alerts(rule(Kind.COUNTER_IDLE, 15, 0, 0, 0, true));
        picture.apply(counter("08:00", "bd-q1", State.OPEN));
        picture.apply(step("08:00", "bd-q1", Step.ISSUED, "A001", "land"));
        run(alerts, "08:14:59", "bd-q1");
        assertThat(turns).isEmpty();
        run(alerts, "08:16", "bd-q1");
        assertThat(only(alerts).isActive()).isTrue();
        run(alerts, "08:40");
        assertThat(only(alerts).isActive()).isTrue();
        picture.apply(step("08:41", "bd-q1", Step.CALLED, "A001", null));
        run(alerts, "08:41:01");
        assertThat(only(alerts).isActive()).isFalse();
    }

    @Test
    void aPointThatWasNeverHeardIsUnknown() {
        Rule keep = rule(Kind.OVER_LIMIT, 1, 0, 0, 0, true);
        Rule raise = new Rule(
                "raise",
                keep.name(),
                keep.kind(),
                keep.priority(),
                new Rule.Bounds(1, 0, Rule.Unknown.RAISE),
                keep.timing(),
                keep.response());
        Alerts alerts = alerts(keep, raise);
        picture.apply(health("08:00", "bd-q1", null));
        run(alerts, "08:00:05");
        assertThat(only(alerts).cause())
                .extracting(Alert.Cause::rule, Alert.Cause::subject)
                .containsExactly("raise", "thanh-duc");
    }

    @Test
    void whatIsRaisedClosedAndBrokenAgainWithinOneSecondIsRaisedInTheNext() {
        Alerts alerts = alerts(rule(Kind.DEVICE_FAULT, 0, 0, 0, 0, false));
        tick(alerts, "08:00:01");
        jam("08:00:01.100");
        tick(alerts, "08:00:01.250");
        does(alerts, "08:00:01.300", Handling.Kind.ACCEPT, "Hà", "", null);
        mend("08:00:01.400");
        tick(alerts, "08:00:01.500");
        assertThat(only(alerts).state()).isEqualTo(Alert.State.CLOSED);
        jam("08:00:01.600");
        tick(alerts, "08:00:01.750");
        assertThat(alerts.active()).isZero();
        run(alerts, "08:00:03");
        assertThat(alerts.active()).isEqualTo(1);
        assertThat(alerts.all()).hasSize(2);
    }

    private void tick(Alerts alerts, String time) {
        picture.tick(at(time));
        turns.addAll(alerts.judge(at(time)));
    }

    @Test
    void whatIsBeyondTheBoundIsCountedAndRaisedOnceThereIsRoom() {
        Alerts alerts = alerts(rule(Kind.ASSIGNMENT_OVERDUE, 0, 0, 0, 0, false));
        for (int i = 0; i <= Alerts.MOST_OPEN; i++) {
            picture.apply(seen("08:00", District.assignment("T" + i, "xã Truông Mít", "2026-11-25T08:00:30", null)));
        }
        run(alerts, "08:00:40");
        assertThat(alerts.active()).isEqualTo(Alerts.MOST_OPEN);
        assertThat(alerts.notRaised()).isEqualTo(1);
        Alert one = alerts.all().iterator().next();
        alerts.apply(
                new Handling(one.id(), 0, Handling.Kind.ACCEPT, who("Hà"), Party.NOBODY, "", null), at("08:00:41"));
        picture.apply(seen(
                "08:00:42",
                District.assignment(
                        one.cause().subject(), "xã Truông Mít", "2026-11-25T08:00:30", "2026-11-25T08:00:42")));
        run(alerts, "08:02");
        assertThat(alerts.alert(one.id()).orElseThrow().state()).isEqualTo(Alert.State.CLOSED);
        assertThat(alerts.active()).isEqualTo(Alerts.MOST_OPEN);
        assertThat(alerts.notRaised()).isZero();
    }

    private List<String> kinds() {
        List<String> said = turns.stream()
                .map(turn ->
                        turn.alert().cause().rule() + " " + turn.act().kind().word())
                .toList();
        turns.clear();
        return said;
    }

    @Test
    void aWallAndAPartOfTheServerAreAlertsWhileTheyDoNotWork() {
        Alerts alerts = alerts(rule(Kind.SCREEN_DARK, 0, 0, 0, 0, false), rule(Kind.SERVER_PART, 0, 0, 0, 0, false));
        for (String part : List.of("screen/1", "server/series")) {
            picture.apply(new Event.PartChanged("ioc", at("08:00"), part, "", false, "away"));
        }
        run(alerts, "08:00:01");
        assertThat(kinds()).containsExactly("screen-dark raised", "server-part raised");
        for (String part : List.of("screen/1", "server/series")) {
            picture.apply(new Event.PartChanged("ioc", at("08:01"), part, "", true, ""));
        }
        run(alerts, "08:01:01");
        assertThat(kinds()).containsExactly("screen-dark returned", "server-part returned");
    }

    @Test
    void peopleBeyondTheLimitAreAnAlertUntilFewEnoughWait() {
        Alerts alerts = alerts(rule(Kind.OVER_LIMIT, 2, 0, 0, 0, true));
        picture.apply(step("08:00", "bd-q1", Step.ISSUED, "A001", "land"));
        picture.apply(step("08:00", "bd-q1", Step.ISSUED, "A002", "land"));
        run(alerts, "08:30:01", "bd-q1");
        assertThat(kinds()).containsExactly("over-limit raised");
        picture.apply(step("08:31", "bd-q1", Step.CALLED, "A001", null));
        run(alerts, "08:31:01", "bd-q1");
        assertThat(kinds()).as("between the two nothing changes").isEmpty();
        picture.apply(step("08:32", "bd-q2", Step.CALLED, "A002", null));
        run(alerts, "08:32:01", "bd-q1");
        assertThat(kinds()).containsExactly("over-limit returned");
    }

    @Test
    void aDossierThatIsLateByWorkingDaysIsAnAlertUntilItEnds() {
        Alerts alerts = alerts(rule(Kind.DOSSIER_LATE, 2, 2, 0, 0, false));
        picture.apply(seen("08:00", District.dossier("D1", "xã Truông Mít", 4, "2026-11-20T17:00", null)));
        picture.apply(seen("08:00", District.dossier("D2", "xã Truông Mít", 4, "2026-11-23T17:00", null)));
        run(alerts, "08:00:01");
        assertThat(turns)
                .as("the 23rd was worked, the 24th is a holiday; so the first is one day late by eight")
                .isEmpty();
        run(alerts, "17:00:01");
        assertThat(turns).extracting(turn -> turn.alert().cause().subject()).containsExactly("D1");
        kinds();
        picture.apply(
                seen("17:10", District.dossier("D1", "xã Truông Mít", 10, "2026-11-20T17:00", "2026-11-25T17:10")));
        run(alerts, "17:10:01");
        assertThat(kinds()).containsExactly("dossier-late returned");
    }

    @Test
    void aClockThatIsWrongIsAnAlertUntilItIsRight() {
        Alerts alerts = alerts(rule(Kind.CLOCK_OFFSET, 120, 30, 0, 0, true));
        for (String time : List.of("08:00", "08:01", "08:02")) {
            picture.apply(heardAt(time, 600));
        }
        run(alerts, "08:02:01");
        assertThat(kinds()).containsExactly("clock-offset raised");
        for (int minute = 3; minute < 30; minute++) {
            picture.apply(heardAt("08:%02d".formatted(minute), 0));
        }
        run(alerts, "08:30:01");
        assertThat(kinds()).containsExactly("clock-offset returned");
    }

    private static Event heardAt(String received, int behindSeconds) {
        Instant observed = at(received).minusSeconds(behindSeconds);
        return District.heard(
                at(received), new Reading.Health(District.id("bd-q1"), observed, null, null, null, null, null));
    }

    @Test
    void firesOnlyAfterTheQueueStayedLongForTheWholeHold() {
        Alerts alerts = alerts(rule(Kind.LONGEST_WAIT, 1, 0.9, 60, 30, true));
        picture.apply(step("08:00", "bd-q1", Step.ISSUED, "A001", "land"));
        run(alerts, "08:31", "bd-q1");
        assertThat(turns).isEmpty();
        run(alerts, "08:31:01", "bd-q1");
        assertThat(turns).hasSize(1);
        Alert alert = turns.get(0).alert();
        assertThat(alert.raisedAt()).isEqualTo(at("08:31:01").toEpochMilli());
        assertThat(alert.extent()).isEqualTo(new Alert.Extent(31 * 60_000.0, 30 * 60_000.0, 1));
        assertThat(alert.id()).matches("longest-wait\\.bau-don\\.[0-9a-z]+");
        run(alerts, "08:35:10", "bd-q1");
        assertThat(alerts.alert(alert.id()).orElseThrow().extent().value()).isEqualTo(35 * 60_000.0);
        picture.apply(step("08:35:10", "bd-q1", Step.CALLED, "A001", null));
        run(alerts, "08:35:40", "bd-q1");
        assertThat(alerts.active()).isEqualTo(1);
        run(alerts, "08:36", "bd-q1");
        assertThat(alerts.active()).isZero();
        assertThat(turns.get(1).act().at()).isEqualTo(at("08:35:41").toEpochMilli());
    }

    @Test
    void doesNotFireWhenTheQueueWasShortInBetween() {
        Alerts alerts = alerts(rule(Kind.LONGEST_WAIT, 1, 0.9, 60, 30, true));
        picture.apply(step("08:00", "bd-q1", Step.ISSUED, "A001", "land"));
        run(alerts, "08:30:40", "bd-q1");
        picture.apply(step("08:30:40", "bd-q1", Step.CALLED, "A001", null));
        run(alerts, "08:40", "bd-q1");
        assertThat(turns).isEmpty();
    }

    @Test
    void manySilentDevicesOfOneSiteAreOneAlert() {
        Alerts alerts = alerts(rule(Kind.DEVICE_SILENT, 0, 0, 0, 0, false), rule(Kind.SITE_SILENT, 0, 0, 30, 0, false));
        picture.apply(health("08:00", "bd-q1", null));
        picture.apply(health("08:01", "bd-q2", null));
        run(alerts, "08:10:30");
        assertThat(turns).extracting(turn -> turn.alert().cause().subject()).containsExactly("bau-don/counter/bd-q1");
        run(alerts, "08:12");
        Alert site = alerts.all().stream()
                .filter(alert -> alert.cause().kind() == Kind.SITE_SILENT)
                .findFirst()
                .orElseThrow();
        assertThat(site.extent().inside()).containsExactly("bau-don/counter/bd-q1", "bau-don/counter/bd-q2");
        assertThat(alerts.all().stream().filter(Alert::isWaiting))
                .as("the one that was there before is part of it now")
                .containsExactly(site);
        assertThat(turns)
                .extracting(turn -> turn.act().kind())
                .containsExactly(Act.Kind.RAISED, Act.Kind.FOLDED, Act.Kind.RAISED);
        picture.apply(health("08:12", "bd-q2", null));
        run(alerts, "08:12:10");
        assertThat(alerts.all().stream().filter(Alert::isActive).filter(Alert::isWaiting))
                .as("the one that is still silent comes back on its own")
                .extracting(alert -> alert.cause().subject())
                .containsExactly("bau-don/counter/bd-q1");
    }

    @Test
    void officeHoursEndWhatHoldsOnlyInThem() {
        Alerts alerts = alerts(rule(Kind.TOO_FEW_COUNTERS, 1, 1, 0, 600, true));
        picture.apply(counter("11:20", "bd-q1", State.OPEN));
        picture.apply(step("11:20", "bd-q1", Step.ISSUED, "A001", "land"));
        run(alerts, "11:29", "bd-q1", "bd-q2");
        assertThat(alerts.active()).isEqualTo(1);
        run(alerts, "11:30", "bd-q1", "bd-q2");
        assertThat(alerts.active()).isZero();
        assertThat(turns.get(1).act().at()).isEqualTo(at("11:30").toEpochMilli());
    }

    @Test
    void overdueDossiersOfOneUnitAreOneAlertWithTheirNumber() {
        Alerts alerts = alerts(rule(Kind.DOSSIER_OVERDUE, 1, 1, 0, 0, false));
        for (int i = 0; i < 23; i++) {
            picture.apply(seen("08:00", District.dossier("D" + i, "xã Truông Mít", 4, "2026-11-25T09:00", null)));
        }
        run(alerts, "09:00:05");
        assertThat(alerts.all()).hasSize(1);
        assertThat(alerts.all().iterator().next().extent().count()).isEqualTo(23);
    }

    @Test
    void overdueAssignmentsAndPoorRatingsAreAlerts() {
        Alerts alerts = alerts(
                rule(Kind.ASSIGNMENT_OVERDUE, 0, 0, 0, 0, false), rule(Kind.SATISFACTION, 0.85, 0.9, 0, 0, true));
        picture.apply(seen("08:00", District.assignment("1", "xã Truông Mít", "2026-11-25T08:10", null)));
        for (int i = 0; i < 10; i++) {
            picture.apply(rating("08:0" + i, "bd-r1", "id" + i, i < 8 ? 3 : 1));
        }
        run(alerts, "08:10:01");
        assertThat(turns)
                .extracting(
                        turn -> turn.alert().cause().subject(),
                        turn -> turn.alert().extent().value())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("bau-don", 0.8),
                        org.assertj.core.groups.Tuple.tuple("1", null));
    }

    @Test
    void dossiersOfOneUnitThatAreSoonDueAreOneAlertUntilTheyAreDone() {
        Alerts alerts = alerts(rule(Kind.DOSSIER_SOON, 2, 2, 0, 0, false));
        picture.apply(seen("08:00", District.dossier("D1", "xã Truông Mít", 4, "2026-11-25T16:00", null)));
        run(alerts, "08:00:01");
        assertThat(turns).as("one is too few").isEmpty();
        picture.apply(seen("08:01", District.dossier("D2", "xã Truông Mít", 4, "2026-11-25T16:30", null)));
        run(alerts, "08:01:01");
        assertThat(only(alerts).cause().subject()).isEqualTo("truong-mit");
        assertThat(only(alerts).extent().count()).isEqualTo(2);
        picture.apply(
                seen("08:02", District.dossier("D2", "xã Truông Mít", 10, "2026-11-25T16:30", "2026-11-25T08:02")));
        run(alerts, "08:02:01");
        assertThat(kinds()).containsExactly("dossier-soon raised", "dossier-soon returned");
    }

    @Test
    void lettersOfApologyThatShouldHaveGoneOutAreOneAlertOfTheirUnit() {
        Alerts alerts = alerts(rule(Kind.APOLOGY_PAST, 1, 1, 0, 0, false));
        picture.apply(seen("08:00", District.dossier("D1", "xã Truông Mít", 4, "2026-12-01T17:00", null)));
        run(alerts, "08:00:01");
        assertThat(turns).isEmpty();
        picture.apply(seen("08:01", District.dossier("D2", "xã Truông Mít", 4, "2026-11-20T17:00", null)));
        run(alerts, "08:01:01");
        assertThat(only(alerts).cause().subject()).isEqualTo("truong-mit");
        assertThat(only(alerts).extent().count()).isEqualTo(1);
    }

    @Test
    void anAssignmentThatIsSoonDueIsAnAlertAndAnOverdueOneIsAnother() {
        Alerts alerts =
                alerts(rule(Kind.ASSIGNMENT_SOON, 0, 0, 0, 0, false), rule(Kind.ASSIGNMENT_OVERDUE, 0, 0, 0, 0, false));
        picture.apply(seen("08:00", District.assignment("1", "xã Truông Mít", "2026-11-25T08:10", null)));
        picture.apply(seen("08:00", District.assignment("2", "xã Truông Mít", "2026-12-25T08:10", null)));
        run(alerts, "08:00:01");
        assertThat(kinds()).containsExactly("assignment-soon raised");
        run(alerts, "08:10:01");
        assertThat(kinds()).containsExactly("assignment-overdue raised", "assignment-soon returned");
    }

    /** The unit of both points works from 17:00 to 20:00 only. */
    private void unitThatWorksInTheEvening() {
        WorkingCalendar evening = new WorkingCalendar(
                District.ZONE,
                OfficeHours.of(
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        List.of(new Span(LocalTime.of(17, 0), LocalTime.of(20, 0)))),
                List.of(),
                Map.of(),
                List.of());
        picture = District.picture(Map.of("truong-mit", evening));
    }

    @Test
    void aRuleOfOfficeHoursHoldsInTheHoursOfTheUnitAndSoDoesItsChain() {
        unitThatWorksInTheEvening();
        Rule.Step head = new Rule.Step(Duration.ofMinutes(10), new Rule.Words("Trưởng điểm", "Trưởng điểm"));
        Alerts alerts = alerts(rule(Kind.DEVICE_FAULT, 0, 0, 0, 0, true, response(Duration.ZERO, head)));
        jam("16:59:50");
        run(alerts, "16:59:59");
        assertThat(turns).as("others work now, this unit does not").isEmpty();
        run(alerts, "17:09:59");
        assertThat(acts(alerts)).containsExactly("raised");
        assertThat(only(alerts).cause().unit()).isEqualTo("truong-mit");
        assertThat(only(alerts).why().phase()).isEqualTo("open");
        run(alerts, "17:10");
        assertThat(acts(alerts)).containsExactly("raised", "escalated to Trưởng điểm");
        picture.tick(at("19:59:59"));
        run(alerts, "20:00");
        assertThat(only(alerts).isActive()).isFalse();
    }

    @Test
    void idsFitInAUrlWhateverTheSubject() {
        String rule = "dossier-overdue";
        assertThat(Alert.id(rule, "~Phòng Một Cửa", 0)).matches("[a-z0-9.-]+");
        assertThat(Alert.id(rule, "~Phòng Một Cửa", 0)).isEqualTo(Alert.id(rule, "~Phòng Một Cửa", 0));
    }
}
