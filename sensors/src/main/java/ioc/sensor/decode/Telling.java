package ioc.sensor.decode;

import static java.util.Objects.requireNonNull;

import ioc.sensor.DeviceId;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Fault;
import ioc.sensor.Reading.Health;
import ioc.sensor.Reading.Level;
import ioc.sensor.Reading.Presence;
import ioc.sensor.Reading.Presence.Link;
import ioc.sensor.Reading.Rating;
import ioc.sensor.Reading.Tally;
import ioc.sensor.Reading.Tally.Direction;
import ioc.sensor.decode.Decoded.Ignored;
import ioc.sensor.decode.Decoded.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the values of one message say of one device, by their {@link Meaning}. A value is a text, a number, yes or no; anything else is
 * refused. The first problem is kept, and from then on the rest is of no use. For one thread.
 */
final class Telling {
    private static final double MOST_SECONDS = 1e10;
    private static final int LONGEST_VERSION = 64;
    private static final Meaning SIGNAL = Meaning.level(Quantity.SIGNAL, "");
    private static final Meaning UPTIME = new Meaning(Meaning.Kind.UPTIME, null, "", 1);

    /** Bytes of a value that stands alone. */
    private static final int LONGEST_BARE = 256;

    private final Meanings meanings;
    private final Times times;
    private final DeviceId device;
    private final String part;
    private final Payload payload;
    private final List<Reading> readings = new ArrayList<>(4);
    private @Nullable Instant heardAt;
    private @Nullable Long uptime;
    private @Nullable String version;
    private @Nullable Integer rssi;
    private @Nullable Rejected problem;

    /** @param part of values whose meaning says none */
    Telling(Meanings meanings, Times times, DeviceId device, String part, Payload payload) {
        this.meanings = meanings;
        this.times = times;
        this.device = device;
        this.part = part;
        this.payload = payload;
    }

    /** The outcome of a message of one value and no time. */
    static Decoded of(
            Meanings meanings, Meaning meaning, Times times, DeviceId device, Address address, Payload payload) {
        if (payload.startsWith('{') || payload.startsWith('[') || payload.length() > LONGEST_BARE) {
            return Refusal.wrongType("payload", "a structure or a long text", "a bare value");
        }
        Telling telling = new Telling(meanings, times, device, address.part(), payload);
        telling.add(meaning, "payload", payload.text(), null);
        return telling.decoded();
    }

    /** Adds what is known apart from the values. */
    void add(Reading reading) {
        readings.add(reading);
    }

    /** Whether a value says a moment too far from our clock, or none. */
    boolean isOff(Object value) {
        Instant time = value instanceof Double number ? Times.of(number) : null;
        return time == null || Times.isOff(time, payload);
    }

    /** The moment a value says; null when there is a problem. */
    @Nullable
    Instant time(String where, Object value) {
        Instant time = value instanceof Double number
                ? Times.of(number)
                : value instanceof String text ? times.of(text) : null;
        if (time == null) {
            refuse(Refusal.wrongType(where, Fields.shown(value), "epoch seconds, epoch ms or ISO 8601"));
        } else if (Times.isOff(time, payload)) {
            refuse(Refusal.clockOff(where, time, payload.receivedAt()));
        }
        return time;
    }

    /** @param where how the sender calls the value, for a refusal */
    void add(Meaning meaning, String where, Object value, @Nullable Instant at) {
        switch (meaning.kind()) {
            case LEVEL -> level(meaning, where, value, at);
            case IN -> tally(meaning, where, value, at, Direction.IN, true);
            case OUT -> tally(meaning, where, value, at, Direction.OUT, true);
            case IN_PERIOD -> tally(meaning, where, value, at, Direction.IN, false);
            case OUT_PERIOD -> tally(meaning, where, value, at, Direction.OUT, false);
            case PRESENCE -> presence(where, value, at);
            case FAULT -> fault(meaning, where, value, at);
            case UPTIME -> {
                uptime = Math.round(number(meaning, where, value, 0, MOST_SECONDS));
                heardAt = at;
            }
            case VERSION -> {
                version = version(where, value);
                heardAt = at;
            }
            case SCORE -> {
                double score = whole(meaning, where, value, 1, meanings.scale());
                if (problem == null) {
                    readings.add(new Rating(device, at, null, (int) score, meanings.scale(), null, null));
                }
            }
            case TIME -> {
                // was looked at before, by those who take a time
            }
        }
    }

