package ioc.series;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.follow.Dead;
import ioc.follow.StoreAway;
import ioc.series.Query.Aggregate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What every engine does alike. */
abstract class SeriesContract {
    static final Instant NINE = Instant.parse("2026-11-20T02:00:00Z");
    private Series series = new NoSeries();

    private String store = "";

    /** Opens the store of this name, which is empty at first and is kept for the length of the test. */
    abstract Series open(String store) throws Exception;

    @BeforeEach
    void openIt(TestInfo test) throws Exception {
        store = test.getDisplayName().replaceAll("\\W", "");
        series = open(store);
    }

    @AfterEach
    void closeIt() {
        series.close();
    }

    static Point level(String site, String device, long ms, double value) {
        return new Point(
                "level",
                new TreeMap<>(Map.of("site", site, "device", device)),
                Map.of("value", value),
                (NINE.toEpochMilli() + ms) * 1_000_000);
    }

    static Query ask(String measurement, String field, Aggregate aggregate, Map<String, String> tags) {
        return new Query(
                measurement,
                field,
                tags,
                NINE,
                NINE.plus(Duration.ofHours(1)),
                Duration.ofMinutes(10),
                aggregate,
                2000);
    }

    private double only(Aggregate aggregate) throws StoreAway {
        List<Sample> samples = series.query(ask("level", "value", aggregate, Map.of()));
        assertThat(samples).hasSize(1);
        assertThat(samples.get(0).at()).isEqualTo(NINE.toEpochMilli());
        return samples.get(0).value();
    }

    @Test
    void anEmptyStoreStandsAtZeroAndKnowsNothing() throws Exception {
        assertThat(series.position()).isZero();
        assertThat(series.query(ask("level", "value", Aggregate.MEAN, Map.of())))
                .isEmpty();
    }

    @Test
    void positionSurvivesACloseAndComesBack() throws Exception {
        series.write(List.of(level("bau-don", "bd-c2", 0, 3)), 41);
        series.write(List.of(), 42);
        series.close();
        series = open(store);
        assertThat(series.position()).isEqualTo(42);
        assertThat(only(Aggregate.COUNT)).isEqualTo(1);
    }

    @Test
    void valuesOfAStepBecomeOne() throws Exception {
        series.write(
                List.of(
                        level("bau-don", "bd-c2", 1000, 4),
                        level("bau-don", "bd-c2", 2000, 9),
                        level("bau-don", "bd-c2", 3000, 2)),
                1);
        assertThat(only(Aggregate.MEAN)).isEqualTo(5);
        assertThat(only(Aggregate.MIN)).isEqualTo(2);
        assertThat(only(Aggregate.MAX)).isEqualTo(9);
        assertThat(only(Aggregate.SUM)).isEqualTo(15);
        assertThat(only(Aggregate.COUNT)).isEqualTo(3);
        assertThat(only(Aggregate.FIRST)).isEqualTo(4);
        assertThat(only(Aggregate.LAST)).isEqualTo(2);
    }

    @Test
    void stepsAreAlignedToTheEpochAndEmptyOnesLeftOut() throws Exception {
        series.write(
                List.of(
                        level("bau-don", "bd-c2", 0, 1),
                        level("bau-don", "bd-c2", Duration.ofMinutes(25).toMillis(), 2)),
                1);
        assertThat(series.query(ask("level", "value", Aggregate.LAST, Map.of())))
                .containsExactly(
                        new Sample(NINE.toEpochMilli(), 1),
                        new Sample(NINE.plus(Duration.ofMinutes(20)).toEpochMilli(), 2));
    }

    @Test
    void theFirstInstantIsInsideAndTheLastIsNot() throws Exception {
        long hour = Duration.ofHours(1).toMillis();
        series.write(
                List.of(
                        level("bau-don", "bd-c2", -1, 1),
                        level("bau-don", "bd-c2", 0, 10),
                        level("bau-don", "bd-c2", hour - 1, 100),
                        level("bau-don", "bd-c2", hour, 1000)),
                1);
        assertThat(series.query(ask("level", "value", Aggregate.SUM, Map.of())).stream()
                        .mapToDouble(Sample::value)
                        .sum())
                .isEqualTo(110);
    }

    @Test
    void tagsChooseSeries() throws Exception {
        series.write(
                List.of(
                        level("bau-don", "bd-c2", 0, 1),
                        level("bau-don", "bd-c3", 0, 2),
                        level("cam-giang", "cg-c2", 0, 4),
                        level("tt-go-dau", "a, b=c'\"", 0, 8)),
                1);
        assertThat(only(Aggregate.SUM)).isEqualTo(15);
        assertThat(series.query(ask("level", "value", Aggregate.SUM, Map.of("site", "bau-don"))))
                .containsExactly(new Sample(NINE.toEpochMilli(), 3));
        assertThat(series.query(ask("level", "value", Aggregate.SUM, Map.of("site", "bau-don", "device", "bd-c3"))))
                .containsExactly(new Sample(NINE.toEpochMilli(), 2));
        assertThat(series.query(ask("level", "value", Aggregate.SUM, Map.of("device", "a, b=c'\""))))
                .containsExactly(new Sample(NINE.toEpochMilli(), 8));
        assertThat(series.query(ask("level", "value", Aggregate.SUM, Map.of("site", "nowhere"))))
                .isEmpty();
        assertThat(series.query(ask("level", "nothing", Aggregate.SUM, Map.of())))
                .isEmpty();
    }

