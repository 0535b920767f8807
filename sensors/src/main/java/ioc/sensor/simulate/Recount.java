package ioc.sensor.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An independent count from messages alone, to hold against the figures of a wall. It knows nothing of the simulation:
 * only topics and payloads of the own convention.
 *
 * <p>A wait is from issued, transferred or returned to the next called; each call ends one wait, also one that nobody
 * answers. Mean and p90 are over all waits that ended, p90 by nearest rank: the least wait that 90 % do not exceed.
 * Messages with an id count once.
 */
public final class Recount {
    private static final ObjectMapper JSON = new ObjectMapper();

    private enum Stage {
        WAITING,
        AT_COUNTER,
        OVER
    }

    private record Ticket(Stage stage, Instant since) {}

    private static final class Tally {
        private final Map<String, Ticket> tickets = new LinkedHashMap<>();
        private final List<Long> waits = new ArrayList<>();
        private final int[] scores = new int[3];
        private int issued;
        private int served;
        private int noShows;
        private int cancelled;
        private int strange;
    }

    /**
     * The count of one site.
     *
     * @param waiting issued, not called, not cancelled; or sent back or on and not called again
     * @param serving called or started, not over
     * @param longestSince since when who has waited longest now waits
     * @param good best score of the scale
     * @param bad worst score of the scale
     * @param strange steps that do not follow from the step before, such as called without issued
     */
    public record Figures(
            int issued,
            int served,
            int waiting,
            int serving,
            Optional<Instant> longestSince,
            int noShows,
            int cancelled,
            Optional<Duration> meanWait,
            Optional<Duration> p90Wait,
            int good,
            int middling,
            int bad,
            int strange) {
        public int walkAways() {
            return noShows + cancelled;
        }

        public int rated() {
            return good + middling + bad;
        }
    }

    private final Map<String, Tally> sites = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();

    public static Recount of(Iterable<Publication> publications) {
        Recount recount = new Recount();
        publications.forEach(publication -> recount.add(publication.topic(), publication.payload()));
        return recount;
    }

    /** Counts one message; messages must come in the order in which they were published. */
    public void add(String topic, byte[] payload) {
        List<String> levels = List.of(topic.split("/", -1));
        if (levels.size() < 6 || !levels.get(0).equals("ioc") || !levels.get(1).equals("1")) {
            return;
        }
        boolean step = levels.size() == 7 && levels.get(5).equals("ticket");
        boolean rating = levels.size() == 6 && levels.get(5).equals("rating");
        Tally tally = sites.computeIfAbsent(levels.get(2), site -> new Tally());
        if (step || rating) {
            JsonNode body = parse(topic, payload);
            if (!body.has("id") || seen.add(body.get("id").asText())) {
                if (step) {
                    step(tally, levels.get(6), body);
                } else {
                    rate(tally, body);
                }
            }
        }
    }

    private static JsonNode parse(String topic, byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(topic + ": was not JSON but must be", e);
        }
    }

    private static void rate(Tally tally, JsonNode body) {
        int score = body.get("score").asInt();
        int kind = score == 1 ? 2 : score == body.get("scale").asInt() ? 0 : 1;
        tally.scores[kind]++;
    }

    private static void step(Tally tally, String step, JsonNode body) {
        String label = body.get("ticket").asText();
        Instant at = Instant.ofEpochMilli(body.get("ts").asLong());
        Ticket before = tally.tickets.get(label);
        Stage was = before == null ? Stage.OVER : before.stage();
        switch (step) {
            case "issued" -> {
                tally.strange += before == null ? 0 : 1;
                tally.issued++;
                tally.tickets.put(label, new Ticket(Stage.WAITING, at));
            }
            case "called" -> {
                if (before == null || was != Stage.WAITING) {
                    tally.strange++;
                } else {
                    tally.waits.add(Duration.between(before.since(), at).toMillis());
                }
                tally.tickets.put(label, new Ticket(Stage.AT_COUNTER, at));
            }
            case "transferred", "returned" -> {
                tally.strange += was == Stage.AT_COUNTER ? 0 : 1;
                tally.tickets.put(label, new Ticket(Stage.WAITING, at));
            }
            case "served" -> {
                tally.strange += was == Stage.AT_COUNTER ? 0 : 1;
                tally.served++;
                tally.tickets.put(label, new Ticket(Stage.OVER, at));
            }
            case "no-show" -> {
                tally.strange += was == Stage.AT_COUNTER ? 0 : 1;
                tally.noShows++;
                tally.tickets.put(label, new Ticket(Stage.OVER, at));
            }
            case "cancelled" -> {
                tally.strange += was == Stage.WAITING ? 0 : 1;
                tally.cancelled++;
                tally.tickets.put(label, new Ticket(Stage.OVER, at));
            }
            default -> tally.strange += was == Stage.AT_COUNTER ? 0 : 1; // recalled, started
        }
    }

    /** Ids of all sites heard of, in alphabetical order. */
    public Set<String> sites() {
        return Collections.unmodifiableSet(sites.keySet());
    }

    public Figures site(String id) {
        Tally tally = sites.getOrDefault(id, new Tally());
        List<Long> waits = tally.waits.stream().sorted().toList();
        Optional<Duration> mean = waits.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(
                        Math.round(waits.stream().mapToLong(w -> w).average().orElse(0))));
        Optional<Duration> p90 = waits.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(waits.get((waits.size() * 9 + 9) / 10 - 1)));
        return new Figures(
                tally.issued,
                tally.served,
                count(tally, Stage.WAITING),
                count(tally, Stage.AT_COUNTER),
                tally.tickets.values().stream()
                        .filter(ticket -> ticket.stage() == Stage.WAITING)
                        .map(Ticket::since)
                        .min(Instant::compareTo),
                tally.noShows,
                tally.cancelled,
                mean,
                p90,
                tally.scores[0],
                tally.scores[1],
                tally.scores[2],
                tally.strange);
    }

    private static int count(Tally tally, Stage stage) {
        return (int) tally.tickets.values().stream()
                .filter(ticket -> ticket.stage() == stage)
                .count();
    }
}
