package ioc.sensor.simulate;

import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * Many cameras that say how many people they see, at an even rate: every millisecond its share. Each message of a device
 * has a later {@code ts} than the one before, so that every message is a point of its own. What the broker has not
 * acknowledged is bounded; when the bound is reached, sending waits and {@link #owed} grows: nothing is left out.
 */
public final class LoadGenerator implements AutoCloseable {
    /**
     * How much.
     *
     * @param rate messages per second, all devices together
     * @param size bytes of a payload, at least 40
     * @param connections the devices share them evenly
     * @param inFlight messages not acknowledged, per connection, at most
     */
    public record Load(double rate, int size, int qos, int connections, int inFlight) {
        public Load {
            if (!(rate > 0) || rate > 1_000_000) {
                throw new IllegalArgumentException("rate: was " + rate + " but must be above 0 and at most 1000000");
            }
            if (size < 40 || size > 100_000) {
                throw new IllegalArgumentException("size: was " + size + " but must be 40 to 100000 bytes");
            }
            if (qos < 0 || qos > 1) {
                throw new IllegalArgumentException("qos: was " + qos + " but must be 0 or 1");
            }
            if (connections < 1 || inFlight < 1 || inFlight > 60_000) {
                throw new IllegalArgumentException("connections and inFlight: were " + connections + " and " + inFlight
                        + " but must be at least 1, inFlight at most 60000");
            }
        }

        /** 200 bytes, QoS 1, four connections. */
        public static Load of(double rate) {
            return new Load(rate, 200, 1, 4, 4_000);
        }
    }

    private static final long SLOT = 1_000_000;
    private static final int PATIENCE = 30_000;

    private final List<String> topics;
    private final AtomicLongArray lastTimes;
    private final Load load;
    private final InstantSource clock;
    private final String padding;
    private final List<MqttAsyncClient> clients = new ArrayList<>();
    private final List<Semaphore> room = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Thread thread;
    private volatile long due;
    private volatile boolean stop;

    /** Connects; nothing is published yet. Client ids are {@code prefix} and a number. */
    public LoadGenerator(BrokerAddress address, String prefix, List<DeviceId> devices, Load load, InstantSource clock)
            throws MqttException {
        if (devices.isEmpty()) {
            throw new IllegalArgumentException("devices: was empty but must have at least one");
        }
        this.load = load;
        this.clock = clock;
        topics = devices.stream()
                .map(id -> "ioc/1/" + id.site() + "/" + id.kind().word() + "/" + id.name() + "/people")
                .toList();
        lastTimes = new AtomicLongArray(topics.size());
        padding = "x".repeat(load.size());
        for (int i = 0; i < load.connections(); i++) {
            MqttAsyncClient client = new MqttAsyncClient(address.url(), prefix + i, new MemoryPersistence());
            client.connect(address.options(load.inFlight() + 10)).waitForCompletion(PATIENCE);
            clients.add(client);
            room.add(new Semaphore(load.inFlight()));
        }
        thread = new Thread(this::run, "ioc-load");
        thread.setDaemon(true);
    }

    /** {@code count} cameras {@code load-c1, load-c2 ...}, spread evenly over sites. */
    public static List<DeviceId> cameras(List<String> sites, int count) {
        List<DeviceId> cameras = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cameras.add(
                    new DeviceId(sites.get(i % sites.size()), DeviceKind.CAMERA, "load-c" + (i / sites.size() + 1)));
        }
        return cameras;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        long start = System.nanoTime();
        long number = 0;
        try {
            while (!stop) {
                long slots = (System.nanoTime() - start) / SLOT;
                due = (long) (slots * SLOT / 1e9 * load.rate());
                while (number < due && !stop) {
                    publish(number++);
                }
                LockSupport.parkNanos(start + (slots + 1) * SLOT - System.nanoTime());
            }
        } catch (MqttException e) {
            failed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(long number) throws MqttException, InterruptedException {
        int device = (int) (number % topics.size());
        int connection = device % clients.size();
        Semaphore free = room.get(connection);
        while (!free.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            if (stop) {
                return;
            }
        }
        long ts = Math.max(lastTimes.get(device) + 1, clock.millis());
        lastTimes.set(device, ts);
        clients.get(connection)
                .publish(topics.get(device), body(ts, number), load.qos(), false, null, new IMqttActionListener() {
                    @Override
                    public void onSuccess(IMqttToken token) {
                        acknowledged.incrementAndGet();
                        free.release();
                    }

                    @Override
                    public void onFailure(IMqttToken token, Throwable cause) {
                        failed.incrementAndGet();
                        free.release();
                    }
                });
        sent.incrementAndGet();
    }

    private byte[] body(long ts, long number) {
        StringBuilder body = new StringBuilder(load.size() + 8);
        body.append("{\"ts\":").append(ts).append(",\"count\":").append(number % 60);
        int left = load.size() - body.length() - 10;
        if (left >= 0) {
            body.append(",\"pad\":\"").append(padding, 0, left).append('"');
        }
        return body.append('}').toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The {@code ts} of the newest message of a device, by its place in the list given at birth; 0 before the first. */
    public long newest(int device) {
        return lastTimes.get(device);
    }

    /** Messages given to the connections. */
    public long sent() {
        return sent.get();
    }

    /** Messages the broker has acknowledged; with QoS 0 those that were written. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Messages that failed; after one the numbers no longer add up, which a benchmark must say. */
    public long failed() {
        return failed.get();
    }

    /** Messages that should have been sent by now and were not. */
    public long owed() {
        return Math.max(0, due - sent.get());
    }

    /** Sends nothing more and waits until everything sent is acknowledged; false when that takes over 30 seconds. */
    public boolean finish() throws InterruptedException {
        stop = true;
        thread.join(PATIENCE);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
        for (Semaphore free : room) {
            if (!free.tryAcquire(load.inFlight(), deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            free.release(load.inFlight());
        }
        return true;
    }

    @Override
    public void close() throws MqttException {
        stop = true;
        thread.interrupt();
        for (MqttAsyncClient client : clients) {
            if (client.isConnected()) {
                client.disconnectForcibly(0, 500);
            }
            client.close(true);
        }
    }
}
