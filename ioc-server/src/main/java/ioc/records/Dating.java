package ioc.records;

import ioc.calendar.Deadline;
import ioc.dossier.Apology;
import ioc.dossier.Course;
import ioc.dossier.Judge;
import ioc.dossier.Judgement;
import ioc.dossier.Procedure;
import ioc.event.Dossier;
import ioc.score.Measure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Dossiers as rows: their course, and what calendar and catalogue make of it, dated anew when those change. */
final class Dating {
    private static final String SENT_LATE = Apology.Duty.SENT_LATE.word();
    private static final int KEYS_AT_ONCE = 500;
    private static final String[] COLUMNS = {
        "code",
        "source",
        "unit",
        "procedure_key",
        "status",
        "begun_at",
        "due_at",
        "soon_at",
        "stands_since",
        "ended_at",
        "returned_at",
        "is_open",
        "late",
        "late_from",
        "handled_ms",
        "marks",
        "supplements",
        "is_disputed",
        "apology",
        "apology_by",
        "search",
        "seen_at",
        "journal",
        "course"
    };
    private static final String DOSSIER = upsert();
    private static final String CHANGE = """
            INSERT INTO dossier_change(code, journal, seen_at, source, status, due_at, body)
            VALUES (:code, :journal, :seenAt, :source, :status, :dueAt, :body) ON CONFLICT(code, journal) DO NOTHING
            """;

    private final Judge judge;

    /** What the table holds under a key. */
    private record Known(
            Course course,
            long seenAt,
            long journal,
            @Nullable Long dueAt) {}

    Dating(Judge judge) {
        this.judge = judge;
    }

    private static String upsert() {
        List<String> sets = new ArrayList<>();
        for (String column : COLUMNS) {
            sets.add(column + " = excluded." + column);
        }
        return "INSERT INTO dossier(" + String.join(", ", COLUMNS) + ") VALUES (:" + String.join(", :", COLUMNS)
                + ") ON CONFLICT(code) DO UPDATE SET " + String.join(", ", sets.subList(1, sets.size()));
    }

    /** Goes on with each dossier; a state that says something new is a row of history. */
    void store(Handle handle, List<Change.OfCourse> changes) {
        Map<String, Known> known = known(
                handle, changes.stream().map(Change.OfCourse::code).distinct().toList());
        Map<String, Known> newest = new LinkedHashMap<>();
        PreparedBatch history = handle.prepareBatch(CHANGE);
        for (Change.OfCourse change : changes) {
            String code = change.code();
            Known before = known.get(code);
            if (before != null && before.journal() >= change.position()) {
                continue; // a repeat
            }
            Course course =
                    change.after(judge, before == null ? null : before.course()).orElse(null);
            if (course == null) {
                continue;
            }
            Dossier told = course.told().getOrDefault(change.source(), course.dossier());
            Known now = new Known(course, change.seenAt(), change.position(), null);
            newest.put(code, now);
            known.put(code, now);
            history.bind("code", code)
                    .bind("journal", change.position())
                    .bind("seenAt", change.seenAt())
                    .bind("source", change.source())
                    .bind("status", told.status())
                    .bind("dueAt", Stored.millis(told.times().dueAt()))
                    .bind("body", change.body())
                    .add();
        }
        PreparedBatch rows = handle.prepareBatch(DOSSIER);
        newest.values().forEach(row -> bind(rows, row).add());
        Upserts.execute(history);
        Upserts.execute(rows);
    }

    private PreparedBatch bind(PreparedBatch row, Known known) {
        Judgement judgement = judge.of(known.course(), day(known.seenAt()));
        Dossier dossier = judgement.dossier();
        Dossier.Times times = dossier.times();
        Deadline deadline = judgement.deadline();
        List<Instant> warned = judgement.clock().warned();
        Procedure procedure = judgement.procedure();
        Instant told = dossier.isOpen() ? null : times.endedAt();
        Instant ended = dossier.isOpen() || told != null ? told : Instant.ofEpochMilli(known.seenAt());
        Apology apology = judgement.course().apology();
        return row.bind("code", dossier.code())
                .bind("source", known.course().by())
                .bind("unit", judgement.unit())
                .bind("procedure_key", procedure == null ? dossier.filing().procedure() : procedure.code())
                .bind("status", dossier.status())
                .bind("begun_at", Stored.millis(times.receivedAt() == null ? times.submittedAt() : times.receivedAt()))
                .bind("due_at", Stored.millis(deadline.due()))
                .bind("soon_at", warned.isEmpty() ? null : Stored.millis(warned.get(0)))
                .bind("stands_since", Stored.millis(dossier.isOpen() ? deadline.standsSince() : null))
                .bind("ended_at", Stored.millis(ended))
                .bind("returned_at", Stored.millis(times.returnedAt()))
                .bind("is_open", dossier.isOpen() ? 1 : 0)
                .bind("late", late(judgement))
                .bind("late_from", Stored.millis(judgement.scoredLateFrom()))
                .bind("handled_ms", judgement.handled().map(Duration::toMillis).orElse(null))
                .bind("marks", Measure.marks(judgement))
                .bind("supplements", judgement.course().supplements())
                .bind("is_disputed", judgement.course().isDisputed() ? 1 : 0)
                .bind(
                        "apology",
                        apology == null
                                ? ""
                                : apology.isSentLate()
                                        ? SENT_LATE
                                        : apology.state().word())
                .bind(
                        "apology_by",
                        Stored.millis(dossier.isOpen() ? judgement.clock().apologyBy() : null))
                .bind(
                        "search",
                        Upserts.folded(dossier.code() + " " + dossier.filing().procedure()))
                .bind("seen_at", known.seenAt())
                .bind("journal", known.journal())
                .bind("course", Stored.json(known.course()));
    }

