package ioc.series;

import java.util.Map;

/** A point as a line of InfluxDB's line protocol. */
final class LineProtocol {
    private LineProtocol() {}

    static String line(Point point) {
        StringBuilder line = new StringBuilder(160);
        append(line, point);
        return line.toString();
    }

    static void append(StringBuilder line, Point point) {
        line.append(point.measurement()); // a word: nothing to escape
        for (Map.Entry<String, String> tag : point.tags().entrySet()) {
            line.append(',').append(tag.getKey()).append('=');
            tagValue(line, tag.getValue());
        }
        char before = ' ';
        for (Map.Entry<String, Object> field : point.fields().entrySet()) {
            line.append(before).append(field.getKey()).append('=');
            fieldValue(line, field.getValue());
            before = ',';
        }
        line.append(' ').append(point.time());
    }

    /** Commas, blanks and = are escaped; a backslash would escape what follows it, a line break would end the line. */
    private static void tagValue(StringBuilder line, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case ',', ' ', '=' -> line.append('\\').append(c);
                case '\\' -> line.append('/');
                case '\n', '\r', '\t' -> line.append("\\ ");
                default -> line.append(c);
            }
        }
    }

    private static void fieldValue(StringBuilder line, Object value) {
        if (value instanceof Long number) {
            line.append(number.longValue()).append('i');
        } else if (value instanceof Double number) {
            line.append(number.doubleValue());
        } else {
            line.append('"');
            String text = (String) value;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"' || c == '\\') {
                    line.append('\\');
                }
                line.append(c == '\n' || c == '\r' ? ' ' : c);
            }
            line.append('"');
        }
    }
}
