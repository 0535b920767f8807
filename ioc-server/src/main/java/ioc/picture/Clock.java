package ioc.picture;

import ioc.calendar.WorkingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The time all parts of one picture share: that of the last tick, put in from outside. All times are epoch ms. */
final class Clock {
    private final ZoneId zone;
    private final WorkingCalendar calendar;

    /** The last tick. */
    long at;
    /** The same, whole minutes. */
    long minute;

    long dayStart;
    long dayEnd;
    LocalDate day;
    WorkingCalendar.Moment moment;
    private long nextHours;

    Clock(ZoneId zone, WorkingCalendar calendar, long at) {
        this.zone = zone;
        this.calendar = calendar;
        moment = calendar.state(Instant.ofEpochMilli(at));
        day = LocalDate.ofInstant(Instant.ofEpochMilli(at), zone);
        set(at);
    }

    boolean isOpen() {
        return moment.isOpen();
    }

    /** True when office hours are otherwise now. */
    boolean set(long millis) {
        at = millis;
        minute = millis - Math.floorMod(millis, 60_000);
        if (millis >= dayEnd) {
            day = LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
            dayStart = day.atStartOfDay(zone).toInstant().toEpochMilli();
            dayEnd = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
        }
        if (millis < nextHours) {
            return false;
        }
        WorkingCalendar.Moment before = moment;
        Instant now = Instant.ofEpochMilli(millis);
        moment = calendar.state(now);
        nextHours = calendar.nextChange(now).toEpochMilli();
        return !moment.equals(before);
    }
}
