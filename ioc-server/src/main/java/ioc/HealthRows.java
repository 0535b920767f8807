package ioc;

import ioc.config.Config;
import ioc.follow.Follower;
import ioc.follow.Progress;
import ioc.journal.Journal;
import ioc.mqtt.Broker;
import ioc.picture.Ledger;
import ioc.push.Audiences;
import ioc.push.Delay;
import ioc.push.Hub;
import ioc.push.Viewer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the edges say of themselves, for the topic {@code health}: readers, journal, machine, sessions, and the ledger's
 * stored and pending. Once a second, on the event loop.
 */
final class HealthRows {
    private static final int MOST_MARKS = 4_096;
    private static final long DISK_EVERY = 10;

    private final Core core;
    private final Hub hub;
    private final Audiences audiences;
    private final Journal journal;
    private final Handover handover;
    private final Broker broker;
    private final List<Follower<?>> readers;
    private final Meters meters;
    private final Map<String, Balance> balances = new LinkedHashMap<>();
    private final int queueMax;
    /** How much of each source was accepted at which position: what a reader behind it has stored. */
    private final TreeMap<Long, Map<String, Long>> accepted = new TreeMap<>();

    /** What the ledger had of MQTT before this process took anything. */
    private final long receivedBefore;

    private final long[] gaps = new long[3];
    private Set<String> shownSessions = Set.of();
    private long rounds;

    HealthRows(
            Core core,
            Hub hub,
            Audiences audiences,
            Journal journal,
            Handover handover,
            Broker broker,
            List<Follower<?>> readers,
            Meters meters,
            int queueMax) {
        this.queueMax = queueMax;
        this.receivedBefore = core.picture.ledger().account(Feeds.MQTT).received();
        this.core = core;
        this.hub = hub;
        this.audiences = audiences;
        this.journal = journal;
        this.handover = handover;
        this.broker = broker;
        this.readers = readers;
        this.meters = meters;
        meters.watch(core.picture, journal, broker, readers);
    }

    /** Puts what does not change while we run. */
    void names(String series, String records, String brokerName, Instant startedAt, Config.Wall wall) {
        hub.put("health", "engines", fields("series", series, "records", records, "broker", brokerName));
        audiences.everywhere("overview", "setup", fields("startedAt", startedAt, "version", Main.version()));
        audiences.everywhere(
                "overview",
                "wall",
                fields(
                        "subtitle",
                                Map.of(
                                        "vi",
                                        wall.subtitle().vi(),
                                        "en",
                                        wall.subtitle().en()),
                        "orgs", wall.orgs(),
                        "takeoverMs", wall.takeover(),
                        "phone", wall.phone()));
        put();
    }

    void put() {
        List<Progress> progress =
                readers.stream().<Progress>map(Follower::progress).toList();
        mark(progress.get(0));
        ledger();
        broker();
        hub.put(
                "health",
                "reader:picture",
                fields(
                        "position",
                        core.pipeline.position(),
                        "head",
                        journal.head(),
                        "lag",
                        (long) handover.behind(),
                        "heardAt",
                        core.picture.now(),
                        "dead",
                        core.pipeline.failed(),
                        "state",
                        "following",
                        "error",
                        null));
        for (Progress reader : progress) {
            hub.put(
                    "health",
                    "reader:" + reader.name(),
                    fields(
                            "position", reader.position(),
                            "head", reader.head(),
                            "lag", reader.lag(),
                            "heardAt", reader.receivedAt() == 0 ? null : (Long) reader.receivedAt(),
                            "written", reader.written(),
                            "dead", reader.dead(),
                            "state", reader.state().name().toLowerCase(Locale.ROOT),
                            "error", reader.error()));
        }
        journal();
        machine();
        delays();
        sessions();
        rounds++;
    }

    /** The account of one source, closed: what is not rejected is stored or pending. */
    static final class Balance {
        private final String source;
        private long accepted;
        private long rejected;
        private long stored;

        private Balance(String source) {
            this.source = source;
        }

        String source() {
            return source;
        }

        long received() {
            return accepted + rejected;
        }

        long rejected() {
            return rejected;
        }

        long stored() {
            return stored;
        }

        long pending() {
            return accepted - stored;
        }
    }

    /** Before each tick, so that received = stored + rejected + pending on every frame. */
    void ledger() {
        Progress series = readers.get(0).progress();
        Map.Entry<Long, Map<String, Long>> passed = accepted.floorEntry(series.position());
        for (Ledger.Account account : core.picture.ledger().accounts()) {
            Balance balance = balances.computeIfAbsent(account.source(), source -> {
                Balance opened = new Balance(source);
                meters.watch(opened);
                return opened;
            });
            balance.accepted = account.accepted();
            balance.rejected = account.rejectedInAll();
            balance.stored = passed == null
                    ? Math.max(0, account.accepted() - series.lag())
                    : Math.min(account.accepted(), passed.getValue().getOrDefault(account.source(), 0L));
            hub.put(
                    "health",
                    "ledger:" + account.source(),
                    fields("stored", balance.stored(), "pending", balance.pending()));
        }
    }

