package ioc.inbox;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import ioc.sensor.DeviceKind;
import ioc.sensor.decode.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
     * The file for the folder {@code config/devices}, as a person would write it.
     *
     * @param remark who did it and when
     */
    public String yaml(String remark) {
        StringBuilder text =
                new StringBuilder("# ").append(remark.replaceAll("\\R", " ")).append('\n');
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
        text.append("mappings:\n  - family: ").append(family.word()).append('\n');
        text.append("    pattern: ").append(quoted(pattern)).append('\n');
        append(text, "fixed", fixed);
        append(text, "words", words);
        append(text, "options", options);
        append(
                text,
                "devices",
                devices.stream()
                        .collect(Collectors.toMap(Device::word, Device::target, (one, other) -> other, TreeMap::new)));
        return text.toString();
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
