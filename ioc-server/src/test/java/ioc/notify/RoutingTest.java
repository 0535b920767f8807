package ioc.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.alert.Priority;
import ioc.config.NoticeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingTest {
    /** A Thursday, 09:00 in Vietnam. */
    private static final Instant MORNING = Instant.parse("2026-11-26T02:00:00Z");
    /** The same day, 23:00. */
    private static final Instant NIGHT = Instant.parse("2026-11-26T16:00:00Z");

    @TempDir
    Path folder;

    private final List<Sending> rows = new ArrayList<>();

    private Routing routing(String recipients) {
        return new Routing(Setup.config(folder, "retry: {waiting: 3}\nrecipients:\n" + recipients.indent(2)));
    }

    private Map<String, Sending.State> tell(Routing routing, Notice notice, Instant now) {
        Map<String, Long> open = new HashMap<>();
        rows.stream()
                .filter(row -> row.state().isOpen())
                .forEach(row -> open.merge(row.of().recipient(), 1L, Long::sum));
        List<Sending> ofAlert = rows.stream()
                .filter(row -> row.of().alert().equals(notice.alert()))
                .toList();
        Routing.Plan plan = routing.plan(notice, ofAlert, open, now);
        plan.changed().forEach(row -> rows.replaceAll(old -> old.key().equals(row.key()) ? row : old));
        rows.addAll(plan.fresh());
        Map<String, Sending.State> states = new HashMap<>();
        plan.fresh().forEach(row -> states.put(row.of().recipient(), row.state()));
        return states;
    }

    private static Notice raised(Priority priority, Instant at) {
        return Setup.notice("a1", 0, NoticeKind.RAISED, priority, at);
    }

    @Test
    void eachIsToldWhatTheyWant() {
        Routing routing = routing("""
                all: {webhook: "http://a.example"}
                critical: {webhook: "http://a.example", least: critical}
                ends: {webhook: "http://a.example", kinds: [returned]}
                here: {webhook: "http://a.example", sites: [bau-don]}
                owner: {webhook: "http://a.example", orgs: [xa-truong-mit]}
                elsewhere: {webhook: "http://a.example", sites: [cap-huyen]}
                others: {webhook: "http://a.example", orgs: [phuong-go-dau]}
                """);
        assertThat(tell(routing, raised(Priority.HIGH, MORNING), MORNING)).containsOnlyKeys("all", "here", "owner");
        assertThat(tell(routing, Setup.notice("a2", 1, NoticeKind.RETURNED, Priority.CRITICAL, MORNING), MORNING))
                .containsOnlyKeys("all", "critical", "ends", "here", "owner");
    }

    @Test
    void aStepOfAChainNamesWhoIsToldWhateverTheyWant() {
        Routing routing = routing("""
                all: {webhook: "http://a.example"}
                never: {webhook: "http://a.example", sites: [cap-huyen]}
                """);
        Notice notice =
                Setup.notice("a1", 2, NoticeKind.ESCALATED, Priority.LOW, MORNING, new Notice.Call(Set.of("never"), 1));
        assertThat(tell(routing, notice, MORNING)).containsOnlyKeys("never");
    }

    @Test
    void theSameNoticeMakesNoSecondRow() {
        Routing routing = routing("all: {webhook: \"http://a.example\"}");
        assertThat(tell(routing, raised(Priority.HIGH, MORNING), MORNING)).hasSize(1);
        assertThat(tell(routing, raised(Priority.HIGH, MORNING), MORNING.plusSeconds(5)))
                .isEmpty();
    }

    @Test
    void quietHoursHoldUntilTheyAreOverAlsoAcrossMidnight() {
        Routing routing = routing("""
                asleep: {webhook: "http://a.example", quiet: "22:00-06:00"}
                but-critical: {webhook: "http://a.example", quiet: "22:00-06:00", criticalBreaksQuiet: true}
                noon: {webhook: "http://a.example", quiet: "11:30-13:30"}
                """);
        assertThat(tell(routing, raised(Priority.CRITICAL, NIGHT), NIGHT))
                .containsEntry("asleep", Sending.State.HELD)
                .containsEntry("but-critical", Sending.State.WAITING)
                .containsEntry("noon", Sending.State.WAITING);
        assertThat(rows.get(0).tries().nextAt()).isEqualTo(Instant.parse("2026-11-26T23:00:00Z"));
        assertThat(rows.get(0).tries().giveUpAt()).isEqualTo(Instant.parse("2026-11-27T05:00:00Z"));

        Instant early = NIGHT.plus(Duration.ofHours(5)); // 04:00
        tell(routing, Setup.notice("a2", 0, NoticeKind.RAISED, Priority.HIGH, early), early);
        assertThat(rows)
                .filteredOn(row -> row.key().equals("a2/0/asleep"))
                .singleElement()
                .satisfies(row -> assertThat(row.tries().nextAt()).isEqualTo(Instant.parse("2026-11-26T23:00:00Z")));
        assertThat(rows)
                .filteredOn(row -> row.key().equals("a2/0/but-critical"))
                .singleElement()
                .satisfies(row -> assertThat(row.state()).isEqualTo(Sending.State.HELD));
    }

    @Test
    void officeHoursHoldOverNightLunchAndWeekend() {
        Routing routing = routing("office: {webhook: \"http://a.example\", officeHoursOnly: true}");
        assertThat(tell(routing, raised(Priority.CRITICAL, MORNING), MORNING))
                .containsEntry("office", Sending.State.WAITING);
        Instant friday = Instant.parse("2026-11-27T12:00:00Z"); // 19:00
        tell(routing, Setup.notice("a2", 0, NoticeKind.RAISED, Priority.CRITICAL, friday), friday);
        assertThat(rows.get(1).state()).isEqualTo(Sending.State.HELD);
        assertThat(rows.get(1).tries().nextAt()).isEqualTo(Instant.parse("2026-11-30T00:00:00Z")); // Monday 07:00
    }

    @Test
    void whatWasHeldIsDroppedWhenTheAlertEndsAndSoIsItsEnd() {
        Routing routing = routing("asleep: {webhook: \"http://a.example\", quiet: \"22:00-06:00\"}");
        tell(routing, raised(Priority.HIGH, NIGHT), NIGHT);
        tell(
                routing,
                Setup.notice("a1", 1, NoticeKind.RETURNED, Priority.HIGH, NIGHT.plusSeconds(60)),
                NIGHT.plusSeconds(60));
        assertThat(rows).extracting(Sending::state).containsExactly(Sending.State.DROPPED, Sending.State.DROPPED);
        assertThat(rows).extracting(Sending::result).containsExactly(Routing.ENDED, Routing.BEGINNING_UNTOLD);

        Instant again = NIGHT.plusSeconds(120);
        assertThat(tell(routing, Setup.notice("a1", 2, NoticeKind.RE_RAISED, Priority.HIGH, again), again))
                .containsEntry("asleep", Sending.State.HELD);
        // the journal is replayed: the old end does not end the new beginning
        assertThat(tell(
                        routing,
                        Setup.notice("a1", 1, NoticeKind.RETURNED, Priority.HIGH, NIGHT.plusSeconds(60)),
                        again))
                .isEmpty();
        assertThat(rows.get(2).state()).isEqualTo(Sending.State.HELD);
    }

    @Test
    void theEndOfWhatWasToldIsHeldAndNotDropped() {
        Routing routing = routing("asleep: {webhook: \"http://a.example\", quiet: \"22:00-06:00\"}");
        tell(routing, raised(Priority.HIGH, NIGHT.minusSeconds(3_700)), NIGHT.minusSeconds(3_700));
        rows.replaceAll(row -> row.now(Sending.State.SENT, "HTTP 200"));
        assertThat(tell(routing, Setup.notice("a1", 1, NoticeKind.RETURNED, Priority.HIGH, NIGHT), NIGHT))
                .containsEntry("asleep", Sending.State.HELD);
    }

    @Test
    void oldNewsAndWhatIsTooMuchIsDroppedAndSaysSo() {
        Routing routing = routing("all: {webhook: \"http://a.example\"}");
        tell(routing, raised(Priority.HIGH, MORNING), MORNING.plus(Duration.ofHours(7)));
        assertThat(rows.get(0).result()).isEqualTo(Routing.OLD);
        for (int i = 0; i < 4; i++) {
            tell(routing, Setup.notice("b" + i, 0, NoticeKind.RAISED, Priority.HIGH, MORNING), MORNING);
        }
        assertThat(rows.subList(1, 5)).extracting(Sending::result).containsExactly("", "", "", Routing.MANY);
    }

    @Test
    void aNoticeComesBackFromItsPayloadAsItWas() {
        Notice notice = Setup.notice(
                "a1", 3, NoticeKind.ESCALATED, Priority.HIGH, MORNING, new Notice.Call(Set.of("x", "y"), 2));
        assertThat(NoticeJson.read(NoticeJson.of(notice).toString())).isEqualTo(notice);
    }

    @Test
    void aNoticeIsCheckedAtBirth() {
        assertThatThrownBy(() -> Setup.notice("a/1", 0, NoticeKind.RAISED, Priority.LOW, MORNING))
                .hasMessageContaining("notice alert: was \"a/1\"");
        assertThatThrownBy(() -> Setup.notice("a1", -1, NoticeKind.RAISED, Priority.LOW, MORNING))
                .hasMessageContaining("transition");
        assertThat(new Notice.Both("a\r\nBcc: x", "b"))
                .satisfies(title -> assertThat(new Notice.Wording(title, List.of(), Notice.Both.NONE, "")
                                .title()
                                .vi())
                        .isEqualTo("a Bcc: x"));
        assertThatThrownBy(() -> new Notice.Wording(
                        new Notice.Both("a", "b"), List.of(), Notice.Both.NONE, "javascript:alert(1)"))
                .hasMessageContaining("notice url");
    }
}
