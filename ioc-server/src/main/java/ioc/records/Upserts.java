package ioc.records;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes changes: the newest state as a row, a row of history for each state that differs from the one before it. */
final class Upserts {
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

    private static final String ALERT = """
            INSERT INTO alert(id, rule, priority, subject, site, raised_at, cleared_at, acknowledged_at, acknowledged_by,
              measured, threshold, times)
            VALUES (:id, :rule, :priority, :subject, :site, :raisedAt, :clearedAt, :acknowledgedAt, :acknowledgedBy,
              :value, :limit, :count)
            ON CONFLICT(id) DO UPDATE SET rule = excluded.rule, priority = excluded.priority,
              subject = excluded.subject, site = excluded.site, raised_at = excluded.raised_at,
              cleared_at = excluded.cleared_at, acknowledged_at = excluded.acknowledged_at,
              acknowledged_by = excluded.acknowledged_by, measured = excluded.measured,
              threshold = excluded.threshold, times = excluded.times
            """;

    private Upserts() {}

    static void store(Handle handle, Dating dating, AssignmentRows assignmentRows, List<Change> changes) {
        List<Change.OfCourse> dossiers = new ArrayList<>();
        List<Change.OfTask> assignments = new ArrayList<>();
        for (Change change : changes) {
            boolean kept = change.match(dossiers::add, assignments::add);
            assert kept;
        }
        if (!dossiers.isEmpty()) {
            dating.store(handle, dossiers);
        }
        if (!assignments.isEmpty()) {
            assignmentRows.store(handle, assignments);
        }
    }

    static void keep(Handle handle, List<AlertRow> alerts) {
        PreparedBatch rows = handle.prepareBatch(ALERT);
        for (AlertRow alert : alerts) {
            rows.bind("id", alert.id())
                    .bind("rule", alert.rule())
                    .bind("priority", alert.priority())
                    .bind("subject", alert.subject())
                    .bind("site", alert.site())
                    .bind("raisedAt", alert.raisedAt())
                    .bind("clearedAt", alert.clearedAt())
                    .bind("acknowledgedAt", alert.acknowledgedAt())
                    .bind("acknowledgedBy", alert.acknowledgedBy())
                    .bind("value", alert.value())
                    .bind("limit", alert.limit())
                    .bind("count", alert.count())
                    .add();
        }
        execute(rows);
    }

    static void execute(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** Lower case without accents, so that {@code đất} is found by {@code dat} and the other way round. */
    static String folded(String text) {
        String apart = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        return ACCENTS.matcher(apart).replaceAll("").replace('đ', 'd');
    }
}
