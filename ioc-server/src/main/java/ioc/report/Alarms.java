package ioc.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The alerts raised in a time, against what an operator can bear: EEMUA 191 (on average one in ten minutes; ten in ten minutes are
 * a flood, until there are fewer than five) and shares of 5, 15 and 80 percent.
 *
 * @param priorities counts by word, most urgent first; also those without any
 * @param rules most frequent first, at most ten
 * @param days every day of the time
 * @param acceptance how long it took until somebody accepted one
 * @param load of one operator
 * @param longest of those nobody accepted, the one that lasted longest
 */
public record Alarms(
        long count,
        Map<String, Long> priorities,
        List<Rule> rules,
        Map<LocalDate, Long> days,
        Acceptance acceptance,
        Load load,
        @Nullable Longest longest) {
    private static final long WINDOW_MS = Duration.ofMinutes(10).toMillis();
    private static final int FLOOD = 10;
    private static final int FLOOD_ENDS = 5;
    private static final int MOST_RULES = 10;
    /** Of a hundred alerts, by priority, the most urgent first. */
    public static final List<Integer> GOAL = List.of(5, 15, 80);

    /** One alert; epoch ms, null is not yet. */
    public record Fact(
            String id,
            String rule,
            String priority,
            @Nullable String site,
            long raisedAt,
            @Nullable Long clearedAt,
            @Nullable Long acceptedAt) {}

    /** How often a rule was broken with a priority. */
    public record Rule(String rule, String priority, long count) {}

    /** Median and p90 are the nearest rank; null while nothing was accepted. */
    public record Acceptance(
            long accepted,
            @Nullable Long medianMs,
            @Nullable Long p90Ms) {}

    /**
     * What one operator had to look at.
     *
     * @param hours of duty; those outside are counted as well
     * @param perHour null where there were no hours
     * @param peak most within ten minutes
     * @param floods times of ten or more within ten minutes
     */
    public record Load(double hours, @Nullable Double perHour, int peak, int floods) {}

    public record Longest(String id, String rule, @Nullable String site, long ms) {}

    public Alarms {
        priorities = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(priorities));
        rules = List.copyOf(rules);
        days = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(days));
    }

    /**
     * Adds up.
     *
     * @param facts raised from {@code from} on and before {@code end}
     * @param words of all priorities, most urgent first
     * @param duty hours of duty of one operator in that time
     */
    public static Alarms of(
            List<Fact> facts, List<String> words, Instant from, Instant end, ZoneId zone, Duration duty) {
        Map<String, Long> priorities = new LinkedHashMap<>();
        words.forEach(word -> priorities.put(word, 0L));
        Map<List<String>, Long> rules = new TreeMap<>(
                Comparator.comparing((List<String> key) -> key.get(0)).thenComparing(key -> key.get(1)));
        Map<LocalDate, Long> days = new LinkedHashMap<>();
        for (LocalDate day = LocalDate.ofInstant(from, zone);
                day.atStartOfDay(zone).toInstant().isBefore(end);
                day = day.plusDays(1)) {
            days.put(day, 0L);
        }
        List<Long> waits = new ArrayList<>();
        Longest longest = null;
        for (Fact fact : facts) {
            priorities.merge(fact.priority(), 1L, Long::sum);
            rules.merge(List.of(fact.rule(), fact.priority()), 1L, Long::sum);
            days.merge(LocalDate.ofInstant(Instant.ofEpochMilli(fact.raisedAt()), zone), 1L, Long::sum);
            Long accepted = fact.acceptedAt();
            if (accepted != null) {
                waits.add(Math.max(0, accepted - fact.raisedAt()));
            } else {
                Long cleared = fact.clearedAt();
                long ms = Math.min(cleared == null ? Long.MAX_VALUE : cleared, end.toEpochMilli()) - fact.raisedAt();
                if (longest == null || ms > longest.ms()) {
                    longest = new Longest(fact.id(), fact.rule(), fact.site(), Math.max(0, ms));
                }
            }
        }
        waits.sort(null);
        List<Rule> top = rules.entrySet().stream()
                .map(entry -> new Rule(entry.getKey().get(0), entry.getKey().get(1), entry.getValue()))
                .sorted(Comparator.comparingLong(Rule::count).reversed())
                .limit(MOST_RULES)
                .toList();
        return new Alarms(
                facts.size(),
                priorities,
                top,
                days,
                new Acceptance(waits.size(), rank(waits, 50), rank(waits, 90)),
                load(facts, duty),
                longest);
    }

    private static @Nullable Long rank(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? null : sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }

    private static Load load(List<Fact> facts, Duration duty) {
        long[] raised = facts.stream().mapToLong(Fact::raisedAt).sorted().toArray();
        ArrayDeque<Long> window = new ArrayDeque<>();
        int peak = 0;
        int floods = 0;
        boolean isFlood = false;
        for (long at : raised) {
            while (!window.isEmpty() && window.getFirst() <= at - WINDOW_MS) {
                window.removeFirst();
            }
            isFlood = isFlood && window.size() + 1 >= FLOOD_ENDS;
            window.addLast(at);
            peak = Math.max(peak, window.size());
            if (!isFlood && window.size() >= FLOOD) {
                isFlood = true;
                floods++;
            }
        }
        double hours = duty.toMillis() / 3_600_000.0;
        return new Load(hours, hours > 0 ? Double.valueOf(raised.length / hours) : null, peak, floods);
    }
}
