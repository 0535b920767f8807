package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonToken;
import ioc.sensor.DeviceId;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Fault;
import ioc.sensor.Reading.Health;
import ioc.sensor.Reading.Level;
import ioc.sensor.Reading.Presence;
import ioc.sensor.Reading.Presence.Link;
import ioc.sensor.Reading.Tally;
import ioc.sensor.decode.Decoded.Ignored;
import ioc.sensor.decode.Decoded.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Frigate, {@code <prefix>/<camera or zone>/...} and {@code <prefix>/stats}. Taken: people now per camera or zone, whether a camera's
 * stream is there, its frame rate; and, where the mapping says so, who enters a zone. Left: pictures and everything else about single
 * people.
 */
final class Frigate implements Decoder {
    /** In place of all: a recorder also publishes pictures of people, which shall not come here at all. */
    private static final List<String> TAILS = List.of("available", "stats", "+/person", "+/status/detect");

    private static final String SERVER = "available";
    private static final String STATS = "stats";
    private static final String EVENTS = "events";
    private static final String REVIEWS = "reviews";

    /** What lasts as long as an alert that Frigate raised. */
    private static final String ALERT = "review-alert";

    private static final double MOST_SECONDS = 1e10;
    private static final int MOST_ZONES = 32;

    /** Of the statistics these hold command lines, with the passwords of cameras in them. */
    private static final Set<String> DROPPED = Set.of("cpu_usages", "gpu_usages", "processes");

    /** Hz; below it Frigate itself calls a camera unusable. */
    private static final double DEAD = 0.1;

    /** No names of faces, no plates, no pictures. */
    private static final Form EVENT = new Form();

    private static final Field LABEL = EVENT.field("after.label");
    private static final Field CAMERA = EVENT.field("after.camera");
    private static final Field FRAME_TIME = EVENT.field("after.frame_time");
    private static final Field ID = EVENT.field("after.id");
    private static final Field WRONG = EVENT.field("after.false_positive");
    private static final Field ZONES = EVENT.field("after.entered_zones");
    private static final Field ZONES_BEFORE = EVENT.field("before.entered_zones");

    /** Neither what was seen, nor where pictures of it are. */
    private static final Form REVIEW = new Form();

    private static final Field TYPE = REVIEW.field("type");
    private static final Field CAMERA_OF_REVIEW = REVIEW.field("after.camera");
    private static final Field SEVERITY = REVIEW.field("after.severity");
    private static final Field START = REVIEW.field("after.start_time");
    private static final Field END = REVIEW.field("after.end_time");
    private static final Form STATISTICS = new Form();
    private static final Field FRAME_RATE = STATISTICS.field("camera_fps");
    private static final Field WATCHED = STATISTICS.field("detection_enabled");
    private static final Field UPTIME = STATISTICS.field("uptime");
    private static final Field VERSION = STATISTICS.field("version");

    private final Setup setup;
    private final Times times;
    private final Directions directions;
    private final boolean reviews;

    Frigate(Setup setup) {
        this.setup = setup;
        times = setup.times();
        directions = new Directions(setup);
        reviews = setup.truth(REVIEWS, false);
    }

    @Override
    public List<String> tails() {
        Stream<String> asked = Stream.of(EVENTS, REVIEWS).filter(this::isAsked);
        return Stream.concat(TAILS.stream(), asked).toList();
    }

    /** Whether the options speak of this topic. */
    private boolean isAsked(String word) {
        return word.equals(EVENTS) ? directions.nameAny() : reviews;
    }

    @Override
    public Porter porter() {
        Porter events = Scrub.keeping(EVENT);
        Porter review = Scrub.keeping(REVIEW);
        Porter stats = Scrub.dropping(DROPPED::contains);
        return (address, message) -> switch (address.stream().isEmpty() ? address.word() : "") {
            case EVENTS -> events.admit(address, message);
            case REVIEWS -> review.admit(address, message);
            case STATS -> stats.admit(address, message);
            default -> message;
        };
    }

