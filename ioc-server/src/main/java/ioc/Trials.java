package ioc;

import ioc.alert.Act;
import ioc.alert.Alert;
import ioc.alert.Priority;
import ioc.alert.Rule;
import ioc.alert.Turn;
import ioc.calendar.WorkingCalendar;
import ioc.follow.StoreAway;
import ioc.records.AlertRows;
import ioc.records.Records;
import ioc.report.Alarms;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Alerts judged once more, by the rules of then or by others, and what they asked of people. Blocks. */
final class Trials {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MOST_ALERTS = 20_000;
    private static final int MOST_ACTS = 100_000;
    private static final int MOST_SPANS = 500;

    private final ZoneId zone;
    private final WorkingCalendar calendar;
    private final Replay replay;
    private final Records records;

    Trials(Settings settings, Replay replay, Records records) {
        this.zone = settings.config().places().zone();
        this.calendar = settings.judge().calendars().usual();
        this.replay = replay;
        this.records = records;
    }

    /** Whether the journal raises an alert again, at the same second and from the same readings. */
    Map<String, @Nullable Object> again(Alert alert) throws IOException {
        long raised = alert.handling().acts().stream()
                .filter(act -> act.kind() == Act.Kind.RAISED || act.kind() == Act.Kind.RERAISED)
                .mapToLong(Act::at)
                .max()
                .orElse(alert.raisedAt());
        List<Alert> found = new ArrayList<>();
        Replay.Told told = replay.tell(
                Instant.ofEpochMilli(raised), Instant.ofEpochMilli(raised), null, LONGEST, turns -> turns.stream()
                        .map(Turn::alert)
                        .filter(other -> other.id().equals(alert.id()))
                        .forEach(found::add));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        Alert again = found.isEmpty() ? null : found.get(0);
        answer.put("raisedAt", raised);
        answer.put("toldUntil", told.until().toEpochMilli());
        answer.put("isRaised", again != null);
        answer.put(
                "isSame",
                again != null
                        && again.why().equals(alert.why())
                        && again.cause().equals(alert.cause()));
        answer.put("why", again == null ? null : again.why());
        return answer;
    }

    /** What a rule would have raised in the last days, beside what was raised by its versions of then. */
    Map<String, @Nullable Object> preview(Rule rule, int days, Instant now) throws IOException, StoreAway {
        LocalDate today = LocalDate.ofInstant(now, zone);
        Instant from = today.minusDays(days - 1L).atStartOfDay(zone).toInstant();
        Spans spans = new Spans(rule.id());
        Replay.Told told = replay.tell(from, now, rule, LONGEST, spans::take);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("from", Math.max(from.toEpochMilli(), told.from().toEpochMilli()));
        answer.put("until", told.until().toEpochMilli());
        answer.put("isWhole", now.toEpochMilli() - told.until().toEpochMilli() < 2_000);
        answer.put("raised", spans.raised);
        answer.put("before", raised(rule.id(), told.from(), told.until()));
        answer.put("most", spans.most);
        answer.put("mostAt", spans.mostAt == 0 ? null : spans.mostAt);
        List<Object> shown = new ArrayList<>();
        for (LocalDate day = today.minusDays(days - 1L); !day.isAfter(today); day = day.plusDays(1)) {
            long begin = day.atStartOfDay(zone).toInstant().toEpochMilli();
            long end = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
            shown.add(Map.of(
                    "day", day.toString(),
                    "isWorked", calendar.isWorked(day),
                    "begin", begin,
                    "spans", spans.within(begin, end, told.until().toEpochMilli())));
        }
        answer.put("days", shown);
        return answer;
    }

    /** How often the versions of then raised, and raised again. */
    private long raised(String rule, Instant from, Instant until) throws StoreAway {
        return records.alertActs(from.toEpochMilli(), until.toEpochMilli() + 1, MOST_ACTS).stream()
                .filter(past -> past.alert().startsWith(rule + "."))
                .filter(past ->
                        past.act().kind() == Act.Kind.RAISED || past.act().kind() == Act.Kind.RERAISED)
                .count();
    }

    /** When alerts of one rule were active. */
    private static final class Spans {
        private final String rule;
        private final Map<String, long[]> open = new LinkedHashMap<>();
        private final List<long[]> all = new ArrayList<>();
        private int raised;
        private int most;
        private long mostAt;

        private Spans(String rule) {
            this.rule = rule;
        }

        private void take(List<Turn> turns) {
            for (Turn turn : turns) {
                if (!turn.alert().cause().rule().equals(rule)) {
                    continue;
                }
                switch (turn.act().kind()) {
                    case RAISED, RERAISED -> begin(turn);
                    case RETURNED, CLEARED -> end(turn);
                    default -> {}
                }
            }
        }

