package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonToken;
import ioc.sensor.Message;
import ioc.sensor.Quantity;
import ioc.sensor.Reading.Presence.Link;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a device says of itself to Home Assistant, as mappings of the family {@code generic} that somebody still has to look at: site, kind
 * and device are missing, and what is not clear is an option without a word. Pure; long and short keys, single and device configs.
 *
 * @param id the device's own, or that of its one entity where it says none; configs with the same id are of one device
 * @param name to show; empty when it says none, as are the next three
 * @param mappings one for each topic
 * @param expireAfter seconds after which a value is old, the longest of all; null when it does not say
 */
public record Discovery(
        String id,
        String name,
        String manufacturer,
        String model,
        String firmware,
        List<Mapping> mappings,
        @Nullable Integer expireAfter) {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_TOPIC = 200;
    private static final int MOST_ENTITIES = 100;
    private static final int LONGEST_EXPIRY = 7 * 24 * 3600;
    private static final String CONFIG = "/config";
    private static final String BARE = ".";
    private static final String PRESENCE = "presence";

    /** The only components that say values; the others are people's phones, cameras and things to switch. */
    private static final Set<String> COMPONENTS = Set.of("sensor", "binary_sensor");

    private static final String DEVICE = "device";

    /** Long keys for the short ones. */
    private static final Map<String, String> LONG = Map.ofEntries(
            Map.entry("stat_t", "state_topic"),
            Map.entry("val_tpl", "value_template"),
            Map.entry("unit_of_meas", "unit_of_measurement"),
            Map.entry("dev_cla", "device_class"),
            Map.entry("exp_aft", "expire_after"),
            Map.entry("pl_on", "payload_on"),
            Map.entry("pl_off", "payload_off"),
            Map.entry("avty", "availability"),
            Map.entry("avty_t", "availability_topic"),
            Map.entry("avty_tpl", "availability_template"),
            Map.entry("pl_avail", "payload_available"),
            Map.entry("pl_not_avail", "payload_not_available"),
            Map.entry("t", "topic"),
            Map.entry("uniq_id", "unique_id"),
            Map.entry("dev", "device"),
            Map.entry("ids", "identifiers"),
            Map.entry("mf", "manufacturer"),
            Map.entry("mdl", "model"),
            Map.entry("sw", "sw_version"),
            Map.entry("cmps", "components"),
            Map.entry("p", "platform"));

    public Discovery {
        mappings = List.copyOf(mappings);
    }

    /** Whether these levels after the prefix are those of a config that may be of use. */
    static boolean speaks(String stream) {
        int slash = stream.indexOf('/');
        String component = slash < 0 ? "" : stream.substring(0, slash);
        return stream.endsWith(CONFIG)
                && stream.length() > component.length() + CONFIG.length()
                && (COMPONENTS.contains(component) || component.equals(DEVICE));
    }

    /** Whether a topic is one of a config that may be of use. */
    public static boolean isConfig(String topic) {
        return speaks(topic.substring(topic.indexOf('/') + 1));
    }

    /**
     * Reads a config; empty when it is none, says no topic that we could read, or is of a kind that says no values.
     *
     * @param topic as it came in, after a prefix of one level such as {@code homeassistant}
     */
    public static Optional<Discovery> of(String topic, byte[] payload) {
        String stream = topic.substring(topic.indexOf('/') + 1);
        if (!speaks(stream)) {
            return Optional.empty();
        }
        Payload body = Payload.of(new Message(topic, payload, true, Instant.EPOCH));
        Json json = new Json(body);
        try {
            return json.nextToken() == JsonToken.START_OBJECT ? of(stream, object(json)) : Optional.empty();
        } catch (Json.Broken e) {
            return Optional.empty();
        }
    }

    private static Optional<Discovery> of(String stream, Map<String, Object> config) {
        String[] levels = stream.split("/", -1);
        Draft draft = new Draft();
        if (levels[0].equals(DEVICE)) {
            at(config, "components").entrySet().stream().limit(MOST_ENTITIES).forEach(entity -> {
                Map<String, Object> whole = new LinkedHashMap<>(config);
                whole.remove("name");
                if (entity.getValue() instanceof Map<?, ?> own) {
                    own.forEach((key, value) -> whole.put(String.valueOf(key), value));
                }
                draft.entity(text(whole, "platform"), entity.getKey(), whole);
            });
        } else {
            draft.entity(levels[0], levels[levels.length - 2], config);
        }
        Map<String, Object> device = at(config, DEVICE);
        Object ids = device.get("identifiers");
        String id = ids instanceof List<?> list && !list.isEmpty() ? String.valueOf(list.get(0)) : shown(ids);
        String unique = text(config, "unique_id");
        String own = unique.isEmpty() ? levels[levels.length - 2] : unique;
        String name = text(device, "name");
        return draft.options.isEmpty()
                ? Optional.empty()
                : Optional.of(new Discovery(
                        cut(id.isEmpty() ? own : id),
                        cut(name.isEmpty() ? text(config, "name") : name),
                        cut(text(device, "manufacturer")),
                        cut(text(device, "model")),
                        cut(text(device, "sw_version")),
                        draft.mappings(),
                        draft.expireAfter));
    }

    /** This and another config of the same device; where both speak of one topic their options are put together. */
    public Discovery with(Discovery other) {
        Draft draft = new Draft();
        List.of(this, other)
                .forEach(one -> one.mappings.forEach(
                        mapping -> draft.at(mapping.pattern()).putAll(mapping.options())));
        draft.expires(expireAfter);
        draft.expires(other.expireAfter);
        return new Discovery(
                id,
                name.isEmpty() ? other.name : name,
                manufacturer.isEmpty() ? other.manufacturer : manufacturer,
                model.isEmpty() ? other.model : model,
                firmware.isEmpty() ? other.firmware : firmware,
                draft.mappings(),
                draft.expireAfter);
    }

    /** Options by topic, while they are gathered. */
    private static final class Draft {
        final Map<String, Map<String, String>> options = new LinkedHashMap<>();

        @Nullable
        Integer expireAfter;

        Map<String, String> at(String topic) {
            return options.computeIfAbsent(topic, key -> new LinkedHashMap<>());
        }

        void expires(@Nullable Integer seconds) {
            if (seconds != null && (expireAfter == null || seconds > expireAfter)) {
                expireAfter = seconds;
            }
        }

        List<Mapping> mappings() {
            return options.entrySet().stream()
                    .map(topic -> new Mapping(
                            Family.GENERIC.word(), topic.getKey(), Map.of(), Map.of(), Map.of(), topic.getValue()))
                    .toList();
        }

        void entity(String component, String object, Map<String, Object> config) {
            if (!COMPONENTS.contains(component)) {
                return;
            }
            String base = text(config, "~");
            String topic = topic(text(config, "state_topic"), base);
            String pointer = pointer(text(config, "value_template"));
            if (!topic.isEmpty() && pointer != null) {
                value(component, object, config, at(topic), pointer);
            }
            double seconds = Numbers.of(text(config, "expire_after"));
            if (seconds >= 1 && seconds <= LONGEST_EXPIRY) {
                expires((int) seconds);
            }
            availability(config, base);
        }

        private static void value(
                String component,
                String object,
                Map<String, Object> config,
                Map<String, String> options,
                String pointer) {
            String kind = text(config, "device_class");
            if (component.equals("sensor")) {
                options.put(pointer, quantity(kind, text(config, "unit_of_measurement")));
                return;
            }
            String on = text(config, "payload_on");
            String off = text(config, "payload_off");
            if (kind.equals("connectivity")) {
                options.put(pointer, PRESENCE);
                words(options, on.isEmpty() ? "ON" : on, off.isEmpty() ? "OFF" : off);
                return;
            }
            boolean usual = (on.isEmpty() || Boolean.TRUE.equals(Words.truth(on)))
                    && (off.isEmpty() || Boolean.FALSE.equals(Words.truth(off)));
            String fault = usual ? fault(kind, object) : "";
            options.put(pointer, fault.isEmpty() ? "" : "fault/" + fault);
        }

        /** Which fault a yes of this kind is; empty when it is none, or not for sure. */
        private static String fault(String kind, String object) {
            return switch (kind) {
                case "problem" -> Words.plain(object);
                case "tamper" -> "tamper";
                case "battery" -> "battery-low";
                default -> "";
            };
        }

        private void availability(Map<String, Object> config, String base) {
            List<Map<String, Object>> sources = new ArrayList<>();
            if (config.get("availability") instanceof List<?> list) {
                list.forEach(source -> sources.add(map(source)));
            } else if (config.get("availability") instanceof Map<?, ?> one) {
                sources.add(map(one));
            }
            Map<String, Object> single = new LinkedHashMap<>(config);
            single.put("topic", text(config, "availability_topic"));
            single.put("value_template", text(config, "availability_template"));
            sources.add(single);
            for (Map<String, Object> source : sources) {
                String topic = topic(text(source, "topic"), base);
                String pointer = pointer(text(source, "value_template"));
                if (!topic.isEmpty() && pointer != null) {
                    Map<String, String> options = at(topic);
                    options.put(pointer, PRESENCE);
                    words(options, text(source, "payload_available"), text(source, "payload_not_available"));
                }
            }
        }

        /** Words for here and gone, where they are not the usual ones. */
        private static void words(Map<String, String> options, String here, String gone) {
            if (!here.isEmpty() && Words.link(here) != Link.ONLINE) {
                options.put("online", here);
            }
            if (!gone.isEmpty() && Words.link(gone) != Link.OFFLINE) {
                options.put("offline", gone);
            }
        }
    }

    /** Our word for what a sensor measures, with the factor its unit needs; empty when it is not clear. */
    private static String quantity(String kind, String unit) {
        Quantity quantity =
                switch (kind + " " + unit) {
                    case "temperature \u00b0C", "temperature C", " \u00b0C" -> Quantity.TEMPERATURE;
                    case "humidity %" -> Quantity.HUMIDITY;
                    case "illuminance lx", " lx" -> Quantity.ILLUMINANCE;
                    case "battery %" -> Quantity.BATTERY;
                    case "power W", " W", "power kW" -> Quantity.POWER;
                    case "signal_strength dBm", " dBm" -> Quantity.SIGNAL;
                    default -> null;
                };
        return quantity == null ? "" : unit.equals("kW") ? quantity.word() + " x1000" : quantity.word();
    }

    /** The topic with its base put in; empty when it could not stand as a pattern. */
    private static String topic(String text, String base) {
        String topic = text.startsWith("~")
                ? base + text.substring(1)
                : text.endsWith("~") ? text.substring(0, text.length() - 1) + base : text;
        boolean plain = topic.chars().noneMatch(c -> c == '+' || c == '#' || c == '{' || c == '}' || c < ' ');
        return plain && topic.length() <= LONGEST_TOPIC ? topic : "";
    }

    /**
     * The pointer a template stands for: {@code {{ value_json.a.b }}}, also with {@code ['a']} and {@code [0]}, or {@code {{ value }}}, which
     * is the default. Null when it does more than that.
     */
    private static @Nullable String pointer(String template) {
        if (template.isEmpty()) {
            return BARE;
        }
        String text = template.strip();
        if (!text.startsWith("{{") || !text.endsWith("}}") || text.length() < 4) {
            return null;
        }
        String path = text.substring(2, text.length() - 2).strip();
        if (path.equals("value")) {
            return BARE;
        }
        String root = "value_json";
        if (!path.startsWith(root)) {
            return null;
        }
        StringBuilder pointer = new StringBuilder();
        int at = root.length();
        while (at < path.length()) {
            boolean dot = path.charAt(at) == '.';
            int end = dot ? name(path, at + 1) : path.charAt(at) == '[' ? path.indexOf(']', at) : -1;
            String name = end < 0 ? "" : path.substring(at + 1, end);
            name = dot ? name : unquoted(name);
            if (name.isEmpty()) {
                return null;
            }
            pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
            at = dot ? end : end + 1;
        }
        return pointer.isEmpty() ? null : pointer.toString();
    }

    /** Where a name that begins here ends. */
    private static int name(String path, int from) {
        int at = from;
        while (at < path.length() && (Character.isLetterOrDigit(path.charAt(at)) || path.charAt(at) == '_')) {
            at++;
        }
        return at;
    }

    /** What stands between brackets: a name in quotes or a number; empty when it is neither. */
    private static String unquoted(String text) {
        int last = text.length() - 1;
        if (last >= 2 && text.charAt(0) == text.charAt(last) && (text.charAt(0) == '\'' || text.charAt(0) == '"')) {
            String name = text.substring(1, last);
            return name.indexOf('\'') < 0 && name.indexOf('"') < 0 ? name : "";
        }
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9') ? text : "";
    }

    private static Map<String, Object> object(Json json) throws Json.Broken {
        Map<String, Object> object = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            object.put(LONG.getOrDefault(name, name), value(json, token));
        }
        return object;
    }

    private static Object value(Json json, JsonToken token) throws Json.Broken {
        if (token == JsonToken.START_OBJECT) {
            return object(json);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
                list.add(value(json, item));
            }
            return list;
        }
        return token == JsonToken.VALUE_NULL ? "" : json.getText();
    }

    private static Map<String, Object> at(Map<String, Object> object, String key) {
        return map(object.get(key));
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((key, item) -> map.put(String.valueOf(key), item));
        }
        return map;
    }

    private static String text(Map<String, Object> object, String key) {
        return shown(object.get(key));
    }

    private static String shown(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    private static String cut(String text) {
        return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
    }
}
