package ioc.sensor.decode;

import ioc.sensor.Message;
import java.util.List;

/**
 * Stands at the door, before the journal: takes away what must not be kept (faces, plates, pictures, names and hardware addresses
 * of people's devices), and makes whole what could not be read later without the messages before it. May have state; one thread.
 */
interface Porter {
    /** Takes everything as it is. */
    Porter OPEN = (address, message) -> message;

    /** What is kept of a message: itself, or another topic or payload. Never refuses: what it cannot read it empties. */
    Message admit(Address address, Message message);

    /** What it wants to be published, each once; mostly nothing. */
    default List<Request> requests() {
        return List.of();
    }
}
