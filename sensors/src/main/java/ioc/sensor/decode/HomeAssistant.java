package ioc.sensor.decode;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MQTT discovery for Home Assistant, {@code homeassistant/<component>/[<node>/]<object>/config}: not values but where values are, which
 * {@link Discovery} makes a mapping of. Kept unread for it; the values come by mappings of other families.
 */
final class HomeAssistant implements Decoder {
    /** Hardware addresses, in both spellings. */
    private static final Set<String> ADDRESSES = Set.of("connections", "cns");

    @Override
    public @Nullable String unused(Address address) {
        return Discovery.speaks(address.stream()) ? null : "of no use here";
    }

    @Override
    public boolean single(Address address) {
        return false;
    }

    @Override
    public boolean ofNoDevice() {
        return true;
    }

    @Override
    public Porter porter() {
        return (address, message) -> Door.with(message, Scrub.without(message.payload(), ADDRESSES::contains));
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        return new Decoded.Ignored("discovery");
    }
}
