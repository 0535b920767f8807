package ioc.picture;

import ioc.calendar.Calendars;
import ioc.calendar.WorkingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The time all parts of one picture share: that of the last tick, put in from outside. All times are epoch ms. */
final class Clock {
    private final ZoneId zone;

    /** The last tick. */
    long at;
    /** The same, whole minutes. */
    long minute;

    long dayStart;
    long dayEnd;
    LocalDate day;
    private final Hours usual;
    /** Of units with hours of their own, by id. */
    private final Map<String, Hours> offices = new HashMap<>();

    Clock(ZoneId zone, Calendars calendars, long at) {
        this.zone = zone;
        usual = new Hours(calendars.usual(), at);
        calendars.offices().forEach((unit, calendar) -> offices.put(unit, new Hours(calendar, at)));
        day = LocalDate.ofInstant(Instant.ofEpochMilli(at), zone);
        set(at);
    }

    /** {@code unit}: null for the usual hours. */
    WorkingCalendar.Moment moment(@Nullable String unit) {
        return (unit == null ? usual : offices.getOrDefault(unit, usual)).moment;
    }

    boolean isOpen() {
        return usual.moment.isOpen();
    }

    /** True when anybody's office hours are otherwise now. */
    boolean set(long millis) {
        at = millis;
        minute = millis - Math.floorMod(millis, 60_000);
        if (millis >= dayEnd) {
            day = LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
            dayStart = day.atStartOfDay(zone).toInstant().toEpochMilli();
            dayEnd = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
        }
        boolean differs = usual.set(millis);
        for (Hours office : offices.values()) {
            differs |= office.set(millis);
        }
        return differs;
    }

    private static final class Hours {
        private final WorkingCalendar calendar;
        private WorkingCalendar.Moment moment;
        private long next;

        private Hours(WorkingCalendar calendar, long at) {
            this.calendar = calendar;
            moment = calendar.state(Instant.ofEpochMilli(at));
        }

        private boolean set(long millis) {
            if (millis < next) {
                return false;
            }
            WorkingCalendar.Moment before = moment;
            Instant now = Instant.ofEpochMilli(millis);
            moment = calendar.state(now);
            next = calendar.nextChange(now).toEpochMilli();
            return !moment.equals(before);
        }
    }
}
