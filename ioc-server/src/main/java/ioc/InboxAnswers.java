package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import ioc.access.Caller;
import ioc.config.ConfigException;
import ioc.inbox.Adoption;
import ioc.inbox.Strangers;
import ioc.inbox.Strangers.Shape;
import ioc.journal.Entry;
import ioc.journal.Journal;
import ioc.place.Places;
import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.Message;
import ioc.sensor.decode.Decoded;
import ioc.sensor.decode.Discovery;
import ioc.sensor.decode.Family;
import ioc.sensor.decode.Likeness;
import ioc.sensor.decode.Mapping;
import ioc.sensor.decode.Recogniser.Guess;
import ioc.sensor.decode.TopicMap;
import ioc.sensor.decode.Trial;
import ioc.web.Answers.Changed;
import ioc.web.Refusal;
import ioc.web.StrangeDevices;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Strange devices as answers: what came in, what it would say, and making them known. */
final class InboxAnswers implements StrangeDevices {
    private static final String DEVICE = "{device}";
    /** Its messages, not its topic, told the family. */
    private static final String PAYLOAD = "payload";

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm");

    private final Vertx vertx;
    private final Core core;
    private final TopicMap topics;
    private final List<Mapping> mappings;
    private final Journal journal;
    private final Places places;
    private final InstantSource clock;
    private final Adopter adopter;
    /** What the messages of shapes were found to be like, by the shape's id. */
    private final Map<String, Likely> likely = new ConcurrentHashMap<>();

    /** A shape and what is proposed for it: as its topic looks, or else as its messages read. */
    private record Found(Shape shape, String family, String pattern, DeviceKind kind, String by) {}

    /** @param count so many messages there were when it was looked for */
    private record Likely(long count, Optional<Guess> guess) {}

    InboxAnswers(
            Vertx vertx,
            Settings settings,
            Core core,
            TopicMap topics,
            Journal journal,
            InstantSource clock,
            Adopter adopter) {
        this.vertx = vertx;
        this.core = core;
        this.topics = topics;
        this.mappings = settings.config().topics().mappings();
        this.journal = journal;
        this.places = settings.config().places();
        this.clock = clock;
        this.adopter = adopter;
    }

    @Override
    public Future<?> shapes() {
        List<Shape> shapes = core.strangers.all();
        List<Long> configs = core.strangers.configs();
        return vertx.executeBlocking(() -> {
            Map<String, Discovery> told = told(configs);
            List<Object> rows = new ArrayList<>();
            for (Shape shape : shapes) {
                rows.add(row(found(shape, told), told));
            }
            likely.keySet().retainAll(shapes.stream().map(Shape::id).toList());
            return Map.of(
                    "families",
                    Stream.of(Family.values())
                            .filter(family -> family != Family.IGNORED)
                            .map(Family::word)
                            .toList(),
                    "shapes",
                    rows);
        });
    }

    @Override
    public Future<?> shape(String id) {
        Shape shape = known(id);
        List<Long> configs = core.strangers.configs();
        return vertx.executeBlocking(() -> {
            Map<String, Discovery> told = told(configs);
            Found found = found(shape, told);
            Map<String, @Nullable Object> row = row(found, told);
            row.put(
                    "samples",
                    samples(shape, trial(mapping(found, options(shape, told))).orElse(null)));
            row.put("options", options(shape, told));
            Mapping known = mapped(shape);
            row.put("words", known == null ? Map.of() : new TreeMap<>(known.words()));
            row.put(
                    "told",
                    entries(shape).stream()
                            .flatMap(entry -> Optional.ofNullable(told.get(entry.subject())).stream())
                            .findFirst()
                            .map(InboxAnswers::introduction)
                            .orElse(null));
            return row;
        });
    }

    @Override
    public Future<?> tryAdoption(String id, JsonNode body) {
        Shape shape = known(id);
        List<Long> configs = core.strangers.configs();
        return vertx.executeBlocking(() -> {
            Adoption adoption = adoption(found(shape, told(configs)), body);
            Mapping known = mapped(adoption.family(), adoption.pattern());
            Mapping asked = adoption.mapping(known);
            Trial trial;
            try {
                trial = new Trial(asked == null ? Objects.requireNonNull(known) : asked, places.zone());
            } catch (IllegalArgumentException unusable) {
                throw new Refusal(400, String.valueOf(unusable.getMessage()));
            }
            return Map.of(
                    "yaml", adoption.yaml(remark(shape, "…"), known),
                    "samples", samples(shape, trial));
        });
    }

