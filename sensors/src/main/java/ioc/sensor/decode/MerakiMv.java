package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Quantity;
import ioc.sensor.Reading.Level;
import ioc.sensor.decode.Decoded.Ignored;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cisco Meraki MV Sense, {@code /merakimv/<serial>/<0 or zone>} and {@code /light}; the first level is empty. Zone 0 is the whole
 * picture. People and vehicles come in messages of their own.
 */
final class MerakiMv implements Decoder {
    private static final String WHOLE = "0";
    private static final String LIGHT = "light";

    private static final Form FORM = new Form();
    private static final Field TS = FORM.field("ts");
    private static final Field LUX = FORM.field("lux");
    private static final Field COUNTS = FORM.field("counts");
    private static final Field PERSON = FORM.field("counts.person");

    private final Setup setup;
    private final Times times;

    MerakiMv(Setup setup) {
        this.setup = setup;
        times = setup.times();
    }

    @Override
    public @Nullable String unused(Address address) {
        String stream = address.stream();
        if (stream.equals("raw_detections")) {
            return "where single people are";
        }
        return stream.equals(LIGHT) || isNumber(stream) ? null : "of no use here";
    }

    /** Zones have numbers of eighteen digits, too long for any number of ours. */
    private static boolean isNumber(String stream) {
        for (int i = 0; i < stream.length(); i++) {
            if (stream.charAt(i) < '0' || stream.charAt(i) > '9') {
                return false;
            }
        }
        return !stream.isEmpty();
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        DeviceId device = address.device();
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        Fields in = FORM.read(payload, times);
        Instant at = in.time(TS);
        if (address.stream().equals(LIGHT)) {
            double lux = in.number(LUX, Quantity.ILLUMINANCE);
            return in.decoded(() -> List.of(new Level(device, at, Quantity.ILLUMINANCE, address.part(), lux)));
        }
        if (in.problem() == null && in.has(COUNTS) && !in.has(PERSON)) {
            return new Ignored("no count of people");
        }
        String part = address.stream().equals(WHOLE) ? address.part() : setup.our(address.stream());
        long people = in.whole(PERSON, Quantity.PEOPLE);
        return in.decoded(() -> List.of(new Level(device, at, Quantity.PEOPLE, part, people)));
    }
}
