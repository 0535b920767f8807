package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Message;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Fault;
import ioc.sensor.Reading.Health;
import ioc.sensor.Reading.Level;
import ioc.sensor.Reading.Presence;
import ioc.sensor.Reading.Presence.Link;
import ioc.sensor.decode.Decoded.Ignored;
import ioc.sensor.decode.Decoded.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * UniFi access points through a bridge: unifi2mqtt 1 and 2 ({@code <name>/status/device/<ap>/clients} and the like, bare or as
 * {@code {"val","ts","lc"}}) and UnifiMqttPublisher ({@code unifi/stats/ap<N>}, {@code unifi/availability/ap<N>}).
 */
final class Unifi implements Decoder {
    private static final Form FORM = new Form();
    private static final Field VAL = FORM.field("val");
    private static final Field VERSION = FORM.field("version");
    private static final Field VERSION_WITHIN = FORM.field("val.version");
    private static final Field TS = FORM.field("ts");
    private static final Field STATE = FORM.field("state");
    private static final Field DEVICE_STATE = FORM.field("device_state");
    private static final Field UPTIME = FORM.field("uptime");
    private static final Field PROCESSOR = FORM.field("system-stats.cpu");
    private static final Form RADIO = FORM.ofItems();
    private static final Field CLIENTS = RADIO.field("num_sta");
    private static final Field NAME = RADIO.field("name");
    private static final Field RADIOS = FORM.list("radio_table_stats", RADIO);

    private static final Porter FIELDS = Scrub.keeping(FORM);

    private static final String STATUS = "status/";
    private static final String CLIENT = "client/";
    private static final String WIFI = "wifi/";
    private static final double MOST_SECONDS = 1e10;

    /** What the end of a topic is about. */
    private enum What {
        BRIDGE,
        STATIONS,
        ONLINE,
        DETAILS,
        STATS,
        AVAILABILITY;

        static @Nullable What of(String stream) {
            return switch (stream) {
                case "connected" -> BRIDGE;
                case "clients", "clientCount", "client_count/wireless" -> STATIONS;
                case "online" -> ONLINE;
                case "details" -> DETAILS;
                case "stats" -> STATS;
                case "availability" -> AVAILABILITY;
                default -> stream.endsWith("/client_count") || stream.endsWith("/clientCount") ? STATIONS : null;
            };
        }
    }

    private final Times times;

    Unifi(Setup setup) {
        times = setup.times();
    }

    /** The levels after {@code status}, if that is there: a pattern may or may not have it. */
    private static String stream(Address address) {
        String stream = address.stream();
        return stream.startsWith(STATUS) ? stream.substring(STATUS.length()) : stream;
    }

    @Override
    public @Nullable String unused(Address address) {
        String stream = stream(address);
        if (clientAt(stream) >= 0
                || stream.equals("event")
                || stream.startsWith("event/")
                || stream.contains("/event/")) {
            return "one client";
        }
        if (address.word().equals("controller") && !address.isListed()) {
            return "controller";
        }
        if (stream.startsWith("client_count") && !stream.endsWith("/wireless")) {
            return "also counts cables";
        }
        return What.of(stream) == null ? "of no use here" : null;
    }

    @Override
    public Porter porter() {
        return Unifi::kept;
    }

    /** Without the level that names somebody's device, and without what a payload says beyond that. */
    private static Message kept(Address address, Message message) {
        Message admitted = Payload.of(message).isBare() ? message : FIELDS.admit(address, message);
        String stream = address.stream();
        int at = clientAt(stream);
        if (at < 0 || !message.topic().endsWith(stream)) {
            return admitted;
        }
        String before = message.topic().substring(0, message.topic().length() - stream.length() + at);
        String after = stream.endsWith("/present") ? "/present" : stream.endsWith("/details") ? "/details" : "";
        return new Message(before + "-" + after, admitted.payload(), message.retained(), message.receivedAt());
    }

