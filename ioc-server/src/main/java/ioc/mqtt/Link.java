package ioc.mqtt;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one Paho client, for life: connects, subscribes, connects again. All its state belongs to one thread of its own;
 * Paho's threads only leave word there. Paho's own reconnect is off: it neither covers the first connection nor
 * subscribes again. A connection has a number; an acknowledgement that comes too late for its connection is dropped,
 * because the broker may have given the same message id to another message since.
 */
final class Link implements MqttCallback {
    /** One message, in the connection with this number. */
    interface Arrivals {
        void arrived(int connection, Arrival message);
    }

    @SuppressWarnings("ArrayRecordComponent") // a parameter object; identity is never asked for
    record Arrival(String topic, boolean retained, byte[] body, int qos, int id) {}

    private enum Phase {
        WAITING,
        CONNECTING,
        SUBSCRIBING,
        UP,
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int CONNECT_SECONDS = 10;
    /** Paho waits for ever for the answer to its CONNECT or SUBSCRIBE; we do not. */
    private static final int ANSWER_SECONDS = 15;

    private static final int CLOSE_SECONDS = 10;

    private static final long PAUSE_FIRST_MILLIS = 250;
    private static final long PAUSE_MOST_MILLIS = 30_000;
    /** A connection that lasted so long was a good one: the next pause is short again. */
    private static final long GOOD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int REFUSED_FILTER = 0x80;

