package ioc.sensor.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a record system tells, change by change. A change becomes visible when its time has come; its version is its place
 * in the order of time, so that a cursor is a version and each change is told exactly once.
 */
final class ChangeLog {
    /** A record as it was after one change. */
    record Change(Instant at, String key, ObjectNode record) {}

    /** One page: changes after the cursor in their order, the cursor after them, and whether there are more by now. */
    record Page(List<ObjectNode> items, long next, boolean more) {}

    private final List<Change> changes;

    /** What happened until {@code start} is told as it stands then, one change for each record; what happens later, all. */
    ChangeLog(List<Change> all, Instant start) {
        List<Change> sorted = new ArrayList<>(all);
        sorted.sort(
                Comparator.comparing(Change::at).thenComparing(Change::key)); // stable: steps of one instant keep order
        Map<String, Change> standing = new LinkedHashMap<>();
        List<Change> later = new ArrayList<>();
        for (Change change : sorted) {
            if (change.at().isAfter(start)) {
                later.add(change);
            } else {
                standing.remove(change.key());
                standing.put(change.key(), change);
            }
        }
        changes = new ArrayList<>(standing.values());
        changes.addAll(later);
    }

    Page page(long cursor, int limit, Instant now) {
        int visible = visible(now);
        int from = (int) Math.min(cursor, visible);
        int to = Math.min(visible, from + limit);
        return new Page(changes.subList(from, to).stream().map(Change::record).toList(), to, to < visible);
    }

    /** How many changes there are at a time. */
    int visible(Instant now) {
        int low = 0;
        int high = changes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (changes.get(middle).at().isAfter(now)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
