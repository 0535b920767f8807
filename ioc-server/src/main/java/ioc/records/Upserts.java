package ioc.records;

import ioc.event.Step;
import ioc.picture.Limits;
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

    private static final String STEP = """
            INSERT INTO dossier_step(code, digest, at, started_at, due_at, status, office, title, content, source,
              seen_at, journal)
            SELECT :code, :digest, :at, :startedAt, :dueAt, :status, :office, :title, :text, :source, :seenAt, :journal
            WHERE (SELECT COUNT(*) FROM dossier_step WHERE code = :code) < %d
            ON CONFLICT(code, digest) DO NOTHING
            """.formatted(Limits.MOST_STEPS);

    private Upserts() {}

    static void store(Handle handle, Dating dating, AssignmentRows assignmentRows, List<Change> changes) {
        List<Change.OfCourse> dossiers = new ArrayList<>();
        List<Change.OfTask> assignments = new ArrayList<>();
        List<Change.OfStep> steps = new ArrayList<>();
        List<Change.OfDeed> deeds = new ArrayList<>();
        for (Change change : changes) {
            boolean kept = change.match(dossiers::add, assignments::add, steps::add, deeds::add);
            assert kept;
        }
        if (!dossiers.isEmpty()) {
            dating.store(handle, dossiers);
        }
        if (!assignments.isEmpty()) {
            assignmentRows.store(handle, assignments);
        }
        if (!steps.isEmpty()) {
            steps(handle, steps);
        }
        if (!deeds.isEmpty()) {
            Audit.add(handle, deeds);
        }
    }

    /** A step that is there already is left alone, and so is one too many: it is not in the picture either. */
    private static void steps(Handle handle, List<Change.OfStep> changes) {
        PreparedBatch rows = handle.prepareBatch(STEP);
        for (Change.OfStep change : changes) {
            Step step = change.step();
            rows.bind("code", step.dossier())
                    .bind("digest", step.digest(change.source()))
                    .bind("at", step.times().at().toEpochMilli())
                    .bind("startedAt", Stored.millis(step.times().startedAt()))
                    .bind("dueAt", Stored.millis(step.times().dueAt()))
                    .bind("status", step.status())
                    .bind("office", step.work().office())
                    .bind("title", step.work().title())
                    .bind("text", step.work().text())
                    .bind("source", change.source())
                    .bind("seenAt", change.seenAt())
                    .bind("journal", change.position())
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
