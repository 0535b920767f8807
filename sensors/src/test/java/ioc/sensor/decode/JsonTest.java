package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our reader says of every payload what Jackson's parser says, and refuses what that refuses. */
final class JsonTest {
    private static final int MUTATIONS = 40_000;
    private static final String REFUSED = "refused";

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxNameLength(256)
                    .build())
            .build();

    private static final List<String> WHOLE = List.of(
            "{}",
            "[]",
            "{\"a\":1,\"b\":[1.5,-2e3,true,null],\"c\":{\"d\":\"\\u1ea1\\n\"}}",
            "[{\"một cửa\":\"Gò Dầu\"},\"😀\",\"\\ud83d\\ude00\\/\\\"\\\\\"]",
            "12",
            "-0.5",
            "true",
            "null",
            "\"a\"",
            "[0.1,123456789012345678,1234567890123456789,0.30000000000000004,9007199254740993.0,1e-7,2E+2,1e999]",
            "{\"eight by\":\"sixteen letters.\",\"\":\"\",\"ten letters\":[[],{},[false]]}",
            "{\"a\" : [ ] , \n\"b\":\n{ } }");

    private static Payload payload(byte[] bytes) {
        return new Payload(bytes, 0, bytes.length, false, Samples.RECEIVED_AT);
    }

    private static Payload payload(String text) {
        return payload(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Everything that is read, to the end; every seventh structure is skipped. */
    private static List<String> told(Payload payload) {
        List<String> told = new ArrayList<>();
        Json json = new Json(payload);
        try {
            int structures = 0;
            do {
                JsonToken token = json.nextToken();
                String said = token == JsonToken.FIELD_NAME ? json.currentName() : json.getText();
                told.add(said(token, said, json.getDoubleValue()));
                if (token.isStructStart() && structures++ % 7 == 6) {
                    json.skipChildren();
                    told.add("skipped to " + json.currentToken());
                }
            } while (json.isWithin());
            json.end();
        } catch (Json.Broken e) {
            return List.of(REFUSED);
        }
        return told;
    }

    private static List<String> toldByJackson(String text) {
        List<String> told = new ArrayList<>();
        try (JsonParser json = JACKSON.createParser(text)) {
            int structures = 0;
            do {
                JsonToken token = json.nextToken();
                if (token == null) {
                    return List.of(REFUSED);
                }
                told.add(said(token, json.getText(), token.isNumeric() ? json.getDoubleValue() : 0));
                if (token.isStructStart() && structures++ % 7 == 6) {
                    json.skipChildren();
                    told.add("skipped to " + json.currentToken());
                }
            } while (!json.getParsingContext().inRoot());
            return json.nextToken() == null ? told : List.of(REFUSED);
        } catch (IOException e) {
            return List.of(REFUSED);
        }
    }

    private static String said(JsonToken token, String text, double number) {
        return token
                + (token.isNumeric() ? " " + number : token.isStructStart() || token.isStructEnd() ? "" : " " + text);
    }

    private static void assertSame(Payload payload) {
        List<String> expected;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload.bytes(), payload.from(), payload.length()))
                    .toString();
            expected = toldByJackson(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            expected = List.of(REFUSED);
        }
        assertThat(told(payload)).as(() -> Arrays.toString(payload.bytes())).isEqualTo(expected);
    }

    @Test
    void wholeCutAndFollowedBySomethingElse() {
        for (String text : WHOLE) {
            assertThat(told(payload(text))).as(text).isNotEqualTo(List.of(REFUSED));
            for (int to = 0; to <= text.length(); to++) {
                assertSame(payload(text.substring(0, to)));
            }
            for (String end : List.of(" ", "\n\n", "x", "1", "{}", " {", ",", "]", "\0")) {
                assertSame(payload(text + end));
                assertSame(payload(end + text));
            }
            assertSame(payload("\uFEFF" + text));
        }
    }

    @Test
    void withinOtherBytes() {
        for (String text : WHOLE) {
            byte[] bytes = ("\"{[" + text + "1\"}]").getBytes(StandardCharsets.UTF_8);
            Payload within = new Payload(bytes, 3, bytes.length - 4, false, Samples.RECEIVED_AT);
            assertThat(told(within)).isEqualTo(told(payload(text)));
        }
    }

    @Test
    void inOtherEncodings() {
        for (String text : WHOLE) {
            for (String charset : List.of("UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-16", "ISO-8859-1")) {
                assertSame(payload(text.getBytes(Charset.forName(charset))));
            }
        }
    }

    @Test
    void atItsLimitsAndBeyond() {
        for (int more = 0; more < 2; more++) {
            assertSame(payload("[".repeat(20 + more) + "]".repeat(20 + more)));
            assertSame(payload("[\"" + "a".repeat(60_000 + more) + "ạ\"]"));
            assertSame(payload("{\"" + "a".repeat(256 + more) + "\":1}"));
            assertSame(payload("[" + "1".repeat(1000 + more) + "]"));
        }
    }

    @Test
    void changedByChance() {
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
    void numbersByChance() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < MUTATIONS; i++) {
            StringBuilder number = new StringBuilder();
            for (int j = random.nextInt(24); j >= 0; j--) {
                number.append("0123456789012345678901234567890123456789.-+eE".charAt(random.nextInt(45)));
            }
            assertSame(payload("[" + number + "]"));
        }
    }

    @Test
    void fieldByField() throws IOException {
        Json json = new Json(payload("{ \"a\" : 1, \"b\":{\"c\":\"x\"} , \"d\":[2]}"));
        json.nextToken();
        assertThat(json.nextField()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
        assertThat(json.currentName()).isEqualTo("a");
        assertThat(json.nextField()).isEqualTo(JsonToken.START_OBJECT);
        assertThat(json.nextField()).isEqualTo(JsonToken.VALUE_STRING);
        assertThat(json.currentName()).isEqualTo("c");
        assertThat(json.nextField()).isEqualTo(JsonToken.END_OBJECT);
        assertThat(json.nextField()).isEqualTo(JsonToken.START_ARRAY);
        json.skipChildren();
        assertThat(json.nextField()).isEqualTo(JsonToken.END_OBJECT);
        json.end();
    }

    @Test
    void copied() throws IOException {
        for (String text : WHOLE) {
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            Json json = new Json(payload(text));
            try (JsonGenerator out = Json.generator(copy)) {
                do {
                    json.nextToken();
                    json.copyTo(out);
                } while (json.isWithin());
            }
            assertThat(told(payload(copy.toByteArray()))).as(text).isEqualTo(told(payload(text)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"a\":}`, `line 1, column 6: must be JSON`",
                "`{\"a\":1,\n \"b\" 2}`, `line 2, column 6: must be JSON`",
                "`{\"a\":1`, `line 1, column 7: must be JSON`",
                "`[\"a`, `line 1, column 4: must be JSON`",
                "`{} {}`, `line 1, column 4: must end here`"
            })
    void saysWhere(String text, String message) {
        assertThat(new Form().read(payload(text), new Times(ZoneOffset.UTC)).problem())
                .isEqualTo(Refusal.malformed("payload: " + message));
    }

    @Test
    void readByManyAtOnce() {
        List<List<String>> alone =
                WHOLE.stream().map(text -> told(payload(text))).toList();
        IntStream.range(0, 20_000).parallel().forEach(i -> {
            int which = i % WHOLE.size();
            assertThat(told(payload(WHOLE.get(which)))).isEqualTo(alone.get(which));
        });
    }
}
