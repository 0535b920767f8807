package ioc;

import ioc.alert.Alert;
import ioc.follow.StoreAway;
import ioc.records.AlertRow;
import ioc.records.Records;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps alerts in the records as they change. While the records are away the newest state of each waits, at most
 * {@value #MOST} of them; a restart replays the journal and so says them again.
 */
final class AlertHistory {
    private static final Logger LOG = LoggerFactory.getLogger(AlertHistory.class);
    private static final int MOST = 10_000;

    private final Records records;
    private final Map<String, AlertRow> waiting = new LinkedHashMap<>();
    private boolean away;

    AlertHistory(Records records) {
        this.records = records;
    }

    /** Any thread. */
    synchronized void changed(List<Alert> alerts) {
        for (Alert alert : alerts) {
            waiting.put(alert.id(), row(alert));
        }
        while (waiting.size() > MOST) {
            waiting.remove(waiting.keySet().iterator().next());
        }
    }

    /** Stores what waits; blocks. */
    void store() {
        List<AlertRow> rows;
        synchronized (this) {
            rows = new ArrayList<>(waiting.values());
        }
        if (rows.isEmpty()) {
            return;
        }
        try {
            records.keep(rows);
            synchronized (this) {
                rows.forEach(row -> waiting.remove(row.id(), row));
            }
            away = false;
        } catch (StoreAway e) {
            if (!away) {
                LOG.warn("alerts: not kept in the records yet: {}", e.getMessage());
            }
            away = true;
        }
    }

    private static AlertRow row(Alert alert) {
        Alert.Cause cause = alert.cause();
        Alert.Seen seen = alert.seen();
        return new AlertRow(
                alert.id(),
                cause.rule(),
                cause.priority().word(),
                cause.subject(),
                cause.site(),
                alert.raisedAt(),
                alert.clearedAt(),
                seen == null ? null : (Long) seen.at(),
                seen == null ? null : seen.by(),
                alert.extent().value(),
                alert.extent().limit(),
                alert.extent().count());
    }
}
