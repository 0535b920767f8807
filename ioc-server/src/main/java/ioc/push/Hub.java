package ioc.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is shown now, and all who look at it.
 *
 * <p>Topics hold keys, keys hold fields, and every field has the number of its last change. "Everything since n" is
 * encoded once for all sessions with equal n and topics, so there is no queue per session and a slow session gets fewer
 * frames, never older ones. A number is given to a state when it is first sent (sealed): what changes later has a
 * later number. One frame per session and tick, with all its topics; the next tick comes after ten times what the last
 * ones took on average, between 10 and 100 ms, and only when something changed.
 *
 * <p>Everything on one event loop, held by a check: the loop of the first call.
 */
public final class Hub {
    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final long LEAST_PAUSE_MS = 10;
    private static final long MOST_PAUSE_MS = 100;
    static final long HEARTBEAT_MS = 2000;
    private static final int BEATS_PER_PROBE = 10;
    /** Of the average: a tick that was held up by something else must not delay the next one tenfold. */
    private static final int TICKS_REMEMBERED = 8;
    /** Of one tick, to measure how long they waited; more than that many are a sample. */
    private static final int MOST_RECEIPTS = 512;

    private final Alarm alarm;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Welcome welcome;
    private final Limits limits;
    private final String epoch;
    private final Map<String, Topic> topics = new LinkedHashMap<>();
    private final Set<Session> sessions = new LinkedHashSet<>();
    /** Which key opened a session. */
    private final Map<PartKey, Topic.@Nullable Part> parts = new HashMap<>();

    private final Map<FrameKey, String> frames = new HashMap<>();
    private final StringBuilder scratch = new StringBuilder();
    private final Counter framesSent;
    private final Counter bytesSent;
    private final Timer tickTime;
    private final Common common;
    private final Delays delays;
    private final boolean isFirst;
    /** When readings came in that are in the next frame, epoch ms. */
    private final long[] receipts = new long[MOST_RECEIPTS];

    private int receipt;
    private long oldest = Session.NOTHING;
    private Runnable projection = () -> {};
    private @Nullable Thread home;
    private long seq;
    private long beats;
    private boolean unsealed;
    private boolean ticking;
    private boolean beating;
    private boolean closed;
    private boolean projectionFailed;
    private long lastTickAt;
    private long lastTook;
    private long usuallyTakes;

    /** Calls back after some milliseconds, on the event loop. */
    interface Alarm {
        void after(long millis, Runnable then);
    }

    /** What the hubs of one server share. */
    private static final class Common {
        private final Delays delays = new Delays();
        private long numbers;
        private int sessions;
        /** By who looks. */
        private final Map<String, Integer> each = new HashMap<>();
    }

    private record PartKey(String topic, long since) {}

    private record FrameKey(long sent, List<String> topics, Map<String, Long> behind) {}

    /**
     * @param clock what dashboards are told is the time
     * @param topics all that may be subscribed to, from the start
     */
    public Hub(
            Vertx vertx,
            InstantSource clock,
            MeterRegistry meters,
            Welcome welcome,
            Limits limits,
            Collection<String> topics) {
        this((millis, then) -> vertx.setTimer(millis, id -> then.run()), clock, meters, welcome, limits, topics);
    }

    Hub(
            Alarm alarm,
            InstantSource clock,
            MeterRegistry meters,
            Welcome welcome,
            Limits limits,
            Collection<String> topics) {
        this(alarm, clock, meters, welcome, limits, topics, null);
    }

