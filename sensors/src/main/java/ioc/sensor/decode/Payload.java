package ioc.sensor.decode;

import ioc.sensor.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The bytes of a message without blanks and NULs around them (collectd up to 5.12 ends every payload with a NUL), and what is
 * known about its delivery. A view: nobody may write to the bytes.
 */
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
record Payload(byte[] bytes, int from, int to, boolean retained, Instant receivedAt) {
    private static final int LONGEST_BARE = 64;

    static Payload of(Message message) {
        byte[] bytes = message.payload();
        int from = 0;
        int to = bytes.length;
        while (to > from && blank(bytes[to - 1])) {
            to--;
        }
        while (from < to && blank(bytes[from])) {
            from++;
        }
        return new Payload(bytes, from, to, message.retained(), message.receivedAt());
    }

    private static boolean blank(byte b) {
        return b == 0 || b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    boolean isEmpty() {
        return from == to;
    }

    int length() {
        return to - from;
    }

    boolean startsWith(char c) {
        return from < to && bytes[from] == c;
    }

    /** Whether this is a short word or number without JSON around it, in printable ASCII. */
    boolean isBare() {
        if (isEmpty() || length() > LONGEST_BARE || startsWith('{') || startsWith('[')) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] < ' ' || bytes[i] > '~') {
                return false;
            }
        }
        return true;
    }

    /** The whole payload as text, without the quotes around a bare JSON string. */
    String text() {
        boolean quoted = length() >= 2 && bytes[from] == '"' && bytes[to - 1] == '"';
        int edge = quoted ? 1 : 0;
        return new String(bytes, from + edge, length() - 2 * edge, StandardCharsets.UTF_8);
    }
}
