package ioc.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.follow.Follower;
import ioc.follow.Follower.Limits;
import ioc.follow.ListFeed;
import ioc.follow.Progress;
import ioc.follow.StoreAway;
import ioc.journal.Entry;
import ioc.peer.Influxd;
import ioc.peer.Peer;
import ioc.series.Query.Aggregate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** InfluxDB hangs, dies, comes back empty or late: afterwards every entry of the journal is there exactly once. */
@SuppressWarnings("NullAway.Init")
class InfluxAwayIT {
    private static final int EACH = 4_000;

    @TempDir
    Path folder;

    private final ListFeed feed = new ListFeed();
    private Influxd influxd;
    private InfluxSeries series;
    private Follower<Point> follower;

    @BeforeEach
    void prepare() throws Exception {
        influxd = new Influxd(folder.resolve("influxd"));
        series = open("ioc");
    }

    @AfterEach
    void stop() {
        series.close();
        influxd.close();
    }

    private InfluxSeries open(String database) {
        return new InfluxSeries(
                new InfluxSeries.Target(influxd.url(), database, "", "", ""), folder.resolve("series.position"));
    }

    private void follow() {
        follower = new Follower<>(
                        "series",
                        feed,
                        InfluxAwayIT::points,
                        series,
                        new Limits(500, Duration.ofMillis(20)),
                        folder.resolve("dead.txt"))
                .start();
    }

    private static List<Point> points(Entry entry) {
        return List.of(new Point(
                "level",
                new TreeMap<>(Map.of("device", "d" + entry.position() % 7)),
                Map.of("value", (double) entry.position()),
                (SeriesContract.NINE.toEpochMilli() + entry.position()) * 1_000_000));
    }

    private void load() {
        for (int i = 0; i < EACH; i++) {
            feed.add("m");
        }
    }

    private void untilCaughtUp() {
        Peer.await(
                "it has caught up",
                () -> follower.progress().state() == Progress.State.FOLLOWING
                        && follower.progress().lag() == 0);
    }

    private double count() throws StoreAway {
        return series.query(SeriesContract.ask("level", "value", Aggregate.COUNT, Map.of())).stream()
                .mapToDouble(Sample::value)
                .sum();
    }

    @Test
    void aHangAndADeathUnderLoadLoseNothingAndCountNothingTwice() throws Exception {
        influxd.start();
        follow();
        load();
        influxd.freeze();
        load();
        Peer.await("it is away", () -> follower.progress().state() == Progress.State.AWAY);
        load();
        influxd.thaw();
        untilCaughtUp();
        load();
        influxd.kill();
        load();
        Peer.await("it is away", () -> follower.progress().state() == Progress.State.AWAY);
        assertThat(follower.progress().error()).contains(influxd.url());
        influxd.start();
        load();
        untilCaughtUp();
        follower.close();
        assertThat(count()).isEqualTo(6 * EACH);
        assertThat(follower.progress().written()).isEqualTo(6 * EACH);
        assertThat(follower.progress().dead()).isZero();
        assertThat(series.position()).isEqualTo(6 * EACH);
    }

    @Test
    void aStoreThatComesLateGetsEverything() throws Exception {
        load();
        follow();
        Peer.await("it is away", () -> follower.progress().state() == Progress.State.AWAY);
        influxd.start();
        untilCaughtUp();
        follower.close();
        assertThat(count()).isEqualTo(EACH);
        assertThat(series.engine()).startsWith("InfluxDB 1.");
    }

    @Test
    void aLostPositionRepeatsWithoutCountingTwice() throws Exception {
        influxd.start();
        load();
        follow();
        untilCaughtUp();
        follower.close();
        Files.delete(folder.resolve("series.position"));
        follow();
        untilCaughtUp();
        follower.close();
        assertThat(follower.progress().written()).isEqualTo(EACH);
        assertThat(count()).isEqualTo(EACH);
    }

    @Test
    void anotherDatabaseIsFilledFromTheBeginning() throws Exception {
        influxd.start();
        series.write(points(new Entry(1, 1, Entry.Kind.MESSAGE, "mqtt", "m", false, new byte[0])), 1);
        assertThat(series.position()).isEqualTo(1);
        try (InfluxSeries other = open("other")) {
            assertThat(other.position()).isZero();
        }
    }

    @Test
    void aDatabaseThatWasDroppedIsMadeAgain() throws Exception {
        influxd.start();
        List<Point> points = points(new Entry(1, 1, Entry.Kind.MESSAGE, "mqtt", "m", false, new byte[0]));
        series.write(points, 1);
        try (org.influxdb.InfluxDB client = org.influxdb.InfluxDBFactory.connect(influxd.url())) {
            client.query(new org.influxdb.dto.Query("DROP DATABASE ioc"));
        }
        series.write(points, 2);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aWrongRetentionPolicyNeedsAPersonOrKillsNoPointSilently() throws Exception {
        influxd.start();
        try (InfluxSeries wrong = new InfluxSeries(
                new InfluxSeries.Target(influxd.url(), "ioc", "", "", "nowhere"), folder.resolve("other.position"))) {
            assertThatThrownBy(() -> wrong.write(
                            points(new Entry(1, 1, Entry.Kind.MESSAGE, "mqtt", "m", false, new byte[0])), 1))
                    .isInstanceOf(StoreAway.class);
        }
    }

    @Test
    void aWrongAddressNeedsAPersonWhenItIsNone() {
        try (InfluxSeries wrong =
                new InfluxSeries(new InfluxSeries.Target("no address", "ioc", "", "", ""), folder.resolve("p"))) {
            assertThatThrownBy(wrong::position).isInstanceOf(StoreAway.class);
        }
    }
}
