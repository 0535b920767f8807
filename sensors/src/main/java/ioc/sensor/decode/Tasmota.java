package ioc.sensor.decode;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import ioc.sensor.DeviceId;
import ioc.sensor.Quantity;
import ioc.sensor.Reading.Presence;
import ioc.sensor.Reading.Presence.Link;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tasmota, {@code tele/<topic>/LWT}, {@code STATE}, {@code SENSOR} and, when it starts, {@code INFO1}. Its times are local and say no zone. A sensor is an object named
 * after its chip, which is the part of its levels.
 */
final class Tasmota implements Decoder {
    private static final String WILL = "LWT";
    private static final String STATE = "STATE";
    private static final String SENSOR = "SENSOR";
    private static final String START = "INFO1";
    private static final Meaning VERSION = new Meaning(Meaning.Kind.VERSION, null, "", 1);

    private static final Map<String, Quantity> LEVELS = Map.of(
            "Temperature", Quantity.TEMPERATURE,
            "Humidity", Quantity.HUMIDITY,
            "Illuminance", Quantity.ILLUMINANCE,
            "Power", Quantity.POWER);

    /** Readers of cards and fingers, and names of networks, are sent in the same objects: what is not named here goes. */
    private static final Set<String> KEPT =
            Set.of("Time", "UptimeSec", "TempUnit", "Signal", "Temperature", "Humidity", "Illuminance", "Power");

    /** Within an object of its own since version 10; the names of its topics beside have its hardware address in them. */
    private static final Pointers IN_START = new Pointers(List.of("/Info1/Version", "/Version"));

    private static final Set<String> KEPT_OF_START = Set.of("Info1", "Version");
    private static final Pointers IN_STATE = new Pointers(List.of("/Time", "/UptimeSec", "/Wifi/Signal"));

    private final Times times;

    Tasmota(Setup setup) {
        times = setup.times();
    }

    @Override
    public @Nullable String unused(Address address) {
        return switch (address.stream()) {
            case WILL, STATE, SENSOR, START -> null;
            default -> "of no use here";
        };
    }

    @Override
    public Porter porter() {
        return (address, message) -> switch (address.stream()) {
            case WILL -> message;
            case START ->
                Door.with(message, Scrub.without(message.payload(), (object, name) -> !KEPT_OF_START.contains(name)));
            default -> Door.with(message, Scrub.without(message.payload(), Tasmota::goes));
        };
    }

    private static boolean goes(JsonStreamContext object, String name) {
        return object.getNestingDepth() > 1 && !KEPT.contains(name);
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        DeviceId device = address.device();
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        try {
            return switch (address.stream()) {
                case WILL -> will(device, payload);
                case STATE -> state(device, address, payload);
                case START -> start(device, address, payload);
                default -> sensors(device, payload);
            };
        } catch (Json.Broken e) {
            return Fields.broken(e);
        }
    }

    private static Decoded will(DeviceId device, Payload payload) {
        Link link = payload.isBare() ? Words.link(payload.text()) : null;
        return link == null
                ? Refusal.wrongType("payload", "something else", "Online or Offline")
                : new Decoded.Readings(List.of(new Presence(device, null, link, null)));
    }

    private Decoded state(DeviceId device, Address address, Payload payload) throws Json.Broken {
        @Nullable Object[] values = IN_STATE.values(payload);
        Telling telling = new Telling(Meanings.NONE, times, device, address.part(), payload);
        Instant at = is(values[0]) ? telling.time("Time", requireNonNull(values[0])) : null;
        if (is(values[1])) {
            telling.uptime("UptimeSec", requireNonNull(values[1]), at);
        }
        if (is(values[2])) {
            telling.rssi("Wifi.Signal", requireNonNull(values[2]), at);
        }
        return telling.decoded();
    }

    private Decoded start(DeviceId device, Address address, Payload payload) throws Json.Broken {
        Telling telling = new Telling(Meanings.NONE, times, device, address.part(), payload);
        for (Object version : IN_START.values(payload)) {
            if (is(version)) {
                telling.add(VERSION, "Version", requireNonNull(version), null);
            }
        }
        return telling.decoded();
    }

    private static boolean is(@Nullable Object value) {
        return value != null && value != Pointers.NOTHING;
    }

    private record Found(Meaning meaning, String where, Object value) {}

    private Decoded sensors(DeviceId device, Payload payload) throws Json.Broken {
        List<Found> found = new ArrayList<>(4);
        Object time = null;
        Object unit = null;
        Json json = new Json(payload);
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return Refusal.wrongType("payload", "something else", "a JSON object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT) {
                chip(json, name, found);
            } else if (name.equals("Time")) {
                time = Fields.value(json, token);
            } else if (name.equals("TempUnit")) {
                unit = Fields.value(json, token);
            } else {
                json.skipChildren();
            }
        }
        json.end();
        Telling telling = new Telling(Meanings.NONE, times, device, "", payload);
        Instant at = time == null ? null : telling.time("Time", time);
        boolean fahrenheit = "F".equals(unit);
        for (Found one : found) {
            boolean warm = fahrenheit && one.meaning().quantity() == Quantity.TEMPERATURE;
            telling.add(one.meaning(), one.where(), warm ? celsius(one.value()) : one.value(), at);
        }
        return telling.decoded();
    }

    /** Reads the object of one sensor; a list has a value for each channel. */
    private static void chip(Json json, String name, List<Found> found) throws Json.Broken {
        String part = Words.plain(name);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            Quantity quantity = LEVELS.get(field);
            JsonToken token = json.nextToken();
            if (quantity == null) {
                json.skipChildren();
                continue;
            }
            Object value = Fields.value(json, token);
            if (value instanceof List<?> channels) {
                for (int i = 0; i < channels.size(); i++) {
                    found.add(new Found(Meaning.level(quantity, part + "-" + (i + 1)), field, channels.get(i)));
                }
            } else if (value != null) {
                found.add(new Found(Meaning.level(quantity, part), field, value));
            }
        }
    }

    private static Object celsius(Object fahrenheit) {
        double degrees = fahrenheit instanceof Double number
                ? number
                : fahrenheit instanceof String text ? Numbers.of(text) : Double.NaN;
        return Double.isNaN(degrees) ? fahrenheit : Double.valueOf(Math.rint((degrees - 32) / 1.8 * 1e6) / 1e6);
    }
}
