package ioc.browser;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the devices of one point say, each in the dialect of its maker: {@code vendor-site/messages.yaml}, as of now. */
final class Vendors {
    private static final Pattern TIME = Pattern.compile("\\$(ms|s|iso|zoned|local|wall)(?:-(\\d+))?(?![a-z])");
    private static final int INT64 = 4;
    private static final int DOUBLE = 10;
    private static final int STRING = 12;
    private static final long SPARKPLUG_BEGAN = 1_000; // ms ago

    private final JsonNode file;
    private final Instant now;
    private final ZoneOffset zone;

    /** A message as a device publishes it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Said(String topic, byte[] payload, boolean retained) {}

    /** @param zone of the point */
    Vendors(Instant now, ZoneOffset zone) throws IOException {
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
        this.zone = zone;
        file = new YAMLMapper().readTree(text("messages.yaml"));
    }

    /** A file of the point's folder. */
    static String text(String file) throws IOException {
        try (InputStream in = requireNonNull(Vendors.class.getResourceAsStream("/vendor-site/" + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What must be shown, by its part of the file. */
    JsonNode expected(String part) {
        return file.path(part);
    }

    /** Everything, as if all spoke at once: each sender in its own order, but who comes next is drawn. */
    List<Said> all(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<Deque<Said>> senders = new ArrayList<>();
        for (JsonNode sender : file.path("senders")) {
            Deque<Said> messages = new ArrayDeque<>();
            for (JsonNode message : sender) {
                messages.add(new Said(
                        message.path("topic").asText(),
                        payload(message),
                        message.path("retained").asBoolean()));
            }
            senders.add(messages);
        }
        List<Said> all = new ArrayList<>();
        while (!senders.isEmpty()) {
            Deque<Said> next = senders.get(random.nextInt(senders.size()));
            all.add(next.remove());
            senders.removeIf(Deque::isEmpty);
        }
        return all;
    }

    private byte[] payload(JsonNode message) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        if (message.has("sparkplug")) {
            return sparkplug(message.path("sparkplug"));
        }
        String text = TIME.matcher(message.path("payload").asText()).replaceAll(this::time);
        payload.write(text.getBytes(StandardCharsets.UTF_8));
        if (message.has("picture")) {
            payload.write(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0});
            payload.write(message.path("picture").asText().getBytes(StandardCharsets.UTF_8));
        }
        return payload.toByteArray();
    }

    private String time(MatchResult found) {
        Instant at = found.group(2) == null ? now : now.minusSeconds(Long.parseLong(found.group(2)));
        return switch (found.group(1)) {
            case "ms" -> Long.toString(at.toEpochMilli());
            case "s" -> Long.toString(at.getEpochSecond());
            case "iso" -> at.toString();
            case "zoned" -> at.atOffset(zone).truncatedTo(ChronoUnit.SECONDS).toString();
            case "local" -> at.atOffset(zone).toLocalDateTime().toString();
            default -> Long.toString(at.getEpochSecond() + zone.getTotalSeconds());
        };
    }

    /** Sparkplug B as Protobuf. */
    private byte[] sparkplug(JsonNode report) {
        long sequence = report.path("seq").asLong();
        long at = now.toEpochMilli() - SPARKPLUG_BEGAN + sequence;
        Protobuf out = new Protobuf().varint(1, at);
        for (JsonNode metric : report.path("metrics")) {
            Protobuf one = new Protobuf();
            boolean named = metric.has("name");
            if (named) {
                one.bytes(1, metric.path("name").asText().getBytes(StandardCharsets.UTF_8));
            }
            if (metric.has("alias")) {
                one.varint(2, metric.path("alias").asLong());
            }
            one.varint(3, at);
            int type = metric.has("int") ? INT64 : metric.has("double") ? DOUBLE : STRING;
            if (named) {
                one.varint(4, type); // only a birth says the types
            }
            switch (type) {
                case INT64 -> one.varint(11, metric.path("int").asLong());
                case DOUBLE -> one.fixed64(13, metric.path("double").asDouble());
                default -> one.bytes(15, metric.path("text").asText().getBytes(StandardCharsets.UTF_8));
            }
            out.bytes(2, one.done());
        }
        return out.varint(3, sequence).done();
    }

    private static final class Protobuf {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Protobuf varint(int field, long value) {
            raw((long) field << 3);
            raw(value);
            return this;
        }

        void bytes(int field, byte[] value) {
            raw((long) field << 3 | 2);
            raw(value.length);
            out.writeBytes(value);
        }

        void fixed64(int field, double value) {
            raw((long) field << 3 | 1);
            long bits = Double.doubleToLongBits(value);
            for (int i = 0; i < Double.BYTES; i++) {
                out.write((int) (bits >>> (8 * i)));
            }
        }

        private void raw(long value) {
            long rest = value;
            for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
                out.write((int) (rest & 0x7F) | 0x80);
            }
            out.write((int) rest);
        }

        byte[] done() {
            return out.toByteArray();
        }
    }
}
