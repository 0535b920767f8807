package ioc.picture;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Keys in order of the instant at which somebody must look at them again. To look too early does no harm, so an instant
 * that moves away costs nothing: the key stays where it is, is looked at, and enters itself anew.
 */
final class Agenda<K> {
    private record Entry<K>(long at, long number, K key) implements Comparable<Entry<K>> {
        @Override
        public int compareTo(Entry<K> other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Entry<K>> entries = new PriorityQueue<>();
    private final Map<K, Long> planned = new HashMap<>();
    private long number;

    /** Looks at {@code key} at {@code at} or earlier; {@link Long#MAX_VALUE} is never. */
    void plan(K key, long at) {
        if (at == Long.MAX_VALUE) {
            return;
        }
        Long before = planned.get(key);
        if (before == null || at < before) {
            planned.put(key, at);
            entries.add(new Entry<>(at, number++, key));
        }
    }

    /** Hands out every key whose instant has come; {@code look} may plan again, for later. */
    void due(long now, Consumer<K> look) {
        while (true) {
            Entry<K> first = entries.peek();
            if (first == null || first.at() > now) {
                return;
            }
            entries.remove();
            Long at = planned.get(first.key());
            if (at != null && at == first.at()) {
                planned.remove(first.key());
                look.accept(first.key());
            }
        }
    }

    void clear() {
        entries.clear();
        planned.clear();
    }
}
