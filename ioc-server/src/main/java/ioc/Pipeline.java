package ioc;

import ioc.alert.Alerts;
import ioc.alert.Alerts.Outcome;
import ioc.alert.Turn;
import ioc.event.Event;
import ioc.inbox.Strangers;
import ioc.journal.Batch;
import ioc.journal.Entry;
import ioc.picture.Picture;
import ioc.sensor.decode.Discovery;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The path of a message, from the journal to what is shown:
 *
 * <pre>
 *   device -> mqtt.Broker -> journal.Journal (durable, then acknowledged) -> Handover
 *          -> here: decode -> picture -> alerts, strangers -> push.Projection -> push.Hub -> dashboards
 *   journal.Journal -> follow.Follower -> series, records (each at its own pace)
 * </pre>
 *
 * <p>Time is an input: before an entry is taken, and whenever the journal marks that time has passed, every quarter of a second
 * that has come is ticked. A replay has no marks but the same entries, so it ticks at the same places. After a gap of more
 * than an hour, which only a stop of the server leaves, it ticks by minutes until the last hour.
 *
 * <p>A defect stops nothing: what throws is passed over, logged without what was in it, and counted. It throws again in a
 * replay, so that one goes on from the same state.
 *
 * <p>One thread: the core's event loop, or that of a replay.
 */
final class Pipeline {
    /** So long a fault may wait to be judged: with the rest of the way an alert is on all screens within a second. */
    private static final long STEP = 250;

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private static final long MINUTE = 60_000;
    private static final int MOST_OUTCOMES = 4_096;
    private static final long GAP = Duration.ofHours(1).toMillis();

    private final Decoding decoding;
    private final Picture picture;
    private final Alerts alerts;
    private final Strangers strangers;
    private final Consumer<Instant> everyMinute;
    private final Consumer<List<Turn>> judged;
    /** By position, of the last few. */
    private final Map<Long, Outcome> outcomes = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Outcome> eldest) {
            return size() > MOST_OUTCOMES;
        }
    };

    private long position;
    private long ticked;
    private long failed;

    /**
     * Goes on where picture, alerts and strangers stand.
     *
     * @param position of the last entry that is in the picture
     * @param everyMinute called after the tick of a whole minute
     * @param judged called with what happened to alerts, when something did
     */
    Pipeline(
            Decoding decoding,
            Picture picture,
            Alerts alerts,
            Strangers strangers,
            long position,
            Consumer<Instant> everyMinute,
            Consumer<List<Turn>> judged) {
        this.decoding = decoding;
        this.picture = picture;
        this.alerts = alerts;
        this.strangers = strangers;
        this.position = position;
        this.ticked = picture.now().toEpochMilli();
        this.everyMinute = everyMinute;
        this.judged = judged;
    }

    /** Takes what became durable, in order. An entry that is in the picture already is passed over. */
    void take(Batch batch) {
        batch.walk(this::take, this::time);
    }

    void take(Entry entry) {
        if (entry.position() <= position) {
            return;
        }
        time(entry.receivedAt());
        position = entry.position();
        try {
            apply(entry);
        } catch (RuntimeException defect) {
            failed(entry.kind() + " at " + position, defect);
        }
    }

    private void apply(Entry entry) {
        for (Event event : decoding.events(entry)) {
            boolean shown = picture.apply(event) == ioc.picture.Outcome.ACCEPTED;
            if (entry.kind() == Entry.Kind.MESSAGE
                    && event instanceof Event.Refused refused
                    && refused.reason().isStrange()) {
                strangers.heard(entry.subject(), refused.word(), entry.position(), entry.receivedAt());
            }
            if (event instanceof Event.Unused && Discovery.isConfig(entry.subject())) {
                strangers.introduced(entry.subject(), entry.position());
            }
            outcome(event, shown).ifPresent(outcome -> outcomes.put(entry.position(), outcome));
        }
    }

    private void failed(String what, RuntimeException defect) {
        failed++;
        LOG.error("{} failed and was passed over: {}", what, where(defect));
    }

    /** What and where it was, without its message, which may name a person. */
    static String where(RuntimeException defect) {
        return defect.getClass().getName()
                + Arrays.stream(defect.getStackTrace()).limit(8).toList();
    }

    /** How many entries and quarters of a second failed since the start and were passed over. */
    long failed() {
        return failed;
    }

    private Optional<Outcome> outcome(Event event, boolean shown) {
        if (event instanceof Event.Handled handled) {
            Outcome outcome = alerts.apply(handled.handling(), handled.receivedAt());
            report(alerts.takeActs());
            return Optional.of(outcome);
        }
        if (event instanceof Event.Acted) {
            return Optional.of(shown ? Outcome.DONE : Outcome.LATE);
        }
        if (event instanceof Event.RuleProposed proposed) {
            return RuleProposals.read(proposed.definition())
                    .map(proposal -> alerts.apply(proposal, proposed.receivedAt()) ? Outcome.DONE : Outcome.LATE);
        }
        if (event instanceof Event.Shifted shifted) {
            alerts.apply(shifted);
        }
        return Optional.empty();
    }

    /** What became of what a person did about an alert, an assignment or a rule; empty when it was long ago. */
    Optional<Outcome> outcome(long position) {
        return Optional.ofNullable(outcomes.get(position));
    }

    /** Time has come to this instant, in epoch ms. */
    void time(long at) {
        if (ticked == 0) {
            ticked = at - Math.floorMod(at, STEP) - STEP;
        }
        for (long step = step(at); ticked + step <= at; step = step(at)) {
            ticked += step;
            try {
                tick(Instant.ofEpochMilli(ticked));
            } catch (RuntimeException defect) {
                failed("tick of " + ticked + " after " + position, defect);
            }
        }
    }

    private void tick(Instant now) {
        picture.tick(now);
        report(alerts.judge(now));
        if (ticked % MINUTE == 0) {
            everyMinute.accept(now);
        }
    }

    private void report(List<Turn> changed) {
        if (!changed.isEmpty()) {
            judged.accept(changed);
        }
    }

    private long step(long at) {
        return at - ticked > GAP ? MINUTE - Math.floorMod(ticked, MINUTE) : STEP;
    }

    /** Position of the last entry that is in the picture. */
    long position() {
        return position;
    }
}
