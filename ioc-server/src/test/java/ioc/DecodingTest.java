package ioc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.event.Event;
import ioc.journal.Entry;
import ioc.picture.District;
import ioc.picture.Picture;
import ioc.sensor.DeviceId;
import ioc.sensor.decode.Decoders;
import ioc.sensor.decode.Mapping;
import ioc.sensor.decode.TopicMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecodingTest {
    private static final TopicMap TOPICS = new TopicMap(
            List.of(
                    new Mapping("ioc", "ioc/1/{site}/{kind}/{device}/{stream...}"),
                    new Mapping(
                            "frigate",
                            "nvr/{device}/{stream...}",
                            Map.of(),
                            Map.of("cong", "bau-don/camera/bd-c1", "sanh", "bau-don/camera/bd-c2"))),
            District.ZONE);

    private final Decoding decoding = new Decoding(new Decoders(TOPICS, device -> true), Map.of());

    private List<Event> said(boolean retained, String topic, String payload) {
        long at = District.at("08:00").toEpochMilli();
        return decoding.events(new Entry(1, at, Entry.Kind.MESSAGE, "mqtt", topic, retained, payload.getBytes(UTF_8)));
    }

    @Test
    void aMessageOfSeveralCamerasIsOneOfEach() {
        Picture picture = District.picture();
        said(false, "nvr/stats", "{\"cameras\":{\"cong\":{\"camera_fps\":5},\"sanh\":{\"camera_fps\":5}}}")
                .forEach(picture::apply);
        for (String camera : List.of("bd-c1", "bd-c2")) {
            assertThat(picture.device(District.id(camera)).orElseThrow().pace().today())
                    .as(camera)
                    .isEqualTo(1);
        }
        assertThat(picture.ledger().account("mqtt").received()).isEqualTo(1);
    }

    @Test
    void aTimeThatIsTooFarOffSaysWhoseClockItIsUnlessItWasRetained() {
        String topic = "ioc/1/bau-don/camera/bd-c1/people";
        DeviceId camera = District.id("bd-c1");
        Event.Refused refused = (Event.Refused)
                said(false, topic, "{\"ts\":1000000000,\"count\":3}").get(0);
        assertThat(requireNonNull(refused.clock()).device()).isEqualTo(camera);
        assertThat(requireNonNull(refused.clock()).said().getEpochSecond()).isEqualTo(1_000_000_000);
        long ahead = District.at("2026-11-29T08:00").toEpochMilli();
        Event.Refused kept = (Event.Refused)
                said(true, topic, "{\"ts\":" + ahead + ",\"count\":3}").get(0);
        assertThat(kept.clock()).isNull();
    }
}
