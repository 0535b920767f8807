package ioc.sensor.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.sensor.simulate.ChangeLog.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The tasks that provincial leaders gave this year, as changes: some extended, some late, moving on while the clock goes. */
final class Tasks {
    private static final int OVERDUE = 3;
    private static final int DUE_SOON = 6;
    private static final int OPEN = 40;
    private static final int DONE = 177;
    private static final int DONE_LATE = 9;
    private static final int[] DAYS_LATE = {4, 2, 1};

    private final RecordPlan plan;
    private final Instant start;
    private final LocalDate today;
    private final Chance chance;
    /** Of its own, so that the figures of a seed stay when a task gets one more detail. */
    private final Chance details;

    private final WorkingTime time;
    private final List<List<String>> titles = Sheet.rows("tasks.csv");
    private final List<List<String>> givers = Sheet.rows("givers.csv");
    private final List<Change> changes = new ArrayList<>();
    private final List<List<String>> reasons = Sheet.rows("reasons.csv");
    private int number;
    private String previous = "";

    Tasks(RecordPlan plan, Instant start) {
        this.plan = plan;
        this.start = start;
        today = start.atZone(plan.zone()).toLocalDate();
        chance = new Chance(plan.seed(), "tasks");
        details = new Chance(plan.seed(), "task-details");
        time = plan.workingTime();
    }

    List<Change> changes() {
        for (int i = 0; i < DONE; i++) {
            done(i < DONE_LATE);
        }
        for (int i = 0; i < OPEN; i++) {
            LocalDate due = i < OVERDUE
                    ? date(time.plus(start, -DAYS_LATE[i]))
                    : i < OVERDUE + DUE_SOON
                            ? today.plusDays(1 + (i - OVERDUE) % 6)
                            : today.plusDays(9 + chance.between(0, 60));
            open(i, due);
        }
        return changes;
    }

    private void done(boolean late) {
        LocalDate firstDay = LocalDate.of(today.getYear(), 1, 2);
        long span = Math.max(20, Duration.between(end(firstDay), start).toDays());
        LocalDate given = firstDay.plusDays(chance.between(0L, Math.max(1, span - 16)));
        long left =
                Math.max(4, span - Duration.between(end(firstDay), end(given)).toDays());
        long takes = chance.between(2L, Math.max(3, Math.min(60, left - 2)));
        Instant finished = end(given.plusDays(takes)).minusSeconds(chance.between(600L, 30_000L));
        LocalDate due =
                given.plusDays(late ? Math.max(1, takes - chance.between(1L, 12L)) : takes + chance.between(0L, 9L));
        ObjectNode task = task(number, given, due, late ? due : extended(due));
        task.put("progress", 100).put("done", stamp(finished));
        change(finished, task);
    }

    private LocalDate extended(LocalDate due) {
        return chance.once(0.12) ? due.minusDays(chance.between(3L, 15L)) : due;
    }

    private void open(int index, LocalDate due) {
        LocalDate given = due.minusDays(20 + chance.between(0, 70));
        if (!given.isBefore(today)) {
            given = today.minusDays(1 + chance.between(0, 20));
        }
        boolean late = index < OVERDUE;
        ObjectNode task = task(index, given, due, late ? due : extended(due));
        detail(task, index, due);
        int progress = late ? chance.between(40, 80) : chance.between(0, 85);
        change(end(given), task.deepCopy().put("progress", progress / 3));
        Instant at = time.plus(start, -0.1 - chance.fraction() * 3);
        change(at.isBefore(end(given)) ? end(given) : at, task.put("progress", progress));
        double after = chance.exponential(0.12); // working days
        while (after < 15 && progress < 100) {
            Instant moved = time.plus(start, after);
            progress = Math.min(100, progress + chance.between(1, 9));
            task.put("progress", progress);
            if (progress == 100) {
                task.put("done", stamp(moved)).put("acceptance", "confirmed");
            }
            change(moved, task);
            after += 0.05 + chance.exponential(0.5);
        }
    }

