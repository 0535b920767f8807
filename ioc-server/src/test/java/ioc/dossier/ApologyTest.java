package ioc.dossier;

import static ioc.picture.District.at;
import static ioc.picture.District.dossier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.calendar.Calendars;
import ioc.calendar.Holiday;
import ioc.calendar.Notice;
import ioc.calendar.OfficeHours;
import ioc.calendar.OfficeHours.Span;
import ioc.calendar.TimeLimit;
import ioc.calendar.WorkingCalendar;
import ioc.dossier.Apology.Duty;
import ioc.dossier.Apology.Fault;
import ioc.dossier.Apology.Hindrance;
import ioc.dossier.Apology.State;
import ioc.event.ApologyStep;
import ioc.event.ApologyStep.Dates;
import ioc.event.ApologyStep.Kind;
import ioc.event.ApologyStep.Origin;
import ioc.event.ApologyStep.Signing;
import ioc.event.ApologyStep.Text;
import ioc.event.Dossier;
import ioc.picture.District;
import ioc.place.OrgWords;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Letters of apology: what can be done about one, when it is owed, which dates it may promise. */
public class ApologyTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final Judge JUDGE = District.judge();

    /** The text of a letter with made-up people. */
    public static Text text(String due, @Nullable String by, String promised, String signer) {
        return new Text(
                "VAN_BAN_XIN_LOI",
                "chờ kết quả đo đạc",
                new Dates(at(due), by == null ? null : at(by), at(promised)),
                new Origin("", "Ủy ban nhân dân xã Truông Mít", "12/UBND", "Truông Mít", "", ""),
                new Signing("", signer.isEmpty() ? "" : "Chủ tịch", signer, List.of("Bộ phận Một cửa")));
    }

    public static ApologyStep save(int revision, String due, @Nullable String by, String promised) {
        return new ApologyStep(Kind.SAVE, revision, "Hà", text(due, by, promised, "Trần Quốc Đẵng"));
    }

    public static ApologyStep step(Kind kind, int revision) {
        return new ApologyStep(kind, revision, "Bảo", null);
    }

    private static Course begun(int status, @Nullable String due) {
        return JUDGE.follow(null, "mot-cua", dossier("D1", "xã Truông Mít", status, due, null), at("08:00"));
    }

    private static Course after(Course before, ApologyStep step, String at) {
        return JUDGE.follow(before, step, at(at)).orElseThrow();
    }

    private static Apology letter(Course course) {
        Apology letter = course.apology();
        assertThat(letter).isNotNull();
        return java.util.Objects.requireNonNull(letter);
    }

    private static Duty duty(Course course, String now) {
        return JUDGE.of(course, TODAY).duty(at(now));
    }

    private static Course sent(Course before, String by, String at) {
        Course saved = after(before, save(0, "2026-11-27T17:00", by, "2026-12-02T17:00"), "09:00");
        return after(after(saved, step(Kind.SIGN, 1), "09:10"), step(Kind.SEND, 2), at);
    }

    @Test
    void aDraftIsSignedThenSentAndThatIsItsEnd() {
        Course saved =
                after(begun(4, "2026-11-27T17:00"), save(0, "2026-11-27T17:00", null, "2026-12-02T17:00"), "09:00");
        assertThat(letter(saved).state()).isEqualTo(State.DRAFT);
        assertThat(letter(saved).signedAt()).isNull();
        Course signed = after(saved, step(Kind.SIGN, 1), "09:10");
        assertThat(letter(signed).signedAt()).isEqualTo(at("09:10"));
        assertThat(JUDGE.of(signed, TODAY).deadline().promised())
                .as("nothing is promised by a letter in a drawer")
                .isNull();
        Course sent = after(signed, step(Kind.SEND, 2), "09:20");
        assertThat(letter(sent).deeds())
                .extracting(deed -> deed.state() + " " + deed.by())
                .containsExactly("DRAFT Hà", "SIGNED Bảo", "SENT Bảo");
        assertThat(JUDGE.of(sent, TODAY).deadline().promised()).isEqualTo(at("2026-12-02T17:00"));
        assertThat(JUDGE.of(sent, TODAY).deadline().due()).as("late stays late").isEqualTo(at("2026-11-27T17:00"));
        for (Kind kind : Kind.values()) {
            ApologyStep more =
                    kind == Kind.SAVE ? save(3, "2026-11-27T17:00", null, "2026-12-09T17:00") : step(kind, 3);
            assertThat(JUDGE.follow(sent, more, at("10:00")))
                    .as(kind.toString())
                    .isEmpty();
        }
    }

    @Test
    void ofTwoWhoSawTheSameTheSecondIsRefused() {
        Course saved =
                after(begun(4, "2026-11-27T17:00"), save(0, "2026-11-27T17:00", null, "2026-12-02T17:00"), "09:00");
        ApologyStep late = save(0, "2026-11-27T17:00", null, "2026-12-03T17:00");
        assertThat(JUDGE.follow(saved, late, at("09:00"))).isEmpty();
        Course signed = after(saved, step(Kind.SIGN, 1), "09:10");
        assertThat(JUDGE.follow(signed, save(1, "2026-11-27T17:00", null, "2026-12-03T17:00"), at("09:11")))
                .isEmpty();
        assertThat(JUDGE.follow(signed, save(2, "2026-11-27T17:00", null, "2026-12-03T17:00"), at("09:11")))
                .as("what is signed is fixed")
                .isEmpty();
        Course again = after(signed, step(Kind.REOPEN, 2), "09:12");
        assertThat(letter(again).signedAt()).isNull();
        Course other = after(again, save(3, "2026-11-27T17:00", null, "2026-12-03T17:00"), "09:13");
        assertThat(letter(other).text().dates().promisedAt()).isEqualTo(at("2026-12-03T17:00"));
    }

    @Test
    void whatWasGivenUpCanBeBegunAnewUnderAHigherNumber() {
        Course saved =
                after(begun(4, "2026-11-27T17:00"), save(0, "2026-11-27T17:00", null, "2026-12-02T17:00"), "09:00");
        Course gone = after(saved, step(Kind.DISCARD, 1), "09:01");
        assertThat(duty(gone, "2026-11-23T16:00")).isEqualTo(Duty.NONE);
        assertThat(JUDGE.follow(gone, save(0, "2026-11-27T17:00", null, "2026-12-02T17:00"), at("09:02")))
                .isEmpty();
        assertThat(letter(after(gone, save(2, "2026-11-27T17:00", null, "2026-12-02T17:00"), "09:02"))
                        .revision())
                .isEqualTo(3);
    }

    @Test
    void nobodySignsForNobody() {
        ApologyStep unsigned =
                new ApologyStep(Kind.SAVE, 0, "Hà", text("2026-11-27T17:00", null, "2026-12-02T17:00", ""));
        Course saved = after(begun(4, "2026-11-27T17:00"), unsigned, "09:00");
        assertThat(JUDGE.follow(saved, step(Kind.SIGN, 1), at("09:10"))).isEmpty();
        assertThatThrownBy(() -> text("2026-11-27T17:00", null, "2026-11-27T17:00", "A"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("promisedAt: was 2026-11-27T10:00:00Z but must be after dueAt");
        assertThatThrownBy(() -> step(Kind.SAVE, 0)).hasMessageStartingWith("letter: must be there");
    }

    @Test
    void manyDraftsAreOneDeedAndManyTurnsAreBounded() {
        Course course = begun(4, "2026-11-27T17:00");
        int revision = 0;
        for (int i = 0; i < 50; i++) {
            course = after(course, save(revision++, "2026-11-27T17:00", null, "2026-12-02T17:00"), "09:00");
            course = after(course, save(revision++, "2026-11-27T17:00", null, "2026-12-02T17:00"), "09:00");
            course = after(course, step(Kind.SIGN, revision++), "09:01");
            course = after(course, step(Kind.REOPEN, revision++), "09:02");
        }
        assertThat(letter(course).revision()).isEqualTo(200);
        assertThat(letter(course).deeds()).hasSize(20);
    }

    @Test
    void aBetterSourceDoesNotForgetTheLetter() {
        Judge ranked =
                District.judge(new Procedures(List.of(), ioc.calendar.ClockRules.USUAL, List.of("best", "mot-cua")));
        Course sent = sent(begun(4, "2026-11-27T17:00"), "2026-11-26T17:00", "10:00");
        Course better =
                ranked.follow(sent, "best", dossier("D1", "xã Truông Mít", 4, "2026-11-27T17:00", null), at("11:00"));
        assertThat(better.by()).isEqualTo("best");
        assertThat(better.apology()).isEqualTo(sent.apology());
        assertThat(ranked.of(better, TODAY).deadline().promised()).isEqualTo(at("2026-12-02T17:00"));
    }

    /** Due Friday 17:00, Tuesday off: warned from Monday 17:00, when three days are left; to be sent by Thursday 17:00. */
    @Test
    void aLetterIsOwedFromTheFirstWarningAndLateADayBeforeTheEnd() {
        Course course = begun(4, "2026-11-27T17:00");
        Judgement judgement = JUDGE.of(course, TODAY);
        Instant warned = judgement.clock().warned().get(0);
        Instant by = at("2026-11-26T17:00");
        assertThat(warned).isEqualTo(at("2026-11-23T17:00"));
        assertThat(judgement.clock().apologyBy()).isEqualTo(by);
        assertThat(judgement.duty(warned.minusMillis(1))).isEqualTo(Duty.NONE);
        assertThat(judgement.nextLook(warned.minusMillis(1))).isEqualTo(warned);
        assertThat(judgement.duty(warned)).isEqualTo(Duty.TO_WRITE);
        assertThat(judgement.duty(by)).isEqualTo(Duty.TO_WRITE);
        assertThat(judgement.isApologyPast(by)).isFalse();
        assertThat(judgement.nextLook(by)).isEqualTo(by.plusMillis(1));
        assertThat(judgement.duty(by.plusMillis(1))).isEqualTo(Duty.LATE);
        assertThat(judgement.duty(at("2026-11-28T08:00"))).isEqualTo(Duty.LATE);
    }

    @Test
    void sentAtTheLastInstantIsInTimeAndLaterIsNot() {
        Course course = begun(4, "2026-11-27T17:00");
        assertThat(duty(sent(course, "2026-11-26T17:00", "2026-11-26T17:00"), "2026-11-30T08:00"))
                .isEqualTo(Duty.SENT);
        assertThat(duty(sent(course, "2026-11-26T17:00", "2026-11-26T17:00:01"), "2026-11-30T08:00"))
                .isEqualTo(Duty.SENT_LATE);
    }

    @Test
    void nothingIsOwedThatNobodyCouldPromise() {
        Instant now = at("2026-12-10T08:00");
        assertThat(JUDGE.of(begun(4, null), TODAY).hindrance(now)).contains(Hindrance.NO_DUE);
        assertThat(JUDGE.of(begun(5, "2026-11-27T17:00"), TODAY).hindrance(now)).contains(Hindrance.STANDING);
        assertThat(JUDGE.of(begun(1, "2026-11-27T17:00"), TODAY).hindrance(now)).contains(Hindrance.NOT_RECEIVED);
        assertThat(JUDGE.of(begun(10, "2026-11-27T17:00"), TODAY).hindrance(now))
                .contains(Hindrance.ENDED);
        for (int status : new int[] {1, 5, 10}) {
            assertThat(JUDGE.of(begun(status, "2026-11-27T17:00"), TODAY).duty(now))
                    .as("status " + status)
                    .isEqualTo(Duty.NONE);
        }
        assertThat(JUDGE.of(begun(4, null), TODAY).duty(now)).isEqualTo(Duty.NONE);
        Course wait = JUDGE.follow(
                begun(4, "2026-11-20T17:00"),
                "mot-cua",
                dossier("D1", "xã Truông Mít", 5, "2026-11-20T17:00", null),
                at("09:00"));
        assertThat(JUDGE.of(wait, TODAY).duty(now)).as("late before it waited").isEqualTo(Duty.LATE);
        assertThat(JUDGE.of(wait, TODAY).hindrance(now)).isEmpty();
    }

    @Test
    void anEndedDossierOwesNothingAndKeepsItsLetter() {
        Course sent = sent(begun(4, "2026-11-27T17:00"), "2026-11-26T17:00", "10:00");
        Dossier done = dossier("D1", "xã Truông Mít", 9, "2026-11-27T17:00", "2026-11-30T09:00");
        Course ended = JUDGE.follow(sent, "mot-cua", done, at("2026-11-30T09:00"));
        assertThat(duty(ended, "2026-11-30T10:00")).isEqualTo(Duty.NONE);
        assertThat(JUDGE.of(ended, TODAY).endedLate()).isTrue();
        assertThat(letter(ended).state()).isEqualTo(State.SENT);
    }

    // dates, with Tết 2026 off from Saturday 14/02 to Sunday 22/02

    private static Judge atTet() {
        List<Holiday> tet = LocalDate.of(2026, 2, 16)
                .datesUntil(LocalDate.of(2026, 2, 21))
                .map(day -> new Holiday(day, "Tết Nguyên đán", "Lunar New Year"))
                .toList();
        WorkingCalendar calendar = new WorkingCalendar(
                District.ZONE,
                OfficeHours.of(
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        List.of(
                                new Span(LocalTime.of(7, 0), LocalTime.of(11, 30)),
                                new Span(LocalTime.of(13, 30), LocalTime.of(17, 0)))),
                tet,
                Map.of(LocalDate.of(2026, 2, 28), List.of(new Span(LocalTime.of(7, 0), LocalTime.of(11, 30)))),
                List.of(new Notice(2026, 1, true, "")));
        return new Judge(
                Procedures.NONE,
                new Calendars(calendar, Map.of()),
                new OrgWords(District.places()),
                Judge.Warnings.USUAL);
    }

    private static Judgement dueBeforeTet() {
        Judge judge = atTet();
        Dossier told = new Dossier(
                "D1",
                new Dossier.Filing("Biến động", "", "xã Truông Mít", "direct"),
                4,
                "4",
                District.times(at("2026-02-02T08:00"), at("2026-02-13T17:00"), null),
                List.of());
        return judge.of(judge.follow(null, "mot-cua", told, at("2026-02-02T08:00")), LocalDate.of(2026, 2, 12));
    }

    @Test
    void aNewDateLiesInWorkingTimeAfterTheDueInstantAndAfterNow() {
        Judgement judgement = dueBeforeTet();
        Instant now = at("2026-02-12T09:00");
        assertThat(judgement.fault(at("2026-02-13T17:00"), now))
                .contains(new Fault(Fault.Kind.AFTER_DUE, at("2026-02-13T17:00")));
        for (String off : List.of(
                "2026-02-14T09:00", // Saturday
                "2026-02-17T09:00", // Tết
                "2026-02-20T16:00")) {
            assertThat(judgement.fault(at(off), now))
                    .as(off)
                    .contains(new Fault(Fault.Kind.WORKING_TIME, at("2026-02-23T07:00")));
        }
        assertThat(judgement.fault(at("2026-02-23T12:00"), now))
                .contains(new Fault(Fault.Kind.WORKING_TIME, at("2026-02-23T13:30")));
        assertThat(judgement.fault(at("2026-02-23T17:00:01"), now))
                .contains(new Fault(Fault.Kind.WORKING_TIME, at("2026-02-24T07:00")));
        for (String open : List.of("2026-02-23T07:00", "2026-02-23T11:30", "2026-02-23T17:00", "2026-02-28T10:00")) {
            assertThat(judgement.fault(at(open), now)).as(open).isEmpty();
        }
        assertThat(judgement.fault(at("2026-02-23T17:00"), at("2026-02-24T08:00")))
                .contains(new Fault(Fault.Kind.AFTER_NOW, at("2026-02-24T08:00")));
    }

    @Test
    void itsOwnClockAndItsProposalPassOverTet() {
        Judgement judgement = dueBeforeTet();
        TimeLimit three = new TimeLimit(3, TimeLimit.Unit.DAYS);
        assertThat(judgement.clock().apologyBy()).isEqualTo(at("2026-02-12T17:00"));
        assertThat(judgement.proposed(three, at("2026-02-12T09:00"))).contains(at("2026-02-25T17:00"));
        assertThat(judgement.proposed(three, at("2026-02-24T10:00")))
                .as("from now on when that is later")
                .contains(at("2026-02-27T17:00"));
    }
}
