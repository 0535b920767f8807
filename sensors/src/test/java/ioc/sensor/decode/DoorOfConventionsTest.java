package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DoorOfConventionsTest {
    /**
     * A payload that says more than we may keep.
     *
     * @param secrets what must be gone
     * @param outcome of the payload before the door, and after it
     */
    record Row(String topic, String payload, List<String> secrets, String outcome) {}

    static Stream<Row> rows() {
        return Stream.of(
                new Row(
                        "cam-bien/sanh/json",
                        "{\"people\":{\"count\":3,\"hostname\":\"Lan-iPhone\"},\"near\":[\"a4:cf:12:9e:5f:88\"],\"Face-Name\":{\"a\":\"Lan\"}}",
                        List.of("Lan", "9e:5f:88"),
                        "people bau-don/camera/bd-c2 hall 3"),
                new Row(
                        "esp/dem-1/hourly",
                        "{\"enter\":3,\"plate\":\"70A-123.45\"}",
                        List.of("70A"),
                        "in bau-don/camera/bd-c1 gate 3"),
                new Row(
                        "ioc/1/bau-don/camera/bd-c2/people",
                        "{\"count\":3,\"names\":[\"Lan\"],\"plate\":\"70A-123.45\"}",
                        List.of("Lan", "70A"),
                        "people bau-don/camera/bd-c2 3"),
                new Row(
                        "collectd/pvhcc03-ap1/dhcpleases/count",
                        "[{\"values\":[2],\"names\":[\"Lan-iPhone\"]}]",
                        List.of("Lan"),
                        "leases bau-don/wifi/bd-w1 2"),
                new Row(
                        "collectd/event/pvhcc03-ap1/load/load",
                        "Severity: OKAY\nHost: pvhcc03-ap1\nOwner: Lan\n\nLan, a4:cf:12:9e:5f:88",
                        List.of("Lan", "9e:5f"),
                        "fault bau-don/wifi/bd-w1 load-load off"),
                new Row(
                        "collectd/pvhcc03-ap1/clients/list",
                        "a4:cf:12:9e:5f:88 Lan-iPhone",
                        List.of("Lan", "9e:5f"),
                        "ignored: of no use here"),
                new Row("collectd/khach-ap9/clients/list", "Lan-iPhone", List.of("Lan"), "ignored: of no use here"),
                new Row("esp/dem-1/khach", "Nguyễn Thị Lan", List.of("Lan"), "ignored: of no use here"),
                new Row(
                        "tele/mc03_den/STATE",
                        "{\"UptimeSec\":5,\"Wifi\":{\"SSId\":\"noi-bo\",\"BSSId\":\"A4:CF:12:9E:5F:88\",\"Signal\":-70}}",
                        List.of("noi-bo", "A4:CF"),
                        "signal cap-huyen/kiosk/ch-k2 -70; health cap-huyen/kiosk/ch-k2 uptime=5 rssi=-70"),
                new Row(
                        "tele/mc03_den/INFO1",
                        "{\"Info1\":{\"Module\":\"Generic\",\"Version\":\"13.1.0\",\"FallbackTopic\":\"cmnd/DVES_9E5F8A_fb/\"}}",
                        List.of("9E5F8A", "Generic"),
                        "health cap-huyen/kiosk/ch-k2 version=13.1.0"),
                new Row(
                        "tele/mc03_den/SENSOR",
                        "{\"PN532\":{\"UID\":\"9E5F8A03\",\"DATA\":\"Lan\"},\"AM2301\":{\"Temperature\":29}}",
                        List.of("9E5F8A03", "Lan"),
                        "temperature cap-huyen/kiosk/ch-k2 am2301 29"),
                new Row(
                        "shelly/quat-1/events/rpc",
                        "{\"src\":\"shellyplus1-a8032ab12345\",\"method\":\"NotifyStatus\",\"params\":{\"bthomedevice:200\":{\"addr\":\"a4:cf:12:9e:5f:88\"},\"wifi\":{\"ssid\":\"noi-bo\",\"rssi\":-61}}}",
                        List.of("a8032ab12345", "9e:5f", "noi-bo"),
                        "signal cap-huyen/kiosk/ch-k1 -61; health cap-huyen/kiosk/ch-k1 rssi=-61"),
                new Row(
                        "homie/5/mc03-kiosk1/$alert/paper",
                        "Giấy sắp hết, gọi chị Lan",
                        List.of("Lan"),
                        "fault cap-huyen/kiosk/ch-k1 paper on"),
                new Row("homie/dem-cua/phone/owner", "Nguyễn Thị Lan", List.of("Lan"), "ignored: of no use here"),
                new Row(
                        "homeassistant/sensor/x/config",
                        "{\"name\":\"x\",\"dev\":{\"cns\":[[\"mac\",\"a4:cf:12:9e:5f:88\"]]}}",
                        List.of("9e:5f"),
                        "ignored: discovery"),
                new Row(
                        "homeassistant/device_tracker/x/config",
                        "{\"name\":\"Lan\"}",
                        List.of("Lan"),
                        "ignored: of no use here"),
                new Row(
                        "demcua/status/hall/count",
                        "{\"val\":3,\"who\":[\"Lan\"]}",
                        List.of("Lan"),
                        "people bau-don/camera/bd-c1 hall 3"),
                new Row(
                        "demcua/status/hall/count",
                        "\n{\"val\":3,\"who\":[\"Lan\"]}",
                        List.of("Lan"),
                        "people bau-don/camera/bd-c1 hall 3"),
                new Row("demcua/status/lan/present", "{\"val\":\"Lan\"}", List.of("Lan"), "ignored: of no use here"));
    }

    private final Decoders decoders = Samples.decoders();
    private final Door door = new Door(Samples.topics(Samples.mappings()));

    private static Message message(String topic, String payload) {
        return new Message(topic, payload.getBytes(StandardCharsets.UTF_8), false, Samples.RECEIVED_AT);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void keepsNothingPersonalAndStillSaysTheSame(Row row) {
        Message kept = door.admit(message(row.topic(), row.payload()));
        assertThat(new String(kept.payload(), StandardCharsets.UTF_8))
                .doesNotContain(row.secrets().toArray(String[]::new));
        assertThat(Said.of(decoders.outcome(message(row.topic(), row.payload()))))
                .isEqualTo(row.outcome());
        assertThat(Said.of(decoders.outcome(kept))).isEqualTo(row.outcome());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void keepsNothingOfWhatItCannotRead(Row row) {
        if (row.payload().strip().startsWith("{")) {
            String broken = row.payload().substring(0, row.payload().length() - 1);
            byte[] kept = door.admit(message(row.topic(), broken)).payload();
            assertThat(kept.length == 0 || Door.isWithheld(kept)).isTrue();
        }
    }
}