    /** Notes how much was accepted at this position. When the reader is too far behind to note more, pending is an upper bound. */
    private void mark(Progress series) {
        Map<String, Long> now = new LinkedHashMap<>();
        core.picture.ledger().accounts().forEach(account -> now.put(account.source(), account.accepted()));
        if (accepted.size() < MOST_MARKS) {
            accepted.put(core.pipeline.position(), now);
        }
        Long passed = accepted.floorKey(series.position());
        if (passed != null) {
            accepted.headMap(passed, false).clear();
        }
    }

    /** What the MQTT client counted, against what came out at the other end. */
    private void broker() {
        Broker.Figures figures = broker.figures();
        hub.put("health", "ledger:" + Feeds.MQTT, fields("missing", missing(figures)));
        hub.put(
                "health",
                "broker",
                fields(
                        "up", broker.up(),
                        "received", figures.received(),
                        "acknowledged", figures.acknowledged(),
                        "refused", figures.refused(),
                        "failed", figures.failed(),
                        "connections", figures.connections()));
    }

    /** Messages the client handed in that the picture never saw; those under way at this moment are not missing. */
    private long missing(Broker.Figures figures) {
        long underWay = journal.figures().pending() + handover.behind();
        long seen = core.picture.ledger().account(Feeds.MQTT).received() - receivedBefore;
        System.arraycopy(gaps, 1, gaps, 0, gaps.length - 1);
        gaps[gaps.length - 1] = Math.max(0, figures.received() - figures.refused() - seen - underWay);
        return Arrays.stream(gaps).min().orElse(0);
    }

    private void journal() {
        Journal.Figures figures = journal.figures();
        Journal.State state = journal.state();
        boolean isWell = state.condition() == Journal.State.Condition.OK;
        hub.put(
                "health",
                "journal",
                fields(
                        "position", figures.position(),
                        "commitMs", millis(figures.lastCommitNanos()),
                        "commits", figures.commits(),
                        "state", state.condition().name().toLowerCase(Locale.ROOT),
                        "reason", state.reason()));
        audiences.everywhere("overview", "setup", fields("journal", isWell, "broker", broker.up()));
        if (rounds % DISK_EVERY == 0) {
            try {
                Journal.Disk disk = journal.disk();
                Long today =
                        disk.days().isEmpty() ? 0 : disk.days().get(disk.days().lastKey());
                hub.put("health", "journal", fields("bytesToday", today, "freeBytes", disk.freeBytes()));
            } catch (IOException unreadable) {
                hub.put("health", "journal", fields("bytesToday", null, "freeBytes", null));
            }
        }
    }

    private void machine() {
        Runtime runtime = Runtime.getRuntime();
        hub.put(
                "health",
                "machine",
                fields(
                        "heapUsed",
                        (runtime.totalMemory() - runtime.freeMemory()) >> 20 << 20,
                        "heapMax",
                        runtime.maxMemory(),
                        "loopMs",
                        millis(hub.lastTick().toNanos()),
                        "sessions",
                        audiences.viewers().size(),
                        "queue",
                        journal.figures().pending() + handover.behind(),
                        "queueMax",
                        queueMax));
        hub.put(
                "health",
                "latency",
                fields(
                        "commitMs", millis(journal.figures().lastCommitNanos()),
                        "frameMs", millis(hub.lastTick().toNanos())));
    }

    private void delays() {
        for (Delay delay : hub.delays()) {
            hub.put(
                    "health",
                    "delay:" + delay.stage(),
                    fields(
                            "p50Ms", delay.p50(),
                            "p99Ms", delay.p99(),
                            "count", delay.count(),
                            "minutes", delay.minutes()));
        }
    }

    private void sessions() {
        Set<String> shown = new HashSet<>();
        for (Viewer viewer : audiences.viewers()) {
            String key = "session:" + viewer.number();
            shown.add(key);
            hub.put(
                    "health",
                    key,
                    fields(
                            "topics", viewer.topics(),
                            "drawnAgoMs",
                                    viewer.drawnAgo().map(Duration::toMillis).orElse(null),
                            "since", viewer.since()));
        }
        shownSessions.stream().filter(key -> !shown.contains(key)).forEach(key -> hub.remove("health", key));
        shownSessions = shown;
    }

    /** With one decimal. */
    private static double millis(long nanos) {
        return Math.round(nanos / 100_000.0) / 10.0;
    }

    private static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }
}
