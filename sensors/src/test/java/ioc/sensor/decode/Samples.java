package ioc.sensor.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import ioc.sensor.DeviceId;
import ioc.sensor.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Recorded messages with the outcome expected of each, and the mappings that {@code docs/devices.md} shows for them. */
final class Samples {
    static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    /** Two seconds after most of the samples. */
    static final Instant RECEIVED_AT = Instant.parse("2026-11-20T01:02:05Z");

    private static final Path DOC = Path.of("..", "docs", "devices.md");
    private static final Path FOLDER = Path.of("src", "test", "resources", "samples");
    private static final Pattern YAML = Pattern.compile("```yaml\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+)` \\| `([^`]*)` \\| ([^|]+) \\|$", Pattern.MULTILINE);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A message and what must become of it. */
    record Sample(Message message, String expected) {
        @Override
        public String toString() {
            return message.topic() + " -> " + expected;
        }
    }

    private Samples() {}

    /** Messages of {@code samples/<family>}. */
    static List<Sample> recorded(Family family) {
        List<Sample> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve(family.word()))) {
            for (Path file : files.sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode json = JSON.readTree(line);
                    if (json.has("topic")) {
                        samples.add(
                                new Sample(message(json), json.path("expect").asText()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return samples;
    }

    private static Message message(JsonNode json) {
        byte[] payload = json.has("base64")
                ? Base64.getDecoder().decode(json.path("base64").asText())
                : json.path("payload").asText().getBytes(StandardCharsets.UTF_8);
        return new Message(
                json.path("topic").asText(), payload, json.path("retained").asBoolean(), RECEIVED_AT);
    }

    /** The rows of the documentation that show a topic, a payload and its outcome. */
    static List<Sample> documented() {
        return ROW.matcher(doc())
                .results()
                .map(row -> new Sample(
                        new Message(row.group(1), row.group(2).getBytes(StandardCharsets.UTF_8), false, RECEIVED_AT),
                        row.group(3)))
                .toList();
    }

    /** The mappings the documentation shows, in its order. */
    static List<Mapping> mappings() {
        List<Mapping> mappings = new ArrayList<>();
        Matcher block = YAML.matcher(doc());
        while (block.find()) {
            try {
                for (JsonNode item : new YAMLMapper().readTree(block.group(1)).path("topics")) {
                    mappings.add(new Mapping(
                            item.path("family").asText(),
                            item.path("pattern").asText(),
                            texts(item.path("fixed")),
                            texts(item.path("devices")),
                            texts(item.path("words")),
                            texts(item.path("options"))));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return mappings;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.fields()
                .forEachRemaining(
                        field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    static String doc() {
        try {
            return Files.readString(DOC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Decoders decoders() {
        return new Decoders(topics(mappings()), known());
    }

    static TopicMap topics(List<Mapping> mappings) {
        return new TopicMap(mappings, ZONE);
    }

    /** The devices of two points. */
    static Predicate<DeviceId> known() {
        Set<String> known = new TreeSet<>(List.of("cap-huyen/kiosk/ch-k1", "cap-huyen/kiosk/ch-k2"));
        IntStream.rangeClosed(1, 3).forEach(i -> {
            known.add("bau-don/counter/bd-q" + i);
            known.add("bau-don/kiosk/bd-k" + i);
            known.add("bau-don/tablet/bd-r" + i);
            known.add("bau-don/camera/bd-c" + i);
            known.add("bau-don/wifi/bd-w" + i);
        });
        return device -> known.contains(device.toString());
    }
}
