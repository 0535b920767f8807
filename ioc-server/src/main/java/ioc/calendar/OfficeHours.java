package ioc.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/**
 * When an ordinary week is worked.
 *
 * @param days days of the week that are worked
 * @param spans spans of a worked day, in order; what lies between two of them is lunch
 */
public record OfficeHours(Set<DayOfWeek> days, List<Span> spans) {
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
        days = Set.copyOf(days);
        spans = List.copyOf(spans);
        if (days.isEmpty() || spans.isEmpty()) {
            throw new IllegalArgumentException("office hours: was empty but must have a day and a span");
        }
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i).from().isBefore(spans.get(i - 1).until())) {
                throw new IllegalArgumentException("office hours: was " + spans + " but must be in order");
            }
        }
    }

    /** Working time of one worked day. */
    public Duration perDay() {
        return spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }
}
