package ioc;

import ioc.follow.StoreAway;
import ioc.picture.Limits;
import ioc.place.Name;
import ioc.place.Org;
import ioc.place.OrgWords;
import ioc.place.Places;
import ioc.place.Sight;
import ioc.place.Site;
import ioc.records.Records;
import ioc.records.Scored;
import ioc.score.Counts;
import ioc.score.Goal;
import ioc.score.Measure;
import ioc.score.Part;
import ioc.score.Period;
import ioc.score.Scheme;
import ioc.score.Score;
import ioc.score.Score.Opinions;
import ioc.score.Tally;
import ioc.series.Query;
import ioc.series.Sample;
import ioc.series.Series;
import ioc.web.Answers;
import ioc.web.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The score as answers: the stores are counted once for a period, every unit is read out of that. */
final class ScoreAnswers {
    private static final Duration BEFORE = Duration.ofDays(7);

    private final Settings settings;
    private final Records records;
    private final Series series;
    private final OrgWords words;
    private final ZoneId zone;

    /**
     * What was counted.
     *
     * @param end last instant that counts
     * @param before the same a week earlier; null when the period had not begun
     * @param opinions by unit
     */
    record Counted(
            Scheme scheme,
            Period period,
            Instant end,
            List<Tally> tallies,
            @Nullable Earlier before,
            Map<String, Opinions> opinions,
            Instant now,
            Sight sight) {
        /** The same without what may not be seen. */
        Counted seenWith(Sight other) {
            Earlier earlier = before;
            return other.isWhole()
                    ? this
                    : new Counted(
                            scheme,
                            period,
                            end,
                            seen(tallies, other),
                            earlier == null ? null : new Earlier(earlier.at(), seen(earlier.tallies(), other)),
                            opinions.entrySet().stream()
                                    .filter(entry -> other.seesOrg(entry.getKey()))
                                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                            now,
                            other);
        }

        private static List<Tally> seen(List<Tally> tallies, Sight sight) {
            return tallies.stream().filter(tally -> sight.seesOrg(tally.unit())).toList();
        }
    }

    /** The tallies of an earlier instant. */
    record Earlier(Instant at, List<Tally> tallies) {}

    /** A line of the score of a unit; of the whole, the unit is empty. */
    record Line(@Nullable Name unit, Score.Line line) {}

    /** A unit beside others; {@code isKnown} to the places file. */
    private record Ranked(String unit, boolean isKnown, Score score) {}

    ScoreAnswers(Settings settings, Records records, Series series) {
        this.settings = settings;
        this.records = records;
        this.series = series;
        this.words = new OrgWords(settings.config().places());
        this.zone = settings.config().places().zone();
    }

    private static int months(Limits.Period period) {
        return switch (period) {
            case MONTH -> 1;
            case QUARTER -> 3;
            case YEAR -> 12;
        };
    }

    /** The period of an id, by default the one that has begun. */
    Period period(Optional<String> id, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        Period period = id.map(one -> Period.of(one).orElseThrow(() -> Refusal.unknown("period", one)))
                .orElseGet(() -> Period.containing(
                        today, months(settings.config().targets().period())));
        if (period.from().isAfter(today)) {
            throw new Refusal(400, "period: was " + period.id() + " but must have begun");
        }
        return period;
    }

    /** The part of a measure that a list asks for. */
    Scored scored(Answers.Counted counted, Instant now) {
        Period period = period(counted.period(), now);
        Measure measure =
                Measure.of(counted.measure()).orElseThrow(() -> Refusal.unknown("measure", counted.measure()));
        Part part = Part.of(counted.part()).orElseThrow(() -> Refusal.unknown("part", counted.part()));
        try {
            return new Scored(measure, part, period.start(zone), period.end(zone, now));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        }
    }

    /** Counts. Blocks. */
    Counted count(Period period, Instant now) throws StoreAway {
        Instant from = period.start(zone);
        Instant end = period.end(zone, now);
        LocalDate last = LocalDate.ofInstant(end.minusMillis(1), zone);
        Scheme scheme = Scheme.on(settings.config().schemes(), last)
                .orElseThrow(() -> new Refusal(404, "score-766.yaml: has no scheme that holds on " + last));
        Instant earlier = end.minus(BEFORE);
        return new Counted(
                scheme,
                period,
                end,
                records.tallies(from, end),
                earlier.isAfter(from) ? new Earlier(earlier, records.tallies(from, earlier)) : null,
                opinions(scheme, from, end),
                now,
                Sight.WHOLE);
    }

