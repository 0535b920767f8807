package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import org.jspecify.annotations.Nullable;

/**
 * What a topic says before its payload is looked at.
 *
 * @param route the mapping that found it
 * @param word the level that stands for the device, as it came in; empty when the pattern names none
 * @param device null when the word stands for no device of the mapping, or is not one of ours
 * @param part zone, radio or the like; empty for the whole device
 * @param stream the levels that say what it is about, such as {@code ticket/issued}; empty when there are none
 */
public record Address(Route route, String word, @Nullable DeviceId device, String part, String stream) {
    public Family family() {
        return route.family();
    }

    /** The pattern of its mapping. */
    public String pattern() {
        return route.text();
    }

    /** What kind of device probably speaks so. */
    public DeviceKind kind() {
        return device == null ? route.kind() : device.kind();
    }

    Decoder decoder() {
        return route.decoder();
    }

    /** Whether the mapping lists this very word. */
    boolean isListed() {
        return route.lists(word);
    }

    /** Itself where topic or mapping says the device, else the address of the word the payload says. */
    Address named(String inPayload) {
        return word.isEmpty() ? beside(inPayload) : this;
    }

    /** The address the same mapping gives to another word: one message may speak of several devices. */
    Address beside(String other) {
        return route.address(this, other);
    }

    /** The device listed as {@code <word>/<channel>}, such as one camera of a recorder; this one when none is. */
    Address channel(@Nullable String channel) {
        Address other = channel == null || !route.lists() ? this : beside(word + '/' + channel);
        return other.isListed() ? other : this;
    }

    /** Whether a channel is neither the first, which is this device itself, nor listed. */
    boolean isOther(@Nullable String channel, String first) {
        return channel != null && !channel.equals(first) && channel(channel).equals(this);
    }
}
