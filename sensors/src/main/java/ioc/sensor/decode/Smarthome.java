package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Fault;
import ioc.sensor.Reading.Presence;
import ioc.sensor.Reading.Presence.Link;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * mqtt-smarthome, {@code <name>/status/<item>} with {@code {val, ts, lc}} or the bare value, and {@code <name>/connected} with 0, 1 or 2.
 * The options name the items.
 */
final class Smarthome implements Decoder {
    private static final String CONNECTED = "connected";
    private static final String STATUS = "status/";
    private static final Form FORM = new Form();
    private static final Field VAL = FORM.field("val");
    private static final Field TS = FORM.field("ts");

    private final Times times;
    private final Meanings meanings;

    Smarthome(Setup setup) {
        times = setup.times();
        meanings = new Meanings(setup);
    }

    /** The item a topic is about, also where the pattern already holds the level {@code status}. */
    private @Nullable Meaning meaning(Address address) {
        String stream = address.stream();
        return meanings.find(stream.startsWith(STATUS) ? stream.substring(STATUS.length()) : stream);
    }

    @Override
    public @Nullable String unused(Address address) {
        return address.stream().equals(CONNECTED) || meaning(address) != null ? null : "of no use here";
    }

    @Override
    public Porter porter() {
        return (address, message) -> {
            Payload payload = Payload.of(message);
            return payload.startsWith('{') || payload.startsWith('[')
                    ? Door.with(message, Scrub.kept(message.payload(), FORM))
                    : message;
        };
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        DeviceId device = address.device();
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        Meaning meaning = meaning(address);
        if (meaning != null && !payload.startsWith('{')) {
            return Telling.of(meanings, meaning, times, device, address, payload);
        }
        Fields in = FORM.read(payload, times, VAL);
        if (meaning == null) {
            return connected(device, in);
        }
        Instant at = in.time(TS);
        Object value = in.value(VAL);
        if (in.problem() != null) {
            return in.problem();
        }
        Telling telling = new Telling(meanings, times, device, address.part(), payload);
        if (value != null) {
            telling.add(meaning, "val", value, at);
        }
        return telling.decoded();
    }

    /** 1: the bridge is there, but what it speaks for is not. */
    private static Decoded connected(DeviceId device, Fields in) {
        long level = in.whole(VAL, 0, 2);
        return in.decoded(() -> level == 0
                ? List.<Reading>of(new Presence(device, null, Link.OFFLINE, null))
                : List.of(
                        new Presence(device, null, Link.ONLINE, null),
                        new Fault(device, null, "not-connected", level == 1)));
    }
}
