package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Fault;
import ioc.sensor.Reading.Health;
import ioc.sensor.Reading.Level;
import ioc.sensor.Reading.Presence;
import ioc.sensor.Reading.Presence.Link;
import ioc.sensor.Reading.Tally;
import ioc.sensor.Reading.Tally.Direction;
import ioc.sensor.decode.Decoded.Ignored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hikvision: ISAPI's EventNotificationAlert in XML or JSON and its JSON metadata, on any topic; the bridges alarmserver
 * ({@code <root>/<camera>/<event>}) and HikSink ({@code <root>/device_<id>/[ch<n>/]<event>}). Any event is a sign of life.
 */
final class Hikvision implements Decoder {
    private static final String AVAILABILITY = "availability";
    private static final String ALERTING = "alerting";
    private static final String ROOT = "EventNotificationAlert";
    private static final String COUNTING = "peopleCounting.";
    private static final String SIGNAL_LOSS = "signal-loss";
    private static final Set<String> KEPT = Set.of(
            ROOT,
            "dateTime",
            "channelID",
            "dynChannelID",
            "channel",
            "eventType",
            "eventState",
            "isDataRetransmission",
            "peopleCounting",
            "statisticalMethods",
            "RealTime",
            "time",
            "TimeRange",
            "startTime",
            "endTime",
            "enter",
            "exit",
            "regionsID",
            "Metadata",
            "subType",
            "DevInfo",
            "Situation",
            "enterRegionPeopleNum",
            "leaveRegionPeopleNum",
            "personCount",
            "RegionCapture",
            "humanCounting",
            "count",
            "rule",
            "ruleID",
            ALERTING,
            "status");

    private static final Xml XML = new Xml(KEPT);

    private final Setup setup;
    private final Times times;
    private final String statistics;

    Hikvision(Setup setup) {
        this.setup = setup;
        boolean wall = setup.oneOf("clock", "offset", "local").equals("local");
        times = new Times(setup.times().zone(), wall);
        statistics = setup.oneOf("statistics", "realTime", "timeRange");
    }

    /** The event a topic of a bridge names, in lower case; empty when it names none. */
    private static String event(String text) {
        String last = text.substring(text.lastIndexOf('/') + 1);
        int hyphen = last.indexOf('-');
        return (hyphen < 0 ? last : last.substring(0, hyphen)).toLowerCase(Locale.ROOT);
    }

    /** Our word for what an event says is wrong; null when it says no such thing. */
    private static @Nullable String fault(String event) {
        return switch (event) {
            case "videoloss" -> SIGNAL_LOSS;
            case "shelteralarm", "tamperdetection", "tamper" -> "covered";
            case "defocus" -> "blurry";
            case "diskfull", "diskerror" -> "hardware-disk";
            default -> null;
        };
    }

    @Override
    public @Nullable String unused(Address address) {
        String word = address.word();
        String stream = address.stream();
        if (stream.isEmpty() && !address.isListed()) {
            if (AlarmServer.is(address) || word.equals(AVAILABILITY)) {
                return "bridge that is not listed";
            }
            return word.equals("stats") ? "of no use here" : null;
        }
        if (stream.equals("log")) {
            return "of no use here";
        }
        String event = event(stream);
        return event.startsWith("face") || event.equals("anpr") ? "about single people" : null;
    }

    @Override
    public boolean single(Address address) {
        return address.device() != null;
    }

    @Override
    public boolean clearable(Address address) {
        return isAvailability(address);
    }

    @Override
    public boolean saidByTopic(Address address) {
        return !address.stream().isEmpty() && !isAvailability(address);
    }

    private static boolean isAvailability(Address address) {
        return address.stream().equals(AVAILABILITY)
                || (address.stream().isEmpty() && address.word().equals(AVAILABILITY));
    }

    @Override
    public Porter porter() {
        return (address, message) ->
                isAvailability(address) ? message : Door.with(message, kept(Multipart.text(message.payload())));
    }

    /** Without pictures, names and addresses, and without the words in which a bridge describes an event. */
    private static byte[] kept(byte[] body) {
        int from = 0;
        while (from < body.length && body[from] <= ' ') {
            from++;
        }
        return from < body.length && body[from] == '<'
                ? XML.keeping(body)
                : Scrub.without(body, name -> !KEPT.contains(name));
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        DeviceId device = address.device();
        if (device != null && isAvailability(address)) {
            Fields in = Fields.of(payload, times, "state");
            Link link = in.choice("state", Words::link, Link.OFFLINE, "online or offline");
            return in.decoded(() -> List.of(new Presence(device, null, link, null)));
        }
        if (device != null && AlarmServer.is(address)) {
            return AlarmServer.presence(device, payload, times);
        }
        if (payload.startsWith('<')) {
            return event(address, XML.read(payload, times));
        }
        if (payload.startsWith('{')) {
            Fields in = Fields.deep(payload, times, ROOT);
            return in.has(ALERTING) ? alerting(address, in) : event(address, in);
        }
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        if (address.stream().isEmpty()) {
            return Refusal.malformed("payload: must be XML or JSON");
        }
        // alarmserver tells only that something begins: it lasts until the next event
        return new Decoded.Readings(List.of(health(device, null, fault(event(address.stream())))));
    }

