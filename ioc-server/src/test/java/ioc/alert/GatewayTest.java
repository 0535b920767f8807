package ioc.alert;

import static ioc.alert.AlertsTest.rule;
import static ioc.picture.District.at;
import static ioc.picture.District.heard;
import static ioc.picture.District.id;
import static ioc.picture.District.link;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.alert.Rule.Kind;
import ioc.picture.Cause;
import ioc.picture.District;
import ioc.picture.Picture;
import ioc.sensor.Reading;
import ioc.sensor.Reading.Presence.Link;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One alert for what hangs behind one device. At the point, camera {@code bd-c2} hangs behind camera {@code bd-c1}, and that
 * behind access point {@code bd-w1}. Cameras are silent after 100 s, the access point after 300, a counter after 600.
 */
class GatewayTest {
    private static final String W1 = "bau-don/wifi/bd-w1";
    private static final String C1 = "bau-don/camera/bd-c1";
    private static final String C2 = "bau-don/camera/bd-c2";

    private final Picture picture = District.picture();
    private final Alerts alerts = new Alerts(
            List.of(
                    rule(Kind.DEVICE_SILENT, 0, 0, 60, 60, true),
                    rule(Kind.SITE_SILENT, 0, 0, 30, 60, false),
                    rule(Kind.DEVICE_FAULT, 0, 0, 0, 0, false)),
            picture,
            Alerts.Frozen.EMPTY);
    private final List<String> told = new ArrayList<>();
    /** Who reports every ten seconds, and what is wrong with it. */
    private final Map<String, String> alive = new LinkedHashMap<>();

    @BeforeEach
    void allReport() {
        List.of("bd-q1", "bd-w1", "bd-c1", "bd-c2").forEach(device -> alive.put(device, ""));
        picture.apply(link("08:00", "bd-w1", Link.ONLINE, "08:00", "s1"));
        run("08:10");
        assertThat(told).isEmpty();
    }

    private void run(String until) {
        for (Instant now = picture.now().isBefore(at("08:00"))
                        ? at("08:00")
                        : picture.now().plusSeconds(1);
                !now.isAfter(at(until));
                now = now.plusSeconds(1)) {
            if (now.getEpochSecond() % 10 == 0) {
                for (Map.Entry<String, String> each : alive.entrySet()) {
                    @Nullable String fault = each.getValue().isEmpty() ? null : each.getValue();
                    picture.apply(
                            heard(now, new Reading.Health(id(each.getKey()), now, null, null, null, null, fault)));
                }
            }
            picture.tick(now);
            alerts.judge(now).forEach(turn -> told.add(line(turn)));
        }
    }

    private static String line(Turn turn) {
        String subject = turn.alert().cause().subject();
        LocalTime time = LocalTime.ofInstant(Instant.ofEpochMilli(turn.act().at()), District.ZONE);
        return time + " " + subject.substring(subject.indexOf('/') < 0 ? 0 : subject.lastIndexOf('/') + 1) + " "
                + turn.act().kind().word();
    }

    private void die(String... devices) {
        List.of(devices).forEach(alive::remove);
    }

