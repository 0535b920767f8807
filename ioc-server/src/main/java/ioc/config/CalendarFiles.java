package ioc.config;

import ioc.calendar.Calendars;
import ioc.calendar.Holiday;
import ioc.calendar.Notice;
import ioc.calendar.OfficeHours;
import ioc.calendar.OfficeHours.Span;
import ioc.calendar.WorkingCalendar;
import ioc.place.Places;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code calendar.yaml}, the office hours of all and of single units, and the files of the folder {@code calendar},
 * one a year: days off, worked days of rest, half days, and whether the notices are out.
 */
final class CalendarFiles {
    private static final List<Span> USUAL = List.of(
            new Span(LocalTime.of(7, 0), LocalTime.of(11, 30)), new Span(LocalTime.of(13, 30), LocalTime.of(17, 0)));
    private static final Set<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private final Section file;
    private final Places places;
    private final List<Holiday> holidays = new ArrayList<>();
    private final Map<LocalDate, List<Span>> exceptions = new HashMap<>();
    /** Worked as the longest day of the unit's week. */
    private final List<LocalDate> swapped = new ArrayList<>();

    private final List<Notice> notices = new ArrayList<>();

    /** Whether the notices of a year are out. */
    private enum YearState {
        CONFIRMED,
        PROVISIONAL
    }

    CalendarFiles(Section file, Places places) {
        this.file = file;
        this.places = places;
    }

    /** {@code years}: the files of the folder, by their name without ending. */
    Calendars read(Map<String, Section> years) {
        years.forEach(this::year);
        EnumSet<DayOfWeek> week = EnumSet.allOf(DayOfWeek.class);
        if (file.keys().contains("weekend")) {
            file.list("weekend").forEach(word -> week.remove(day(file, "weekend", word)));
        } else {
            week.retainAll(WEEK);
        }
        OfficeHours usual = hours(file, week, USUAL);
        Map<String, WorkingCalendar> offices = new HashMap<>();
        for (Map.Entry<String, Section> office : file.named("offices").entrySet()) {
            if (places.org(office.getKey()).isEmpty()) {
                office.getValue().problem("", "must be called by an id of places.yaml");
            }
            offices.put(office.getKey(), calendar(hours(office.getValue(), week, usual.wholeDay())));
            office.getValue().done();
        }
        file.done();
        return new Calendars(calendar(usual), offices);
    }

    private WorkingCalendar calendar(OfficeHours hours) {
        Map<LocalDate, List<Span>> all = new HashMap<>(exceptions);
        swapped.forEach(day -> all.put(day, hours.wholeDay()));
        return new WorkingCalendar(places.zone(), hours, holidays, all, notices);
    }

    private static OfficeHours hours(Section section, Set<DayOfWeek> week, List<Span> usual) {
        List<Span> every = section.keys().contains("hours") ? spans(section, "hours") : usual;
        Map<DayOfWeek, List<Span>> days = new EnumMap<>(DayOfWeek.class);
        week.forEach(day -> days.put(day, every));
        Section own = section.section("days");
        for (String name : own.keys()) {
            DayOfWeek day = day(section, "days", name);
            days.put(day, spans(own, name));
        }
        try {
            return new OfficeHours(days);
        } catch (IllegalArgumentException wrong) {
            section.problem("hours", String.valueOf(wrong.getMessage()));
            return new OfficeHours(Map.of(DayOfWeek.MONDAY, USUAL));
        }
    }

    private static DayOfWeek day(Section section, String key, String word) {
        try {
            return DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            section.problem(key, "was \"" + word + "\" but must be a day like saturday");
            return DayOfWeek.SUNDAY;
        }
    }

    private static List<Span> spans(Section section, String key) {
        List<Span> spans = new ArrayList<>();
        for (String span : section.list(key)) {
            String[] ends = span.split("-", -1);
            try {
                spans.add(new Span(LocalTime.parse(ends[0]), LocalTime.parse(ends[ends.length - 1])));
            } catch (DateTimeException | IllegalArgumentException wrong) {
                section.problem(key, "was \"" + span + "\" but must be like 07:00-11:30");
            }
        }
        return spans;
    }

    private void year(String name, Section year) {
        if (!name.matches("20\\d\\d")) {
            year.problem("", "must be called by a year like 2026.yaml");
            return;
        }
        int number = Integer.parseInt(name);
        boolean isConfirmed = year.choice("state", YearState.PROVISIONAL, YearState.values()) == YearState.CONFIRMED;
        notices.add(new Notice(
                number, year.integer("version", 1, 1, Integer.MAX_VALUE), isConfirmed, year.text("source", "")));
        for (String word : year.list("work")) {
            try {
                swapped.add(LocalDate.parse(word));
            } catch (DateTimeException wrong) {
                year.problem("work", "was \"" + word + "\" but must be a date like 2026-01-10");
            }
        }
        year.sections("off").forEach(off -> off(number, off));
        year.done();
    }

    private void off(int year, Section off) {
        String vi = off.text("vi");
        String en = off.text("en", vi);
        LocalDate from = off.date("from").orElse(null);
        LocalDate until = off.date("until").orElse(from);
        List<Span> worked = spans(off, "hours");
        off.done();
        if (from == null || until == null) {
            off.problem("from", "is missing but must be there");
        } else if (until.isBefore(from) || from.getYear() != year || until.getYear() != year) {
            off.problem("until", "was " + until + " but must lie in " + year + ", not before " + from);
        } else {
            for (LocalDate day : from.datesUntil(until.plusDays(1)).toList()) {
                if (worked.isEmpty()) {
                    holidays.add(new Holiday(day, vi, en));
                } else {
                    exceptions.put(day, worked); // a half day
                }
            }
        }
    }
}
