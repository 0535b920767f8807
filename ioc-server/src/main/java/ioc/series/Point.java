package ioc.series;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values that one thing had at one time.
 *
 * @param tags what it belongs to; indexed text, none empty
 * @param fields what was measured: Long, Double (finite) or String; a name keeps its type for ever
 * @param time epoch ns; the ms are the time, the rest tells readings of one ms apart (see {@link Points})
 */
public record Point(String measurement, SortedMap<String, String> tags, Map<String, Object> fields, long time) {
    /** What a field holds. */
    enum Type {
        INTEGER,
        FLOAT,
        TEXT;

        static Type of(Object value) {
            if (value instanceof Long) {
                return INTEGER;
            }
            return value instanceof Double ? FLOAT : TEXT;
        }
    }

    public Point {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        fields = Map.copyOf(fields);
        checkName("measurement", measurement);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException(measurement + ": had no field but must have one");
        }
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            checkName("tag", tag.getKey());
            if (tag.getValue().isEmpty()) {
                throw new IllegalArgumentException("tag " + tag.getKey() + ": was empty but must be left out then");
            }
        }
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            checkName("field", field.getKey());
            if (tags.containsKey(field.getKey())) {
                throw new IllegalArgumentException(field.getKey() + ": was tag and field but must be one of them");
            }
            checkValue(field.getKey(), field.getValue());
        }
    }

    private static void checkValue(String field, Object value) {
        boolean good =
                value instanceof Long || value instanceof String || (value instanceof Double d && Double.isFinite(d));
        if (!good) {
            throw new IllegalArgumentException(
                    "field " + field + ": was " + value + " but must be a whole number, a finite number or a text");
        }
    }

    static void checkName(String what, String name) {
        if (!isName(name) || name.equals("time")) {
            throw new IllegalArgumentException(
                    what + ": was \"" + name + "\" but must be a word of a-z, 0-9 and _ other than time");
        }
    }

    /** By hand: asked several times for every point. */
    private static boolean isName(String name) {
        boolean good = !name.isEmpty() && name.length() <= 64 && name.charAt(0) >= 'a' && name.charAt(0) <= 'z';
        for (int i = 1; good && i < name.length(); i++) {
            char c = name.charAt(i);
            good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        }
        return good;
    }
}
