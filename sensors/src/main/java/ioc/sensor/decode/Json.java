package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a payload of JSON (RFC 8259, UTF-8) token by token, from left to right, with limits on depth, names and numbers. Tokens and methods are
 * called as those of Jackson's parser. For one thread.
 */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private static final int DEEPEST = 20;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_NUMBER = 1000;

    /** Of so many digits every whole number fits into a long. */
    private static final int MOST_DIGITS = 18;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** One in each of eight bytes. */
    private static final long EACH = 0x01010101_01010101L;

    private static final long HIGH = 0x80808080_80808080L;

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    /** What stands in a text for bytes that are no UTF-8. */
    private static final char INSTEAD = '\uFFFD';

    /** A name that was met, so that it need not be made again. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Name(byte[] bytes, String text) {}

    /** Of two names with one place the last stays. Any thread may write here, for a name does not change. */
    private static final @Nullable Name[] NAMES = new @Nullable Name[1024];

    /** What comes is not what must; the message says where and what. */
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1;

        private Broken(String message) {
            super(message);
        }
    }

    private final byte[] bytes;
    private final int from;
    private final int to;
    private int at; // of the byte that is read next
    private int depth;
    private int objects; // a bit for each depth: set for an object, not for a list
    private boolean follows; // whether something stands before in the same structure
    private JsonToken token = JsonToken.NOT_AVAILABLE;
    private int nameBegin; // of the name that was read last
    private int nameEnd;
    private @Nullable String name = ""; // null where it is those bytes, in ASCII
    private int begin; // of the value that was read last
    private int end;
    private @Nullable String text; // null where it is those bytes, in ASCII
    private double number;

    Json(Payload payload) {
        bytes = payload.bytes();
        from = payload.from();
        to = payload.to();
        boolean marked = to - from > 2 && bytes[from] == (byte) 0xEF && bytes[from + 1] == (byte) 0xBB;
        at = marked && bytes[from + 2] == (byte) 0xBF ? from + 3 : from;
    }

    static JsonGenerator generator(OutputStream to) throws IOException {
        return FACTORY.createGenerator(to);
    }

    /** The next token; the end is none. */
    JsonToken nextToken() throws Broken {
        token = next();
        return token;
    }

    /** Makes sure that nothing follows. */
    void end() throws Broken {
        int i = solid(at);
        if (depth > 0 || i < to) {
            throw broken(i, "must end here");
        }
    }

    private JsonToken next() throws Broken {
        if (token == JsonToken.FIELD_NAME || depth == 0) {
            return value(solid(at));
        }
        boolean inObject = (objects & 1 << depth) != 0;
        int i = next(inObject ? '}' : ']');
        if (i < 0) {
            return inObject ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
        }
        if (!inObject) {
            return value(i);
        }
        at = name(i);
        return JsonToken.FIELD_NAME;
    }

    /** The value of the next field of the object we are in, whose name has been read too; the end of the object when there is none. */
    JsonToken nextField() throws Broken {
        int i = next('}');
        token = i < 0 ? JsonToken.END_OBJECT : value(solid(name(i)));
        return token;
    }

    /** Where the next thing begins in the object or list we are in; below 0 when that has ended. */
    private int next(char close) throws Broken {
        int i = solid(at);
        if (byteAt(i) == close) {
            at = i + 1;
            depth--;
            follows = true;
            return -1;
        }
        if (follows) {
            check(byteAt(i) == ',', i);
            i = solid(i + 1);
        }
        return i;
    }

    /** Reads a name, and returns where its value may begin. */
    private int name(int from) throws Broken {
        check(byteAt(from) == '"', from);
        quoted(from + 1);
        name = text;
        nameBegin = begin;
        nameEnd = end;
        check((text == null ? end - begin : text.length()) <= LONGEST_NAME, from);
        int i = solid(end + 1);
        check(byteAt(i) == ':', i);
        return i + 1;
    }

    /** Where the first byte is that is no blank. */
    private int solid(int from) {
        int i = from;
        while (i < to && bytes[i] <= ' ' && isBlank(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** 0 beyond the end: no JSON has it. */
    private byte byteAt(int i) {
        return i < to ? bytes[i] : 0;
    }

    private void check(boolean is, int i) throws Broken {
        if (!is) {
            throw broken(i, "must be JSON");
        }
    }

    /** A name of ASCII that is no new text when it was met before. */
    private String known(int begin, int end) {
        int length = end - begin;
        if (length == 0) {
            return "";
        }
        int hash = length + 7 * bytes[begin] + 31 * bytes[begin + length / 2] + 127 * bytes[end - 1];
        int slot = hash & NAMES.length - 1;
        Name met = NAMES[slot];
        if (met == null || !Arrays.equals(met.bytes, 0, met.bytes.length, bytes, begin, end)) {
            met = new Name(Arrays.copyOfRange(bytes, begin, end), ascii(begin, end));
            NAMES[slot] = met;
        }
        return met.text;
    }

    /** Bytes as text. The constructor that takes a charset is too long to be compiled into this. */
    @SuppressWarnings("deprecation") // for letters beyond ASCII, of which there are none
    private String ascii(int begin, int end) {
        return new String(bytes, 0, begin, end - begin);
    }

    private JsonToken value(int i) throws Broken {
        byte c = byteAt(i);
        switch (c) {
            case '"' -> {
                quoted(i + 1);
                at = end + 1;
                follows = true;
                return JsonToken.VALUE_STRING;
            }
            case '{', '[' -> {
                check(depth < DEEPEST, i);
                depth++;
                at = i + 1;
                follows = false;
                int bit = 1 << depth;
                objects = c == '{' ? objects | bit : objects & ~bit;
                return c == '{' ? JsonToken.START_OBJECT : JsonToken.START_ARRAY;
            }
            case 't' -> {
                return word(i, "true", JsonToken.VALUE_TRUE);
            }
            case 'f' -> {
                return word(i, "false", JsonToken.VALUE_FALSE);
            }
            case 'n' -> {
                return word(i, "null", JsonToken.VALUE_NULL);
            }
            default -> {
                return number(i);
            }
        }
    }

    private JsonToken word(int from, String word, JsonToken meant) throws Broken {
        begin = from;
        end = from + word.length();
        text = null;
        for (int i = 0; i < word.length(); i++) {
            check(byteAt(from + i) == word.charAt(i), from + i);
        }
        at = end;
        follows = true;
        return meant;
    }

    /** Reads a text from behind its first quote. */
    private void quoted(int from) throws Broken {
        boolean plain = true;
        boolean escapes = false;
        int i = from;
        while (i + Long.BYTES <= to) {
            long special = special((long) EIGHT.get(bytes, i));
            if (special != 0) {
                i += Long.numberOfTrailingZeros(special) / Byte.SIZE;
                break;
            }
            i += Long.BYTES;
        }
        while (byteAt(i) != '"') {
            byte b = byteAt(i);
            check(b < 0 || b >= ' ', i); // else a control character, or the end
            plain &= b > 0 && b != '\\';
            escapes |= b == '\\';
            i += b == '\\' ? 2 : 1;
        }
        begin = from;
        end = i;
        text = plain ? null : escapes ? unescaped() : utf8(begin, end);
    }

    /** The high bits of those of eight bytes that are a quote, a backslash, a control character or none of ASCII; right for the first. */
    private static long special(long eight) {
        long quote = eight ^ '"' * EACH;
        long backslash = eight ^ '\\' * EACH;
        return ((quote - EACH & ~quote) | (backslash - EACH & ~backslash) | (eight - ' ' * EACH) | eight) & HIGH;
    }

    private String unescaped() throws Broken {
        StringBuilder text = new StringBuilder(end - begin);
        int done = begin;
        for (int i = begin; i < end; i++) {
            if (bytes[i] == '\\') {
                text.append(utf8(done, i));
                i++;
                if (bytes[i] == 'u') {
                    text.append((char) hex(i + 1));
                    i += 4;
                } else {
                    text.append(escaped(i));
                }
                done = i + 1;
            }
        }
        return text.append(utf8(done, end)).toString();
    }

    private String utf8(int from, int to) throws Broken {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf(INSTEAD) >= 0) {
            byte[] again = text.getBytes(StandardCharsets.UTF_8);
            check(Arrays.equals(again, 0, again.length, bytes, from, to), from);
        }
        return text;
    }

    private char escaped(int i) throws Broken {
        return switch (bytes[i]) {
            case '"', '\\', '/' -> (char) bytes[i];
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw broken(i, "must be JSON");
        };
    }

    private int hex(int from) throws Broken {
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < end ? Character.digit(bytes[i], 16) : -1;
            check(digit >= 0, i);
            code = code << 4 | digit;
        }
        return code;
    }

    private JsonToken number(int from) throws Broken {
        boolean negative = byteAt(from) == '-';
        int first = negative ? from + 1 : from;
        int i = first;
        long digits = 0;
        while (isDigit(i)) {
            digits = digits * 10 + (bytes[i++] - '0');
        }
        check(i == first + 1 || (i > first && bytes[first] != '0'), i);
        int point = i;
        if (byteAt(i) == '.') {
            i++;
            while (isDigit(i)) {
                digits = digits * 10 + (bytes[i++] - '0');
            }
            check(i > point + 1, i);
        }
        int fraction = Math.max(0, i - point - 1);
        boolean exponent = byteAt(i) == 'e' || byteAt(i) == 'E';
        if (exponent) {
            i += byteAt(i + 1) == '-' || byteAt(i + 1) == '+' ? 2 : 1;
            check(isDigit(i), i);
            while (isDigit(i)) {
                i++;
            }
        }
        check(i - from <= LONGEST_NUMBER, i);
        begin = from;
        end = i;
        text = null;
        at = i;
        follows = true;
        boolean exact = !exponent && i - first <= MOST_DIGITS;
        if (exact && i == point) {
            number = negative ? -digits : digits;
        } else if (exact && digits <= Numbers.MOST_EXACT) {
            number = (negative ? -(double) digits : digits) / POWERS[fraction];
        } else {
            number = Double.parseDouble(ascii(begin, end));
        }
        return i == point ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
    }

    private boolean isDigit(int i) {
        return byteAt(i) >= '0' && byteAt(i) <= '9';
    }

    private Broken broken(int at, String must) {
        int line = 1;
        int column = 1; // in bytes
        for (int i = from; i < Math.min(at, to); i++) {
            boolean ends = bytes[i] == '\n';
            line += ends ? 1 : 0;
            column = ends ? 1 : column + 1;
        }
        return new Broken("line " + line + ", column " + column + ": " + must);
    }

    /** Goes to the end of the object or list that has just begun; stays where it is at anything else. */
    void skipChildren() throws Broken {
        if (token.isStructStart()) {
            for (int outside = depth - 1; depth > outside; ) {
                nextToken();
            }
        }
    }

    /** Whether an object or list has begun that has not ended yet. */
    boolean isWithin() {
        return depth > 0;
    }

    /** Writes the token that was read last. */
    void copyTo(JsonGenerator out) throws IOException {
        switch (token) {
            case START_OBJECT -> out.writeStartObject();
            case END_OBJECT -> out.writeEndObject();
            case START_ARRAY -> out.writeStartArray();
            case END_ARRAY -> out.writeEndArray();
            case FIELD_NAME -> out.writeFieldName(currentName());
            case VALUE_STRING -> out.writeString(getText());
            default -> out.writeRawValue(getText());
        }
    }

    /** The token that was read last. */
    JsonToken currentToken() {
        return token;
    }

    /** The last name of a field. */
    String currentName() {
        String read = name;
        if (read == null) {
            read = known(nameBegin, nameEnd);
            name = read;
        }
        return read;
    }

    /** The field of a form that the last name means in the object {@code within}; null when nobody asks for it. */
    @Nullable
    Field currentField(Field within) {
        return name == null ? within.within(bytes, nameBegin, nameEnd) : within.within(name);
    }

    /** The text of a value, as it stands there where it is no text. */
    String getText() {
        String decoded = text;
        return decoded == null ? ascii(begin, end) : decoded;
    }

    /** The number of a value of that kind; of another the last one. */
    double getDoubleValue() {
        return number;
    }
}
