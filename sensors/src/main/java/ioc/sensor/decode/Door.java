package ioc.sensor.decode;

import ioc.sensor.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What may come in, before anything is written: every message passes here on its way to the journal. Of a topic that is of no use
 * only the topic is kept, so a picture is gone before it is read; what a family says about single people is taken away by its
 * {@link Porter}; what nobody mapped loses pictures, names and hardware addresses. Of what is still too long the beginning is kept.
 * For one thread.
 */
public final class Door {
    private static final byte[] NOTHING = {};
    /** In place of a payload that could not be read, and so could not be cleared of what is personal. */
    private static final byte[] WITHHELD = "withheld".getBytes(StandardCharsets.US_ASCII);

    private static final String SPARKPLUG = "spBv1.0/";

    private final TopicMap topics;
    private final SparkplugPorter strangers =
            new SparkplugPorter(node -> false, metric -> !Scrub.isPersonal(metric), false);
    private final Map<Decoder, Porter> porters = new HashMap<>();

    public Door(TopicMap topics) {
        this.topics = topics;
    }

    /** What is kept of a message: mostly itself. Never an exception. */
    public Message admit(Message message) {
        try {
            return kept(message);
        } catch (RuntimeException e) {
            // a fault of ours, which no known input causes: nothing personal may slip in
            return with(message, WITHHELD);
        }
    }

    /** As {@link #admit}, but lets our own faults through. */
    Message kept(Message message) {
        Message admitted = known(message);
        byte[] payload = admitted.payload();
        return payload.length <= Decoders.LARGEST
                ? admitted
                : with(admitted, Arrays.copyOf(payload, Decoders.LARGEST + 1));
    }

    private Message known(Message message) {
        Address address = topics.address(message.topic());
        if (address == null) {
            String topic = Scrub.topic(message.topic());
            byte[] payload = Scrub.stranger(message.topic(), sparkplug(message).payload());
            return new Message(topic, payload, message.retained(), message.receivedAt());
        }
        Decoder decoder = address.decoder();
        Porter porter = porters.computeIfAbsent(decoder, Decoder::porter);
        String unused = decoder.unused(address);
        if (unused != null) {
            return masked(porter.admit(address, with(message, NOTHING)), unused);
        }
        Message admitted = porter.admit(address, message);
        boolean gone = admitted.payload().length == 0 && message.payload().length > 0;
        return gone && !decoder.saidByTopic(address) ? with(admitted, WITHHELD) : admitted;
    }

    /** A topic of no use without those it speaks of, unless it then would no more be the one it is. */
    private Message masked(Message message, String unused) {
        String topic = Scrub.topic(message.topic());
        Address address = topics.address(topic);
        boolean isSame = address != null && unused.equals(address.decoder().unused(address));
        return isSame ? new Message(topic, NOTHING, message.retained(), message.receivedAt()) : with(message, NOTHING);
    }

    /** What cannot be read later without the messages before it is made whole, also where nobody mapped it. */
    private Message sparkplug(Message message) {
        String topic = message.topic();
        int slash = topic.startsWith(SPARKPLUG) ? topic.indexOf('/', SPARKPLUG.length()) : -1;
        Message whole = slash < 0 ? message : strangers.admit(topic.substring(slash + 1), message);
        return whole.payload().length == 0 ? message : whole;
    }

    /** What is to be published since the last call, in order; nothing unless a mapping asks for it by an option. */
    public List<Request> requests() {
        List<Request> all = new ArrayList<>(0);
        porters.values().forEach(porter -> all.addAll(porter.requests()));
        return all;
    }

    static boolean isWithheld(byte[] payload) {
        return Arrays.equals(payload, WITHHELD);
    }

    /** The same message with another payload. */
    static Message with(Message message, byte[] payload) {
        return payload == message.payload()
                ? message
                : new Message(message.topic(), payload, message.retained(), message.receivedAt());
    }
}
