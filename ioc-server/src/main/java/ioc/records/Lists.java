package ioc.records;

import ioc.dossier.Course;
import ioc.event.Step;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads lists and rows. */
final class Lists {
    private static final String DOSSIERS = "(SELECT dossier.*, code AS sort_key FROM dossier) rows_";
    private static final String ASSIGNMENTS =
            "(SELECT assignment.*, id AS sort_key, given_at AS begun_at FROM assignment) rows_";

    private static final int PORTION = 500;

    private Lists() {}

    static Page<DossierRow, DossierState> dossiers(Handle handle, Listing<DossierState> listing) {
        return page(
                handle,
                DOSSIERS,
                Seen.DOSSIERS,
                listing,
                DossierState.values(),
                DossierState::condition,
                Lists::dossier);
    }

    static Page<AssignmentRow, AssignmentState> assignments(Handle handle, Listing<AssignmentState> listing) {
        return page(
                handle,
                ASSIGNMENTS,
                Seen.ASSIGNMENTS,
                listing,
                AssignmentState.values(),
                AssignmentState::condition,
                Lists::assignment);
    }

    private static <R, S extends Enum<S>> Page<R, S> page(
            Handle handle,
            String table,
            Seen whose,
            Listing<S> listing,
            S[] states,
            Function<S, String> condition,
            RowMapper<R> mapper) {
        String where = where(listing, whose);
        StringBuilder sums = new StringBuilder("SELECT ");
        for (S state : states) {
            sums.append("SUM(CASE WHEN ").append(condition.apply(state)).append(" THEN 1 ELSE 0 END), ");
        }
        sums.append("COUNT(*)");
        Map<S, Long> counts = bound(handle.createQuery(sums + " FROM " + table + " WHERE " + where), listing)
                .map((row, context) -> counts(row, states))
                .one();
        List<R> rows = bound(
                        handle.createQuery("SELECT * FROM " + table + " WHERE " + where + " AND ("
                                + condition.apply(listing.state()) + ") ORDER BY "
                                + listing.sort().order() + " LIMIT :size OFFSET :skip"),
                        listing)
                .bind("size", listing.size())
                .bind("skip", (long) listing.page() * listing.size())
                .map(mapper)
                .list();
        long total = counts.getOrDefault(listing.state(), 0L);
        return new Page<>(total, listing.page(), listing.size(), rows, counts);
    }

    private static String where(Listing<?> listing, Seen whose) {
        StringBuilder where = new StringBuilder(listing.units().isEmpty() ? "1 = 1" : "unit IN (<units>)");
        for (Listing.Column column : listing.only().keySet()) {
            where.append(" AND ").append(column.condition());
        }
        return where
                + (listing.text().isBlank() ? "" : " AND search LIKE :text ESCAPE '!'")
                + (listing.scored() == null ? "" : " AND " + listing.scored().condition())
                + " AND " + whose.condition(listing.seen());
    }

    static void eachDossier(Handle handle, Listing<DossierState> listing, long most, Each<DossierRow> each)
            throws IOException {
        each(handle, DOSSIERS, Seen.DOSSIERS, listing, listing.state().condition(), most, Lists::dossier, each);
    }

    static void eachAssignment(Handle handle, Listing<AssignmentState> listing, long most, Each<AssignmentRow> each)
            throws IOException {
        each(
                handle,
                ASSIGNMENTS,
                Seen.ASSIGNMENTS,
                listing,
                listing.state().condition(),
                most,
                Lists::assignment,
                each);
    }

    /** All rows of a list, whatever its page; fetched in portions, which PostgreSQL does within a transaction only. */
    private static <R> void each(
            Handle handle,
            String table,
            Seen whose,
            Listing<?> listing,
            String condition,
            long most,
            RowMapper<R> mapper,
            Each<R> each)
            throws IOException {
        Query query = bound(
                        handle.createQuery(
                                "SELECT * FROM " + table + " WHERE " + where(listing, whose) + " AND (" + condition
                                        + ")" + " ORDER BY " + listing.sort().order() + " LIMIT :most"),
                        listing)
                .bind("most", most)
                .setFetchSize(PORTION);
        try (ResultIterator<R> rows = query.map(mapper).iterator()) {
            while (rows.hasNext()) {
                each.take(rows.next());
            }
        }
    }

