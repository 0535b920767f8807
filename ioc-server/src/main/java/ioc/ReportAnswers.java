package ioc;

import ioc.access.Scope;
import ioc.alert.Priority;
import ioc.calendar.WorkingCalendar;
import ioc.config.Config;
import ioc.follow.StoreAway;
import ioc.place.Name;
import ioc.place.OrgWords;
import ioc.place.Site;
import ioc.records.Records;
import ioc.report.Alarms;
import ioc.report.Assignments;
import ioc.report.Dossiers;
import ioc.report.Queues;
import ioc.report.Report;
import ioc.report.Span;
import ioc.series.Query;
import ioc.series.Sample;
import ioc.series.Series;
import ioc.web.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The report of a day, week or month as answers: asks the stores, adds up, and puts the time before beside it. */
final class ReportAnswers {
    private static final Duration STEP = Duration.ofHours(1);
    private static final int MOST_STEPS = 1_000;
    private static final int MOST_ALERTS = 100_000;

    private final Config config;
    private final Records records;
    private final Series series;
    private final OrgWords words;
    private final ZoneId zone;

    /**
     * A time and the one before it.
     *
     * @param end last instant that counts
     * @param beforeEnd of the time before, as far as this one has come
     */
    record Both(Span span, Instant end, Report now, Instant beforeEnd, Report before, Instant at) {
        boolean isBegun(ZoneId zone) {
            return end.isBefore(span.until().atStartOfDay(zone).toInstant());
        }
    }

    ReportAnswers(Settings settings, Records records, Series series) {
        this.config = settings.config();
        this.records = records;
        this.series = series;
        this.words = new OrgWords(config.places());
        this.zone = config.places().zone();
    }

    ZoneId zone() {
        return zone;
    }

    /** The one an id names, by default today. */
    Span span(Optional<String> id, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        Span span = id.map(one -> Span.of(one).orElseThrow(() -> Refusal.unknown("period", one)))
                .orElseGet(() -> Span.containing(today, Span.Kind.DAY));
        if (span.from().isAfter(today)) {
            throw new Refusal(400, "period: was " + span.id() + " but must have begun");
        }
        return span;
    }

    /** Counts; one that goes on is compared with as much of the time before it. Blocks. */
    Both count(Span span, Scope scope, Instant now) throws StoreAway {
        Instant from = span.start(zone);
        Instant end = span.end(zone, now);
        Instant begun = span.before().start(zone);
        Instant whole = span.before().until().atStartOfDay(zone).toInstant();
        Instant asFar = begun.plus(Duration.between(from, end));
        Instant until = asFar.isBefore(whole) && end.equals(now) ? asFar : whole;
        return new Both(span, end, report(from, end, scope), until, report(begun, until, scope), now);
    }

    private Report report(Instant from, Instant end, Scope scope) throws StoreAway {
        LocalDate last = LocalDate.ofInstant(end.minusMillis(1), zone);
        WorkingCalendar calendar = config.calendars().usual();
        Map<String, Queues> queues = new LinkedHashMap<>();
        for (Site site : config.places().sites()) {
            if (sees(scope, site.owner(last).orElse(""))) {
                queues.put(site.id(), end.isAfter(from) ? queues(site.id(), from, end) : Queues.NONE);
            }
        }
        Map<String, Dossiers> dossiers = new TreeMap<>(records.dossierReport(from, end));
        dossiers.keySet().removeIf(unit -> !sees(scope, unit));
        Map<String, Assignments> assignments = new TreeMap<>(records.assignmentReport(from, end));
        assignments.keySet().removeIf(unit -> !sees(scope, unit));
        List<Alarms.Fact> alerts = new ArrayList<>();
        for (Map.Entry<String, Alarms.Fact> told : records.alertReport(from, end, MOST_ALERTS)) {
            String site = told.getValue().site();
            String unit = site == null
                    ? told.getKey()
                    : config.places().site(site).flatMap(one -> one.owner(last)).orElse("");
            if (sees(scope, unit)) {
                alerts.add(told.getValue());
            }
        }
        Alarms alarms = Alarms.of(
                alerts,
                Stream.of(Priority.values()).map(Priority::word).toList(),
                from,
                end,
                zone,
                calendar.between(from, end));
        return new Report(worked(calendar, from, end), queues, dossiers, assignments, alarms);
    }

