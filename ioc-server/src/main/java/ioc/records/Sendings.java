package ioc.records;

import ioc.follow.StoreAway;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What people were told about alerts, and what is still to be told. Any thread; all calls block. */
public final class Sendings {
    private static final String INSERT = """
            INSERT INTO sending(id, alert, transition, kind, recipient, channel, at, state, attempts, next_at, last_at,
              give_up_at, result, payload)
            VALUES (:key, :alert, :transition, :kind, :recipient, :channel, :at, :state, :attempts, :nextAt, :lastAt,
              :giveUpAt, :result, :payload)
            ON CONFLICT(id) DO NOTHING
            """;
    private static final String UPDATE = """
            UPDATE sending SET state = :state, attempts = :attempts, next_at = :nextAt, last_at = :lastAt,
              give_up_at = :giveUpAt, result = :result
            WHERE id = :key
            """;
    private static final String OPEN = "state IN ('waiting', 'held')";
    private static final String DUE = """
            SELECT * FROM sending s WHERE state IN ('waiting', 'held') AND next_at <= :now AND NOT EXISTS (
              SELECT 1 FROM sending b WHERE b.alert = s.alert AND b.recipient = s.recipient
                AND b.transition < s.transition AND b.state = 'waiting')
            """;

    private final Database database;

    Sendings(Database database) {
        this.database = database;
    }

    /** Adds those whose key is not there, and replaces how the others stand; both or none. */
    public void put(List<SendingRow> fresh, List<SendingRow> changed) throws StoreAway {
        try {
            database.writer().useTransaction(handle -> {
                execute(handle, INSERT, fresh);
                execute(handle, UPDATE, changed);
            });
        } catch (JdbiException e) {
            throw database.away(e);
        }
    }

    private static void execute(Handle handle, String sql, List<SendingRow> rows) {
        PreparedBatch batch = handle.prepareBatch(sql);
        boolean isInsert = sql.equals(INSERT);
        for (SendingRow row : rows) {
            if (isInsert) {
                batch.bind("alert", row.alert())
                        .bind("transition", row.transition())
                        .bind("kind", row.kind())
                        .bind("recipient", row.recipient())
                        .bind("channel", row.channel())
                        .bind("at", row.at())
                        .bind("payload", row.payload());
            }
            batch.bind("key", row.key())
                    .bind("state", row.state())
                    .bind("attempts", row.attempts())
                    .bind("nextAt", row.nextAt())
                    .bind("lastAt", row.lastAt())
                    .bind("giveUpAt", row.giveUpAt())
                    .bind("result", row.result())
                    .add();
        }
        Upserts.execute(batch);
    }

    /** All of an alert, by transition. */
    public List<SendingRow> of(String alert) throws StoreAway {
        return read(handle -> handle.createQuery("SELECT * FROM sending WHERE alert = :alert ORDER BY transition, id")
                .bind("alert", alert)
                .map((row, context) -> row(row))
                .list());
    }

    /** Open ones with {@code nextAt} at or before {@code now}, none that follows a waiting one of the same alert and recipient. */
    public List<SendingRow> due(long now, Set<String> without, int most) throws StoreAway {
        return read(handle -> {
            String others = without.isEmpty() ? "" : " AND recipient NOT IN (<without>)";
            var query = handle.createQuery(DUE + others + " ORDER BY next_at, at, transition, id LIMIT :most")
                    .bind("now", now)
                    .bind("most", most);
            if (!without.isEmpty()) {
                query.bindList("without", List.copyOf(without));
            }
            return query.map((row, context) -> row(row)).list();
        });
    }

    /** Open ones with {@code giveUpAt} at or before {@code now}. */
    public List<SendingRow> expired(long now, int most) throws StoreAway {
        return read(handle -> handle.createQuery("SELECT * FROM sending WHERE " + OPEN
                        + " AND give_up_at <= :now ORDER BY give_up_at, id LIMIT :most")
                .bind("now", now)
                .bind("most", most)
                .map((row, context) -> row(row))
                .list());
    }

    /** How many are open, by recipient. */
    public Map<String, Long> open() throws StoreAway {
        return read(handle -> {
            Map<String, Long> counts = new HashMap<>();
            handle.createQuery("SELECT recipient, COUNT(*) AS n FROM sending WHERE " + OPEN + " GROUP BY recipient")
                    .map((row, context) -> Map.entry(row.getString("recipient"), row.getLong("n")))
                    .forEach(count -> counts.put(count.getKey(), count.getValue()));
            return counts;
        });
    }

    /** Deletes those that happened before {@code at} and are not open. */
    public void forget(long at) throws StoreAway {
        try {
            database.writer()
                    .useTransaction(handle -> handle.createUpdate("DELETE FROM sending WHERE at < :at AND NOT " + OPEN)
                            .bind("at", at)
                            .execute());
        } catch (JdbiException e) {
            throw database.away(e);
        }
    }

    private <T> T read(HandleCallback<T, RuntimeException> reading) throws StoreAway {
        try {
            return database.reader().withHandle(reading);
        } catch (JdbiException e) {
            throw database.away(e);
        }
    }

    private static SendingRow row(ResultSet row) throws SQLException {
        long last = row.getLong("last_at");
        Long lastAt = row.wasNull() ? null : (Long) last;
        return new SendingRow(
                row.getString("id"),
                row.getString("alert"),
                row.getInt("transition"),
                row.getString("kind"),
                row.getString("recipient"),
                row.getString("channel"),
                row.getLong("at"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getLong("next_at"),
                lastAt,
                row.getLong("give_up_at"),
                row.getString("result"),
                row.getString("payload"));
    }
}
