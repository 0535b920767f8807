package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.DeviceId;
import ioc.sensor.Message;
import ioc.sensor.Reading;
import ioc.sensor.decode.Decoded.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DecodersTest {
    private static final String PEOPLE = "ioc/1/bau-don/camera/bd-c2/people";

    private static final Predicate<DeviceId> KNOWN = Samples.known();

    private final Decoders decoders = Samples.decoders();

    private String said(String topic, byte[] payload) {
        return Said.of(decoders.outcome(new Message(topic, payload, false, Samples.RECEIVED_AT)));
    }

    private String said(String topic, String payload) {
        return said(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesPayloadsOverTheLimitWithoutReadingThem() {
        String blanks = " ".repeat(Decoders.LARGEST - 2);
        assertThat(said(PEOPLE, "12" + blanks)).isEqualTo("people bau-don/camera/bd-c2 12");
        assertThat(said(PEOPLE, "12 " + blanks))
                .isEqualTo("refused oversize: payload: was 65537 bytes but must be at most 65536");
        assertThat(said("frigate/quay_1/person/snapshot", new byte[1_000_000])).isEqualTo("ignored: picture");
    }

    @Test
    void recorderItselfIsHeardOnceItIsListed() {
        Mapping recorder = new Mapping(
                "frigate",
                "nvr/{device}/{stream...}",
                Map.of(),
                Map.of("available", "bau-don/camera/bd-c1", "cua", "bau-don/camera/bd-c9"));
        Decoders own = new Decoders(Samples.topics(List.of(recorder)), Samples.known());
        assertThat(said(own, "nvr/available", "stopped")).isEqualTo("presence bau-don/camera/bd-c1 offline");
        assertThat(said(own, "nvr/stats", "{\"cameras\":{\"cua\":{\"camera_fps\":5}}}"))
                .isEqualTo("refused unknown-device: payload: speaks of no device of the places (add them)");
    }

    @Test
    void recorderMayUseOurOwnNames() {
        Mapping recorder = new Mapping(
                "frigate", "nvr/{device}/{stream...}", Map.of("site", "bau-don", "kind", "camera"), Map.of());
        Decoders own = new Decoders(Samples.topics(List.of(recorder)), Samples.known());
        assertThat(said(own, "nvr/bd-c2/person", "3")).isEqualTo("people bau-don/camera/bd-c2 3");
        assertThat(said(own, "nvr/available", "online")).isEqualTo("ignored: server that is not listed");
        assertThat(said(own, "nvr/stats", "{\"cameras\":{\"bd-c2\":{\"camera_fps\":5},\"Cửa\":{\"camera_fps\":5}}}"))
                .isEqualTo("frame_rate bau-don/camera/bd-c2 5; presence bau-don/camera/bd-c2 online;"
                        + " fault bau-don/camera/bd-c2 no-stream off");
    }

    /** Devices that are called as they call themselves are not listed one by one. */
    @Test
    void allOthersAreNotListed() {
        Decoders own = new Decoders(
                Samples.topics(List.of(
                        others("frigate", "nvr/{device}/{stream...}", Map.of("direction.cua", "in")),
                        others("hikvision", "hik/{device}/{stream...}", Map.of()),
                        others("dahua", "dahua/{device}/{stream...}", Map.of()),
                        others("collectd", "collectd/{device}/{stream...}", Map.of()))),
                device -> device.site().equals("bau-don"));
        assertThat(said(own, "nvr/available", "online")).isEqualTo("ignored: server that is not listed");
        assertThat(
                        said(
                                own,
                                "nvr/events",
                                "{\"before\":{},\"after\":{\"camera\":\"cong\",\"label\":\"person\",\"entered_zones\":[\"cua\"]}}"))
                .isEqualTo("in bau-don/camera/cong cua 1");
        assertThat(said(own, "hik/cong", "{\"channelID\":1,\"eventType\":\"shelteralarm\",\"eventState\":\"active\"}"))
                .isEqualTo("fault bau-don/camera/cong covered on");
        assertThat(said(own, "hik/cong", "{\"channelID\":2,\"eventType\":\"shelteralarm\",\"eventState\":\"active\"}"))
                .isEqualTo("health bau-don/camera/cong");
        assertThat(said(own, "dahua/cong", "Code=VideoBlind;action=Start;index=0"))
                .isEqualTo("fault bau-don/camera/cong covered on");
        assertThat(said(own, "dahua/alarmserver", "{\"status\":\"up\"}"))
                .isEqualTo("ignored: bridge that is not listed");
        assertThat(said(own, "collectd/event/ap9/load/load", "Severity: OKAY"))
                .isEqualTo("fault bau-don/camera/ap9 load-load off");
    }

    private static Mapping others(String family, String pattern, Map<String, String> options) {
        return new Mapping(family, pattern, Map.of(), Map.of("*", "bau-don/camera"), Map.of(), options);
    }

    private static String said(Decoders decoders, String topic, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return Said.of(decoders.outcome(new Message(topic, bytes, false, Samples.RECEIVED_AT)));
    }

    @Test
    void showsNoMoreOfAPayloadThanAFewPlainCharacters() {
        String shown = said(PEOPLE, "{\"count\":\"" + "x\\u0000".repeat(500) + "\"}");
        assertThat(shown).isEqualTo("refused wrong-type: count: was \"" + "x·".repeat(20) + "…\" but must be a number");
    }

    @Test
    void refusesJsonThatIsBuiltToHurt() {
        assertThat(said(PEOPLE, "{\"count\":" + "[".repeat(10_000))).startsWith("refused malformed: ");
        assertThat(said(PEOPLE, "{\"count\":" + "9".repeat(10_000) + "}")).startsWith("refused malformed: ");
        assertThat(said(PEOPLE, "{\"" + "k".repeat(10_000) + "\":1}")).startsWith("refused malformed: ");
        assertThat(said(PEOPLE, "{\"count\":\"" + "k".repeat(60_000) + "\"}"))
                .startsWith("refused wrong-type: ")
                .hasSizeLessThan(100);
        assertThat(said(PEOPLE, "{\"count\":1e400}"))
                .isEqualTo("refused out-of-range: count: was Infinity but must be 0 to 100000");
    }

    @Test
    void takesWhatStandsBesideALongText() {
        assertThat(said(PEOPLE, "{\"x\":\"" + "k".repeat(60_000) + "\",\"count\":1}"))
                .isEqualTo("people bau-don/camera/bd-c2 1");
    }

    @Test
    void takesTheLastOfTwoFieldsWithOneName() {
        assertThat(said(PEOPLE, "{\"count\":1,\"count\":2}")).isEqualTo("people bau-don/camera/bd-c2 2");
    }

    @ParameterizedTest
    @EnumSource
    void survivesWhateverComesIn(Family family) {
        List<Samples.Sample> samples = Samples.recorded(family);
        SplittableRandom random = new SplittableRandom(family.word().hashCode());
        int readings = 0;
        for (int i = 0; i < Mutations.ROUNDS; i++) {
            Message like = samples.get(random.nextInt(samples.size())).message();
            Message other = samples.get(random.nextInt(samples.size())).message();
            String topic = random.nextInt(4) > 0 ? like.topic() : Mutations.of(like.topic(), random);
            byte[] payload = random.nextInt(4) > 0
                    ? Mutations.of(like.payload(), other.payload(), random)
                    : Mutations.noise(random);
            Instant receivedAt = Samples.RECEIVED_AT.plusSeconds(random.nextInt(-100_000, 100_000));
            Message message = new Message(topic, payload, random.nextBoolean(), receivedAt);
            readings += decoders.outcome(message)
                    .match(all -> checked(all.all(), message), ignored -> 0, rejected -> checked(rejected));
        }
        boolean saysValues = family != Family.HOMEASSISTANT && family != Family.IGNORED;
        assertThat(readings).isGreaterThan(saysValues ? Mutations.ROUNDS / 50 : -1);
    }

    private static int checked(Decoded.Rejected rejected) {
        if (rejected.reason() == Reason.DUPLICATE || rejected.detail().length() > 300) {
            throw new AssertionError(rejected);
        }
        return 0;
    }

    private static int checked(List<Reading> readings, Message message) {
        for (Reading reading : readings) {
            Instant observedAt = reading.observedAt();
            boolean timely = observedAt == null
                    || !observedAt.isAfter(message.receivedAt().plusSeconds(86_400));
            boolean sound = !(reading instanceof Reading.Level level)
                    || (level.quantity().allows(level.value())
                            && Words.plain(level.part()).equals(level.part()));
            if (!timely || !sound || !KNOWN.test(reading.device())) {
                throw new AssertionError(reading + " from " + message.topic());
            }
        }
        return readings.size();
    }
}