    /** Uptime in seconds. */
    void uptime(String where, Object value, @Nullable Instant at) {
        add(UPTIME, where, value, at);
    }

    /** How well the device itself hears its access point. */
    void rssi(String where, Object value, @Nullable Instant at) {
        double number = number(SIGNAL, where, value, Quantity.SIGNAL.least(), Quantity.SIGNAL.most());
        if (problem == null) {
            readings.add(new Level(device, at, Quantity.SIGNAL, part, number));
            rssi = (int) Math.round(number);
            heardAt = at;
        }
    }

    private void level(Meaning meaning, String where, Object value, @Nullable Instant at) {
        Quantity quantity = requireNonNull(meaning.quantity());
        double number = number(meaning, where, value, quantity.least(), quantity.most());
        if (problem == null) {
            readings.add(new Level(device, at, quantity, part(meaning), number));
        }
    }

    private void tally(
            Meaning meaning,
            String where,
            Object value,
            @Nullable Instant at,
            Direction direction,
            boolean cumulative) {
        double count = whole(meaning, where, value, 0, Numbers.MOST_EXACT);
        if (problem == null) {
            readings.add(new Tally(device, at, null, direction, part(meaning), (long) count, cumulative));
        }
    }

    private void presence(String where, Object value, @Nullable Instant at) {
        String text = text(value);
        Link link = text == null ? null : meanings.link(text);
        if (link == null) {
            refuse(Refusal.wrongType(where, Fields.shown(value), "online, offline or sleeping (see the options)"));
        } else {
            // an offline is mostly the will, written when the session began: its time says nothing about the end
            readings.add(new Presence(device, link == Link.OFFLINE ? null : at, link, null));
        }
    }

    private void fault(Meaning meaning, String where, Object value, @Nullable Instant at) {
        String text = text(value);
        Boolean active = text == null ? null : Words.truth(text);
        double number = text == null ? Double.NaN : Numbers.of(text);
        if (active == null && !Double.isNaN(number)) {
            active = number != 0;
        }
        if (active == null) {
            refuse(Refusal.wrongType(where, Fields.shown(value), "true or false, or a number"));
        } else {
            readings.add(new Fault(device, at, meaning.part(), active));
        }
    }

    private @Nullable String version(String where, Object value) {
        String text = text(value);
        if (text == null || text.length() > LONGEST_VERSION) {
            refuse(Refusal.wrongType(
                    where, Fields.shown(value), "a text of at most " + LONGEST_VERSION + " characters"));
        }
        return text;
    }

    private static @Nullable String text(Object value) {
        return value instanceof String text
                ? text.strip()
                : value instanceof Double number
                        ? Numbers.text(number)
                        : value instanceof Boolean yes ? yes.toString() : null;
    }

    private String part(Meaning meaning) {
        return meaning.part().isEmpty() ? part : meaning.part();
    }

    private double whole(Meaning meaning, String where, Object value, double least, double most) {
        double number = number(meaning, where, value, least, most);
        if (!Double.isNaN(number) && !Numbers.isWhole(number)) {
            refuse(Refusal.wrongType(where, Numbers.text(number), "a whole number"));
        }
        return number;
    }

    private double number(Meaning meaning, String where, Object value, double least, double most) {
        double number =
                value instanceof Double given ? given : value instanceof String text ? Numbers.of(text) : Double.NaN;
        if (Double.isNaN(number)) {
            refuse(Refusal.wrongType(where, Fields.shown(value), "a number"));
            return Double.NaN;
        }
        double scaled = meaning.scaled(number);
        if (!(scaled >= least && scaled <= most)) {
            refuse(Refusal.outOfRange(where, scaled, least, most));
            return Double.NaN;
        }
        return scaled;
    }

    /** Keeps what was wrong first. */
    void refuse(Rejected rejected) {
        if (problem == null) {
            problem = rejected;
        }
    }

    /** What was wrong first, else the readings, else that there was no value. */
    Decoded decoded() {
        if (problem != null) {
            return problem;
        }
        if (uptime != null || version != null || rssi != null) {
            readings.add(new Health(device, heardAt, uptime, version, rssi, null, null));
        }
        return readings.isEmpty() ? new Ignored("no value yet") : new Decoded.Readings(readings);
    }
}
