package ioc.sensor.decode;

import org.jspecify.annotations.Nullable;

/** Reads the messages of one {@link Family}. Without state, so one object serves all threads. */
interface Decoder {
    /** Why this topic is of no use to us, such as that it carries pictures; null to go on. The payload is not looked at. */
    @Nullable
    String unused(Address address);

    /** Whether this topic speaks of the one device of its address; if so that device must be known. */
    boolean single(Address address);

    /** Whether an empty payload on this topic means that retained state was removed; else it is malformed. */
    boolean clearable(Address address);

    /** Reads a payload of an allowed size that is not empty. */
    Decoded decode(Address address, Payload payload);
}
