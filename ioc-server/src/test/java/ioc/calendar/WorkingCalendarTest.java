package ioc.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.calendar.OfficeHours.Span;
import ioc.calendar.WorkingCalendar.Phase;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers of the years 2025 to 2027. */
class WorkingCalendarTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final List<Span> WHOLE = List.of(
            new Span(LocalTime.of(7, 0), LocalTime.of(11, 30)), new Span(LocalTime.of(13, 30), LocalTime.of(17, 0)));
    private final WorkingCalendar calendar = calendar();

    static WorkingCalendar calendar() {
        List<Holiday> off = new ArrayList<>();
        add(off, 2025, "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02");
        add(off, 2026, "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24");
        add(off, 2027, "01-01 02-05 02-08 02-09 02-10 02-11 04-16 04-30 05-03 09-02 09-03 11-24");
        return new WorkingCalendar(
                ZONE,
                OfficeHours.of(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), WHOLE),
                off,
                Map.of(
                        LocalDate.of(2025, 4, 26), WHOLE,
                        LocalDate.of(2026, 1, 10), WHOLE,
                        LocalDate.of(2026, 8, 22), WHOLE),
                List.of(new Notice(2025, 1, true, ""), new Notice(2026, 3, true, ""), new Notice(2027, 1, false, "")));
    }

    private static void add(List<Holiday> off, int year, String days) {
        for (String day : days.split(" ", -1)) {
            off.add(new Holiday(LocalDate.parse(year + "-" + day), "Nghỉ " + day, "Off " + day));
        }
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T06:59:59, CLOSED",
        "2026-11-23T07:00, OPEN",
        "2026-11-23T11:29:59, OPEN",
        "2026-11-23T11:30, LUNCH",
        "2026-11-23T13:30, OPEN",
        "2026-11-23T17:00, CLOSED",
        "2026-11-24T09:00, HOLIDAY",
        "2026-11-22T09:00, CLOSED",
        "2026-01-02T09:00, HOLIDAY",
        "2026-01-10T09:00, OPEN",
        "2026-08-22T12:00, LUNCH",
        "2025-04-26T08:00, OPEN",
        "2025-05-02T08:00, HOLIDAY"
    })
    void knowsWhatKindOfTimeItIs(String local, Phase phase) {
        assertThat(calendar.state(at(local)).phase()).isEqualTo(phase);
        assertThat(calendar.isOpen(at(local))).isEqualTo(phase == Phase.OPEN);
    }

    @Test
    void namesTheHolidayInBothLanguages() {
        assertThat(calendar.state(at("2026-11-24T09:00")).holiday())
                .isEqualTo(new Holiday(LocalDate.of(2026, 11, 24), "Nghỉ 11-24", "Off 11-24"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:00, 2026-11-23T08:00",
        "2026-11-23T12:00, 2026-11-23T13:30",
        "2026-11-23T19:42, 2026-11-25T07:00",
        "2026-02-13T17:00, 2026-02-23T07:00",
        "2025-12-31T17:00, 2026-01-05T07:00",
        "2026-01-09T18:00, 2026-01-10T07:00",
        "2026-04-24T17:30, 2026-04-28T07:00"
    })
    void opensAgain(String from, String expected) {
        assertThat(calendar.nextOpen(at(from))).isEqualTo(at(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:00, PT1H, 2026-11-23T09:00",
        "2026-11-23T11:00, PT1H, 2026-11-23T14:00",
        "2026-11-23T07:00, PT4H30M, 2026-11-23T11:30",
        "2026-11-23T07:00, PT8H, 2026-11-23T17:00",
        "2026-11-23T16:30, PT1H, 2026-11-25T07:30",
        "2026-11-23T18:00, PT0S, 2026-11-25T07:00",
        "2026-11-21T10:00, PT2H, 2026-11-23T09:00",
        "2026-01-09T16:00, PT2H, 2026-01-10T08:00"
    })
    void addsWorkingTime(String from, String time, String expected) {
        assertThat(calendar.plus(at(from), Duration.parse(time))).isEqualTo(at(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-16T09:00, 5, 2026-11-23T09:00",
        "2026-11-20T09:00, 2, 2026-11-25T09:00",
        "2026-02-13T10:00, 1, 2026-02-23T10:00",
        "2026-08-21T10:00, 1, 2026-08-22T10:00",
        "2026-12-30T15:00, 3, 2027-01-05T15:00"
    })
    void addsWorkingDays(String from, int days, String expected) {
        assertThat(calendar.plus(at(from), calendar.perDay().multipliedBy(days)))
                .isEqualTo(at(expected));
    }

    @Test
    void saysWhichYearsMayStillChange() {
        assertThat(calendar.isProvisional(LocalDate.of(2027, 2, 8))).isTrue();
        assertThat(calendar.isProvisional(LocalDate.of(2026, 2, 16))).isFalse();
        assertThat(calendar.isProvisional(LocalDate.of(2028, 2, 16)))
                .as("nobody wrote it down")
                .isTrue();
    }

    @Test
    void changesAtEveryEdgeOfADay() {
        List<Instant> edges = new ArrayList<>();
        Instant at = at("2026-11-23T00:00");
        for (int i = 0; i < 5; i++) {
            at = calendar.nextChange(at);
            edges.add(at);
        }
        assertThat(edges)
                .containsExactly(
                        at("2026-11-23T07:00"),
                        at("2026-11-23T11:30"),
                        at("2026-11-23T13:30"),
                        at("2026-11-23T17:00"),
                        at("2026-11-24T00:00"));
    }

    @Test
    void refusesHoursThatEndBeforeTheyBegin() {
        assertThatThrownBy(() -> new Span(LocalTime.of(9, 0), LocalTime.of(8, 0)))
                .hasMessage("office hours: was 09:00-08:00 but must end later");
    }
}
