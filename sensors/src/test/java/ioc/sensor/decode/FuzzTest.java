package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ioc.sensor.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands before the decoders bears whatever comes in: the door with its porters, bodies of parts, packed ones, introductions. */
final class FuzzTest {
    private static final String SECRET = "NguyenThiLan";

    /** Fields that go wherever they are, and things whose name stays. */
    private static final List<String> PERSONAL =
            List.of("hostname", "plateNumber", "customerName", "phone", "hoTen", "name", "text", "client_mac", "face");

    private static final List<String> HARMLESS =
            List.of("n", "zone", "device", "people", "client", "list", "ts", "Object");

    private final Decoders decoders = Samples.decoders();

    private static List<Message> recorded() {
        return Stream.of(Family.values())
                .flatMap(family -> Samples.recorded(family).stream())
                .map(Samples.Sample::message)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void theDoorBearsWhateverComesIn(Family family) {
        Door door = new Door(Samples.topics(Samples.mappings()));
        List<Samples.Sample> samples = Samples.recorded(family);
        SplittableRandom random = new SplittableRandom(family.word().hashCode());
        for (int i = 0; i < Mutations.ROUNDS; i++) {
            Message like = samples.get(random.nextInt(samples.size())).message();
            Message other = samples.get(random.nextInt(samples.size())).message();
            String topic = random.nextInt(4) > 0 ? like.topic() : Mutations.of(like.topic(), random);
            byte[] payload = body(Mutations.of(like.payload(), other.payload(), random), random);
            Message kept = door.kept(new Message(topic, payload, random.nextBoolean(), Samples.RECEIVED_AT));
            if (kept.payload().length > Decoders.LARGEST + 1) {
                throw new AssertionError(topic + ": lets in " + kept.payload().length + " bytes");
            }
            decoders.outcome(kept);
        }
    }

    /** A body as it is, packed, or with a picture beside it, and then broken once more. */
    private static byte[] body(byte[] plain, SplittableRandom random) {
        byte[] body =
                switch (random.nextInt(100)) { // to pack takes long
                    case 0 -> packed(plain);
                    case 1 -> packed(parts(plain, random.nextBoolean()));
                    case 2, 3, 4, 5 -> parts(plain, random.nextBoolean());
                    default -> plain;
                };
        return random.nextInt(3) > 0 ? body : Mutations.of(body, plain, random);
    }

    private static byte[] packed(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    private static byte[] parts(byte[] text, boolean pictureFirst) {
        String picture = "--b\r\nContent-Type: image/jpeg\r\n\r\n\u00FF\u00D8\u00FF" + SECRET + "\r\n";
        String part = "--b\r\nContent-Type: application/json\r\n\r\n" + new String(text, StandardCharsets.ISO_8859_1)
                + "\r\n";
        return ((pictureFirst ? picture + part : part + picture) + "--b--\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void ofBodiesOfPartsOneTextIsLeft() {
        List<Message> samples = recorded();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < Mutations.ROUNDS; i++) {
            byte[] plain = samples.get(random.nextInt(samples.size())).payload();
            byte[] body = Mutations.of(parts(plain, random.nextBoolean()), parts(plain, true), random);
            byte[] text = Multipart.text(body);
            boolean isText = text.length == 0 || text[0] == '<' || text[0] == '{' || text[0] == 'C';
            if (!isText && text != body) {
                throw new AssertionError(new String(text, StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Test
    void whatIsPackedIsUnpackedOrNothing() {
        List<byte[]> packed = new ArrayList<>();
        for (Message sample : recorded()) {
            packed.add(packed(sample.payload()));
            assertThat(Scrub.unpacked(packed.get(packed.size() - 1))).isEqualTo(sample.payload());
        }
        byte[] bomb = packed(new byte[20 << 20]);
        assertThat(Scrub.unpacked(bomb)).isEmpty();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < Mutations.ROUNDS; i++) {
            byte[] like = packed.get(random.nextInt(packed.size()));
            byte[] other = random.nextInt(1000) == 0 ? bomb : packed.get(random.nextInt(packed.size()));
            byte[] unpacked = Scrub.unpacked(Mutations.of(like, other, random));
            if (unpacked.length > 1 << 20) {
                throw new AssertionError(unpacked.length + " bytes");
            }
        }
    }

    @Test
    void whatDevicesSayOfThemselvesIsReadOrLeft() throws IOException {
        List<Message> configs = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src", "test", "resources", "fuzz", "discovery.jsonl"))) {
            JsonNode json = new ObjectMapper().readTree(line);
            byte[] payload = json.path("payload").asText().getBytes(StandardCharsets.UTF_8);
            configs.add(new Message(json.path("topic").asText(), payload, true, Instant.EPOCH));
        }
        SplittableRandom random = new SplittableRandom(3);
        int read = 0;
        for (int i = 0; i < Mutations.ROUNDS; i++) {
            Message like = configs.get(random.nextInt(configs.size()));
            Message other = configs.get(random.nextInt(configs.size()));
            String topic = random.nextInt(4) > 0 ? like.topic() : Mutations.of(like.topic(), random);
            byte[] payload =
                    random.nextInt(4) > 0 ? Mutations.of(like.payload(), other.payload(), random) : like.payload();
            Discovery one = Discovery.of(topic, payload).orElse(null);
            if (one != null) {
                usable(one);
                usable(one.with(one));
                read++;
            }
        }
        assertThat(read).isGreaterThan(Mutations.ROUNDS / 10);
    }

    private static void usable(Discovery one) {
        List<String> problems = new ArrayList<>();
        for (Mapping mapping : one.mappings()) {
            TopicPattern.of(mapping.pattern(), problems);
            mapping.options().forEach((name, word) -> {
                if (!word.isEmpty() && !Set.of("online", "offline").contains(name) && Meaning.of(word) == null) {
                    problems.add(name + ": " + word);
                }
            });
        }
        if (!problems.isEmpty()
                || one.mappings().isEmpty()
                || one.id().length() > 64
                || one.name().length() > 64) {
            throw new AssertionError(one + " " + problems);
        }
    }

    /** However deep, packed or divided, and in every format. */
    @Test
    void nothingOfPeopleIsKeptOfStrangers() {
        Door door = new Door(Samples.topics(List.of()));
        SplittableRandom random = new SplittableRandom(4);
        int kept = 0;
        for (int i = 0; i < Mutations.ROUNDS; i++) {
            StringBuilder text = new StringBuilder();
            switch (random.nextInt(4)) {
                case 0 -> xml(text, random, 0);
                case 1 -> json(text.append("Code=AccessControl;action=Pulse;index=0;data="), random, 0);
                case 2 -> json(text.append(random.nextBoolean() ? "\uFEFF" : " \r\n"), random, 0);
                default -> json(text, random, 0);
            }
            byte[] plain = text.toString().getBytes(StandardCharsets.UTF_8);
            byte[] body =
                    switch (random.nextInt(60)) {
                        case 0 -> packed(plain);
                        case 1 -> packed(parts(plain, true));
                        default -> random.nextBoolean() ? plain : parts(plain, random.nextBoolean());
                    };
            byte[] payload = door.kept(new Message("la/may", body, false, Samples.RECEIVED_AT))
                    .payload();
            if (new String(payload, StandardCharsets.ISO_8859_1).contains(SECRET)) {
                throw new AssertionError(text + " became " + new String(payload, StandardCharsets.UTF_8));
            }
            kept += payload.length > 0 ? 1 : 0;
        }
        assertThat(kept).isGreaterThan(Mutations.ROUNDS / 4);
    }

    private static void json(StringBuilder out, SplittableRandom random, int depth) {
        out.append('{');
        for (int i = random.nextInt(4); i >= 0; i--) {
            boolean personal = random.nextInt(3) == 0;
            List<String> names = personal ? PERSONAL : HARMLESS;
            String name = names.get(random.nextInt(names.size()));
            out.append('"').append(name).append("\":");
            if (personal && name.equals("name") && depth > 0) {
                out.append(7); // may be of a thing
            } else if (personal) {
                out.append(random.nextBoolean() ? "\"" + SECRET + "\"" : "[{\"n\":\"" + SECRET + "\"}]");
            } else if (depth < 5 && random.nextBoolean()) {
                boolean list = random.nextBoolean();
                out.append(list ? "[" : "");
                json(out, random, depth + 1);
                out.append(list ? "]" : "");
            } else {
                out.append(random.nextInt(100));
            }
            out.append(i > 0 ? "," : "");
        }
        out.append('}');
    }

    private static void xml(StringBuilder out, SplittableRandom random, int depth) {
        out.append("<e>");
        for (int i = random.nextInt(4); i >= 0; i--) {
            String name = PERSONAL.get(random.nextInt(PERSONAL.size()));
            if (random.nextInt(3) == 0) {
                out.append('<').append(name).append(" a='").append(SECRET).append("'>");
                out.append(SECRET).append("</").append(name).append('>');
            } else if (depth < 5) {
                xml(out, random, depth + 1);
            }
        }
        out.append("</e>");
    }
}
