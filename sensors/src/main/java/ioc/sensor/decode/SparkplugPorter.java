package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonGenerator;
import ioc.sensor.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a Sparkplug payload, which cannot be read without the birth before it, JSON that can: with names for aliases, types, and the
 * session. Of the metrics only those that the options name are kept, and {@code #<alias>} of those whose birth was not heard. Notices
 * what was missed and, where that is wanted, asks the node for a birth: at most once a minute.
 */
final class SparkplugPorter implements Porter {
    private static final byte[] NOTHING = {};
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Anybody with an account at the broker can be born under many names: the rest is as if it had not been heard. */
    private static final int MOST_NODES = 200;

    private static final int MOST_DEVICES = 1000;
    private static final int MOST_ALIASES = 2 * SparkplugReport.MOST_METRICS;
    private static final int BOOLEAN = 11;

    /** A metric that a birth made known; of what no option names only that it is known. */
    private record Known(String name, int type) {
        static final Known UNUSED = new Known("", 0);
    }

    /** What is known of one edge node. */
    private static final class Node {
        final Map<Long, Known> aliases = new HashMap<>();
        final Map<String, Integer> types = new HashMap<>(); // by device and metric
        final Set<String> devices = new HashSet<>();
        boolean born;

        @Nullable
        Long session;

        int seq = -1;
        Instant askedAt = Instant.MIN;

        void forget() {
            aliases.clear();
            types.clear();
            devices.clear();
            born = false;
            session = null;
            seq = -1;
        }
    }

    private final Predicate<String> listed;
    private final Predicate<String> wanted;
    private final boolean asks;
    private final List<Request> requests = new ArrayList<>();
    private final Map<String, Node> nodes = latest();
    /** Not listed yet: what they say now can be read once they are. They never drive out those that are. */
    private final Map<String, Node> others = latest();

    /**
     * @param listed whether a node, or a device of it, is of the mapping
     * @param wanted whether a metric is named by an option
     * @param asks whether nodes may be asked for a birth
     */
    SparkplugPorter(Predicate<String> listed, Predicate<String> wanted, boolean asks) {
        this.listed = listed;
        this.wanted = wanted;
        this.asks = asks;
    }

    private static Map<String, Node> latest() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Entry<String, Node> eldest) {
                return size() > MOST_NODES;
            }
        };
    }

    @Override
    public List<Request> requests() {
        if (requests.isEmpty()) {
            return List.of();
        }
        List<Request> all = List.copyOf(requests);
        requests.clear();
        return all;
    }

    @Override
    public Message admit(Address address, Message message) {
        return admit(address.stream(), message);
    }

    /** The same of a topic that ends with this stream. */
    Message admit(String stream, Message message) {
        SparkplugTopic topic = SparkplugTopic.of(stream);
        if (topic == null || message.payload().length == 0) {
            return message;
        }
        SparkplugReport report = SparkplugReport.of(message.payload());
        if (report == null) {
            return Door.with(message, NOTHING);
        }
        String group = message.topic().substring(0, message.topic().length() - stream.length());
        Map<String, Node> known = listed.test(topic.node()) ? nodes : others;
        Node node = known.computeIfAbsent(group + topic.node(), key -> new Node());
        boolean whole = heard(node, topic, report);
        ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
        try (JsonGenerator out = Json.generator(kept)) {
            whole &= write(out, node, topic, report);
        } catch (IOException e) {
            return Door.with(message, NOTHING); // in memory: does not happen
        }
        if (!whole && asks && listed.test(topic.node())) {
            ask(node, group + "NCMD/" + topic.node(), message.receivedAt());
        }
        return Door.with(message, kept.toByteArray());
    }

    /** Takes note of a message; false when something before it was missed. */
    private boolean heard(Node node, SparkplugTopic topic, SparkplugReport report) {
        switch (topic.type()) {
            case NBIRTH -> {
                node.forget();
                node.born = true;
                node.session = session(report);
                node.seq = report.seq() == null ? 0 : report.seq();
                learn(node, "", report);
                return true;
            }
            case NDEATH -> {
                Long session = session(report);
                if (node.session == null || node.session.equals(session)) {
                    node.forget(); // else the death of a session that was replaced
                }
                return true;
            }
            case DBIRTH -> {
                boolean next = next(node, report);
                learn(node, topic.device(), report);
                if (node.devices.size() < MOST_DEVICES) {
                    node.devices.add(topic.device());
                }
                return next;
            }
            case DDEATH -> {
                boolean next = next(node, report);
                node.devices.remove(topic.device());
                return next;
            }
            default -> {
                boolean next = next(node, report);
                return next && (topic.device().isEmpty() || node.devices.contains(topic.device()));
            }
        }
    }

    private static boolean next(Node node, SparkplugReport report) {
        Integer seq = report.seq();
        boolean next = node.born && (seq == null || node.seq < 0 || seq == ((node.seq + 1) & 0xFF));
        node.seq = seq == null ? node.seq : seq;
        return next;
    }

    private void learn(Node node, String device, SparkplugReport report) {
        for (SparkplugReport.Metric metric : report.metrics()) {
            boolean used = wanted.test(metric.name());
            if (metric.alias() != null && node.aliases.size() < MOST_ALIASES) {
                node.aliases.put(metric.alias(), used ? new Known(metric.name(), metric.type()) : Known.UNUSED);
            }
            if (used && node.types.size() < MOST_ALIASES) {
                node.types.put(device + '\n' + metric.name(), metric.type());
            }
        }
    }

    private static @Nullable Long session(SparkplugReport report) {
        for (SparkplugReport.Metric metric : report.metrics()) {
            if (metric.name().equals("bdSeq") && metric.value() instanceof Long session) {
                return session;
            }
        }
        return null;
    }

    /** Writes what is kept; false when it holds an alias that nobody explained. */
    private boolean write(JsonGenerator out, Node node, SparkplugTopic topic, SparkplugReport report)
            throws IOException {
        out.writeStartObject();
        if (report.timestamp() != null) {
            out.writeNumberField("timestamp", report.timestamp());
        }
        if (report.seq() != null) {
            out.writeNumberField("seq", report.seq());
        }
        Long session = topic.type() == SparkplugTopic.Type.NDEATH ? session(report) : node.session;
        if (session != null) {
            out.writeNumberField("bdSeq", session);
        }
        boolean whole = true;
        out.writeArrayFieldStart("metrics");
        for (SparkplugReport.Metric metric : report.metrics()) {
            Known known = known(node, topic, metric);
            if (known == null) {
                whole = false;
                known = new Known(
                        "#" + Long.toUnsignedString(metric.alias() == null ? 0 : metric.alias()), metric.type());
            }
            if (!known.name().isEmpty()) {
                write(out, known, report, metric);
            }
        }
        out.writeEndArray();
        out.writeEndObject();
        return whole;
    }

    /** Which metric it is; null when only its alias is known. */
    private @Nullable Known known(Node node, SparkplugTopic topic, SparkplugReport.Metric metric) {
        if (metric.name().isEmpty()) {
            return metric.alias() == null ? Known.UNUSED : node.aliases.get(metric.alias());
        }
        if (!wanted.test(metric.name())) {
            return Known.UNUSED;
        }
        int type =
                metric.type() != 0 ? metric.type() : node.types.getOrDefault(topic.device() + '\n' + metric.name(), 0);
        return new Known(metric.name(), type);
    }

    private static void write(JsonGenerator out, Known known, SparkplugReport report, SparkplugReport.Metric metric)
            throws IOException {
        int type = metric.type() != 0 ? metric.type() : known.type();
        Object value = metric.value(type);
        out.writeStartObject();
        out.writeStringField("name", known.name());
        if (metric.timestamp() != null && !metric.timestamp().equals(report.timestamp())) {
            out.writeNumberField("timestamp", metric.timestamp());
        }
        if (!SparkplugReport.typeName(type).isEmpty()) {
            out.writeStringField("type", SparkplugReport.typeName(type));
        }
        if (value instanceof Long whole) {
            out.writeNumberField("value", whole);
        } else if (value instanceof Float number && Float.isFinite(number)) {
            out.writeNumberField("value", number);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            out.writeNumberField("value", number);
        } else if (value instanceof Boolean yes) {
            out.writeBooleanField("value", yes);
        } else if (value instanceof String text) {
            out.writeStringField("value", text);
        } else {
            out.writeBooleanField("isNull", true);
        }
        if (metric.historical()) {
            out.writeBooleanField("isHistorical", true);
        }
        out.writeEndObject();
    }

    private void ask(Node node, String topic, Instant now) {
        if (node.askedAt.isAfter(now.minus(PATIENCE))) {
            return;
        }
        node.askedAt = now;
        requests.add(new Request(topic, rebirth(now.toEpochMilli())));
    }

    /** The command of Sparkplug that asks for all births: one metric that is true. */
    private static byte[] rebirth(long now) {
        ByteArrayOutputStream metric = new ByteArrayOutputStream(48);
        byte[] name = "Node Control/Rebirth".getBytes(StandardCharsets.UTF_8);
        metric.write(1 << 3 | 2);
        varint(metric, name.length);
        metric.writeBytes(name);
        metric.write(3 << 3);
        varint(metric, now);
        metric.write(4 << 3);
        varint(metric, BOOLEAN);
        metric.write(14 << 3);
        varint(metric, 1);
        ByteArrayOutputStream payload = new ByteArrayOutputStream(64);
        payload.write(1 << 3);
        varint(payload, now);
        payload.write(2 << 3 | 2);
        varint(payload, metric.size());
        payload.writeBytes(metric.toByteArray());
        return payload.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
