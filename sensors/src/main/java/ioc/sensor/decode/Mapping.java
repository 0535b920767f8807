package ioc.sensor.decode;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of the topic configuration: which topics are of which family, and what their words stand for. Unchecked until it
 * is given to {@link TopicMap}, which names every problem at once.
 *
 * @param family word of a {@link Family}
 * @param pattern topic levels: a literal, {@code +}, a named level ({@code {site} {kind} {device} {part} {stream}}), and as the
 *     last one {@code #} or {@code {stream...}}, which stand for any number of levels, also none. Levels may be empty
 * @param fixed what the topic does not say, under the names of the levels
 * @param devices from the word at {@code {device}} to {@code site/kind/name} or {@code site/kind/name/part}; empty when the
 *     topic says site, kind and device in our own words
 * @param words from the sender's words for services, counters and zones to ours
 * @param options of the family, see {@code docs/devices.md}
 */
public record Mapping(
        String family,
        String pattern,
        Map<String, String> fixed,
        Map<String, String> devices,
        Map<String, String> words,
        Map<String, String> options) {
    public Mapping {
        family = Objects.requireNonNullElse(family, "");
        pattern = Objects.requireNonNullElse(pattern, "");
        fixed = texts(fixed);
        devices = texts(devices);
        words = texts(words);
        options = texts(options);
    }

    /** What a reader of YAML leaves null is empty, so that it is named as a problem like any other. */
    private static Map<String, String> texts(@Nullable Map<String, ? extends @Nullable String> map) {
        Map<String, String> texts = new HashMap<>();
        if (map != null) {
            map.forEach((key, value) -> texts.put(key, value == null ? "" : value));
        }
        return Map.copyOf(texts);
    }

    /** A mapping without words and options. */
    public Mapping(String family, String pattern, Map<String, String> fixed, Map<String, String> devices) {
        this(family, pattern, fixed, devices, Map.of(), Map.of());
    }

    /** A mapping whose pattern says everything. */
    public Mapping(String family, String pattern) {
        this(family, pattern, Map.of(), Map.of());
    }
}
