package ioc.config;

import ioc.calendar.Holiday;
import ioc.calendar.OfficeHours;
import ioc.calendar.WorkingCalendar;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads {@code calendar.yaml}: office hours, and per year the days off, the worked Saturdays and whether it is confirmed. */
final class CalendarFile {
    private static final OfficeHours USUAL = new OfficeHours(
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            List.of(
                    new OfficeHours.Span(LocalTime.of(7, 0), LocalTime.of(11, 30)),
                    new OfficeHours.Span(LocalTime.of(13, 30), LocalTime.of(17, 0))));

    private final Section file;
    private final List<Holiday> holidays = new ArrayList<>();
    private final Set<LocalDate> worked = new HashSet<>();
    private final Set<Integer> provisional = new HashSet<>();

    /** Whether the notices of a year are out. */
    private enum YearState {
        CONFIRMED,
        PROVISIONAL
    }

    CalendarFile(Section file) {
        this.file = file;
    }

    WorkingCalendar read(ZoneId zone) {
        file.integer("version", 1, 1, Integer.MAX_VALUE);
        OfficeHours hours = hours();
        for (Map.Entry<String, Section> year : file.named("years").entrySet()) {
            year(year.getKey(), year.getValue());
        }
        file.done();
        return new WorkingCalendar(zone, hours, holidays, worked, provisional);
    }

    private OfficeHours hours() {
        EnumSet<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        for (String word : file.list("weekend")) {
            try {
                days.remove(DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                file.problem("weekend", "was \"" + word + "\" but must be a day like saturday");
            }
        }
        List<OfficeHours.Span> spans = new ArrayList<>();
        for (String span : file.list("hours")) {
            String[] ends = span.split("-", -1);
            try {
                spans.add(new OfficeHours.Span(LocalTime.parse(ends[0]), LocalTime.parse(ends[ends.length - 1])));
            } catch (DateTimeException | IllegalArgumentException wrong) {
                file.problem("hours", "was \"" + span + "\" but must be like 07:00-11:30");
            }
        }
        try {
            return new OfficeHours(days, spans);
        } catch (IllegalArgumentException wrong) {
            file.problem("hours", String.valueOf(wrong.getMessage()));
            return USUAL;
        }
    }

    private void year(String number, Section year) {
        int value;
        try {
            value = Integer.parseInt(number);
        } catch (NumberFormatException wrong) {
            year.problem("", "must be called by a year like 2026");
            return;
        }
        if (year.choice("state", YearState.PROVISIONAL, YearState.values()) == YearState.PROVISIONAL) {
            provisional.add(value);
        }
        for (String day : year.list("work")) {
            try {
                worked.add(LocalDate.parse(day));
            } catch (DateTimeException wrong) {
                year.problem("work", "was \"" + day + "\" but must be a date like 2026-01-10");
            }
        }
        for (Section off : year.sections("off")) {
            String vi = off.text("vi");
            String en = off.text("en", vi);
            LocalDate from = off.date("from").orElse(null);
            LocalDate until = off.date("until").orElse(from);
            off.done();
            if (from == null || until == null) {
                off.problem("from", "is missing but must be there");
            } else if (until.isBefore(from) || from.getYear() != value || until.getYear() != value) {
                off.problem("until", "was " + until + " but must lie in " + value + ", not before " + from);
            } else {
                from.datesUntil(until.plusDays(1)).forEach(day -> holidays.add(new Holiday(day, vi, en)));
            }
        }
        year.done();
    }
}
