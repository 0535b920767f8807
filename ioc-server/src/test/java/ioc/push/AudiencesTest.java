package ioc.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import ioc.alert.Alerts;
import ioc.picture.District;
import ioc.picture.Limits;
import ioc.picture.Picture;
import ioc.picture.State;
import ioc.place.Org;
import ioc.place.Places;
import ioc.place.Site;
import ioc.place.Validity;
import ioc.sensor.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AudiencesTest {
    private static final Set<String> OWN = Set.of("go-dau");
    private static final Set<String> OTHER = Set.of("truong-mit");
    private static final LocalDate CHANGE = LocalDate.of(2026, 11, 26);

    private final MockClock time = new MockClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, time);
    private final List<Runnable> alarms = new ArrayList<>();
    private final Picture picture =
            new Picture(places(), District.judge(), Limits.STANDARD, District.FEEDS, State.EMPTY);
    private final Alerts alerts = new Alerts(List.of(), picture, Alerts.Frozen.EMPTY);
    private final Hub whole = new Hub(
            (millis, then) -> alarms.add(then),
            InstantSource.fixed(District.at("09:00")),
            meters,
            new Welcome("0.1.0", "abc", false, District.ZONE),
            new ioc.push.Limits(3, 3, 8, 500, 50, 3, 20, Duration.ofSeconds(30)),
            Audiences.topics(places(), site -> true));
    private final Audiences audiences = new Audiences(
            whole,
            picture,
            alerts,
            hub -> new Projection.Target() {
                @Override
                public void put(String topic, String key, Map<String, ?> fields) {
                    hub.put(topic, key, fields);
                }

                @Override
                public void remove(String topic, String key) {
                    hub.remove(topic, key);
                }
            },
            false);

    /** thanh-duc changes hands on 26/11/2026; many units besides. */
    private static Places places() {
        Places all = District.places();
        List<Org> orgs = new ArrayList<>(all.orgs());
        for (int i = 0; i < 40; i++) {
            orgs.add(new Org("o" + i, "o" + i, District.name("o" + i), null, Validity.ALWAYS, List.of(), List.of()));
        }
        return new Places(
                all.title(),
                all.zone(),
                orgs,
                List.copyOf(all.services()),
                all.sites().stream()
                        .map(site -> new Site(
                                site.id(),
                                site.name(),
                                site.id().equals("thanh-duc")
                                        ? List.of(
                                                new Site.Ownership("go-dau", new Validity(null, CHANGE)),
                                                new Site.Ownership("truong-mit", new Validity(CHANGE, null)))
                                        : site.owners(),
                                site.latitude(),
                                site.longitude(),
                                site.seats(),
                                site.waitLimit(),
                                site.fewestOpen(),
                                site.services(),
                                site.devices()))
                        .toList());
    }

    /** A dashboard at the end of a wire of memory. */
    private static final class Wall implements Wire {
        final List<String> texts = new ArrayList<>();

        @Nullable
        Close closed;

        @Override
        public boolean full() {
            return false;
        }

        @Override
        public boolean answers() {
            return false;
        }

        @Override
        public void send(String text, long resumeAt) {
            texts.add(text);
        }

        @Override
        public void probe() {}

        @Override
        public void close(Close why) {
            closed = why;
        }

        String last() {
            return texts.get(texts.size() - 1);
        }
    }

    private void begin() {
        picture.tick(District.at("09:00"));
        audiences.begin();
        whole.beforeTick(audiences::project);
    }

    private void tickAll() {
        audiences.changed();
        List<Runnable> due = List.copyOf(alarms);
        alarms.clear();
        due.forEach(Runnable::run);
    }

    private Wall joined(Set<String> scope, String caller, String join) {
        Wall wall = new Wall();
        audiences.of(scope).orElseThrow().open(wall, caller, caller).said(join);
        return wall;
    }

    private static String join(String... topics) {
        return "{\"type\":\"join\",\"topics\":[\"" + String.join("\",\"", topics) + "\"]}";
    }

    @Test
    void eachScopeHasItsOwnHubAndTheWholeIsTheFirst() {
        begin();
        assertThat(audiences.of(Set.of())).contains(whole);
        Hub own = audiences.of(OWN).orElseThrow();
        assertThat(audiences.of(Set.of("go-dau"))).contains(own);
        assertThat(own).isNotSameAs(whole);
        assertThat(own.epoch()).isNotEqualTo(whole.epoch());
        assertThat(own.offers("site:thanh-duc")).isTrue();
        assertThat(own.offers("site:bau-don")).isFalse();
        assertThat(own.text("overview")).contains("site:thanh-duc").doesNotContain("bau-don");
        assertThat(audiences.scopes()).isEqualTo(1);
    }

    @Test
    void changesReachThoseWhoSeeThemOnly() {
        begin();
        Wall own = joined(OWN, "a", join("devices"));
        Wall other = joined(OTHER, "b", join("devices"));
        int before = other.texts.size();
        picture.apply(District.level("09:00:01", "td-w1", Quantity.STATIONS, "phy0", 17));
        picture.tick(District.at("09:00:02"));
        tickAll();
        assertThat(own.texts).anyMatch(text -> text.contains("\"stations\":17"));
        assertThat(other.texts.subList(before, other.texts.size()).toString()).doesNotContain("thanh-duc", "17}");
    }

    @Test
    void whatRadiosSayStandsBesideTheirSumWhereThereAreSeveral() {
        begin();
        Wall own = joined(OWN, "a", join("devices"));
        picture.apply(District.level("09:00:01", "td-w1", Quantity.STATIONS, "phy0", 17));
        picture.apply(District.level("09:00:01", "td-w1", Quantity.STATIONS, "phy1", 4));
        picture.tick(District.at("09:00:02"));
        tickAll();
        assertThat(own.texts.toString())
                .contains("\"stations\":21", "\"parts\":{\"stations\":{\"phy0\":17,\"phy1\":4}}");
    }

    @Test
    void whatEverybodyMayKnowIsToldToAllAlsoLater() {
        begin();
        audiences.everywhere("overview", "setup", Map.of("journal", true));
        assertThat(audiences.of(OWN).orElseThrow().text("overview")).contains("\"journal\":true");
        audiences.everywhere("overview", "setup", Map.of("journal", false));
        assertThat(audiences.of(OWN).orElseThrow().text("overview")).contains("\"journal\":false");
        assertThat(whole.text("overview")).contains("\"journal\":false");
    }

    @Test
    void aResumeWithThePictureOfAnotherScopeBeginsAnew() {
        begin();
        joined(Set.of(), "a", join("overview"));
        String resume = "{\"type\":\"join\",\"topics\":[\"overview\"],\"epoch\":\"" + whole.epoch() + "\",\"seq\":1}";
        Wall own = joined(OWN, "b", resume);
        assertThat(own.last()).contains("\"full\":[\"overview\"]").doesNotContain("bau-don");
    }

    @Test
    void aPointThatChangesHandsOverNightIsSeenByItsNewOwnerOnly() {
        begin();
        Wall own = joined(OWN, "a", join("overview"));
        Wall other = joined(OTHER, "b", join("overview"));
        Wall all = joined(Set.of(), "c", join("overview"));
        picture.tick(District.at("2026-11-26T00:00"));
        tickAll();
        assertThat(own.closed).isEqualTo(Close.ACCESS_CHANGED);
        assertThat(other.closed).isEqualTo(Close.ACCESS_CHANGED);
        assertThat(all.closed).isNull();
        assertThat(audiences.of(OWN).orElseThrow().text("overview")).doesNotContain("thanh-duc");
        assertThat(audiences.of(OTHER).orElseThrow().text("overview")).contains("thanh-duc");
    }

    @Test
    void scopesAreBoundedAndThoseNobodyUsesAreForgotten() {
        begin();
        for (int i = 0; i < Audiences.MOST; i++) {
            assertThat(audiences.of(Set.of("o" + i))).isPresent();
        }
        assertThat(audiences.of(OWN)).isEqualTo(Optional.empty());
        assertThat(audiences.of(Set.of())).as("the whole is always there").isPresent();
        Wall wall = new Wall();
        audiences.of(Set.of("o1")).orElseThrow().open(wall, "a", "a");
        time.add(Duration.ofMillis(Audiences.KEPT_MS + 1));
        audiences.sweep();
        assertThat(audiences.scopes()).as("one is looked at").isEqualTo(1);
        assertThat(audiences.of(OWN)).isPresent();
        assertThat(wall.closed).isNull();
    }

    @Test
    void whoIsRevokedIsClosedInEveryHub() {
        begin();
        Wall whole1 = joined(Set.of(), "screen:a", join("overview"));
        Wall own = joined(OWN, "screen:a", join("overview"));
        Wall other = joined(OWN, "screen:b", join("overview"));
        assertThat(audiences.viewers()).extracting(Viewer::number).containsExactly(1L, 2L, 3L);
        assertThat(whole.isFull("screen:c")).as("sessions are bounded in all").isTrue();
        audiences.revoke("screen:a");
        assertThat(List.of(Optional.ofNullable(whole1.closed), Optional.ofNullable(own.closed)))
                .containsOnly(Optional.of(Close.REVOKED));
        assertThat(other.closed).isNull();
        assertThat(audiences.viewers()).hasSize(1);
        assertThat(meters.get("ioc.push.sessions").gauge().value()).isEqualTo(1);
    }

    @Test
    void aScopeThatWasForgottenIsWatchedNoMore() {
        begin();
        assertThat(audiences.of(OWN)).isPresent();
        time.add(Duration.ofMillis(Audiences.KEPT_MS + 1));
        audiences.sweep();
        assertThat(audiences.scopes()).isZero();
        Instant later = District.at("09:01");
        picture.tick(later);
        tickAll();
        assertThat(picture.now()).isEqualTo(later);
    }
}
