package ioc.picture;

import ioc.assignment.Course;
import ioc.event.Action;
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
import java.util.Optional;
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

    Outcome seen(String source, Assignment assignment, Instant received, long now) {
        AssignmentPicture before = rows.get(assignment.id());
        Course course = before == null
                ? Course.begun(source, assignment, received)
                : before.course().with(source, assignment, received);
        if (before != null && course.equals(before.course())) {
            return Outcome.DUPLICATE;
        }
        if (before == null && rows.size() >= limits.bounds().assignments() && !makeRoom()) {
            return Outcome.REFUSED;
        }
        put(course, now);
        return Outcome.ACCEPTED;
    }

    Outcome acted(Action action, Instant received, long now) {
        AssignmentPicture before = rows.get(action.assignment());
        Optional<Course> course =
                Optional.ofNullable(before).flatMap(row -> row.course().with(action, received, zone));
        course.ifPresent(present -> put(present, now));
        return course.isPresent() ? Outcome.ACCEPTED : Outcome.REFUSED;
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
            givers.computeIfPresent(
                    row.assignment().parties().giver(), (key, counts) -> counts.all() == 0 ? null : counts);
        }
    }

    private void put(Course course, long now) {
        Assignment assignment = course.present();
        remove(assignment.id());
        LocalDate given = LocalDate.ofInstant(assignment.times().givenAt(), zone);
        String lead = assignment.parties().lead();
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(now), zone);
        String org = words.key(lead, given, today);
        AssignmentPicture row = new AssignmentPicture(
                course,
                standing(assignment, now),
                org,
                words.name(org),
                words.name(words.key(lead, given, given)),
                assignment.parties().partners().stream()
                        .map(partner -> words.key(partner, given, today))
                        .toList(),
                DevicePicture.millis(assignment.times().dueAt()),
                DevicePicture.millis(assignment.times().doneAt()));
        rows.put(assignment.id(), row);
        if (!assignment.isOpen()) {
            finished.add(assignment.id());
        }
        count(row, 1);
        agenda.plan(assignment.id(), nextLook(row, now));
    }

    private void count(AssignmentPicture row, int sign) {
        orgs.computeIfAbsent(row.org(), key -> new AssignmentCounts()).add(row.standing(), sign);
        givers.computeIfAbsent(row.assignment().parties().giver(), key -> new AssignmentCounts())
                .add(row.standing(), sign);
        all.add(row.standing(), sign);
        changed.accept(row.id());
    }

    /** What is reported as done stands as it stood then. */
    private Standing standing(Assignment assignment, long now) {
        Instant due = assignment.times().dueAt();
        Instant ended = assignment.endedAt();
        boolean isLate = ended != null && due != null && ended.isAfter(due);
        if (!assignment.isOpen()) {
            return isLate ? Standing.DONE_LATE : Standing.DONE_ON_TIME;
        }
        if (due == null) {
            return Standing.UNDATED;
        }
        if (ended != null) {
            return isLate ? Standing.OVERDUE : Standing.IN_TIME;
        }
        long dueAt = due.toEpochMilli();
        return now > dueAt ? Standing.OVERDUE : now >= dueAt - soon() ? Standing.SOON : Standing.IN_TIME;
    }

    private long soon() {
        return limits.assignmentSoon().toMillis();
    }

    private long nextLook(AssignmentPicture row, long now) {
        Long due = row.dueAt();
        if (due == null || row.assignment().endedAt() != null || now > due) {
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
                        row.course(),
                        standing,
                        row.org(),
                        row.orgName(),
                        row.orgThen(),
                        row.partnerOrgs(),
                        row.dueAt(),
                        row.doneAt());
                rows.put(id, row);
                count(row, 1);
            }
            agenda.plan(id, nextLook(row, now));
        });
    }

    void newDay(long now) {
        List<Course> before = freeze();
        rows.clear();
        finished.clear();
        agenda.clear();
        orgs.clear();
        givers.clear();
        all = new AssignmentCounts();
        before.forEach(course -> put(course, now));
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

    List<Course> freeze() {
        List<Course> courses = new ArrayList<>(rows.size());
        rows.values().forEach(row -> courses.add(row.course()));
        return courses;
    }

    void restore(List<Course> before, long now) {
        before.forEach(course -> put(course, now));
    }
}
