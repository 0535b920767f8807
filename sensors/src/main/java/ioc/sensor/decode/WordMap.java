package ioc.sensor.decode;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fixed map from words to values that is asked with a piece of a longer text, so that looking up one level of a topic
 * allocates nothing.
 */
final class WordMap<V> {
    private final String[] words;
    private final Object[] values;
    private final int mask;

    WordMap(Map<String, V> from) {
        int size = Integer.highestOneBit(Math.max(1, from.size())) * 4;
        words = new String[size];
        values = new Object[size];
        mask = size - 1;
        from.forEach((word, value) -> {
            int at = slot(word, 0, word.length());
            while (values[at] != null) {
                at = (at + 1) & mask;
            }
            words[at] = word;
            values[at] = value;
        });
    }

    @Nullable
    V find(String word) {
        return find(word, 0, word.length());
    }

    /** The value of {@code text.substring(from, to)}. */
    @Nullable
    @SuppressWarnings("unchecked")
    V find(String text, int from, int to) {
        int length = to - from;
        for (int at = slot(text, from, to); values[at] != null; at = (at + 1) & mask) {
            if (words[at].length() == length && text.startsWith(words[at], from)) {
                return (V) values[at];
            }
        }
        return null;
    }

    private int slot(String text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = Integer.rotateLeft(hash, 5) ^ text.charAt(i);
        }
        return ((hash * 0x9E3779B9) >>> 12) & mask;
    }
}
