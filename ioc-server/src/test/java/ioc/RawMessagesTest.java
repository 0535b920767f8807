package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.place.Name;
import ioc.place.Places;
import ioc.place.Sight;
import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.Message;
import ioc.sensor.decode.Decoded;
import ioc.sensor.decode.Decoders;
import ioc.sensor.decode.Mapping;
import ioc.sensor.decode.TopicMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which messages are shown as those of a device where several speak on one topic. */
final class RawMessagesTest {
    private static final DeviceId OURS = new DeviceId("bau-don", DeviceKind.TABLET, "bd-r1");
    private static final Sight NOTHING = Sight.of(
            new Places(new Name("", "", "", ""), ZoneId.of("UTC"), List.of(), List.of(), List.of()),
            Set.of("x"),
            LocalDate.EPOCH);

    private final Decoders decoders = new Decoders(
            new TopicMap(
                    List.of(new Mapping(
                            "happyornot",
                            "hooks/hai-long",
                            Map.of(),
                            Map.of("p1", "bau-don/tablet/bd-r1", "p2", "cap-huyen/tablet/ch-r1"))),
                    ZoneId.of("UTC")),
            device -> true);

    private Decoded pressed(String point) {
        String body = "{\"experiencePointId\":\"" + point + "\",\"buttonIndex\":1}";
        return decoders.decode(
                new Message("hooks/hai-long", body.getBytes(StandardCharsets.UTF_8), false, Instant.EPOCH));
    }

    @Test
    void onASharedTopicOnlyWhatSpeaksOfTheDeviceIsShown() {
        assertThat(pressed("p1")).isInstanceOf(Decoded.Readings.class);
        assertThat(RawMessages.isOf(OURS, null, pressed("p1"), Sight.WHOLE)).isTrue();
        assertThat(RawMessages.isOf(OURS, null, pressed("p2"), Sight.WHOLE)).isFalse();
        assertThat(RawMessages.isOf(OURS, null, pressed("p3"), Sight.WHOLE)).isFalse();
        assertThat(RawMessages.isOf(OURS, OURS, pressed("p3"), Sight.WHOLE)).isTrue();
        assertThat(RawMessages.isOf(OURS, null, pressed("p1"), NOTHING)).isFalse();
    }
}
