package ioc.sensor.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.simulate.Publication.Cause;
import ioc.sensor.simulate.Recount.Figures;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Day day(long seed) {
        return new District(Plan.goDau(), Story.goDau()).day(MONDAY, seed);
    }

    /** Counts the day once and stops at some times on the way. */
    private static void stopAt(Day day, List<String> times, BiConsumer<String, Recount> look) {
        Recount recount = new Recount();
        Iterator<Publication> rest = day.iterator();
        Publication next = rest.next();
        for (String time : times) {
            Instant instant = day.at(LocalTime.parse(time));
            while (next.at().isBefore(instant) && rest.hasNext()) {
                recount.add(next.topic(), next.payload());
                next = rest.next();
            }
            look.accept(time, recount);
        }
    }

    private static String digest(Day day) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Publication publication : day) {
            digest.update((publication.at() + " " + publication.topic() + " " + publication.cause()
                            + publication.retained() + publication.qos() + publication.text())
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void isTheSameDayByteForByteForTheSameSeed() throws Exception {
        assertThat(digest(day(1))).isEqualTo(digest(day(1)));
        assertThat(digest(day(1))).isNotEqualTo(digest(day(2)));
    }

    @Test
    void isInOrderOfTimeAndLazy() {
        Instant before = day(1).start();
        for (Publication publication : day(1)) {
            if (publication.at().isBefore(before)) {
                assertThat(publication.at()).as(publication.topic()).isAfterOrEqualTo(before);
            }
            before = publication.at();
        }
        Iterator<Publication> first = day(1).iterator();
        assertThat(first.next().cause()).isEqualTo(Cause.ONLINE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void accountsForEverybodyAtEveryHour(long seed) {
        List<String> times = List.of("07:30", "08:45", "09:40", "10:30", "12:00", "14:20", "17:29");
        stopAt(day(seed), times, (time, recount) -> {
            for (String site : recount.sites()) {
                Figures figures = recount.site(site);
                assertThat(figures.issued())
                        .as("%s %s", site, time)
                        .isEqualTo(figures.served() + figures.waiting() + figures.serving() + figures.walkAways());
                assertThat(figures.strange()).as("%s %s", site, time).isZero();
            }
        });
    }

    @Test
    void sendsEverybodyHomeForLunchAndInTheEvening() {
        stopAt(day(1), List.of("12:15", "17:29"), (time, recount) -> assertThat(recount.sites())
                .allSatisfy(site -> assertThat(recount.site(site).waiting()
                                + recount.site(site).serving())
                        .isZero()));
    }

    @Test
    void servesOneAtATimeAtEachCounterAndOnlyWhileItIsOpen() throws Exception {
        Map<String, String> atCounter = new HashMap<>();
        Map<DeviceId, String> states = new HashMap<>();
        for (Publication publication : day(3)) {
            JsonNode body = JSON.readTree(publication.payload());
            if (publication.topic().endsWith("/state")) {
                states.put(publication.device(), body.get("state").asText());
            }
            if (publication.device().kind() != DeviceKind.COUNTER
                    || !publication.topic().contains("/ticket/")) {
                continue;
            }
            String step = publication.topic().substring(publication.topic().lastIndexOf('/') + 1);
            String counter =
                    publication.device().site() + "/" + body.path("counter").asText();
            String ticket = body.get("ticket").asText();
            switch (step) {
                case "called" -> {
                    assertThat(atCounter.put(counter, ticket))
                            .as("%s calls %s", counter, ticket)
                            .isNull();
                    assertThat(states.get(publication.device())).isEqualTo("open");
                }
                case "served", "no-show", "transferred", "returned" ->
                    assertThat(atCounter.remove(counter)).isEqualTo(ticket);
                case "started", "recalled" -> assertThat(atCounter).containsEntry(counter, ticket);
                default -> assertThat(step).isIn("issued", "cancelled");
            }
        }
        assertThat(atCounter).isEmpty();
    }

    @Test
    void numbersTicketsPerServiceAndSiteFromOne() throws Exception {
        Map<String, Integer> last = new HashMap<>();
        for (Publication publication : day(1)) {
            if (publication.topic().endsWith("/ticket/issued")) {
                JsonNode body = JSON.readTree(publication.payload());
                String label = body.get("ticket").asText();
                char letter = "ABCDE"
                        .charAt(Plan.goDau()
                                .services()
                                .indexOf(body.get("service").asText()));
                String key = publication.device().site() + label.charAt(0);
                int number = last.merge(key, 1, Integer::sum);
                assertThat(label).isEqualTo("%s%03d".formatted(letter, number));
            }
        }
    }

    @Test
    void givesEachFactItsOwnIdAndEachLevelOfADeviceItsOwnTime() throws Exception {
        Set<String> ids = new HashSet<>();
        Set<String> times = new HashSet<>();
        for (Publication publication : day(1)) {
            JsonNode body = JSON.readTree(publication.payload());
            if (body.has("id")) {
                assertThat(ids.add(body.get("id").asText())).isTrue();
            }
            if (body.has("count") || body.has("total")) {
                String part = body.path("zone").asText() + body.path("radio").asText();
                if (!times.add(publication.topic() + part + body.get("ts").asLong())) {
                    assertThat(publication.text()).as(publication.topic()).isEqualTo("a time of its own");
                }
            }
        }
    }

    @Test
    void neverCountsLessThanNobody() throws Exception {
        for (Publication publication : day(2)) {
            JsonNode body = JSON.readTree(publication.payload());
            if (body.path("count").asLong(0) < 0 || body.path("total").asLong(0) < 0) {
                assertThat(publication.text()).as(publication.topic()).isEqualTo("nothing below zero");
            }
        }
    }

    @Test
    void letsTheHallCameraFollowThePeople() throws Exception {
        Map<String, List<Long>> seen = new HashMap<>();
        Day day = day(1);
        for (Publication publication : day) {
            if (publication.topic().equals("ioc/1/tt-go-dau/camera/gd-c2/people")) {
                LocalTime time = publication.at().atZone(Plan.goDau().zone()).toLocalTime();
                String hour = time.isAfter(LocalTime.of(9, 0)) && time.isBefore(LocalTime.of(10, 0))
                        ? "morning"
                        : time.isAfter(LocalTime.of(12, 20)) && time.isBefore(LocalTime.of(13, 10)) ? "lunch" : "else";
                seen.computeIfAbsent(hour, h -> new ArrayList<>())
                        .add(JSON.readTree(publication.payload()).get("count").asLong());
            }
        }
        assertThat(Objects.requireNonNull(seen.get("morning")).stream()
                        .mapToLong(Long::longValue)
                        .average()
                        .orElse(0))
                .isBetween(10.0, 40.0);
        assertThat(Objects.requireNonNull(seen.get("lunch"))).allMatch(count -> count == 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void tellsTheStoryOfTheMorning(long seed) {
        Day day = day(seed);
        stopAt(day, List.of("09:00", "09:36", "09:40", "10:10", "10:45"), (time, recount) -> {
            Duration bauDon = longest(recount, "bau-don", day.at(LocalTime.parse(time)));
            switch (time) {
                case "09:00" -> assertThat(bauDon).isLessThan(Duration.ofMinutes(29));
                case "09:36" -> assertThat(bauDon).isGreaterThan(Duration.ofMinutes(28));
                case "09:40" -> {
                    assertThat(recount.sites().stream()
                                    .mapToInt(site -> recount.site(site).waiting())
                                    .sum())
                            .isBetween(90, 130);
                    assertThat(recount.site("bau-don").waiting()).isBetween(16, 28);
                    assertThat(bauDon).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(50));
                    assertThat(longest(recount, "phuoc-dong", day.at(LocalTime.parse(time))))
                            .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(38));
                }
                case "10:10" -> {
                    Figures rated = recount.site("bau-don");
                    assertThat((double) rated.good() / rated.rated()).isLessThan(0.93);
                }
                default -> assertThat(bauDon).isLessThan(Duration.ofMinutes(20));
            }
        });
    }

    private static Duration longest(Recount recount, String site, Instant now) {
        return recount.site(site)
                .longestSince()
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO);
    }

    @Test
    void losesTheLineOfPhuocTrachAsAWholeAndTellsLaterWhatHappened() throws Exception {
        Day day = day(1);
        Instant from = day.at(LocalTime.of(9, 34, 8));
        Instant until = day.at(LocalTime.of(9, 52, 20));
        List<Publication> site = day.stream()
                .filter(publication -> publication.device().site().equals("phuoc-trach"))
                .toList();
        List<Publication> wills = site.stream()
                .filter(publication -> publication.cause() == Cause.CUT)
                .filter(publication ->
                        publication.at().isBefore(until) && !publication.at().isBefore(from))
                .toList();
        assertThat(wills).hasSize(10).allMatch(will -> will.text().startsWith("{\"state\":\"offline\",\"session\":"));
        assertThat(site)
                .filteredOn(publication -> publication.at().isAfter(from.plusSeconds(3))
                        && publication.at().isBefore(until))
                .isEmpty();
        boolean late = false;
        for (Publication publication : site) {
            if (publication.at().isAfter(until) && publication.topic().contains("/ticket/")) {
                Instant told = Instant.ofEpochMilli(
                        JSON.readTree(publication.payload()).get("ts").asLong());
                late |= Duration.between(told, publication.at()).toMinutes() >= 10;
            }
        }
        assertThat(late).isTrue();
    }

    @Test
    void jamsAKioskAndLetsACameraLieAboutItsClock() throws Exception {
        Day day = day(1);
        boolean jammed = false;
        for (Publication publication : day) {
            boolean within = publication.at().isAfter(day.at(LocalTime.of(9, 15, 4)))
                    && publication.at().isBefore(day.at(LocalTime.of(10, 5, 12)));
            if (publication.device().name().equals("ch-k2") && within) {
                JsonNode body = JSON.readTree(publication.payload());
                if (publication.topic().endsWith("/health")) {
                    assertThat(body.get("fault").asText()).isEqualTo("paper-jam");
                    jammed = true;
                }
                assertThat(publication.topic()).doesNotEndWith("/issued");
            }
            if (publication.topic().endsWith("gd-c2/people")) {
                assertThat(JSON.readTree(publication.payload()).get("ts").asLong()
                                - publication.at().toEpochMilli())
                        .isEqualTo(192_000);
            }
        }
        assertThat(jammed).isTrue();
    }

    @Test
    void livesOnAnyPlanWithoutAStory() {
        DeviceId counter = new DeviceId("a", DeviceKind.COUNTER, "a-q1");
        Plan plan = new Plan(
                Plan.goDau().zone(),
                List.of("passport"),
                List.of(
                        new Plan.Site("a", List.of("passport"), List.of(counter)),
                        new Plan.Site("b", List.of("passport"), List.of())));
        Recount recount = Recount.of(new District(plan, Story.none()).day(MONDAY, 9));
        assertThat(recount.site("a").served()).isPositive();
        assertThat(recount.site("b").issued()).isZero();
    }
}
