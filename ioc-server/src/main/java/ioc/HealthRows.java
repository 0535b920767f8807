package ioc;

import ioc.config.Config;
import ioc.follow.Progress;
import ioc.journal.Journal;
import ioc.mqtt.Broker;
import ioc.picture.Ledger;
import ioc.push.Hub;
import ioc.push.Viewer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
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
    private final Journal journal;
    private final Handover handover;
    private final Broker broker;
    private final List<Supplier<Progress>> readers;
    /** How much of each source was accepted at which position: what a reader behind it has stored. */
    private final TreeMap<Long, Map<String, Long>> accepted = new TreeMap<>();

    private Set<String> shownSessions = Set.of();
    private long rounds;

    HealthRows(
            Core core,
            Hub hub,
            Journal journal,
            Handover handover,
            Broker broker,
            List<Supplier<Progress>> readers) {
        this.core = core;
        this.hub = hub;
        this.journal = journal;
        this.handover = handover;
        this.broker = broker;
        this.readers = readers;
    }

    /** Puts what does not change while we run. */
    void names(String series, String records, String brokerName, Instant startedAt, Config.Wall wall) {
        hub.put("health", "engines", fields("series", series, "records", records, "broker", brokerName));
        hub.put("overview", "setup", fields("startedAt", startedAt, "version", Main.version()));
        hub.put(
                "overview",
                "wall",
                fields(
                        "subtitle", Map.of("vi", wall.subtitle().vi(), "en", wall.subtitle().en()),
                        "orgs", wall.orgs(),
                        "takeoverMs", wall.takeover(),
                        "phone", wall.phone()));
        put();
    }

    void put() {
        List<Progress> progress = readers.stream().map(Supplier::get).toList();
        ledger(progress.get(0));
        hub.put(
                "health",
                "reader:picture",
                fields(
                        "position", core.pipeline.position(),
                        "head", journal.head(),
                        "lag", (long) handover.behind(),
                        "heardAt", core.picture.now(),
                        "state", "following",
                        "error", null));
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
        sessions();
        rounds++;
    }

    private void ledger(Progress series) {
        Map<String, Long> now = new LinkedHashMap<>();
        List<Ledger.Account> accounts = core.picture.ledger().accounts();
        accounts.forEach(account -> now.put(account.source(), account.received() - account.rejectedInAll()));
        accepted.put(core.pipeline.position(), now);
        Map.Entry<Long, Map<String, Long>> stored = accepted.floorEntry(series.position());
        if (stored != null) {
            accepted.headMap(stored.getKey(), false).clear();
        }
        while (accepted.size() > MOST_MARKS) {
            accepted.remove(accepted.firstKey());
        }
        for (Ledger.Account account : accounts) {
            long all = account.received() - account.rejectedInAll();
            long done = stored == null ? 0 : Math.min(all, stored.getValue().getOrDefault(account.source(), 0L));
            long queued = account.source().equals(Feeds.MQTT) ? journal.figures().pending() + handover.behind() : 0;
            hub.put(
                    "health",
                    "ledger:" + account.source(),
                    fields("stored", done, "pending", all - done + queued, "received", account.received() + queued));
        }
        Broker.Figures figures = broker.figures();
        hub.put(
                "health",
                "broker",
                fields(
                        "up", broker.up(),
                        "received", figures.received(),
                        "acknowledged", figures.acknowledged(),
                        "refused", figures.refused(),
                        "cut", figures.cut(),
                        "failed", figures.failed(),
                        "connections", figures.connections()));
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
                        "commitMs", figures.lastCommitNanos() / 100_000 / 10.0,
                        "commits", figures.commits(),
                        "state", state.condition().name().toLowerCase(Locale.ROOT),
                        "reason", state.reason()));
        hub.put("overview", "setup", fields("journal", isWell, "broker", broker.up()));
        if (rounds % DISK_EVERY == 0) {
            try {
                Journal.Disk disk = journal.disk();
                Long today = disk.days().isEmpty() ? 0 : disk.days().get(disk.days().lastKey());
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
                        "heapUsed", (runtime.totalMemory() - runtime.freeMemory()) >> 20 << 20,
                        "heapMax", runtime.maxMemory(),
                        "loopMs", hub.lastTick().toNanos() / 100_000 / 10.0,
                        "sessions", hub.viewers().size(),
                        "queue", journal.figures().pending() + handover.behind(),
                        "queueMax", journal.queueMax()));
        hub.put(
                "health",
                "latency",
                fields(
                        "commitMs", journal.figures().lastCommitNanos() / 100_000 / 10.0,
                        "frameMs", hub.lastTick().toNanos() / 100_000 / 10.0));
    }

    private void sessions() {
        Set<String> shown = new HashSet<>();
        for (Viewer viewer : hub.viewers()) {
            String key = "session:" + viewer.number();
            shown.add(key);
            hub.put(
                    "health",
                    key,
                    fields(
                            "topics", viewer.topics(),
                            "drawnAgoMs", viewer.drawnAgo().map(Duration::toMillis).orElse(null),
                            "since", viewer.since()));
        }
        shownSessions.stream().filter(key -> !shown.contains(key)).forEach(key -> hub.remove("health", key));
        shownSessions = shown;
    }

    private static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }
}