    private Map<String, Opinions> opinions(Scheme scheme, Instant from, Instant end) throws StoreAway {
        Map<String, Opinions> opinions = new HashMap<>();
        Scheme.Dislike dislike = scheme.rules().dislike();
        if (dislike == Scheme.Dislike.NONE || !end.isAfter(from)) {
            return opinions;
        }
        Places places = settings.config().places();
        LocalDate last = LocalDate.ofInstant(end.minusMillis(1), zone);
        for (Site site : places.sites()) {
            String unit = site.owner(last).orElse("");
            long count = sum(site, "bad", Query.Aggregate.COUNT, from, end);
            if (count > 0) {
                long disliked = dislike == Scheme.Dislike.BAD
                        ? sum(site, "bad", Query.Aggregate.SUM, from, end)
                        : count - sum(site, "good", Query.Aggregate.SUM, from, end);
                opinions.merge(unit, new Opinions(count, Math.min(count, disliked)), Opinions::plus);
            }
        }
        return opinions;
    }

    private long sum(Site site, String field, Query.Aggregate aggregate, Instant from, Instant end) throws StoreAway {
        List<Sample> samples = series.query(new Query(
                "rating", field, Map.of("site", site.id()), from, end, Duration.between(from, end), aggregate, 4));
        return Math.round(samples.stream().mapToDouble(Sample::value).sum());
    }

    /** A unit with all below it; one the places file does not know is alone. */
    private boolean isIn(String unit, String whole) {
        return whole.isEmpty()
                || unit.equals(whole)
                || settings.config().places().path(unit).contains(whole);
    }

    /** The keys of a unit and of all below it. */
    List<String> inside(String unit) {
        List<String> inside = new ArrayList<>(List.of(unit));
        settings.config().places().orgs().stream()
                .map(Org::id)
                .filter(id -> !id.equals(unit) && isIn(id, unit))
                .forEach(inside::add);
        return inside;
    }

    private Score score(Counted counted, String unit, List<Tally> tallies) {
        Opinions opinions = counted.opinions().entrySet().stream()
                .filter(entry -> isIn(entry.getKey(), unit))
                .map(Map.Entry::getValue)
                .reduce(Opinions.NONE, Opinions::plus);
        return Score.of(
                counted.scheme(),
                unit,
                tallies.stream().filter(tally -> isIn(tally.unit(), unit)).toList(),
                opinions);
    }

    private @Nullable Double before(Counted counted, String unit) {
        Earlier before = counted.before();
        return before == null
                ? null
                : Double.valueOf(score(counted, unit, before.tallies()).points());
    }

    /** Every line of the whole and of every unit. */
    List<Line> lines(Counted counted) {
        List<Line> lines = new ArrayList<>();
        List<String> all = new ArrayList<>(List.of(""));
        tree(counted).forEach((unit, below) -> {
            all.add(unit);
            all.addAll(below);
        });
        for (String unit : all) {
            for (Score.Group group : score(counted, unit, counted.tallies()).groups()) {
                group.lines().forEach(line -> lines.add(new Line(unit.isEmpty() ? null : words.name(unit), line)));
            }
        }
        return lines;
    }

    /** The units with dossiers by the one that is answerable: the nearest above them that owns a point, else itself. */
    private Map<String, List<String>> tree(Counted counted) {
        Places places = settings.config().places();
        LocalDate last = LocalDate.ofInstant(counted.end().minusMillis(1), zone);
        Set<String> owners = new HashSet<>();
        places.sites().forEach(site -> site.owner(last).ifPresent(owners::add));
        List<String> order = places.orgs().stream().map(Org::id).toList();
        Comparator<String> asInTheFile = Comparator.comparing((String unit) -> !isKnown(unit))
                .thenComparing(order::indexOf)
                .thenComparing(Comparator.naturalOrder());
        Map<String, List<String>> tree = new TreeMap<>(asInTheFile);
        counted.tallies().stream()
                .map(Tally::unit)
                .distinct()
                .sorted(asInTheFile)
                .forEach(unit -> {
                    List<String> path = places.path(unit);
                    String answerable = path.stream()
                            .filter(owners::contains)
                            .filter(counted.sight()::seesOrg)
                            .reduce((above, below) -> below)
                            .orElse(unit);
                    List<String> below = tree.computeIfAbsent(answerable, key -> new ArrayList<>());
                    if (!answerable.equals(unit)) {
                        below.add(unit);
                    }
                });
        return tree;
    }

