package ioc.sensor.decode;

import ioc.sensor.Reading.Tally.Direction;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which way a line counts where its messages do not say: options {@code direction} and {@code direction.<name of the line>}. */
final class Directions {
    private static final String OF_ONE = "direction.";

    private final Direction usual;
    private final Map<String, Direction> named = new HashMap<>();

    Directions(Setup setup) {
        usual = direction(setup, "direction");
        setup.beginning(OF_ONE)
                .keySet()
                .forEach(name -> named.put(name.substring(OF_ONE.length()), direction(setup, name)));
    }

    private static Direction direction(Setup setup, String option) {
        return setup.oneOf(option, "in", "out").equals("in") ? Direction.IN : Direction.OUT;
    }

    Direction of(@Nullable String line) {
        return line == null ? usual : named.getOrDefault(line, usual);
    }

    /** Whether the mapping speaks of this line itself. */
    boolean names(String line) {
        return named.containsKey(line);
    }

    /** Whether the mapping speaks of any line. */
    boolean nameAny() {
        return !named.isEmpty();
    }

    static Direction opposite(Direction direction) {
        return direction == Direction.IN ? Direction.OUT : Direction.IN;
    }
}