    @Override
    public @Nullable String unused(Address address) {
        String stream = address.stream();
        if (stream.equals("person") || stream.equals("status/detect")) {
            return null;
        }
        if (stream.isEmpty()) {
            return switch (address.word()) {
                case STATS -> null;
                case EVENTS, REVIEWS -> isAsked(address.word()) ? null : "of no use here";
                case SERVER -> address.isListed() ? null : "server that is not listed";
                default -> "of no use here";
            };
        }
        return stream.equals("snapshot") || stream.endsWith("/snapshot") ? "picture" : "of no use here";
    }

    @Override
    public boolean single(Address address) {
        return !isOne(address, STATS) && !isOne(address, EVENTS) && !isOne(address, REVIEWS);
    }

    /** Whether this is a topic beside those of the cameras. */
    private static boolean isOne(Address address, String word) {
        return address.stream().isEmpty() && address.word().equals(word);
    }

    @Override
    public Decoded decode(Address address, Payload payload) {
        if (isOne(address, STATS)) {
            return stats(address, payload);
        }
        if (isOne(address, EVENTS)) {
            return entered(address, EVENT.read(payload, times));
        }
        if (isOne(address, REVIEWS)) {
            return review(address, REVIEW.read(payload, times));
        }
        DeviceId device = address.device();
        if (device == null) {
            return Decoders.unknownDevice(address);
        }
        return address.stream().equals("person") ? people(device, address.part(), payload) : presence(device, payload);
    }

    private static Decoded people(DeviceId device, String part, Payload payload) {
        double count = payload.isBare() ? Numbers.of(payload.text()) : Double.NaN;
        if (!Numbers.isWhole(count)) {
            return Refusal.wrongType("payload", Refusal.quoted(payload.text()), "a whole number");
        }
        return Quantity.PEOPLE.allows(count)
                ? new Decoded.Readings(List.of(new Level(device, null, Quantity.PEOPLE, part, count)))
                : Refusal.outOfRange("payload", count, Quantity.PEOPLE.least(), Quantity.PEOPLE.most());
    }

    private static Decoded presence(DeviceId device, Payload payload) {
        Link link = payload.isBare() ? Words.link(payload.text()) : null;
        return link == null
                ? Refusal.wrongType("payload", Refusal.quoted(payload.text()), "online, offline, stopped or disabled")
                : new Decoded.Readings(List.of(new Presence(device, null, link, null)));
    }