    /** The units to be ranked beside each other: those below one; of one without any, those beside it. */
    private static List<String> ranked(Map<String, List<String>> tree, String unit) {
        List<String> below = tree.getOrDefault(unit, List.of());
        if (!below.isEmpty()) {
            return below;
        }
        return tree.values().stream()
                .filter(units -> units.contains(unit))
                .findFirst()
                .orElseGet(() -> List.copyOf(tree.keySet()));
    }

    /** The score of a unit with all below it, empty for the whole, and of those beside or below it. */
    Map<String, @Nullable Object> of(Counted counted, String unit) {
        if (!unit.isEmpty() && !counted.sight().seesOrg(unit)) {
            throw Refusal.unknown("org", unit);
        }
        Score score = score(counted, unit, counted.tallies());
        Earlier before = counted.before();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        Period period = counted.period();
        shown.put("period", period.id());
        shown.put("from", period.start(zone));
        shown.put("until", counted.end());
        shown.put("begun", !counted.end().isBefore(counted.now()));
        shown.put("periods", periods(counted.now()));
        shown.put("source", both(counted.scheme().source()));
        shown.put("max", counted.scheme().max());
        shown.put("points", score.points());
        shown.put("computable", score.computable());
        shown.put("possible", score.possible());
        shown.put("band", band(counted.scheme(), score.points()));
        shown.put("bandPossible", band(counted.scheme(), score.possible()));
        shown.put("beforeAt", before == null ? null : before.at());
        shown.put("before", before(counted, unit));
        shown.put(
                "groups",
                score.groups().stream().map(group -> group(group, score)).toList());
        Map<String, List<String>> tree = tree(counted);
        List<Object> choices = new ArrayList<>();
        tree.forEach((one, below) -> {
            choices.add(choice(one, null));
            below.forEach(each -> choices.add(choice(each, one)));
        });
        shown.put("choices", choices);
        shown.put(
                "units",
                ranked(tree, unit).stream()
                        .map(one -> new Ranked(one, isKnown(one), score(counted, one, counted.tallies())))
                        .sorted(Comparator.comparing(Ranked::isKnown)
                                .thenComparing(one -> one.score().points())
                                .reversed())
                        .map(one -> unit(counted, one))
                        .toList());
        shown.put("goals", goals(score));
        shown.put("handledDossiers", score.handling().dossiers());
        shown.put(
                "handledMs",
                score.handling().dossiers() == 0
                        ? null
                        : score.handling().millis() / score.handling().dossiers());
        shown.put("perDay", settings.config().calendars().of(unit).perDay());
        shown.put("ratings", score.opinions().count());
        shown.put("disliked", score.opinions().disliked());
        shown.put("leastRatings", counted.scheme().rules().leastRatings());
        shown.put("dislikes", word(counted.scheme().rules().dislike()));
        return shown;
    }

    private List<String> periods(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        List<String> ids = new ArrayList<>();
        for (int months : List.of(3, 1, 12)) {
            Period begun = Period.containing(today, months);
            ids.add(begun.id());
            ids.add(Period.containing(begun.from().minusDays(1), months).id());
        }
        return ids;
    }

    private static @Nullable Map<String, Object> band(Scheme scheme, double points) {
        return scheme.band(points)
                .map(band -> Map.<String, Object>of("name", both(band.name()), "confirmed", band.isConfirmed()))
                .orElse(null);
    }

