package ioc.sensor.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import ioc.sensor.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A message of each family, on its two ways through the server. {@link #admit}: at the door, from the bytes of the broker to what goes to
 * the journal. {@link #decode}: from the journal to readings. In both the topic is looked up among all patterns of {@code
 * docs/devices.md}; whether the places know a device is not asked.
 *
 * <p>Measured in turn are the examples of that page and all recorded messages that say something. Not here are families without
 * readings, and Sparkplug, which is no text.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls what is marked with Setup
public class FamiliesBench {
    private static final Instant AT = Instant.parse("2026-11-20T01:02:05Z");
    private static final Path SAMPLES = Path.of("..", "sensors", "src", "test", "resources", "samples");
    private static final Pattern YAML = Pattern.compile("```yaml\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+)` \\| `([^`]*)` \\| ([^|]+) \\|$", Pattern.MULTILINE);

    @Param({
        "ioc",
        "collectd",
        "frigate",
        "generic",
        "tasmota",
        "shelly",
        "homie",
        "smarthome",
        "qmatic",
        "qminder",
        "ombori",
        "queue-monitor",
        "happyornot",
        "unifi",
        "mikrotik",
        "openwisp",
        "axis",
        "onvif",
        "meraki-mv",
        "hikvision",
        "dahua",
        "milesight"
    })
    String family;

    private Door door;
    private Decoders decoders;
    private Message[] heard;
    private Message[] kept;
    private int next;

    @Setup
    public void prepare() throws IOException {
        String doc = Files.readString(Path.of("..", "docs", "devices.md"));
        TopicMap topics = new TopicMap(mappings(doc), ZoneId.of("Asia/Ho_Chi_Minh"));
        door = new Door(topics);
        decoders = new Decoders(topics, device -> true);
        List<Message> saying = new ArrayList<>();
        for (Message message : messages(doc)) {
            Address address = topics.address(message.topic());
            if (address != null
                    && address.family().word().equals(family)
                    && decoders.decode(door.admit(message)) instanceof Decoded.Readings) {
                saying.add(message);
            }
        }
        if (saying.isEmpty()) {
            throw new IllegalStateException(family + ": has no message that says something");
        }
        heard = saying.toArray(Message[]::new);
        kept = saying.stream().map(door::admit).toArray(Message[]::new);
    }

    private static List<Mapping> mappings(String doc) throws IOException {
        List<Mapping> mappings = new ArrayList<>();
        for (Matcher block = YAML.matcher(doc); block.find(); ) {
            for (JsonNode item : new YAMLMapper().readTree(block.group(1)).path("topics")) {
                mappings.add(new Mapping(
                        item.path("family").asText(),
                        item.path("pattern").asText(),
                        texts(item.path("fixed")),
                        texts(item.path("devices")),
                        texts(item.path("words")),
                        texts(item.path("options"))));
            }
        }
        return mappings;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private List<Message> messages(String doc) throws IOException {
        List<Message> messages = new ArrayList<>();
        ROW.matcher(doc).results().forEach(row -> messages.add(message(row.group(1), row.group(2), false)));
        for (String line : Files.readAllLines(SAMPLES.resolve(family).resolve("messages.jsonl"))) {
            JsonNode json = JsonMapper.builder().build().readTree(line);
            if (json.has("payload")) {
                messages.add(message(
                        json.path("topic").asText(),
                        json.path("payload").asText(),
                        json.path("retained").asBoolean()));
            }
        }
        return messages;
    }

    private static Message message(String topic, String payload, boolean retained) {
        return new Message(topic, payload.getBytes(StandardCharsets.UTF_8), retained, AT);
    }

    @Benchmark
    public Message admit() {
        next = (next + 1) % heard.length;
        return door.admit(heard[next]);
    }

    @Benchmark
    public Decoded decode() {
        next = (next + 1) % kept.length;
        return decoders.decode(kept[next]);
    }

    /** Decodes so many; returns how many of them said something. */
    public int decode(int messages) {
        int said = 0;
        for (int i = 0; i < messages; i++) {
            said += decode() instanceof Decoded.Readings ? 1 : 0;
        }
        return said;
    }
}
