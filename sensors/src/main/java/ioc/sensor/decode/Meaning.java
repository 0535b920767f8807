package ioc.sensor.decode;

import ioc.sensor.Quantity;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one value of a sender stands for, as an option says it: {@code people}, {@code people/hall}, {@code in}, {@code fault/paper-jam},
 * {@code battery x100}.
 *
 * @param quantity of a level, else null
 * @param part of a level or a count, or the word of a fault; empty for the part the topic says
 * @param factor what a number is multiplied by
 */
record Meaning(Kind kind, @Nullable Quantity quantity, String part, double factor) {
    enum Kind {
        LEVEL(true, true),
        IN(true, true),
        OUT(true, true),
        IN_PERIOD(true, true),
        OUT_PERIOD(true, true),
        PRESENCE(false, false),
        FAULT(false, true),
        UPTIME(true, false),
        VERSION(false, false),
        SCORE(true, false),
        TIME(false, false);

        private final boolean number;
        private final boolean parted;

        Kind(boolean number, boolean parted) {
            this.number = number;
            this.parted = parted;
        }
    }

    private static final Map<String, Kind> KINDS = Arrays.stream(Kind.values())
            .filter(kind -> kind != Kind.LEVEL)
            .collect(Collectors.toUnmodifiableMap(kind -> Words.plain(kind.name()), Function.identity()));

    private static final Map<String, Quantity> QUANTITIES = Arrays.stream(Quantity.values())
            .collect(Collectors.toMap(Quantity::word, Function.identity(), (a, b) -> a, TreeMap::new));

    /** What such a word must be. */
    static final String MUST = "presence, fault/<word>, in, out, in-period, out-period, uptime, version, score, time, "
            + String.join(", ", QUANTITIES.keySet())
            + "; with /<part> or a factor such as x0.1 where that makes sense";

    static Meaning level(Quantity quantity, String part) {
        return new Meaning(Kind.LEVEL, quantity, part, 1);
    }

    /** Reads a word of an option; null when it is none. */
    static @Nullable Meaning of(String text) {
        int blank = text.indexOf(" x");
        String[] words = (blank < 0 ? text : text.substring(0, blank)).split("/", 2);
        double factor = blank < 0 ? 1 : Numbers.of(text.substring(blank + 2));
        String part = words.length == 2 ? Words.plain(words[1]) : "";
        Quantity quantity = QUANTITIES.get(words[0]);
        Kind kind = quantity == null ? KINDS.get(words[0]) : Kind.LEVEL;
        if (kind == null
                || !(Math.abs(factor) > 0)
                || (blank >= 0 && !kind.number)
                || (words.length == 2 && (part.isEmpty() || !kind.parted))
                || (kind == Kind.FAULT && part.isEmpty())) {
            return null;
        }
        return new Meaning(kind, quantity, part, factor);
    }

    /** A number times the factor, without the dust of binary fractions. */
    double scaled(double number) {
        return factor == 1 ? number : Math.rint(number * factor * 1e9) / 1e9;
    }
}
