package ioc.score;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A month, quarter or year.
 *
 * @param id {@code 2026-11}, {@code 2026-Q4} or {@code 2026}
 * @param until the day after its last
 */
public record Period(String id, LocalDate from, LocalDate until) {
    private static final Pattern ID = Pattern.compile("([12]\\d{3})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?");

    /** The one an id names. */
    public static Optional<Period> of(String id) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(matcher.group(1));
        if (matcher.group(2) != null) {
            return Optional.of(containing(LocalDate.of(year, 3 * Integer.parseInt(matcher.group(2)), 1), 3));
        }
        return matcher.group(3) != null
                ? Optional.of(containing(LocalDate.of(year, Integer.parseInt(matcher.group(3)), 1), 1))
                : Optional.of(containing(LocalDate.of(year, 1, 1), 12));
    }

    /** The one with a day in it; {@code months} is 1, 3 or 12. */
    public static Period containing(LocalDate day, int months) {
        LocalDate from = LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / months * months + 1, 1);
        String id =
                switch (months) {
                    case 1 -> from.toString().substring(0, 7);
                    case 3 -> from.getYear() + "-Q" + (from.getMonthValue() / 3 + 1);
                    case 12 -> Integer.toString(from.getYear());
                    default -> throw new IllegalArgumentException("months: was " + months + " but must be 1, 3 or 12");
                };
        return new Period(id, from, from.plusMonths(months));
    }

    public Instant start(ZoneId zone) {
        return from.atStartOfDay(zone).toInstant();
    }

    /** The last moment that counts: its end, or now while it goes on. */
    public Instant end(ZoneId zone, Instant now) {
        Instant end = until.atStartOfDay(zone).toInstant();
        return end.isBefore(now) ? end : now;
    }
}
