package ioc.sensor.decode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads the fields of one Protobuf message from left to right. What is not as it must be is an {@link IOException}. */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int EIGHT = 1;
    private static final int LENGTH = 2;
    private static final int FOUR = 5;

    private final byte[] bytes;
    private final int to;
    private int at;
    private int kind;

    Protobuf(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Protobuf(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    /** The number of the next field; 0 at the end. */
    int next() throws IOException {
        if (at == to) {
            return 0;
        }
        long tag = raw();
        kind = (int) (tag & 7);
        long field = tag >>> 3;
        if (field == 0 || field > 0x1FFFFFFF) {
            throw new IOException("no such field");
        }
        return (int) field;
    }

    private long raw() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = bytes[advance(1)];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IOException("a varint without an end");
    }

    /** Goes on by so many bytes; where they begin. */
    private int advance(long count) throws IOException {
        if (count < 0 || count > to - at) {
            throw new IOException("more bytes than there are");
        }
        int from = at;
        at += (int) count;
        return from;
    }

    private void must(int wanted) throws IOException {
        if (kind != wanted) {
            throw new IOException("another kind of field");
        }
    }

    long varint() throws IOException {
        must(VARINT);
        return raw();
    }

    float fixed32() throws IOException {
        must(FOUR);
        return Float.intBitsToFloat((int) little(4));
    }

    double fixed64() throws IOException {
        must(EIGHT);
        return Double.longBitsToDouble(little(8));
    }

    private long little(int count) throws IOException {
        int from = advance(count);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[from + i] & 0xFFL) << (8 * i);
        }
        return value;
    }

    Protobuf message() throws IOException {
        must(LENGTH);
        long length = raw();
        int from = advance(length);
        return new Protobuf(bytes, from, at);
    }

    String text(int longest) throws IOException {
        Protobuf text = message();
        int length = text.to - text.at;
        if (length > longest) {
            throw new IOException("a long text");
        }
        return new String(bytes, text.at, length, StandardCharsets.UTF_8);
    }

    /** Goes over the field, whatever it is. */
    void skip() throws IOException {
        switch (kind) {
            case VARINT -> raw();
            case EIGHT -> advance(8);
            case LENGTH -> message();
            case FOUR -> advance(4);
            default -> throw new IOException("a kind of field that is not used any more");
        }
    }
}
