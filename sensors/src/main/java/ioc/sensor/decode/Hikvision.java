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
import org.jspecify.annotations.Nullable;

/**
 * Hikvision: ISAPI's EventNotificationAlert in XML or JSON and its JSON metadata, on any topic; the bridges alarmserver
 * ({@code <root>/<camera>/<event>}) and HikSink ({@code <root>/device_<id>/[ch<n>/]<event>}). Any event is a sign of life.
 */
final class Hikvision implements Decoder {
    private static final String AVAILABILITY = "availability";
    private static final String SIGNAL_LOSS = "signal-loss";
    private static final Form FORM = new Form().passingOver("EventNotificationAlert");
    private static final Field DYNAMIC_CHANNEL = FORM.field("dynChannelID");
    private static final Field CHANNEL = FORM.field("channelID");
    private static final Field TYPE = FORM.field("eventType");
    private static final Field STATE = FORM.field("eventState");
    private static final Field TIME = FORM.field("dateTime");
    private static final Field REPEATED = FORM.field("isDataRetransmission");
    private static final Field STATISTICS = FORM.field("peopleCounting.statisticalMethods");
    private static final Field REAL_TIME = FORM.field("peopleCounting.RealTime.time");
    private static final Field RANGE_END = FORM.field("peopleCounting.TimeRange.endTime");
    private static final Field REGION = FORM.field("peopleCounting.regionsID");
    private static final Field ENTERED = FORM.field("peopleCounting.enter");
    private static final Field LEFT = FORM.field("peopleCounting.exit");
    private static final Field RULE = FORM.field("RegionCapture.rule.ruleID");
    private static final Field QUEUE = FORM.field("RegionCapture.humanCounting.count");
    private static final Field METADATA = FORM.field("Metadata");
    private static final Field METADATA_TYPE = FORM.field("Metadata.subType");
    private static final Field METADATA_CHANNEL = FORM.field("Metadata.DevInfo.channel");
    private static final Field METADATA_TIME = FORM.field("Metadata.time");
    private static final Field PERSONS = FORM.field("Metadata.Situation.personCount");
    private static final Field ENTERED_NOW = FORM.field("Metadata.Situation.enterRegionPeopleNum");
    private static final Field LEFT_NOW = FORM.field("Metadata.Situation.leaveRegionPeopleNum");
    private static final Field AVAILABLE = FORM.field("state");
    private static final Field ALERTING = FORM.field("alerting");

    private static final Xml XML = new Xml(FORM);

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
        return (address, message) -> {
            Form form = AlarmServer.is(address) ? AlarmServer.FORM : FORM;
            return isAvailability(address)
                    ? message
                    : Door.with(message, kept(Multipart.text(message.payload()), form));
        };
    }

    /** Without pictures, names and addresses, and without the words in which a bridge describes an event. */
    private static byte[] kept(byte[] body, Form form) {
        int from = 0;
        while (from < body.length && body[from] <= ' ') {
            from++;
        }
        return from < body.length && body[from] == '<' ? XML.keeping(body) : Scrub.kept(body, form);
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        DeviceId device = address.device();
        if (device != null && isAvailability(address)) {
            Fields in = FORM.read(payload, times, AVAILABLE);
            Link link = in.choice(AVAILABLE, Words::link, Link.OFFLINE, "online or offline");
            return in.decoded(() -> List.of(new Presence(device, null, link, null)));
        }
        if (device != null && AlarmServer.is(address)) {
            return AlarmServer.presence(device, payload, times);
        }
        if (payload.startsWith('<')) {
            return event(address, XML.read(payload, times));
        }
        if (payload.startsWith('{')) {
            Fields in = FORM.read(payload, times);
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
        boolean metadata = in.has(METADATA);
        String channel = in.text(in.first(DYNAMIC_CHANNEL, CHANNEL, METADATA_CHANNEL), 16);
        String type = metadata ? in.required(METADATA_TYPE, 64) : in.required(TYPE, 64);
        boolean replay = in.truth(REPEATED, false);
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
        Instant at = in.time(TIME);
        if (event.equals("personqueuecounting")) {
            return queue(device, at, in);
        }
        String fault = fault(event);
        if (fault == null) {
            return in.decoded(() -> List.of(health(device, at, null)));
        }
        boolean active = in.choice(STATE, Words::truth, false, "active or inactive");
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
        String method = in.required(STATISTICS, 32);
        if (in.problem() == null && !method.equalsIgnoreCase(statistics)) {
            return new Ignored("statistics that are not asked for");
        }
        boolean total = statistics.equals("realTime");
        if (total && replay) {
            return new Ignored("repeated later, says nothing of now");
        }
        Field time = total ? REAL_TIME : RANGE_END;
        Instant at = in.time(in.first(time, TIME));
        String region = in.text(REGION, 64);
        String part = region == null ? who.part() : setup.our(region);
        return passed(device, at, part, total, in, ENTERED, LEFT);
    }

    private static Decoded passed(
            DeviceId device, @Nullable Instant at, String part, boolean total, Fields in, Field enter, Field exit) {
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
        String rule = in.text(RULE, 16);
        long people = in.whole(QUEUE, Quantity.PEOPLE);
        String part = rule == null || rule.equals("1") ? "queue" : setup.our("queue-" + rule);
        return in.decoded(() -> List.of(new Level(device, at, Quantity.PEOPLE, part, people)));
    }

    private Decoded metadata(Address who, DeviceId device, String event, Fields in) {
        Instant at = in.time(METADATA_TIME);
        if (event.equals("framespeoplecounting")) {
            long people = in.whole(PERSONS, Quantity.PEOPLE);
            return in.decoded(() -> List.of(new Level(device, at, Quantity.PEOPLE, who.part(), people)));
        }
        if (!event.equals("peoplecounting")) {
            return new Ignored("of no use here");
        }
        if (!statistics.equals("realTime")) {
            return new Ignored("statistics that are not asked for");
        }
        return passed(device, at, who.part(), true, in, ENTERED_NOW, LEFT_NOW);
    }
}
