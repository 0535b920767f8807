package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import ioc.sensor.DeviceId;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Health;
import ioc.sensor.Reading.Level;
import ioc.sensor.Reading.Presence;
import ioc.sensor.Reading.Presence.Link;
import ioc.sensor.decode.Decoded.Ignored;
import ioc.sensor.decode.Decoded.Rejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frigate, {@code <prefix>/<camera or zone>/...} and {@code <prefix>/stats}. Taken: people now per camera or zone, whether a camera's
 * stream is there, its frame rate. Left: pictures, tracked objects and everything else about single people.
 */
final class Frigate implements Decoder {
    /** In place of all: a recorder also publishes pictures of people, which shall not come here at all. */
    private static final List<String> TAILS = List.of("available", "stats", "+/person", "+/status/detect");

    private static final String SERVER = "available";
    private static final String STATS = "stats";

    /** Hz; below it Frigate itself calls a camera unusable. */
    private static final double DEAD = 0.1;

    private final Times times;

    Frigate(Setup setup) {
        times = setup.times();
    }

    @Override
    public List<String> tails() {
        return TAILS;
    }

    @Override
    public @Nullable String unused(Address address) {
        String stream = address.stream();
        if (stream.equals("person") || stream.equals("status/detect")) {
            return null;
        }
        if (stream.isEmpty()) {
            return switch (address.word()) {
                case STATS -> null;
                case SERVER -> address.isListed() ? null : "server that is not listed";
                default -> "of no use here";
            };
        }
        return stream.equals("snapshot") || stream.endsWith("/snapshot") ? "picture" : "of no use here";
    }

    @Override
    public boolean single(Address address) {
        return !isStats(address);
    }

    @Override
    public boolean clearable(Address address) {
        return true;
    }

    private static boolean isStats(Address address) {
        return address.stream().isEmpty() && address.word().equals(STATS);
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        if (isStats(address)) {
            return stats(address, payload);
        }
        DeviceId device = address.device();
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        return address.stream().equals("person") ? people(device, address.part(), payload) : presence(device, payload);
    }

    private static Decoded people(DeviceId device, String part, Payload payload) {
        double count = payload.isBare() ? Numbers.of(payload.text()) : Double.NaN;
        if (!Numbers.isWhole(count)) {
            return Refusal.wrongType("payload", Refusal.quoted(payload.text()), "a whole number");
        }
        return Quantity.PEOPLE.allows(count)
                ? new Decoded.Readings(List.of(new Level(device, null, Quantity.PEOPLE, part, count)))
                : Refusal.outOfRange("payload", count, Quantity.PEOPLE.least(), Quantity.PEOPLE.most());
    }

    private static Decoded presence(DeviceId device, Payload payload) {
        Link link = payload.isBare() ? Words.link(payload.text()) : null;
        return link == null
                ? Refusal.wrongType("payload", Refusal.quoted(payload.text()), "online, offline, stopped or disabled")
                : new Decoded.Readings(List.of(new Presence(device, null, link, null)));
    }

    private Decoded stats(Address address, Payload payload) {
        List<Reading> readings = new ArrayList<>();
        try (JsonParser json = Fields.parser(payload)) {
            Rejected problem = json.nextToken() == JsonToken.START_OBJECT
                    ? sections(json, address, payload, readings)
                    : Refusal.wrongType("payload", "something else", "a JSON object");
            if (problem != null) {
                return problem;
            }
            if (json.nextToken() != null) {
                return Refusal.malformed("payload: must end after the object");
            }
        } catch (IOException e) {
            return Fields.broken(e);
        }
        return readings.isEmpty() ? new Ignored("no camera of ours") : new Decoded.Readings(readings);
    }

    private @Nullable Rejected sections(JsonParser json, Address address, Payload payload, List<Reading> readings)
            throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean cameras = json.currentName().equals("cameras");
            if (json.nextToken() != JsonToken.START_OBJECT || !cameras) {
                json.skipChildren();
                continue;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                Address camera = address.beside(json.currentName());
                DeviceId device = json.nextToken() == JsonToken.START_OBJECT ? camera.device() : null;
                if (device == null) {
                    json.skipChildren();
                    continue;
                }
                Rejected problem = camera(device, camera.part(), Fields.at(json, payload, times), readings);
                if (problem != null) {
                    return problem;
                }
            }
        }
        return null;
    }

    /** Adds what the statistics say of one camera, or returns what is wrong with them. */
    private static @Nullable Rejected camera(DeviceId device, String part, Fields in, List<Reading> readings) {
        double rate = in.number("camera_fps", Quantity.FRAME_RATE);
        if (in.problem() == null) {
            readings.add(new Level(device, null, Quantity.FRAME_RATE, part, rate));
            readings.add(new Health(device, null, null, null, null, null, rate < DEAD ? "no-stream" : null));
        }
        return in.problem();
    }
}
