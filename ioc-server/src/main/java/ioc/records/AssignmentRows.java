package ioc.records;

import ioc.assignment.Course;
import ioc.event.Assignment;
import ioc.place.OrgWords;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Assignments as rows: their course, and beside it what lists filter and sort by. */
final class AssignmentRows {
    private static final int KEYS_AT_ONCE = 500;
    private static final String ROW = """
            INSERT INTO assignment(id, source, unit, unit_then, partner_units, giver, follower, parent, given_at, due_at,
              ended_at, done_at, acceptance, extension_asked, search, seen_at, journal, course)
            VALUES (:id, :source, :unit, :unitThen, :partnerUnits, :giver, :follower, :parent, :givenAt, :dueAt,
              :endedAt, :doneAt, :acceptance, :extensionAsked, :search, :seenAt, :journal, :course)
            ON CONFLICT(id) DO UPDATE SET source = excluded.source, unit = excluded.unit,
              unit_then = excluded.unit_then, partner_units = excluded.partner_units, giver = excluded.giver,
              follower = excluded.follower, parent = excluded.parent, given_at = excluded.given_at,
              due_at = excluded.due_at, ended_at = excluded.ended_at, done_at = excluded.done_at,
              acceptance = excluded.acceptance, extension_asked = excluded.extension_asked, search = excluded.search,
              seen_at = excluded.seen_at, journal = excluded.journal, course = excluded.course
            """;
    private static final String CHANGE = """
            INSERT INTO assignment_change(id, journal, seen_at, source, body)
            VALUES (:id, :journal, :seenAt, :source, :body) ON CONFLICT(id, journal) DO NOTHING
            """;
    /** In the history, who changed it when it was a person. */
    static final String PERSON = "person";

    private final OrgWords words;
    private final ZoneId zone;

    AssignmentRows(OrgWords words, ZoneId zone) {
        this.words = words;
        this.zone = zone;
    }

    /** What the table holds under an id. */
    private record Known(Course course, long seenAt, long journal) {}

    /** Goes on with each assignment; what says something new is a row of history. */
    void store(Handle handle, List<Change.OfTask> changes) {
        Map<String, Known> known =
                known(handle, changes.stream().map(Change.OfTask::id).distinct().toList());
        Map<String, Known> newest = new LinkedHashMap<>();
        PreparedBatch history = handle.prepareBatch(CHANGE);
        for (Change.OfTask change : changes) {
            String id = change.id();
            Known before = known.get(id);
            if (before != null && before.journal() >= change.position()) {
                continue; // a repeat
            }
            Course last = before == null ? null : before.course();
            Course course = change.after(zone, last).orElse(null);
            if (course == null) {
                continue;
            }
            Known now = new Known(course, change.seenAt(), change.position());
            newest.put(id, now);
            known.put(id, now);
            history.bind("id", id)
                    .bind("journal", now.journal())
                    .bind("seenAt", now.seenAt())
                    .bind("source", change.source())
                    .bind("body", change.body())
                    .add();
        }
        PreparedBatch rows = handle.prepareBatch(ROW);
        newest.values().forEach(row -> bind(rows, row).add());
        Upserts.execute(history);
        Upserts.execute(rows);
    }

    private PreparedBatch bind(PreparedBatch row, Known known) {
        Assignment assignment = known.course().present();
        Assignment.Order order = assignment.order();
        Assignment.Parties parties = assignment.parties();
        Assignment.Times times = assignment.times();
        LocalDate given = LocalDate.ofInstant(times.givenAt(), zone);
        LocalDate seen = LocalDate.ofInstant(Instant.ofEpochMilli(known.seenAt()), zone);
        List<String> partners = parties.partners().stream()
                .map(word -> words.key(word, given, seen))
                .toList();
        return row.bind("id", assignment.id())
                .bind("source", known.course().source())
                .bind("unit", words.key(parties.lead(), given, seen))
                .bind("unitThen", words.key(parties.lead(), given, given))
                .bind("partnerUnits", Stored.json(partners))
                .bind("giver", parties.giver())
                .bind("follower", parties.follower())
                .bind("parent", order.parent())
                .bind("givenAt", times.givenAt().toEpochMilli())
                .bind("dueAt", Stored.millis(times.dueAt()))
                .bind("endedAt", Stored.millis(assignment.endedAt()))
                .bind("doneAt", Stored.millis(times.doneAt()))
                .bind("acceptance", assignment.progress().acceptance().word())
                .bind(
                        "extensionAsked",
                        assignment.isOpen() && assignment.progress().asked().isPresent() ? 1 : 0)
                .bind("search", Upserts.folded(assignment.id() + " " + order.document() + " " + order.title()))
                .bind("seenAt", known.seenAt())
                .bind("journal", known.journal())
                .bind("course", Stored.json(known.course()));
    }

    private static Map<String, Known> known(Handle handle, List<String> ids) {
        Map<String, Known> known = new HashMap<>();
        for (int i = 0; i < ids.size(); i += KEYS_AT_ONCE) {
            handle.createQuery("SELECT id, course, seen_at, journal FROM assignment WHERE id IN (<keys>)")
                    .bindList("keys", ids.subList(i, Math.min(i + KEYS_AT_ONCE, ids.size())))
                    .map((row, context) -> known.put(
                                    row.getString(1),
                                    new Known(
                                            Stored.read(row.getString(2), Course.class),
                                            row.getLong(3),
                                            row.getLong(4)))
                            == null)
                    .list();
        }
        return known;
    }
}
