package ioc.sensor.decode;

import ioc.sensor.Message;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Health;
import ioc.sensor.decode.Decoded.Readings;
import ioc.sensor.decode.Decoded.Reason;
import ioc.sensor.decode.Decoded.Rejected;
import ioc.sensor.decode.Recogniser.Guess;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which family reads messages whose topic tells nothing: every family tries the newest of them, and the one that understands most is
 * the likely one. Pure; takes milliseconds, so not for the event loop.
 *
 * <p>What a family would understand whatever stood there is no sign of it: a bare number or word is anybody's, and so is what is
 * read on the same topic from {@link #NONSENSE}.
 */
public final class Likeness {
    private static final int MOST_MESSAGES = 5;
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_LEVELS = 6;

    /** Needs to be told what is what, says no values, or is of no use. */
    private static final Set<Family> NEVER = EnumSet.of(Family.GENERIC, Family.HOMEASSISTANT, Family.IGNORED);

    private static final List<byte[]> NONSENSE =
            List.of("?".getBytes(StandardCharsets.US_ASCII), "{\"?\":\"?\"}".getBytes(StandardCharsets.US_ASCII));

    private static final String DEVICE = "{device}";
    private static final String REST = "{stream...}";

    /** Lists no device that a payload may name. */
    private static final Map<String, String> NOBODY = Map.of("\0", "try/camera/try");

    private Likeness() {}

    /**
     * The likely family of messages as they were kept, and the pattern by which it reads most: of equal ones that which leaves less
     * open, then the family that is listed later, for general conventions are listed before makes.
     *
     * @param kept of topics of one {@link Recogniser#shapeOf shape}, the newest last
     * @return empty when no family understands any of them
     */
    public static Optional<Guess> of(List<Message> kept, ZoneId zone) {
        List<Message> newest = newest(kept);
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        String topic = newest.get(0).topic();
        Mapping best = null;
        int most = 0;
        for (String pattern : patterns(Recogniser.shapeOf(topic))) {
            int least = most + 1;
            for (Family family : Family.values()) {
                Mapping mapping = new Mapping(family.word(), pattern);
                int understood = NEVER.contains(family) ? 0 : understood(mapping, newest, zone);
                if (understood >= least) {
                    best = mapping;
                    most = understood;
                    least = understood;
                }
            }
        }
        return best == null ? Optional.empty() : guess(best, newest, zone);
    }

    private static Optional<Guess> guess(Mapping mapping, List<Message> newest, ZoneId zone) {
        String word = named(mapping, newest.subList(0, 1), zone).get(0);
        return Family.of(mapping.family())
                .map(family -> new Guess(family, mapping.pattern(), word, Recogniser.kind(family)));
    }

    /** The words by which messages name their devices, in topic or payload; one a message, empty where it names none. */
    public static List<String> named(Mapping mapping, List<Message> kept, ZoneId zone) {
        Trial trial = trial(
                new Mapping(
                        mapping.family(),
                        mapping.pattern(),
                        mapping.fixed(),
                        NOBODY,
                        mapping.words(),
                        mapping.options()),
                zone);
        return kept.stream()
                .map(message -> trial != null
                                && trial.ofKept(message) instanceof Rejected rejected
                                && rejected.reason() == Reason.UNKNOWN_DEVICE
                        ? rejected.word()
                        : "")
                .toList();
    }

    private static List<Message> newest(List<Message> kept) {
        List<Message> newest = new ArrayList<>();
        int bytes = 0;
        for (int i = kept.size() - 1; i >= 0 && newest.size() < MOST_MESSAGES; i--) {
            Message message = kept.get(i);
            bytes += message.payload().length;
            if (bytes <= MOST_BYTES && !isAnybodys(message)) {
                newest.add(message);
            }
        }
        return newest;
    }

    private static boolean isAnybodys(Message message) {
        Payload payload = Payload.of(message);
        String text = payload.isBare() ? payload.text() : "";
        return payload.isEmpty()
                || !Double.isNaN(Numbers.of(text))
                || Words.truth(text) != null
                || Words.link(text) != null;
    }

    /**
     * The shape itself; then what takes more, with all levels after the device as a stream: the device where the shape has it, else
     * at any other level; at last, where no level is open, what is of one device.
     */
    private static List<String> patterns(String shape) {
        List<String> levels = List.of(shape.split("/", -1));
        int last = Math.min(levels.size() - 1, MOST_LEVELS);
        int device = levels.indexOf(DEVICE);
        List<String> patterns = new ArrayList<>();
        patterns.add(shape);
        if (device > 0 && device < last) {
            patterns.add(beginning(levels, device) + DEVICE + '/' + REST);
        }
        for (int i = 1; i < last; i++) {
            if (i != device) {
                patterns.add(beginning(levels, i).replace(DEVICE, "+") + DEVICE + '/' + REST);
            }
        }
        for (int i = device < 0 ? last - 1 : 0; i > 0; i--) {
            patterns.add(beginning(levels, i) + REST);
        }
        return patterns;
    }

    private static String beginning(List<String> levels, int count) {
        return String.join("/", levels.subList(0, count)) + '/';
    }

    private static int understood(Mapping mapping, List<Message> messages, ZoneId zone) {
        Trial trial = trial(mapping, zone);
        if (trial == null) {
            return 0;
        }
        int understood = 0;
        for (Message message : messages) {
            int readings = readings(trial.ofKept(message), isJson(message));
            understood += readings > 0 && readsAnything(trial, message) ? 0 : readings;
        }
        return understood;
    }

    private static boolean readsAnything(Trial trial, Message message) {
        return NONSENSE.stream().anyMatch(other -> readings(trial.ofKept(Door.with(message, other)), false) > 0);
    }

    private static boolean isJson(Message message) {
        Payload payload = Payload.of(message);
        return payload.startsWith('{') || payload.startsWith('[');
    }

    /** How much is understood; a clock that is off is understood too, and of JSON a mere sign of life may be of anybody. */
    private static int readings(Decoded decoded, boolean isJson) {
        if (decoded instanceof Readings readings) {
            return (int) readings.all().stream()
                    .filter(reading -> !(isJson && isMereSignOfLife(reading)))
                    .count();
        }
        return decoded instanceof Rejected rejected && rejected.reason() == Reason.CLOCK_OFF ? 1 : 0;
    }

    private static boolean isMereSignOfLife(Reading reading) {
        return reading instanceof Health health
                && health.uptimeSeconds() == null
                && health.version() == null
                && health.fault() == null;
    }

    private static @Nullable Trial trial(Mapping mapping, ZoneId zone) {
        try {
            return new Trial(mapping, zone);
        } catch (IllegalArgumentException needsMore) {
            return null; // must be told what is what
        }
    }
}