    @Override
    public Future<?> adopt(Caller caller, String id, JsonNode body) {
        Shape shape = known(id);
        List<Long> configs = core.strangers.configs();
        return vertx.executeBlocking(() -> {
            Family ignored = Family.IGNORED;
            if (body.path("family").asText().equals(ignored.word()) && mapped(shape) != null) {
                List<String> patterns = unlisted(shape, body.path("ignore"));
                String yaml = Adoption.ignoring(remark(shape, caller.name()), patterns);
                return adopted(shape, ignored, yaml, "ignored: " + String.join("; ", patterns));
            }
            Adoption adoption = adoption(found(shape, told(configs)), body);
            Mapping known = mapped(adoption.family(), adoption.pattern());
            String yaml = adoption.yaml(remark(shape, caller.name()), known);
            String devices = adoption.devices().stream()
                    .map(device -> device.word() + " is " + device.target())
                    .collect(Collectors.joining("; "));
            return adopted(shape, adoption.family(), yaml, devices);
        });
    }

    private Changed adopted(Shape shape, Family family, String yaml, String after) {
        try {
            long from = family == Family.IGNORED ? Adopter.NOTHING : shape.firstPosition();
            String file = adopter.adopt(family.word(), yaml, from);
            return new Changed(
                    Map.of("file", file, "messages", family == Family.IGNORED ? 0 : shape.count()),
                    "family: " + shape.family() + "; pattern: " + shape.pattern() + "; of nobody",
                    after);
        } catch (ConfigException unusable) {
            throw new Refusal(400, String.join("\n", unusable.problems()));
        } catch (IOException failed) {
            throw new Refusal(500, String.valueOf(failed.getMessage()));
        }
    }

    /**
     * Patterns for unlisted devices of a mapped shape alone: its mapping goes on with all others, and such a device with a new name is asked
     * about.
     *
     * @param asked words of devices; missing means all
     */
    private List<String> unlisted(Shape shape, JsonNode asked) throws IOException {
        Map<String, DeviceId> said = said(shape);
        List<String> all = shape.devices().stream().map(Strangers.Device::word).toList();
        List<String> some = new ArrayList<>();
        for (JsonNode each : asked) {
            if (!all.contains(each.asText())) {
                throw new Refusal(
                        400,
                        "ignore[" + some.size() + "]: was \"" + each.asText() + "\" but must be one of "
                                + String.join(", ", all));
            }
            some.add(each.asText());
        }
        List<String> patterns = (asked.isMissingNode() ? all : some)
                .stream()
                        .flatMap(word -> Adoption.patternOf(shape.pattern(), word, said.get(word)).stream())
                        .distinct()
                        .toList();
        if (patterns.isEmpty()) {
            throw new Refusal(
                    400,
                    "family: was \"ignored\" but must be " + shape.family() + ", which reads " + shape.pattern()
                            + ": what names these devices is no level of the topic (leave them, they count nowhere; or take the topic out of the mappings)");
        }
        return patterns;
    }

    /** The family by topic, or where that is like none and no device told of it, by what the newest messages say. */
    private Found found(Shape shape, Map<String, Discovery> told) throws IOException {
        Guess guess = shape.family().equals(Family.GENERIC.word())
                        && mapped(shape) == null
                        && options(shape, told).isEmpty()
                ? likely(shape).orElse(null)
                : null;
        return guess == null
                ? new Found(
                        shape,
                        shape.family(),
                        shape.pattern(),
                        shape.kind(),
                        shape.family().equals(Family.GENERIC.word()) ? "" : "topic")
                : new Found(shape, guess.family().word(), guess.pattern(), guess.kind(), PAYLOAD);
    }

    /** Looked for once; of what is like none again when there are twice as many messages. */
    private Optional<Guess> likely(Shape shape) throws IOException {
        Likely known = likely.get(shape.id());
        if (known == null || (known.guess().isEmpty() && shape.count() >= 2 * known.count())) {
            List<Message> kept =
                    entries(shape).stream().map(InboxAnswers::message).toList();
            known = new Likely(shape.count(), Likeness.of(kept, places.zone()));
            likely.put(shape.id(), known);
        }
        return known.guess();
    }

