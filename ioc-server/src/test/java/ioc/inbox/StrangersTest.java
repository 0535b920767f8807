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
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final TopicMap TOPICS = new TopicMap(
            List.of(
                    new Mapping("ioc", "ioc/1/{site}/{kind}/{device}/{stream...}"),
                    new Mapping("happyornot", "hooks/hai-long", Map.of(), Map.of("p1", "bau-don/tablet/bd-r1"))),
            ZONE);

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
    void whatAMappingTakesSinceIsStrangeNoMore() {
        Strangers before = new Strangers(new TopicMap(List.of(), ZONE), Strangers.Frozen.EMPTY);
        before.heard("tram/ap1/load/load", "", 1, 1);
        before.heard("tram/ap2/load/load", "", 2, 2);
        before.heard("cua/7/so", "", 3, 3);
        before.heard("hooks/hai-long", "", 4, 4);
        TopicMap wider = new TopicMap(
                List.of(
                        new Mapping(
                                "collectd", "tram/{device}/{stream...}", Map.of(), Map.of("ap1", "bau-don/wifi/bd-w1")),
                        new Mapping("ignored", "cua/7/{stream...}")),
                ZONE);
        assertThat(new Strangers(wider, before.freeze()).all())
                .extracting(Strangers.Shape::pattern)
                .containsExactly("hooks/hai-long");
        assertThat(new Strangers(TOPICS, before.freeze()).all())
                .as("two are nobody's")
                .hasSize(2);
        strangers.heard("hooks/hai-long", "p2", 1, 1);
        assertThat(new Strangers(TOPICS, strangers.freeze()).all())
                .as("not listed yet")
                .hasSize(1);
    }

    @Test
    void theKindIsThatOfTheTopic() {
        strangers.heard("ioc/1/bau-don/kiosk/bd-k9/state", "bd-k9", 1, 1);
        assertThat(strangers.all().get(0).kind()).isEqualTo(DeviceKind.KIOSK);
    }
}
