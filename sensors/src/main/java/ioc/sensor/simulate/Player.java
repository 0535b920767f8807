package ioc.sensor.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.sensor.simulate.Publication.Cause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.ScheduledExecutorPingSender;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/**
 * One device on its own connection, with its own last will and session. Lives on the one thread of its players: every
 * method and every answer of the broker runs there, so it has no lock. What is handed over goes out in its order; what the
 * broker had not acknowledged when a connection broke by accident goes out again.
 */
final class Player {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int IN_FLIGHT = 100;
    private static final long GOODBYE = 1_000;
    private static final long FIRST_RETRY = 250;
    private static final long LAST_RETRY = 15_000;

    private enum Link {
        AWAY,
        CONNECTING,
        CONNECTED,
        LEAVING
    }

    private final BrokerAddress address;
    private final ScheduledExecutorService thread;
    private final MqttAsyncClient client;
    private final Tally tally;
    private final Chance chance;
    private final ArrayDeque<Publication> outbox = new ArrayDeque<>();
    private final List<Publication> unanswered = new ArrayList<>();
    private Link link = Link.AWAY;
    private @Nullable Publication session;
    private int connection;
    private int retries;
    private boolean wanted;
    private @Nullable IMqttToken goodbye;

    /** Counts of all players together; for any thread. */
    static final class Tally {
        final AtomicLong published = new AtomicLong();
        final AtomicLong acknowledged = new AtomicLong();
        final AtomicInteger connected = new AtomicInteger();
        final AtomicLong failures = new AtomicLong();
    }

    Player(BrokerAddress address, String clientId, ScheduledExecutorService thread, Tally tally) throws MqttException {
        this.address = address;
        this.thread = thread;
        this.tally = tally;
        chance = new Chance(clientId.hashCode(), "retry");
        client = new MqttAsyncClient(
                address.url(), clientId, new MemoryPersistence(), new ScheduledExecutorPingSender(thread));
    }

    /** Takes a publication to send when its turn comes. */
    void hand(Publication publication) {
        outbox.add(publication);
        drain();
    }

    /** Connects with a session that was told already, without a word. */
    void resume(Publication online) {
        session = online;
        wanted = true;
        connect();
    }

    int backlog() {
        return outbox.size() + unanswered.size();
    }

    private void drain() {
        while (true) {
            Publication next = outbox.peek();
            if (next == null || link == Link.CONNECTING || link == Link.LEAVING) {
                return;
            }
            if (next.cause() == Cause.ONLINE && link == Link.AWAY) {
                session = next;
                wanted = true;
                connect();
                return;
            }
            if (link == Link.AWAY) {
                if (wanted) {
                    return; // a retry is on its way
                }
                outbox.remove(); // said while it was switched off: nobody could hear it
                continue;
            }
            boolean last = next.cause() == Cause.CUT || next.cause() == Cause.OFFLINE;
            if (last ? !unanswered.isEmpty() : unanswered.size() >= IN_FLIGHT) {
                return;
            }
            outbox.remove();
            if (next.cause() == Cause.CUT) {
                cut();
                return;
            }
            publish(next);
            if (next.cause() == Cause.OFFLINE) {
                wanted = false;
                link = Link.LEAVING;
                return;
            }
        }
    }

    private void publish(Publication publication) {
        unanswered.add(publication);
        tally.published.incrementAndGet();
        int of = connection;
        try {
            client.publish(
                    publication.topic(),
                    publication.payload(),
                    publication.qos(),
                    publication.retained(),
                    null,
                    answer(() -> acknowledged(publication, of), () -> broken(of)));
        } catch (MqttException e) {
            thread.execute(() -> broken(of));
        }
    }

    private void acknowledged(Publication publication, int of) {
        if (of != connection || !unanswered.remove(publication)) {
            return;
        }
        tally.acknowledged.incrementAndGet();
        if (link == Link.LEAVING && unanswered.isEmpty()) {
            leave();
        } else {
            drain();
        }
    }

    private void connect() {
        link = Link.CONNECTING;
        int of = ++connection;
        MqttConnectOptions options = address.options(2 * IN_FLIGHT);
        Publication online = session;
        if (online == null) {
            throw new IllegalStateException("connects without a session");
        }
        options.setWill(online.topic(), will(online), 1, true);
        try {
            client.setCallback(new Loss(() -> thread.execute(() -> broken(of))));
            client.connect(options, null, answer(() -> connected(of), () -> broken(of)));
        } catch (MqttException e) {
            thread.execute(() -> broken(of));
        }
    }