    private static int late(Judgement judgement) {
        Dossier dossier = judgement.dossier();
        if (dossier.isOpen()
                || dossier.times().endedAt() == null
                || dossier.times().dueAt() == null) {
            return -1;
        }
        return !judgement.endedLate() ? 0 : judgement.endedOnLaterDay() ? 2 : 1;
    }

    /**
     * Dates every dossier anew when calendar, catalogue or units are no longer those of the last time, and keeps which open
     * ones moved. In one transaction.
     *
     * @param now epoch ms
     * @return how many open ones have another due instant
     */
    int redate(Handle handle, int fingerprint, long now) {
        int before = handle.createQuery("SELECT fingerprint FROM dated_by WHERE id = 1")
                .mapTo(Integer.class)
                .findOne()
                .orElse(fingerprint);
        handle.createUpdate("INSERT INTO dated_by(id, fingerprint) VALUES (1, :fingerprint)"
                        + " ON CONFLICT(id) DO UPDATE SET fingerprint = excluded.fingerprint")
                .bind("fingerprint", fingerprint)
                .execute();
        if (before == fingerprint) {
            return 0;
        }
        int moved = 0;
        String after = "";
        while (true) {
            Map<String, Known> slice = new LinkedHashMap<>();
            handle.createQuery("SELECT code, course, seen_at, journal, due_at FROM dossier WHERE code > :after"
                            + " ORDER BY code LIMIT " + KEYS_AT_ONCE)
                    .bind("after", after)
                    .map((row, context) -> slice.put(
                                    row.getString(1),
                                    new Known(
                                            Stored.read(row.getString(2), Course.class),
                                            row.getLong(3),
                                            row.getLong(4),
                                            Lists.number(row, "due_at")))
                            == null)
                    .list();
            if (slice.isEmpty()) {
                return moved;
            }
            PreparedBatch rows = handle.prepareBatch(DOSSIER);
            PreparedBatch redated =
                    handle.prepareBatch("INSERT INTO dossier_redated(code, redated_at, old_due_at, new_due_at)"
                            + " VALUES (:code, :at, :old, :new) ON CONFLICT DO NOTHING");
            for (Map.Entry<String, Known> entry : slice.entrySet()) {
                Known known = entry.getValue();
                after = entry.getKey();
                bind(rows, known).add();
                Judgement judgement = judge.of(known.course(), day(known.seenAt()));
                Long due = Stored.millis(judgement.deadline().due());
                if (judgement.dossier().isOpen() && !java.util.Objects.equals(due, known.dueAt())) {
                    moved++;
                    redated.bind("code", after)
                            .bind("at", now)
                            .bind("old", known.dueAt())
                            .bind("new", due)
                            .add();
                }
            }
            Upserts.execute(rows);
            Upserts.execute(redated);
        }
    }

    private LocalDate day(long at) {
        return LocalDate.ofInstant(
                Instant.ofEpochMilli(at), judge.calendars().usual().zone());
    }

    private static Map<String, Known> known(Handle handle, List<String> codes) {
        Map<String, Known> known = new HashMap<>();
        for (int i = 0; i < codes.size(); i += KEYS_AT_ONCE) {
            handle.createQuery("SELECT code, course, seen_at, journal FROM dossier WHERE code IN (<keys>)")
                    .bindList("keys", codes.subList(i, Math.min(i + KEYS_AT_ONCE, codes.size())))
                    .map((row, context) -> known.put(
                                    row.getString(1),
                                    new Known(
                                            Stored.read(row.getString(2), Course.class),
                                            row.getLong(3),
                                            row.getLong(4),
                                            null))
                            == null)
                    .list();
        }
        return known;
    }
}
