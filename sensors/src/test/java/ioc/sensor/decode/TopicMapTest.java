package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TopicMapTest {
    private static final Mapping OWN = new Mapping("ioc", "ioc/1/{site}/{kind}/{device}/{stream...}");

    private static String found(TopicMap topics, String topic) {
        return topics.find(topic)
                .map(a -> a.family().word() + " " + a.device() + " [" + a.part() + "] " + a.stream())
                .orElse("nothing");
    }

    private static List<String> problems(Mapping... mappings) {
        return TopicMap.problems(List.of(mappings), Samples.known());
    }

    @Test
    void takesSiteKindDeviceAndStreamFromTheLevels() {
        TopicMap topics = Samples.topics(List.of(OWN));
        assertThat(found(topics, "ioc/1/bau-don/kiosk/bd-k1/ticket/issued"))
                .isEqualTo("ioc bau-don/kiosk/bd-k1 [] ticket/issued");
        assertThat(found(topics, "ioc/1/bau-don/kiosk/bd-k1")).isEqualTo("ioc bau-don/kiosk/bd-k1 [] ");
        assertThat(found(topics, "ioc/1/bau-don/kiosk/bd-k1/")).isEqualTo("ioc bau-don/kiosk/bd-k1 [] ");
        assertThat(found(topics, "ioc/1/bau-don/kiosk")).isEqualTo("nothing");
        assertThat(found(topics, "/ioc/1/bau-don/kiosk/bd-k1/health")).isEqualTo("nothing");
    }

    @Test
    void leavesTheDeviceOpenWhereALevelIsNoWordOfOurs() {
        TopicMap topics = Samples.topics(List.of(OWN));
        assertThat(found(topics, "ioc/1/Bàu Đồn/kiosk/bd-k1/health")).isEqualTo("ioc null [] health");
        assertThat(found(topics, "ioc/1/bau-don/drone/bd-k1/health")).isEqualTo("ioc null [] health");
        assertThat(found(topics, "ioc/1//kiosk/bd-k1/health")).isEqualTo("ioc null [] health");
    }

    @Test
    void keepsEmptyLevels() {
        TopicMap topics = Samples.topics(List.of(new Mapping(
                "ioc",
                "/merakimv/{device}/{part}",
                Map.of("stream", "people"),
                Map.of("Q2GV-7HEL-HC6C", "bau-don/camera/bd-c2"))));
        assertThat(found(topics, "/merakimv/Q2GV-7HEL-HC6C/0")).isEqualTo("ioc bau-don/camera/bd-c2 [0] people");
        assertThat(found(topics, "merakimv/Q2GV-7HEL-HC6C/0")).isEqualTo("nothing");
        assertThat(topics.filters()).containsExactly("/merakimv/+/+");
    }

    @Test
    void putsWhatIsFixedInPlaceOfWhatTheTopicDoesNotSay() {
        TopicMap topics = Samples.topics(List.of(new Mapping(
                "ioc",
                "{device}/cua/+/dem",
                Map.of("site", "bau-don", "kind", "camera", "stream", "in", "part", "door"),
                Map.of())));
        assertThat(found(topics, "bd-c1/cua/7/dem")).isEqualTo("ioc bau-don/camera/bd-c1 [door] in");
        assertThat(topics.filters()).containsExactly("+/cua/+/dem");
    }

    @Test
    void listedPartGoesBeforeTheOneOfTheTopic() {
        TopicMap topics = Samples.topics(List.of(new Mapping(
                "ioc",
                "{device}/{part}/dem",
                Map.of("stream", "people"),
                Map.of("a", "bau-don/camera/bd-c1/Hàng Chờ", "b", "bau-don/camera/bd-c2"))));
        assertThat(found(topics, "a/Cửa/dem")).isEqualTo("ioc bau-don/camera/bd-c1 [hang-cho] people");
        assertThat(found(topics, "b/Cửa/dem")).isEqualTo("ioc bau-don/camera/bd-c2 [cua] people");
        assertThat(found(topics, "c/Cửa/dem")).isEqualTo("ioc null [cua] people");
    }

    @Test
    void literalGoesBeforeNameAndNameBeforeOpenEnd() {
        Map<String, String> at = Map.of("site", "bau-don", "kind", "wifi");
        TopicMap topics = Samples.topics(List.of(
                new Mapping("ioc", "a/{device}/{stream}", at, Map.of()),
                new Mapping("collectd", "a/{device}/{stream...}", at, Map.of()),
                new Mapping(
                        "ioc",
                        "a/b/up",
                        Map.of("site", "s", "kind", "wifi", "device", "d", "stream", "health"),
                        Map.of()),
                new Mapping("frigate", "a/b/{device}/deep/er", at, Map.of())));
        assertThat(found(topics, "a/b/up")).isEqualTo("ioc s/wifi/d [] health");
        assertThat(found(topics, "a/b/down")).isEqualTo("ioc bau-don/wifi/b [] down");
        assertThat(found(topics, "a/b/c/deep")).isEqualTo("collectd bau-don/wifi/b [] c/deep");
        assertThat(found(topics, "a/b/c/deep/er")).isEqualTo("frigate bau-don/wifi/c [] ");
        assertThat(found(topics, "a/b/c/deep/er/still")).isEqualTo("collectd bau-don/wifi/b [] c/deep/er/still");
    }

    @Test
    void subscribesToTheWholePrefixSoThatMistypedTopicsAreSeen() {
        assertThat(Samples.topics(List.of(OWN)).filters()).containsExactly("ioc/1/#");
        assertThat(Samples.topics(List.of(new Mapping("ioc", "{site}/x/{kind}/{device}/{stream...}")))
                        .filters())
                .containsExactly("+/x/+/+/#");
    }

    @Test
    void neverSubscribesToPicturesOfPeople() {
        TopicMap topics = Samples.topics(List.of(new Mapping(
                "frigate", "ca/mera/{device}/{stream...}", Map.of(), Map.of("quay", "bau-don/camera/bd-c1"))));
        assertThat(topics.filters())
                .containsExactly("ca/mera/available", "ca/mera/stats", "ca/mera/+/person", "ca/mera/+/status/detect");
    }

    @Test
    void subscribesOnceWhereFiltersCoverEachOther() {
        TopicMap topics = Samples.topics(List.of(
                OWN,
                new Mapping("ioc", "ioc/1/dem/{device}", Map.of("stream", "people"), Map.of("a", "s/camera/c")),
                new Mapping("ioc", "ioc/2/{device}", Map.of("stream", "people"), Map.of("a", "s/camera/c"))));
        assertThat(topics.filters()).containsExactly("ioc/1/#", "ioc/2/+");
    }

    @Test
    void aThousandPatternsStayApart() {
        List<Mapping> mappings = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            mappings.add(new Mapping(
                    "collectd",
                    "site" + i % 10 + "/box" + i + "/{device}/{stream...}",
                    Map.of(),
                    Map.of("ap", "bau-don/wifi/w" + i)));
        }
        TopicMap topics = Samples.topics(mappings);
        for (int i = 0; i < 1000; i++) {
            assertThat(found(topics, "site" + i % 10 + "/box" + i + "/ap/load/load"))
                    .isEqualTo("collectd bau-don/wifi/w" + i + " [] load/load");
        }
        assertThat(found(topics, "site1/box2/ap/load/load")).isEqualTo("nothing");
        assertThat(topics.filters()).hasSize(1000);
    }

    @Test
    void namesEveryProblemAtOnce() {
        assertThat(problems(
                        new Mapping("frigat", "a//b+/{zone}/{device...}/#"),
                        new Mapping("ioc", "a/{site}/{site}", Map.of("kind", "cam", "where", "x"), Map.of()),
                        new Mapping("ioc", "b/{kind}", Map.of("kind", "wifi", "site", "Bàu Đồn"), Map.of()),
                        new Mapping(
                                "ioc",
                                "c/{site}/{device}",
                                Map.of(),
                                Map.of("a", "bau-don/cam/c", "b", "bau-don/wifi/bd-w9", "c", "bau-don/wifi/bd-w1"))))
                .containsExactly(
                        "[0].family: was \"frigat\" but must be one of " + Family.words(),
                        "[0].pattern: level 3 was \"b+\" but must be a literal, +, {site}, {kind}, {device}, {part},"
                                + " {stream} or, as the last one, # or {stream...}",
                        "[0].pattern: level 4 was \"{zone}\" but must be a literal, +, {site}, {kind}, {device}, {part},"
                                + " {stream} or, as the last one, # or {stream...}",
                        "[0].pattern: level 5 was \"{device...}\" but must be a literal, +, {site}, {kind}, {device},"
                                + " {part}, {stream} or, as the last one, # or {stream...}",
                        "[0].pattern: says no {site} but must (or give it under fixed, or list devices)",
                        "[0].pattern: says no {kind} but must (or give it under fixed, or list devices)",
                        "[0].pattern: says no {device} but must (or give it under fixed, or list devices)",
                        "[1].pattern: {site} was there twice but must be there once",
                        "[1].fixed.kind: was \"cam\" but must be counter, kiosk, tablet, camera or wifi",
                        "[1].fixed: was \"where\" but must be one of site, kind, device, part, stream",
                        "[1].pattern: says no {device} but must (or give it under fixed, or list devices)",
                        "[2].fixed.kind: is also in the pattern but must be in one place only",
                        "[2].fixed.site: was \"Bàu Đồn\" but must be a word of a-z, 0-9 and -",
                        "[2].pattern: says no {device} but must (or give it under fixed, or list devices)",
                        "[3].devices: already say the site (leave {site} out, use + for that level)",
                        "[3].devices.a: was \"bau-don/cam/c\" but must be site/kind/name or site/kind/name/part",
                        "[3].devices.b: was \"bau-don/wifi/bd-w9\" but must be a device of the places");
    }

    @Test
    void namesWhatYamlLeftEmpty() throws IOException {
        String yaml = "{family: collectd, pattern: 'c/{device}/#', devices: {a: }}";
        assertThat(problems(
                        new YAMLMapper().readValue(yaml, Mapping.class),
                        new YAMLMapper().readValue("{}", Mapping.class)))
                .containsExactly(
                        "[0].devices.a: was \"\" but must be site/kind/name or site/kind/name/part",
                        "[1].family: was \"\" but must be one of " + Family.words(),
                        "[1].pattern: was empty but must have levels",
                        "[1].pattern: says no {site} but must (or give it under fixed, or list devices)",
                        "[1].pattern: says no {kind} but must (or give it under fixed, or list devices)",
                        "[1].pattern: says no {device} but must (or give it under fixed, or list devices)");
    }

    @Test
    void twoMappingsMayNotTakeTheSameTopics() {
        Mapping one = new Mapping("collectd", "a/{device}/{stream...}", Map.of(), Map.of("x", "bau-don/wifi/bd-w1"));
        Mapping two = new Mapping("frigate", "a/{device}/{stream...}", Map.of(), Map.of("y", "bau-don/wifi/bd-w2"));
        assertThat(problems(one, two))
                .containsExactly(
                        "[1].pattern: takes the same topics as an earlier one but must differ (list all devices in one)");
        assertThatThrownBy(() -> Samples.topics(List.of(one, two)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("[1].pattern: takes the same topics");
    }

    @Test
    void withoutMappingsThereIsNothingToAskFor() {
        TopicMap topics = Samples.topics(List.of());
        assertThat(topics.filters()).isEmpty();
        assertThat(found(topics, "a/b")).isEqualTo("nothing");
        assertThat(found(topics, "")).isEqualTo("nothing");
    }
}
