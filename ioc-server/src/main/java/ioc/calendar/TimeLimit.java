package ioc.calendar;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a procedure may take, as its decision says it: {@code 5 days}, {@code 4 hours}, {@code 15 calendar-days}. */
public record TimeLimit(int amount, Unit unit) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})\\s+([a-z-]+)");

    /** In what it is counted. */
    public enum Unit {
        /** Working hours. */
        HOURS,
        /** Half of {@link WorkingCalendar#perDay} each. */
        HALF_DAYS,
        /** {@link WorkingCalendar#perDay} each. */
        DAYS,
        /** Days of the calendar, worked or not; the day of reception does not count, the last one ends when offices close. */
        CALENDAR_DAYS;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** As in a file: {@code calendar-days}. */
        public String word() {
            return word;
        }
    }

    public TimeLimit {
        if (amount < 1 || amount > 3_650) {
            throw new IllegalArgumentException("time limit: was " + amount + " but must be 1..3650");
        }
    }

    /** Reads {@code 5 days}; empty when it is not one. */
    public static Optional<TimeLimit> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int amount = Integer.parseInt(matcher.group(1));
        for (Unit unit : Unit.values()) {
            boolean isOne = amount == 1 && (matcher.group(2) + "s").equals(unit.word());
            if (amount > 0 && amount <= 3_650 && (isOne || matcher.group(2).equals(unit.word()))) {
                return Optional.of(new TimeLimit(amount, unit));
            }
        }
        return Optional.empty();
    }

    /** The working time it grants; empty for calendar days, which are not counted in working time. */
    public Optional<Duration> working(WorkingCalendar calendar) {
        return switch (unit) {
            case HOURS -> Optional.of(Duration.ofHours(amount));
            case HALF_DAYS -> Optional.of(Duration.ofMillis(calendar.perDay().toMillis() * amount / 2));
            case DAYS -> Optional.of(Duration.ofMillis(calendar.perDay().toMillis() * amount));
            case CALENDAR_DAYS -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return amount + " " + unit.word();
    }
}