    private void connected(int of) {
        if (of == connection) {
            link = Link.CONNECTED;
            retries = 0;
            tally.connected.incrementAndGet();
            drain();
        }
    }

    /** The connection failed or broke by accident: everything not acknowledged goes again, on a new session. */
    private void broken(int of) {
        if (of != connection || link == Link.AWAY) {
            return;
        }
        if (link == Link.CONNECTED || link == Link.LEAVING) {
            tally.connected.decrementAndGet();
        }
        tally.failures.incrementAndGet();
        link = Link.AWAY;
        connection++;
        for (int i = unanswered.size() - 1; i >= 0; i--) {
            outbox.addFirst(unanswered.get(i));
        }
        unanswered.clear();
        wanted = true;
        long ceiling = Math.min(LAST_RETRY, FIRST_RETRY << Math.min(6, retries++));
        Future<?> unused =
                thread.schedule(this::retry, ceiling / 2 + chance.between(0, ceiling / 2), TimeUnit.MILLISECONDS);
    }

    private void retry() {
        if (link != Link.AWAY || !wanted) {
            return;
        }
        Publication old = session;
        if (old != null) {
            if (old.equals(outbox.peek())) {
                outbox.remove();
            }
            session = renewed(old);
            outbox.addFirst(session);
        }
        connect();
    }

    /** The TCP connection ends without a word, so that the broker tells the will. */
    private void cut() {
        wanted = false;
        link = Link.AWAY;
        tally.connected.decrementAndGet();
        connection++;
        try {
            client.disconnectForcibly(0, 0, false);
        } catch (MqttException e) {
            tally.failures.incrementAndGet();
        }
        drain();
    }

    private void leave() {
        int of = ++connection;
        tally.connected.decrementAndGet();
        try {
            client.disconnect(0, null, answer(() -> away(of), () -> away(of)));
        } catch (MqttException e) {
            away(of);
        }
    }

    private void away(int of) {
        if (of == connection) {
            link = Link.AWAY;
            drain();
        }
    }

    /** Says offline and disconnects; the first of two steps to the end. Nothing may be handed over afterwards. */
    void sayGoodbye() {
        wanted = false;
        connection++;
        Publication online = session;
        boolean says = link == Link.CONNECTED && online != null;
        link = Link.LEAVING;
        outbox.clear();
        try {
            if (says && online != null) {
                client.publish(online.topic(), will(online), 1, true);
            }
            if (client.isConnected()) {
                goodbye = client.disconnect(GOODBYE);
            }
        } catch (MqttException e) {
            tally.failures.incrementAndGet();
        }
    }

    /** Waits for the goodbye and frees everything; the second step, not on the thread of the players. */
    void close() {
        try {
            if (goodbye != null) {
                goodbye.waitForCompletion(2 * GOODBYE);
            }
            client.close(true);
        } catch (MqttException e) {
            tally.failures.incrementAndGet();
        }
    }

    private IMqttActionListener answer(Runnable good, Runnable bad) {
        return new IMqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                Players.post(thread, good);
            }

            @Override
            public void onFailure(IMqttToken token, Throwable cause) {
                Players.post(thread, bad);
            }
        };
    }

    /** The last will of a session: offline, without a time, which it cannot know. */
    private static byte[] will(Publication online) {
        ObjectNode status = read(online);
        status.remove("ts");
        return bytes(status.put("state", "offline"));
    }

    private Publication renewed(Publication online) {
        ObjectNode status = read(online);
        String before = status.get("session").asText() + "/" + connection;
        status.put(
                "session",
                UUID.nameUUIDFromBytes(before.getBytes(StandardCharsets.UTF_8)).toString());
        return withPayload(online, status);
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    static ObjectNode read(Publication publication) {
        try {
            return (ObjectNode) JSON.readTree(publication.payload());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Publication withPayload(Publication publication, ObjectNode body) {
        return new Publication(
                publication.at(),
                publication.device(),
                publication.topic(),
                bytes(body),
                publication.qos(),
                publication.retained(),
                publication.cause());
    }
}