    private final Broker.Options options;
    private final Broker.Watcher watcher;
    private final Arrivals arrivals;
    private final MqttConnectOptions connecting;
    private final MqttAsyncClient client;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread one = new Thread(task, "ioc-mqtt");
        one.setDaemon(true);
        return one;
    });
    private volatile int connection;
    private volatile Phase phase = Phase.WAITING;
    private final AtomicLong connections = new AtomicLong();
    private int failures;
    private long upSince;
    private boolean saidDown;

    Link(Broker.Options options, Broker.Watcher watcher, Arrivals arrivals) throws IOException {
        this.options = options;
        this.watcher = watcher;
        this.arrivals = arrivals;
        this.connecting = connectOptions(options);
        try {
            this.client = new MqttAsyncClient(options.url(), options.clientId(), new MemoryPersistence());
        } catch (MqttException e) {
            throw new IOException("mqtt.url: " + options.url() + " was not usable: " + e.getMessage(), e);
        }
        client.setCallback(this);
        client.setManualAcks(true);
    }

    private static MqttConnectOptions connectOptions(Broker.Options options) throws IOException {
        MqttConnectOptions connect = new MqttConnectOptions();
        connect.setCleanSession(false);
        connect.setAutomaticReconnect(false);
        connect.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1); // or every failure is tried twice
        connect.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        connect.setConnectionTimeout(CONNECT_SECONDS);
        if (!options.login().user().isEmpty()) {
            connect.setUserName(options.login().user());
            connect.setPassword(options.login().password().toCharArray());
        }
        connect.setSocketFactory(
                options.url().startsWith("ssl:") ? options.tls().sockets() : new BufferedSockets());
        return connect;
    }

    void open() {
        later(this::connect);
    }

    boolean up() {
        return phase == Phase.UP;
    }

    long connections() {
        return connections.get();
    }

    /** From any thread, never waits; false when that connection is gone. */
    boolean acknowledge(int in, int messageId) {
        if (in != connection || phase == Phase.WAITING || phase == Phase.CLOSED) {
            return false;
        }
        try {
            client.messageArrivedComplete(messageId, 1);
            return true;
        } catch (MqttException e) {
            return false; // just gone: the message will come again
        }
    }

    /** From any thread, never waits. */
    void drop(int in, String reason) {
        later(() -> {
            if (in == connection) {
                cut();
                lost(in, reason);
            }
        });
    }

    /** From any thread, never waits. */
    void publish(String topic, byte[] body) {
        later(() -> {
            try {
                if (phase == Phase.UP) {
                    client.publish(topic, body, 0, false);
                }
            } catch (MqttException e) {
                LOG.debug("mqtt: {} was not published: {}", topic, e.getMessage());
            }
        });
    }

    void close() {
        CountDownLatch done = new CountDownLatch(1);
        later(() -> {
            end();
            done.countDown();
        });
        try {
            if (!done.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("mqtt: did not close within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }

    // Paho's threads

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        arrivals.arrived(
                connection,
                new Arrival(topic, message.isRetained(), message.getPayload(), message.getQos(), message.getId()));
    }

    @Override
    public void connectionLost(Throwable cause) {
        int in = connection;
        later(() -> lost(in, reason(cause)));
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // what we publish may be lost
    }

    // our own thread

    private void connect() {
        if (phase == Phase.CLOSED) {
            return;
        }
        int in = connection + 1;
        connection = in;
        phase = Phase.CONNECTING;
        try {
            client.connect(connecting, null, answer(in, "connect", token -> subscribe(in)));
        } catch (MqttException e) {
            cut();
            lost(in, reason(e));
        }
    }

    private void subscribe(int in) {
        phase = Phase.SUBSCRIBING;
        String[] filters = options.filters().toArray(String[]::new);
        int[] qos = new int[filters.length];
        Arrays.fill(qos, 1);
        try {
            client.subscribe(filters, qos, null, answer(in, "subscribe", token -> subscribed(filters, token)));
        } catch (MqttException e) {
            cut();
            lost(in, reason(e));
        }
    }

    private void subscribed(String[] filters, IMqttToken token) {
        int[] granted = token.getGrantedQos();
        for (int i = 0; i < granted.length; i++) {
            if (granted[i] == REFUSED_FILTER) {
                LOG.error("mqtt: the broker refused the filter {} (its access list)", filters[i]);
            }
        }
        phase = Phase.UP;
        upSince = System.nanoTime();
        connections.incrementAndGet();
        saidDown = false;
        LOG.info("mqtt: up, {} filters at {}", filters.length, options.url());
        tell(true, "");
    }

    /** Any number of times for one connection; only the first counts. */
    private void lost(int in, String reason) {
        if (in != connection || phase == Phase.WAITING || phase == Phase.CLOSED) {
            return;
        }
        if (phase == Phase.UP && System.nanoTime() - upSince > GOOD_NANOS) {
            failures = 0;
        }
        phase = Phase.WAITING;
        long most = Math.min(PAUSE_FIRST_MILLIS << Math.min(failures++, 16), PAUSE_MOST_MILLIS);
        long pause = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
        later(this::connect, pause);
        if (!saidDown) {
            saidDown = true;
            LOG.warn("mqtt: down at {}: {}", options.url(), reason);
            tell(false, reason);
        }
    }

    private void end() {
        Phase before = phase;
        phase = Phase.CLOSED;
        try {
            if (before == Phase.UP || before == Phase.SUBSCRIBING) {
                client.disconnect(0).waitForCompletion(TimeUnit.SECONDS.toMillis(2));
            }
        } catch (MqttException e) {
            LOG.debug("mqtt: the broker did not hear our good-bye: {}", e.getMessage());
        }
        try {
            cut();
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("mqtt: {}", e.getMessage());
        }
    }

    /** Ends the present connection, in whatever state Paho is; waits for its threads. */
    private void cut() {
        try {
            client.disconnectForcibly(0, 1, false);
        } catch (MqttException e) {
            LOG.debug("mqtt: {}", e.getMessage());
        }
    }

    /** What to do when Paho's token is done, and when it is not in time. */
    private IMqttActionListener answer(int in, String to, Step next) {
        boolean[] answered = {false}; // our own thread only
        Runnable giveUp = () -> {
            if (!answered[0] && in == connection && phase != Phase.WAITING && phase != Phase.CLOSED) {
                cut();
                lost(in, "no answer to " + to + " within " + ANSWER_SECONDS + " s");
            }
        };
        later(giveUp, TimeUnit.SECONDS.toMillis(ANSWER_SECONDS));
        return new IMqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                later(() -> {
                    answered[0] = true;
                    if (in == connection && phase != Phase.WAITING && phase != Phase.CLOSED) {
                        next.take(token);
                    }
                });
            }

            @Override
            public void onFailure(IMqttToken token, Throwable cause) {
                later(() -> {
                    answered[0] = true;
                    if (in == connection && phase == Phase.SUBSCRIBING) {
                        cut();
                    }
                    lost(in, reason(cause));
                });
            }
        };
    }

    private interface Step {
        void take(IMqttToken token);
    }

    private void tell(boolean up, String reason) {
        try {
            watcher.changed(up, reason);
        } catch (RuntimeException e) {
            LOG.error("mqtt: who watches the connection failed", e);
        }
    }

    private void later(Runnable task) {
        later(task, 0);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a task of ours throws nothing
    private void later(Runnable task, long millis) {
        try {
            thread.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("mqtt: closed"); // nothing is left to do
        }
    }

    private static String reason(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest == cause ? String.valueOf(cause.getMessage()) : cause.getMessage() + ": " + deepest.getMessage();
    }
}