    /** Reminders, evidence, extensions, reports: the more pressing it is, the more has happened. */
    private void detail(ObjectNode task, int index, LocalDate due) {
        boolean late = index < OVERDUE;
        boolean soon = !late && index < OVERDUE + DUE_SOON;
        task.put("priority", late ? "urgent" : details.once(0.3) ? "high" : "normal");
        if (late || soon) {
            task.put("reminders", late ? 3 - index / 2 : details.between(0, 1));
            task.put("reminded", stamp(time.plus(start, -0.3 - index * 0.2)));
        }
        ArrayNode extensions = task.putArray("extensions");
        if (!task.get("due").equals(task.get("originalDue"))) {
            extensions
                    .addObject()
                    .put("old", task.get("originalDue").asText())
                    .put("new", task.get("due").asText())
                    .put("reason", details.pick(reasons).get(0))
                    .put("approver", task.get("giver").asText())
                    .put("state", "approved")
                    .put("at", stamp(end(due.minusDays(16)).minusSeconds(7200)));
        }
        if (index == 2 || index == 5) {
            extensions
                    .addObject()
                    .put("old", task.get("due").asText())
                    .put("new", stamp(end(due.plusDays(14))))
                    .put("reason", details.pick(reasons).get(0))
                    .put("state", "asked")
                    .put("at", stamp(time.plus(start, -4)));
        }
        ArrayNode evidence = task.putArray("evidence");
        if (index == 1 || index == 2 || details.once(0.25)) {
            evidence.addObject()
                    .put("document", "%d/BC-UBND".formatted(details.between(10, 400)))
                    .put("link", "https://vanban.example/bc/%d".formatted(details.between(1000, 9999)))
                    .put("at", stamp(time.plus(start, -1.5)));
        }
        if (index == 1) {
            task.put("acceptance", "refused");
        } else if (index == OVERDUE + DUE_SOON || index == OVERDUE + DUE_SOON + 1) {
            task.put("acceptance", "waiting").put("reported", stamp(time.plus(start, -0.4)));
        } else if (index == OVERDUE + DUE_SOON + 3) {
            task.put("parent", previous);
        } else if (index == OVERDUE + DUE_SOON + 4) {
            task.put("repeat", "month");
        }
        previous = task.get("id").asText();
    }

    private ObjectNode task(int title, LocalDate given, LocalDate due, LocalDate originalDue) {
        number++;
        int lead = chance.between(0, plan.orgs().size() - 1);
        ObjectNode task = JsonNodeFactory.instance.objectNode();
        task.put("id", "nv-%d-%04d".formatted(given.getYear(), number));
        task.put("number", "%d/UBND-%s".formatted(100 + number * 17, chance.pick(List.of("KT", "VX", "NC", "TH"))));
        task.put("date", given.toString());
        task.put("title", titles.get(title % titles.size()).get(0));
        task.put("giver", chance.pick(givers).get(0));
        task.put("follower", details.pick(List.of("Phòng Kinh tế tổng hợp", "Phòng Nội chính", "Phòng Văn xã")));
        task.put("lead", plan.orgs().get(lead));
        ArrayNode partners = task.putArray("partners");
        for (int i = 1; i <= chance.between(0, 2) && plan.orgs().size() > 3; i++) {
            partners.add(plan.orgs().get((lead + i) % plan.orgs().size()));
        }
        task.put("given", stamp(end(given).minusSeconds(7 * 3600)));
        task.put("due", stamp(end(due)));
        task.put("originalDue", stamp(end(originalDue)));
        return task;
    }

    private void change(Instant at, ObjectNode task) {
        changes.add(new Change(at, task.get("id").asText(), task.deepCopy()));
    }

    /** The end of office hours of a day: a task may be done until then. */
    private Instant end(LocalDate day) {
        return day.atTime(LocalTime.of(17, 0)).atZone(plan.zone()).toInstant();
    }

    private LocalDate date(Instant instant) {
        return instant.atZone(plan.zone()).toLocalDate();
    }

    private String stamp(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(plan.zone()));
    }
}
