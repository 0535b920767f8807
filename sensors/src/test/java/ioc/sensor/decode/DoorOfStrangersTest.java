package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
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
                "unifi2/status/client/lan-iphone/present|true|unifi2/status/client/-/present true",
                "ha/device_tracker/nha/lan_phone/state|home|ha/device_tracker/-/-/state home",
                "ap/sta/a4cf129e5f88|1|ap/sta/- 1",
                "ap/Clients/count|3|ap/Clients/count 3",
                "la/1|{\"mac\":\"A4CF129E5F88\",\"n\":\"A4CF129E5F88\"}|la/1 {\"mac\":\"A4CF12xxxxxx\",\"n\":\"A4CF129E5F88\"}",
                "la/1|{\"stamac\":\"a4cf129e5f88\",\"station\": \"a4cf.129e.5f88\",\"client_mac\":\"a4cf129e5f88\"}|la/1 {\"stamac\":\"a4cf12xxxxxx\",\"station\":\"a4cf.12xx.xxxx\"}",
                "la/1|<e><mac>a4cf129e5f88</mac></e>|la/1 <e><mac>a4cf12xxxxxx</mac></e>",
                "la/1|12|la/1 12",
                "la/1|{\"recognized_license_plate\":\"51A\",\"carImage\":\"x\",\"plateText\":\"51A\",\"customerName\":\"Lan\",\"value_template\":\"t\"}|la/1 {\"value_template\":\"t\"}",
                "la/1|{\"name\":\"Lan\",\"n\":3}|la/1 {\"n\":3}",
                "la/1|{\"person\":{\"id\":7,\"name\":\"Lan\"},\"clients\":[{\"Name\":\"Lan\",\"device\":{\"name\":\"Lan\"}}]}|la/1 {\"person\":{\"id\":7},\"clients\":[{\"device\":{}}]}",
                "la/1|{\"zone\":{\"name\":\"A\"},\"radio_stats\":[{\"name\":\"phy0\"}],\"zones2\":{\"name\":\"B\"}}|la/1 {\"zone\":{\"name\":\"A\"},\"radio_stats\":[{\"name\":\"phy0\"}],\"zones2\":{\"name\":\"B\"}}",
                "la/1|{\"hoTen\":\"Lan\",\"so_dien_thoai\":\"09\",\"cccd\":\"07\",\"ten\":\"Lan\",\"cardName\":\"Lan\",\"n\":3}|la/1 {\"n\":3}",
                "la/1|{\"Object\":{\"ObjectType\":\"Vehicle\",\"Text\":\"51A\"},\"n\":{\"#text\":\"Human\"}}|la/1 {\"Object\":{\"ObjectType\":\"Vehicle\"},\"n\":{\"#text\":\"Human\"}}",
                "la/1| {\"hostname\":\"Lan\",\"n\":3}|la/1 {\"n\":3}",
                "la/1|\uFEFF{\"hostname\":\"Lan\",\"n\":3}|la/1 {\"n\":3}",
                "la/1|<e><person><name>Lan</name></person><zone><name>A</name></zone><name>Lan</name></e>|la/1 <e><person></person><zone><name>A</name></zone></e>",
                "homeassistant/sensor/a/config|{\"name\":\"A\",\"state_topic\":\"a/b\"}|homeassistant/sensor/a/config {\"name\":\"A\",\"state_topic\":\"a/b\"}",
                "la/1|Code=CrossLineDetection; action=Start; index=0; data={\"Name\":\"Cong\",\"Object\":{\"Text\":\"51A\"}}|la/1 Code=CrossLineDetection; action=Start; index=0; data={\"Name\":\"Cong\",\"Object\":{}}",
                "la/1|code=AccessControl;action=Pulse;index=0;data={\"Name\":\"Lan\",\"CardName\":\"Lan\",\"n\":3}|la/1 code=AccessControl;action=Pulse;index=0;data={\"n\":3}",
                "la/1|<e a='x'><plateNumber>51A</plateNumber><face><id>7</id></face><n>3</n></e>|la/1 <e><n>3</n></e>",
                "la/1|<e><plateNumber>51A</e>|la/1 ",
                "la/1|Code=TrafficJunction;action=Pulse;index=0;data={\"PlateNumber\":\"51A\",\"n\":3}|la/1 Code=TrafficJunction;action=Pulse;index=0;data={\"n\":3}",
                "la/1|Code=VideoMotion;action=Start;index=0|la/1 Code=VideoMotion;action=Start;index=0",
                "la/1|--|la/1 --"
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void keepsNothingOfPeople(String topic, String payload, String kept) {
        assertThat(kept(topic, payload.getBytes(StandardCharsets.UTF_8))).isEqualTo(kept);
    }

    /** Of a topic that is of no use only itself is kept, masked only where it then is of the same mapping. */
    @Test
    void keepsOfATopicOfNoUseWhatItsMappingSaysItself() {
        Door own = new Door(Samples.topics(List.of(new Mapping("ignored", "la/a4:cf:12:9e:5f:88/{stream...}"))));
        assertThat(own.admit(new Message("la/a4:cf:12:9e:5f:88/x", new byte[] {1, 2}, false, Samples.RECEIVED_AT))
                        .topic())
                .isEqualTo("la/a4:cf:12:9e:5f:88/x");
    }

    /** What is packed twice or has two bytes a letter cannot be cleared of names, and is of no family. */
    @Test
    void keepsNoTextThatLooksLikeOtherBytes() throws IOException {
        String said = "{\"hostname\":\"Lan\"}";
        assertThat(kept("la/1", said.getBytes(StandardCharsets.UTF_16))).isEqualTo("la/1 ");
        assertThat(kept("la/1", said.getBytes(StandardCharsets.UTF_16LE))).isEqualTo("la/1 ");
        assertThat(kept("la/1", said.getBytes(Charset.forName("UTF-32BE")))).isEqualTo("la/1 ");
        assertThat(kept("la/1", packed(packed(said.getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo("la/1 ");
        assertThat(kept("la/1", new byte[] {8, 1, 0, 18, 3})).isEqualTo("la/1 \b\u0001\0\u0012\u0003");
    }

    private static byte[] packed(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }

    @Test
    void ofSeveralPartsKeepsTheTextAlone() {
        String picture = "--b\r\nContent-Type: image/jpeg\r\n\r\n\u00FF\u00D8\u00FFLan\r\n";
        String event = "--b\r\nContent-Type: application/xml\r\n\r\n<e><plateNumber>51A</plateNumber><n>3</n></e>\r\n";
        assertThat(kept("la/1", (picture + event + "--b--").getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("la/1 <e><n>3</n></e>");
    }

    /** As the agent posts it, packed: read the same as if its mapping had been there. */
    @Test
    void whatOpenWispSaidBeforeItWasMappedCanBeRead() throws IOException {
        String said = "{\"type\":\"DeviceMonitoring\",\"general\":{\"hostname\":\"Lan\",\"uptime\":5},\"resources\":{},"
                + "\"interfaces\":[{\"name\":\"phy0-ap0\",\"mac\":\"a4:cf:12:9e:5f:88\",\"wireless\":{\"mode\":\"access_point\","
                + "\"clients\":{\"a4:cf:12:9e:5f:89\":{\"auth\":true},\"a4:cf:12:9e:5f:90\":{\"auth\":true}}}}]}";
        Message kept = strange("hooks/openwisp/ap-sanh", packed(said.getBytes(StandardCharsets.UTF_8)));
        assertThat(new String(kept.payload(), StandardCharsets.UTF_8))
                .contains("phy0-ap0")
                .doesNotContain("Lan")
                .doesNotContain("5f:8");
        assertThat(Said.of(Samples.decoders().outcome(kept)))
                .isEqualTo("health bau-don/wifi/bd-w1 uptime=5; stations bau-don/wifi/bd-w1 phy0-ap0 2");
    }

    @Test
    void whatACameraPostedBeforeItWasMappedCanBeRead() {
        int read = 0;
        for (Family family : List.of(Family.HIKVISION, Family.DAHUA)) {
            for (Samples.Sample sample : Samples.recorded(family)) {
                Message said = sample.message();
                String text = new String(said.payload(), StandardCharsets.UTF_8);
                String parts =
                        "--b\r\nContent-Type: image/jpeg\r\n\r\n\u00FF\u00D8\u00FF\r\n--b\r\nContent-Type: text\r\n\r\n"
                                + text + "\r\n--b--";
                boolean event = text.startsWith("<") || text.startsWith("Code=");
                if (event && !sample.expected().startsWith("refused malformed")) {
                    Message kept = strange(said.topic(), parts.getBytes(StandardCharsets.UTF_8));
                    assertThat(Said.of(Samples.decoders().outcome(kept))).isEqualTo(sample.expected());
                    read++;
                }
            }
        }
        assertThat(read).isGreaterThan(5);
    }

    private static Message strange(String topic, byte[] payload) {
        Door nobody = new Door(Samples.topics(List.of(new Mapping("ignored", "x"))));
        return nobody.admit(new Message(topic, payload, false, Samples.RECEIVED_AT));
    }

    @Test
    void keepsNoPictureButAProtocolThatMayBeOurs() {
        assertThat(kept("la/1", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 'L', 'a', 'n'}))
                .isEqualTo("la/1 ");
        assertThat(kept("la/1", new byte[] {8, 1, 18, 2, 'x', 'y'})).endsWith("xy");
    }
}
