package ioc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import ioc.access.Caller;
import ioc.access.Scope;
import ioc.alert.Act;
import ioc.alert.Alert;
import ioc.alert.Rule;
import ioc.assignment.Course;
import ioc.export.Format;
import ioc.follow.StoreAway;
import ioc.journal.Draft;
import ioc.journal.Entry;
import ioc.journal.Journal;
import ioc.notify.Notifier;
import ioc.notify.Sending;
import ioc.place.Name;
import ioc.place.Places;
import ioc.place.Sight;
import ioc.place.Site;
import ioc.records.AssignmentRow;
import ioc.records.AssignmentState;
import ioc.records.DossierRow;
import ioc.records.DossierState;
import ioc.records.Listing;
import ioc.records.Page;
import ioc.records.Records;
import ioc.report.Span;
import ioc.score.Period;
import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.decode.Address;
import ioc.sensor.decode.Decoded;
import ioc.sensor.decode.TopicMap;
import ioc.series.Query;
import ioc.series.Series;
import ioc.source.DropFolder;
import ioc.source.Raw;
import ioc.source.Source;
import ioc.web.Answers;
import ioc.web.PostingDevices;
import ioc.web.Refusal;
import ioc.web.StrangeDevices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the REST interface: what is live from the hub, what is remembered from the stores, new input through the
 * journal. On the event loop; everything that blocks goes to a worker.
 */
final class Answering implements Answers {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** So far back the messages of a device are looked for among those of others. */
    private static final int MOST_MESSAGES = 1_000;

    private static final List<String> PRIORITIES = List.of("critical", "high", "low");

    private final Vertx vertx;
    private final Settings settings;
    private final TopicMap topics;
    private final Decoding decoding;
    private final Sights sights;
    private final ScreenAnswers screens;
    private final Journal journal;
    private final Series series;
    private final Records records;
    private final InstantSource clock;
    private final Supplier<Readiness> readiness;
    private final DossierAnswers dossiers;
    private final AssignmentAnswers assignments;
    private final Apologies apologies;
    private final WorkerExecutor files;
    private final OneAtATime judging;
    private final FileTaking taking;
    private final Exports exports;
    private final Path scratch;
    private final ScoreAnswers scores;
    private final Flights flights;
    private final Exchange exchange;
    private final Notifier notifier;
    private final ReportAnswers reports;
    private final ReportFiles reportFiles;
    private final AlertAnswers alerts;
    private final Trials trials;
    private final StrangeDevices strange;
    private final PostingDevices posting;

    Answering(
            Vertx vertx,
            Settings settings,
            TopicMap topics,
            Decoding decoding,
            Sights sights,
            ScreenAnswers screens,
            Journal journal,
            Series series,
            Records records,
            InstantSource clock,
            Supplier<Readiness> readiness,
            Apologies apologies,
            AssignmentAnswers assignments,
            WorkerExecutor files,
            OneAtATime judging,
            FileTaking taking,
            Path scratch,
            Exchange exchange,
            Notifier notifier,
            AlertAnswers alerts,
            Trials trials,
            StrangeDevices strange,
            PostingDevices posting) {
        this.vertx = vertx;
        this.settings = settings;
        this.topics = topics;
        this.decoding = decoding;
        this.sights = sights;
        this.screens = screens;
        this.journal = journal;
        this.series = series;
        this.records = records;
        this.clock = clock;
        this.readiness = readiness;
        this.apologies = apologies;
        this.dossiers = new DossierAnswers(settings);
        this.assignments = assignments;
        this.files = files;
        this.judging = judging;
        this.taking = taking;
        this.exports = new Exports(records, dossiers, settings.config().places(), scratch, Exports.MOST_ROWS);
        this.scratch = scratch;
        this.scores = new ScoreAnswers(settings, records, series);
        this.flights = new Flights(vertx);
        this.exchange = exchange;
        this.notifier = notifier;
        this.reports = new ReportAnswers(settings, records, series);
        this.reportFiles = new ReportFiles(reports, scratch);
        this.alerts = alerts;
        this.trials = trials;
        this.strange = strange;
        this.posting = posting;
    }

    @Override
    public StrangeDevices strange() {
        return strange;
    }

    @Override
    public PostingDevices posting() {
        return posting;
    }

    /** What writes files. */
    Exports exports() {
        return exports;
    }