    @Test
    void aRepeatReplacesAndANanosecondTellsPointsApart() throws Exception {
        Point first = level("bau-don", "bd-c2", 0, 5);
        Point beside = new Point(first.measurement(), first.tags(), Map.of("value", 6.0), first.time() + 1);
        series.write(List.of(first, beside, first), 1);
        series.write(List.of(first, beside), 2);
        series.write(List.of(new Point(first.measurement(), first.tags(), Map.of("value", 50.0), first.time())), 3);
        assertThat(only(Aggregate.COUNT)).isEqualTo(2);
        assertThat(only(Aggregate.SUM)).isEqualTo(56);
    }

    @Test
    void aRunningTotalIncreasesPerDeviceAndAResetAddsNothing() throws Exception {
        List<Point> points = new ArrayList<>();
        long[] door = {100, 104, 109, 2, 5};
        for (int i = 0; i < door.length; i++) {
            points.add(total("bd-c1", i, door[i]));
            points.add(total("bd-c4", i, 1000 + i));
        }
        series.write(points, 1);
        assertThat(series.query(ask("tally", "total", Aggregate.INCREASE, Map.of("site", "bau-don"))))
                .containsExactly(new Sample(NINE.toEpochMilli(), 4 + 5 + 3 + 4));
    }

    private static Point total(String device, int second, long total) {
        return new Point(
                "tally",
                new TreeMap<>(Map.of("site", "bau-don", "device", device)),
                Map.of("total", total),
                NINE.plusSeconds(second).toEpochMilli() * 1_000_000);
    }

    @Test
    void textsAreKeptAndCounted() throws Exception {
        Point point = new Point(
                "health",
                new TreeMap<>(Map.of("site", "bau-don")),
                Map.of("fault", "giấy \"kẹt\" \\ \n, =", "uptime_s", 77L),
                NINE.toEpochMilli() * 1_000_000);
        assertThat(series.write(List.of(point), 1)).isEmpty();
        assertThat(series.query(ask("health", "fault", Aggregate.COUNT, Map.of())))
                .containsExactly(new Sample(NINE.toEpochMilli(), 1));
        assertThat(series.query(ask("health", "uptime_s", Aggregate.LAST, Map.of())))
                .containsExactly(new Sample(NINE.toEpochMilli(), 77));
    }

    @Test
    void aFieldOfAnotherTypeIsDeadAndItsNeighboursLive() throws Exception {
        series.write(List.of(level("bau-don", "bd-c2", 0, 1)), 1);
        List<Point> points = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            points.add(level("bau-don", "bd-c2", i, 1));
        }
        points.add(17, wrong(100));
        points.add(31, wrong(101));
        List<Dead> dead = series.write(points, 2);
        assertThat(dead).hasSize(2).allSatisfy(letter -> assertThat(letter.item())
                .startsWith("level,"));
        assertThat(only(Aggregate.COUNT)).isEqualTo(41);
        assertThat(series.position()).isEqualTo(2);
    }

    private static Point wrong(long ms) {
        Point like = level("bau-don", "bd-c2", ms, 0);
        return new Point(like.measurement(), like.tags(), Map.of("value", 7L), like.time());
    }

    @Test
    void neverMoreThanAskedFor() throws Exception {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            points.add(level("bau-don", "bd-c2", i * 1000L, i));
        }
        series.write(points, 1);
        Query query = new Query(
                "level", "value", Map.of(), NINE, NINE.plusSeconds(600), Duration.ofSeconds(1), Aggregate.COUNT, 50);
        List<Sample> samples = series.query(query);
        assertThat(samples).hasSizeLessThanOrEqualTo(50).hasSizeGreaterThan(40);
        assertThat(samples.stream().mapToDouble(Sample::value).sum()).isEqualTo(600);
    }

    @Test
    void whatIsWrittenOnceMoreAfterARewindIsThereOnce() throws Exception {
        List<Point> points = List.of(level("bau-don", "bd-c2", 0, 3), level("bau-don", "bd-c2", 1000, 4));
        series.write(points, 200);
        series.rewind(300);
        assertThat(series.position()).as("never further").isEqualTo(200);
        series.rewind(100);
        assertThat(series.position()).isEqualTo(100);
        series.write(points, 200);
        assertThat(only(Aggregate.COUNT)).isEqualTo(2);
    }

    /** Stands where the real one comes before each test. */
    private static final class NoSeries implements Series {
        @Override
        public String engine() {
            return "none";
        }

        @Override
        public long position() {
            return 0;
        }

        @Override
        public void rewind(long position) {}

        @Override
        public List<Dead> write(List<Point> points, long position) {
            return List.of();
        }

        @Override
        public List<Sample> query(Query query) {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