    /** Frigate knows no lines: who enters a zone is counted, once, when the event first names the zone. */
    private Decoded entered(Address address, Fields in) {
        String label = in.required(LABEL, 64);
        String camera = in.required(CAMERA, 64);
        Instant at = in.time(FRAME_TIME);
        String id = in.text(ID, 64);
        boolean wrong = in.truth(WRONG, false);
        List<String> zones = in.texts(ZONES);
        List<String> zonesBefore = in.texts(ZONES_BEFORE);
        if (in.problem() != null) {
            return in.problem();
        }
        if (!label.equals("person") || wrong) {
            return new Ignored("no person");
        }
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < Math.min(zones.size(), MOST_ZONES); i++) {
            String zone = zones.get(i);
            String way = zonesBefore.contains(zone) ? null : way(zones, i);
            if (way != null) {
                Address own = address.beside(zone);
                Address who = own.isListed() ? own : address.beside(camera);
                DeviceId device = who.device();
                if (device == null) {
                    return Decoders.unknownDevice(who);
                }
                String part = own.isListed() ? own.part() : setup.our(zone);
                readings.add(new Tally(device, at, id, directions.of(way), part, 1, false));
            }
        }
        return readings.isEmpty() ? new Ignored("enters no zone that counts") : new Decoded.Readings(readings);
    }

    /** The option that counts who enters a zone: of the last zone before it that one goes from, else of it alone; null when there is none. */
    private @Nullable String way(List<String> zones, int at) {
        String zone = zones.get(at);
        for (int before = at - 1; before >= 0; before--) {
            String way = zones.get(before) + '>' + zone;
            if (directions.names(way)) {
                return way;
            }
        }
        return directions.names(zone) ? zone : null;
    }

    /** One camera has one review at a time: it begins as a detection or an alert, may become an alert, and ends. */
    private static Decoded review(Address address, Fields in) {
        String type = in.required(TYPE, 16);
        String severity = in.required(SEVERITY, 16);
        Address who = address.beside(in.required(CAMERA_OF_REVIEW, 64));
        boolean ends = type.equals("end");
        Instant at = in.time(ends ? END : START);
        DeviceId device = who.device();
        if (in.problem() != null) {
            return in.problem();
        }
        if (!severity.equals("alert") || !(ends || type.equals("new") || type.equals("update"))) {
            return new Ignored("no alert");
        }
        return device == null
                ? Decoders.unknownDevice(who)
                : new Decoded.Readings(List.of(new Fault(device, at, ALERT, !ends)));
    }

    private Decoded stats(Address address, Payload payload) {
        List<Reading> readings = new ArrayList<>();
        Json json = new Json(payload);
        try {
            Rejected problem = json.nextToken() == JsonToken.START_OBJECT
                    ? sections(json, address, payload, readings)
                    : Refusal.wrongType("payload", "something else", "a JSON object");
            if (problem != null) {
                return problem;
            }
            json.end();
        } catch (Json.Broken e) {
            return Fields.broken(e);
        }
        return readings.isEmpty() ? new Ignored("no camera of ours") : new Decoded.Readings(readings);
    }

    private @Nullable Rejected sections(Json json, Address address, Payload payload, List<Reading> readings)
            throws Json.Broken {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                continue;
            }
            Rejected problem =
                    switch (name) {
                        case "cameras" -> cameras(json, address, payload, readings);
                        case "service" -> service(json, address.beside(SERVER), payload, readings);
                        default -> camera(json, address.beside(name), payload, readings); // before 0.13
                    };
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable Rejected cameras(Json json, Address address, Payload payload, List<Reading> readings)
            throws Json.Broken {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            Address camera = address.beside(json.currentName());
            Rejected problem =
                    json.nextToken() == JsonToken.START_OBJECT ? camera(json, camera, payload, readings) : null;
            json.skipChildren();
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable Rejected camera(Json json, Address camera, Payload payload, List<Reading> readings)
            throws Json.Broken {
        DeviceId device = camera.device();
        if (device == null) {
            json.skipChildren();
            return null;
        }
        Fields in = STATISTICS.readAt(json, payload, times);
        return in.has(FRAME_RATE) ? camera(device, camera.part(), in, readings) : null;
    }

    /** The recorder itself, where it is listed. */
    private @Nullable Rejected service(Json json, Address server, Payload payload, List<Reading> readings)
            throws Json.Broken {
        DeviceId device = server.device();
        if (device == null || !server.isListed()) {
            json.skipChildren();
            return null;
        }
        Fields in = STATISTICS.readAt(json, payload, times);
        Long uptime = in.rounded(UPTIME, 0, MOST_SECONDS);
        String version = in.text(VERSION, 64);
        readings.add(new Health(device, null, uptime, version, null, null, null));
        return in.problem();
    }

    /**
     * Adds what the statistics say of one camera, or returns what is wrong with them. They go on when a camera does not:
     * of one without a picture they are no sign of life, and say nothing where detection was switched off on purpose.
     */
    private static @Nullable Rejected camera(DeviceId device, String part, Fields in, List<Reading> readings) {
        double rate = in.number(FRAME_RATE, Quantity.FRAME_RATE);
        boolean watched = in.truth(WATCHED, true);
        boolean dead = rate < DEAD;
        if (in.problem() == null && (watched || !dead)) {
            if (!dead) {
                readings.add(new Level(device, null, Quantity.FRAME_RATE, part, rate));
            }
            if (watched) {
                readings.add(new Presence(device, null, dead ? Link.OFFLINE : Link.ONLINE, null));
            }
            readings.add(new Fault(device, null, "no-stream", dead));
        }
        return in.problem();
    }
}