    @Override
    public Future<?> places(Caller caller) {
        Places places = settings.config().places();
        Sight sight = sights.of(caller);
        List<Object> orgs = new ArrayList<>();
        places.orgs().stream()
                .filter(org -> sight.seesOrg(org.id()))
                .forEach(org -> orgs.add(Map.of("id", org.id(), "name", words(org.name()))));
        List<Object> services = new ArrayList<>();
        places.services().forEach(service -> services.add(Map.of("id", service.id(), "name", words(service.name()))));
        List<Object> sites = new ArrayList<>();
        places.sites().stream().filter(site -> sight.seesSite(site.id())).forEach(site -> sites.add(place(site)));
        return Future.succeededFuture(Map.of("orgs", orgs, "services", services, "sites", sites));
    }

    private static Map<String, Object> place(Site site) {
        return Map.of(
                "id",
                site.id(),
                "name",
                words(site.name()),
                "limitMs",
                site.waitLimit(),
                "services",
                site.services(),
                "devices",
                site.devices().stream()
                        .map(device -> Map.of(
                                "kind", device.id().kind().word(),
                                "name", device.id().name(),
                                "label", words(device.name()),
                                "periodMs", device.period()))
                        .toList());
    }

    @Override
    public Future<?> sources() {
        return Future.succeededFuture(settings.sources().values().stream()
                .map(source -> Map.of(
                        "id",
                        source.id(),
                        "kind",
                        word(source.kind()),
                        "label",
                        Map.of("vi", source.labelVi(), "en", source.labelEn())))
                .toList());
    }

    @Override
    public Future<?> site(Caller caller, String site) {
        sights.mustSeeSite(caller, site, "site", site);
        ObjectNode answer = JSON.createObjectNode().put("id", site);
        live(caller, "site:" + site)
                .path("site")
                .fields()
                .forEachRemaining(field -> answer.set(field.getKey(), field.getValue()));
        return Future.succeededFuture(answer);
    }

    @Override
    public Future<?> messages(Caller caller, String site, String kind, String name, int limit) {
        DeviceId device = DeviceKind.of(kind)
                .filter(known -> DeviceId.isWord(site) && DeviceId.isWord(name))
                .map(known -> new DeviceId(site, known, name))
                .filter(id -> settings.config().places().device(id).isPresent())
                .filter(id -> sights.of(caller).seesSite(site))
                .orElseThrow(() -> Refusal.unknown("device", site + "/" + kind + "/" + name));
        Sight sight = sights.of(caller);
        return working(() -> {
            Map<Long, Map<String, @Nullable Object>> found = new TreeMap<>(Comparator.reverseOrder());
            for (String prefix : topics.prefixes(device)) {
                found.putAll(messages(device, sight, prefix, limit));
            }
            return found.values().stream().limit(limit).toList();
        });
    }

    /** The newest below one prefix; further back where others speak there too. */
    private Map<Long, Map<String, @Nullable Object>> messages(DeviceId device, Sight sight, String prefix, int limit)
            throws IOException {
        Map<Long, Map<String, @Nullable Object>> found = new HashMap<>();
        for (int asked = limit; ; asked = Math.min(10 * asked, MOST_MESSAGES)) {
            List<Entry> entries = journal.latest(prefix, asked);
            for (Entry entry : entries) {
                Decoded decoded = decoding.decode(entry);
                Address address = topics.find(entry.subject()).orElse(null);
                DeviceId addressed = address == null ? null : address.device();
                if (RawMessages.isOf(device, addressed, decoded, sight)) {
                    found.put(entry.position(), raw(entry, decoded));
                }
            }
            if (found.size() >= limit || entries.size() < asked || asked >= MOST_MESSAGES) {
                return found;
            }
        }
    }

    private Map<String, @Nullable Object> raw(Entry entry, Decoded decoded) {
        Map<String, @Nullable Object> shown = RawMessages.of(entry, decoded);
        topics.find(entry.subject()).ifPresent(address -> {
            shown.put("family", address.family().word());
            shown.put("pattern", address.pattern());
        });
        return shown;
    }

    @Override
    public Future<Download> exportDevices(Caller caller, String format, String language) {
        JsonNode devices = live(caller, "devices");
        Instant now = clock.instant();
        return exported(() -> exports.devices(devices, now, format(format), Words.of(language)));
    }

    @Override
    public Future<?> dossiers(Caller caller, Rows rows) {
        DossierState state = rows.state().flatMap(DossierState::of).orElse(DossierState.ALL);
        Listing<DossierState> listing = listing(caller, rows, state, Duration.ZERO);
        return working(() -> {
            Page<DossierRow, DossierState> page = records.dossiers(listing);
            return page(page, dossiers.rows(records, page.rows(), listing.now()));
        });
    }

