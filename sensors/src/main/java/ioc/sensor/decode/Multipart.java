package ioc.sensor.decode;

import java.nio.charset.StandardCharsets;

/** A body of several parts, as cameras post an event together with its picture. */
final class Multipart {
    private static final byte[] NOTHING = {};

    private Multipart() {}

    /** Its first part that is XML, JSON or an event line, and nothing of the others; a body of one part as it is. */
    static byte[] text(byte[] body) {
        int from = 0;
        while (from < body.length && body[from] <= ' ' && body[from] >= 0) {
            from++;
        }
        if (from + 2 >= body.length || body[from] != '-' || body[from + 1] != '-') {
            return body;
        }
        String all = new String(body, StandardCharsets.ISO_8859_1); // bytes, one to one
        int line = all.indexOf('\n', from);
        String boundary = line < 0 ? "" : all.substring(from, line).stripTrailing();
        if (boundary.length() < 3) {
            return NOTHING;
        }
        for (int at = all.indexOf('\n', from); at >= 0; at = next(all, boundary, at)) {
            int end = all.indexOf(boundary, at);
            int to = end < 0 ? all.length() : end;
            int start = content(all, at, to);
            if (isText(all, start)) {
                return all.substring(start, to).stripTrailing().getBytes(StandardCharsets.ISO_8859_1);
            }
        }
        return NOTHING;
    }

    private static int next(String all, String boundary, int at) {
        int found = all.indexOf(boundary, at);
        return found < 0 ? -1 : all.indexOf('\n', found);
    }

    /** Where the content of a part begins, after its headers and blanks. */
    private static int content(String all, int from, int to) {
        int at = from;
        for (int line = from; line >= 0 && line < to; line = all.indexOf('\n', line + 1)) {
            int next = line + 1;
            if (next < to && all.charAt(next) == '\r') {
                next++;
            }
            if (next < to && all.charAt(next) == '\n') {
                at = next;
                break;
            }
        }
        while (at < to && all.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static boolean isText(String all, int at) {
        return all.startsWith("<", at) || all.startsWith("{", at) || all.startsWith("Code=", at);
    }
}
