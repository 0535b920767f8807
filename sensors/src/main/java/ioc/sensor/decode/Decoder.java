package ioc.sensor.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the messages of one {@link Mapping}. Without state, so one object serves all threads. */
interface Decoder {
    /** Why this topic is of no use to us, such as that it carries pictures; null to go on. The payload is not looked at. */
    default @Nullable String unused(Address address) {
        return null;
    }

    /** Whether this topic speaks of the one device of its address; if so that device must be known. */
    default boolean single(Address address) {
        return true;
    }

    /** Whether an empty payload on this topic means that retained state was removed; else it is malformed. */
    default boolean clearable(Address address) {
        return true;
    }

    /** Reads a payload of an allowed size that is not empty. */
    Decoded decode(Address address, Payload payload);

    /** What the empty payload of a {@link #clearable} topic, or of any retained one, means. */
    default Decoded cleared(Address address) {
        return new Decoded.Ignored("cleared");
    }

    /** Whether its topics speak of no device at all, so that a pattern needs to say none. */
    default boolean ofNoDevice() {
        return false;
    }

    /** Whether payloads may name the device, so that a pattern needs no {@code {device}}: see {@link Address#beside}. */
    default boolean namesDevices() {
        return false;
    }

    /** Whether the topic says it all, so that an empty payload that is not retained is a message too. */
    default boolean saidByTopic(Address address) {
        return false;
    }

    /** What to subscribe to in place of {@code {device}/{stream...}}; empty: all of it. */
    default List<String> tails() {
        return List.of();
    }

    /** Who lets its messages in, before anything of them is written. A new one for each connection to a broker. */
    default Porter porter() {
        return Porter.OPEN;
    }
}
