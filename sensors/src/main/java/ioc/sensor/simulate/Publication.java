package ioc.sensor.simulate;

import ioc.sensor.DeviceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One message of a simulated device, with the instant of true time at which it leaves the device. The payload is shared,
 * not copied: nobody may write to it. Its own {@code ts} is the device's clock, which may lie or lie back.
 *
 * @param at true time; never less than that of the publication before it in the same day
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for; a copy per message would cost
public record Publication(
        Instant at, DeviceId device, String topic, byte[] payload, int qos, boolean retained, Cause cause) {
    /** Why a device speaks; a player needs it to connect, leave or be cut off as the device did. */
    public enum Cause {
        /** It has something to tell. */
        READING,
        /** It tells how much there is now, which the next one makes worthless. */
        LEVEL,
        /** It has nothing to tell but that it lives. */
        HEARTBEAT,
        /** Its session began: the first message after the connection. */
        ONLINE,
        /** Its session ends in order: the last message before a clean disconnect. */
        OFFLINE,
        /** Its line is cut: this is its last will, which the broker publishes, not the device. */
        CUT
    }

    public Publication {
        if (qos < 0 || qos > 1) {
            throw new IllegalArgumentException(topic + ": qos was " + qos + " but must be 0 or 1");
        }
    }

    /** The payload as text. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
