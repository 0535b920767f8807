package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Quantity;
import ioc.sensor.Reading.Fault;
import ioc.sensor.Reading.Level;
import ioc.sensor.Reading.Presence;
import ioc.sensor.Reading.Presence.Link;
import ioc.sensor.Reading.Tally;
import ioc.sensor.decode.Decoded.Ignored;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * AXIS OS, MQTT event bridge: {@code <any prefix>/CameraApplicationPlatform/ObjectAnalytics/Device1Scenario<N>}, with and without
 * namespaces, or all events on one topic. A message does not say which kind of scenario it is of; its keys tell.
 */
final class Axis implements Decoder {
    private static final String SCENARIO = "CameraApplicationPlatform/ObjectAnalytics/";
    private static final List<String> ROOTS = List.of(SCENARIO, "VideoSource/", "Device/HardwareFailure/");
    private static final String CONNECTION = "connection";
    private static final Form CONNECTED = new Form();
    private static final Field ONLINE = CONNECTED.field("connected");

    private final Setup setup;
    private final Times times;
    private final Directions directions;
    private final String kind;
    private final Form form = new Form();
    private final Field topic = form.field("topic");
    private final Field serial = form.field("serial");
    private final Field time = form.field("timestamp");
    private final Field data = form.field("message.data");
    private final Field state = form.field("message.data.State");
    private final Field failed = form.field("message.data.Failed");
    private final Field critical = form.field("message.data.Critical");
    private final Field scenario = form.field("message.data.scenario");
    private final Field reason = form.field("message.data.reason");
    private final Field active = form.field("message.data.active");
    private final Field total = form.field("message.data.total");
    private final Field totalOfAny = form.beginning(data, "total");
    private final Field present;
    private final Field passed;

    Axis(Setup setup) {
        this.setup = setup;
        times = setup.times();
        directions = new Directions(setup);
        String option = setup.text("class");
        kind = option == null ? "human" : option;
        present = form.field("message.data." + kind);
        passed = form.field("message.data.total"
                + (kind.isEmpty() ? "" : kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1)));
    }

    /** The name of the event in a topic, without prefix and namespaces; empty when there is none that we know. */
    private static String event(String topic) {
        String event = rooted(topic);
        return event.isEmpty() && topic.indexOf(':') >= 0
                ? rooted(topic.replace("tns:axis/", "")
                        .replace("tns:onvif/", "")
                        .replace("tnsaxis:", "")
                        .replace("axis:", ""))
                : event;
    }

    private static String rooted(String topic) {
        for (String root : ROOTS) {
            int at = topic.indexOf(root);
            if (at == 0 || (at > 0 && "/:".indexOf(topic.charAt(at - 1)) >= 0)) {
                return topic.substring(at);
            }
        }
        return "";
    }

    private static boolean isConnection(Address address) {
        String stream = address.stream();
        return stream.equals(CONNECTION) || stream.endsWith('/' + CONNECTION);
    }

    /** Whether the events of a camera all come on its one topic. */
    private static boolean isShared(Address address) {
        return address.stream().isEmpty() || address.stream().equals("event");
    }

    @Override
    public @Nullable String unused(Address address) {
        return isConnection(address) || isShared(address) ? null : unused(event(address.stream()));
    }

    private static @Nullable String unused(String event) {
        if (event.startsWith(SCENARIO)) {
            return event.endsWith("ScenarioANY") ? "repeats the numbered scenarios" : null;
        }
        return Onvif.fault(event) == null ? "of no use here" : null;
    }

    @Override
    public boolean single(Address address) {
        return !address.word().isEmpty();
    }

    @Override
    public boolean namesDevices() {
        return true;
    }

    @Override
    public Porter porter() {
        Porter events = Scrub.keeping(form);
        return (address, message) -> isConnection(address) ? message : events.admit(address, message);
    }

    @Override
    public Decoded cleared(Address address) {
        return Onvif.cleared(address, Onvif.fault(event(address.stream())));
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        return isConnection(address) ? presence(address, payload) : event(address, form.read(payload, times));
    }

    private Decoded presence(Address address, Payload payload) {
        DeviceId device = address.device();
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        Fields in = CONNECTED.read(payload, times, ONLINE);
        Link link = in.choice(ONLINE, Words::link, Link.OFFLINE, "true or false");
        return in.decoded(() -> List.of(new Presence(device, null, link, null)));
    }

    private Decoded event(Address address, Fields in) {
        String event = event(isShared(address) ? in.required(topic, 256) : address.stream());
        String said = address.word().isEmpty() ? in.required(serial, 64) : "";
        if (in.problem() != null) {
            return in.problem();
        }
        String unused = unused(event);
        if (unused != null) {
            return new Ignored(unused);
        }
        Address who = said.isEmpty() ? address : address.beside(said);
        DeviceId device = who.device();
        if (device == null) {
            return Decoders.unknownDevice(who);
        }
        Instant at = in.time(time);
        String fault = Onvif.fault(event);
        if (fault != null) {
            boolean active = in.truth(in.first(state, failed, critical));
            return in.decoded(() -> List.of(new Fault(device, at, fault, active)));
        }
        return scenario(who, device, at, in);
    }

    private Decoded scenario(Address who, DeviceId device, @Nullable Instant at, Fields in) {
        String name = in.text(scenario, 64);
        String part = name == null ? who.part() : setup.our(name);
        if (in.has(reason) || in.has(passed) || in.has(totalOfAny)) {
            long count = in.whole(in.has(passed) ? passed : total, 0, Numbers.MOST_EXACT);
            return in.decoded(() -> List.of(new Tally(device, at, null, directions.of(name), part, count, true)));
        }
        if (in.has(active) && !in.has(present) && !in.has(total)) {
            return new Ignored("says whether, not how many");
        }
        long people = in.whole(in.has(present) ? present : total, Quantity.PEOPLE);
        return in.decoded(() -> List.of(new Level(device, at, Quantity.PEOPLE, part, people)));
    }
}