    private static Map<String, Object> group(Score.Group group, Score score) {
        Map<String, Object> shown = points(group);
        shown.put("name", both(group.group().name()));
        shown.put(
                "short",
                Map.of(
                        "vi",
                        group.group().name().viShort(),
                        "en",
                        group.group().name().enShort()));
        shown.put("lines", group.lines().stream().map(line -> line(line, score)).toList());
        return shown;
    }

    private static Map<String, Object> points(Score.Group group) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", group.group().id());
        shown.put("max", group.group().max());
        shown.put("points", group.points());
        shown.put("computable", group.computable());
        shown.put("possible", group.possible());
        return shown;
    }

    private static Map<String, @Nullable Object> line(Score.Line line, Score score) {
        Scheme.Component component = line.component();
        Scheme.Question asked = component.asked();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", component.id());
        shown.put("name", both(component.name()));
        shown.put("max", component.max());
        shown.put("threshold", component.threshold() == 0 ? null : component.threshold());
        shown.put("measure", asked == null ? null : asked.measure().word());
        shown.put("by", asked == null ? null : asked.by().word());
        shown.put("confirmed", component.isConfirmed());
        shown.put("need", both(component.need()));
        shown.put("state", line.state().word());
        shown.put("reached", line.counts().reached());
        shown.put("lost", line.counts().lost());
        shown.put("unsaid", line.counts().unsaid());
        shown.put("counted", line.counts().counted());
        shown.put("share", line.share());
        shown.put("points", line.points());
        shown.put("computable", line.computable());
        shown.put("possible", line.possible());
        if (asked != null && asked.measure() == Measure.ON_TIME && asked.by() != Scheme.By.TIME) {
            Map<String, Long> late = new TreeMap<>();
            score.late().forEach((part, count) -> late.put(part.word(), count));
            shown.put("late", late);
        }
        return shown;
    }

    private Map<String, @Nullable Object> choice(String unit, @Nullable String above) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", unit);
        shown.put("name", both(words.name(unit)));
        shown.put("above", above);
        return shown;
    }

    private boolean isKnown(String unit) {
        return settings.config().places().org(unit).isPresent();
    }

    private Map<String, @Nullable Object> unit(Counted counted, Ranked ranked) {
        String unit = ranked.unit();
        Score score = ranked.score();
        Name name = words.name(unit);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", unit);
        shown.put("known", ranked.isKnown());
        shown.put("name", both(name));
        shown.put("short", Map.of("vi", name.viShort(), "en", name.enShort()));
        shown.put("points", score.points());
        shown.put("computable", score.computable());
        shown.put("possible", score.possible());
        shown.put("before", before(counted, unit));
        shown.put("groups", score.groups().stream().map(ScoreAnswers::points).toList());
        return shown;
    }

    private List<Object> goals(Score score) {
        List<Object> goals = new ArrayList<>();
        for (Goal goal : settings.config().targets().goals()) {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("id", goal.id());
            shown.put("name", both(goal.name()));
            shown.put("measured", goal.figure().isPresent());
            shown.put("share", goal.figure().map(figure -> share(figure, score)).orElse(null));
            shown.put(
                    "aims",
                    goal.aims().stream()
                            .map(aim -> Map.of(
                                    "year",
                                    aim.year(),
                                    "least",
                                    aim.least(),
                                    "sources",
                                    aim.sources().stream()
                                            .map(ScoreAnswers::inBothLengths)
                                            .toList()))
                            .toList());
            goals.add(shown);
        }
        return goals;
    }

    /** What is certain; null when nothing is. */
    private static @Nullable Double share(Scheme.Question figure, Score score) {
        if (figure.by() == Scheme.By.DOSSIERS) {
            Counts counts = score.counts().getOrDefault(figure.measure(), Counts.NONE);
            return counts.counted() == counts.unsaid() ? null : Double.valueOf(counts.least());
        }
        return score.groups().stream()
                .flatMap(group -> group.lines().stream())
                .filter(line -> figure.equals(line.component().asked()) && line.share() != null)
                .map(Score.Line::share)
                .findFirst()
                .orElse(null);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, String> inBothLengths(Name name) {
        return Map.of("vi", name.vi(), "viShort", name.viShort(), "en", name.en(), "enShort", name.enShort());
    }

    private static Map<String, String> both(Name name) {
        return Map.of("vi", name.vi(), "en", name.en());
    }
}
