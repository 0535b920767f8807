package ioc.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.decode.Family;
import ioc.sensor.decode.Mapping;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AdoptionTest {
    private static final Adoption.Fresh FRESH = new Adoption.Fresh("Máy", "Device", "60s");

    private static Adoption adoption(Family family, String pattern, String word) {
        return new Adoption(
                family,
                pattern,
                Map.of(),
                Map.of(),
                Map.of("value", "people"),
                List.of(new Adoption.Device(word, "bau-don", DeviceKind.KIOSK, "bd-k9", "", FRESH)));
    }

    @Test
    void whereTheMappingSaysItAllOnlyTheDeviceIsWritten() {
        Mapping own = new Mapping("ioc", "ioc/1/{site}/{kind}/{device}/{stream...}");
        assertThat(adoption(Family.IOC, own.pattern(), "bd-k9").yaml("now", own))
                .isEqualTo("""
                        # now
                        sites:
                          bau-don:
                            kiosk:
                              bd-k9: {vi: "Máy", en: "Device", period: 60s}
                        """);
        assertThat(adoption(Family.IOC, own.pattern(), "bd-k9").mapping(null))
                .isEqualTo(new Mapping("ioc", own.pattern(), Map.of(), Map.of(), Map.of(), Map.of("value", "people")));
    }

    @Test
    void oneDeviceOfAMappedPatternMayBeIgnored() {
        String own = "ioc/1/{site}/{kind}/{device}/{stream...}";
        assertThat(Adoption.patternOf(own, "bd-k9", new DeviceId("bau-don", DeviceKind.KIOSK, "bd-k9")))
                .contains("ioc/1/bau-don/kiosk/bd-k9/{stream...}");
        assertThat(Adoption.patternOf(own, "bd-k9", null)).as("of which point").isEmpty();
        assertThat(Adoption.patternOf("collectd/{device}/{stream...}", "khach-ap9", null))
                .contains("collectd/khach-ap9/{stream...}");
        assertThat(Adoption.patternOf("collectd/{device}/{stream...}", "a/b", null))
                .isEmpty();
        assertThat(Adoption.patternOf("hooks/hai-long", "9001", null)).isEmpty();
        assertThat(Adoption.ignoring("now", List.of("collectd/khach-ap9/{stream...}")))
                .isEqualTo("""
                        # now
                        mappings:
                          - family: ignored
                            pattern: "collectd/khach-ap9/{stream...}"
                        """);
    }

    @Test
    void aTopicWithoutAnOpenLevelIsOfOneDevice() {
        Map<String, String> one = Map.of("site", "bau-don", "kind", "kiosk", "device", "bd-k9");
        Map<String, String> options = Map.of("value", "people");
        assertThat(adoption(Family.GENERIC, "sanh/dem-nguoi", "").mapping(null))
                .isEqualTo(new Mapping("generic", "sanh/dem-nguoi", one, Map.of(), Map.of(), options));
        assertThat(adoption(Family.SHELLY, "shellyplus1-a8/{stream...}", "shellyplus1-a8")
                        .mapping(null))
                .isEqualTo(new Mapping("shelly", "shellyplus1-a8/{stream...}", one, Map.of(), Map.of(), options));
    }

    @Test
    void aWordOfThePayloadIsListed() {
        assertThat(adoption(Family.SPARKPLUG, "spBv1.0/+/{stream...}", "gw1/dem")
                        .mapping(null))
                .isEqualTo(new Mapping(
                        "sparkplug",
                        "spBv1.0/+/{stream...}",
                        Map.of(),
                        Map.of("gw1/dem", "bau-don/kiosk/bd-k9"),
                        Map.of(),
                        Map.of("value", "people")));
    }
}