    private Hub(
            Alarm alarm,
            InstantSource clock,
            MeterRegistry meters,
            Welcome welcome,
            Limits limits,
            Collection<String> topics,
            @Nullable Common shared) {
        this.alarm = alarm;
        this.clock = clock;
        this.meters = meters;
        this.welcome = welcome;
        this.limits = limits;
        this.epoch = Long.toString(new SecureRandom().nextLong() >>> 16, 36);
        topics.forEach(name -> this.topics.put(name, new Topic(name, limits.graves())));
        this.framesSent = meters.counter("ioc.push.frames");
        this.bytesSent = Counter.builder("ioc.push.bytes").baseUnit("bytes").register(meters);
        this.tickTime = meters.timer("ioc.push.tick.seconds");
        isFirst = shared == null;
        common = shared == null ? new Common() : shared;
        delays = common.delays;
        if (isFirst) {
            meters.gauge("ioc.push.sessions", common, all -> all.sessions);
        }
    }

    /** A further hub of this server, for those who may see other topics: what it holds is its own. */
    Hub beside(Collection<String> others) {
        Hub hub = new Hub(alarm, clock, meters, welcome, limits, others, common);
        hub.home = home;
        return hub;
    }

    /** What is run before each tick to put what changed. Replaces the one before. */
    public void beforeTick(Runnable projection) {
        this.projection = projection;
    }

    /** Something changed that the projection will put: there shall be a tick soon. */
    public void changed() {
        atHome();
        if (ticking || closed) {
            return;
        }
        ticking = true;
        long pause = Math.min(MOST_PAUSE_MS, Math.max(LEAST_PAUSE_MS, usuallyTakes / 100_000));
        long since = (nanos() - lastTickAt) / 1_000_000;
        alarm.after(Math.max(LEAST_PAUSE_MS, pause - since), this::tick);
    }

    /**
     * Merges fields into a key; only what differs is sent. Values: text, number, boolean, {@link Instant} and
     * {@link Duration} (sent as ms), list, map, null. Throws for a topic that was not given at birth.
     */
    public void put(String topic, String key, Map<String, ?> fields) {
        if (topic(topic).put(key, fields, seq + 1)) {
            unsealed();
        }
    }

    public void remove(String topic, String key) {
        if (topic(topic).remove(key, seq + 1)) {
            unsealed();
        }
    }

    /** Removes all keys. Those who watch get the whole topic anew. */
    public void clear(String topic) {
        if (topic(topic).clear(seq + 1)) {
            unsealed();
        }
    }

    private Topic topic(String name) {
        Topic topic = topics.get(name);
        if (topic == null) {
            throw new IllegalArgumentException("topic: was \"" + name + "\" but must be one of " + topics.keySet());
        }
        return topic;
    }

    private void unsealed() {
        unsealed = true;
        changed();
    }

    /** A reading that came in is in what is put for the next frame. Both by our clock, epoch ms; null when not known. */
    public void heard(@Nullable Long observedAt, long receivedAt) {
        long source = observedAt == null ? receivedAt : observedAt;
        if (observedAt != null && isFirst) {
            delays.add(Delays.Stage.DEVICE, clock.millis(), (double) (receivedAt - observedAt));
        }
        if (receipt < MOST_RECEIPTS) {
            receipts[receipt] = receivedAt;
            receipt++;
        }
        oldest = oldest < 0 ? source : Math.min(oldest, source);
    }

    /** The frames of this tick are ready; when the oldest reading in them was made, {@link Session#NOTHING} without one. */
    private long framed() {
        long now = clock.millis();
        for (int i = 0; i < receipt; i++) {
            delays.add(Delays.Stage.FRAME, now, (double) (now - receipts[i]));
        }
        receipt = 0;
        long source = oldest;
        oldest = Session.NOTHING;
        return source;
    }

    /** A dashboard said it has drawn a frame that was sent then, with a reading made then. */
    void drawn(long sentAt, long source) {
        long now = clock.millis();
        delays.add(Delays.Stage.DRAW, now, (nanos() - sentAt) / 1e6);
        if (source >= 0) {
            delays.add(Delays.Stage.ALL, now, (double) (now - source));
        }
    }

    /** How long it takes from a device to the pixel, by stages. */
    public List<Delay> delays() {
        return delays.at(clock.millis());
    }

