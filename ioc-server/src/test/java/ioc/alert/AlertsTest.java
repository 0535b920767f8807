package ioc.alert;

import static ioc.picture.District.at;
import static ioc.picture.District.counter;
import static ioc.picture.District.health;
import static ioc.picture.District.rating;
import static ioc.picture.District.seen;
import static ioc.picture.District.step;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.alert.Rule.Kind;
import ioc.event.Event;
import ioc.picture.District;
import ioc.picture.Picture;
import ioc.sensor.Reading.CounterState.State;
import ioc.sensor.Reading.TicketStep.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private final Picture picture = District.picture();
    private final List<Alert> turns = new ArrayList<>();

    static Rule rule(Kind kind, double raise, double clear, int hold, int clearHold, boolean officeHours) {
        return new Rule(
                kind.word(),
                kind,
                Priority.HIGH,
                raise,
                clear,
                new Rule.Timing(Duration.ofSeconds(hold), Duration.ofSeconds(clearHold), officeHours));
    }

    private Alerts alerts(Rule... rules) {
        return new Alerts(List.of(rules), picture, Alerts.State.EMPTY);
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
            turns.addAll(alerts.judge(picture, now));
        }
    }

    @Test
    void firesOnlyAfterTheQueueStayedLongForTheWholeHold() {
        Alerts alerts = alerts(rule(Kind.LONGEST_WAIT, 1, 0.9, 60, 30, true));
        picture.apply(step("08:00", "bd-q1", Step.ISSUED, "A001", "land"));
        run(alerts, "08:31", "bd-q1");
        assertThat(turns).isEmpty();
        run(alerts, "08:31:01", "bd-q1");
        assertThat(turns).hasSize(1);
        Alert alert = turns.get(0);
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
        assertThat(turns.get(1).clearedAt()).isEqualTo(at("08:35:41").toEpochMilli());
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
        assertThat(turns).extracting(turn -> turn.cause().subject()).containsExactly("bau-don/counter/bd-q1");
        run(alerts, "08:12");
        assertThat(alerts.all().stream().filter(Alert::isActive))
                .extracting(
                        alert -> alert.cause().kind(), alert -> alert.extent().count())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.SITE_SILENT, 2));
        picture.apply(health("08:12", "bd-q2", null));
        run(alerts, "08:12:10");
        assertThat(alerts.all().stream().filter(Alert::isActive))
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
        assertThat(turns.get(1).clearedAt()).isEqualTo(at("11:30").toEpochMilli());
    }

    @Test
    void anAcknowledgedAlertStaysAndSaysWhoSawIt() {
        Alerts alerts = alerts(rule(Kind.DEVICE_FAULT, 0, 0, 0, 0, false));
        picture.apply(health("08:00", "bd-q1", "paper-jam"));
        run(alerts, "08:00:01");
        String id = turns.get(0).id();
        Event.Acknowledged seen = new Event.Acknowledged("person", at("08:05"), id, "Hà");
        assertThat(alerts.apply(seen)).isTrue();
        assertThat(alerts.apply(seen)).isFalse();
        assertThat(alerts.active()).isEqualTo(1);
        assertThat(alerts.alert(id).orElseThrow().seen())
                .isEqualTo(new Alert.Seen("Hà", at("08:05").toEpochMilli()));
        picture.apply(health("08:06", "bd-q1", null));
        run(alerts, "08:06:01");
        assertThat(alerts.alert(id).orElseThrow().isActive()).isFalse();
        run(alerts, "09:06:01");
        assertThat(alerts.all()).isEmpty();
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
                        turn -> turn.cause().subject(), turn -> turn.extent().value())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("bau-don", 0.8),
                        org.assertj.core.groups.Tuple.tuple("1", null));
    }

    @Test
    void idsFitInAUrlWhateverTheSubject() {
        Rule rule = rule(Kind.DOSSIER_OVERDUE, 1, 1, 0, 0, false);
        assertThat(Alert.id(rule, "~Phòng Một Cửa", 0)).matches("[a-z0-9.-]+");
        assertThat(Alert.id(rule, "~Phòng Một Cửa", 0)).isEqualTo(Alert.id(rule, "~Phòng Một Cửa", 0));
    }
}
