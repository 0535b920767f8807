package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GenericTest {
    private static Mapping mapping(Map<String, String> options) {
        return new Mapping(
                "generic", "x/{device}/{stream...}", Map.of(), Map.of("a", "bau-don/camera/bd-c1"), Map.of(), options);
    }

    private static String said(Map<String, String> options, String stream, String payload) {
        Decoders decoders = new Decoders(Samples.topics(List.of(mapping(options))), Samples.known());
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return Said.of(decoders.outcome(new Message("x/a/" + stream, bytes, false, Samples.RECEIVED_AT)));
    }

    private static List<String> problems(Map<String, String> options) {
        return TopicMap.problems(List.of(mapping(options)), Samples.known());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    people              | 12    | people bau-don/camera/bd-c1 12
                    people/Sảnh chờ     | 12    | people bau-don/camera/bd-c1 sanh-cho 12
                    battery x100        | 0.07  | battery bau-don/camera/bd-c1 7
                    temperature x-0.1   | 3     | temperature bau-don/camera/bd-c1 -0.3
                    in                  | 5     | in bau-don/camera/bd-c1 total 5
                    out/door            | 5     | out bau-don/camera/bd-c1 door total 5
                    in-period x2        | 5     | in bau-don/camera/bd-c1 10
                    out-period          | 5     | out bau-don/camera/bd-c1 5
                    presence            | false | presence bau-don/camera/bd-c1 offline
                    presence            | 2     | presence bau-don/camera/bd-c1 online
                    fault/paper-jam     | 3     | fault bau-don/camera/bd-c1 paper-jam on
                    fault/paper-jam     | OFF   | fault bau-don/camera/bd-c1 paper-jam off
                    uptime x0.001       | 61000 | health bau-don/camera/bd-c1 uptime=61
                    version             | 1.2.3 | health bau-don/camera/bd-c1 version=1.2.3
                    in                  | 1.5   | refused wrong-type: payload: was 1.5 but must be a whole number
                    in                  | -1    | refused out-of-range: payload: was -1 but must be 0 to 9007199254740992
                    fault/paper-jam     | maybe | refused wrong-type: payload: was "maybe" but must be true or false, or a number
                    time                | 5     | ignored: no value yet
                    """)
    void takesAValueForWhatTheOptionSays(String meaning, String payload, String outcome) {
        assertThat(said(Map.of(".", meaning), "", payload)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "persons",
                "people/",
                "people x0",
                "people xy",
                "fault",
                "fault/!",
                "presence x2",
                "presence/hall",
                "time/now",
                "uptime/a",
                "LEVEL",
                "level"
            })
    void refusesAnOptionThatSaysNothingWeKnow(String meaning) {
        assertThat(problems(Map.of("/a", meaning)))
                .containsExactly("[0].options./a: was \"" + meaning + "\" but must be " + Meaning.MUST);
    }

    @Test
    void namesWhatElseIsWrongWithOptions() {
        assertThat(problems(Map.of()))
                .containsExactly("[0].options: were none but must say what is what, such as /count: people");
        assertThat(problems(Map.of(".", "score")))
                .containsExactly("[0].options.scale: was \"\" but must be a whole number from 2 to 100");
        assertThat(problems(Map.of(".", "people", "scale", "5")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("[0].options.scale: is none of this family's options");
        assertThat(problems(Map.of(".", "score", "scale", "5", "online", "song", "zone", "+07:00")))
                .isEmpty();
    }

    @Test
    void countsNobodyAsOfTheTotalAndOfThePeriod() {
        assertThat(problems(Map.of("/in", "in", "/hour", "in-period")))
                .containsExactly("[0].options./hour: was \"in-period\" but must be of another part than \"/in\","
                        + " a running total of the same people");
        assertThat(problems(Map.of("a", "out/door", "b:/n", "out-period/door"))).hasSize(1);
        assertThat(problems(Map.of("/in", "in", "/hour", "in-period/gate", "/out", "out-period")))
                .isEmpty();
    }

    @Test
    void followsPointersAsTheirStandardSays() {
        assertThat(said(Map.of("/a~1b/~0c/1/", "people"), "", "{\"a/b\":{\"~c\":[1,{\"\":7}]}}"))
                .isEqualTo("people bau-don/camera/bd-c1 7");
        assertThat(said(Map.of("/1/n", "people"), "", "[{\"n\":1},{\"n\":2},{\"n\":3}]"))
                .isEqualTo("people bau-don/camera/bd-c1 2");
        assertThat(said(Map.of("/1", "people"), "", "{\"1\":4}")).isEqualTo("people bau-don/camera/bd-c1 4");
        assertThat(said(Map.of("/a", "people"), "", "{\"a\":1,\"a\":2}")).isEqualTo("people bau-don/camera/bd-c1 2");
        assertThat(said(Map.of("/a", "people"), "", "{\"a\":1} x"))
                .isEqualTo("refused malformed: payload: line 1, column 9: must end here");
    }

    @Test
    void takesBothBareAndStructuredPayloads() {
        Map<String, String> both = Map.of(".", "presence", "/n", "people");
        assertThat(said(both, "any", "online")).isEqualTo("presence bau-don/camera/bd-c1 online");
        assertThat(said(both, "any", "{\"n\":1}")).isEqualTo("people bau-don/camera/bd-c1 1");
    }

    @Test
    void streamWithItsOwnOptionsTakesNoOthers() {
        Map<String, String> options = Map.of("/n", "people", "switch:0:/n", "waiting", "door/in", "in");
        assertThat(said(options, "switch:0", "{\"n\":1}")).isEqualTo("waiting bau-don/camera/bd-c1 1");
        assertThat(said(options, "door/in", "1")).isEqualTo("in bau-don/camera/bd-c1 total 1");
        assertThat(said(options, "else", "{\"n\":1}")).isEqualTo("people bau-don/camera/bd-c1 1");
    }

    @Test
    void timeMayComeLastAndSaysNothingOfAnEnd() {
        Map<String, String> options = Map.of("/n", "people", "/up", "presence", "/t", "time");
        assertThat(said(options, "", "{\"n\":1,\"up\":\"offline\",\"t\":1795136523}"))
                .isEqualTo(
                        "people bau-don/camera/bd-c1 1 at 2026-11-20T01:02:03Z; presence bau-don/camera/bd-c1 offline");
    }
}
