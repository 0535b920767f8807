package ioc.notify;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import ioc.config.Config;
import ioc.config.Notifying;
import ioc.config.Notifying.Recipient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people about alerts: what is told becomes a row per recipient in the outbox, and each row is tried until it is sent,
 * refused for good, or given up. A message may be sent twice, with the same key, when the process ends between the answer and
 * its row; it is never lost once it is in the outbox.
 *
 * <p>Rounds run on one worker thread, one at a time; they own {@link #resting}, {@link #unsaved} and {@link #busy}. One message per
 * recipient is under way at a time, and a recipient that failed rests as a whole: a server that is away is asked once per pause,
 * not once per message.
 */
public final class Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    /** Notices that wait for the outbox; a restart replays the journal and so says them again. */
    static final int MOST_TOLD = 10_000;

    private static final int PORTION = 200;
    private static final int AT_ONCE = 8;
    private static final long FORGET_EVERY_MS = 3_600_000;
    private static final long LONGEST_ROUND_MINUTES = 2;

    /** What this needs from outside. {@code jitter} gives 0 to 1; {@code pace} is how often it looks what is due. */
    public record Surroundings(InstantSource clock, DoubleSupplier jitter, Texts texts, Duration pace) {}

    private final Vertx vertx;
    private final Context loop;
    private final WorkerExecutor worker;
    private final Notifying notifying;
    private final Map<String, Recipient> recipients = new LinkedHashMap<>();
    private final Routing routing;
    private final Outbox outbox;
    private final Surroundings around;
    private final Hooks hooks;
    private final @Nullable Mails mails;

    private final ArrayDeque<Notice> told = new ArrayDeque<>();
    private long lost;
    private final AtomicBoolean isRound = new AtomicBoolean();
    private final AtomicBoolean isAgain = new AtomicBoolean();
    private volatile boolean isClosed;
    private volatile long timer = -1;

    private final Set<String> busy = new HashSet<>();
    private final Map<String, Instant> resting = new HashMap<>();
    private final List<Sending> unsaved = new ArrayList<>();
    private boolean isAway;
    private long forgotten;

    public Notifier(Vertx vertx, Config config, Outbox outbox, Surroundings around) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.worker = vertx.createSharedWorkerExecutor("notify", 1, LONGEST_ROUND_MINUTES, TimeUnit.MINUTES);
        this.notifying = config.notifying();
        this.outbox = outbox;
        this.around = around;
        notifying.recipients().forEach(one -> recipients.put(one.id(), one));
        routing = new Routing(config);
        hooks = new Hooks(vertx, notifying);
        mails = notifying.mail().host().isEmpty()
                ? null
                : new Mails(vertx, notifying.mail(), new MailText(config, around.texts()));
    }

    /** Begins to send, also what a former life left. Any thread. */
    public void start() {
        timer = vertx.setPeriodic(Math.max(1, around.pace().toMillis()), id -> round());
        round();
    }

    /**
     * Tells everybody who wants to know. Any thread, never blocks. The same notice may be told again and is sent once. While
     * the outbox is away at most {@value #MOST_TOLD} notices wait; the oldest are dropped, and that is logged.
     */
    public void tell(List<Notice> notices) {
        if (recipients.isEmpty() || notices.isEmpty()) {
            return;
        }
        long over = 0;
        synchronized (told) {
            told.addAll(notices);
            while (told.size() > MOST_TOLD) {
                told.remove();
                over++;
            }
            lost += over;
        }
        if (over > 0) {
            LOG.warn("notify: {} notices were dropped, the outbox is away", over);
        }
        if (timer >= 0) {
            round();
        }
    }

    /** Notices that are not in the outbox yet: 0 when the end of the process loses nothing. Any thread. */
    public int behind() {
        synchronized (told) {
            return told.size();
        }
    }

    /** Notices that were dropped before they came into the outbox, since the start. Any thread. */
    public long lost() {
        synchronized (told) {
            return lost;
        }
    }

    /** Who was told of an alert, with what result, in the order of its transitions. Blocks. */
    public List<Sending> of(String alert) throws IOException {
        return outbox.of(alert);
    }

    /** What a recipient is called; its id where it is not in notify.yaml any more. */
    public String name(String recipient) {
        Recipient known = recipients.get(recipient);
        return known == null ? recipient : known.name();
    }

    /** Sends nothing more; what is under way may still arrive, and is then sent again after the next start. */
    public Future<?> close() {
        isClosed = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        return worker.executeBlocking(this::lastWords, false)
                .eventually(hooks::close)
                .eventually(() -> mails == null ? Future.succeededFuture() : mails.close())
                .eventually(worker::close);
    }

    private boolean lastWords() {
        try {
            save();
            store(around.clock().instant());
        } catch (IOException away) {
            LOG.warn("notify: {} notices are not in the outbox: {}", behind(), away.getMessage());
        }
        return true;
    }

    /** One look at a time; a call during one makes it look again afterwards. Any thread. */
    private void round() {
        if (isClosed) {
            return;
        }
        isAgain.set(true);
        if (isRound.compareAndSet(false, true)) {
            isAgain.set(false);
            worker.executeBlocking(this::look, false).onComplete(done -> {
                isRound.set(false);
                if (done.succeeded()) {
                    loop.runOnContext(go -> done.result().forEach(this::send));
                } else {
                    LOG.error("notify: a round failed", done.cause());
                }
                if (isAgain.get()) {
                    round();
                }
            });
        }
    }

    /** On the worker: stores what was told, gives up what is too old, and says what to send now. */
    private List<Sending> look() {
        Instant now = around.clock().instant();
        try {
            save();
            boolean isMore = store(now);
            giveUp(now);
            forget(now);
            resting.values().removeIf(until -> !until.isAfter(now));
            Set<String> without = new HashSet<>(busy);
            without.addAll(resting.keySet());
            List<Sending> due = new ArrayList<>();
            for (Sending row : outbox.due(now, without, PORTION)) {
                if (busy.size() < AT_ONCE && !busy.contains(row.of().recipient()) && isToBeSent(row, now)) {
                    busy.add(row.of().recipient());
                    due.add(row);
                }
            }
            if (isMore) {
                isAgain.set(true);
            }
            if (isAway) {
                LOG.info("notify: the outbox is back");
                isAway = false;
            }
            return due;
        } catch (IOException away) {
            if (!isAway) {
                LOG.warn("notify: the outbox is away, nobody is told: {}", away.getMessage());
                isAway = true;
            }
            return List.of();
        }
    }

    /** What came of what was sent; a recipient stays busy until that is on disk, so nothing is sent again for want of it. */
    private void save() throws IOException {
        if (!unsaved.isEmpty()) {
            outbox.put(List.of(), List.copyOf(unsaved));
            unsaved.forEach(row -> busy.remove(row.of().recipient()));
            unsaved.clear();
        }
    }

    /** Whether there is more. */
    private boolean store(Instant now) throws IOException {
        List<Notice> portion = new ArrayList<>();
        synchronized (told) {
            told.stream().limit(PORTION).forEach(portion::add);
        }
        if (portion.isEmpty()) {
            return false;
        }
        Map<String, Long> open = new HashMap<>(outbox.open());
        for (Notice notice : portion) {
            Routing.Plan plan = routing.plan(notice, outbox.of(notice.alert()), open, now);
            if (!plan.fresh().isEmpty() || !plan.changed().isEmpty()) {
                outbox.put(plan.fresh(), plan.changed());
            }
            synchronized (told) {
                told.removeFirstOccurrence(notice);
            }
        }
        return behind() > 0;
    }

    private void giveUp(Instant now) throws IOException {
        List<Sending> given = new ArrayList<>();
        for (Sending row : outbox.expired(now, PORTION)) {
            if (!busy.contains(row.of().recipient())) {
                LOG.error(
                        "notify: {} was given up after {} attempts: {}",
                        row.key(),
                        row.tries().attempts(),
                        row.result());
                given.add(row.now(Sending.State.FAILED, "given up: " + row.result()));
            }
        }
        if (!given.isEmpty()) {
            outbox.put(List.of(), given);
        }
    }

    private void forget(Instant now) throws IOException {
        if (now.toEpochMilli() - forgotten > FORGET_EVERY_MS) {
            outbox.forget(now.minus(notifying.keep()));
            forgotten = now.toEpochMilli();
        }
    }

    /** Whether it still may be sent now; else its row says why not, or when. */
    private boolean isToBeSent(Sending row, Instant now) throws IOException {
        Recipient recipient = recipients.get(row.of().recipient());
        if (recipient == null) {
            outbox.put(List.of(), List.of(row.now(Sending.State.DROPPED, "is not in notify.yaml any more")));
            return false;
        }
        if (recipient.to().shape() == Notifying.Shape.EMAIL && mails == null) {
            outbox.put(List.of(), List.of(row.now(Sending.State.DROPPED, "there is no mail server in notify.yaml")));
            return false;
        }
        Notice notice;
        try {
            notice = NoticeJson.read(row.payload());
        } catch (IllegalArgumentException | IllegalStateException unreadable) {
            outbox.put(List.of(), List.of(row.now(Sending.State.FAILED, "its payload is unreadable")));
            return false;
        }
        Instant from = routing.earliest(recipient, notice, now);
        if (from.isAfter(now)) {
            Sending.Tries tries = row.tries();
            outbox.put(
                    List.of(),
                    List.of(row.now(
                            Sending.State.HELD,
                            new Sending.Tries(
                                    tries.attempts(),
                                    from,
                                    tries.lastAt(),
                                    from.plus(notifying.patience().giveUp())),
                            row.result())));
            return false;
        }
        return true;
    }

    /** On the event loop. */
    private void send(Sending row) {
        Recipient recipient = recipients.get(row.of().recipient());
        Way way = recipient != null && recipient.to().shape() == Notifying.Shape.EMAIL && mails != null ? mails : hooks;
        if (recipient == null || isClosed) {
            return; // its row is as it was
        }
        way.send(recipient, NoticeJson.read(row.payload()), around.clock().instant())
                .otherwise(e -> Outcome.again(String.valueOf(e.getMessage())))
                .onSuccess(outcome ->
                        worker.executeBlocking(() -> done(row, outcome), false).onComplete(saved -> round()));
    }

    /** On the worker. */
    private boolean done(Sending row, Outcome outcome) {
        Instant now = around.clock().instant();
        int attempts = row.tries().attempts() + 1;
        Duration pause = pause(attempts, outcome.pause());
        Sending.Tries tries =
                new Sending.Tries(attempts, now.plus(pause), now, row.tries().giveUpAt());
        boolean isLast = attempts >= notifying.patience().attempts();
        Sending after =
                switch (outcome.kind()) {
                    case SENT -> row.now(Sending.State.SENT, tries, outcome.text());
                    case NEVER -> row.now(Sending.State.FAILED, tries, outcome.text());
                    case AGAIN -> row.now(isLast ? Sending.State.FAILED : Sending.State.WAITING, tries, outcome.text());
                };
        if (outcome.kind() == Outcome.Kind.AGAIN) {
            resting.put(row.of().recipient(), tries.nextAt());
        }
        if (after.state() == Sending.State.FAILED) {
            LOG.error("notify: {} failed after {} attempts: {}", row.key(), attempts, outcome.text());
        } else if (outcome.kind() == Outcome.Kind.AGAIN && attempts == 1) {
            LOG.warn("notify: {} is tried again: {}", row.key(), outcome.text());
        }
        unsaved.add(after);
        return true;
    }

    /** Doubled with each failure, up to the longest, a random half of it taken off; not shorter than the other side asks. */
    private Duration pause(int attempts, @Nullable Duration asked) {
        Notifying.Patience patience = notifying.patience();
        long longest = patience.longest().toMillis();
        long grown = Math.min(longest, patience.first().toMillis() << Math.min(attempts - 1, 20));
        Duration own = Duration.ofMillis((long) (grown * (1 - around.jitter().getAsDouble() / 2)));
        return asked == null || asked.compareTo(own) < 0 ? own : asked;
    }
}
