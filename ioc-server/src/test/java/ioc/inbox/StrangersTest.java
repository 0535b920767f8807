package ioc.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.DeviceKind;
import ioc.sensor.decode.Mapping;
import ioc.sensor.decode.TopicMap;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StrangersTest {
    private static final TopicMap TOPICS = new TopicMap(
            List.of(
                    new Mapping("ioc", "ioc/1/{site}/{kind}/{device}/{stream...}"),
                    new Mapping("happyornot", "hooks/hai-long", Map.of(), Map.of("p1", "bau-don/tablet/bd-r1"))),
            ZoneId.of("Asia/Ho_Chi_Minh"));

    private final Strangers strangers = new Strangers(TOPICS, Strangers.Frozen.EMPTY);

    @Test
    void aWordOfThePayloadStandsForTheDevice() {
        strangers.heard("hooks/hai-long", "p2", 1, 1);
        strangers.heard("hooks/hai-long", "p3", 2, 2);
        Strangers.Shape shape = strangers.all().get(0);
        assertThat(shape.devices()).extracting(Strangers.Device::word).containsExactly("p2", "p3");
        assertThat(shape.kind()).isEqualTo(DeviceKind.TABLET);
    }

    @Test
    void aConfigOnAMappedTopicIsNoStrangeDevice() {
        strangers.introduced("homeassistant/sensor/a/config", 7);
        assertThat(strangers.configs()).containsExactly(7L);
        assertThat(strangers.all()).isEmpty();
    }

    @Test
    void theKindIsThatOfTheTopic() {
        strangers.heard("ioc/1/bau-don/kiosk/bd-k9/state", "bd-k9", 1, 1);
        assertThat(strangers.all().get(0).kind()).isEqualTo(DeviceKind.KIOSK);
    }
}