    private static Health health(DeviceId device, @Nullable Instant at, @Nullable String fault) {
        return new Health(device, at, null, null, null, null, fault);
    }

    private static Decoded alerting(Address address, Fields in) {
        String stream = address.stream();
        int slash = stream.indexOf('/');
        String channel = slash >= 0 && stream.startsWith("ch") ? stream.substring(2, slash) : null;
        Address who = address.channel(channel);
        DeviceId device = who.device();
        if (device == null) {
            return Decoders.unknownDevice(who);
        }
        String fault = fault(ofChannel(address, channel, event(stream)));
        boolean active = in.truth(ALERTING);
        return in.decoded(
                () -> List.of(fault == null ? health(device, null, null) : new Fault(device, null, fault, active)));
    }

    private Decoded event(Address address, Fields in) {
        boolean metadata = in.has("Metadata");
        String channel = in.text(in.first("dynChannelID", "channelID", "Metadata.DevInfo.channel"), 16);
        String type = metadata ? in.required("Metadata.subType", 64) : in.required("eventType", 64);
        boolean replay = in.truth("isDataRetransmission", false);
        if (in.problem() != null) {
            return in.problem();
        }
        Address who = address.channel(channel);
        DeviceId device = who.device();
        if (device == null) {
            return Decoders.unknownDevice(who);
        }
        String event = ofChannel(address, channel, event(type));
        if (metadata) {
            return metadata(who, device, event, in);
        }
        if (event.equals("peoplecounting")) {
            return counting(who, device, replay, in);
        }
        if (replay) {
            return new Ignored("repeated later, says nothing of now");
        }
        Instant at = in.time("dateTime");
        if (event.equals("personqueuecounting")) {
            return queue(device, at, in);
        }
        String fault = fault(event);
        if (fault == null) {
            return in.decoded(() -> List.of(health(device, at, null)));
        }
        boolean active = in.choice("eventState", Words::truth, false, "active or inactive");
        Fault said = new Fault(device, at, fault, active);
        // that the video is there is said every few seconds, as a heartbeat
        return in.decoded(() -> fault.equals(SIGNAL_LOSS) ? List.of(health(device, at, null), said) : List.of(said));
    }

    /** The event; empty where it is of a camera behind the recorder that is not listed, and so no more than a sign of life. */
    private static String ofChannel(Address address, @Nullable String channel, String event) {
        String fault = fault(event);
        boolean own = fault != null && fault.startsWith("hardware-");
        return !own && address.isOther(channel, "1") ? "" : event;
    }

    private Decoded counting(Address who, DeviceId device, boolean replay, Fields in) {
        String method = in.required(COUNTING + "statisticalMethods", 32);
        if (in.problem() == null && !method.equalsIgnoreCase(statistics)) {
            return new Ignored("statistics that are not asked for");
        }
        boolean total = statistics.equals("realTime");
        if (total && replay) {
            return new Ignored("repeated later, says nothing of now");
        }
        String time = total ? COUNTING + "RealTime.time" : COUNTING + "TimeRange.endTime";
        Instant at = in.time(in.first(time, "dateTime"));
        String region = in.text(COUNTING + "regionsID", 64);
        String part = region == null ? who.part() : setup.our(region);
        return passed(device, at, part, total, in, COUNTING + "enter", COUNTING + "exit");
    }

    private static Decoded passed(
            DeviceId device, @Nullable Instant at, String part, boolean total, Fields in, String enter, String exit) {
        List<Reading> passed = new ArrayList<>(2);
        if (in.has(enter) || !in.has(exit)) {
            long count = in.whole(enter, 0, Numbers.MOST_EXACT);
            passed.add(new Tally(device, at, null, Direction.IN, part, count, total));
        }
        if (in.has(exit)) {
            long count = in.whole(exit, 0, Numbers.MOST_EXACT);
            passed.add(new Tally(device, at, null, Direction.OUT, part, count, total));
        }
        return in.decoded(() -> passed);
    }

    private Decoded queue(DeviceId device, @Nullable Instant at, Fields in) {
        String rule = in.text("RegionCapture.rule.ruleID", 16);
        long people = in.whole("RegionCapture.humanCounting.count", Quantity.PEOPLE.least(), Quantity.PEOPLE.most());
        String part = rule == null || rule.equals("1") ? "queue" : setup.our("queue-" + rule);
        return in.decoded(() -> List.of(new Level(device, at, Quantity.PEOPLE, part, people)));
    }

    private Decoded metadata(Address who, DeviceId device, String event, Fields in) {
        Instant at = in.time("Metadata.time");
        String situation = "Metadata.Situation.";
        if (event.equals("framespeoplecounting")) {
            long people = in.whole(situation + "personCount", Quantity.PEOPLE.least(), Quantity.PEOPLE.most());
            return in.decoded(() -> List.of(new Level(device, at, Quantity.PEOPLE, who.part(), people)));
        }
        if (!event.equals("peoplecounting")) {
            return new Ignored("of no use here");
        }
        if (!statistics.equals("realTime")) {
            return new Ignored("statistics that are not asked for");
        }
        return passed(
                device,
                at,
                who.part(),
                true,
                in,
                situation + "enterRegionPeopleNum",
                situation + "leaveRegionPeopleNum");
    }
}