    private Alert about(String subject) {
        return alerts.all().stream()
                .filter(alert -> alert.cause().subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private List<Cause> causes(String device) {
        return picture.causes(picture.device(id(device)).orElseThrow());
    }

    @Test
    void whatHangsBehindALostGatewayIsOneAlertWithIt() {
        die("bd-w1", "bd-c1", "bd-c2");
        picture.apply(link("08:10", "bd-w1", Link.OFFLINE, "08:00", "s1"));
        run("08:11:40");
        assertThat(told).containsExactly("08:11:01 bd-w1 raised");
        assertThat(about(W1).extent()).isEqualTo(new Alert.Extent(null, null, 1));
        run("08:15");
        assertThat(told).hasSize(1);
        assertThat(about(W1).extent()).isEqualTo(new Alert.Extent(null, null, 3, null, List.of(C1, C2)));
        assertThat(causes("bd-c2")).first().isEqualTo(new Cause(Cause.Kind.DEVICE, W1));

        alive.putAll(Map.of("bd-w1", "", "bd-c1", ""));
        run("08:16:09");
        assertThat(told).hasSize(1);
        assertThat(causes("bd-c2")).isEmpty();
        run("08:16:10");
        assertThat(told)
                .as("bd-c2 did not come back with it")
                .containsExactly("08:11:01 bd-w1 raised", "08:16:10 bd-c2 raised", "08:16:10 bd-w1 returned");
    }

    @Test
    void aDeviceThatIsDownAloneIsToldAloneUntilItsGatewayIsDownToo() {
        die("bd-c2");
        run("08:14");
        assertThat(told).containsExactly("08:12:41 bd-c2 raised");
        die("bd-w1", "bd-c1");
        picture.apply(link("08:14", "bd-w1", Link.OFFLINE, "08:00", "s1"));
        run("08:20");
        assertThat(told).containsExactly("08:12:41 bd-c2 raised", "08:15:01 bd-c2 folded", "08:15:01 bd-w1 raised");
        assertThat(about(C2).isWaiting()).isFalse();
        assertThat(about(C2).life().within()).isEqualTo(about(W1).id());
        alive.putAll(Map.of("bd-w1", "", "bd-c1", ""));
        run("08:20:10");
        assertThat(told).last().isEqualTo("08:20:10 bd-c2 unfolded");
        assertThat(about(C2).isWaiting()).isTrue();
    }

    @Test
    void theSiteGoesBeforeTheGateway() {
        die("bd-w1", "bd-c1", "bd-c2");
        picture.apply(link("08:10", "bd-w1", Link.OFFLINE, "08:00", "s1"));
        run("08:12");
        die("bd-q1");
        run("08:23");
        assertThat(told).containsExactly("08:11:01 bd-w1 raised", "08:22:31 bd-w1 folded", "08:22:31 bau-don raised");
        assertThat(alerts.all().stream().filter(Alert::isWaiting)).containsExactly(about("bau-don"));
        assertThat(causes("bd-c2"))
                .containsExactly(
                        new Cause(Cause.Kind.SITE, "bau-don"),
                        new Cause(Cause.Kind.DEVICE, W1),
                        new Cause(Cause.Kind.DEVICE, C1));
        alive.put("bd-q1", "");
        run("08:24:10");
        assertThat(told.subList(3, told.size()))
                .containsExactly("08:23:10 bd-w1 unfolded", "08:24:10 bau-don returned");
        assertThat(alerts.all().stream().filter(Alert::isActive)).containsExactly(about(W1));
    }

    @Test
    void theTopmostLostOneStandsForAll() {
        die("bd-c1", "bd-c2");
        run("08:13");
        assertThat(told).containsExactly("08:12:41 bd-c1 raised");
        assertThat(about(C1).extent().inside()).containsExactly(C2);
        die("bd-w1");
        run("08:20");
        assertThat(told).containsExactly("08:12:41 bd-c1 raised", "08:19:01 bd-c1 folded", "08:19:01 bd-w1 raised");
        assertThat(about(W1).extent().inside()).containsExactly(C1, C2);
    }

    @Test
    void whatIsStillHeardBehindALostGatewayStandsForItself() {
        die("bd-w1", "bd-c1");
        picture.apply(link("08:10", "bd-w1", Link.OFFLINE, "08:00", "s1"));
        alive.put("bd-c2", "signal-loss");
        run("08:15");
        assertThat(told).containsExactly("08:10:10 bd-c2 raised", "08:11:01 bd-w1 raised");
        assertThat(about(W1).extent().inside()).containsExactly(C1);
    }

    @Test
    void aGatewayWhoseRuleSleepsHidesNothing() {
        run("11:20");
        alive.put("bd-c1", "signal-loss");
        run("11:20:10");
        die("bd-w1", "bd-c1", "bd-c2");
        picture.apply(link("11:20:11", "bd-w1", Link.OFFLINE, "08:00", "s1"));
        run("11:29:59");
        assertThat(alerts.all().stream().filter(Alert::isWaiting)).containsExactly(about(W1));
        run("11:30");
        assertThat(about(C1).isWaiting()).isTrue();
        assertThat(told).endsWith("11:30 bd-c1 unfolded", "11:30 bd-w1 returned");
    }
}