    private static Query bound(Query query, Listing<?> listing) {
        query.bind("now", listing.now().toEpochMilli())
                .bind("soon", listing.soonUntil().toEpochMilli());
        Scored scored = listing.scored();
        if (scored != null) {
            query.bind("from", scored.from().toEpochMilli())
                    .bind("until", scored.until().toEpochMilli());
        }
        query.getConfig(org.jdbi.v3.core.statement.SqlStatements.class).setUnusedBindingAllowed(true);
        if (!listing.units().isEmpty()) {
            query.bindList("units", listing.units());
        }
        Seen.bind(query, listing.seen());
        listing.only().forEach((column, value) -> query.bind(column.name(), column.value(value)));
        if (!listing.text().isBlank()) {
            String part = Upserts.folded(listing.text().strip());
            query.bind("text", "%" + Listing.escaped(part) + "%");
        }
        return query;
    }

    private static <S extends Enum<S>> Map<S, Long> counts(ResultSet row, S[] states) throws SQLException {
        Map<S, Long> counts = new EnumMap<>(states[0].getDeclaringClass());
        int column = 1;
        for (S state : states) {
            counts.put(state, row.getLong(column++));
        }
        return counts;
    }

    static Optional<DossierRow> dossier(Handle handle, String code) {
        return handle.createQuery("SELECT * FROM dossier WHERE code = :code")
                .bind("code", code)
                .map((row, context) -> dossier(row, context))
                .findOne();
    }

    static List<Redated> redated(Handle handle, int most, @Nullable Set<String> seen) {
        Query query = handle.createQuery("SELECT code, redated_at, old_due_at, new_due_at FROM dossier_redated"
                + (seen == null
                        ? ""
                        : " WHERE code IN (SELECT code FROM dossier WHERE " + Seen.DOSSIERS.condition(seen) + ")")
                + " ORDER BY redated_at DESC, code LIMIT :most");
        Seen.bind(query, seen);
        return query.bind("most", most)
                .map((row, context) -> new Redated(
                        row.getString(1), row.getLong(2), number(row, "old_due_at"), number(row, "new_due_at")))
                .list();
    }

    static List<Past> history(Handle handle, String table, String key, String value) {
        return handle.createQuery("SELECT journal, seen_at, source, body FROM " + table + " WHERE " + key
                        + " = :value ORDER BY journal")
                .bind("value", value)
                .map((row, context) -> new Past(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)))
                .list();
    }

    /** In the order they were told. */
    static Map<String, List<StepRow>> steps(Handle handle, List<String> codes) {
        Map<String, List<StepRow>> steps = new LinkedHashMap<>();
        if (!codes.isEmpty()) {
            handle.createQuery("SELECT * FROM dossier_step WHERE code IN (<codes>) ORDER BY code, journal")
                    .bindList("codes", codes)
                    .map(Lists::step)
                    .forEach(row -> steps.computeIfAbsent(row.step().dossier(), code -> new ArrayList<>())
                            .add(row));
        }
        return steps;
    }

    private static StepRow step(ResultSet row, Object context) throws SQLException {
        return new StepRow(
                row.getString("source"),
                new Step(
                        row.getString("code"),
                        new Step.Work(row.getString("office"), row.getString("title"), row.getString("content")),
                        row.getInt("status"),
                        new Step.Times(
                                Instant.ofEpochMilli(row.getLong("at")),
                                instant(row, "started_at"),
                                instant(row, "due_at"))));
    }

    private static DossierRow dossier(ResultSet row, Object context) throws SQLException {
        return new DossierRow(
                Stored.read(row.getString("course"), Course.class), row.getString("unit"), row.getLong("seen_at"));
    }

    static Optional<AssignmentRow> assignment(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM assignment WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> assignment(row, context))
                .findOne();
    }

    static Set<String> seenAssignments(Handle handle, Set<String> ids, Set<String> seen) {
        Query query = handle.createQuery(
                        "SELECT id FROM assignment WHERE id IN (<ids>) AND " + Seen.ASSIGNMENTS.condition(seen))
                .bindList("ids", List.copyOf(ids));
        Seen.bind(query, seen);
        return query.mapTo(String.class).set();
    }

    static List<AssignmentRow> assignmentParts(Handle handle, String id) {
        return handle.createQuery(
                        "SELECT * FROM assignment WHERE parent = :id ORDER BY due_at ASC NULLS LAST, id LIMIT 200")
                .bind("id", id)
                .map((row, context) -> assignment(row, context))
                .list();
    }

    private static AssignmentRow assignment(ResultSet row, Object context) throws SQLException {
        return new AssignmentRow(
                Stored.read(row.getString("course"), ioc.assignment.Course.class),
                row.getString("unit"),
                row.getString("unit_then"),
                row.getLong("seen_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Long millis = number(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
