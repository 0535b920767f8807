package ioc.records;

import ioc.alert.Act;
import ioc.alert.Alert;
import ioc.alert.Turn;
import ioc.event.Party;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Alerts as they were last, and everything that ever happened to them. */
public final class AlertRows {
    private static final String ALERT = """
            INSERT INTO alert(id, rule, version, kind, priority, subject, site, state, holder, raised_at, cleared_at,
              closed_at, accepted_at, accepted_by, body)
            VALUES (:id, :rule, :version, :kind, :priority, :subject, :site, :state, :holder, :raisedAt, :clearedAt,
              :closedAt, :acceptedAt, :acceptedBy, :body)
            ON CONFLICT(id) DO UPDATE SET state = excluded.state, holder = excluded.holder,
              cleared_at = excluded.cleared_at, closed_at = excluded.closed_at,
              accepted_at = COALESCE(alert.accepted_at, excluded.accepted_at),
              accepted_by = COALESCE(alert.accepted_by, excluded.accepted_by), body = excluded.body
            """;

    private static final String ACT = """
            INSERT INTO alert_act(alert, number, at, kind, person_id, person, receiver_id, receiver, content, ends_at)
            VALUES (:alert, :number, :at, :kind, :personId, :person, :receiverId, :receiver, :content, :endsAt)
            ON CONFLICT(alert, number) DO NOTHING
            """;

    /**
     * Which alerts.
     *
     * @param from raised then or later, epoch ms
     * @param to raised before then, epoch ms
     * @param rule null for all
     * @param most at most so many, the newest
     */
    public record Wanted(long from, long to, @Nullable String rule, int most) {}

    /** An act of an alert. */
    public record Past(String alert, Act act) {}

    private AlertRows() {}

    static void store(Handle handle, List<Turn> turns) {
        Map<String, Alert> last = new LinkedHashMap<>();
        PreparedBatch acts = handle.prepareBatch(ACT);
        for (Turn turn : turns) {
            last.put(turn.alert().id(), turn.alert());
            Act act = turn.act();
            acts.bind("alert", turn.alert().id())
                    .bind("number", act.number())
                    .bind("at", act.at())
                    .bind("kind", act.kind().name())
                    .bind("personId", act.by().id())
                    .bind("person", act.by().name())
                    .bind("receiverId", act.to().id())
                    .bind("receiver", act.to().name())
                    .bind("content", act.text())
                    .bind("endsAt", act.until())
                    .add();
        }
        Upserts.execute(acts);
        PreparedBatch rows = handle.prepareBatch(ALERT);
        last.values().forEach(alert -> bind(rows, alert));
        Upserts.execute(rows);
    }

    private static void bind(PreparedBatch rows, Alert alert) {
        Alert.Cause cause = alert.cause();
        Alert.Acceptance accepted = alert.handling().accepted();
        Act first = alert.handling().acts().stream()
                .filter(act -> act.kind() == Act.Kind.ACCEPTED || act.kind() == Act.Kind.ASSIGNED)
                .findFirst()
                .orElse(null);
        rows.bind("id", alert.id())
                .bind("rule", cause.rule())
                .bind("version", cause.version())
                .bind("kind", cause.kind().word())
                .bind("priority", cause.priority().word())
                .bind("subject", cause.subject())
                .bind("site", cause.site())
                .bind("state", alert.state().word())
                .bind("holder", accepted == null ? null : accepted.holder().name())
                .bind("raisedAt", alert.raisedAt())
                .bind("clearedAt", alert.life().clearedAt())
                .bind("closedAt", alert.life().closedAt())
                .bind("acceptedAt", first == null ? null : (Long) first.at())
                .bind("acceptedBy", first == null ? null : first.by().name())
                .bind("body", Stored.json(alert))
                .add();
    }

    static List<Alert> alerts(Handle handle, Wanted wanted) {
        String rule = wanted.rule() == null ? "" : " AND rule = :rule";
        var query = handle.createQuery("SELECT body FROM alert WHERE raised_at >= :from AND raised_at < :to" + rule
                        + " ORDER BY raised_at DESC, id LIMIT :most")
                .bind("from", wanted.from())
                .bind("to", wanted.to())
                .bind("most", wanted.most());
        if (wanted.rule() != null) {
            query.bind("rule", wanted.rule());
        }
        return query.map((row, context) -> Stored.read(row.getString("body"), Alert.class))
                .list();
    }

    /** Those that were open at that instant or later, the newest first. */
    static List<Alert> since(Handle handle, long since, int most) {
        return handle.createQuery("SELECT body FROM alert WHERE closed_at IS NULL OR closed_at >= :since"
                        + " ORDER BY raised_at DESC, id LIMIT :most")
                .bind("since", since)
                .bind("most", most)
                .map((row, context) -> Stored.read(row.getString("body"), Alert.class))
                .list();
    }

    static Optional<Alert> alert(Handle handle, String id) {
        return handle.createQuery("SELECT body FROM alert WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> Stored.read(row.getString("body"), Alert.class))
                .findOne();
    }

    static List<Act> acts(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM alert_act WHERE alert = :id ORDER BY number LIMIT 1000")
                .bind("id", id)
                .map((row, context) -> act(row))
                .list();
    }

    static List<Past> acts(Handle handle, long from, long to, int most) {
        return handle.createQuery("SELECT * FROM alert_act WHERE at >= :from AND at < :to"
                        + " ORDER BY at DESC, alert, number DESC LIMIT :most")
                .bind("from", from)
                .bind("to", to)
                .bind("most", most)
                .map((row, context) -> new Past(row.getString("alert"), act(row)))
                .list();
    }

    private static Act act(ResultSet row) throws SQLException {
        return new Act(
                row.getInt("number"),
                row.getLong("at"),
                Act.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                new Party(row.getString("person_id"), row.getString("person")),
                new Party(row.getString("receiver_id"), row.getString("receiver")),
                row.getString("content"),
                Lists.number(row, "ends_at"));
    }
}
