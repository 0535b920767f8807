package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonToken;
import ioc.sensor.DeviceId;
import ioc.sensor.Quantity;
import ioc.sensor.Reading.Presence;
import ioc.sensor.Reading.Presence.Link;
import ioc.sensor.decode.Decoded.Ignored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shelly of the second generation and later, {@code <prefix>/online}, {@code <prefix>/status/<component>[:<id>]} and the NotifyStatus of
 * {@code <prefix>/events/rpc}. A level's part is its component, such as {@code switch-0}.
 */
final class Shelly implements Decoder {
    /** In place of all: the prefix may be the device's own, at the top of all topics. */
    private static final List<String> TAILS = List.of("+/online", "+/status/#", "+/events/rpc");

    private static final String ONLINE = "online";
    private static final String STATUS = "status/";
    private static final String EVENTS = "events/rpc";
    private static final String WIFI = "wifi";
    private static final String SYSTEM = "sys";
    private static final String RSSI = "rssi";
    private static final String UPTIME = "uptime";
    private static final String CLOCK = "unixtime";

    private static final Map<String, Quantity> LEVELS = Map.of(
            "apower", Quantity.POWER,
            "act_power", Quantity.POWER,
            "total_act_power", Quantity.POWER,
            "tC", Quantity.TEMPERATURE,
            "rh", Quantity.HUMIDITY,
            "lux", Quantity.ILLUMINANCE,
            "percent", Quantity.BATTERY);

    /** What a level is found in, and what is not one. Names of networks and addresses of what is near are sent beside. */
    private static final Set<String> KEPT =
            Set.of("method", "params", "ts", "temperature", "battery", RSSI, UPTIME, CLOCK, WIFI, SYSTEM);

    /** Components that are the device itself, when they are the first of their kind. */
    private static final Set<String> WHOLE = Set.of("temperature:0", "humidity:0", "illuminance:0", "devicepower:0");

    private final Times times;

    Shelly(Setup setup) {
        times = setup.times();
    }

    @Override
    public List<String> tails() {
        return TAILS;
    }

    @Override
    public @Nullable String unused(Address address) {
        String stream = address.stream();
        return stream.equals(ONLINE)
                        || stream.equals(EVENTS)
                        || (stream.startsWith(STATUS) && isComponent(stream.substring(STATUS.length())))
                ? null
                : "of no use here";
    }

    private static boolean isComponent(String name) {
        return name.indexOf(':') > 0 || name.equals(WIFI) || name.equals(SYSTEM);
    }

    @Override
    public Porter porter() {
        return (address, message) -> address.stream().equals(ONLINE)
                ? message
                : Door.with(
                        message,
                        Scrub.without(
                                message.payload(),
                                name -> !KEPT.contains(name) && !LEVELS.containsKey(name) && name.indexOf(':') < 0));
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        DeviceId device = address.device();
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        if (address.stream().equals(ONLINE)) {
            Link link = payload.isBare() ? Words.link(payload.text()) : null;
            return link == null
                    ? Refusal.wrongType("payload", "something else", "true or false")
                    : new Decoded.Readings(List.of(new Presence(device, null, link, null)));
        }
        Told told = new Told();
        Json json = new Json(payload);
        try {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Refusal.wrongType("payload", "something else", "a JSON object");
            }
            if (address.stream().equals(EVENTS)) {
                told.frame(json);
            } else {
                told.component(json, address.stream().substring(STATUS.length()));
            }
            json.end();
        } catch (Json.Broken e) {
            return Fields.broken(e);
        }
        return told.decoded(new Telling(Meanings.NONE, times, device, address.part(), payload));
    }

    private record Found(String name, String part, Object value) {}

    /** What one message says; its time may come last. */
    private static final class Told {
        private final List<Found> found = new ArrayList<>(4);
        private boolean status = true;
        private @Nullable Object time;

        void frame(Json json) throws Json.Broken {
            status = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (name.equals("method") && token == JsonToken.VALUE_STRING) {
                    status = json.getText().equals("NotifyStatus")
                            || json.getText().equals("NotifyFullStatus");
                } else if (name.equals("params") && token == JsonToken.START_OBJECT) {
                    components(json);
                } else {
                    json.skipChildren();
                }
            }
        }

        private void components(Json json) throws Json.Broken {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (name.equals("ts")) {
                    time = Fields.value(json, token);
                } else if (token == JsonToken.START_OBJECT && isComponent(name)) {
                    component(json, name);
                } else {
                    json.skipChildren();
                }
            }
        }

        void component(Json json, String component) throws Json.Broken {
            String part = WHOLE.contains(component) ? "" : Words.plain(component);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (token == JsonToken.START_OBJECT && (name.equals("temperature") || name.equals("battery"))) {
                    component(json, component);
                } else if (LEVELS.containsKey(name) || isOwn(component, name)) {
                    Object value = Fields.value(json, token);
                    if (value != null && name.equals(CLOCK)) {
                        time = time == null ? value : time;
                    } else if (value != null) {
                        found.add(new Found(name, part, value));
                    }
                } else {
                    json.skipChildren();
                }
            }
        }

        private static boolean isOwn(String component, String name) {
            return switch (component) {
                case WIFI -> name.equals(RSSI);
                case SYSTEM -> name.equals(UPTIME) || name.equals(CLOCK);
                default -> false;
            };
        }

        Decoded decoded(Telling telling) {
            if (!status) {
                return new Ignored("of no use here");
            }
            Instant at = time == null ? null : telling.time("ts", time);
            for (Found one : found) {
                Quantity quantity = LEVELS.get(one.name());
                if (quantity != null) {
                    telling.add(Meaning.level(quantity, one.part()), one.name(), one.value(), at);
                } else if (one.name().equals(RSSI)) {
                    telling.rssi(RSSI, one.value(), at);
                } else {
                    telling.uptime(UPTIME, one.value(), at);
                }
            }
            return telling.decoded();
        }
    }
}
