package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A {@link Mapping} made ready: where in a topic the words are, and what they stand for. */
final class Route {
    /** In place of a device word: all that are not listed. */
    static final String OTHERS = "*";

    private record Target(DeviceId device, String part) {}

    /** Where devices are that are called as they call themselves. */
    private record Home(String site, DeviceKind kind) {}

    /** Where a word of an address stands: in one level of the topic, from there to its end, or, below level 0, in the mapping. */
    private record Place(int level, boolean isToTheEnd, String fixed) {
        static Place of(String name, TopicPattern pattern, Mapping mapping) {
            int level = pattern.level(name);
            boolean isToTheEnd = level >= 0 && pattern.levels().get(level).open() == TopicPattern.Open.REST;
            return new Place(level, isToTheEnd, mapping.fixed().getOrDefault(name, ""));
        }

        /** What it is in a topic whose level {@code i} starts at {@code starts[i]}. */
        String of(String topic, int[] starts) {
            if (level < 0) {
                return fixed;
            }
            int from = starts[level];
            if (isToTheEnd) {
                return from >= topic.length() ? "" : topic.substring(from);
            }
            return topic.substring(from, starts[level + 1] - 1);
        }
    }

    private final Family family;
    private final Decoder decoder;
    private final TopicPattern pattern;
    private final String text;
    private final @Nullable WordMap<Target> table;
    private final @Nullable Home others;
    private final Map<DeviceId, List<String>> listed = new HashMap<>();
    private final Place siteAt;
    private final Place kindAt;
    private final Place deviceAt;
    private final Place partAt;
    private final Place streamAt;

    private Route(Family family, Decoder decoder, TopicPattern pattern, Mapping mapping) {
        this.family = family;
        this.decoder = decoder;
        this.pattern = pattern;
        text = mapping.pattern();
        siteAt = Place.of("site", pattern, mapping);
        kindAt = Place.of("kind", pattern, mapping);
        deviceAt = Place.of("device", pattern, mapping);
        partAt = Place.of("part", pattern, mapping);
        streamAt = Place.of("stream", pattern, mapping);
        Map<String, Target> targets = new HashMap<>();
        mapping.devices().forEach((word, text) -> {
            Target target = target(text);
            if (target != null && !word.equals(OTHERS)) {
                targets.put(word, target);
                listed.computeIfAbsent(target.device(), device -> new ArrayList<>())
                        .add(word);
            }
        });
        table = mapping.devices().isEmpty() ? null : new WordMap<>(targets);
        others = home(mapping.devices().getOrDefault(OTHERS, ""));
    }

    /** Makes a mapping ready, or adds what is wrong with it to {@code problems}. */
    static @Nullable Route of(Mapping mapping, ZoneId zone, Predicate<DeviceId> known, List<String> problems) {
        int before = problems.size();
        Family family = Family.of(mapping.family()).orElse(null);
        if (family == null) {
            problems.add("family: was \"" + mapping.family() + "\" but must be one of " + Family.words());
        }
        TopicPattern pattern = TopicPattern.of(mapping.pattern(), problems);
        Setup setup = new Setup(mapping, zone);
        Decoder decoder = family == null ? null : family.decoder(setup);
        problems.addAll(decoder == null ? List.of() : setup.problems());
        new TreeMap<>(mapping.fixed()).forEach((name, value) -> checkFixed(pattern, name, value, problems));
        boolean ofNoDevice = decoder != null && decoder.ofNoDevice();
        if (mapping.devices().isEmpty()) {
            for (String name : List.of("site", "kind", "device")) {
                if (!ofNoDevice && !pattern.has(name) && !mapping.fixed().containsKey(name)) {
                    problems.add("pattern: says no {" + name + "} but must (or give it under fixed, or list devices)");
                }
            }
        } else {
            if (!pattern.has("device") && (decoder == null || !decoder.namesDevices())) {
                problems.add("pattern: has no {device} but must where devices are listed");
            }
            checkDevices(mapping, pattern, known, problems);
        }
        return family == null || decoder == null || problems.size() > before
                ? null
                : new Route(family, decoder, pattern, mapping);
    }

    private static void checkFixed(TopicPattern pattern, String name, String value, List<String> problems) {
        if (!TopicPattern.NAMES.contains(name)) {
            problems.add("fixed: was \"" + name + "\" but must be one of site, kind, device, part, stream");
        } else if (pattern.has(name)) {
            problems.add("fixed." + name + ": is also in the pattern but must be in one place only");
        } else if (name.equals("kind") && DeviceKind.of(value).isEmpty()) {
            problems.add("fixed.kind: was \"" + value + "\" but must be counter, kiosk, tablet, camera or wifi");
        } else if ((name.equals("site") || name.equals("device")) && !DeviceId.isWord(value)) {
            problems.add("fixed." + name + ": was \"" + value + "\" but must be a word of a-z, 0-9 and -");
        }
    }

