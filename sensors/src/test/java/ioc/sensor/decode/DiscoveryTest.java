package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DiscoveryTest {
    private static Optional<Discovery> found(String topic, String payload) {
        return Discovery.of(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static Discovery of(String topic, String payload) {
        return found(topic, payload).orElseThrow();
    }

    private static Mapping proposed(String topic, Map<String, String> options) {
        return new Mapping("generic", topic, Map.of(), Map.of(), Map.of(), options);
    }

    @Test
    void proposesOneMappingForEachTopic() {
        assertThat(of("homeassistant/sensor/mc03_sanh_count/config", """
                                {"name":"Sảnh","unique_id":"mc03_sanh_count","state_topic":"mc03/sanh/count",
                                 "availability_topic":"mc03/sanh/status","payload_available":"song",
                                 "payload_not_available":"offline","expire_after":180,
                                 "device":{"identifiers":["mc03-cam1"],"name":"Camera sảnh","manufacturer":"ABC","model":"C1",
                                 "sw_version":"2.1"}}"""))
                .isEqualTo(new Discovery(
                        "mc03-cam1",
                        "Camera sảnh",
                        "ABC",
                        "C1",
                        "2.1",
                        List.of(
                                proposed("mc03/sanh/count", Map.of(".", "")),
                                proposed("mc03/sanh/status", Map.of(".", "presence", "online", "song"))),
                        180));
    }

    @Test
    void readsShortKeysAndDeviceConfigs() {
        assertThat(of("homeassistant/device/mc03/config", """
                                {"dev":{"ids":"mc03","name":"Cảm biến","mf":"ABC","mdl":"T1","sw":"1.0"},"o":{"name":"x"},
                                 "~":"mc03","avty":[{"t":"~/status","val_tpl":"{{ value_json.state }}"}],
                                 "cmps":{
                                  "nhiet":{"p":"sensor","stat_t":"~/state","val_tpl":"{{ value_json.t }}","dev_cla":"temperature",
                                    "unit_of_meas":"°C","exp_aft":60},
                                  "pin":{"p":"sensor","stat_t":"~/state","val_tpl":"{{value_json['bat'][0]}}","dev_cla":"battery",
                                    "unit_of_meas":"%","exp_aft":600},
                                  "loi":{"p":"binary_sensor","stat_t":"~/state","val_tpl":"{{ value_json.loi }}","dev_cla":"problem"},
                                  "den":{"p":"light","stat_t":"~/den"}}}"""))
                .isEqualTo(new Discovery(
                        "mc03",
                        "Cảm biến",
                        "ABC",
                        "T1",
                        "1.0",
                        List.of(
                                proposed(
                                        "mc03/state",
                                        Map.of("/t", "temperature", "/bat/0", "battery", "/loi", "fault/loi")),
                                proposed("mc03/status", Map.of("/state", "presence"))),
                        600));
    }

    @Test
    void putsConfigsOfOneDeviceTogether() {
        String config =
                "{\"stat_t\":\"z/d\",\"val_tpl\":\"{{ value_json.%s }}\",\"dev_cla\":\"%s\",\"unit_of_meas\":\"%s\",\"dev\":{\"ids\":[\"d\"]}}";
        Discovery one = of("homeassistant/sensor/a/t/config", config.formatted("t", "temperature", "°C"));
        Discovery two = of("homeassistant/sensor/a/h/config", config.formatted("h", "humidity", "%"));
        assertThat(one.with(two).mappings())
                .containsExactly(proposed("z/d", Map.of("/t", "temperature", "/h", "humidity")));
    }

    @ParameterizedTest
    @CsvSource({
        "temperature,°C,temperature",
        "temperature,°F,''",
        "humidity,%,humidity",
        "'',%,''",
        "illuminance,lx,illuminance",
        "power,kW,power x1000",
        "power,W,power",
        "energy,kWh,''",
        "signal_strength,dBm,signal",
        "'',people,''"
    })
    void saysWhatIsMeasuredOnlyWhereItIsClear(String kind, String unit, String word) {
        String config = "{\"stat_t\":\"a/b\",\"dev_cla\":\"" + kind + "\",\"unit_of_meas\":\"" + unit + "\"}";
        assertThat(of("homeassistant/sensor/x/config", config).mappings())
                .containsExactly(proposed("a/b", Map.of(".", word)));
        assertThat(word.isEmpty() || Meaning.of(word) != null).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ value_json.a | float }}",
                "{{ value_json.a + 1 }}",
                "{% if value %}1{% endif %}",
                "{{ value_json }}",
                "{{ value_json.a.b.c() }}",
                "{{ value_json['a }}",
                "{{ value_json[a] }}",
                "{{ value_json['a']['b' }}",
                "{{ value_jsonx }}",
                "{{ value }} {{ value }}",
                "{{}}",
                "{{",
                "value"
            })
    void leavesOutWhatATemplateReckons(String template) {
        assertThat(found("homeassistant/sensor/x/config", "{\"stat_t\":\"a/b\",\"val_tpl\":\"" + template + "\"}"))
                .isEmpty();
    }

    @Test
    void readsWhetherSomethingIsWrongOrThere() {
        String topic = "homeassistant/binary_sensor/x/config";
        assertThat(of(topic, "{\"stat_t\":\"a\",\"dev_cla\":\"connectivity\",\"pl_on\":\"co\",\"pl_off\":\"mat\"}")
                        .mappings())
                .containsExactly(proposed("a", Map.of(".", "presence", "online", "co", "offline", "mat")));
        assertThat(of(topic, "{\"stat_t\":\"a\",\"dev_cla\":\"tamper\"}").mappings())
                .containsExactly(proposed("a", Map.of(".", "fault/tamper")));
        assertThat(of(topic, "{\"stat_t\":\"a\",\"dev_cla\":\"tamper\",\"pl_on\":\"co\"}")
                        .mappings())
                .containsExactly(proposed("a", Map.of(".", "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "homeassistant/status | online",
                "homeassistant/sensor/x/config | {}",
                "homeassistant/sensor/x/config | []",
                "homeassistant/sensor/x/config | {\"stat_t\":\"a/b\"",
                "homeassistant/sensor/x/config | {\"stat_t\":\"a/+\"}",
                "homeassistant/sensor/x/config | {\"stat_t\":[\"a\"]}",
                "homeassistant/sensor/config | {\"stat_t\":\"a\"}",
                "homeassistant/device_tracker/x/config | {\"stat_t\":\"a\"}",
                "homeassistant/device/x/config | {\"cmps\":{\"a\":7,\"b\":{\"p\":\"camera\",\"stat_t\":\"a\"}}}",
            })
    void isNothingWhereThereIsNothingToRead(String topic, String payload) {
        assertThat(found(topic, payload)).isEmpty();
    }
}
