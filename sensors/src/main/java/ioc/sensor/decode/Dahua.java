package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Fault;
import ioc.sensor.Reading.Health;
import ioc.sensor.Reading.Presence;
import ioc.sensor.Reading.Presence.Link;
import ioc.sensor.Reading.Tally;
import ioc.sensor.Reading.Tally.Direction;
import ioc.sensor.decode.Decoded.Ignored;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Dahua and Amcrest: lines of eventManager ({@code Code=...;action=...;index=...;data={...}}) on any topic, the bridge amcrest2mqtt
 * ({@code <root>/<serial>/event}), and bridges that name the event in the topic ({@code <root>/<camera>/CrossLineDetection}).
 */
final class Dahua implements Decoder {
    private static final String CODE = "Code=";
    private static final byte[] DATA = "data=".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};
    private static final String COUNTING = "NumberStat";
    private static final String LINE = "CrossLineDetection";
    private static final String NO_USE = "of no use here";

    /** Bare payloads that say no more than this. */
    private static final Set<String> ACTIONS = Set.of("Start", "Stop", "Pulse", "Heartbeat");

    private static final Form FORM = new Form().passingOver("payload");
    private static final Field CODE_OF_EVENT = FORM.field("Code");
    private static final Field EVENT = FORM.field("event");
    private static final Field STATUS = FORM.field("status");
    private static final Field VERSION = FORM.field("sw_version");
    private static final Field ACTION = FORM.field("action");
    private static final Field INDEX = FORM.field("index");
    private static final Field SAID = FORM.field("data");
    private static final Field TIME = FORM.field("data.UTC");
    private static final Field AREA = FORM.field("data.AreaID");
    private static final Field NAME = FORM.field("data.Name");
    private static final Field RULE = FORM.field("data.RuleName");
    private static final Field DIRECTION = FORM.field("data.Direction");
    private static final Field ENTERED = FORM.field("data.EnteredSubtotal");
    private static final Field ENTERED_TODAY = FORM.field("data.EnteredSubtotal.Today");
    private static final Field EXITED = FORM.field("data.ExitedSubtotal");
    private static final Field EXITED_TODAY = FORM.field("data.ExitedSubtotal.Today");
    private static final Field KIND = FORM.field("data.ObjectType");
    private static final Field KIND_WITHIN = FORM.field("data.Object.ObjectType");

    /** What tells the crossings of one second apart: the object, else finer time, else how pictures or events are numbered. */
    private static final Field[] WHICH = Stream.of(
                    "Object.ObjectID", "ObjectID", "UTCMS", "PTS", "FrameSequence", "EventSeq", "EventID", "GroupID")
            .map(name -> FORM.field("data." + name))
            .toArray(Field[]::new);

    private final Setup setup;
    private final Times times;
    private final Directions directions;
    private final String kind;

    Dahua(Setup setup) {
        this.setup = setup;
        times = setup.times();
        directions = new Directions(setup);
        String option = setup.text("class");
        kind = option == null ? "Human" : option;
    }

    /** Our word for what an event says is wrong; null when it says no such thing. */
    private static @Nullable String fault(String code) {
        return switch (code) {
            case "VideoLoss" -> "signal-loss";
            case "VideoBlind" -> "covered";
            case "VideoUnFocus" -> "blurry";
            case "StorageFailure", "StorageNotExist" -> "hardware-storage";
            default -> null;
        };
    }

    @Override
    public @Nullable String unused(Address address) {
        String stream = address.stream();
        if (stream.isEmpty() && !address.isListed()) {
            return AlarmServer.is(address)
                    ? "bridge that is not listed"
                    : address.word().equals("broker") ? NO_USE : null;
        }
        if (stream.startsWith("Face") || stream.startsWith("Traffic") || stream.equals("doorbell")) {
            return "about single people";
        }
        return stream.startsWith("storage") || stream.startsWith("snapshot") ? NO_USE : null;
    }

    @Override
    public boolean single(Address address) {
        return address.device() != null;
    }

    @Override
    public boolean clearable(Address address) {
        return isOwn(address.stream());
    }

    @Override
    public boolean saidByTopic(Address address) {
        return !address.stream().isEmpty() && !isOwn(address.stream());
    }

    /** Whether this is a topic of amcrest2mqtt. */
    private static boolean isOwn(String stream) {
        return switch (stream) {
            case "status", "config", "event", "motion", "human" -> true;
            default -> false;
        };
    }

    @Override
    public Porter porter() {
        return (address, message) -> Door.with(message, kept(Multipart.text(message.payload())));
    }

    private static byte[] kept(byte[] body) {
        String line = new String(body, 0, Math.min(body.length, 256), StandardCharsets.ISO_8859_1).strip();
        if (line.startsWith("{")) {
            return Scrub.kept(body, FORM);
        }
        if (!line.startsWith(CODE)) {
            return ACTIONS.contains(line) || Words.link(line) != null ? body : NOTHING;
        }
        int at = data(body, 0, body.length);
        if (at < 0) {
            return body;
        }
        byte[] data = Arrays.copyOfRange(body, at, body.length);
        byte[] kept = Scrub.kept(data, FORM);
        if (kept == data || kept.length == 0) {
            return kept == data ? body : NOTHING;
        }
        byte[] whole = Arrays.copyOf(body, at + kept.length);
        System.arraycopy(kept, 0, whole, at, kept.length);
        return whole;
    }

    /** Where the data of a line begins; -1 when it has none. */
    private static int data(byte[] line, int from, int to) {
        for (int at = from; at + DATA.length <= to; at++) {
            if (line[at] == 'd' && Arrays.equals(line, at, at + DATA.length, DATA, 0, DATA.length)) {
                return at + DATA.length;
            }
        }
        return -1;
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        DeviceId device = address.device();
        String stream = address.stream();
        if (device != null && AlarmServer.is(address)) {
            return AlarmServer.presence(device, payload, times);
        }
        if (device != null && stream.equals("status")) {
            Fields in = FORM.read(payload, times, STATUS);
            Link link = in.choice(STATUS, Words::link, Link.OFFLINE, "online or offline");
            return in.decoded(() -> List.of(new Presence(device, null, link, null)));
        }
        if (device != null && stream.equals("config")) {
            Fields in = FORM.read(payload, times);
            String version = in.text(VERSION, 64);
            return in.decoded(() -> List.of(new Health(device, null, null, version, null, null, null)));
        }
        String text = payload.isBare() ? payload.text() : "";
        if (payload.startsWith('{')) {
            return wrapped(address, FORM.read(payload, times));
        }
        if (payload.startsWith('C') && startsWithCode(payload)) {
            return line(address, payload);
        }
        boolean life = stream.equals("motion") || stream.equals("human") || text.equals("Heartbeat");
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        if (life) {
            return alive(device, null, null);
        }
        return stream.isEmpty() || isOwn(stream)
                ? Refusal.malformed("payload: must be like Code=NumberStat;action=Pulse;index=0;data={...}, or JSON")
                : named(device, address, text.equals("Stop"));
    }

    private static boolean startsWithCode(Payload payload) {
        return payload.length() > CODE.length()
                && new String(payload.bytes(), payload.from(), CODE.length(), StandardCharsets.ISO_8859_1).equals(CODE);
    }

    private static Decoded alive(DeviceId device, @Nullable Instant at, @Nullable String fault) {
        return new Decoded.Readings(List.of(new Health(device, at, null, null, null, null, fault)));
    }

    /** An event whose code is in the topic. Such a bridge may tell only that something begins: it lasts until the next event. */
    private Decoded named(DeviceId device, Address address, boolean stop) {
        String stream = address.stream();
        String code = stream.substring(stream.lastIndexOf('/') + 1);
        if (!code.equals(LINE)) {
            return alive(device, null, stop ? null : fault(code));
        }
        return stop
                ? new Ignored("end of a crossing")
                : new Decoded.Readings(
                        List.of(new Tally(device, null, null, directions.of(null), address.part(), 1, false)));
    }

    private Decoded wrapped(Address address, Fields in) {
        String code = in.required(in.first(CODE_OF_EVENT, EVENT), 64);
        return event(address, code, in);
    }

    private Decoded line(Address address, Payload payload) {
        int at = data(payload.bytes(), payload.from(), payload.to());
        Fields in = at < 0
                ? FORM.blank(payload, times)
                : FORM.readIn(
                        SAID,
                        new Payload(payload.bytes(), at, payload.to(), payload.retained(), payload.receivedAt()),
                        times);
        int end = at < 0 ? payload.to() : at - DATA.length;
        String head = new String(
                payload.bytes(), payload.from(), Math.min(512, end - payload.from()), StandardCharsets.UTF_8);
        in.put(ACTION, between(head, "action="));
        in.put(INDEX, between(head, "index="));
        return event(address, between(head, CODE), in);
    }

    private static String between(String head, String name) {
        int from = head.indexOf(name);
        int to = head.indexOf(';', Math.max(0, from));
        return from < 0
                ? ""
                : head.substring(from + name.length(), to < 0 ? head.length() : to)
                        .strip();
    }

    private Decoded event(Address address, String code, Fields in) {
        String action = in.text(ACTION, 16);
        String index = in.text(INDEX, 16);
        Instant at = in.time(TIME);
        if (in.problem() != null) {
            return in.problem();
        }
        Address who = address.channel(index);
        DeviceId device = who.device();
        if (device == null) {
            return Decoders.unknownDevice(who);
        }
        boolean stop = action != null && action.equalsIgnoreCase("Stop");
        String fault = fault(code);
        boolean own = fault != null && fault.startsWith("hardware-");
        if (!own && address.isOther(index, "0")) {
            return alive(device, in.isRetained() ? null : at, null);
        }
        if (fault != null) {
            return new Decoded.Readings(List.of(new Fault(device, at, fault, !stop)));
        }
        return switch (code) {
            case COUNTING -> counted(who, device, at, in);
            case LINE -> stop ? new Ignored("end of a crossing") : crossed(who, device, at, in);
            default -> alive(device, in.isRetained() ? null : at, null);
        };
    }

    private Decoded counted(Address who, DeviceId device, @Nullable Instant at, Fields in) {
        String area = in.text(AREA, 64);
        String rule = in.text(NAME, 64);
        String part = area == null
                ? rule == null ? who.part() : setup.our(rule)
                : rule == null ? setup.our(area) : setup.our(rule, area);
        Field entered = in.first(ENTERED_TODAY, ENTERED);
        Field exited = in.first(EXITED_TODAY, EXITED);
        List<Reading> passed = new ArrayList<>(2);
        passed.add(new Tally(device, at, null, Direction.IN, part, in.whole(entered, 0, Numbers.MOST_EXACT), true));
        if (in.has(exited)) {
            passed.add(new Tally(device, at, null, Direction.OUT, part, in.whole(exited, 0, Numbers.MOST_EXACT), true));
        }
        return in.decoded(() -> passed);
    }

    private Decoded crossed(Address who, DeviceId device, @Nullable Instant at, Fields in) {
        String object = in.text(in.first(KIND_WITHIN, KIND), 64);
        String rule = in.text(in.first(NAME, RULE), 64);
        String way = in.text(DIRECTION, 64);
        String which = in.text(in.first(WHICH), 32);
        if (in.problem() == null && object != null && !object.equalsIgnoreCase(kind)) {
            return new Ignored("no person");
        }
        boolean back = way != null && way.equalsIgnoreCase("RightToLeft");
        Direction direction = back ? Directions.opposite(directions.of(rule)) : directions.of(rule);
        String part = rule == null ? who.part() : setup.our(rule);
        String id = NaturalKey.of(which, "crossed", at);
        return in.decoded(() -> List.of(new Tally(device, at, id, direction, part, 1, false)));
    }
}
