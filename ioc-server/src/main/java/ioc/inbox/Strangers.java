package ioc.inbox;

import ioc.sensor.DeviceKind;
import ioc.sensor.decode.Address;
import ioc.sensor.decode.Discovery;
import ioc.sensor.decode.Family;
import ioc.sensor.decode.Recogniser;
import ioc.sensor.decode.Recogniser.Guess;
import ioc.sensor.decode.TopicMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Messages on topics that nobody mapped, and of devices that nobody listed, by the shape of their topic. The messages stay in the
 * journal: here are counts and where the newest lie. Bounded: of shapes and devices those heard last. One thread.
 */
public final class Strangers {
    private static final int MOST_SHAPES = 100;
    private static final int MOST_DEVICES = 200;
    private static final int MOST_CONFIGS = 500;
    private static final int SAMPLES = 20;
    private static final int LONGEST = 256;

    /** One word where a device's name may stand in the topic, and how many messages had it. */
    public record Device(String word, long count, long lastAt) {}

    /**
     * One shape of topic.
     *
     * @param family word of the likely family
     * @param firstPosition of the first message, in the journal
     * @param samples positions of the newest messages, oldest first
     */
    public record Shape(
            String pattern,
            String family,
            DeviceKind kind,
            long count,
            long firstAt,
            long lastAt,
            long firstPosition,
            List<Device> devices,
            List<Long> samples) {
        public Shape {
            devices = List.copyOf(devices);
            samples = List.copyOf(samples);
        }

        /** Short, and the same as long as the pattern is. */
        public String id() {
            return Integer.toHexString(Objects.hash(pattern, family));
        }

        private Shape of(List<Device> some) {
            return new Shape(pattern, family, kind, count, firstAt, lastAt, firstPosition, some, samples);
        }

        private Shape heard(String word, long position, long at) {
            List<Device> more = new ArrayList<>(devices);
            long before = 0;
            for (Device known : devices) {
                if (known.word().equals(word)) {
                    before = known.count();
                    more.remove(known);
                }
            }
            more.add(new Device(word, before + 1, at));
            List<Long> newest = new ArrayList<>(samples);
            newest.add(position);
            return new Shape(
                    pattern,
                    family,
                    kind,
                    count + 1,
                    firstAt,
                    at,
                    firstPosition,
                    more.subList(Math.max(0, more.size() - MOST_DEVICES), more.size()),
                    newest.subList(Math.max(0, newest.size() - SAMPLES), newest.size()));
        }
    }

    /**
     * What a restart begins with.
     *
     * @param configs where the newest config of Home Assistant on each topic lies, those heard last at the end
     */
    public record Frozen(List<Shape> shapes, Map<String, Long> configs) {
        public static final Frozen EMPTY = new Frozen(List.of(), Map.of());

        public Frozen {
            shapes = List.copyOf(shapes);
            configs = Collections.unmodifiableMap(new LinkedHashMap<>(configs));
        }
    }

    private final TopicMap topics;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<String, Long> configs = new LinkedHashMap<>();

    /** @param before as {@link #freeze} gave it */
    public Strangers(TopicMap topics, Frozen before) {
        this.topics = topics;
        for (Shape shape : before.shapes()) {
            Shape strange = shape.of(shape.devices().stream()
                    .filter(device -> isStrange(shape, device.word()))
                    .toList());
            if (!strange.devices().isEmpty()) {
                shapes.put(key(shape.pattern(), shape.family()), strange);
            }
        }
        configs.putAll(before.configs());
    }

    /** Whether no other mapping takes these topics of a device; a mapping may have come since it was heard. */
    private boolean isStrange(Shape shape, String word) {
        String topic = Arrays.stream(shape.pattern().split("/", -1))
                .map(level -> level.equals("{device}") ? word : level.startsWith("{") ? "x" : level)
                .collect(Collectors.joining("/"));
        return topics.find(topic)
                .map(taken -> taken.pattern().equals(shape.pattern())
                        && taken.family().word().equals(shape.family()))
                .orElse(true);
    }

    private static String key(String pattern, String family) {
        return family + " " + pattern;
    }

    /**
     * A message that no mapping takes, or whose device no mapping lists.
     *
     * @param word of that device, where its mapping found one; else empty
     */
    public void heard(String topic, String word, long position, long at) {
        String asked = topic.length() > LONGEST ? topic.substring(0, LONGEST) : topic;
        if (Discovery.isConfig(asked)) {
            introduced(asked, position);
        }
        Guess guess = guess(asked, word.substring(0, Math.min(word.length(), LONGEST)));
        String key = key(guess.pattern(), guess.family().word());
        Shape before = shapes.remove(key);
        Shape shape = before != null
                ? before
                : new Shape(
                        guess.pattern(),
                        guess.family().word(),
                        guess.kind(),
                        0,
                        at,
                        at,
                        position,
                        List.of(),
                        List.of());
        shapes.put(key, shape.heard(guess.word(), position, at));
        if (shapes.size() > MOST_SHAPES) {
            shapes.remove(shapes.keySet().iterator().next());
        }
    }

    /** A config by which a device told Home Assistant of itself; also on a topic that is mapped. */
    public void introduced(String topic, long position) {
        if (topic.length() > LONGEST) {
            return;
        }
        configs.remove(topic);
        configs.put(topic, position);
        if (configs.size() > MOST_CONFIGS) {
            configs.remove(configs.keySet().iterator().next());
        }
    }

    /** As its mapping says, where there is one; else as the topic looks. */
    private Guess guess(String topic, String word) {
        Optional<Address> mapped = topics.find(topic);
        if (mapped.isPresent()) {
            Address address = mapped.get();
            String device = word.isEmpty() ? address.word() : word;
            return new Guess(address.family(), address.pattern(), device, address.kind());
        }
        List<Guess> likely = Recogniser.all(topic);
        return likely.isEmpty()
                ? new Guess(Family.GENERIC, Recogniser.shapeOf(topic), Recogniser.wordOf(topic), DeviceKind.CAMERA)
                : likely.get(0);
    }

    /** Newest first. */
    public List<Shape> all() {
        List<Shape> all = new ArrayList<>(shapes.values());
        all.sort(Comparator.comparingLong(Shape::lastAt).reversed());
        return all;
    }

    public Optional<Shape> shape(String id) {
        return shapes.values().stream().filter(shape -> shape.id().equals(id)).findFirst();
    }

    /** Where what devices told Home Assistant of themselves lies in the journal. */
    public List<Long> configs() {
        return List.copyOf(configs.values());
    }

    public Frozen freeze() {
        return new Frozen(List.copyOf(shapes.values()), configs);
    }
}
