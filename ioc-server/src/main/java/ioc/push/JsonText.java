package ioc.push;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON text. Instants and durations become milliseconds; numbers JSON cannot hold become null. */
final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /** Appends a value; throws for a type that has no form in JSON. */
    static void value(StringBuilder out, @Nullable Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof CharSequence text) {
            string(out, text);
        } else if (value instanceof Number number) {
            number(out, number);
        } else if (value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Instant instant) {
            out.append(instant.toEpochMilli());
        } else if (value instanceof Duration duration) {
            out.append(duration.toMillis());
        } else if (value instanceof Map<?, ?> map) {
            object(out, map);
        } else if (value instanceof Iterable<?> list) {
            array(out, list);
        } else {
            throw new IllegalArgumentException("value: was a "
                    + value.getClass().getName()
                    + " but must be text, a number, a boolean, an instant, a duration, a list, a map or null");
        }
    }

    static void string(StringBuilder out, CharSequence text) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') {
                continue;
            }
            out.append(text, written, i);
            written = i + 1;
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        out.append(text, written, text.length()).append('"');
    }

    private static void number(StringBuilder out, Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (!Double.isFinite(value)) {
                out.append("null");
            } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                out.append((long) value);
            } else {
                out.append(value);
            }
        } else {
            out.append(number);
        }
    }

    private static void object(StringBuilder out, Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(before);
            string(out, String.valueOf(entry.getKey()));
            out.append(':');
            value(out, entry.getValue());
            before = ',';
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private static void array(StringBuilder out, Iterable<?> list) {
        out.append('[');
        int start = out.length();
        for (Object item : list) {
            if (out.length() > start) {
                out.append(',');
            }
            value(out, item);
        }
        out.append(']');
    }
}
