package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A parser that is used again says of every payload what a new one says. */
final class JsonTest {
    private static final int MUTATIONS = 20_000;
    private static final List<String> WHOLE = List.of(
            "{}",
            "[]",
            "{\"a\":1,\"b\":[1.5,-2e3,true,null],\"c\":{\"d\":\"\\u1ea1\\n\"}}",
            "[{\"một cửa\":\"Gò Dầu\"},\"😀\"]",
            "12",
            "-0.5",
            "true",
            "null",
            "\"a\"",
            "{\"a\" : [ ] , \n\"b\":\n{ } }");

    private static Payload payload(byte[] bytes) {
        return new Payload(bytes, 0, bytes.length, false, Samples.RECEIVED_AT);
    }

    private static Payload payload(String text) {
        return payload(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Everything a parser says, to the end or to its error; every seventh structure is skipped. */
    private static List<String> told(JsonParser parser) {
        List<String> told = new ArrayList<>();
        try (JsonParser json = parser) {
            int structures = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                String value = token.isNumeric() // their text is not read: one says -0, the other 0
                        ? Double.toString(json.getDoubleValue())
                        : token.isScalarValue() ? json.getText() : "";
                told.add(token + " " + json.currentName() + " " + value);
                if (token.isStructStart() && structures++ % 7 == 6) {
                    json.skipChildren();
                    told.add("skipped to " + json.currentToken());
                }
            }
            told.add("end");
        } catch (JsonProcessingException e) {
            told.add(Fields.broken(e).detail());
        } catch (IOException e) {
            told.add(e.toString());
        }
        return told;
    }

    private static void assertSame(Payload payload) throws IOException {
        List<String> again = told(Json.parser(payload));
        List<String> alone = told(Json.alone(payload));
        assertThat(again).as(() -> Arrays.toString(payload.bytes())).isEqualTo(alone);
    }

    @Test
    void wholeCutAndFollowedBySomethingElse() throws IOException {
        for (String text : WHOLE) {
            for (int to = 0; to <= text.length(); to++) {
                assertSame(payload(text.substring(0, to)));
            }
            for (String end : List.of(" ", "\n\n", "x", "1", "{}", " {", ",", "]", "\0")) {
                assertSame(payload(text + end));
                assertSame(payload(end + text));
            }
        }
    }

    @Test
    void inOtherEncodings() throws IOException {
        for (String text : WHOLE) {
            for (String charset : List.of("UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-16", "ISO-8859-1")) {
                assertSame(payload(text.getBytes(Charset.forName(charset))));
            }
            assertSame(payload("\uFEFF" + text));
        }
    }

    @Test
    void beyondItsLimits() throws IOException {
        assertSame(payload("[".repeat(21) + "]".repeat(21)));
        assertSame(payload("[\"" + "a".repeat(8193) + "\"]"));
        assertSame(payload("{\"" + "a".repeat(257) + "\":1}"));
        assertSame(payload("[" + "1".repeat(1000) + "]"));
        assertSame(payload("{}"));
    }

    @Test
    void changedByChance() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        List<byte[]> seeds = new ArrayList<>();
        WHOLE.forEach(text -> seeds.add(text.getBytes(StandardCharsets.UTF_8)));
        Samples.documented().forEach(sample -> seeds.add(sample.message().payload()));
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] seed = seeds.get(random.nextInt(seeds.size()));
            byte[] bytes = Arrays.copyOf(seed, random.nextInt(4) == 0 ? random.nextInt(seed.length + 2) : seed.length);
            for (int j = random.nextInt(3); j > 0 && bytes.length > 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte)
                        (random.nextBoolean() ? random.nextInt() : "{}[]\",:0e-.\\ \n".charAt(random.nextInt(14)));
            }
            assertSame(payload(bytes));
        }
    }

    @Test
    void givenUpInTheMiddleClosedTwiceAndReadByManyAtOnce() throws IOException {
        try (JsonParser json = Json.parser(payload(WHOLE.get(2)))) {
            json.nextToken();
            json.nextToken();
        }
        JsonParser first = Json.parser(payload("{}"));
        assertThat(told(first)).contains("end");
        try (JsonParser second = Json.parser(payload("[1,2]"))) {
            second.nextToken();
            first.close();
            assertThat(second.nextToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
        }
        IntStream.range(0, 2_000).parallel().forEach(i -> {
            try {
                assertSame(payload(WHOLE.get(i % WHOLE.size())));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }
}
