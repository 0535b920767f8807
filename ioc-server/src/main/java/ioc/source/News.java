package ioc.source;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a source said last under each key, to leave out what it says again; bounded: what does not fit is always news. */
final class News {
    private static final int MOST = 200_000;

    private final Map<String, Integer> last = new HashMap<>();

    boolean isNew(Raw record) {
        Integer known = last.get(record.subject());
        return known == null || known != Arrays.hashCode(record.body());
    }

    void remember(List<Raw> records) {
        for (Raw record : records) {
            if (last.size() < MOST || last.containsKey(record.subject())) {
                last.put(record.subject(), Arrays.hashCode(record.body()));
            }
        }
    }

    void forget() {
        last.clear();
    }
}