    /** The mapping that takes the topics of a pattern now. */
    private @Nullable Mapping mapped(Family family, String pattern) {
        return mappings.stream()
                .filter(one ->
                        one.family().equals(family.word()) && one.pattern().equals(pattern))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Mapping mapped(Shape shape) {
        return Family.of(shape.family())
                .map(family -> mapped(family, shape.pattern()))
                .orElse(null);
    }

    /** Devices that topics say in our own words, by the sender's. */
    private Map<String, DeviceId> said(Shape shape) throws IOException {
        Map<String, DeviceId> said = new HashMap<>();
        for (Entry entry : entries(shape)) {
            topics.find(entry.subject()).ifPresent(address -> {
                if (address.device() != null) {
                    said.put(address.word(), address.device());
                }
            });
        }
        return said;
    }

    private Shape known(String id) {
        return core.strangers.shape(id).orElseThrow(() -> Refusal.unknown("shape", id));
    }

    private String remark(Shape shape, String who) {
        return "Accepted " + MINUTE.format(clock.instant().atZone(places.zone())) + " by " + who + ": " + shape.count()
                + (shape.count() == 1 ? " message since " : " messages since ")
                + MINUTE.format(Instant.ofEpochMilli(shape.firstAt()).atZone(places.zone()));
    }

    /** What devices told Home Assistant of themselves, by the topics they say their values on. */
    private Map<String, Discovery> told(List<Long> configs) throws IOException {
        Map<String, Discovery> told = new HashMap<>();
        for (long position : configs) {
            journal.at(position)
                    .flatMap(entry -> Discovery.of(entry.subject(), entry.body()))
                    .ifPresent(one ->
                            one.mappings().forEach(mapping -> told.merge(mapping.pattern(), one, Discovery::with)));
        }
        return told;
    }

    private static Map<String, String> introduction(Discovery one) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("name", one.name());
        told.put("maker", one.manufacturer());
        told.put("model", one.model());
        told.put("firmware", one.firmware());
        if (one.expireAfter() != null) {
            told.put("period", one.expireAfter() + "s");
        }
        return told;
    }

    /** What the topics of a shape say by that; a pointer without a word where it is not clear. */
    private Map<String, String> options(Shape shape, Map<String, Discovery> told) throws IOException {
        Mapping known = mapped(shape);
        Map<String, String> options = new LinkedHashMap<>(known == null ? Map.of() : new TreeMap<>(known.options()));
        if (known == null && shape.family().equals(Family.GENERIC.word())) {
            for (Entry entry : entries(shape)) {
                Discovery one = told.get(entry.subject());
                if (one != null) {
                    one.mappings().stream()
                            .filter(mapping -> mapping.pattern().equals(entry.subject()))
                            .forEach(mapping -> options.putAll(mapping.options()));
                }
            }
        }
        return options;
    }

    private Map<String, @Nullable Object> row(Found found, Map<String, Discovery> told) throws IOException {
        Shape shape = found.shape();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", shape.id());
        row.put("pattern", found.pattern());
        row.put("family", found.family());
        row.put("by", found.by());
        row.put("mapped", mapped(shape) != null);
        row.put("kind", found.kind().word());
        row.put("count", shape.count());
        row.put("firstAt", shape.firstAt());
        row.put("lastAt", shape.lastAt());
        row.put("devices", devices(found));
        row.put("likeness", likeness(found, options(shape, told)));
        row.put("introduces", entries(shape).stream().allMatch(entry -> Discovery.isConfig(entry.subject())));
        return row;
    }

