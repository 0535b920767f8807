package ioc.sensor.decode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Sparkplug B payload as it came in: {@code sparkplug_b.proto}, without data sets, templates, bytes, properties and metadata.
 *
 * @param timestamp epoch ms; null when it says none
 * @param seq 0 to 255; null when it says none
 */
record SparkplugReport(@Nullable Long timestamp, @Nullable Integer seq, List<Metric> metrics) {
    static final int MOST_METRICS = 10_000;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_TEXT = 1024;

    /** Names of data types by their number. */
    private static final List<String> TYPES = List.of(
            "",
            "Int8",
            "Int16",
            "Int32",
            "Int64",
            "UInt8",
            "UInt16",
            "UInt32",
            "UInt64",
            "Float",
            "Double",
            "Boolean",
            "String",
            "DateTime",
            "Text",
            "UUID");

    /**
     * One value.
     *
     * @param name empty when only the alias says which it is
     * @param alias null when it has none
     * @param type number of its data type; 0 when only the birth says it
     * @param value Long (as it stands in the payload), Float, Double, Boolean or String; null for null and for what is not read
     */
    record Metric(
            String name,
            @Nullable Long alias,
            @Nullable Long timestamp,
            int type,
            boolean historical,
            @Nullable Object value) {
        /** The value, a whole number with the sign its type gives it. Of unknown type it is taken as signed. */
        @Nullable
        Object value(int known) {
            if (!(value instanceof Long bits)) {
                return value;
            }
            return switch (typeName(known)) {
                case "Int8" -> signed(bits, 8);
                case "Int16" -> signed(bits, 16);
                case "Int32" -> signed(bits, 32);
                case "" -> bits >>> 32 == 0 ? signed(bits, 32) : bits;
                case "UInt64", "DateTime" -> bits < 0 ? Long.MAX_VALUE : bits;
                case "Boolean" -> bits != 0;
                default -> bits;
            };
        }
    }

    private static long signed(long bits, int width) {
        return bits << (Long.SIZE - width) >> (Long.SIZE - width);
    }

    SparkplugReport {
        metrics = List.copyOf(metrics);
    }

    /** Name of a data type; empty when it is unknown. */
    static String typeName(int type) {
        return type > 0 && type < TYPES.size() ? TYPES.get(type) : "";
    }

    /** Reads a payload; null when it is none. */
    static @Nullable SparkplugReport of(byte[] payload) {
        try {
            return read(new Protobuf(payload));
        } catch (IOException e) {
            return null;
        }
    }

    private static SparkplugReport read(Protobuf in) throws IOException {
        Long timestamp = null;
        Integer seq = null;
        List<Metric> metrics = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> timestamp = in.varint();
                case 2 -> {
                    if (metrics.size() == MOST_METRICS) {
                        throw new IOException("too many metrics");
                    }
                    metrics.add(metric(in.message()));
                }
                case 3 -> seq = (int) (in.varint() & 0xFF);
                default -> in.skip();
            }
        }
        return new SparkplugReport(timestamp, seq, metrics);
    }

    private static Metric metric(Protobuf in) throws IOException {
        String name = "";
        Long alias = null;
        Long timestamp = null;
        int type = 0;
        boolean historical = false;
        boolean isNull = false;
        Object value = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> name = in.text(LONGEST_NAME);
                case 2 -> alias = in.varint();
                case 3 -> timestamp = in.varint();
                case 4 -> type = (int) in.varint();
                case 5 -> historical = in.varint() != 0;
                case 7 -> isNull = in.varint() != 0;
                case 10 -> value = in.varint() & 0xFFFFFFFFL;
                case 11 -> value = in.varint();
                case 12 -> value = in.fixed32();
                case 13 -> value = in.fixed64();
                case 14 -> value = in.varint() != 0;
                case 15 -> value = in.text(LONGEST_TEXT);
                default -> in.skip();
            }
        }
        return new Metric(name, alias, timestamp, type, historical, isNull ? null : value);
    }
}