    @Override
    public Future<?> dossier(Caller caller, String code) {
        Instant now = clock.instant();
        Sight sight = sights.of(caller);
        return working(
                () -> dossiers.whole(records, code, now, sight).orElseThrow(() -> Refusal.unknown("dossier", code)));
    }

    @Override
    public Future<?> redated(Caller caller, int limit) {
        Set<String> units = sights.units(caller);
        return working(() -> records.redated(limit, units).stream()
                .map(DossierAnswers::redated)
                .toList());
    }

    @Override
    public Future<?> apology(Caller caller, String code) {
        return Future.succeededFuture(apologies.of(code, sights.of(caller)));
    }

    @Override
    public Future<?> apologise(Caller caller, String code, JsonNode step) {
        return apologies.take(caller, code, step, sights.of(caller));
    }

    @Override
    public Future<Paper> paper(Caller caller, String code, String format, JsonNode addressee) {
        return apologies.paper(code, format, addressee, sights.of(caller));
    }

    @Override
    public Future<?> assignments(Caller caller, Rows rows) {
        AssignmentState state = rows.state().flatMap(AssignmentState::of).orElse(AssignmentState.ALL);
        Duration soon = Duration.ofDays(settings.config().targets().assignmentSoon());
        Listing<AssignmentState> listing = listing(caller, rows, state, soon);
        Sight sight = sights.of(caller);
        return working(() -> {
            Page<AssignmentRow, AssignmentState> page = records.assignments(listing);
            return page(page, assignments.rows(records, page.rows(), sight));
        });
    }

    @Override
    public Future<?> assignment(Caller caller, String id) {
        Sight sight = sights.of(caller);
        Optional<Course> live = assignments.course(id);
        return working(
                () -> assignments.whole(records, id, live, sight).orElseThrow(() -> Refusal.unknown("assignment", id)));
    }

    @Override
    public Future<?> act(Caller caller, String assignment, JsonNode body) {
        return assignments.act(caller, assignment, body, sights.of(caller));
    }

    @Override
    public Future<?> giveAssignment(Caller caller, JsonNode body) {
        return assignments.give(body, sights.of(caller));
    }

    @Override
    public Future<?> score(Caller caller, Optional<String> period, Optional<String> org) {
        Sight sight = sights.of(caller);
        return counted(scores.period(period, clock.instant()))
                .map(counted -> scores.of(counted.seenWith(sight), org.orElse("")));
    }

    @Override
    public Future<Download> exportScore(Caller caller, Optional<String> period, String format, String language) {
        Format kind = format(format);
        Words words = Words.of(language);
        Sight sight = sights.of(caller);
        return counted(scores.period(period, clock.instant()))
                .compose(counted -> exported(
                        () -> exports.score(scores.lines(counted.seenWith(sight)), counted.end(), kind, words)));
    }

    /** Counting all dossiers of a period is asked of the store once, however many look at it. */
    private Future<ScoreAnswers.Counted> counted(Period period) {
        Instant now = clock.instant();
        return away(flights.of(period.id(), () -> scores.count(period, now)));
    }

    private <S extends Enum<S>> Listing<S> listing(Caller caller, Rows rows, S state, Duration soon) {
        Instant now = clock.instant();
        Map<Listing.Column, String> only = new EnumMap<>(Listing.Column.class);
        rows.only().forEach((name, value) -> only.put(Listing.Column.valueOf(name.toUpperCase(Locale.ROOT)), value));
        return new Listing<>(
                state,
                rows.org()
                        .filter(org -> !org.isEmpty())
                        .map(org -> rows.counted().isPresent() ? scores.inside(org) : List.of(org))
                        .orElse(List.of()),
                only,
                rows.words().orElse(""),
                now,
                now.plus(soon),
                rows.counted().map(counted -> scores.scored(counted, now)).orElse(null),
                sort(rows.sort()),
                rows.page() - 1,
                rows.size(),
                sights.units(caller));
    }

    private static Listing.Sort sort(String word) {
        return switch (word) {
            case "-dueAt" -> Listing.Sort.DUE_LAST;
            case "receivedAt", "givenAt" -> Listing.Sort.OLDEST;
            case "-receivedAt", "-givenAt" -> Listing.Sort.NEWEST;
            case "-finishedAt", "-doneAt" -> Listing.Sort.FINISHED;
            case "org", "lead" -> Listing.Sort.UNIT;
            case "code", "id" -> Listing.Sort.KEY;
            default -> Listing.Sort.DUE;
        };
    }

