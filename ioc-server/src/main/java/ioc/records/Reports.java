package ioc.records;

import ioc.report.Alarms;
import ioc.report.Assignments;
import ioc.report.Dossiers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Counts dossiers and assignments of a time, by unit. What is listed behind a number is asked for with {@link Listing.Column}. */
final class Reports {
    private static final String FINISHED = "is_open = 0 AND status <> 0 AND ended_at >= :from AND ended_at < :until";
    private static final String LETTER = "apology_by >= :from AND apology_by < :until";
    private static final String DOSSIERS = "SELECT unit"
            + sum("begun_at >= :from AND begun_at < :until")
            + sum(FINISHED)
            + sum(FINISHED + " AND late = 0")
            + sum(FINISHED + " AND late > 0")
            + sum(FINISHED + " AND late < 0")
            + sum("status <> 1 AND status <> 0 AND due_at < COALESCE(stands_since, :until)"
                    + " AND (is_open = 1 OR ended_at >= :until)")
            + sum(LETTER)
            + sum(LETTER + " AND apology IN ('sent', 'sent-late')")
            + " FROM dossier GROUP BY unit";
    private static final String DONE = "done_at >= :from AND done_at < :until";
    private static final String ASSIGNMENTS = "SELECT unit"
            + sum("given_at >= :from AND given_at < :until")
            + sum(DONE + " AND (due_at IS NULL OR done_at <= due_at)")
            + sum(DONE + " AND done_at > due_at")
            + sum("(done_at IS NULL OR done_at >= :until)"
                    + " AND due_at < CASE WHEN ended_at < :until THEN ended_at ELSE :until END")
            + " FROM assignment GROUP BY unit";

    private Reports() {}

    private static String sum(String condition) {
        return ", SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END)";
    }

    static Map<String, Dossiers> dossiers(Handle handle, Instant from, Instant until) {
        Map<String, Dossiers> lines = new TreeMap<>();
        bound(handle.createQuery(DOSSIERS), from, until)
                .map((row, context) -> Map.entry(
                        row.getString(1),
                        new Dossiers(
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8),
                                row.getLong(9))))
                .forEach(line -> lines.put(line.getKey(), line.getValue()));
        lines.values().removeIf(Dossiers::isEmpty);
        return lines;
    }

    static Map<String, Assignments> assignments(Handle handle, Instant from, Instant until) {
        Map<String, Assignments> lines = new TreeMap<>();
        bound(handle.createQuery(ASSIGNMENTS), from, until)
                .map((row, context) -> Map.entry(
                        row.getString(1),
                        new Assignments(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5))))
                .forEach(line -> lines.put(line.getKey(), line.getValue()));
        lines.values().removeIf(Assignments::isEmpty);
        return lines;
    }

    /** The newest alerts raised in a time, each behind its subject. */
    static List<Map.Entry<String, Alarms.Fact>> alarms(Handle handle, Instant from, Instant until, int most) {
        return bound(
                        handle.createQuery(
                                "SELECT id, rule, priority, site, raised_at, cleared_at, accepted_at, subject"
                                        + " FROM alert WHERE raised_at >= :from AND raised_at < :until"
                                        + " ORDER BY raised_at DESC, id LIMIT :most"),
                        from,
                        until)
                .bind("most", most)
                .map((row, context) -> Map.entry(
                        row.getString("subject"),
                        new Alarms.Fact(
                                row.getString("id"),
                                row.getString("rule"),
                                row.getString("priority"),
                                row.getString("site"),
                                row.getLong("raised_at"),
                                Lists.number(row, "cleared_at"),
                                Lists.number(row, "accepted_at"))))
                .list();
    }

    private static Query bound(Query query, Instant from, Instant until) {
        return query.bind("from", from.toEpochMilli()).bind("until", until.toEpochMilli());
    }
}
