package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Message;
import ioc.sensor.Reading;
import ioc.sensor.decode.Decoded.Ignored;
import ioc.sensor.decode.Decoded.Reason;
import ioc.sensor.decode.Decoded.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** From any message to its outcome. Pure and without state: any thread may ask, and the same message has always the same outcome. */
public final class Decoders {
    /** Bytes that a payload may have once it is inside. Of a longer one {@link Door} lets in one byte more, which says so. */
    public static final int LARGEST = 64 * 1024;

    private final TopicMap topics;
    private final Predicate<DeviceId> known;

    /** @param known whether a device is in the places */
    public Decoders(TopicMap topics, Predicate<DeviceId> known) {
        this.topics = topics;
        this.known = known;
    }

    /** What becomes of a message; never an exception. */
    public Decoded decode(Message message) {
        try {
            return outcome(message);
        } catch (RuntimeException e) {
            // a fault of ours, which no known input causes: one message must not stop the line
            return Refusal.malformed(
                    "payload: was not readable (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** As {@link #decode}, but lets our own faults through. */
    Decoded outcome(Message message) {
        Address address = topics.address(message.topic());
        if (address == null) {
            return new Rejected(Reason.UNKNOWN_TOPIC, "topic: fits no pattern (add one to the topics)");
        }
        Decoder decoder = address.decoder();
        String unused = decoder.unused(address);
        if (unused != null) {
            return new Ignored(unused);
        }
        if (message.payload().length > LARGEST) {
            return new Rejected(
                    Reason.OVERSIZE,
                    "payload: was " + message.payload().length + " bytes but must be at most " + LARGEST);
        }
        DeviceId device = address.device();
        if (decoder.single(address) && (device == null || !known.test(device))) {
            return unknownDevice(address);
        }
        if (message.payload().length == 0 && (message.retained() || decoder.clearable(address))) {
            return decoder.cleared(address);
        }
        if (Door.isWithheld(message.payload())) {
            return Refusal.malformed("payload: was not readable, so nothing of it was kept");
        }
        Payload payload = Payload.of(message);
        if (payload.isEmpty() && !decoder.saidByTopic(address)) {
            return Refusal.malformed("payload: was empty");
        }
        Decoded decoded = decoder.decode(address, payload);
        if (decoded instanceof Rejected rejected) {
            return rejected.of(device);
        }
        return decoded instanceof Decoded.Readings readings && !decoder.single(address) ? ofKnown(readings) : decoded;
    }

    private Decoded ofKnown(Decoded.Readings readings) {
        boolean all = !readings.all().isEmpty();
        for (Reading reading : readings.all()) {
            all &= known.test(reading.device());
        }
        if (all) {
            return readings;
        }
        List<Reading> ours = new ArrayList<>(readings.all());
        ours.removeIf(reading -> !known.test(reading.device()));
        return ours.isEmpty()
                ? new Rejected(Reason.UNKNOWN_DEVICE, "payload: speaks of no device of the places (add them)")
                : new Decoded.Readings(ours);
    }

    static Rejected unknownDevice(Address address) {
        DeviceId device = address.device();
        String detail = device == null
                ? Refusal.quoted(address.word())
                        + " but must be listed or a known site, kind and device (see the topics)"
                : "\"" + device + "\" but must be a device of the places (add it there)";
        return new Rejected(Reason.UNKNOWN_DEVICE, "device: was " + detail, address.word());
    }
}
