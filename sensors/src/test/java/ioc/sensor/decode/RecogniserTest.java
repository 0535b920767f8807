package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.DeviceKind;
import ioc.sensor.Message;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecogniserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "axis/B8A44F010203/event/tns:axis/CameraApplicationPlatform/ObjectAnalytics/Device1Scenario1|axis|axis/{device}/{stream...}|B8A44F010203",
                "pvhcc/03/cam02/CameraApplicationPlatform/ObjectAnalytics/Device1Scenario1|axis|pvhcc/03/{device}/{stream...}|cam02",
                "pvhcc-03-cam01/onvif-ej/RuleEngine/LineDetector/Crossed/&1/2/CuaChinh|onvif|{device}/onvif-ej/{stream...}|pvhcc-03-cam01",
                "tinh/a/cam/onvif-ej/VideoSource/SignalLoss/&1|onvif|tinh/a/{device}/onvif-ej/{stream...}|cam",
                "/merakimv/Q2XX-AB12-CD34/0|meraki-mv|/merakimv/{device}/{stream...}|Q2XX-AB12-CD34",
                "tram/2/ap9/iwinfo-phy0-ap0/stations|collectd|tram/2/{device}/{stream...}|ap9",
                "frigate/quay_1/person|frigate|frigate/{device}/{stream...}|quay_1",
                "tele/mc03_den/LWT|tasmota|tele/{device}/{stream...}|mc03_den",
                "shellyplus1-a8/status/switch:0|shelly|shellyplus1-a8/{stream...}|shellyplus1-a8",
                "ap-sanh/iwinfo-phy0-ap0/stations|collectd|ap-sanh/{stream...}|ap-sanh",
                "ap-sanh/wifi-clients|mikrotik|ap-sanh/{stream}|ap-sanh",
                "qmatic/3/VISIT_CALL|qmatic|qmatic/{device}/{stream}|3",
                "spBv1.0/tinh/DDATA/gw1/dem|sparkplug|spBv1.0/+/{stream...}|gw1/dem",
                "happyornot/button-feedbacks|happyornot|happyornot/button-feedbacks|''",
            })
    void seesTheFamilyWhateverStandsBefore(String topic, String family, String pattern, String word) {
        assertThat(Recogniser.all(topic)).anySatisfy(guess -> {
            assertThat(guess.family().word()).isEqualTo(family);
            assertThat(guess.pattern()).isEqualTo(pattern);
            assertThat(guess.word()).isEqualTo(word);
        });
        assertThat(Recogniser.all(topic).get(0).family().word()).isEqualTo(family);
    }

    @Test
    void whatIsLikeNoneHasTheShapeOfItsDigits() {
        assertThat(Recogniser.all("lora/eui-70b3/up")).isEmpty();
        assertThat(Recogniser.shapeOf("lora/eui-70b3/up/2")).isEqualTo("lora/{device}/up/+");
        assertThat(Recogniser.wordOf("lora/eui-70b3/up/2")).isEqualTo("eui-70b3");
        assertThat(Recogniser.shapeOf("den/trong")).isEqualTo("den/trong");
    }

    @Test
    void whatMeansSomethingInAPatternIsAnyWordThere() {
        assertThat(Recogniser.shapeOf("den/{site}/a#")).isEqualTo("den/+/+");
        assertThat(Recogniser.all("nha/{site}/ap9/iwinfo-phy0-ap0/stations")
                        .get(0)
                        .pattern())
                .isEqualTo("nha/+/{device}/{stream...}");
    }

    @Test
    void ourOwnTopicsSayTheKind() {
        assertThat(Recogniser.all("ioc/1/bau-don/kiosk/bd-k9/state").get(0).kind())
                .isEqualTo(DeviceKind.KIOSK);
    }

    @Test
    void aTrialTakesATopicWithoutAnOpenLevelForOneDevice() {
        Trial trial = new Trial(new Mapping("shelly", ""), ZoneId.of("Asia/Ho_Chi_Minh"));
        Message message = new Message(
                "shellyplus1-a8/status/temperature:100",
                "{\"id\":100,\"tC\":27.5}".getBytes(StandardCharsets.UTF_8),
                false,
                Samples.RECEIVED_AT);
        assertThat(Said.of(trial.of(message)))
                .contains("temperature try/kiosk/try")
                .contains("27.5");
    }

    @Test
    void aTrialTakesEveryWordForADevice() {
        Trial trial = new Trial(new Mapping("collectd", ""), ZoneId.of("Asia/Ho_Chi_Minh"));
        Message message = new Message(
                "tram/2/ap9/iwinfo-phy0-ap0/stations",
                "1795136523:17".getBytes(StandardCharsets.UTF_8),
                false,
                Samples.RECEIVED_AT);
        assertThat(Said.of(trial.of(message))).isEqualTo("stations try/wifi/ap9 phy0-ap0 17 at 2026-11-20T01:02:03Z");
    }
}
