package ioc.sensor.simulate;

import ioc.sensor.DeviceId;
import ioc.sensor.simulate.Publication.Cause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * Plays a day over real MQTT, each device on its own connection. First, if wanted, {@link #catchUp} publishes the day so
 * far quickly through one connection; then {@link #play} connects the devices and goes on by the clock. One own thread for
 * all devices, besides the three that Paho starts for each connection.
 */
public final class Players implements AutoCloseable {
    private final BrokerAddress address;
    private final DemoClock clock;
    private final String prefix;
    private final Iterator<Publication> day;
    private final ScheduledThreadPoolExecutor thread;
    private final Map<DeviceId, Player> players = new HashMap<>();
    private final Player.Tally tally = new Player.Tally();
    private final Retelling past = new Retelling();
    private final AtomicReference<@Nullable Throwable> problem = new AtomicReference<>();
    private @Nullable Publication next;
    private final AtomicLong caughtUp = new AtomicLong();
    private volatile boolean over;

    /**
     * Nothing happens yet.
     *
     * @param prefix of all client ids, so that two simulations can share a broker
     */
    public Players(Day day, BrokerAddress address, DemoClock clock, String prefix) {
        this.address = address;
        this.clock = clock;
        this.prefix = prefix;
        this.day = day.iterator();
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread own = new Thread(task, "ioc-simulate");
            own.setDaemon(true);
            return own;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        advance();
    }

    /**
     * Publishes everything before {@code until} in order through one connection, in lock-step with a clock: it goes to the
     * end of a step, the messages of that step go out and are acknowledged, then the next step. A message in which a device
     * speaks of its own health ends a step, so that its clock is not taken for wrong. Levels are told every few minutes
     * only, heartbeats only of devices that have nothing else to say. Blocks.
     *
     * @param step how far the clock goes at once; a minute is quick, ten seconds are closer to the truth
     */
    public void catchUp(CatchUpClock stepping, Instant until, Duration step) throws IOException, InterruptedException {
        try (CatchUp connection = new CatchUp(address, prefix + "catch-up")) {
            List<Publication> window = new ArrayList<>();
            Instant end = null;
            for (Publication now = next; now != null && now.at().isBefore(until); now = advance()) {
                if (end == null || now.at().isAfter(end)) {
                    flush(connection, stepping, end, window);
                    end = earlier(until, ceiling(now.at(), step));
                }
                window.addAll(past.of(now, until));
                if (now.cause() != Cause.HEARTBEAT && Retelling.isHealth(now)) {
                    send(connection, stepping, now.at(), window);
                }
            }
            flush(connection, stepping, end, window);
            if (!until.equals(end)) {
                stepping.advanceTo(until);
            }
        } catch (MqttException e) {
            throw new IOException(address.url() + ": the broker does not answer: " + e.getMessage(), e);
        }
    }

    private void flush(CatchUp connection, CatchUpClock stepping, @Nullable Instant end, List<Publication> window)
            throws MqttException, InterruptedException {
        if (end != null) {
            window.addAll(past.heartbeats(end));
            send(connection, stepping, end, window);
        }
    }

    private void send(CatchUp connection, CatchUpClock stepping, Instant end, List<Publication> window)
            throws MqttException, InterruptedException {
        if (!window.isEmpty()) {
            stepping.advanceTo(end);
            for (Publication publication : window) {
                connection.publish(publication);
            }
            connection.drain();
            caughtUp.addAndGet(window.size());
            window.clear();
        }
    }

    private static Instant ceiling(Instant at, Duration step) {
        long millis = step.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), millis) * millis + millis);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /**
     * Connects the devices that are on at this time of the clock, in the sessions that the past began, and goes on by the
     * clock, in the background. Those that live say so at once.
     */
    public void play() {
        thread.execute(guarded(() -> {
            Instant now = clock.instant();
            for (Publication online : past.sessions()) {
                player(online.device()).resume(online);
                Publication heartbeat = past.heartbeat(online.device(), now);
                if (heartbeat != null) {
                    player(online.device()).hand(heartbeat);
                }
            }
            pump();
        }));
    }

    private void pump() {
        Publication due = next;
        Instant now = clock.instant();
        while (due != null && !due.at().isAfter(now)) {
            player(due.device()).hand(due);
            due = advance();
        }
        if (due == null) {
            over = true;
            return;
        }
        double rate = clock.rate();
        long ahead = Duration.between(now, due.at()).toNanos();
        long wait = rate == 0 ? 50_000_000 : (long) Math.min(1e9, ahead / rate);
        Future<?> unused = thread.schedule(guarded(this::pump), wait, TimeUnit.NANOSECONDS);
    }

    private @Nullable Publication advance() {
        next = day.hasNext() ? day.next() : null;
        return next;
    }

    private Player player(DeviceId device) {
        return players.computeIfAbsent(device, id -> {
            try {
                return new Player(address, prefix + id.kind().word() + "-" + id.name(), thread, tally);
            } catch (MqttException e) {
                throw new IllegalStateException(address + ": no client for it", e);
            }
        });
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                problem.compareAndSet(null, e);
                throw e;
            }
        };
    }

    /** Hands over to a thread that may have been stopped already. */
    static void post(ExecutorService thread, Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // the players are closed: nobody waits for this answer
        }
    }

    /** Devices that have a connection now. */
    public int connected() {
        return tally.connected.get();
    }

    /** Messages given to the broker so far, those of the catch-up and repetitions included. */
    public long published() {
        return caughtUp.get() + tally.published.get();
    }

    /** Messages the broker has acknowledged so far, those of the catch-up included. */
    public long acknowledged() {
        return caughtUp.get() + tally.acknowledged.get();
    }

    /** Connections that failed or broke by accident. */
    public long failures() {
        return tally.failures.get();
    }

    /** The day is over and everything handed over. */
    public boolean isOver() {
        return over;
    }

    /** What stopped the players for good, which is a defect; null while all is well. */
    public @Nullable Throwable problem() {
        return problem.get();
    }

    /** Messages that wait for a connection or an acknowledgement. Blocks for a moment. */
    public int backlog() throws InterruptedException {
        Future<Integer> sum = thread.submit(
                () -> players.values().stream().mapToInt(Player::backlog).sum());
        try {
            return sum.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("players do not answer", e);
        }
    }

    /** Lets all devices say offline and disconnect, so that no will is told, and ends the thread. */
    @Override
    public void close() {
        if (thread.isShutdown()) {
            return;
        }
        Future<?> goodbye = thread.submit(() -> players.values().forEach(Player::sayGoodbye));
        try {
            goodbye.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            problem.compareAndSet(null, e);
        }
        players.values().forEach(Player::close);
        thread.shutdownNow();
    }
}