    private int worked(WorkingCalendar calendar, Instant from, Instant end) {
        int days = 0;
        for (LocalDate day = LocalDate.ofInstant(from, zone);
                day.atStartOfDay(zone).toInstant().isBefore(end);
                day = day.plusDays(1)) {
            days += calendar.isWorked(day) ? 1 : 0;
        }
        return days;
    }

    /** A unit below one of the scope; the whole sees all. */
    private boolean sees(Scope scope, String unit) {
        return scope.isWhole()
                || scope.orgs().contains(unit)
                || config.places().path(unit).stream().anyMatch(scope.orgs()::contains);
    }

    // queues -------------------------------------------------------------------------------------------------------

    /** Running counts of a day are read at their highest, means of a day as they were last. */
    private Queues queues(String site, Instant from, Instant end) throws StoreAway {
        Map<LocalDate, Double> served = days(site, "served", Query.Aggregate.MAX, from, end);
        Map<LocalDate, Double> away = days(site, "walk_aways", Query.Aggregate.MAX, from, end);
        Map<LocalDate, Double> longest = days(site, "longest_wait_s", Query.Aggregate.MAX, from, end);
        Map<LocalDate, Double> mean = days(site, "mean_wait_s", Query.Aggregate.LAST, from, end);
        Map<LocalDate, Double> within = days(site, "within", Query.Aggregate.LAST, from, end);
        List<Queues> days = new ArrayList<>();
        served.forEach((day, visits) -> days.add(new Queues(
                1,
                Math.round(visits),
                millis(mean.get(day)),
                within.get(day),
                millis(longest.get(day)),
                whole(away.get(day)),
                Queues.Opinions.NONE)));
        long rated = rated(site, Query.Aggregate.COUNT, from, end);
        return Queues.ofDays(days)
                .with(new Queues.Opinions(rated, rated == 0 ? 0 : rated(site, Query.Aggregate.SUM, from, end)));
    }

    private static @Nullable Long millis(@Nullable Double seconds) {
        return seconds == null ? null : Long.valueOf(Math.round(1_000 * seconds));
    }

    private static @Nullable Long whole(@Nullable Double count) {
        return count == null ? null : Long.valueOf(Math.round(count));
    }

