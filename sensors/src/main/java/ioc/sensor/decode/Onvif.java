package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonToken;
import ioc.sensor.DeviceId;
import ioc.sensor.Quantity;
import ioc.sensor.Reading.Fault;
import ioc.sensor.Reading.Health;
import ioc.sensor.Reading.Level;
import ioc.sensor.Reading.Tally;
import ioc.sensor.decode.Decoded.Ignored;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * ONVIF Core 2x, event broker: {@code <prefix>/onvif-ej/<event>[/&<source>]}, and its metadata {@code <prefix>/onvif-mj/...}. The
 * prefix may have any number of levels, and a pattern may or may not go as far as {@code onvif-ej}.
 */
final class Onvif implements Decoder {
    private static final String EVENTS = "onvif-ej/";
    private static final String METADATA = "onvif-mj/";
    private static final String LINE = "RuleEngine/LineDetector/Crossed";
    private static final String COUNTER = "RuleEngine/CountAggregation/Counter";
    private static final String OCCUPANCY = "RuleEngine/CountAggregation/OccupancyCounter";
    private static final String PROCESSOR = "Monitoring/ProcessorUsage";
    private static final String REBOOT = "Monitoring/OperatingTime/LastReboot";
    private static final Set<String> TAKEN = Set.of(LINE, COUNTER, OCCUPANCY, PROCESSOR, REBOOT);
    private static final String VIDEO = "VideoSource/";
    private static final String HARDWARE = "Device/HardwareFailure/";
    private static final double MOST_SECONDS = 1e10;

    private static final Form FORM = new Form()
            .keeping("Frame", "@UtcTime", "Object", "Appearance", "Class", "Type", "ClassCandidate", "#", "#text", "$");
    private static final Field TIME = FORM.field("UtcTime");
    private static final Field RULE = FORM.field("Source.Rule");
    private static final Field SOURCE = FORM.field("Source.VideoSource");
    private static final Field CONFIGURATION = FORM.field("Source.VideoSourceConfigurationToken");
    private static final Field TOKEN = FORM.field("Source.Token");
    private static final Field COUNT = FORM.field("Data.Count");
    private static final Field STATE = FORM.field("Data.State");
    private static final Field FAILED = FORM.field("Data.Failed");
    private static final Field CRITICAL = FORM.field("Data.Critical");
    private static final Field CLASSES = FORM.field("Data.ClassTypes");
    private static final Field OBJECTS = FORM.field("Data.ObjectId");
    private static final Field VALUE = FORM.field("Data.Value");
    private static final Field STATUS = FORM.field("Data.Status");
    private static final Form FRAME = new Form();
    private static final Field FRAME_TIME = FRAME.field("@UtcTime");
    private static final Field PEOPLE = FRAME.field("Object");

    private final Setup setup;
    private final Directions directions;
    private final boolean metadata;
    private final @Nullable String kind;

    /** UtcTime is in UTC, also where it does not say so. */
    private final Times times = new Times(ZoneOffset.UTC);

    Onvif(Setup setup) {
        this.setup = setup;
        directions = new Directions(setup);
        metadata = setup.truth("metadata", false);
        kind = setup.text("class");
    }

    /** Our word for what an event says is wrong; null when it says no such thing. */
    static @Nullable String fault(String event) {
        if (event.startsWith(HARDWARE)) {
            String what = event.substring(Math.max(event.lastIndexOf('/'), event.lastIndexOf(':')) + 1)
                    .replace("Failure", "")
                    .replace("Critical", "");
            return Words.plain("hardware-" + what);
        }
        if (!event.startsWith(VIDEO)) {
            return null;
        }
        int end = event.indexOf('/', VIDEO.length());
        return switch (event.substring(VIDEO.length(), end < 0 ? event.length() : end)) {
            case "SignalLoss" -> "signal-loss";
            case "ImageTooDark" -> "too-dark";
            case "ImageTooBright" -> "too-bright";
            case "ImageTooBlurry" -> "blurry";
            case "GlobalSceneChange" -> "scene-change";
            default -> null;
        };
    }

    /** Where in a stream the levels after this one begin; -1 when it is not there. */
    private static int after(String level, String stream) {
        int at = stream.indexOf(level);
        return at == 0 || (at > 0 && stream.charAt(at - 1) == '/') ? at + level.length() : -1;
    }

