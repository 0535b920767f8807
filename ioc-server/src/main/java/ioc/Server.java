package ioc;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.client.WebClient;
import ioc.access.Person;
import ioc.access.Screens;
import ioc.alert.Alerts;
import ioc.alert.Turn;
import ioc.config.Config;
import ioc.config.HttpIntake;
import ioc.config.Notifying;
import ioc.dossier.Judge;
import ioc.follow.Follower;
import ioc.follow.Progress;
import ioc.journal.Draft;
import ioc.journal.Entry;
import ioc.journal.Journal;
import ioc.journal.Snapshots;
import ioc.mqtt.Broker;
import ioc.mqtt.EmbeddedBroker;
import ioc.mqtt.Tls;
import ioc.notify.Notifier;
import ioc.picture.Picture;
import ioc.place.Places;
import ioc.push.Audiences;
import ioc.push.Hub;
import ioc.push.Limits;
import ioc.push.Live;
import ioc.push.Projection;
import ioc.push.Welcome;
import ioc.records.Change;
import ioc.records.Records;
import ioc.sensor.Message;
import ioc.sensor.decode.Decoders;
import ioc.sensor.decode.Door;
import ioc.sensor.decode.Request;
import ioc.sensor.decode.TopicMap;
import ioc.series.DuckSeries;
import ioc.series.InfluxSeries;
import ioc.series.Point;
import ioc.series.Series;
import ioc.source.DeviceQuestion;
import ioc.source.DeviceStream;
import ioc.source.DropFolder;
import ioc.source.PageQuestion;
import ioc.source.Poll;
import ioc.source.Question;
import ioc.source.Source;
import ioc.source.ViewQuestion;
import ioc.web.Accounts;
import ioc.web.Answers;
import ioc.web.Assets;
import ioc.web.Bind;
import ioc.web.Walls;
import ioc.web.WebServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wiring: makes every part, starts them from the inside out, stops them from the outside in. What a message goes
 * through is {@link Pipeline}.
 */
