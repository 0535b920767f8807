package ioc.sensor;

import java.time.Instant;

/**
 * One MQTT message as it came in. The payload is shared, not copied: nobody may write to it.
 *
 * @param retained the broker said it is old state, delivered at subscribe: never a sign of life
 * @param receivedAt our clock
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for; a copy per message would cost
public record Message(String topic, byte[] payload, boolean retained, Instant receivedAt) {}
