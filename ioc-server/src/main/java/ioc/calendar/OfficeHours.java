package ioc.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * When an ordinary week is worked: per day of the week the spans that are worked, in order; what lies between two of them
 * is lunch. A day that is not there, or has no span, is off.
 */
public record OfficeHours(Map<DayOfWeek, List<Span>> days) {
    /** From the first minute until, but not with, the last one. */
    public record Span(LocalTime from, LocalTime until) {
        public Span {
            if (!until.isAfter(from)) {
                throw new IllegalArgumentException("office hours: was " + from + "-" + until + " but must end later");
            }
        }

        Duration length() {
            return Duration.between(from, until);
        }
    }

    public OfficeHours {
        EnumMap<DayOfWeek, List<Span>> copy = new EnumMap<>(DayOfWeek.class);
        days.forEach((day, spans) -> {
            if (!spans.isEmpty()) {
                copy.put(day, inOrder(spans));
            }
        });
        days = Map.copyOf(copy);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("office hours: was empty but must have a day and a span");
        }
    }

    /** The same spans on each of these days. */
    public static OfficeHours of(Iterable<DayOfWeek> days, List<Span> spans) {
        Map<DayOfWeek, List<Span>> all = new EnumMap<>(DayOfWeek.class);
        days.forEach(day -> all.put(day, spans));
        return new OfficeHours(all);
    }

    /** The spans, each behind the one before it; an IllegalArgumentException when they are not. */
    static List<Span> inOrder(List<Span> spans) {
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i).from().isBefore(spans.get(i - 1).until())) {
                throw new IllegalArgumentException("office hours: was " + spans + " but must be in order");
            }
        }
        return List.copyOf(spans);
    }

    static Duration length(List<Span> spans) {
        return spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }

    List<Span> on(DayOfWeek day) {
        return days.getOrDefault(day, List.of());
    }

    /** The longest day: what a time limit of one working day means, also where Saturdays are half days. */
    public List<Span> wholeDay() {
        return days.values().stream()
                .max(Comparator.comparing(OfficeHours::length))
                .orElseThrow();
    }
}