    private List<Object> devices(Found found) throws IOException {
        Map<String, DeviceId> said = said(found.shape());
        List<Object> devices = new ArrayList<>();
        for (Strangers.Device device : words(found)) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("word", device.word());
            row.put("count", device.count());
            row.put("lastAt", device.lastAt());
            DeviceId own = said.get(device.word());
            if (own != null) {
                row.put("site", own.site());
                row.put("kind", own.kind().word());
                row.put("name", own.name());
            }
            devices.add(row);
        }
        return devices;
    }

    /** What stands for devices: as the shape of the topic has it, or, in another pattern, as the newest messages say. */
    private Iterable<Strangers.Device> words(Found found) throws IOException {
        Shape shape = found.shape();
        int device = shape.pattern().indexOf(DEVICE);
        boolean isOfShape =
                device >= 0 && found.pattern().startsWith(shape.pattern().substring(0, device + DEVICE.length()));
        if (isOfShape || !found.by().equals(PAYLOAD)) {
            return shape.devices();
        }
        List<Entry> entries = entries(shape);
        List<String> named = Likeness.named(
                new Mapping(found.family(), found.pattern()),
                entries.stream().map(InboxAnswers::message).toList(),
                places.zone());
        Map<String, Strangers.Device> devices = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            long at = entries.get(i).receivedAt();
            devices.merge(
                    named.get(i),
                    new Strangers.Device(named.get(i), 1, at),
                    (before, one) -> new Strangers.Device(before.word(), before.count() + 1, at));
        }
        return devices.values();
    }

    /** Share of the newest messages that the family reads, or leaves on purpose. */
    private double likeness(Found found, Map<String, String> options) throws IOException {
        Trial trial = trial(mapping(found, options)).orElse(null);
        List<Entry> entries = entries(found.shape());
        if (trial == null || entries.isEmpty()) {
            return 0;
        }
        long read = entries.stream()
                .filter(entry -> !(trial.ofKept(message(entry)) instanceof Decoded.Rejected))
                .count();
        return (double) read / entries.size();
    }

    private Optional<Trial> trial(Mapping mapping) {
        try {
            return Optional.of(new Trial(mapping, places.zone()));
        } catch (IllegalArgumentException needsMore) {
            return Optional.empty(); // a family that must be told what is what
        }
    }

    private Mapping mapping(Found found, Map<String, String> options) {
        Map<String, String> clear = new LinkedHashMap<>(options);
        clear.values().removeIf(String::isEmpty);
        Mapping known = mapped(found.shape());
        return known == null
                ? new Mapping(found.family(), found.pattern(), Map.of(), Map.of(), Map.of(), clear)
                : new Mapping(known.family(), known.pattern(), known.fixed(), Map.of(), known.words(), clear);
    }

    private List<Entry> entries(Shape shape) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (long position : shape.samples()) {
            journal.at(position).ifPresent(entries::add);
        }
        return entries;
    }

    private static Message message(Entry entry) {
        return new Message(entry.subject(), entry.body(), entry.retained(), Instant.ofEpochMilli(entry.receivedAt()));
    }

    /** Newest first. */
    private List<Object> samples(Shape shape, @Nullable Trial trial) throws IOException {
        List<Object> samples = new ArrayList<>();
        for (Entry entry : entries(shape)) {
            samples.add(0, RawMessages.of(entry, trial == null ? null : trial.ofKept(message(entry))));
        }
        return samples;
    }

    private Adoption adoption(Found found, JsonNode body) throws IOException {
        String family = body.path("family").asText(found.family());
        Family known = Family.of(family)
                .orElseThrow(() -> new Refusal(
                        400, "family: was \"" + family + "\" but must be a device family (see docs/devices.md)"));
        List<Adoption.Device> devices = new ArrayList<>();
        for (JsonNode each : body.path("devices")) {
            devices.add(device(each, "devices[" + devices.size() + "]"));
        }
        Map<String, DeviceId> said = said(found.shape());
        for (int i = 0; i < devices.size(); i++) {
            Adoption.Device device = devices.get(i);
            DeviceId own = said.get(device.word());
            if (own != null && !own.equals(new DeviceId(device.site(), device.kind(), device.name()))) {
                throw new Refusal(
                        400,
                        "devices[" + i + "]: was \"" + device.target() + "\" but must be " + own
                                + ", as the topic says");
            }
        }
        // what shall be ignored is what came in, not all that a family would read
        String usual = known == Family.IGNORED ? found.shape().pattern() : found.pattern();
        String pattern = body.path("pattern").asText(usual);
        Mapping mapped = mapped(known, pattern);
        return new Adoption(
                known,
                pattern,
                texts(body.path("fixed"), mapped == null ? Map.of() : mapped.fixed()),
                texts(body.path("words"), mapped == null ? Map.of() : mapped.words()),
                texts(body.path("options"), mapped == null ? Map.of() : mapped.options()),
                devices);
    }

    private Adoption.Device device(JsonNode asked, String where) {
        String kindWord = asked.path("kind").asText();
        DeviceKind kind = DeviceKind.of(kindWord)
                .orElseThrow(() -> new Refusal(
                        400,
                        where + ".kind: was \"" + kindWord + "\" but must be counter, kiosk, tablet, camera or wifi"));
        String site = asked.path("site").asText();
        String name = asked.path("name").asText();
        if (places.site(site).isEmpty()) {
            throw new Refusal(400, where + ".site: was \"" + site + "\" but must be a point of the places");
        }
        if (!DeviceId.isWord(name)) {
            throw new Refusal(400, where + ".name: was \"" + name + "\" but must be a word of a-z, 0-9 and -");
        }
        boolean isThere = places.device(new DeviceId(site, kind, name)).isPresent();
        String vi = asked.path("vi").asText(name);
        Adoption.Fresh fresh = isThere
                ? null
                : new Adoption.Fresh(
                        vi, asked.path("en").asText(vi), asked.path("period").asText("60s"));
        return new Adoption.Device(
                asked.path("word").asText(),
                site,
                kind,
                name,
                asked.path("part").asText(),
                fresh);
    }

    private static Map<String, String> texts(JsonNode object, Map<String, String> otherwise) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts.isEmpty() ? otherwise : texts;
    }
}