    /** Gives the present state its number. */
    private void seal() {
        if (unsealed) {
            unsealed = false;
            seq++;
            parts.clear();
        }
    }

    void tick() {
        ticking = false;
        long began = nanos();
        project();
        seal();
        long source = framed();
        long ready = nanos();
        for (Session session : new ArrayList<>(sessions)) {
            flush(session, ready, source);
        }
        frames.clear();
        lastTickAt = nanos();
        lastTook = lastTickAt - began;
        usuallyTakes = usuallyTakes == 0 ? lastTook : usuallyTakes + (lastTook - usuallyTakes) / TICKS_REMEMBERED;
        tickTime.record(lastTook, TimeUnit.NANOSECONDS);
    }

    /** A projection that fails is a defect of ours: said once, and what could be put is sent. */
    void project() {
        try {
            projection.run();
            projectionFailed = false;
        } catch (RuntimeException e) {
            if (!projectionFailed) {
                LOG.error("projection failed: dashboards may show old values until it works", e);
            }
            projectionFailed = true;
        }
    }

    /** Sends a session at once what it has just asked for. */
    void greet(Session session) {
        atHome();
        seal();
        flush(session, nanos(), Session.NOTHING);
        frames.clear();
    }

    private void flush(Session session, long nanos, long source) {
        boolean news = session.sent() < seq || !session.behind().isEmpty();
        if (!news || !sessions.contains(session)) {
            return;
        }
        String frame = frame(session);
        if (frame.isEmpty()) {
            session.upTo(seq);
        } else if (!session.waits(nanos)) {
            session.frame(frame, new Session.Sent(seq, nanos, source));
            framesSent.increment();
            bytesSent.increment(frame.length());
        }
    }

    /** Everything the session lacks; empty when nothing. */
    private String frame(Session session) {
        FrameKey key = new FrameKey(session.sent(), session.topics(), session.behind());
        String known = frames.get(key);
        if (known != null) {
            return known;
        }
        String frame = encode(session);
        frames.put(new FrameKey(key.sent, key.topics, new TreeMap<>(key.behind)), frame);
        return frame;
    }

    private String encode(Session session) {
        List<Topic.Part> content = new ArrayList<>();
        List<String> full = new ArrayList<>();
        for (String name : session.topics()) {
            Topic.Part part = part(name, session.behind().getOrDefault(name, session.sent()));
            if (part != null) {
                content.add(part);
                if (part.full()) {
                    full.add(name);
                }
            }
        }
        if (content.isEmpty()) {
            return "";
        }
        scratch.setLength(0);
        scratch.append("{\"type\":\"frame\",\"seq\":").append(seq);
        scratch.append(",\"now\":").append(clock.millis());
        if (!full.isEmpty()) {
            scratch.append(",\"full\":");
            JsonText.value(scratch, full);
        }
        String before = ",\"topics\":{";
        for (Topic.Part part : content) {
            scratch.append(before).append(part.text());
            before = ",";
        }
        return scratch.append("}}").toString();
    }

    private Topic.@Nullable Part part(String name, long since) {
        return parts.computeIfAbsent(
                new PartKey(name, since), key -> topic(name).since(since));
    }

    /** A whole topic as it is now, as JSON text: {@code {"name":{"put":{key:{field:value}}}}}. */
    public String text(String topic) {
        atHome();
        Topic.Part all = topic(topic).since(-1);
        return '{' + (all == null ? "" : all.text()) + '}';
    }

    boolean offers(String topic) {
        return topics.containsKey(topic);
    }

    boolean resumable(String epoch, long seq) {
        return this.epoch.equals(epoch) && seq >= 0 && seq <= this.seq;
    }

    String epoch() {
        return epoch;
    }

    Limits limits() {
        return limits;
    }

    /** Whether there is no room for one more session of somebody. */
    boolean isFull(String who) {
        return closed || common.sessions >= limits.sessions() || common.each.getOrDefault(who, 0) >= limits.each();
    }

