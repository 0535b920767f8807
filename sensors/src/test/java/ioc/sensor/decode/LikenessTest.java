package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.Message;
import ioc.sensor.decode.Recogniser.Guess;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What messages are like whose topic tells nothing. */
final class LikenessTest {
    private static Message message(String topic, String payload) {
        return new Message(topic, payload.getBytes(StandardCharsets.UTF_8), false, Samples.RECEIVED_AT);
    }

    private static Optional<Guess> like(String topic, String... payloads) {
        return Likeness.of(
                Stream.of(payloads).map(payload -> message(topic, payload)).toList(), Samples.ZONE);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "QMATIC",
                "QMINDER",
                "OMBORI",
                "QUEUE_MONITOR",
                "HAPPYORNOT",
                "OPENWISP",
                "AXIS",
                "HIKVISION",
                "DAHUA",
                "MILESIGHT"
            })
    void recordedMessagesAreOfTheirFamilyOnAnyTopic(Family family) {
        int tried = 0;
        int seen = 0;
        for (Samples.Sample sample : Samples.recorded(family)) {
            Message said = sample.message();
            boolean tells = said.payload().length > 60
                    && !sample.expected().startsWith("refused")
                    && !sample.expected().startsWith("ignored");
            if (tells) {
                Message kept = new Door(Samples.topics(List.of()))
                        .admit(new Message("la/may", said.payload(), false, said.receivedAt()));
                Optional<Guess> guess = Likeness.of(List.of(kept), Samples.ZONE);
                if (guess.isPresent()) { // not so where options or the topic have to say something
                    assertThat(guess.get().family()).as("%s", sample).isEqualTo(family);
                    assertThat(guess.get().pattern()).isEqualTo("la/may");
                    seen++;
                }
                tried++;
            }
        }
        assertThat(seen).isGreaterThan(tried / 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tram/3/ap1/load/load|1795136523.031:0.1:0.1:0.1|collectd|tram/+/{device}/{stream...}|ap1",
                "tram/ap-sanh/load/load|1795136523.031:0.1:0.1:0.1|collectd|tram/{device}/{stream...}|ap-sanh",
                "camera/so-2/STATE|{\"Time\":\"2026-11-20T08:02:03\",\"UptimeSec\":611}|tasmota|camera/{device}/{stream...}|so-2",
                "mv/q2/7|{\"ts\":1795136523120,\"counts\":{\"person\":5}}|meraki-mv|mv/{device}/{stream...}|q2",
                "fetched/hai-long|[{\"feedbackId\":\"f1\",\"smileyId\":9001,\"buttonIndex\":3}]|happyornot|fetched/hai-long|9001",
                "hooks/hang-doi|{\"data\":[{\"officeName\":{\"value\":\"Quầy 1\"},\"ticketsToServe\":{\"value\":4}}]}|queue-monitor|hooks/hang-doi|Quầy 1",
            })
    void theDeviceIsWhereTheFamilyReadsIt(String topic, String payload, String family, String pattern, String word) {
        assertThat(like(topic, payload)).hasValueSatisfying(guess -> {
            assertThat(guess.family().word()).isEqualTo(family);
            assertThat(guess.pattern()).isEqualTo(pattern);
            assertThat(guess.word()).isEqualTo(word);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lora/eui-70b3/up|{\"object\":{\"temperature\":27.5,\"people\":3}}",
                "x/1/temperature|27.5",
                "x/1/status|online",
                "x/1/anh|the door of the hall was opened",
                "x/1/tin|{\"name\":\"a\",\"value\":true}",
                "x/1/tin|{\"eventType\":\"PUBLIC\"}",
                "x/1|[]",
                "x/1|{",
            })
    void whatAnybodyMaySayIsOfNoFamily(String topic, String payload) {
        assertThat(like(topic, payload)).isEmpty();
    }

    @Test
    void theFamilyThatUnderstandsMostIsProposed() {
        assertThat(like(
                        "la/may-2/7",
                        "{\"eventType\":\"VMD\"}",
                        "{\"ts\":1795136523120,\"counts\":{\"person\":5}}",
                        "{\"ts\":1795136524120,\"counts\":{\"person\":6}}"))
                .map(Guess::family)
                .contains(Family.MERAKI_MV);
        assertThat(Likeness.of(List.of(), Samples.ZONE)).isEmpty();
    }
}
