package ioc.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.event.Action;
import ioc.event.Action.Kind;
import ioc.event.Assignment;
import ioc.event.Assignment.Acceptance;
import ioc.event.Assignment.Extension;
import ioc.event.Assignment.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CourseTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Instant GIVEN = Instant.parse("2026-10-01T01:00:00Z");
    private static final Instant DUE = Instant.parse("2026-11-30T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");

    private static Assignment told(@Nullable Instant due, int percent, Assignment.@Nullable Repeat repeat) {
        return new Assignment(
                "nv-1",
                new Assignment.Order("187/KH-UBND", null, "Số hóa", Assignment.Priority.NORMAL, repeat, ""),
                new Assignment.Parties("Chủ tịch", "Phòng Kinh tế", List.of(), ""),
                new Assignment.Times(GIVEN, due, due, null, null),
                Progress.of(percent));
    }

    private static Course given() {
        return Course.begun("nhiem-vu", told(DUE, 40, null), GIVEN);
    }

    private static Action action(Course course, Kind kind, @Nullable Instant due, int percent) {
        return new Action("nv-1", course.revision(), kind, "Hà", "vì thiếu máy", due, "", "", percent);
    }

    private static Course with(Course course, Kind kind, @Nullable Instant due) {
        return course.with(action(course, kind, due, -1), NOW, ZONE).orElseThrow();
    }

    @Test
    void aSourceThatRepeatsItselfSaysNothingNewEvenAfterAPersonActed() {
        Course course = with(given(), Kind.REMIND, null);
        assertThat(course.with("nhiem-vu", told(DUE, 40, null), NOW)).isSameAs(course);
        assertThat(course.present().progress().reminders()).isEqualTo(1);
        assertThat(course.present().progress().remindedAt()).isEqualTo(NOW);
    }

    @Test
    void ofEachFieldTheNewestWordCounts() {
        Course acted = given().with(action(given(), Kind.PROGRESS, null, 71), NOW, ZONE)
                .orElseThrow();
        Instant moved = DUE.plus(Duration.ofDays(3));
        Course later = acted.with("nhiem-vu", told(moved, 40, null), NOW.plusSeconds(60));
        assertThat(later.present().progress().percent())
                .as("the source did not change it")
                .isEqualTo(71);
        assertThat(later.present().times().dueAt()).isEqualTo(moved);
        assertThat(later.with("nhiem-vu", told(moved, 45, null), NOW)
                        .present()
                        .progress()
                        .percent())
                .isEqualTo(45);
    }

    @Test
    void ofTwoWhoActAtOnceTheSecondIsToldWhoAndWhen() {
        Course course = given();
        Action second = action(course, Kind.NOTE, null, -1);
        Course after = with(course, Kind.REMIND, null);
        assertThat(after.with(second, NOW, ZONE)).isEmpty();
        assertThat(after.objection(second, NOW)).hasValue("revision: was 1 but must be 2: Hà changed it at " + NOW);
    }

    @Test
    void aReportWaitsAndStandsAsItWasThenUntilItIsConfirmed() {
        Course reported = with(given(), Kind.REPORT, null);
        assertThat(reported.present().isOpen()).isTrue();
        assertThat(reported.present().isWaiting()).isTrue();
        assertThat(reported.present().endedAt()).isEqualTo(NOW);
        assertThat(reported.objection(action(reported, Kind.REPORT, null, -1), NOW))
                .isPresent();
        Course done = reported.with(action(reported, Kind.CONFIRM, null, -1), DUE.plusSeconds(1), ZONE)
                .orElseThrow();
        assertThat(done.present().times().doneAt())
                .as("done when it was reported")
                .isEqualTo(NOW);
        assertThat(done.present().progress().percent()).isEqualTo(100);
        assertThat(done.objection(action(done, Kind.REMIND, null, -1), DUE)).isPresent();
        assertThat(done.objection(action(done, Kind.NOTE, null, -1), DUE)).isEmpty();
    }

    @Test
    void aRefusedReportGoesOn() {
        Course refused = with(with(given(), Kind.REPORT, null), Kind.REFUSE, null);
        assertThat(refused.present().isWaiting()).isFalse();
        assertThat(refused.present().endedAt()).isNull();
        assertThat(refused.present().progress().acceptance()).isEqualTo(Acceptance.REFUSED);
        assertThat(refused.objection(action(refused, Kind.CONFIRM, null, -1), NOW))
                .isPresent();
    }

    @Test
    void anExtensionIsAskedBeforeTheDueInstantAndCountsWhenApproved() {
        Instant later = DUE.plus(Duration.ofDays(10));
        Course course = given();
        assertThat(course.objection(action(course, Kind.ASK_EXTENSION, later, -1), DUE.plusSeconds(1)))
                .hasValueSatisfying(why -> assertThat(why).contains("must be asked before", DUE.toString()));
        assertThat(course.objection(action(course, Kind.ASK_EXTENSION, DUE, -1), NOW))
                .isPresent();
        Course asked = with(course, Kind.ASK_EXTENSION, later);
        assertThat(asked.present().times().dueAt()).as("only asked").isEqualTo(DUE);
        assertThat(asked.objection(action(asked, Kind.ASK_EXTENSION, later.plusSeconds(9), -1), NOW))
                .isPresent();
        Course extended = with(asked, Kind.APPROVE_EXTENSION, null);
        assertThat(extended.present().times().dueAt()).isEqualTo(later);
        assertThat(extended.present().times().originalDueAt()).isEqualTo(DUE);
        assertThat(extended.present().progress().extensions())
                .containsExactly(new Extension(DUE, later, "vì thiếu máy", "Hà", Extension.State.APPROVED, NOW));
        Course refused = with(asked, Kind.REFUSE_EXTENSION, null);
        assertThat(refused.present().times().dueAt()).isEqualTo(DUE);
        assertThat(refused.objection(action(refused, Kind.APPROVE_EXTENSION, null, -1), NOW))
                .isPresent();
    }

    @Test
    void aPeriodicOneFallsDueAgainWhenItIsConfirmed() {
        Course course = Course.begun("nhiem-vu", told(DUE, 40, Assignment.Repeat.MONTH), GIVEN);
        Course next = with(with(course, Kind.REPORT, null), Kind.CONFIRM, null);
        assertThat(next.present().isOpen()).isTrue();
        assertThat(next.present().times().dueAt()).isEqualTo(Instant.parse("2026-12-30T10:00:00Z"));
        assertThat(next.present().progress()).isEqualTo(Progress.of(0));
    }

    @Test
    void evidenceComesWithAnyActionThatBringsIt() {
        Course course = given();
        Action report = new Action("nv-1", 1, Kind.REPORT, "Hà", "", null, "12/BC", "https://vanban.example/12", 100);
        Assignment present = course.with(report, NOW, ZONE).orElseThrow().present();
        assertThat(present.progress().evidence())
                .containsExactly(new Assignment.Evidence("12/BC", "https://vanban.example/12", NOW));
        assertThatThrownBy(
                        () -> new Action("nv-1", 1, Kind.EVIDENCE, "Hà", "", null, "12/BC", "javascript:alert(1)", -1))
                .hasMessageContaining("link: was \"javascript:alert(1)\" but must begin with http");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://",
                "ftp://a/b",
                "https:// a",
                "javascript:alert(1)//http://a",
                "https://a/\"><script>"
            })
    void onlyAddressesOfTheWebAreLinks(String link) {
        assertThat(Action.isWeb(link)).isFalse();
        assertThat(Action.isWeb("https://vanban.example:8443/bc/12?so=1#p2")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"NOTE", "ASK_EXPLANATION", "REFUSE", "REFUSE_EXTENSION", "ASK_EXTENSION"})
    void whatASecondPersonMustUnderstandNeedsAReason(Kind kind) {
        assertThatThrownBy(() -> new Action("nv-1", 1, kind, "Hà", " ", DUE, "", "", -1))
                .hasMessageContaining("text: was blank");
    }
}
