package ioc.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One connected dashboard, whatever carries it: what it watches, what it has been sent, what it has drawn.
 * What it says comes in by {@link #said}; what it is sent is decided by the {@link Hub}.
 */
final class Session {
    /** Sentinel of {@link #behind}: has nothing of the topic, needs it all. */
    static final long NOTHING = -1;

    /** A frame: its number, when it was ready (monotonic), when its oldest reading was made (epoch ms, or {@link #NOTHING}). */
    record Sent(long seq, long at, long source) {}

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNumberLength(30)
                    .maxStringLength(4096)
                    .build())
            .build());

    private final Hub hub;
    private final Wire wire;
    private final Limits limits;
    private final String caller;
    private final String who;
    private final long number;
    private final Instant since;
    /** What it has of each topic: a number where that differs from {@link #sent}. */
    private final Map<String, Long> behind = new TreeMap<>();

    private final ArrayDeque<Sent> unanswered = new ArrayDeque<>();
    private List<String> topics = List.of();
    private long sent;
    private long blockedAt = -1;
    private long drawnAt = -1;
    private long aliveAt;
    private double allowance;
    private long allowanceAt;

    Session(
            Hub hub,
            Wire wire,
            Limits limits,
            String caller,
            String who,
            long number,
            Instant since,
            long sent,
            long nanos) {
        this.hub = hub;
        this.wire = wire;
        this.limits = limits;
        this.caller = caller;
        this.who = who;
        this.number = number;
        this.since = since;
        this.sent = sent;
        this.aliveAt = nanos;
        this.allowanceAt = nanos;
        this.allowance = 2.0 * limits.messagesPerSecond();
    }

    Wire wire() {
        return wire;
    }

    /** Id of who looks. */
    String who() {
        return who;
    }

    /** The key that opened it. */
    String caller() {
        return caller;
    }

    long sent() {
        return sent;
    }

    /** In alphabetical order: equal sets are equal lists. */
    List<String> topics() {
        return topics;
    }

    Map<String, Long> behind() {
        return behind;
    }

    /** A message from the dashboard. */
    void said(String text) {
        long nanos = hub.nanos();
        aliveAt = nanos;
        if (text.length() > limits.messageLength()) {
            hub.end(this, Close.BAD_MESSAGE);
        } else if (!mayTalk(nanos)) {
            hub.end(this, Close.TOO_MANY_MESSAGES);
        } else {
            understand(text);
        }
    }

    private boolean mayTalk(long nanos) {
        double perSecond = limits.messagesPerSecond();
        allowance = Math.min(2 * perSecond, allowance + (nanos - allowanceAt) / 1e9 * perSecond) - 1;
        allowanceAt = nanos;
        return allowance >= 0;
    }

    private void understand(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            hub.end(this, Close.BAD_MESSAGE);
            return;
        }
        switch (message.path("type").asText("")) {
            case "join" -> join(message);
            case "leave" -> leave(message);
            case "drawn" -> drawn(message.path("seq"));
            case "" -> hub.end(this, Close.BAD_MESSAGE);
            default -> problem("unknown-type", "type: must be join, leave or drawn");
        }
    }

    private void join(JsonNode message) {
        List<String> names = new ArrayList<>();
        JsonNode seq = message.path("seq");
        if (named(message, names) && (seq.isMissingNode() || seq.canConvertToExactIntegral())) {
            join(names, message.path("epoch").asText(""), seq.asLong(NOTHING));
        } else {
            hub.end(this, Close.BAD_MESSAGE);
        }
    }

    /** Adds topics; from a number of this epoch on where that is still known, else with all they hold. */
    void join(List<String> names, String epoch, long seq) {
        long from = hub.resumable(epoch, seq) ? seq : NOTHING;
        List<String> unknown = names.stream().filter(name -> !hub.offers(name)).toList();
        if (!unknown.isEmpty()) {
            problem("unknown-topic", "topics: there is no " + String.join(", ", unknown));
        }
        Set<String> wanted = new TreeSet<>(names);
        wanted.removeAll(unknown);
        Set<String> all = new TreeSet<>(topics);
        all.addAll(wanted);
        if (all.size() > limits.topics()) {
            problem("too-many-topics", "topics: was " + all.size() + " but must be at most " + limits.topics());
            return;
        }
        topics = List.copyOf(all);
        wanted.forEach(name -> behind.put(name, from));
        hub.greet(this);
    }

    private void leave(JsonNode message) {
        List<String> names = new ArrayList<>();
        if (named(message, names)) {
            topics = topics.stream().filter(name -> !names.contains(name)).toList();
            behind.keySet().removeAll(names);
        } else {
            hub.end(this, Close.BAD_MESSAGE);
        }
    }

    private static boolean named(JsonNode message, List<String> names) {
        JsonNode topics = message.path("topics");
        topics.forEach(topic -> names.add(topic.asText()));
        boolean texts = true;
        for (JsonNode topic : topics) {
            texts &= topic.isTextual();
        }
        return topics.isArray() && texts;
    }

    private void drawn(JsonNode seq) {
        if (!seq.canConvertToLong() || !seq.isIntegralNumber() || seq.asLong() > sent) {
            hub.end(this, Close.BAD_MESSAGE);
            return;
        }
        drawn(seq.asLong());
    }

    /** It shows everything up to a frame that it was sent. */
    void drawn(long upTo) {
        drawnAt = hub.nanos();
        for (Sent next = unanswered.peek(); next != null && next.seq <= upTo; next = unanswered.peek()) {
            unanswered.remove();
            hub.drawn(next.at, next.source);
        }
        drained();
    }

    /** The way is free again, perhaps: what waited goes with the next tick. */
    void drained() {
        if (blockedAt >= 0 && !blocked()) {
            blockedAt = -1;
            hub.changed();
        }
    }

    void alive() {
        aliveAt = hub.nanos();
    }

    /** True while nothing more may be sent; remembers since when. */
    boolean waits(long nanos) {
        if (!blocked()) {
            blockedAt = -1;
            return false;
        }
        if (blockedAt < 0) {
            blockedAt = nanos;
        }
        return true;
    }

    private boolean blocked() {
        return wire.full() || unanswered.size() >= limits.unanswered();
    }

    boolean tooSlow(long nanos) {
        return blockedAt >= 0 && nanos - blockedAt > limits.patience().toNanos();
    }

    boolean silent(long nanos) {
        return wire.answers() && nanos - aliveAt > 2 * limits.patience().toNanos();
    }

    /** Has all up to that number now, without a frame. */
    void upTo(long seq) {
        sent = seq;
        behind.clear();
    }

    void frame(String text, Sent frame) {
        upTo(frame.seq);
        if (wire.answers()) {
            unanswered.add(frame);
        }
        wire.send(text, frame.seq);
    }

    private void problem(String code, String detail) {
        if (wire.full()) {
            hub.end(this, Close.TOO_SLOW);
            return;
        }
        StringBuilder out = new StringBuilder("{\"type\":\"problem\",\"code\":");
        JsonText.string(out, code);
        out.append(",\"detail\":");
        JsonText.string(out, detail);
        wire.send(out.append('}').toString(), NOTHING);
    }

    Viewer seen(long nanos) {
        Optional<Duration> ago = drawnAt < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos - drawnAt));
        return new Viewer(number, caller, topics, since, ago, unanswered.size());
    }
}