    private static String event(String stream) {
        int from = Math.max(0, after(EVENTS, stream));
        int to = stream.indexOf("/&", from);
        return stream.substring(from, to < 0 ? stream.length() : to);
    }

    /** Which rule it is, and what video it looks at: cameras of several call their rules the same. */
    private record Rule(@Nullable String name, @Nullable String source) {
        private static final String FIRST = "1";
        private static final Rule NONE = new Rule(null, null);

        /** As a topic ends: {@code /&<source>/<configuration>/<rule>}. */
        static Rule of(String stream) {
            int from = stream.indexOf("/&") + 2;
            int second = from < 2 ? -1 : stream.indexOf('/', from);
            int third = second < 0 ? -1 : stream.indexOf('/', second + 1);
            return third < 0 ? NONE : new Rule(stream.substring(third + 1), stream.substring(from, second));
        }

        /** As a payload says, else the topic. */
        static Rule of(String stream, Fields in) {
            String name = in.text(RULE, 64);
            String source = in.text(in.first(SOURCE, CONFIGURATION), 64);
            if (name != null && source != null) {
                return new Rule(name, source);
            }
            Rule topic = of(stream);
            return new Rule(name == null ? topic.name() : name, source == null ? topic.source() : source);
        }

        String part(Setup setup, String otherwise) {
            return name == null
                    ? otherwise
                    : source == null || source.equals(FIRST) ? setup.our(name) : setup.our(source, name);
        }
    }

    private static boolean isMetadata(String stream) {
        return after(METADATA, stream) >= 0 || stream.startsWith("VideoAnalytics/");
    }

    @Override
    public @Nullable String unused(Address address) {
        String stream = address.stream();
        if (isMetadata(stream)) {
            return metadata ? null : "what is in every picture";
        }
        String event = event(stream);
        if (event.startsWith("RuleEngine/FieldDetector/")) {
            return "says whether, not how many";
        }
        return TAKEN.contains(event) || fault(event) != null ? null : "of no use here";
    }

    @Override
    public Porter porter() {
        return Scrub.keeping(FORM);
    }

    @Override
    public Decoded cleared(Address address) {
        String event = event(address.stream());
        DeviceId device = address.device();
        if (device == null || !event.equals(OCCUPANCY)) {
            return cleared(address, fault(event));
        }
        String part = Rule.of(address.stream()).part(setup, address.part());
        return new Decoded.Readings(List.of(new Level(device, null, Quantity.PEOPLE, part, 0)));
    }

    /** A property that was deleted: what it said is wrong is so no more. */
    static Decoded cleared(Address address, @Nullable String fault) {
        DeviceId device = address.device();
        return device == null || fault == null
                ? new Ignored("cleared")
                : new Decoded.Readings(List.of(new Fault(device, null, fault, false)));
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        DeviceId device = address.device();
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        if (isMetadata(address.stream())) {
            return frames(device, address.part(), payload);
        }
        String event = event(address.stream());
        Fields in = FORM.read(payload, times);
        Instant at = in.time(TIME);
        Rule where = Rule.of(address.stream(), in);
        String rule = where.name();
        String part = where.part(setup, address.part());
        return switch (event) {
            case LINE -> crossed(device, at, rule, part, in);
            case COUNTER -> {
                long count = in.whole(COUNT, 0, Numbers.MOST_EXACT);
                yield in.decoded(() -> List.of(new Tally(device, at, null, directions.of(rule), part, count, true)));
            }
            case OCCUPANCY -> {
                // in minus out: it drifts, also below nobody
                long count = Math.max(0, in.whole(COUNT, -Quantity.PEOPLE.most(), Quantity.PEOPLE.most()));
                yield in.decoded(() -> List.of(new Level(device, at, Quantity.PEOPLE, part, count)));
            }
            case PROCESSOR -> processor(device, at, address, in);
            case REBOOT -> alive(device, at, payload, in);
            default -> {
                String fault = fault(event);
                boolean active = in.truth(in.first(STATE, FAILED, CRITICAL));
                yield in.decoded(() -> List.of(new Fault(device, at, fault == null ? event : fault, active)));
            }
        };
    }