    private Map<LocalDate, Double> days(String site, String field, Query.Aggregate aggregate, Instant from, Instant end)
            throws StoreAway {
        Map<LocalDate, Double> days = new TreeMap<>();
        boolean isMost = aggregate == Query.Aggregate.MAX;
        for (Sample sample : series.query(
                new Query("site_minute", field, Map.of("site", site), from, end, STEP, aggregate, MOST_STEPS))) {
            LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(sample.at()), zone);
            days.merge(day, sample.value(), (before, now) -> isMost ? Math.max(before, now) : now);
        }
        return days;
    }

    private long rated(String site, Query.Aggregate aggregate, Instant from, Instant end) throws StoreAway {
        return Math.round(series
                .query(new Query(
                        "rating", "good", Map.of("site", site), from, end, Duration.between(from, end), aggregate, 4))
                .stream()
                .mapToDouble(Sample::value)
                .sum());
    }

    // answers ------------------------------------------------------------------------------------------------------

    Name site(String id) {
        return config.places().site(id).map(Site::name).orElseGet(() -> new Name(id, id, id, id));
    }

    Name unit(String key) {
        return words.name(key);
    }

    long leastRatings() {
        return config.targets().leastCount();
    }

    Map<String, @Nullable Object> of(Both both) {
        Span span = both.span();
        LocalDate today = LocalDate.ofInstant(both.at(), zone);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("period", span.id());
        answer.put("kind", span.kind().word());
        answer.put("from", span.start(zone).toEpochMilli());
        answer.put("until", both.end().toEpochMilli());
        answer.put("begun", both.isBegun(zone));
        answer.put("previous", span.before().id());
        answer.put(
                "next", span.after().from().isAfter(today) ? null : span.after().id());
        answer.put("beforeFrom", span.before().start(zone).toEpochMilli());
        answer.put("beforeUntil", both.beforeEnd().toEpochMilli());
        answer.put("leastRatings", leastRatings());
        answer.put("now", of(both.now()));
        answer.put("before", of(both.before()));
        return answer;
    }

    private Map<String, @Nullable Object> of(Report report) {
        Map<String, @Nullable Object> sections = new LinkedHashMap<>();
        sections.put("workedDays", report.workedDays());
        List<Object> queues = new ArrayList<>();
        report.queues().forEach((site, line) -> queues.add(line(site, site(site), of(line))));
        sections.put("queues", queues);
        sections.put("allQueues", of(report.allQueues()));
        List<Object> dossiers = new ArrayList<>();
        report.dossiers().forEach((unit, line) -> dossiers.add(line(unit, unit(unit), of(line))));
        sections.put("dossiers", dossiers);
        sections.put("allDossiers", of(report.allDossiers()));
        List<Object> assignments = new ArrayList<>();
        report.assignments().forEach((unit, line) -> assignments.add(line(unit, unit(unit), of(line))));
        sections.put("assignments", assignments);
        sections.put("allAssignments", of(report.allAssignments()));
        sections.put("alerts", of(report.alarms()));
        return sections;
    }

    private static Map<String, @Nullable Object> line(String id, Name name, Map<String, @Nullable Object> figures) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("id", id);
        line.put("name", both(name));
        line.putAll(figures);
        return line;
    }

    private Map<String, @Nullable Object> of(Queues line) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("days", line.days());
        figures.put("visits", line.visits());
        figures.put("meanWaitMs", line.meanWaitMs());
        figures.put("within", line.within());
        figures.put("longestMs", line.longestMs());
        figures.put("walkAways", line.walkAways());
        figures.put("ratings", line.opinions().count());
        figures.put("satisfaction", line.opinions().share(leastRatings()));
        return figures;
    }

    private static Map<String, @Nullable Object> of(Dossiers line) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("received", line.received());
        figures.put("finished", line.finished());
        figures.put("onTime", line.onTime());
        figures.put("late", line.late());
        figures.put("unsaid", line.unsaid());
        figures.put("overdue", line.overdue());
        figures.put("lettersDue", line.lettersDue());
        figures.put("lettersSent", line.lettersSent());
        return figures;
    }

    private static Map<String, @Nullable Object> of(Assignments line) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("given", line.given());
        figures.put("doneOnTime", line.doneOnTime());
        figures.put("doneLate", line.doneLate());
        figures.put("overdue", line.overdue());
        return figures;
    }

    private Map<String, @Nullable Object> of(Alarms alarms) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("count", alarms.count());
        List<Object> priorities = new ArrayList<>();
        alarms.priorities()
                .forEach((word, count) ->
                        priorities.add(Map.of("priority", word, "count", count, "goal", goal(priorities.size()))));
        figures.put("priorities", priorities);
        figures.put("rules", alarms.rules());
        List<Object> days = new ArrayList<>();
        alarms.days()
                .forEach((day, count) ->
                        days.add(Map.of("at", day.atStartOfDay(zone).toInstant().toEpochMilli(), "count", count)));
        figures.put("days", days);
        figures.put("accepted", alarms.acceptance().accepted());
        figures.put("acceptMedianMs", alarms.acceptance().medianMs());
        figures.put("acceptP90Ms", alarms.acceptance().p90Ms());
        figures.put("hours", alarms.load().hours());
        figures.put("perHour", alarms.load().perHour());
        figures.put("peak", alarms.load().peak());
        figures.put("floods", alarms.load().floods());
        Alarms.Longest longest = alarms.longest();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        if (longest != null) {
            shown.put("id", longest.id());
            shown.put("rule", longest.rule());
            String site = longest.site();
            shown.put("site", site == null ? null : both(site(site)));
            shown.put("ms", longest.ms());
        }
        figures.put("longest", longest == null ? null : shown);
        return figures;
    }

    /** Percent of a priority by its place; 0 for one more than there are goals. */
    static int goal(int place) {
        return place < Alarms.GOAL.size() ? Alarms.GOAL.get(place) : 0;
    }

    private static Map<String, String> both(Name name) {
        return Map.of("vi", name.vi(), "en", name.en());
    }
}