    private static <R, S extends Enum<S>> Map<String, Object> page(
            Page<R, S> page, List<Map<String, @Nullable Object>> rows) {
        Map<String, Long> counts = new LinkedHashMap<>();
        page.counts().forEach((state, count) -> counts.put(word(state), count));
        return Map.of(
                "total", page.total(), "page", page.page() + 1, "size", page.size(), "rows", rows, "counts", counts);
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Future<?> report(Caller caller, Optional<String> period) {
        return reported(caller, period).map(reports::of);
    }

    @Override
    public Future<Download> exportReport(Caller caller, Optional<String> period, String format, String language) {
        Words words = Words.of(language);
        return reported(caller, period).compose(both -> exported(() -> reportFiles.file(both, format, words)));
    }

    /** Counting is asked of the stores once, however many of the same scope look at it. */
    private Future<ReportAnswers.Both> reported(Caller caller, Optional<String> period) {
        Instant now = clock.instant();
        Span span = reports.span(period, now);
        Scope scope = caller.scope();
        String key = "report " + span.id() + " " + new TreeSet<>(scope.orgs());
        return away(flights.of(key, () -> reports.count(span, scope, now)));
    }

    @Override
    public Future<?> alerts(Caller caller) {
        List<ObjectNode> rows = new ArrayList<>();
        live(caller, "alerts").fields().forEachRemaining(field -> {
            if (field.getKey().startsWith("alert:")) {
                ObjectNode row =
                        JSON.createObjectNode().put("id", field.getKey().substring("alert:".length()));
                row.setAll((ObjectNode) field.getValue());
                rows.add(row);
            }
        });
        rows.sort(Comparator.comparing((ObjectNode row) -> row.hasNonNull("clearedAt"))
                .thenComparing(row -> PRIORITIES.indexOf(row.path("priority").asText()))
                .thenComparing(row -> row.path("raisedAt").asLong()));
        return Future.succeededFuture(rows);
    }

    @Override
    public Future<?> alert(Caller caller, String id) {
        return seen(caller, id)
                .compose(alert -> working(() -> new Told(alert, records.alertActs(id))))
                .map(told -> alerts.whole(told.alert(), told.acts()));
    }

    /** An alert, living or stored, that the caller may see. */
    private Future<Alert> seen(Caller caller, String id) {
        Optional<Alert> living = alerts.living(id);
        return (living.isPresent() ? Future.succeededFuture(living) : working(() -> records.alert(id)))
                .map(found -> alerts.seen(found.orElseThrow(() -> Refusal.unknown("alert", id)), sights.of(caller)));
    }

    /** Rules hold for all, and figures are sums over all. */
    private void mustSeeAll(Caller caller) {
        if (!sights.of(caller).isWhole()) {
            throw new Refusal(404, "scope: was a part but must be the whole");
        }
    }

    /** An alert and all its acts: what is in memory may be newer, what is stored may be longer. */
    private record Told(Alert alert, List<Act> acts) {
        private Told(Alert alert, List<Act> acts) {
            Map<Integer, Act> all = new TreeMap<>();
            acts.forEach(act -> all.put(act.number(), act));
            alert.handling().acts().forEach(act -> all.put(act.number(), act));
            this.alert = alert;
            this.acts = List.copyOf(all.values());
        }
    }

    @Override
    public Future<?> handle(Caller caller, String alert, JsonNode body) {
        return away(alerts.act(caller, alert, body, sights.of(caller)));
    }

    @Override
    public Future<?> assignees(Caller caller, String alert, String words) {
        return away(alerts.assignees(caller, alert, words, sights.of(caller)));
    }

    @Override
    public Future<?> retry(Caller caller, String id) {
        return seen(caller, id).compose(alert -> judging.ask(() -> trials.again(alert)));
    }

    @Override
    public Future<?> rules(Caller caller) {
        return Future.succeededFuture(alerts.rules(sights.of(caller)));
    }

    @Override
    public Future<?> rule(Caller caller, String id) {
        return Future.succeededFuture(alerts.rule(id, sights.of(caller)));
    }

    @Override
    public Future<?> propose(Caller caller, String id, JsonNode body) {
        mustSeeAll(caller);
        return alerts.propose(caller, id, body);
    }

    @Override
    public Future<?> previewRule(Caller caller, String id, int days, JsonNode body) {
        mustSeeAll(caller);
        Rule rule = AlertAnswers.proposal(id, body, caller.name()).rule();
        Instant now = clock.instant();
        return away(judging.ask(() -> trials.preview(rule, days, now)));
    }

    @Override
    public Future<?> shift(Caller caller, Optional<Long> since) {
        long from = since.or(() -> alerts.shiftLeft(caller)).orElseGet(alerts::shiftBegan);
        return working(() -> new Shifts.Past(
                        records.alertsSince(from, Shifts.MOST),
                        records.alertActs(from, clock.millis() + 1, Shifts.MOST)))
                .map(past -> alerts.shift(caller, from, past, sights.of(caller)));
    }

    @Override
    public Future<?> handOver(Caller caller, JsonNode body) {
        return alerts.handOver(caller, body, sights.of(caller));
    }

    @Override
    public Future<?> alertFigures(Caller caller, int days) {
        mustSeeAll(caller);
        Instant now = clock.instant();
        return working(() -> trials.figures(days, now));
    }

    @Override
    public Future<?> sendings(Caller caller, String alert) {
        return seen(caller, alert)
                .compose(known -> vertx.executeBlocking(
                        () -> notifier.of(alert).stream().map(this::sending).toList(), false))
                .recover(e -> e instanceof IOException
                        ? Future.failedFuture(
                                new Refusal(503, "store: cannot be asked now, try again: " + e.getMessage()))
                        : Future.failedFuture(e));
    }

    /** Without the address: who sees an alert need not know it. */
    private Map<String, @Nullable Object> sending(Sending sending) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("key", sending.key());
        row.put("transition", sending.of().transition());
        row.put("kind", sending.of().kind().word());
        row.put("at", sending.of().at().toEpochMilli());
        row.put("recipient", sending.of().recipient());
        row.put("name", notifier.name(sending.of().recipient()));
        row.put("channel", sending.of().channel());
        row.put("state", sending.state().word());
        row.put("attempts", sending.tries().attempts());
        Instant last = sending.tries().lastAt();
        row.put("lastAt", last == null ? null : last.toEpochMilli());
        row.put("nextAt", sending.state().isOpen() ? sending.tries().nextAt().toEpochMilli() : null);
        row.put("result", sending.result());
        return row;
    }

