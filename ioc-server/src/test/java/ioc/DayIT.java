package ioc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ioc.peer.Dashboard;
import ioc.peer.Ears;
import ioc.peer.Influxd;
import ioc.peer.Mosquitto;
import ioc.peer.Peer;
import ioc.peer.ServerProcess;
import ioc.sensor.simulate.Recount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A simulated day at 60 times real time through a real Mosquitto into a real InfluxDB: what the wall shows equals what a
 * witness at the broker counts. The properties {@code day.at} and {@code day.until} choose another part of the day.
 */
@SuppressWarnings("NullAway.Init")
@Tag("alone")
class DayIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final LocalTime AT = LocalTime.parse(System.getProperty("day.at", "09:40"));
    private static final LocalTime UNTIL = LocalTime.parse(System.getProperty("day.until", "10:30"));
    private static final int SPEED = 60;
    /**
     * Three real seconds at this speed. Counts are exact; times are as long as messages are quicker than two
     * seconds of the simulated clock, from where on a delay is taken for a clock that is wrong.
     */
    private static final long DELAY_MS = SPEED * 3_000L;

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    @TempDir
    Path folder;

    private Dashboard wall;

    @Test
    void theWallEqualsAnIndependentRecountAndTheSeriesHoldEveryReading() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(folder, "max_queued_messages 0");
                Influxd influxd = new Influxd(folder.resolve("influxd")).start();
                Ears witness = new Ears(mosquitto.url(), "ioc/1/#");
                ServerProcess server = ServerProcess.demo(
                        folder,
                        Map.of(
                                "IOC_BROKER_ENGINE",
                                "external",
                                "IOC_BROKER_URL",
                                mosquitto.url(),
                                "IOC_SERIES_ENGINE",
                                "influxdb",
                                "IOC_SERIES_URL",
                                influxd.url()),
                        "--as-configured",
                        "--at",
                        AT.toString(),
                        "--until",
                        UNTIL.toString(),
                        "--speed",
                        String.valueOf(SPEED))) {
            List<String> sites = new ArrayList<>();
            server.json("/api/v1/places")
                    .path("sites")
                    .forEach(site -> sites.add(site.path("id").asText()));
            List<String> topics = new ArrayList<>(List.of("overview", "health"));
            sites.forEach(site -> topics.add("site:" + site));
            try (Dashboard dashboard = Dashboard.at(server.url(), topics.toArray(String[]::new))) {
                wall = dashboard;
                awaitTheEnd(witness, server);
                assertThat(witness.lost()).isNull();
                List<Ears.Heard> heard = witness.all();
                compare(sites, heard);
                series(influxd.url(), heard);
            }
            assertThat(server.exceptions()).isEmpty();
        }
    }

    /** The clock stands at the end, nothing is said any more, and all of it is in the picture and in the store. */
    private void awaitTheEnd(Ears witness, ServerProcess server) {
        Peer.await(() -> "it goes on\n" + server.log(), () -> server.log().contains("goes on"));
        Duration whole = Duration.between(AT, UNTIL).dividedBy(SPEED).plus(Peer.PATIENCE);
        Peer.await("the clock comes to " + UNTIL + "\n" + server.log(), whole, () -> LocalTime.ofInstant(
                        Instant.ofEpochMilli(wall.now()), ZONE)
                .equals(UNTIL));
        long[] quiet = {System.nanoTime(), -1};
        Peer.await(
                () -> "everything has arrived; heard " + witness.count() + ", received " + ledger("received")
                        + ", pending " + ledger("pending") + "\n" + server.log(),
                () -> {
                    if (witness.count() != quiet[1]) {
                        quiet[0] = System.nanoTime();
                        quiet[1] = witness.count();
                    }
                    return System.nanoTime() - quiet[0] > Duration.ofSeconds(3).toNanos()
                            && wall.number("health", "ledger:mqtt", "received") == quiet[1]
                            && wall.number("health", "ledger:mqtt", "pending") == 0;
                });
    }

    private void compare(List<String> sites, List<Ears.Heard> heard) {
        Recount recount = new Recount();
        inOrder(heard).forEach(message -> recount.add(message.topic(), message.body()));
        Map<String, Integer> open = open(heard);
        Map<String, Row> counted = new TreeMap<>();
        Map<String, Row> shown = new TreeMap<>();
        int waiting = 0;
        int served = 0;
        for (String site : sites) {
            Recount.Figures figures = recount.site(site);
            counted.put(site, counted(figures, open.getOrDefault(site, 0)));
            waiting += figures.waiting();
            served += figures.served();
        }
        sites.forEach(site -> shown.put(site, shown(site)));
        System.out.printf(
                Locale.ROOT,
                "FIGURES %s-%s at %dx: %d messages, ledger received %d stored %d rejected %d pending %d%n",
                AT,
                UNTIL,
                SPEED,
                heard.size(),
                ledger("received"),
                ledger("stored"),
                ledger("rejected"),
                ledger("pending"));
        shown.forEach((site, figures) -> System.out.printf("FIGURES %-12s %s%n", site, figures));
        System.out.printf(
                "FIGURES times equal to the ms at %d of %d points%n",
                sites.stream()
                        .filter(site -> Objects.equals(shown.get(site), requireNonNull(counted.get(site))))
                        .count(),
                sites.size());
        assertThat(sites).allSatisfy(site -> assertThat(shown.get(site))
                .matches(
                        row -> row.isAs(requireNonNull(counted.get(site))), "as " + requireNonNull(counted.get(site))));
        assertThat(wall.number("overview", "totals", "waiting")).isEqualTo(waiting);
        assertThat(wall.number("overview", "totals", "served")).isEqualTo(served);
        assertThat(served).isPositive();
        assertThat(ledger("received")).isEqualTo(ledger("stored") + ledger("rejected") + ledger("pending"));
        assertThat(ledger("missing")).isZero();
        assertThat(ledger("rejected"))
                .as(() -> "rejected; as duplicates " + wall.number("health", "rejected:duplicate", "count"))
                .isEqualTo(heard.size() - distinct(heard, topic -> true));
    }

    private long ledger(String field) {
        return wall.number("health", "ledger:mqtt", field);
    }

    /**
     * What is known of a site.
     *
     * @param counts in words, for an exact comparison
     * @param times longest since, mean and p90 wait, ms; -1 when there is none
     */
    private record Row(String counts, List<Long> times) {
        boolean isAs(Row other) {
            for (int i = 0; i < times.size(); i++) {
                if (Math.abs(times.get(i) - other.times.get(i)) > DELAY_MS) {
                    return false;
                }
            }
            return counts.equals(other.counts);
        }
    }

    private static Row counted(Recount.Figures figures, int open) {
        return new Row(
                "arrived %d waiting %d serving %d served %d walk-aways %d ratings %d/%d/%d open %d"
                        .formatted(
                                figures.issued(),
                                figures.waiting(),
                                figures.serving(),
                                figures.served(),
                                figures.walkAways(),
                                figures.good(),
                                figures.middling(),
                                figures.bad(),
                                open),
                List.of(
                        figures.longestSince().map(Instant::toEpochMilli).orElse(-1L),
                        figures.meanWait().map(Duration::toMillis).orElse(-1L),
                        figures.p90Wait().map(Duration::toMillis).orElse(-1L)));
    }

    private Row shown(String site) {
        return new Row(
                "arrived %d waiting %d serving %d served %d walk-aways %d ratings %d/%d/%d open %d"
                        .formatted(
                                of(site, "arrived"),
                                of(site, "waiting"),
                                of(site, "serving"),
                                of(site, "served"),
                                of(site, "walkAways"),
                                of(site, "good"),
                                of(site, "mid"),
                                of(site, "bad"),
                                of(site, "countersOpen")),
                List.of(time(site, "longestSince"), time(site, "meanWaitMs"), time(site, "p90WaitMs")));
    }

    private long time(String site, String field) {
        JsonNode value = wall.shown("site:" + site, "site", field);
        return value.isNumber() ? value.asLong() : -1;
    }

    private long of(String site, String field) {
        return wall.number("site:" + site, "site", field);
    }

    /** In the order in which it happened: a point that lost its line tells it later, device by device. */
    private static List<Ears.Heard> inOrder(List<Ears.Heard> heard) {
        return heard.stream()
                .filter(message ->
                        message.topic().contains("/ticket/") || message.topic().endsWith("/rating"))
                .sorted(Comparator.comparingLong(
                        message -> json(message).path("ts").asLong()))
                .toList();
    }

    /** Per site, the counters that last said open and whose connection was not lost since. */
    private static Map<String, Integer> open(List<Ears.Heard> heard) {
        Map<String, String> states = new HashMap<>();
        Map<String, String> links = new HashMap<>();
        for (Ears.Heard message : heard) {
            String[] levels = message.topic().split("/", -1);
            if (levels.length == 6 && levels[3].equals("counter")) {
                Map<String, String> map =
                        switch (levels[5]) {
                            case "state" -> states;
                            case "status" -> links;
                            default -> new HashMap<>();
                        };
                map.put(levels[2] + "/" + levels[4], json(message).path("state").asText());
            }
        }
        Map<String, Integer> open = new HashMap<>();
        states.forEach((counter, state) -> {
            if (state.equals("open") && !Objects.equals(links.get(counter), "offline")) {
                open.merge(counter.substring(0, counter.indexOf('/')), 1, Integer::sum);
            }
        });
        return open;
    }

    private static JsonNode json(Ears.Heard message) {
        try {
            return JSON.readTree(message.body());
        } catch (IOException e) {
            throw new UncheckedIOException(message.topic(), e);
        }
    }

    /**
     * Messages that are not the same again: without an id, what one device says twice of one part at one instant is said
     * again, such as the heartbeat when the day goes on and the one that was due then.
     */
    private static long distinct(List<Ears.Heard> heard, Predicate<String> topics) {
        return heard.stream()
                .filter(message -> topics.test(message.topic()))
                .map(message -> {
                    JsonNode said = json(message);
                    String instant = message.topic()
                            + ' '
                            + said.path("ts").asText()
                            + ' '
                            + said.path("session").asText()
                            + said.path("zone").asText()
                            + said.path("radio").asText();
                    return said.path("id").asText(instant);
                })
                .distinct()
                .count();
    }

    private static void series(String influx, List<Ears.Heard> heard) throws Exception {
        Map<String, Long> expected = new TreeMap<>();
        Map<String, Long> stored = new TreeMap<>();
        // what gd-c2 says lies in the future and is kept at its arrival, and two of one millisecond are one point
        expected.put("people", distinct(heard, topic -> topic.endsWith("/people") && !topic.contains("/gd-c2/")));
        stored.put(
                "people",
                count(influx, "SELECT count(value) FROM level WHERE quantity = 'people' AND device != 'gd-c2'"));
        expected.put("stations", distinct(heard, topic -> topic.endsWith("/stations")));
        stored.put("stations", count(influx, "SELECT count(value) FROM level WHERE quantity = 'stations'"));
        expected.put("ticket", distinct(heard, topic -> topic.contains("/ticket/")));
        stored.put("ticket", count(influx, "SELECT count(label) FROM ticket"));
        expected.put("rating", distinct(heard, topic -> topic.endsWith("/rating")));
        stored.put("rating", count(influx, "SELECT count(score) FROM rating"));
        expected.put("tally", distinct(heard, topic -> topic.endsWith("/in") || topic.endsWith("/out")));
        stored.put("tally", count(influx, "SELECT count(total) FROM tally"));
        expected.put("health", distinct(heard, topic -> topic.endsWith("/health")));
        stored.put("health", count(influx, "SELECT count(well) FROM health"));
        System.out.println("FIGURES points " + stored);
        assertThat(stored).isEqualTo(expected);
    }

    private static long count(String influx, String query) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        influx + "/query?db=ioc&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body()).at("/results/0/series/0/values/0/1").asLong();
    }
}
