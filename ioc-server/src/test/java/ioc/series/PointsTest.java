package ioc.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PointsTest {
    static final Instant NOW = Instant.parse("2026-11-20T02:00:00.123Z");
    private static final DeviceId COUNTER = new DeviceId("bau-don", DeviceKind.COUNTER, "bd-q1");
    private static final DeviceId CAMERA = new DeviceId("bau-don", DeviceKind.CAMERA, "bd-c2");

    private static Point one(Reading reading) {
        List<Point> points = Points.of(reading, NOW, false);
        assertThat(points).hasSize(1);
        return points.get(0);
    }

    private static Reading people(@Nullable Instant observedAt, double count) {
        return new Reading.Level(CAMERA, observedAt, Quantity.PEOPLE, "hall", count);
    }

    private static Reading passed(String id) {
        return new Reading.Tally(CAMERA, NOW, id, Reading.Tally.Direction.IN, "door", 1, false);
    }

    private static Reading called(String id, @Nullable String counter) {
        return new Reading.TicketStep(COUNTER, NOW, id, Reading.TicketStep.Step.CALLED, null, "A012", null, counter);
    }

    /** Together they have every tag and field there is. */
    static List<Reading> oneOfEachKind() {
        return List.of(
                new Reading.Presence(COUNTER, NOW, Reading.Presence.Link.SLEEPING, "s"),
                new Reading.Health(COUNTER, NOW, 5L, "1.2", -61, 0, null),
                new Reading.Health(COUNTER, null, null, null, null, null, "paper-jam"),
                new Reading.Fault(CAMERA, NOW, "signal-loss", true),
                called("id", "bd-q1"),
                new Reading.TicketStep(COUNTER, NOW, "id", Reading.TicketStep.Step.ISSUED, null, "A013", "land", null),
                new Reading.CounterState(COUNTER, NOW, Reading.CounterState.State.PAUSED, List.of("land")),
                new Reading.Rating(COUNTER, NOW, "id", 3, 3, "bd-q1", "slow"),
                people(NOW, 3),
                new Reading.Level(CAMERA, NOW, Quantity.SIGNAL, "", -60),
                new Reading.Tally(CAMERA, NOW, null, Reading.Tally.Direction.IN, "door", 188, true),
                new Reading.Tally(CAMERA, NOW, null, Reading.Tally.Direction.OUT, "door", 2, false));
    }

    @Test
    void aLevelKeepsItsQuantityPartAndValue() {
        Point point = one(people(NOW, 12));
        assertThat(LineProtocol.line(point))
                .startsWith("level,device=bd-c2,kind=camera,part=hall,quantity=people,site=bau-don value=12.0 1795");
        assertThat(point.time() / 1_000_000).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void aSecondDeliveryIsTheSamePointThoughItCameLater() {
        for (Reading reading : oneOfEachKind()) {
            Point first = one(reading);
            if (reading.observedAt() != null) {
                Point again = Points.of(reading, NOW.plusSeconds(70), false).get(0);
                assertThat(again.time()).as(first.measurement()).isEqualTo(first.time());
                assertThat(again.tags()).isEqualTo(first.tags());
            }
        }
    }

    @Test
    void readingsOfOneMillisecondAreDifferentPoints() {
        Set<Long> times = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            times.add(one(called("visit-" + i, "bd-q1")).time());
        }
        assertThat(times).hasSizeGreaterThanOrEqualTo(299);
        assertThat(one(people(NOW, 1)).time()).isNotEqualTo(one(people(NOW, 2)).time());
        assertThat(one(passed("a")).time()).isNotEqualTo(one(passed("b")).time());
    }

    @Test
    void aClockAheadOfOursIsReplacedAndOneBehindIsKept() {
        Instant late = NOW.minus(Duration.ofHours(3));
        assertThat(one(people(late, 1)).time() / 1_000_000).isEqualTo(late.toEpochMilli());
        assertThat(one(people(NOW.plusSeconds(3), 1)).time() / 1_000_000).isEqualTo(NOW.toEpochMilli());
        assertThat(one(people(NOW.plusSeconds(2), 1)).time() / 1_000_000)
                .isEqualTo(NOW.plusSeconds(2).toEpochMilli());
        assertThat(one(people(null, 1)).time() / 1_000_000).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void aRetainedMessageWithoutTimeIsNoPoint() {
        assertThat(Points.of(people(null, 1), NOW, true)).isEmpty();
        assertThat(Points.of(people(NOW, 1), NOW, true)).hasSize(1);
    }

    @Test
    void everyFieldHasOneTypeAndNoTagHasItsName() {
        Map<String, Object> types = new HashMap<>();
        List<Point> points = new ArrayList<>();
        oneOfEachKind().forEach(reading -> points.add(one(reading)));
        points.addAll(Points.of(minute()));
        for (Point point : points) {
            point.fields().forEach((field, value) -> {
                Object type = Point.Type.of(value);
                Object before = types.putIfAbsent(point.measurement() + "." + field, type);
                assertThat(before).as(field).isIn(null, type);
            });
        }
        assertThat(types)
                .containsEntry("tally.total", Point.Type.INTEGER)
                .containsEntry("tally.passed", Point.Type.INTEGER)
                .containsEntry("rating.share", Point.Type.FLOAT)
                .containsEntry("site_minute.satisfaction", Point.Type.FLOAT)
                .containsEntry("ticket.label", Point.Type.TEXT);
    }

    static Minute minute() {
        return new Minute(
                NOW.toEpochMilli(),
                List.of(
                        new Minute.Site("bau-don", 23, 2280, 2, 88, 120, 4, 2, 31, 0.91, 412L, 0.75),
                        new Minute.Site("cap-huyen", 0, 0, 0, 0, 0, 0, 0, null, null, null, null)),
                List.of(new Minute.Dossiers("phong-kinh-te", 40, 5, 2, 3, 1, 100, 4)));
    }

    @Test
    void aMinuteComesBackFromItsJsonAndUnknownIsLeftOut() {
        assertThat(Minute.fromJson(minute().toJson())).isEqualTo(minute());
        List<Point> points = Points.of(minute());
        assertThat(points)
                .extracting(Point::measurement)
                .containsExactly("site_minute", "site_minute", "dossier_minute");
        assertThat(points.get(0).fields()).containsEntry("people", 31L).containsEntry("longest_wait_s", 2280L);
        assertThat(points.get(1).fields()).doesNotContainKeys("people", "satisfaction");
        assertThatThrownBy(() -> Minute.fromJson(new byte[] {'{'})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatMustNotBeStoredIsRefusedAtBirth() {
        TreeMap<String, String> tags = new TreeMap<>(Map.of("site", "bau-don"));
        assertThatThrownBy(() -> new Point("level", tags, Map.of("site", 1L), 1))
                .hasMessage("site: was tag and field but must be one of them");
        assertThatThrownBy(() -> new Point("level", tags, Map.of("value", Double.NaN), 1))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Point("level", tags, Map.of("value", 1), 1))
                .hasMessageContaining("was 1");
        assertThatThrownBy(() -> new Point("a b", tags, Map.of("value", 1L), 1)).hasMessageContaining("a b");
        assertThatThrownBy(() -> new Point("level", tags, Map.of("time", 1L), 1))
                .hasMessageContaining("time");
    }
}
