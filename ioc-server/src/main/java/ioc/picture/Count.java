package ioc.picture;

import static ioc.picture.QueueFigures.mean;
import static ioc.picture.QueueFigures.p90;
import static java.util.Objects.requireNonNullElse;

import ioc.picture.Course.Spell;
import ioc.picture.Course.Stage;
import ioc.picture.QueueFigures.Counts;
import ioc.picture.QueueFigures.Desk;
import ioc.picture.QueueFigures.Flow;
import ioc.picture.QueueFigures.Line;
import ioc.picture.QueueFigures.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the courses of one queue. */
final class Count {
    private static final long HALF_HOUR = 1_800_000;

    private static final Comparator<Desk> NEWEST = Comparator.comparing((Desk desk) -> desk.ticket() != null)
            .thenComparingLong(Desk::since)
            .thenComparing(desk -> requireNonNullElse(desk.ticket(), ""));

    private final long within;
    private int waiting;
    private @Nullable Course longest;
    private @Nullable Course calling;
    private int arrived;
    private int serving;
    private int served;
    private int walkAways;
    private long[] waits = new long[16];
    private int waitCount;
    private long waitSum;
    private int inTime;
    private long serviceSum;
    private int serviceCount;

    private Count(long within) {
        this.within = within;
    }

    /** The figures of a site. {@code dayStart} anchors the half hours. */
    static QueueFigures of(Collection<Course> courses, long within, long dayStart) {
        Count all = new Count(within);
        Map<String, Count> lines = new LinkedHashMap<>();
        Map<String, Desk> desks = new LinkedHashMap<>();
        TreeMap<Long, Flow> flow = new TreeMap<>();
        List<Long> waitingSince = new ArrayList<>();
        for (Course course : courses) {
            all.arrives();
            all.stands(course);
            if (course.firstService != null) {
                line(lines, course.firstService, within).arrives();
            }
            if (course.service != null) {
                line(lines, course.service, within).stands(course);
            }
            for (Spell spell : course.spells) {
                all.takes(spell);
                if (spell.service != null) {
                    line(lines, spell.service, within).takes(spell);
                }
                if (spell.counter != null) {
                    desks.merge(spell.counter, desk(course, spell), Count::joined);
                }
            }
            flow.merge(halfHour(course.arrivedAt, dayStart), new Flow(1, 0), Count::sum);
            if (course.stage() == Stage.SERVED) {
                flow.merge(halfHour(course.since, dayStart), new Flow(0, 1), Count::sum);
            } else if (course.stage() == Stage.WAITING) {
                waitingSince.add(course.since);
            }
        }
        Collections.sort(waitingSince);
        Map<String, Line> ends = new LinkedHashMap<>();
        lines.forEach((service, count) -> ends.put(service, count.end()));
        return new QueueFigures(
                all.end(),
                Collections.unmodifiableMap(ends),
                Collections.unmodifiableMap(desks),
                Collections.unmodifiableSortedMap(flow),
                List.copyOf(waitingSince));
    }

    private static Count line(Map<String, Count> lines, String service, long within) {
        return lines.computeIfAbsent(service, s -> new Count(within));
    }

    private static long halfHour(long at, long dayStart) {
        return dayStart + Math.floorDiv(at - dayStart, HALF_HOUR) * HALF_HOUR;
    }

    private static Flow sum(Flow a, Flow b) {
        return new Flow(a.arrived() + b.arrived(), a.served() + b.served());
    }

    private static Desk desk(Course course, Spell spell) {
        return spell.endedAt == null
                ? new Desk(course.label, spell.calledAt, 0)
                : new Desk(null, spell.endedAt, spell.endedAt - spell.calledAt);
    }

    /** The newer call decides what the counter does; a ticket nobody ended does not hide it. */
    private static Desk joined(Desk a, Desk b) {
        Desk shown = NEWEST.compare(a, b) >= 0 ? a : b;
        return new Desk(shown.ticket(), shown.since(), a.busyMs() + b.busyMs());
    }

    private void arrives() {
        arrived++;
    }

    private void stands(Course course) {
        switch (course.stage()) {
            case WAITING -> {
                waiting++;
                if (longest == null || before(course, longest)) {
                    longest = course;
                }
            }
            case CALLED -> {
                serving++;
                if (calling == null || before(calling, course)) {
                    calling = course;
                }
            }
            case SERVED -> served++;
            case AWAY -> walkAways++;
        }
    }

    private static boolean before(Course a, Course b) {
        return a.since != b.since ? a.since < b.since : a.label.compareTo(b.label) < 0;
    }

    private void takes(Spell spell) {
        if (spell.waitedMs != null) {
            if (waitCount == waits.length) {
                waits = Arrays.copyOf(waits, waitCount * 2);
            }
            waits[waitCount++] = spell.waitedMs;
            waitSum += spell.waitedMs;
            inTime += spell.waitedMs <= within ? 1 : 0;
        }
        if (spell.served && spell.endedAt != null) {
            serviceSum += Math.max(0, spell.endedAt - spell.startedAt);
            serviceCount++;
        }
    }

    private Line end() {
        return new Line(
                waiting,
                longest == null ? null : Long.valueOf(longest.since),
                longest == null ? null : longest.label,
                calling == null ? null : calling.label,
                new Counts(arrived, serving, served, walkAways),
                new Times(
                        mean(waitSum, waitCount),
                        p90(waits, waitCount),
                        mean(serviceSum, serviceCount),
                        waitCount == 0 ? null : Double.valueOf((double) inTime / waitCount)));
    }
}
