package ioc.inbox;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.decode.Family;
import ioc.sensor.decode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What makes strange devices known: a mapping, and the devices that are new.
 *
 * @param devices of the mapping; empty for topics that nobody wants to hear of
 */
public record Adoption(
        Family family,
        String pattern,
        Map<String, String> fixed,
        Map<String, String> words,
        Map<String, String> options,
        List<Device> devices) {
    /**
     * One word and the device it stands for.
     *
     * @param part of the device, such as a zone; empty for the whole
     * @param fresh what a device that is not in the places yet is called, and how often it reports; null for one that is there
     */
    public record Device(
            String word,
            String site,
            DeviceKind kind,
            String name,
            String part,
            @Nullable Fresh fresh) {
        public String target() {
            return site + "/" + kind.word() + "/" + name + (part.isEmpty() ? "" : "/" + part);
        }
    }

    /** Name in both languages and the period, such as {@code 60s}. */
    public record Fresh(String vi, String en, String period) {}

    public Adoption {
        fixed = Map.copyOf(fixed);
        words = Map.copyOf(words);
        options = Map.copyOf(options);
        devices = List.copyOf(devices);
    }

    /**
     * The mapping to write, by the one that takes these topics now: where topics say the site, or are of one device whose word is
     * none of their open levels, nothing is listed.
     *
     * @param known null when no mapping takes them
     * @return null when that one says all already
     */
    public @Nullable Mapping mapping(@Nullable Mapping known) {
        if (known != null && known.devices().isEmpty()) {
            return null;
        }
        Map<String, String> fixed = new TreeMap<>(this.fixed);
        Map<String, String> listed = new TreeMap<>();
        List<String> levels = List.of(pattern.split("/", -1));
        Device only = devices.size() == 1 ? devices.get(0) : null;
        if (only != null && !levels.contains("{device}") && (only.word().isEmpty() || levels.contains(only.word()))) {
            fixed.put("site", only.site());
            fixed.put("kind", only.kind().word());
            fixed.put("device", only.name());
            if (!only.part().isEmpty()) {
                fixed.put("part", only.part());
            }
        } else if (!levels.contains("{site}")) {
            devices.forEach(device -> listed.put(device.word(), device.target()));
        }
        return new Mapping(family.word(), pattern, fixed, listed, words, options);
    }

    /**
     * The file for the folder {@code config/devices}, as a person would write it.
     *
     * @param remark who did it and when
     * @param known as for {@link #mapping}
     */
    public String yaml(String remark, @Nullable Mapping known) {
        StringBuilder text = begun(remark);
        Map<String, Map<DeviceKind, List<Device>>> fresh = new TreeMap<>();
        for (Device device : devices) {
            if (device.fresh() != null) {
                fresh.computeIfAbsent(device.site(), none -> new TreeMap<>())
                        .computeIfAbsent(device.kind(), none -> new ArrayList<>())
                        .add(device);
            }
        }
        if (!fresh.isEmpty()) {
            text.append("sites:\n");
        }
        fresh.forEach((site, kinds) -> {
            text.append("  ").append(key(site)).append(":\n");
            kinds.forEach((kind, all) -> {
                text.append("    ").append(kind.word()).append(":\n");
                all.stream().map(Adoption::line).distinct().forEach(text::append);
            });
        });
        Mapping mapping = mapping(known);
        if (mapping != null) {
            text.append("mappings:\n");
            begin(text, mapping.family(), mapping.pattern());
            append(text, "fixed", mapping.fixed());
            append(text, "words", mapping.words());
            append(text, "options", mapping.options());
            append(text, "devices", mapping.devices());
        }
        return text.toString();
    }

    /** The file that has these topics ignored from now on, as {@link #yaml}. */
    public static String ignoring(String remark, List<String> patterns) {
        StringBuilder text = begun(remark).append("mappings:\n");
        patterns.forEach(each -> begin(text, Family.IGNORED.word(), each));
        return text.toString();
    }

    private static StringBuilder begun(String remark) {
        return new StringBuilder("# ").append(remark.replaceAll("\\R", " ")).append('\n');
    }

    private static void begin(StringBuilder text, String family, String pattern) {
        text.append("  - family: ").append(family).append('\n');
        text.append("    pattern: ").append(quoted(pattern)).append('\n');
    }

    /**
     * What a pattern takes of one device alone.
     *
     * @param word what stands for the device
     * @param device as the topic says it in our own words; null where it does not
     * @return empty when no level of the topic tells this device from others
     */
    public static Optional<String> patternOf(String pattern, String word, @Nullable DeviceId device) {
        List<String> levels = new ArrayList<>(List.of(pattern.split("/", -1)));
        boolean isLevel = !word.isEmpty() && word.chars().noneMatch(c -> "/+#{}".indexOf(c) >= 0);
        boolean saysSite = levels.contains("{site}") || levels.contains("{kind}");
        if (!isLevel || !levels.contains("{device}") || (saysSite && device == null)) {
            return Optional.empty();
        }
        levels.replaceAll(level -> switch (level) {
            case "{device}" -> word;
            case "{site}" -> device == null ? level : device.site();
            case "{kind}" -> device == null ? level : device.kind().word();
            default -> level;
        });
        return Optional.of(String.join("/", levels));
    }

    private static String line(Device device) {
        Fresh fresh = device.fresh();
        return fresh == null
                ? ""
                : "      " + key(device.name()) + ": {vi: " + quoted(fresh.vi()) + ", en: " + quoted(fresh.en())
                        + ", period: " + key(fresh.period()) + "}\n";
    }

    private static void append(StringBuilder text, String name, Map<String, String> map) {
        if (!map.isEmpty()) {
            text.append("    ").append(name).append(":\n");
            new TreeMap<>(map).forEach((key, value) -> text.append("      ")
                    .append(key(key))
                    .append(": ")
                    .append(key(value))
                    .append('\n'));
        }
    }

    /** Plain where YAML takes it for a text and nothing else. */
    private static String key(String text) {
        boolean plain =
                text.matches("[A-Za-z][A-Za-z0-9_/.-]*") && !text.matches("(?i)true|false|yes|no|on|off|null|y|n");
        return plain || text.matches("[0-9]+(ms|s|m|h|d)") ? text : quoted(text);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
