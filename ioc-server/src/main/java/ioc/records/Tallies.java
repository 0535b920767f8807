package ioc.records;

import ioc.score.Counts;
import ioc.score.Measure;
import ioc.score.Part;
import ioc.score.Tally;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Counts dossiers for the score, by unit and procedure. */
final class Tallies {
    private static final List<Part> PARTS = List.of(Part.REACHED, Part.LOST, Part.UNSAID);
    private static final List<Part> LATE = List.of(Part.SUPPLEMENTS, Part.ENDED_LATE, Part.OPEN_LATE);
    private static final String HANDLED = "handled_ms IS NOT NULL AND ended_at >= :from AND ended_at < :until";
    private static final String SELECT = select();

    private Tallies() {}

    private static String select() {
        StringBuilder select = new StringBuilder("SELECT unit, procedure_key");
        for (Measure measure : Measure.values()) {
            PARTS.forEach(part -> select.append(sum(Scored.condition(measure, part), "1")));
        }
        LATE.forEach(part -> select.append(sum(Scored.condition(Measure.ON_TIME, part), "1")));
        select.append(sum(HANDLED, "1")).append(sum(HANDLED, "handled_ms"));
        return select + " FROM dossier WHERE " + Scored.asked() + " GROUP BY unit, procedure_key";
    }

    private static String sum(String condition, String what) {
        return ", SUM(CASE WHEN " + condition + " THEN " + what + " ELSE 0 END)";
    }

    static List<Tally> of(Handle handle, Instant from, Instant until) {
        return handle.createQuery(SELECT)
                .bind("from", from.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .map((row, context) -> tally(row))
                .list();
    }

    private static Tally tally(ResultSet row) throws SQLException {
        int column = 3;
        Map<Measure, Counts> counts = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            counts.put(measure, new Counts(row.getLong(column++), row.getLong(column++), row.getLong(column++)));
        }
        Map<Part, Long> late = new EnumMap<>(Part.class);
        for (Part part : LATE) {
            late.put(part, row.getLong(column++));
        }
        return new Tally(
                row.getString(1),
                row.getString(2),
                counts,
                late,
                new Tally.Handling(row.getLong(column), row.getLong(column + 1)));
    }
}
