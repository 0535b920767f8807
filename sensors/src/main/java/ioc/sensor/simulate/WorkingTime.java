package ioc.sensor.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Predicate;

/** Arithmetic with working days of eight hours, 07:00–11:30 and 13:30–17:00, as offices of Tây Ninh keep them. */
final class WorkingTime {
    private static final LocalTime[] EDGES = {
        LocalTime.of(7, 0), LocalTime.of(11, 30), LocalTime.of(13, 30), LocalTime.of(17, 0)
    };

    private final ZoneId zone;
    private final Predicate<LocalDate> works;

    WorkingTime(ZoneId zone, Predicate<LocalDate> works) {
        this.zone = zone;
        this.works = works;
    }

    ZoneId zone() {
        return zone;
    }

    /** The instant that lies so many working days, in parts too, after another; before it when negative. */
    Instant plus(Instant from, double days) {
        long minutes = Math.round(Math.abs(days) * 480);
        ZonedDateTime at = from.atZone(zone);
        return (days < 0 ? back(at, minutes) : ahead(at, minutes)).toInstant();
    }

    private ZonedDateTime ahead(ZonedDateTime from, long minutes) {
        ZonedDateTime at = from;
        long left = minutes;
        while (true) {
            for (int i = 0; i < 4 && works.test(at.toLocalDate()); i += 2) {
                ZonedDateTime start = later(at, at.with(EDGES[i]));
                ZonedDateTime end = at.with(EDGES[i + 1]);
                long room = Duration.between(start, end).toMinutes();
                if (room > 0 && left <= room) {
                    return start.plusMinutes(left);
                }
                left -= Math.max(0, room);
            }
            at = at.plusDays(1).with(EDGES[0]);
        }
    }

    private ZonedDateTime back(ZonedDateTime from, long minutes) {
        ZonedDateTime at = from;
        long left = minutes;
        while (true) {
            for (int i = 2; i >= 0 && works.test(at.toLocalDate()); i -= 2) {
                ZonedDateTime end = earlier(at, at.with(EDGES[i + 1]));
                ZonedDateTime start = at.with(EDGES[i]);
                long room = Duration.between(start, end).toMinutes();
                if (room > 0 && left <= room) {
                    return end.minusMinutes(left);
                }
                left -= Math.max(0, room);
            }
            at = at.minusDays(1).with(EDGES[3]);
        }
    }

    private static ZonedDateTime later(ZonedDateTime a, ZonedDateTime b) {
        return a.isAfter(b) ? a : b;
    }

    private static ZonedDateTime earlier(ZonedDateTime a, ZonedDateTime b) {
        return a.isBefore(b) ? a : b;
    }
}