    @Override
    public Future<?> series(Caller caller, Range range) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (!sights.of(caller).isWhole()) { // a value that names no point may be a sum over points of others
            String site = range.site().orElse("");
            sights.mustSeeSite(caller, site, "site", site);
        }
        range.site().ifPresent(site -> tags.put("site", site));
        range.device().ifPresent(device -> {
            String[] words = device.split("/", -1);
            if (words.length != 2) {
                throw new Refusal(400, "device: was \"" + device + "\" but must be kind/name");
            }
            tags.put("kind", words[0]);
            tags.put("device", words[1]);
        });
        Query query;
        try {
            query = new Query(
                    range.measurement(),
                    range.field(),
                    tags,
                    Instant.ofEpochMilli(range.from()),
                    Instant.ofEpochMilli(range.to()),
                    Duration.ofMillis(range.step()),
                    Query.Aggregate.of(range.aggregate())
                            .orElseThrow(() -> Refusal.unknown("aggregate", range.aggregate())),
                    2_000);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        }
        return working(() -> Map.of(
                "points",
                series.query(query).stream()
                        .map(sample -> List.of(sample.at(), sample.value()))
                        .toList()));
    }

    private Source source(String id) {
        return Optional.ofNullable(settings.sources().get(id)).orElseThrow(() -> Refusal.unknown("source", id));
    }

    @Override
    public Future<?> take(Caller caller, String id, List<JsonNode> given) {
        Source source = source(id);
        List<Draft> drafts = new ArrayList<>(given.size());
        for (JsonNode record : given) {
            Raw raw = source.raw(record);
            drafts.add(new Draft(raw.kind(), raw.source(), raw.subject(), false, raw.body()));
        }
        return journal.append(drafts);
    }

    @Override
    public Future<?> login(byte[] body) {
        return exchange.login(body);
    }

    @Override
    public Future<?> exchange(Sent sent) {
        return exchange.take(sent);
    }

    @Override
    public Future<?> preview(Caller caller, String id, Path file, String sheet) {
        Source source = source(id);
        return withFile(() -> FileTaking.shown(taking.preview(source, file, sheet), true));
    }

    @Override
    public Future<?> takeFile(Caller caller, String id, Path file, String sheet) {
        Source source = source(id);
        return withFile(() -> FileTaking.shown(taking.take(source, file, sheet), false));
    }

    /** What cannot be read is the sender's matter, what cannot be kept is ours. */
    private Future<?> withFile(Callable<?> work) {
        return files.executeBlocking(work::call, false)
                .recover(e -> e instanceof IOException
                        ? Future.failedFuture(
                                new Refusal(e instanceof DropFolder.NotNow ? 503 : 400, String.valueOf(e.getMessage())))
                        : Future.failedFuture(e));
    }

    @Override
    public Future<Download> exportDossiers(Caller caller, Rows rows, String format, String language) {
        DossierState state = rows.state().flatMap(DossierState::of).orElse(DossierState.ALL);
        Listing<DossierState> listing = listing(caller, rows, state, Duration.ZERO);
        return exported(() -> exports.dossiers(listing, format(format), Words.of(language)));
    }

    @Override
    public Future<Download> exportAssignments(Caller caller, Rows rows, String format, String language) {
        AssignmentState state = rows.state().flatMap(AssignmentState::of).orElse(AssignmentState.ALL);
        Duration soon = Duration.ofDays(settings.config().targets().assignmentSoon());
        Listing<AssignmentState> listing = listing(caller, rows, state, soon);
        return exported(() -> exports.assignments(listing, format(format), Words.of(language)));
    }

    private Future<Download> exported(Callable<Download> work) {
        return away(files.executeBlocking(work, false));
    }

    private static Format format(String word) {
        return Format.of(word).orElseThrow(() -> Refusal.unknown("format", word));
    }

    @Override
    public Path scratch() {
        return scratch;
    }

    @Override
    public Future<?> unknown(Caller caller) {
        ArrayNode rows = JSON.createArrayNode();
        live(caller, "health").fields().forEachRemaining(field -> {
            if (field.getKey().startsWith("unknown:")) {
                ObjectNode row = rows.addObject().put("topic", field.getKey().substring("unknown:".length()));
                row.setAll((ObjectNode) field.getValue());
            }
        });
        return Future.succeededFuture(rows);
    }

    @Override
    public Future<?> queueMonitors(Caller caller) {
        QueueMonitors monitors = new QueueMonitors(clock.instant());
        Sight sight = sights.of(caller);
        settings.config().places().sites().stream()
                .filter(site -> sight.seesSite(site.id()))
                .forEach(site -> monitors.add(site.id(), site.name().vi(), live(caller, "site:" + site.id())));
        return Future.succeededFuture(monitors.entities());
    }

    @Override
    public Future<?> health(Caller caller) {
        return Future.succeededFuture(live(caller, "health"));
    }

    @Override
    public Future<?> screens(Caller caller) {
        return Future.succeededFuture(screens.all(caller));
    }

    @Override
    public Future<?> pairScreen(Caller caller, JsonNode body) {
        return screens.pair(caller, body);
    }

    @Override
    public Future<?> revokeScreen(Caller caller, String id) {
        return screens.revoke(caller, id);
    }

    @Override
    public Future<?> screenCode(String from) {
        return Future.succeededFuture(screens.code(from));
    }

    @Override
    public Future<Identity> screenClaim(JsonNode body) {
        return Future.succeededFuture(screens.claim(body));
    }

    @Override
    public Future<Identity> screenBeat(HttpServerRequest request, JsonNode body) {
        return screens.beat(request, body);
    }

    @Override
    public Readiness readiness() {
        return readiness.get();
    }

    /** The keys of a topic as they are shown now. */
    private JsonNode live(Caller caller, String topic) {
        try {
            return JSON.readTree(sights.hub(caller).text(topic)).path(topic).path("put");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a topic is always JSON", e);
        }
    }

    private <T> Future<T> working(Callable<T> work) {
        return away(vertx.executeBlocking(work, false));
    }

    private static <T> Future<T> away(Future<T> answer) {
        return answer.recover(e -> e instanceof StoreAway
                ? Future.failedFuture(new Refusal(503, "store: cannot be asked now, try again: " + e.getMessage()))
                : Future.failedFuture(e));
    }

    private static Map<String, String> words(Name name) {
        return Map.of("vi", name.vi(), "en", name.en());
    }
}
