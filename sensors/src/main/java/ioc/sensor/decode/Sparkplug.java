package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonToken;
import ioc.sensor.DeviceId;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Presence;
import ioc.sensor.Reading.Presence.Link;
import ioc.sensor.decode.Decoded.Ignored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sparkplug B 3.0, {@code spBv1.0/<group>/<type>/<node>[/<device>]}, as the JSON its {@link SparkplugPorter} makes of the Protobuf.
 * Devices are listed as {@code node} or {@code node/device}; the options name the metrics.
 */
final class Sparkplug implements Decoder {
    private final Times times;
    private final Meanings meanings;
    private final boolean rebirth;

    /** Words of the mapping by node: those that die with it. */
    private final WordMap<List<String>> words;

    private final Set<String> nodes;

    Sparkplug(Setup setup) {
        times = setup.times();
        meanings = new Meanings(setup);
        rebirth = setup.truth("rebirth", false);
        if (setup.devices().isEmpty()) {
            setup.problem("devices: were none but must be listed, as node or node/device");
        }
        Map<String, List<String>> byNode = new HashMap<>();
        setup.devices().stream().sorted().forEach(word -> {
            int slash = word.indexOf('/');
            byNode.computeIfAbsent(slash < 0 ? word : word.substring(0, slash), node -> new ArrayList<>())
                    .add(word);
        });
        words = new WordMap<>(byNode);
        nodes = Set.copyOf(byNode.keySet());
    }

    @Override
    public @Nullable String unused(Address address) {
        return SparkplugTopic.of(address.stream()) == null ? "of no use here" : null;
    }

    @Override
    public boolean single(Address address) {
        return false;
    }

    @Override
    public boolean clearable(Address address) {
        return false;
    }

    @Override
    public boolean namesDevices() {
        return true;
    }

    @Override
    public Porter porter() {
        return new SparkplugPorter(
                node -> nodes.contains(node) || nodes.contains(Route.OTHERS),
                name -> meanings.find(name) != null,
                rebirth);
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        SparkplugTopic topic = SparkplugTopic.of(address.stream());
        if (topic == null) {
            return new Ignored("of no use here");
        }
        List<String> below = words.find(topic.node());
        Address at = address.beside(topic.word());
        DeviceId device = at.device();
        boolean dead = topic.type() == SparkplugTopic.Type.NDEATH;
        if (device == null && !(dead && below != null)) {
            return Decoders.unknownDevice(at);
        }
        Report report = new Report();
        Json json = new Json(payload);
        try {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Refusal.wrongType("payload", "something else", "what the door makes of Sparkplug B");
            }
            report.read(json);
            json.end();
        } catch (Json.Broken e) {
            return Fields.broken(e);
        }
        if (dead || device == null) {
            List<Reading> gone = new ArrayList<>();
            for (String word : below == null ? List.of(topic.word()) : below) {
                DeviceId one = address.beside(word).device();
                if (one != null) {
                    gone.add(new Presence(one, null, Link.OFFLINE, report.session));
                }
            }
            return new Decoded.Readings(gone);
        }
        return switch (topic.type()) {
            case DDEATH -> new Decoded.Readings(List.of(new Presence(device, null, Link.OFFLINE, report.session)));
            case NBIRTH, DBIRTH -> values(device, at, report, payload, true);
            default -> values(device, at, report, payload, false);
        };
    }

    private record Metric(
            String name, @Nullable Object value, @Nullable Object timestamp, boolean historical) {}

    private static final class Report {
        private @Nullable Object timestamp;
        private @Nullable String session;
        private final List<Metric> metrics = new ArrayList<>(4);

        void read(Json json) throws Json.Broken {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (name.equals("metrics") && token == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        metrics.add(metric(json));
                    }
                    continue;
                }
                Object value = Fields.value(json, token);
                if (name.equals("timestamp")) {
                    timestamp = value;
                } else if (name.equals("bdSeq") && value instanceof Double number) {
                    session = Numbers.text(number);
                }
            }
        }

        private static Metric metric(Json json) throws Json.Broken {
            String metric = "";
            Object value = null;
            Object timestamp = null;
            boolean historical = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                switch (name) {
                    case "name" -> metric = token == JsonToken.VALUE_STRING ? json.getText() : "";
                    case "value" -> value = Fields.value(json, token);
                    case "timestamp" -> timestamp = Fields.value(json, token);
                    case "isHistorical" -> historical = token == JsonToken.VALUE_TRUE;
                    default -> json.skipChildren(); // type and isNull are for those who look at the journal
                }
            }
            return new Metric(metric, value, timestamp, historical);
        }
    }

    private Decoded values(DeviceId device, Address address, Report report, Payload payload, boolean birth) {
        Telling telling = new Telling(meanings, times, device, address.part(), payload);
        Instant at = report.timestamp == null ? null : telling.time("timestamp", report.timestamp);
        if (birth) {
            telling.add(new Presence(device, at, Link.ONLINE, report.session));
        }
        String unheard = null;
        boolean ours = birth;
        for (Metric metric : report.metrics) {
            Meaning meaning = meanings.find(metric.name());
            if (meaning == null) {
                unheard = metric.name().startsWith("#") ? metric.name() : unheard;
                continue;
            }
            ours = true;
            Object value = metric.value();
            if (value == null) {
                continue;
            }
            Object said = metric.timestamp();
            if (said == null) {
                telling.add(meaning, metric.name(), value, at);
            } else if (birth && !metric.historical() && telling.isOff(said)) {
                telling.add(meaning, metric.name(), value, at); // a birth says all values, also what is so for long
            } else if (!metric.historical() || !telling.isOff(said)) {
                telling.add(meaning, metric.name(), value, telling.time("timestamp", said));
            }
        }
        if (!ours && unheard != null) {
            return Refusal.wrongType("metric", Refusal.quoted(unheard), "named by a birth, which was not heard");
        }
        return ours ? telling.decoded() : new Ignored("of no use here");
    }
}