    private Decoded crossed(DeviceId device, @Nullable Instant at, @Nullable String rule, String part, Fields in) {
        String classes = in.text(CLASSES, 1024);
        String objects = in.text(OBJECTS, 1024);
        int count =
                classes != null ? persons(classes) : objects != null ? new StringTokenizer(objects).countTokens() : 1;
        String id = NaturalKey.of(objects, "crossed", at);
        return count == 0 && in.problem() == null
                ? new Ignored("no person")
                : in.decoded(() -> List.of(new Tally(device, at, id, directions.of(rule), part, count, false)));
    }

    private int persons(String classes) {
        int persons = 0;
        for (StringTokenizer each = new StringTokenizer(classes); each.hasMoreTokens(); ) {
            persons += isPerson(each.nextToken()) ? 1 : 0;
        }
        return persons;
    }

    private boolean isPerson(String word) {
        return kind == null
                ? word.equalsIgnoreCase("Human") || word.equalsIgnoreCase("Person")
                : word.equalsIgnoreCase(kind);
    }

    private Decoded processor(DeviceId device, @Nullable Instant at, Address address, Fields in) {
        double value = in.number(VALUE, 0, 100);
        String token = in.text(TOKEN, 64);
        double share = value > 1 ? value / 100 : value; // some say percent
        String part = token == null ? address.part() : setup.our(token);
        return in.decoded(() -> List.of(new Level(device, at, Quantity.PROCESSOR, part, share)));
    }

    private static Decoded alive(DeviceId device, @Nullable Instant at, Payload payload, Fields in) {
        Instant since = in.moment(in.first(STATUS, TIME));
        Instant now = at == null ? payload.receivedAt() : at;
        long uptime = since == null ? 0 : Duration.between(since, now).toSeconds();
        if (in.problem() == null && (uptime < 0 || uptime > MOST_SECONDS)) {
            return Refusal.outOfRange(STATUS.path(), (double) uptime, 0, MOST_SECONDS);
        }
        // not with the time: as a retained property it is old, and says nothing of the clock
        return in.decoded(() -> List.of(new Health(device, null, uptime, null, null, null, null)));
    }

    /** What one frame of metadata shows. */
    private record Frame(@Nullable String time, int people) {}

    private Decoded frames(DeviceId device, String part, Payload payload) {
        Frame last = null;
        Json json = new Json(payload);
        try {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Refusal.wrongType("payload", "something else", "a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean frames = json.currentName().equals("Frame");
                if (json.nextToken() != JsonToken.START_ARRAY || !frames) {
                    json.skipChildren();
                    continue;
                }
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    last = frame(json);
                }
            }
        } catch (Json.Broken e) {
            return Fields.broken(e);
        }
        if (last == null) {
            return new Ignored("no frame");
        }
        Fields in = FRAME.blank(payload, times);
        in.put(FRAME_TIME, last.time() == null ? "" : last.time());
        in.put(PEOPLE, Integer.toString(last.people()));
        Instant at = in.time(FRAME_TIME);
        double people = in.number(PEOPLE, Quantity.PEOPLE);
        return in.decoded(() -> List.of(new Level(device, at, Quantity.PEOPLE, part, people)));
    }

    private Frame frame(Json json) throws Json.Broken {
        String time = null;
        int people = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals("@UtcTime") && token.isScalarValue()) {
                time = token == JsonToken.VALUE_NULL ? null : json.getText();
            } else if (name.equals("Object")) {
                people += people(json);
            }
            json.skipChildren();
        }
        return new Frame(time, people);
    }

    private int people(Json json) throws Json.Broken {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            return isPerson(json) ? 1 : 0;
        }
        int people = 0;
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                people += json.currentToken() == JsonToken.START_OBJECT && isPerson(json) ? 1 : 0;
                json.skipChildren();
            }
        }
        return people;
    }

    /** Whether the object a parser stands at is a person, or is of no class at all. */
    private boolean isPerson(Json json) throws Json.Broken {
        boolean classed = false;
        boolean person = false;
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.FIELD_NAME) {
                classed |= json.currentName().equals("Class");
            } else if (token == JsonToken.VALUE_STRING) {
                person |= isPerson(json.getText());
            }
        }
        return person || !classed;
    }
}
