package ioc.calendar;

import java.util.HashMap;
import java.util.Map;

/** The calendars of all units: most work by the usual one, some have office hours of their own. */
public final class Calendars {
    private final WorkingCalendar usual;
    private final Map<String, WorkingCalendar> offices;

    /** {@code offices}: by id of the unit. */
    public Calendars(WorkingCalendar usual, Map<String, WorkingCalendar> offices) {
        this.usual = usual;
        this.offices = Map.copyOf(offices);
    }

    public WorkingCalendar usual() {
        return usual;
    }

    /** Those that are not the usual one, by id of the unit. */
    public Map<String, WorkingCalendar> offices() {
        return offices;
    }

    /** That by which a unit works. */
    public WorkingCalendar of(String unit) {
        return offices.getOrDefault(unit, usual);
    }

    /** Equal when every due instant is; see {@link WorkingCalendar#fingerprint}. */
    public int fingerprint() {
        Map<String, Integer> all = new HashMap<>();
        offices.forEach((unit, calendar) -> all.put(unit, calendar.fingerprint()));
        return 31 * usual.fingerprint() + all.hashCode();
    }
}
