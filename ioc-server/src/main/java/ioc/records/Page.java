package ioc.records;

import java.util.List;
import java.util.Map;

/**
 * One page of a list; rows and counts are of the same moment.
 *
 * @param total rows of all pages
 * @param counts rows of every state under the same units and text
 */
public record Page<R, S extends Enum<S>>(long total, int page, int size, List<R> rows, Map<S, Long> counts) {
    public Page {
        rows = List.copyOf(rows);
        counts = Map.copyOf(counts);
    }
}
