package ioc;

import ioc.alert.Turn;
import ioc.follow.StoreAway;
import ioc.records.Records;
import java.util.ArrayDeque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what happens to alerts in the records. While the records are away it waits, at most {@value #MOST} acts of it; a
 * restart replays the journal and so says them again.
 */
final class AlertHistory {
    private static final Logger LOG = LoggerFactory.getLogger(AlertHistory.class);
    private static final int MOST = 20_000;
    private static final int AT_ONCE = 1_000;

    private final Records records;
    private final ArrayDeque<Turn> waiting = new ArrayDeque<>();
    /** How many were stored or dropped. */
    private long gone;

    private boolean away;

    AlertHistory(Records records) {
        this.records = records;
    }

    /** Any thread. */
    synchronized void changed(List<Turn> turns) {
        waiting.addAll(turns);
        while (waiting.size() > MOST) {
            waiting.remove();
            gone++;
        }
    }

    private synchronized List<Turn> first(int most) {
        return waiting.stream().limit(most).toList();
    }

    private synchronized void stored(long upTo) {
        for (; gone < upTo && !waiting.isEmpty(); gone++) {
            waiting.remove();
        }
    }

    private synchronized long gone() {
        return gone;
    }

    synchronized boolean isStored() {
        return waiting.isEmpty();
    }

    /** Stores what waits; blocks. */
    void store() {
        long from = gone();
        List<Turn> turns = first(AT_ONCE);
        try {
            while (!turns.isEmpty()) {
                records.keep(turns);
                stored(from + turns.size());
                from = gone();
                turns = first(AT_ONCE);
            }
            away = false;
        } catch (StoreAway e) {
            if (!away) {
                LOG.warn("alerts: not kept in the records yet: {}", e.getMessage());
            }
            away = true;
        }
    }
}
