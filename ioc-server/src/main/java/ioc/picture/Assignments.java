package ioc.picture;

import ioc.event.Assignment;
import ioc.picture.AssignmentPicture.Standing;
import ioc.place.OrgWords;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All assignments by id, counted by lead and giver. */
final class Assignments {
    private final OrgWords words;
    private final ZoneId zone;
    private final Limits limits;
    private final Consumer<String> changed;
    private final Map<String, AssignmentPicture> rows = new LinkedHashMap<>();
    private final LinkedHashSet<String> finished = new LinkedHashSet<>();
    private final Agenda<String> agenda = new Agenda<>();
    private final TreeMap<String, AssignmentCounts> orgs = new TreeMap<>();
    private final TreeMap<String, AssignmentCounts> givers = new TreeMap<>();
    private AssignmentCounts all = new AssignmentCounts();

    Assignments(OrgWords words, ZoneId zone, Limits limits, Consumer<String> changed) {
        this.words = words;
        this.zone = zone;
        this.limits = limits;
        this.changed = changed;
    }

    Outcome seen(Assignment assignment, long now) {
        AssignmentPicture before = rows.get(assignment.id());
        if (before != null && before.assignment().equals(assignment)) {
            return Outcome.DUPLICATE;
        }
        if (before == null && rows.size() >= limits.bounds().assignments() && !makeRoom()) {
            return Outcome.REFUSED;
        }
        put(assignment, now);
        return Outcome.ACCEPTED;
    }

    private boolean makeRoom() {
        var oldest = finished.iterator();
        if (!oldest.hasNext()) {
            return false;
        }
        remove(oldest.next());
        return true;
    }

    private void remove(String id) {
        finished.remove(id);
        AssignmentPicture row = rows.remove(id);
        if (row != null) {
            count(row, -1);
            orgs.computeIfPresent(row.org(), (key, counts) -> counts.all() == 0 ? null : counts);
            givers.computeIfPresent(row.assignment().giver(), (key, counts) -> counts.all() == 0 ? null : counts);
        }
    }

    private void put(Assignment assignment, long now) {
        remove(assignment.id());
        String org = words.key(
                assignment.lead(),
                LocalDate.ofInstant(assignment.givenAt(), zone),
                LocalDate.ofInstant(Instant.ofEpochMilli(now), zone));
        AssignmentPicture row = new AssignmentPicture(
                assignment,
                standing(assignment, now),
                org,
                words.name(org),
                DevicePicture.millis(assignment.dueAt()),
                DevicePicture.millis(assignment.doneAt()));
        rows.put(assignment.id(), row);
        if (!assignment.isOpen()) {
            finished.add(assignment.id());
        }
        count(row, 1);
        agenda.plan(assignment.id(), nextLook(row, now));
    }

    private void count(AssignmentPicture row, int sign) {
        orgs.computeIfAbsent(row.org(), key -> new AssignmentCounts()).add(row.standing(), sign);
        givers.computeIfAbsent(row.assignment().giver(), key -> new AssignmentCounts())
                .add(row.standing(), sign);
        all.add(row.standing(), sign);
        changed.accept(row.id());
    }

    private Standing standing(Assignment assignment, long now) {
        Instant due = assignment.dueAt();
        Instant done = assignment.doneAt();
        if (done != null) {
            return due != null && done.isAfter(due) ? Standing.DONE_LATE : Standing.DONE_ON_TIME;
        }
        if (due == null) {
            return Standing.UNDATED;
        }
        long dueAt = due.toEpochMilli();
        return now > dueAt ? Standing.OVERDUE : now >= dueAt - soon() ? Standing.SOON : Standing.IN_TIME;
    }

    private long soon() {
        return limits.assignmentSoon().toMillis();
    }

    private long nextLook(AssignmentPicture row, long now) {
        Long due = row.dueAt();
        if (due == null || row.doneAt() != null || now > due) {
            return Long.MAX_VALUE;
        }
        return now < due - soon() ? due - soon() : due + 1;
    }

    void tick(long now) {
        agenda.due(now, id -> {
            AssignmentPicture row = rows.get(id);
            if (row == null) {
                return;
            }
            Standing standing = standing(row.assignment(), now);
            if (standing != row.standing()) {
                count(row, -1);
                row = new AssignmentPicture(
                        row.assignment(), standing, row.org(), row.orgName(), row.dueAt(), row.doneAt());
                rows.put(id, row);
                count(row, 1);
            }
            agenda.plan(id, nextLook(row, now));
        });
    }

    void newDay(long now) {
        List<Assignment> before = freeze();
        rows.clear();
        finished.clear();
        agenda.clear();
        orgs.clear();
        givers.clear();
        all = new AssignmentCounts();
        before.forEach(assignment -> put(assignment, now));
    }

    AssignmentCounts all() {
        return all;
    }

    Map<String, AssignmentCounts> orgs() {
        return Collections.unmodifiableMap(orgs);
    }

    Map<String, AssignmentCounts> givers() {
        return Collections.unmodifiableMap(givers);
    }

    Collection<AssignmentPicture> rows() {
        return Collections.unmodifiableCollection(rows.values());
    }

    @Nullable
    AssignmentPicture row(String id) {
        return rows.get(id);
    }

    List<Assignment> freeze() {
        List<Assignment> assignments = new ArrayList<>(rows.size());
        rows.values().forEach(row -> assignments.add(row.assignment()));
        return assignments;
    }

    void restore(List<Assignment> before, long now) {
        before.forEach(assignment -> put(assignment, now));
    }
}