        private void begin(Turn turn) {
            raised++;
            long[] span = {turn.act().at(), Long.MAX_VALUE};
            open.put(turn.alert().id(), span);
            if (all.size() < MOST_SPANS) {
                all.add(span);
            }
            if (open.size() > most) {
                most = open.size();
                mostAt = turn.act().at();
            }
        }

        private void end(Turn turn) {
            long[] span = open.remove(turn.alert().id());
            if (span != null) {
                span[1] = turn.act().at();
            }
        }

        private List<List<Long>> within(long begin, long end, long until) {
            return all.stream()
                    .filter(span -> span[0] < end && span[1] > begin)
                    .map(span -> List.of(Math.max(begin, span[0]), Math.min(Math.min(end, span[1]), until)))
                    .toList();
        }
    }

    /** How many accepted something on a worked day, on average; at least one did, though nobody may have. */
    private double operators(Map<LocalDate, Set<String>> onDuty, Instant from, Instant until) {
        LocalDate last = LocalDate.ofInstant(until, zone);
        return LocalDate.ofInstant(from, zone)
                .datesUntil(last.plusDays(1))
                .filter(calendar::isWorked)
                .mapToInt(day -> Math.max(1, onDuty.getOrDefault(day, Set.of()).size()))
                .average()
                .orElse(1);
    }

    /** Against EEMUA 191: one alarm in ten minutes for one operator is what people can bear, ten are a flood. */
    Map<String, @Nullable Object> figures(int days, Instant now) throws StoreAway {
        long from = LocalDate.ofInstant(now, zone)
                .minusDays(days - 1L)
                .atStartOfDay(zone)
                .toInstant()
                .toEpochMilli();
        List<Alert> alerts = records.alerts(new AlertRows.Wanted(from, now.toEpochMilli(), null, MOST_ALERTS));
        Map<String, Integer> byRule = new TreeMap<>();
        Map<String, Integer> people = new TreeMap<>();
        Map<LocalDate, Set<String>> onDuty = new HashMap<>();
        List<Alarms.Fact> facts = new ArrayList<>();
        long first = Long.MAX_VALUE;
        for (Alert alert : alerts) {
            byRule.merge(alert.cause().rule(), 1, Integer::sum);
            first = Math.min(first, alert.raisedAt());
            Act accepted = alert.handling().acts().stream()
                    .filter(act -> act.kind() == Act.Kind.ACCEPTED || act.kind() == Act.Kind.ASSIGNED)
                    .findFirst()
                    .orElse(null);
            if (accepted != null) {
                people.merge(accepted.by().name(), 1, Integer::sum);
                onDuty.computeIfAbsent(
                                LocalDate.ofInstant(Instant.ofEpochMilli(accepted.at()), zone), day -> new HashSet<>())
                        .add(accepted.by().id());
            }
            facts.add(new Alarms.Fact(
                    alert.id(),
                    alert.cause().rule(),
                    alert.cause().priority().word(),
                    alert.cause().site(),
                    alert.raisedAt(),
                    alert.life().clearedAt(),
                    accepted == null ? null : (Long) accepted.at()));
        }
        // nobody was bothered before the first day of which there is anything
        Instant known = alerts.isEmpty()
                ? Instant.ofEpochMilli(from)
                : LocalDate.ofInstant(Instant.ofEpochMilli(first), zone)
                        .atStartOfDay(zone)
                        .toInstant();
        Alarms alarms = Alarms.of(
                facts,
                Stream.of(Priority.values()).map(Priority::word).toList(),
                known,
                now,
                zone,
                calendar.between(known, now));
        Double perHour = alarms.load().perHour();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("from", from);
        answer.put("until", now.toEpochMilli());
        answer.put("raised", alerts.size());
        answer.put("accepted", alarms.acceptance().accepted());
        answer.put("workingHours", alarms.load().hours());
        answer.put("operators", people);
        answer.put("perOperatorHour", perHour == null ? null : perHour / operators(onDuty, known, now));
        answer.put("mostInTenMinutes", alarms.load().peak());
        answer.put("medianToAccept", alarms.acceptance().medianMs());
        answer.put("p90ToAccept", alarms.acceptance().p90Ms());
        answer.put("priorities", alarms.priorities());
        answer.put(
                "noisiest",
                byRule.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(10)
                        .map(entry -> Map.of("rule", entry.getKey(), "count", entry.getValue()))
                        .toList());
        answer.put("rules", byRule);
        return answer;
    }
}
