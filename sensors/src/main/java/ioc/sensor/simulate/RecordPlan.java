package ioc.sensor.simulate;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whose records a simulated record system holds.
 *
 * @param orgs names of the units as such a system writes them
 * @param works whether offices work on a day
 */
public record RecordPlan(ZoneId zone, List<String> orgs, Predicate<LocalDate> works, long seed) {
    public RecordPlan {
        orgs = List.copyOf(orgs);
        if (orgs.isEmpty()) {
            throw new IllegalArgumentException("orgs: was empty but must have at least one");
        }
    }

    /** Monday to Friday, without holidays. */
    public static Predicate<LocalDate> weekdays() {
        return day -> day.getDayOfWeek().getValue() <= 5;
    }

    WorkingTime workingTime() {
        return new WorkingTime(zone, works);
    }
}
