package ioc.sensor.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The levels of a topic, some of them open. Nothing is normalised: an empty level is a level. */
record TopicPattern(List<Level> levels) {
    static final Set<String> NAMES = Set.of("site", "kind", "device", "part", "stream");
    private static final String ALLOWED =
            "a literal, +, {site}, {kind}, {device}, {part}, {stream} or, as the last one, # or {stream...}";

    enum Open {
        LITERAL,
        /** Any one level. */
        ONE,
        /** Any number of levels, also none. */
        REST
    }

    /** One level; {@code text} is the literal or the name, empty when it has none. */
    record Level(Open open, String text) {
        boolean names(String name) {
            return open != Open.LITERAL && text.equals(name);
        }
    }

    TopicPattern {
        levels = List.copyOf(levels);
    }

    /** Reads a pattern; what is wrong with it is added to {@code problems}, and the result is then of no use. */
    static TopicPattern of(String text, List<String> problems) {
        List<Level> levels = new ArrayList<>();
        String[] words = text.split("/", -1);
        for (int i = 0; i < words.length; i++) {
            Level level = level(words[i], i == words.length - 1);
            if (level == null) {
                problems.add("pattern: level " + (i + 1) + " was \"" + words[i] + "\" but must be " + ALLOWED);
            } else if (level.open() != Open.LITERAL
                    && !level.text().isEmpty()
                    && levels.stream().anyMatch(earlier -> earlier.names(level.text()))) {
                problems.add("pattern: {" + level.text() + "} was there twice but must be there once");
            } else {
                levels.add(level);
            }
        }
        if (text.isEmpty()) {
            problems.add("pattern: was empty but must have levels");
        }
        return new TopicPattern(levels);
    }

    private static @Nullable Level level(String word, boolean last) {
        if (word.equals("+")) {
            return new Level(Open.ONE, "");
        }
        if (word.equals("#") && last) {
            return new Level(Open.REST, "");
        }
        if (word.equals("{stream...}") && last) {
            return new Level(Open.REST, "stream");
        }
        if (word.startsWith("{") && word.endsWith("}")) {
            String name = word.substring(1, word.length() - 1);
            return NAMES.contains(name) ? new Level(Open.ONE, name) : null;
        }
        boolean plain = word.chars().noneMatch(c -> c == '+' || c == '#' || c == '{' || c == '}' || c == 0);
        return plain && !word.equals("...") ? new Level(Open.LITERAL, word) : null;
    }

    /** Which level has a name; -1 when none has. */
    int level(String name) {
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).names(name)) {
                return i;
            }
        }
        return -1;
    }

    boolean has(String name) {
        return level(name) >= 0;
    }

    private boolean endsOpen() {
        return levels.get(levels.size() - 1).open() == Open.REST;
    }

    /**
     * What to subscribe to. A pattern with an open end takes everything below its literal beginning, so that a mistyped topic is
     * seen and counted as unknown; {@code tails} take the place of a final {@code {device}/{stream...}} of families that also
     * publish what nobody should send over the net to us, such as pictures of people.
     */
    List<String> filters(List<String> tails) {
        int last = levels.size() - 1;
        if (!tails.isEmpty() && endsOpen() && last > 0 && levels.get(last - 1).names("device")) {
            String before = filter(levels.subList(0, last - 1));
            return tails.stream()
                    .map(tail -> last == 1 ? tail : before + "/" + tail)
                    .toList();
        }
        List<Level> literal =
                levels.stream().takeWhile(level -> level.open() == Open.LITERAL).toList();
        boolean prefixed = literal.stream().anyMatch(level -> !level.text().isEmpty());
        return List.of(endsOpen() && prefixed ? filter(literal) + "/#" : filter(levels));
    }

    private static String filter(List<Level> levels) {
        return levels.stream()
                .map(level -> switch (level.open()) {
                    case LITERAL -> level.text();
                    case ONE -> "+";
                    case REST -> "#";
                })
                .collect(Collectors.joining("/"));
    }

    /** Whether every topic of filter {@code b} is also one of filter {@code a}. */
    static boolean covers(String a, String b) {
        String[] wide = a.split("/", -1);
        String[] narrow = b.split("/", -1);
        for (int i = 0; i < wide.length; i++) {
            if (wide[i].equals("#")) {
                return true;
            }
            if (i >= narrow.length || narrow[i].equals("#") || (!wide[i].equals("+") && !wide[i].equals(narrow[i]))) {
                return false;
            }
        }
        return wide.length == narrow.length;
    }
}