    private static void checkDevices(
            Mapping mapping, TopicPattern pattern, Predicate<DeviceId> known, List<String> problems) {
        for (String name : List.of("site", "kind")) {
            if (pattern.has(name) || mapping.fixed().containsKey(name)) {
                problems.add("devices: already say the " + name + " (leave {" + name + "} out, use + for that level)");
            }
        }
        new TreeMap<>(mapping.devices()).forEach((word, text) -> {
            Target target = target(text);
            if (word.equals(OTHERS)) {
                if (home(text) == null) {
                    problems.add("devices.*: was \"" + text + "\" but must be site/kind");
                }
            } else if (target == null) {
                problems.add(
                        "devices." + word + ": was \"" + text + "\" but must be site/kind/name or site/kind/name/part");
            } else if (!known.test(target.device())) {
                problems.add(
                        "devices." + word + ": was \"" + target.device() + "\" but must be a device of the places");
            }
        });
    }

    private static @Nullable Target target(String text) {
        String[] words = text.split("/", -1);
        if (words.length < 3 || words.length > 4) {
            return null;
        }
        DeviceId device = device(words[0], words[1], words[2]);
        String part = words.length == 4 ? Words.plain(words[3]) : "";
        return device == null || (words.length == 4 && part.isEmpty()) ? null : new Target(device, part);
    }

    private static @Nullable Home home(String text) {
        String[] words = text.split("/", -1);
        DeviceKind kind = words.length == 2 ? DeviceKind.of(words[1]).orElse(null) : null;
        return kind != null && DeviceId.isWord(words[0]) ? new Home(words[0], kind) : null;
    }

    private static @Nullable DeviceId device(String site, String kind, String name) {
        DeviceKind found = DeviceKind.of(kind).orElse(null);
        return found != null && DeviceId.isWord(site) && DeviceId.isWord(name) ? new DeviceId(site, found, name) : null;
    }

    Family family() {
        return family;
    }

    /** What its devices are, where all that it lists are the same; else what speaks so mostly is. */
    DeviceKind kind() {
        List<DeviceKind> kinds =
                listed.keySet().stream().map(DeviceId::kind).distinct().toList();
        return kinds.size() == 1 ? kinds.get(0) : Recogniser.kind(family);
    }

    Decoder decoder() {
        return decoder;
    }

    TopicPattern pattern() {
        return pattern;
    }

    /** The pattern as it is written. */
    String text() {
        return text;
    }

    /** Whether the words of devices are listed, not taken as they come. */
    boolean lists() {
        return table != null;
    }

    /** Whether this very word of a device is listed. */
    boolean lists(String word) {
        return table != null && table.find(word) != null;
    }

    /** What the topics that speak of a device begin with: all that this mapping fixes before its first open level. */
    List<String> prefixes(DeviceId device) {
        if (decoder.ofNoDevice()) {
            return List.of();
        }
        List<String> words = table == null ? List.of(device.name()) : listed.getOrDefault(device, List.of());
        List<String> prefixes = new ArrayList<>(words.size());
        for (String word : words) {
            StringBuilder prefix = new StringBuilder();
            for (TopicPattern.Level level : pattern.levels()) {
                String text = level.open() == TopicPattern.Open.LITERAL ? level.text() : said(level, device, word);
                if (text == null) {
                    break;
                }
                prefix.append(text).append('/');
            }
            if (!prefix.isEmpty()) {
                prefixes.add(prefix.toString());
            }
        }
        return prefixes;
    }

    private static @Nullable String said(TopicPattern.Level level, DeviceId device, String word) {
        return switch (level.text()) {
            case "site" -> device.site();
            case "kind" -> device.kind().word();
            case "device" -> word;
            default -> null;
        };
    }

    /** The address of a topic of this pattern; level {@code i} starts at {@code starts[i]}. */
    Address address(String topic, int[] starts) {
        String word = deviceAt.of(topic, starts);
        String part = partAt.level() < 0 ? partAt.fixed() : Words.plain(partAt.of(topic, starts));
        String stream = streamAt.of(topic, starts);
        return table != null
                ? listed(word, part, stream)
                : new Address(
                        this, word, device(siteAt.of(topic, starts), kindAt.of(topic, starts), word), part, stream);
    }

    /** The address of another device word below the same pattern. */
    Address address(Address from, String word) {
        if (table != null) {
            return listed(word, partAt.fixed(), from.stream());
        }
        DeviceId self = from.device();
        DeviceId device = self == null || !DeviceId.isWord(word) ? null : new DeviceId(self.site(), self.kind(), word);
        return new Address(this, word, device, from.part(), from.stream());
    }

    private Address listed(String word, String part, String stream) {
        Target target = table == null ? null : table.find(word);
        if (target == null) {
            String name = others == null ? "" : Words.plain(word);
            DeviceId device =
                    name.isEmpty() || others == null ? null : new DeviceId(others.site(), others.kind(), name);
            return new Address(this, word, device, part, stream);
        }
        return new Address(this, word, target.device(), target.part().isEmpty() ? part : target.part(), stream);
    }
}