    /** Where the name of a client begins; below 0 when there is none. */
    private static int clientAt(String stream) {
        int level = stream.startsWith(CLIENT) ? 0 : stream.indexOf("/" + CLIENT) + 1;
        return level == 0 && !stream.startsWith(CLIENT) ? -1 : level + CLIENT.length();
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        String stream = stream(address);
        DeviceId device = address.device();
        What what = What.of(stream);
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        if (what == null) {
            return new Ignored("of no use here");
        }
        return switch (what) {
            case BRIDGE -> bridge(device, FORM.read(payload, times, VAL));
            case STATIONS -> stations(device, part(address, stream), FORM.read(payload, times, VAL));
            case ONLINE -> online(device, FORM.read(payload, times, VAL));
            case AVAILABILITY -> availability(device, FORM.read(payload, times, VAL));
            case DETAILS -> details(device, FORM.read(payload, times));
            case STATS -> stats(device, FORM.read(payload, times));
        };
    }

    /** The network, where it is the clients of one that are counted. */
    private static String part(Address address, String stream) {
        int end = stream.lastIndexOf('/');
        if (end < 0 || stream.startsWith("client_count")) {
            return address.part();
        }
        return Words.plain(stream.substring(stream.startsWith(WIFI) ? Math.min(WIFI.length(), end) : 0, end));
    }

    /** 0: gone; 1: there, but does not reach the controller; 2: all is well. */
    private static Decoded bridge(DeviceId device, Fields in) {
        long state = in.whole(VAL, 0, 2);
        Instant time = in.time(TS);
        return in.decoded(() -> state == 0
                ? List.of(new Presence(device, null, Link.OFFLINE, null))
                : List.of(
                        new Presence(device, time, Link.ONLINE, null),
                        new Fault(device, time, "no-controller", state == 1)));
    }

    private static Decoded stations(DeviceId device, String part, Fields in) {
        long count = in.whole(VAL, Quantity.STATIONS);
        Instant time = in.time(TS);
        return in.decoded(() -> List.of(new Level(device, time, Quantity.STATIONS, part, count)));
    }

    private static Decoded online(DeviceId device, Fields in) {
        Link link = in.choice(VAL, Words::link, Link.OFFLINE, "true or false");
        Instant time = in.time(TS);
        return in.decoded(() -> List.of(new Presence(device, time, link, null)));
    }

    private static Decoded availability(DeviceId device, Fields in) {
        Link link = link(in.whole(VAL, 0, 99));
        return in.decoded(() -> List.of(new Presence(device, null, link, null)));
    }

    /** A state as the controller numbers it. */
    private static Link link(long state) {
        return state == 1 ? Link.ONLINE : state == 4 || state == 5 ? Link.SLEEPING : Link.OFFLINE;
    }

    private static Decoded details(DeviceId device, Fields in) {
        String version = in.text(in.first(VERSION_WITHIN, VERSION), 64);
        Instant time = in.time(TS);
        return in.problem() == null && version == null
                ? new Ignored("says no version")
                : in.decoded(() -> List.of(new Health(device, time, null, version, null, null, null)));
    }

    private static Decoded stats(DeviceId device, Fields in) {
        Long state = in.rounded(in.first(STATE, DEVICE_STATE), 0, 99);
        if (in.problem() == null && state != null && state != 1) {
            return new Decoded.Readings(List.of(new Presence(device, null, link(state), null))); // the rest is old
        }
        List<Reading> readings = new ArrayList<>();
        Long uptime = in.rounded(UPTIME, 0, MOST_SECONDS);
        readings.add(new Health(device, null, uptime, null, null, null, null));
        if (in.has(PROCESSOR)) {
            double busy = in.number(PROCESSOR, 0, 100) / 100;
            readings.add(new Level(device, null, Quantity.PROCESSOR, "", busy));
        }
        for (Fields radio : in.items(RADIOS)) {
            long count = radio.whole(CLIENTS, Quantity.STATIONS);
            String part = radio.part(NAME, "");
            Rejected problem = radio.problem();
            if (problem != null) {
                return problem;
            }
            readings.add(new Level(device, null, Quantity.STATIONS, part, count));
        }
        return in.decoded(() -> readings);
    }
}
