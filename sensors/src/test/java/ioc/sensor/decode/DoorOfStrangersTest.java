package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.Message;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nobody mapped is kept without what speaks of people, also where it cannot be read. */
final class DoorOfStrangersTest {
    private final Door door = new Door(Samples.topics(Samples.mappings()));

    private String kept(String topic, byte[] payload) {
        Message admitted = door.admit(new Message(topic, payload, false, Samples.RECEIVED_AT));
        return admitted.topic() + ' ' + new String(admitted.payload(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "la/1|{\"hostname\":\"Lan\",\"n\":3}|la/1 {\"n\":3}",
                "la/1|{\"hostname\":\"Lan\",\"n\":|la/1 ",
                "la/1|seen a4:cf:12:9e:5f:88 near|la/1 seen a4:cf:12:xx:xx:xx near",
                "owrtwifi/status/mac-a4-cf-12-9e-5f-88/event|new|owrtwifi/status/mac-a4-cf-xx:xx:xx/event new",
                "la/a4:cf:12:9e:5f:88/rssi|-60|la/a4:cf:12:xx:xx:xx/rssi -60",
                "la/1|12|la/1 12"
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void keepsNothingOfPeople(String topic, String payload, String kept) {
        assertThat(kept(topic, payload.getBytes(StandardCharsets.UTF_8))).isEqualTo(kept);
    }

    @Test
    void keepsNoPictureButAProtocolThatMayBeOurs() {
        assertThat(kept("la/1", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 'L', 'a', 'n'}))
                .isEqualTo("la/1 ");
        assertThat(kept("la/1", new byte[] {8, 1, 18, 2, 'x', 'y'})).endsWith("xy");
    }
}
