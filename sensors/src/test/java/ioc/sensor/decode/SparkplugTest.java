package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SparkplugTest {
    private static final long NOW = Samples.RECEIVED_AT.toEpochMilli();
    private static final int INT8 = 1;
    private static final int INT32 = 3;
    private static final int INT64 = 4;
    private static final int UINT64 = 8;
    private static final int DOUBLE = 10;

    /** Writes Protobuf. */
    private static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Writer varint(int field, long value) {
            raw((long) field << 3);
            raw(value);
            return this;
        }

        Writer bytes(int field, byte[] value) {
            raw((long) field << 3 | 2);
            raw(value.length);
            out.writeBytes(value);
            return this;
        }

        Writer text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Writer fixed64(int field, double value) {
            raw((long) field << 3 | 1);
            little(Double.doubleToLongBits(value), 8);
            return this;
        }

        Writer fixed32(int field, float value) {
            raw((long) field << 3 | 5);
            little(Float.floatToIntBits(value), 4);
            return this;
        }

        private void little(long bits, int count) {
            for (int i = 0; i < count; i++) {
                out.write((int) (bits >>> (8 * i)));
            }
        }

        private void raw(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) (rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        byte[] done() {
            return out.toByteArray();
        }
    }

    private static byte[] payload(int seq, Writer... metrics) {
        Writer payload = new Writer().varint(1, NOW);
        for (Writer metric : metrics) {
            payload.bytes(2, metric.done());
        }
        return payload.varint(3, seq).done();
    }

    private static Writer metric(String name, int type) {
        return new Writer().text(1, name).varint(4, type);
    }

    private static Writer session(long session) {
        return metric("bdSeq", INT64).varint(11, session);
    }

    private static Mapping mapping(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(more);
        options.put("Hall/People", "people/hall");
        options.put("Env/T", "temperature");
        options.put("Door/In", "in");
        return new Mapping(
                "sparkplug",
                "spBv1.0/hcc/{stream...}",
                Map.of(),
                Map.of("gw1", "cap-huyen/kiosk/ch-k1", "gw1/cua", "bau-don/camera/bd-c1"),
                Map.of(),
                options);
    }

    private final TopicMap topics = Samples.topics(List.of(mapping(Map.of("rebirth", "true"))));
    private final Decoders decoders = new Decoders(topics, Samples.known());
    private final Door door = new Door(topics);
    private Instant now = Samples.RECEIVED_AT;

    private Message admit(String stream, byte[] payload) {
        return door.admit(new Message("spBv1.0/hcc/" + stream, payload, false, now));
    }

    private String kept(String stream, byte[] payload) {
        return new String(admit(stream, payload).payload(), StandardCharsets.UTF_8);
    }

    private String said(String stream, byte[] payload) {
        return Said.of(decoders.outcome(admit(stream, payload)));
    }

    private List<String> asked() {
        return door.requests().stream().map(Request::topic).toList();
    }

    private void born() {
        admit(
                "NBIRTH/gw1",
                payload(0, session(7), metric("Env/T", DOUBLE).varint(2, 1).fixed64(13, 31.5)));
        admit(
                "DBIRTH/gw1/cua",
                payload(1, metric("Hall/People", INT32).varint(2, 17).varint(10, 12)));
    }

    @Test
    void putsNamesForAliasesAndKeepsOnlyWhatTheOptionsName() {
        assertThat(kept(
                        "NBIRTH/gw1",
                        payload(
                                0,
                                session(7),
                                metric("Env/T", DOUBLE).varint(2, 1).fixed64(13, 31.5),
                                metric("Operator", 12).varint(2, 2).text(15, "Lan"))))
                .isEqualTo(
                        "{\"timestamp\":" + NOW
                                + ",\"seq\":0,\"bdSeq\":7,\"metrics\":[{\"name\":\"Env/T\",\"type\":\"Double\",\"value\":31.5}]}");
        assertThat(kept("NDATA/gw1", payload(1, new Writer().varint(2, 1).fixed64(13, 30), new Writer().varint(2, 2))))
                .isEqualTo(
                        "{\"timestamp\":" + NOW
                                + ",\"seq\":1,\"bdSeq\":7,\"metrics\":[{\"name\":\"Env/T\",\"type\":\"Double\",\"value\":30.0}]}");
        assertThat(asked()).isEmpty();
    }

    @Test
    void whatWasSaidBeforeTheMappingOrTheNodeWasListedCanBeRead() {
        Mapping ofAnother = new Mapping(
                "sparkplug",
                "spBv1.0/hcc/{stream...}",
                Map.of(),
                Map.of("gw2", "bau-don/kiosk/bd-k1"),
                Map.of(),
                Map.of("Env/T", "temperature"));
        for (List<Mapping> before : List.of(List.of(new Mapping("ignored", "x")), List.of(ofAnother))) {
            Door strange = new Door(Samples.topics(before));
            byte[] birth = payload(
                    0,
                    session(7),
                    metric("Env/T", DOUBLE).varint(2, 1).fixed64(13, 31.5),
                    metric("car/PlateText", 12).varint(2, 2).text(15, "51A"));
            Message born = strange.admit(new Message("spBv1.0/hcc/NBIRTH/gw1", birth, false, now));
            byte[] data = payload(1, new Writer().varint(2, 1).fixed64(13, 30));
            Message said = strange.admit(new Message("spBv1.0/hcc/NDATA/gw1", data, false, now));
            assertThat(Said.of(decoders.outcome(born)))
                    .isEqualTo("presence cap-huyen/kiosk/ch-k1 online session=7 at 2026-11-20T01:02:05Z;"
                            + " temperature cap-huyen/kiosk/ch-k1 31.5 at 2026-11-20T01:02:05Z");
            assertThat(new String(born.payload(), StandardCharsets.UTF_8)).doesNotContain("51A");
            assertThat(Said.of(decoders.outcome(said)))
                    .isEqualTo("temperature cap-huyen/kiosk/ch-k1 30 at 2026-11-20T01:02:05Z");
        }
    }

    @Test
    void readsAllKindsOfValues() {
        born();
        Writer old =
                new Writer().varint(2, 17).varint(3, NOW - 60_000).varint(5, 1).varint(10, 9);
        assertThat(said(
                        "DDATA/gw1/cua",
                        payload(2, old, new Writer().varint(2, 17).varint(10, 13))))
                .isEqualTo("people bau-don/camera/bd-c1 hall 9 at 2026-11-20T01:01:05Z;"
                        + " people bau-don/camera/bd-c1 hall 13 at 2026-11-20T01:02:05Z");
        assertThat(said("NDATA/gw1", payload(3, metric("Env/T", INT32).varint(10, -5 & 0xFFFFFFFFL))))
                .isEqualTo("temperature cap-huyen/kiosk/ch-k1 -5 at 2026-11-20T01:02:05Z");
        assertThat(said("NDATA/gw1", payload(4, metric("Env/T", INT8).varint(10, 0xFB))))
                .isEqualTo("temperature cap-huyen/kiosk/ch-k1 -5 at 2026-11-20T01:02:05Z");
        assertThat(said("NDATA/gw1", payload(5, metric("Env/T", INT64).varint(11, -5))))
                .isEqualTo("temperature cap-huyen/kiosk/ch-k1 -5 at 2026-11-20T01:02:05Z");
        assertThat(said("NDATA/gw1", payload(6, metric("Env/T", 9).fixed32(12, 0.1f))))
                .isEqualTo("temperature cap-huyen/kiosk/ch-k1 0.1 at 2026-11-20T01:02:05Z");
        assertThat(said("NDATA/gw1", payload(7, metric("Env/T", 12).text(15, "27.5"))))
                .isEqualTo("temperature cap-huyen/kiosk/ch-k1 27.5 at 2026-11-20T01:02:05Z");
        assertThat(said("NDATA/gw1", payload(8, metric("Env/T", DOUBLE).varint(7, 1))))
                .isEqualTo("ignored: no value yet");
        assertThat(said("NDATA/gw1", payload(9, metric("Env/T", DOUBLE).fixed64(13, Double.NaN))))
                .isEqualTo("ignored: no value yet");
        assertThat(said("NDATA/gw1", payload(10, metric("Env/T", 14).varint(14, 1))))
                .isEqualTo("refused wrong-type: Env/T: was true but must be a number");
        assertThat(said("NDATA/gw1", payload(11, metric("Door/In", UINT64).varint(11, -1))))
                .isEqualTo("refused out-of-range: Door/In: was 9.223372036854776E18 but must be 0 to 9007199254740992");
        assertThat(asked()).isEmpty();
    }

    @Test
    void takesTheTypeFromTheBirthWhereDataSayNone() {
        admit("NBIRTH/gw1", payload(0, session(7), metric("Env/T", INT8).varint(10, 20)));
        assertThat(said("NDATA/gw1", payload(1, new Writer().text(1, "Env/T").varint(10, 0xFB))))
                .isEqualTo("temperature cap-huyen/kiosk/ch-k1 -5 at 2026-11-20T01:02:05Z");
    }

    @Test
    void learnsTheNamesOfNodesThatAreNotListedOneByOne() {
        TopicMap any = Samples.topics(List.of(new Mapping(
                "sparkplug",
                "spBv1.0/hcc/{stream...}",
                Map.of(),
                Map.of("*", "bau-don/camera"),
                Map.of(),
                Map.of("Hall/People", "people"))));
        Door open = new Door(any);
        open.admit(new Message(
                "spBv1.0/hcc/NBIRTH/bd-c2",
                payload(
                        0,
                        session(7),
                        metric("Hall/People", INT32).varint(2, 17).varint(10, 12)),
                false,
                now));
        Message data = open.admit(new Message(
                "spBv1.0/hcc/NDATA/bd-c2", payload(1, new Writer().varint(2, 17).varint(10, 13)), false, now));
        assertThat(Said.of(new Decoders(any, Samples.known()).outcome(data)))
                .isEqualTo("people bau-don/camera/bd-c2 13 at 2026-11-20T01:02:05Z");
    }

    @Test
    void devicesDieWithTheirNodeButNotOfAnOldDeath() {
        born();
        byte[] death = payload(0, session(7));
        byte[] older = payload(0, session(6));
        assertThat(said("NDEATH/gw1", older)).contains("session=6");
        assertThat(said("DDATA/gw1/cua", payload(2, new Writer().varint(2, 17).varint(10, 1))))
                .isEqualTo("people bau-don/camera/bd-c1 hall 1 at 2026-11-20T01:02:05Z");
        assertThat(said("NDEATH/gw1", death))
                .isEqualTo("presence cap-huyen/kiosk/ch-k1 offline session=7;"
                        + " presence bau-don/camera/bd-c1 offline session=7");
        assertThat(said("DDATA/gw1/cua", payload(3, new Writer().varint(2, 17).varint(10, 1))))
                .isEqualTo("refused wrong-type: metric: was \"#17\" but must be named by a birth, which was not heard");
    }

    @Test
    void deathOfADeviceHasTheSessionOfItsNode() {
        born();
        assertThat(said("DDEATH/gw1/cua", payload(2))).isEqualTo("presence bau-don/camera/bd-c1 offline session=7");
    }

    @Test
    void asksForABirthAtMostOnceAMinute() {
        byte[] data = payload(5, new Writer().varint(2, 17).varint(10, 1));
        assertThat(said("DDATA/gw1/cua", data)).startsWith("refused wrong-type: metric: was \"#17\"");
        admit("DDATA/gw1/cua", data);
        List<Request> requests = door.requests();
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).topic()).isEqualTo("spBv1.0/hcc/NCMD/gw1");
        SparkplugReport asked = SparkplugReport.of(requests.get(0).payload());
        assertThat(asked)
                .isEqualTo(new SparkplugReport(
                        NOW,
                        null,
                        List.of(new SparkplugReport.Metric("Node Control/Rebirth", null, NOW, 11, false, true))));
        assertThat(asked()).isEmpty();
        now = now.plus(Duration.ofMinutes(1));
        admit("DDATA/gw1/cua", data);
        assertThat(asked()).containsExactly("spBv1.0/hcc/NCMD/gw1");
    }

    @Test
    void asksWhenSomethingWasLost() {
        born();
        admit("NDATA/gw1", payload(2));
        assertThat(asked()).isEmpty();
        admit("NDATA/gw1", payload(4));
        assertThat(asked()).containsExactly("spBv1.0/hcc/NCMD/gw1");
    }

    @Test
    void countsRoundAt256() {
        admit("NBIRTH/gw1", payload(255, session(0)));
        admit("NDATA/gw1", payload(0));
        assertThat(asked()).isEmpty();
    }

    @Test
    void asksForTheBirthOfADeviceThatWasNotHeard() {
        admit("NBIRTH/gw1", payload(0, session(7)));
        admit("DDATA/gw1/den", payload(1));
        assertThat(asked()).containsExactly("spBv1.0/hcc/NCMD/gw1");
    }

    @Test
    void asksNobodyItIsNotToldToAsk() {
        admit("NDATA/gw9", payload(5));
        assertThat(asked()).isEmpty();
        Door silent = new Door(Samples.topics(List.of(mapping(Map.of()))));
        silent.admit(new Message("spBv1.0/hcc/NDATA/gw1", payload(5), false, now));
        assertThat(silent.requests()).isEmpty();
    }

    @Test
    void keepsNothingOfWhatIsNoSparkplug() {
        byte[] good = payload(0, session(7), metric("Env/T", DOUBLE).fixed64(13, 31.5));
        byte[] hugeLength = {0x12, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F};
        byte[] endless = new byte[40];
        Arrays.fill(endless, (byte) 0xFF);
        for (byte[] bad : List.of(
                "hello".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(good, good.length - 3),
                hugeLength,
                endless,
                new byte[] {
                    0x12,
                    (byte) 0x80,
                    (byte) 0x80,
                    (byte) 0x80,
                    (byte) 0x80,
                    (byte) 0x80,
                    (byte) 0x80,
                    (byte) 0x80,
                    (byte) 0x80,
                    (byte) 0x80,
                    0x01
                },
                new byte[] {0x0B}, // a group
                new byte[] {0x00, 0x00},
                payload(0, new Writer().text(1, "x".repeat(257))),
                new Writer().text(1, "timestamp").done(),
                new Writer().varint(2, 5).done())) {
            assertThat(kept("NBIRTH/gw1", bad)).isEqualTo("withheld");
        }
        assertThat(said("NDATA/gw1", "hello".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("refused malformed: payload: was not readable, so nothing of it was kept");
    }

    @Test
    void takesTenThousandMetricsAndNoMore() {
        Writer many = new Writer();
        byte[] metric = metric("Env/T", DOUBLE).fixed64(13, 1).done();
        for (int i = 0; i < SparkplugReport.MOST_METRICS; i++) {
            many.bytes(2, metric);
        }
        assertThat(kept("NBIRTH/gw1", many.done())).isNotEmpty();
        assertThat(kept("NBIRTH/gw1", many.bytes(2, metric).done())).isEqualTo("withheld");
    }

    @Test
    void skipsWhatItDoesNotRead() {
        Writer metric = metric("Env/T", DOUBLE)
                .bytes(8, new byte[] {8, 1})
                .bytes(9, new byte[100])
                .bytes(16, new byte[10])
                .bytes(17, new byte[10])
                .fixed32(99, 1)
                .fixed64(13, 31.5);
        byte[] payload = new Writer()
                .varint(1, NOW)
                .bytes(2, metric.done())
                .varint(3, 0)
                .text(4, "SPBV1.0")
                .bytes(5, new byte[9])
                .done();
        assertThat(said("NBIRTH/gw1", payload))
                .isEqualTo("presence cap-huyen/kiosk/ch-k1 online at 2026-11-20T01:02:05Z;"
                        + " temperature cap-huyen/kiosk/ch-k1 31.5 at 2026-11-20T01:02:05Z");
    }

    @Test
    void survivesWhateverComesIn() {
        SplittableRandom random = new SplittableRandom(7);
        byte[] good = payload(
                0,
                session(7),
                metric("Env/T", DOUBLE).varint(2, 1).fixed64(13, 31.5),
                metric("Hall/People", INT32).varint(2, 2).varint(10, 12));
        List<String> streams =
                List.of("NBIRTH/gw1", "NDEATH/gw1", "DBIRTH/gw1/cua", "NDATA/gw1", "DDATA/gw1/cua", "DDEATH/gw1/cua");
        int readings = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = random.nextInt(10) > 0 ? good.clone() : new byte[random.nextInt(60)];
            for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(3) > 0 ? bytes.length : random.nextInt(bytes.length + 1));
            Message kept = admit(streams.get(random.nextInt(streams.size())), cut);
            readings += decoders.outcome(kept).match(all -> all.all().size(), ignored -> 0, rejected -> 0);
            door.requests();
        }
        assertThat(readings).isGreaterThan(10_000);
    }
}
