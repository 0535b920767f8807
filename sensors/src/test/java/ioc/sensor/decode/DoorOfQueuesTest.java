package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DoorOfQueuesTest {
    private static final String MAC = "a4:cf:12:00:00:02";

    private final Door door = new Door(Samples.topics(Samples.mappings()));
    private final Decoders decoders = Samples.decoders();

    /** A message with something personal in it, and what it decodes to once that is gone. */
    record Personal(String topic, String payload, List<String> secrets, String expected) {
        @Override
        public String toString() {
            return topic;
        }
    }

    static Stream<Personal> personal() {
        return Stream.of(
                new Personal(
                        "hooks/qmatic",
                        "{\"eventName\":\"VISIT_CALL\",\"parameters\":{\"branchId\":3,\"visitId\":5,\"ticket\":\"A1\","
                                + "\"customerName\":\"Nguyễn Văn A\",\"phoneNumber\":\"0900000000\",\"userName\":\"le.thi.b\","
                                + "\"customer\":{\"firstName\":\"Văn A\"}}}",
                        List.of("Văn A", "0900000000", "le.thi.b"),
                        "ticket bau-don/kiosk/bd-k1 called A1 visit=5"),
                new Personal(
                        "hooks/qmatic",
                        "{\"eventName\":\"USER_SESSION_START\",\"parameters\":{\"branchId\":3,\"userName\":\"le.thi.b\"}}",
                        List.of("le.thi.b"),
                        "ignored: staff"),
                new Personal(
                        "qmatic/3/USER_SESSION_START",
                        "{\"eventName\":\"USER_SESSION_START\",\"parameters\":{\"userName\":\"le.thi.b\"}}",
                        List.of("le.thi.b"),
                        "ignored: staff"),
                new Personal(
                        "hooks/qmatic",
                        "Nguyễn Văn A 0900000000",
                        List.of("Văn A", "0900000000"),
                        "refused malformed: payload: was not readable, so nothing of it was kept"),
                new Personal(
                        "hooks/qminder",
                        "{\"type\":\"ticket_created\",\"data\":{\"id\":\"7\",\"line\":41007,\"firstName\":\"Văn A\","
                                + "\"lastName\":\"Nguyễn\",\"phoneNumber\":\"0900000000\",\"extra\":[{\"title\":\"e-mail\","
                                + "\"value\":\"a@example.vn\"}],\"called\":{\"caller\":9012,\"desk\":3}}}",
                        List.of("Văn A", "Nguyễn", "0900000000", "a@example.vn", "9012"),
                        "ticket bau-don/kiosk/bd-k1 issued visit=7 service=civil counter=bd-q1"),
                new Personal(
                        "hooks/ombori",
                        "{\"message\":\"Chào A\",\"type\":\"positionCalled\",\"data\":{\"position\":{\"id\":\"p1\",\"label\":\"A2\","
                                + "\"queue\":\"11111111-2222-4333-8444-555555550012\",\"phone\":\"0900000000\"},"
                                + "\"customer\":{\"name\":\"Nguyễn Văn A\"}}}",
                        List.of("Chào A", "Văn A", "0900000000"),
                        "ticket bau-don/kiosk/bd-k1 called A2 visit=p1 service=civil"),
                new Personal(
                        "ngsi/QueueMonitor",
                        "{\"officeName\":\"Một cửa 03\",\"ticketsToServe\":2,\"owner\":[\"Nguyễn Văn A\"]}",
                        List.of("Văn A"),
                        "waiting bau-don/kiosk/bd-k1 2"),
                new Personal(
                        "happyornot/button-feedbacks",
                        "[{\"feedbackId\":\"f\",\"smileyId\":9001,\"buttonIndex\":0,\"text\":\"Ông A chậm\"}]",
                        List.of("Ông A"),
                        "rating bau-don/tablet/bd-r1 1/4 id=f"),
                new Personal(
                        "unifi/stats/ap0",
                        "{\"uptime\":5,\"state\":1,\"radio_table_stats\":[{\"name\":\"wifi0\",\"num_sta\":1,"
                                + "\"sta\":[{\"mac\":\"" + MAC + "\",\"hostname\":\"may-cua-A\"}]}]}",
                        List.of(MAC, "may-cua-A"),
                        "health bau-don/wifi/bd-w1 uptime=5; stations bau-don/wifi/bd-w1 wifi0 1"),
                new Personal(
                        "unifi/status/client/may-cua-A/present",
                        "{\"val\":true,\"mac\":\"" + MAC + "\"}",
                        List.of(MAC, "may-cua-A"),
                        "ignored: one client"),
                new Personal(
                        "unifi/status/client/may/cua/A/details",
                        "{\"val\":{\"hostname\":\"may/cua/A\"}}",
                        List.of("cua"),
                        "ignored: one client"),
                new Personal(
                        "unifi/status/wifi/noi-bo/client/may-cua-A",
                        "{\"val\":true,\"mac\":\"" + MAC + "\"}",
                        List.of(MAC, "may-cua-A"),
                        "ignored: one client"),
                new Personal(
                        "unifi/connected",
                        "\"may-cua-A" + " ".repeat(64) + "\"",
                        List.of("may-cua-A"),
                        "refused malformed: payload: was not readable, so nothing of it was kept"),
                new Personal(
                        "wifi/guests",
                        "{\"mac\":\"" + MAC + "\",\"type\":\"appear\",\"hostname\":\"may-cua-A\"}",
                        List.of(MAC, "may-cua-A"),
                        "ignored: one client"),
                new Personal(
                        "nha-bep/" + MAC + "/sta/may-cua-A/rssi",
                        "-60",
                        List.of(MAC, "may-cua-A", "-60"),
                        "ignored: ignored by configuration"),
                new Personal(
                        "homeassistant/device_tracker/nha/may-cua-A/config",
                        "{}",
                        List.of("may-cua-A"),
                        "ignored: of no use here"),
                new Personal(
                        "collectd/pvhcc03-ap1/clients/may-cua-A",
                        MAC,
                        List.of(MAC, "may-cua-A"),
                        "ignored: of no use here"),
                new Personal(
                        "collectd/pvhcc03-ap1/dhcpleases/count",
                        "may-cua-A",
                        List.of("may-cua-A"),
                        "refused malformed: payload: was not readable, so nothing of it was kept"),
                new Personal(
                        "node/MikroTik-HC00000001/registrations",
                        MAC + "," + MAC,
                        List.of(MAC),
                        "ignored: of no use here"),
                new Personal(
                        "hooks/openwisp/ap-sanh",
                        MONITORING,
                        List.of(MAC, "may-cua-A", "192.0.2.7"),
                        "health bau-don/wifi/bd-w1 uptime=60; stations bau-don/wifi/bd-w1 wlan0 2;"
                                + " stations bau-don/wifi/bd-w1 wlan1 0; stations bau-don/wifi/bd-w1 wlan2 1"));
    }

    private static final String MONITORING =
            "{\"type\":\"DeviceMonitoring\",\"general\":{\"hostname\":\"may-cua-A\",\"uptime\":60},"
                    + "\"dhcp_leases\":[{\"mac\":\"" + MAC + "\",\"client_name\":\"may-cua-A\"}],"
                    + "\"neighbors\":[{\"mac\":\"" + MAC + "\",\"ip\":\"192.0.2.7\"}],\"interfaces\":["
                    + "{\"name\":\"wlan0\",\"wireless\":{\"mode\":\"access_point\",\"clients\":[{\"mac\":\"" + MAC
                    + "\",\"rrm\":[0,[1]]},{\"mac\":\"a4:cf:12:00:00:03\"}]}},"
                    + "{\"name\":\"wlan1\",\"wireless\":{\"mode\":\"access_point\",\"clients\":[]}},"
                    + "{\"name\":\"wlan2\",\"wireless\":{\"mode\":\"access_point\",\"clients\":{\"" + MAC
                    + "\":{\"ht\":true}}}}]}";

    @ParameterizedTest
    @MethodSource
    void personal(Personal sent) {
        Message admitted = door.admit(message(sent.topic(), sent.payload().getBytes(StandardCharsets.UTF_8)));
        String all = admitted.topic() + " " + new String(admitted.payload(), StandardCharsets.UTF_8);
        assertThat(sent.secrets()).allSatisfy(secret -> assertThat(all).doesNotContain(secret));
        assertThat(Said.of(decoders.outcome(admitted))).isEqualTo(sent.expected());
    }

    /** What could be decoded before the door is the same after it; what could not is nothing better. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPARKPLUG") // its samples are what the door makes of Protobuf
    void takesAwayNothingThatIsRead(Family family) {
        for (Samples.Sample sample : Samples.recorded(family)) {
            String after = Said.of(decoders.outcome(door.admit(sample.message())));
            if (!sample.expected().startsWith("refused ")) {
                assertThat(after).isEqualTo(sample.expected());
            } else {
                assertThat(after).startsWith("refused ");
            }
        }
    }

    @Test
    void unpacksWhatAnAccessPointHadToKeep() {
        Message packed = message("hooks/openwisp/ap-sanh", packed(MONITORING.getBytes(StandardCharsets.UTF_8)));
        Message plain = message("hooks/openwisp/ap-sanh", MONITORING.getBytes(StandardCharsets.UTF_8));
        assertThat(door.admit(packed).payload()).isEqualTo(door.admit(plain).payload());
    }

    @Test
    void unpacksNoMoreThanAMegabyte() {
        byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        System.arraycopy("{\"type\":\"x\"}".getBytes(StandardCharsets.UTF_8), 0, blanks, 0, 12);
        assertThat(door.admit(message("hooks/openwisp/ap-sanh", packed(blanks))).payload())
                .isEqualTo("{\"type\":\"x\"}".getBytes(StandardCharsets.UTF_8));
        byte[] more = new byte[blanks.length + 1];
        System.arraycopy(blanks, 0, more, 0, blanks.length);
        assertThat(door.admit(message("hooks/openwisp/ap-sanh", packed(more))).payload())
                .matches(Door::isWithheld);
        byte[] cut = packed("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(door.admit(message("hooks/openwisp/ap-sanh", Arrays.copyOf(cut, cut.length - 9)))
                        .payload())
                .matches(Door::isWithheld);
    }

    private static Message message(String topic, byte[] payload) {
        return new Message(topic, payload, false, Samples.RECEIVED_AT);
    }

    private static byte[] packed(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
