package ioc.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ioc.event.Assignment;
import ioc.event.Step;
import ioc.picture.Limits;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Writes changes: the newest state as a row, a row of history for each state that differs from the one before it. */
final class Upserts {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final int KEYS_AT_ONCE = 500;

    private static final String ASSIGNMENT = """
            INSERT INTO assignment(id, source, unit, lead_org, partners, document, title, giver, given_at, due_at,
              original_due_at, progress, done_at, search, seen_at, journal, body)
            VALUES (:id, :source, :unit, :lead, :partners, :document, :title, :giver, :givenAt, :dueAt,
              :originalDueAt, :progress, :doneAt, :search, :seenAt, :journal, :body)
            ON CONFLICT(id) DO UPDATE SET source = excluded.source, unit = excluded.unit, lead_org = excluded.lead_org,
              partners = excluded.partners, document = excluded.document, title = excluded.title,
              giver = excluded.giver, given_at = excluded.given_at, due_at = excluded.due_at,
              original_due_at = excluded.original_due_at, progress = excluded.progress, done_at = excluded.done_at,
              search = excluded.search, seen_at = excluded.seen_at, journal = excluded.journal, body = excluded.body
            """;
    private static final String ASSIGNMENT_CHANGE = """
            INSERT INTO assignment_change(id, journal, seen_at, source, progress, due_at, body)
            VALUES (:id, :journal, :seenAt, :source, :progress, :dueAt, :body) ON CONFLICT(id, journal) DO NOTHING
            """;
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

    private static final String STEP = """
            INSERT INTO dossier_step(code, digest, at, started_at, due_at, status, office, title, content, source,
              seen_at, journal)
            SELECT :code, :digest, :at, :startedAt, :dueAt, :status, :office, :title, :text, :source, :seenAt, :journal
            WHERE (SELECT COUNT(*) FROM dossier_step WHERE code = :code) < %d
            ON CONFLICT(code, digest) DO NOTHING
            """.formatted(Limits.MOST_STEPS);

    private Upserts() {}

    /** What the table holds under a key. */
    private record Known(long journal, String body) {}

    static void store(Handle handle, Dating dating, List<Change> changes) {
        List<Change.OfDossier> dossiers = new ArrayList<>();
        List<Change.OfAssignment> assignments = new ArrayList<>();
        List<Change.OfStep> steps = new ArrayList<>();
        for (Change change : changes) {
            boolean kept = change.match(dossiers::add, assignments::add, steps::add);
            assert kept;
        }
        if (!dossiers.isEmpty()) {
            dating.store(handle, dossiers);
        }
        if (!assignments.isEmpty()) {
            assignments(handle, assignments);
        }
        if (!steps.isEmpty()) {
            steps(handle, steps);
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
                    .bind("startedAt", millis(step.times().startedAt()))
                    .bind("dueAt", millis(step.times().dueAt()))
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

    private static void assignments(Handle handle, List<Change.OfAssignment> changes) {
        Map<String, Known> known = known(
                handle,
                "SELECT id, journal, body FROM assignment WHERE id IN (<keys>)",
                changes.stream().map(change -> change.assignment().id()).toList());
        Map<String, Change.OfAssignment> newest = new LinkedHashMap<>();
        PreparedBatch history = handle.prepareBatch(ASSIGNMENT_CHANGE);
        for (Change.OfAssignment change : changes) {
            String id = change.assignment().id();
            Known before = known.get(id);
            if (before != null && before.journal() >= change.position()) {
                continue;
            }
            newest.put(id, change);
            known.put(id, new Known(change.position(), change.body()));
            if (before == null || !before.body().equals(change.body())) {
                history.bind("id", id)
                        .bind("journal", change.position())
                        .bind("seenAt", change.seenAt())
                        .bind("source", change.source())
                        .bind("progress", change.assignment().progress())
                        .bind("dueAt", millis(change.assignment().dueAt()))
                        .bind("body", change.body())
                        .add();
            }
        }
        PreparedBatch rows = handle.prepareBatch(ASSIGNMENT);
        newest.values().forEach(change -> bind(rows, change).add());
        execute(history);
        execute(rows);
    }

    private static PreparedBatch bind(PreparedBatch row, Change.OfAssignment change) {
        Assignment assignment = change.assignment();
        return row.bind("id", assignment.id())
                .bind("source", change.source())
                .bind("unit", change.unit())
                .bind("lead", assignment.lead())
                .bind("partners", json(assignment.partners()))
                .bind("document", assignment.document())
                .bind("title", assignment.title())
                .bind("giver", assignment.giver())
                .bind("givenAt", assignment.givenAt().toEpochMilli())
                .bind("dueAt", millis(assignment.dueAt()))
                .bind("originalDueAt", millis(assignment.originalDueAt()))
                .bind("progress", assignment.progress())
                .bind("doneAt", millis(assignment.doneAt()))
                .bind("search", folded(assignment.id() + " " + assignment.document() + " " + assignment.title()))
                .bind("seenAt", change.seenAt())
                .bind("journal", change.position())
                .bind("body", change.body());
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

    private static Map<String, Known> known(Handle handle, String select, List<String> keys) {
        Map<String, Known> known = new HashMap<>();
        List<String> distinct = keys.stream().distinct().toList();
        for (int i = 0; i < distinct.size(); i += KEYS_AT_ONCE) {
            handle.createQuery(select)
                    .bindList("keys", distinct.subList(i, Math.min(i + KEYS_AT_ONCE, distinct.size())))
                    .map((row, context) ->
                            known.put(row.getString(1), new Known(row.getLong(2), row.getString(3))) == null)
                    .list();
        }
        return known;
    }

    static void execute(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static String json(List<String> texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts is always JSON", e);
        }
    }

    /** Lower case without accents, so that {@code đất} is found by {@code dat} and the other way round. */
    static String folded(String text) {
        String apart = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        return ACCENTS.matcher(apart).replaceAll("").replace('đ', 'd');
    }
}
