package ioc.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of one configuration file, being read. A key that is read counts as known; a wrong value is noted as a problem and
 * the default is given, so that one run finds all problems. {@link #done} notes the keys nobody asked for.
 */
public final class Section {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final Reader reader;
    private final String file;
    private final String path;
    private final JsonNode node;
    private final Set<String> known = new LinkedHashSet<>();

    /** What one whole reading shares: the environment and the problems found so far. */
    static final class Reader {
        final Map<String, String> environment;
        final Set<String> usedEnvironment = new LinkedHashSet<>();
        final Set<String> askedEnvironment = new LinkedHashSet<>();
        final List<String> problems = new ArrayList<>();

        Reader(Map<String, String> environment) {
            this.environment = environment;
        }
    }

    /** From text to a value; null or IllegalArgumentException when it is none. */
    public interface Parse<T> {
        @Nullable
        T from(String text);
    }

    Section(Reader reader, String path, JsonNode node, String file) {
        this.reader = reader;
        this.file = file;
        this.path = path;
        if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
            reader.problems.add(file + ": " + (path.isEmpty() ? "file" : path) + ": was " + shown(node)
                    + " but must be keys with values");
            this.node = MissingNode.getInstance();
        } else {
            this.node = node;
        }
    }

    /** Path of this section, for messages. */
    public String path() {
        return path;
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private String variable(String key) {
        return "IOC_"
                + pathOf(key)
                        .replaceAll("([a-z])([A-Z])", "$1_$2")
                        .toUpperCase(Locale.ROOT)
                        .replaceAll("[^A-Z0-9]", "_");
    }

    /** Places and rules have too many keys to be overridden one by one. */
    private boolean isOverridable() {
        return file.equals("ioc.yaml");
    }

    private @Nullable String environment(String key) {
        String variable = variable(key);
        reader.askedEnvironment.add(variable);
        String text = reader.environment.get(variable);
        if (text != null) {
            reader.usedEnvironment.add(variable);
        }
        return text;
    }

    /** Notes a problem of a key: {@code where: was X but must Y}. */
    public void problem(String key, String text) {
        reader.problems.add(file + ": " + (key.isEmpty() ? path : pathOf(key)) + ": " + text);
    }

    private static String shown(JsonNode value) {
        String text = value.isValueNode() ? value.asText() : value.toString();
        return "\"" + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + "\"";
    }

    public boolean has(String key) {
        return raw(key) != null;
    }

    private @Nullable String raw(String key) {
        known.add(key);
        if (isOverridable()) {
            String override = environment(key);
            if (override != null) {
                return override;
            }
        }
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isValueNode()) {
            problem(key, "was " + shown(value) + " but must be one value");
            return null;
        }
        return value.asText();
    }

    private <T> T value(String key, T otherwise, String allowed, Parse<T> parse) {
        String text = raw(key);
        if (text == null) {
            return otherwise;
        }
        @Nullable T parsed;
        try {
            parsed = parse.from(text.trim());
        } catch (IllegalArgumentException | DateTimeException wrong) {
            parsed = null;
        }
        if (parsed == null) {
            problem(key, "was \"" + text + "\" but must be " + allowed);
            return otherwise;
        }
        return parsed;
    }

    public String text(String key, String otherwise) {
        return value(key, otherwise, "text", text -> text);
    }

    /** A text that must be there; empty after a problem was noted. */
    public String text(String key) {
        String text = raw(key);
        if (text == null || text.isBlank()) {
            problem(key, "is missing but must be there");
            return "";
        }
        return text;
    }

    public <T> T text(String key, T otherwise, String allowed, Parse<T> parse) {
        return value(key, otherwise, allowed, parse);
    }

    public int integer(String key, int otherwise, int least, int most) {
        return value(key, otherwise, "a whole number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            return number >= least && number <= most ? Integer.valueOf(number) : null;
        });
    }

    public double number(String key, double otherwise, double least, double most) {
        return value(key, otherwise, "a number from " + least + " to " + most, text -> {
            double number = Double.parseDouble(text);
            return number >= least && number <= most ? Double.valueOf(number) : null;
        });
    }

    public boolean flag(String key, boolean otherwise) {
        return value(key, otherwise, "true or false", text -> switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        });
    }

    public Duration duration(String key, Duration otherwise) {
        return value(key, otherwise, "like 30s, 5m or 1h", Section::parseDuration);
    }

    /** Null when it is none. */
    public static @Nullable Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    public Optional<LocalDate> date(String key) {
        return value(key, Optional.empty(), "a date like 2025-07-01", text -> Optional.of(LocalDate.parse(text)));
    }

    public <T extends Enum<T>> T choice(String key, T otherwise, T[] all) {
        List<String> words = new ArrayList<>();
        for (T one : all) {
            words.add(one.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return value(key, otherwise, "one of " + String.join(", ", words), text -> {
            int at = words.indexOf(text);
            return at < 0 ? null : all[at];
        });
    }

    /** A secret, from the environment or from the file named by {@code <key>File}; never from the YAML itself. */
    public Secret secret(String key) {
        String fileKey = key + "File";
        known.add(key);
        if (node.has(key)) {
            problem(key, "stands in the file but must not (set " + variable(key) + " or " + pathOf(fileKey) + ")");
        }
        String direct = environment(key);
        if (direct != null) {
            return new Secret(direct);
        }
        String file = raw(fileKey);
        if (file == null) {
            return Secret.NONE;
        }
        try {
            return new Secret(Files.readString(Path.of(file)).strip());
        } catch (IOException unreadable) {
            problem(fileKey, "was \"" + file + "\" but must be a readable file");
            return Secret.NONE;
        }
    }

    /** Whether a single value stands there, or nothing. */
    boolean isText(String key) {
        return !node.path(key).isObject();
    }

    public Section section(String key) {
        known.add(key);
        return new Section(reader, pathOf(key), node.path(key), file);
    }

    public List<Section> sections(String key) {
        known.add(key);
        JsonNode list = node.path(key);
        List<Section> sections = new ArrayList<>();
        if (list.isArray()) {
            for (int i = 0; i < list.size(); i++) {
                sections.add(new Section(reader, pathOf(key) + "[" + i + "]", list.get(i), file));
            }
        } else if (!list.isMissingNode() && !list.isNull()) {
            problem(key, "was " + shown(list) + " but must be a list");
        }
        return sections;
    }

    /** The named sections below a key, in the order of the file. */
    public Map<String, Section> named(String key) {
        Section below = section(key);
        Map<String, Section> sections = new LinkedHashMap<>();
        below.node.fieldNames().forEachRemaining(name -> sections.put(name, below.section(name)));
        return sections;
    }

    /** The named texts below a key, in the order of the file. */
    public Map<String, String> texts(String key) {
        Section below = section(key);
        Map<String, String> texts = new LinkedHashMap<>();
        below.node.fieldNames().forEachRemaining(name -> texts.put(name, below.text(name)));
        return texts;
    }

    /** The keys that stand here, in the order of the file. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    public List<String> list(String key) {
        known.add(key);
        JsonNode list = node.path(key);
        List<String> texts = new ArrayList<>();
        if (list.isArray()) {
            for (JsonNode one : list) {
                if (one.isValueNode() && !one.isNull()) {
                    texts.add(one.asText());
                } else {
                    problem(key, "holds " + shown(one) + " but must hold single values");
                }
            }
        } else if (list.isValueNode() && !list.isNull() && !list.isMissingNode()) {
            problem(key, "was " + shown(list) + " but must be a list like [a, b]");
        }
        return List.copyOf(texts);
    }

    /** Notes every key that nobody asked for, with the nearest known one. Call last. */
    public void done() {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                String nearest = nearest(key, known);
                problem(key, "is not a known key" + (nearest.isEmpty() ? "" : " (did you mean " + nearest + "?)"));
            }
        });
    }

    static String nearest(String word, Set<String> words) {
        return words.stream()
                .filter(other -> distance(word, other) <= Math.max(2, word.length() / 3))
                .min(Comparator.comparingInt(other -> distance(word, other)))
                .orElse("");
    }

    /** Levenshtein distance, upper and lower case alike. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int best = Math.min(Math.min(row[j], row[j - 1]) + 1, corner + (same ? 0 : 1));
                corner = row[j];
                row[j] = best;
            }
        }
        return row[b.length()];
    }
}