    /** A session of everybody. */
    Session open(Wire wire) {
        return open(wire, "", "");
    }

    /**
     * A new session, which has been told who we are. The wire closes it by {@link #gone}.
     *
     * @param pass the key that opened it
     * @param who id of who looks
     */
    Session open(Wire wire, String pass, String who) {
        atHome();
        Session session = new Session(this, wire, limits, pass, who, ++common.numbers, clock.instant(), seq, nanos());
        sessions.add(session);
        common.sessions++;
        common.each.merge(who, 1, Integer::sum);
        StringBuilder out = new StringBuilder("{\"type\":\"welcome\",\"epoch\":");
        JsonText.string(out, epoch);
        out.append(",\"now\":").append(clock.millis()).append(",\"version\":");
        JsonText.string(out, welcome.version());
        out.append(",\"build\":");
        JsonText.string(out, welcome.build());
        out.append(",\"simulated\":").append(welcome.simulated());
        out.append(",\"heartbeat\":").append(HEARTBEAT_MS).append(",\"zone\":");
        JsonText.string(out, welcome.zone().getId());
        wire.send(out.append('}').toString(), Session.NOTHING);
        if (!beating) {
            beating = true;
            alarm.after(HEARTBEAT_MS, this::beat);
        }
        return session;
    }

    /** The one way a session ends when we end it. */
    void end(Session session, Close why) {
        if (gone(session)) {
            meters.counter("ioc.push.closes", "code", Integer.toString(why.code()))
                    .increment();
            session.wire().close(why);
        }
    }

    /** Ends all of some kind. */
    void end(Predicate<Session> which, Close why) {
        new ArrayList<>(sessions).stream().filter(which).forEach(session -> end(session, why));
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    /** The one way a session is removed; false when it was already. */
    boolean gone(Session session) {
        atHome();
        boolean wasHere = sessions.remove(session);
        if (wasHere) {
            common.sessions--;
            common.each.computeIfPresent(session.who(), (who, count) -> count == 1 ? null : count - 1);
        }
        return wasHere;
    }

    /** Time for all who are there, with the number up to which each has been sent everything. */
    void beat() {
        beating = !sessions.isEmpty();
        if (!beating) {
            return;
        }
        alarm.after(HEARTBEAT_MS, this::beat);
        beats++;
        long nanos = nanos();
        String start = "{\"type\":\"beat\",\"now\":" + clock.millis() + ",\"seq\":";
        Map<Long, String> texts = new HashMap<>();
        for (Session session : new ArrayList<>(sessions)) {
            if (session.tooSlow(nanos)) {
                end(session, Close.TOO_SLOW);
            } else if (session.silent(nanos)) {
                end(session, Close.SILENT);
            } else if (!session.wire().full()) {
                session.wire().send(texts.computeIfAbsent(session.sent(), n -> start + n + '}'), Session.NOTHING);
                if (beats % BEATS_PER_PROBE == 0) {
                    session.wire().probe();
                }
            }
        }
    }

    /** All who look, for the health page. */
    public List<Viewer> viewers() {
        long nanos = nanos();
        return sessions.stream().map(session -> session.seen(nanos)).toList();
    }

    /** How long the last tick took. */
    public Duration lastTick() {
        return Duration.ofNanos(lastTook);
    }

    /** Tells all who look to come back later. Nothing is sent afterwards. */
    public void close() {
        closed = true;
        new ArrayList<>(sessions).forEach(session -> end(session, Close.SHUTTING_DOWN));
    }

    long nanos() {
        return meters.config().clock().monotonicTime();
    }

    private void atHome() {
        Thread here = Thread.currentThread();
        if (home == null) {
            home = here;
        } else if (home != here) {
            throw new IllegalStateException(
                    "hub: was called on " + here.getName() + " but must be on " + home.getName());
        }
    }
}