final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final long MARK_MS = 100;
    private static final long SECOND_MS = 1_000;
    private static final long SWEEP_MS = 10_000;
    private static final long HOUR_MS = 3_600_000;
    /** Before a stream that broke off is asked for anew. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private static final Duration FRESH = Duration.ofSeconds(90);
    private static final long PATIENCE_SECONDS = 30;
    private static final int FILES_AT_ONCE = 2;
    private static final int VIEWS_AT_ONCE = 2;
    private static final long LONGEST_FILE_MINUTES = 10;
    private static final long LONGEST_JUDGING_MINUTES = 2;

    private final Settings settings;
    private final InstantSource clock;
    private final Vertx vertx;
    /** The event loop of picture, alerts, hub and HTTP server. */
    private final Context loop;

    private final Journal journal;
    private final Snapshots snapshots;
    private final Series series;
    private final Records records;
    private final AlertHistory alertHistory;
    private final Follower<Point> seriesFollower;
    private final Follower<Change> recordsFollower;
    private final Core core;
    private final Handover handover;
    private final Audiences audiences;
    private final WebServer web;
    private final @Nullable EmbeddedBroker embedded;
    private final Broker broker;
    private final List<Poll> polls = new ArrayList<>();
    private final List<DropFolder> folders = new ArrayList<>();
    private final WorkerExecutor files;
    private final WorkerExecutor views;
    private final WorkerExecutor door;
    private final Admission admission;
    private final FileTaking taking;
    /** Whoever hears of a transition of an alert tells it here. */
    private final Notifier notifier;

    private final AccountAnswers accounts;
    private volatile boolean isLive;
    private volatile boolean isPast;
    /** Epoch ms. */
    private volatile long presentSince;

    private final Map<String, Boolean> partsTold = new ConcurrentHashMap<>();
    private long saved;

    /**
     * What time it is.
     *
     * @param told the time of what is shown; of the past, or quicker, in a demonstration
     * @param real the time of who looks at it: sign-ins, their codes and their ends
     */
    record Clocks(InstantSource told, InstantSource real) {
        static Clocks live(InstantSource clock) {
            return new Clocks(clock, clock);
        }

        boolean isSimulated() {
            return told != real;
        }
    }

    /** Starts everything; blocks until dashboards are served. Brokers and stores may be away and come later. */
    Server(Settings settings, Clocks clocks, Adopter adopter) throws IOException {
        this(settings, clocks, false, walls -> walls, adopter);
    }

    /**
     * The same.
     *
     * @param pairs a wall has to be paired to show anything, as it must wherever people sign in
     * @param adopter makes devices known
     * @param gate who stands before the one that tells walls from people
     */
    Server(Settings settings, Clocks clocks, boolean pairs, UnaryOperator<Walls> gate, Adopter adopter)
            throws IOException {
        this.settings = settings;
        this.clock = clocks.told();
        boolean simulated = clocks.isSimulated();
        Config config = settings.config();
        Path data = config.server().data();
        Places places = config.places();
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(4));
        loop = vertx.getOrCreateContext();
        EmbeddedBroker.@Nullable Start starting = config.broker().engine() == Config.BrokerEngine.EMBEDDED
                ? EmbeddedBroker.begin(config.broker().port(), true)
                : null;
        Assets assets = Assets.load("dashboards");
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

        journal = journal(config, clock);
        snapshots = new Snapshots(data.resolve("snapshots"));
        TopicMap topics = new TopicMap(config.topics().mappings(), places.zone());
        Decoding decoding = new Decoding(decoders(topics, places), settings.sources());
        series = series(config);
        records = records(config, data, settings.judge(), clock);
        alertHistory = new AlertHistory(records);
        notifier = notifier(config);
        JournalFeed feed = new JournalFeed(journal);
        Translation translation = new Translation(decoding, settings.sources());
        seriesFollower = new Follower<>(
                "series", feed, translation::points, series, Follower.Limits.SERIES, data.resolve("series-dead.txt"));
        recordsFollower = new Follower<>(
                "records",
                feed,
                translation::changes,
                records,
                Follower.Limits.RECORDS,
                data.resolve("records-dead.txt"));

        core = new Core(settings, topics, decoding, journal, snapshots, this::sample, this::judged);
        Hub hub = new Hub(
                vertx,
                clock,
                meters,
                new Welcome(Main.version(), assets.build(), simulated, places.zone()),
                isOpen() ? Limits.open() : Limits.usual(),
                Audiences.topics(places, site -> true));
        audiences = new Audiences(hub, core.picture, core.alerts, this::target, simulated);
        handover = new Handover(loop, batch -> {
            core.pipeline.take(batch);
            if (!isPast) {
                audiences.changed();
            }
        });
        journal.start(handover);
        isLive = true;
        core.alerts
                .rules()
                .changes(config.rules())
                .forEach(change -> journal.append(
                        new Draft(Entry.Kind.RULE, "ioc", change.rule().id(), false, RuleProposals.bytes(change))));
        seriesFollower.start();
        recordsFollower.start();

        embedded = starting == null ? null : starting.broker();
        broker = broker(config, topics);
        HealthRows health = new HealthRows(
                core,
                hub,
                audiences,
                journal,
                handover,
                broker,
                List.of(seriesFollower, recordsFollower),
                new Meters(meters),
                config.journal().queueMessages());
        files = vertx.createSharedWorkerExecutor("files", FILES_AT_ONCE, LONGEST_FILE_MINUTES, TimeUnit.MINUTES);
        views = vertx.createSharedWorkerExecutor("views", VIEWS_AT_ONCE, LONGEST_FILE_MINUTES, TimeUnit.MINUTES);
        door = vertx.createSharedWorkerExecutor("door", 1);
        admission = new Admission(new Door(topics), door, journal, clock);
        Path scratch = scratch(data);
        taking = new FileTaking(this::take, scratch);
        Sights sights = new Sights(places, clock, audiences::of);
        ScreenAnswers screens =
                new ScreenAnswers(vertx, new Screens(new SecureRandom()), records, audiences, places, sights, clock);
        Inputs inputs = new Inputs(vertx, core, journal);
        Answering answers = new Answering(
                vertx,
                settings,
                topics,
                decoding,
                sights,
                screens,
                journal,
                series,
                records,
                clock,
                this::readiness,
                new Apologies(vertx, settings, core, inputs, clock),
                new AssignmentAnswers(settings, core, inputs, clock),
                files,
                new OneAtATime(
                        vertx.createSharedWorkerExecutor("judging", 1, LONGEST_JUDGING_MINUTES, TimeUnit.MINUTES)),
                taking,
                scratch,
                new Exchange(files, settings.sources(), journal, known(), clock),
                notifier,
                new AlertAnswers(
                        core,
                        inputs,
                        new Assignees(config, this::people, () -> core.picture.day()),
                        recipients(config)),
                new Trials(settings, new Replay(settings, () -> decoders(topics, places), journal, snapshots), records),
                new InboxAnswers(vertx, settings, core, topics, journal, clock, adopter),
                new HookAnswers(config.http(), admission, door));
        accounts = new AccountAnswers(
                vertx,
                vertx.createSharedWorkerExecutor("access", 1),
                config,
                records.people(),
                new Deeds(journal),
                new AuditAnswers(files, records.audit(), answers.exports(), clock),
                clocks.real(),
                SealKey.of(config, data),
                audiences::end);
        web = await(onLoop(() -> {
            audiences.begin();
            screens.load();
            health.names(series.engine(), records.engine(), brokerName(config), clock.instant(), config.wall());
            hub.beforeTick(() -> {
                audiences.project();
                health.ledger();
            });
            vertx.setPeriodic(SECOND_MS, id -> health.put());
            vertx.setPeriodic(SWEEP_MS, id -> {
                audiences.sweep();
                screens.sweep();
                screens.look(core.picture, journal::append);
            });
            Live live = new Live(hub, audiences::of);
            return WebServer.start(
                    vertx,
                    bind(config),
                    assets,
                    new WebServer.Live(
                            options -> Live.prepare(options, false),
                            (request, pass) -> live.socket(
                                    request,
                                    pass.flatMap(Accounts.Pass::caller),
                                    pass.map(Accounts.Pass::id).orElse("")),
                            (request, pass) -> live.events(
                                    request,
                                    pass.flatMap(Accounts.Pass::caller),
                                    pass.map(Accounts.Pass::id).orElse(""))),
                    answers,
                    accounts,
                    meters,
                    gate.apply(screens.walls(pairs || !isOpen())));
        }));
        loop.runOnContext(go -> accounts.start(url()));
        vertx.setPeriodic(MARK_MS, id -> journal.tick());
        vertx.setPeriodic(
                SECOND_MS,
                id -> vertx.executeBlocking(() -> {
                    alertHistory.store();
                    return null;
                }));
        vertx.setPeriodic(SECOND_MS, id -> parts());
        vertx.setPeriodic(config.journal().snapshotEvery().toMillis(), id -> save());
        vertx.setPeriodic(HOUR_MS, id -> vertx.executeBlocking(() -> journal.dropOld(this::finished)));
        notifier.start();
        if (!isOpen() && !bind(config).isSafe()) {
            LOG.warn("server: others can reach {} without TLS, passwords go in the clear (see server.tls)", url());
        }
        LOG.info("serving {}", url());
    }

    private List<Person> people() {
        return accounts.everybody();
    }

    private void judged(List<Turn> turns, Picture picture, Alerts alerts) {
        alertHistory.changed(turns);
        notifier.tell(Notices.of(turns, picture, alerts, settings.config().notifying()));
    }

    private Notifier notifier(Config config) {
        return new Notifier(
                vertx,
                config,
                new SendingRows(records.sendings()),
                new Notifier.Surroundings(
                        clock,
                        () -> ThreadLocalRandom.current().nextDouble(),
                        (language, key, values) -> Words.of(language).text(key, values),
                        Duration.ofSeconds(1)));
    }

    private static Map<String, String> recipients(Config config) {
        return config.notifying().recipients().stream()
                .collect(Collectors.toMap(Notifying.Recipient::id, Notifying.Recipient::name));
    }

    private static Decoders decoders(TopicMap topics, Places places) {
        return new Decoders(topics, device -> places.device(device).isPresent());
    }

    private Exchange.Known known() {
        return new Exchange.Known() {
            @Override
            public boolean isTold(String source, String code) {
                return core.picture.isTold(source, code);
            }

            @Override
            public long position() {
                return core.pipeline.position();
            }
        };
    }

    /** Begins to ask the dossier and task systems. */
    void poll() {
        WebClient client = WebClient.create(vertx);
        Bookmarks bookmarks = new Bookmarks(vertx, records, clock);
        for (Source source : settings.sources().values()) {
            Duration every = source.every();
            if (every != null) {
                Question question = source.ways().view() == null
                        ? new PageQuestion(vertx, client, source, this::take, bookmarks)
                        : new ViewQuestion(views, source, taking::append, bookmarks);
                polls.add(new Poll(vertx, source.id(), every, question, this::take).start());
            }
        }
    }

    /** Begins to ask devices and systems that speak HTTP. */
    void fetch() {
        Bookmarks bookmarks = new Bookmarks(vertx, records, clock);
        for (HttpIntake.Fetch fetch : settings.config().http().fetches()) {
            Duration every = fetch.every();
            Question question = every == null
                    ? new DeviceStream(vertx, fetch, admission)
                    : new DeviceQuestion(vertx, fetch, admission, bookmarks);
            polls.add(new Poll(vertx, fetch.id(), every == null ? AGAIN : every, question, admission).start());
        }
    }

    /** Takes what appears in the folders of the sources from now on. */
    void watchFolders() {
        for (Source source : settings.sources().values()) {
            Path folder = source.files().folder();
            if (folder != null) {
                folders.add(
                        DropFolder.watch(vertx, files, source.id(), folder, taking.of(source), DropFolder.Pace.USUAL));
            }
        }
    }

    /** An empty folder for files on their way; what a crash left there is of no use. */
    private static Path scratch(Path data) throws IOException {
        Path scratch = Files.createDirectories(data.resolve("files"));
        try (Stream<Path> left = Files.list(scratch)) {
            for (Path file : left.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        return scratch;
    }

    private static Journal journal(Config config, InstantSource clock) throws IOException {
        int days = (int) Math.max(1, config.journal().retention().toDays());
        Journal.Options usual = Journal.Options.keeping(days);
        return Journal.open(
                config.server().data().resolve("journal"),
                config.places().zone(),
                clock,
                new Journal.Options(
                        days,
                        config.journal().queueMessages(),
                        config.journal().queueBytes(),
                        usual.patience(),
                        usual.tailEntries(),
                        usual.tailBytes()));
    }

    static Series series(Config config) {
        Path data = config.server().data();
        Config.Series asked = config.series();
        return switch (asked.engine()) {
            case DUCKDB -> new DuckSeries(data.resolve("series"));
            case INFLUXDB ->
                new InfluxSeries(
                        new InfluxSeries.Target(
                                asked.url(),
                                asked.database(),
                                asked.user(),
                                asked.password().reveal(),
                                ""),
                        data.resolve("series-position.txt"));
        };
    }

    static Records records(Config config, Path data, Judge judge, InstantSource clock) {
        Config.Records asked = config.records();
        return switch (asked.engine()) {
            case SQLITE -> Records.sqlite(data.resolve("records.db"), judge, clock);
            case POSTGRESQL ->
                Records.postgres(asked.url(), asked.user(), asked.password().reveal(), judge, clock);
        };
    }

    private static Bind bind(Config config) {
        return new Bind(
                config.server().host(),
                config.server().port(),
                config.access().mode() == Config.AccessMode.ACCOUNTS,
                config.server().names(),
                config.server().tls().isThere() || config.access().origin().startsWith("https:"),
                config.server().proxies(),
                new Bind.Pem(config.server().tls().cert(), config.server().tls().key()));
    }

    private static String brokerName(Config config) {
        return config.broker().engine() == Config.BrokerEngine.EMBEDDED
                ? "Moquette, " + config.broker().port()
                : config.broker().url();
    }

    private Broker broker(Config config, TopicMap topics) throws IOException {
        Config.Broker asked = config.broker();
        EmbeddedBroker own = embedded;
        Broker.Login login =
                own == null ? new Broker.Login(asked.user(), asked.password().reveal()) : own.login();
        Door ours = new Door(topics);
        Tls tls = asked.caFile().isEmpty() ? Tls.USUAL : new Tls(Path.of(asked.caFile()), null, null);
        return Broker.open(
                new Broker.Options(
                        own == null ? asked.url() : own.url(),
                        asked.clientId(),
                        login,
                        tls,
                        topics.filters(config.topics().listen())),
                (topic, retained, body, durable) -> {
                    Message kept = ours.admit(new Message(topic, body, retained, clock.instant()));
                    ours.requests().forEach(this::ask);
                    Draft draft = new Draft(Entry.Kind.MESSAGE, Feeds.MQTT, kept.topic(), retained, kept.payload());
                    return journal.offer(draft, durable);
                },
                (up, reason) -> {
                    LOG.info("broker: {} {}", up ? "connected" : "lost", reason);
                    journal.append(feed(up, reason));
                });
    }

    /** The one thing that is ever said to devices: that a Sparkplug node shall say once more what it is. */
    private void ask(Request request) {
        vertx.runOnContext(go -> broker.publish(request.topic(), request.payload()));
    }

    private static Draft feed(boolean up, String reason) {
        return new Draft(
                Entry.Kind.FEED, Feeds.MQTT, up ? "up" : "down", false, reason.getBytes(StandardCharsets.UTF_8));
    }

    private Projection.Target target(Hub hub) {
        return new Projection.Target() {
            @Override
            public void put(String topic, String key, Map<String, ?> fields) {
                hub.put(topic, key, fields);
            }

            @Override
            public void remove(String topic, String key) {
                hub.remove(topic, key);
            }

            /** While a past is told, time leaps: nothing that is measured then is true. */
            @Override
            public void heard(@Nullable Long observedAt, long receivedAt) {
                if (receivedAt >= presentSince) {
                    hub.heard(observedAt, receivedAt);
                }
            }
        };
    }

    private Future<?> take(List<ioc.source.Raw> records) {
        return journal.append(records.stream()
                .map(raw -> new Draft(raw.kind(), raw.source(), raw.subject(), false, raw.body()))
                .toList());
    }

    /** A minute of the past, as after a stop, has no sample: nobody knows what it was like. */
    private void sample(Picture picture, Instant now) {
        if (isLive && Duration.between(now, clock.instant()).compareTo(FRESH) < 0) {
            byte[] body = Sampling.of(picture, now).toJson();
            journal.append(new Draft(Entry.Kind.SAMPLE, "ioc", "minute", false, body));
        }
    }

    /** Freezes on the loop, writes beside it. */
    private Future<?> save() {
        long position = core.pipeline.position();
        SavedPicture frozen = core.freeze();
        return vertx.executeBlocking(() -> {
                    alertHistory.store();
                    if (!alertHistory.isStored() || notifier.behind() > 0) {
                        return position; // what the snapshot holds is not said again at a start
                    }
                    LocalDate day = LocalDate.ofInstant(
                            Instant.ofEpochMilli(frozen.picture().now()),
                            settings.config().places().zone());
                    snapshots.write(
                            position,
                            frozen.toJson(),
                            day,
                            day.minusDays(
                                    settings.config().journal().retention().toDays()));
                    saved = position;
                    return position;
                })
                .onFailure(e -> LOG.error("snapshot: was not written: {}", e.getMessage()));
    }

    private long finished() {
        return Math.min(
                saved,
                Math.min(
                        seriesFollower.progress().position(),
                        recordsFollower.progress().position()));
    }

    /** Messages can be taken, kept and shown; stores and broker may be away. */
    private Answers.Readiness readiness() {
        boolean isWell = journal.state().condition() == Journal.State.Condition.OK;
        return new Answers.Readiness(
                isWell && isLive,
                Map.of(
                        "journal",
                        isWell ? "up" : "down",
                        "picture",
                        isPictureWhole() ? "up" : "down",
                        "broker",
                        broker.up() ? "up" : "down",
                        "series",
                        word(seriesFollower),
                        "records",
                        word(recordsFollower)));
    }

    /** Tells the journal when a part of ours comes to work or ceases to: alerts rest on the journal alone. */
    private void parts() {
        part("picture", isPictureWhole());
        part("series", works(seriesFollower));
        part("records", works(recordsFollower));
        part("broker", broker.up());
    }

    private void part(String name, boolean works) {
        Boolean before = partsTold.put(name, works);
        if (before == null || before != works) {
            journal.append(PartText.draft("server/" + name, "", works, works ? "" : "away"));
        }
    }

    private boolean isPictureWhole() {
        return core.pipeline.failed() == 0;
    }

    private static boolean works(Follower<?> follower) {
        Progress.State state = follower.progress().state();
        return state != Progress.State.AWAY && state != Progress.State.REFUSED;
    }

    private static String word(Follower<?> follower) {
        return follower.progress().state() == Progress.State.FOLLOWING ? "up" : "down";
    }

    /** Whether everybody on this machine may do everything. */
    boolean isOpen() {
        return settings.config().access().mode() == Config.AccessMode.OPEN;
    }

    /** Where dashboards are. */
    String url() {
        return (settings.config().server().tls().isThere() ? "https://" : "http://")
                + settings.config().server().host() + ":" + web.port() + "/";
    }

    /** Where devices connect. */
    String brokerUrl() {
        EmbeddedBroker own = embedded;
        return own == null ? settings.config().broker().url() : own.url();
    }

    /** Connected to the broker and subscribed. */
    boolean isHearing() {
        return broker.up();
    }

    /** Messages the broker has handed us since the start. */
    long heard() {
        return broker.figures().received();
    }

    /** While a past is told quickly, dashboards are renewed once a second only. */
    void tellsPast(boolean past) {
        presentSince = past ? Long.MAX_VALUE : clock.millis();
        isPast = past;
    }

    /** Whether everything taken in so far is in the picture. */
    boolean isSettled() {
        return journal.figures().pending() == 0 && handover.behind() == 0;
    }

    private <T> Future<T> onLoop(Callable<Future<T>> work) {
        io.vertx.core.Promise<T> promise = io.vertx.core.Promise.promise();
        loop.runOnContext(go -> {
            try {
                work.call().onComplete(promise);
            } catch (Exception e) {
                promise.fail(e);
            }
        });
        return promise.future();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException("did not answer within " + PATIENCE_SECONDS + " s", late);
        }
    }

    /** Takes nothing more, writes and shows what was taken, saves the picture, and ends. Blocks. */
    @Override
    public void close() {
        polls.forEach(Poll::close);
        folders.forEach(DropFolder::close);
        broker.close();
        EmbeddedBroker own = embedded;
        if (own != null) {
            own.close();
        }
        isLive = false;
        await(onLoop(() -> {
            accounts.close();
            audiences.close();
            return web.close();
        }));
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!isSettled() && System.nanoTime() < until) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1)); // others need the processor more
        }
        await(onLoop(this::save));
        alertHistory.store();
        await(notifier.close());
        handover.close();
        seriesFollower.close();
        recordsFollower.close();
        journal.close();
        series.close();
        records.close();
        await(vertx.close());
        LOG.info("stopped at position {}", journal.head());
    }
}
