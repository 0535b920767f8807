package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Reading.Presence;
import ioc.sensor.Reading.Presence.Link;
import java.util.List;

/** What the bridge alarmserver says of itself, beside the cameras of several makes: {@code <root>/alarmserver}. */
final class AlarmServer {
    static final Form FORM = new Form();
    private static final Field STATUS = FORM.field("status");

    private AlarmServer() {}

    static boolean is(Address address) {
        return address.word().equals("alarmserver") && address.stream().isEmpty();
    }

    static Decoded presence(DeviceId device, Payload payload, Times times) {
        Fields in = FORM.read(payload, times, STATUS);
        Link link = in.choice(STATUS, Words::link, Link.OFFLINE, "up or down");
        return in.decoded(() -> List.of(new Presence(device, null, link, null)));
    }
}
