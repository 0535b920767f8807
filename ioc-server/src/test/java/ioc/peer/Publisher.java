package ioc.peer;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Publishes with many messages under way and counts what the broker acknowledged. */
public final class Publisher implements AutoCloseable {
    private static final int WINDOW = 500;

    private final MqttAsyncClient client;
    private final Semaphore room = new Semaphore(WINDOW);
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    public Publisher(String url) throws MqttException {
        client = new MqttAsyncClient(url, MqttAsyncClient.generateClientId(), new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMaxInflight(2 * WINDOW); // the default of ten refuses messages
        client.connect(options).waitForCompletion(Peer.PATIENCE.toMillis());
    }

    /** QoS 1; waits while the window is full. */
    public void publish(String topic, String body) throws MqttException, InterruptedException {
        publish(topic, body.getBytes(StandardCharsets.UTF_8), 1, false);
    }

    public void publish(String topic, byte[] body, int qos, boolean retained)
            throws MqttException, InterruptedException {
        if (!room.tryAcquire(Peer.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the broker acknowledges nothing");
        }
        MqttMessage message = new MqttMessage(body);
        message.setQos(qos);
        message.setRetained(retained);
        client.publish(topic, message, null, new IMqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                acknowledged.incrementAndGet();
                room.release();
            }

            @Override
            public void onFailure(IMqttToken token, Throwable cause) {
                failed.incrementAndGet();
                room.release();
            }
        });
    }

    /** Waits until the broker has everything; how many it has. */
    public long settle() {
        Peer.await("the broker has everything", () -> room.availablePermits() == WINDOW);
        return acknowledged.get();
    }

    public long acknowledged() {
        return acknowledged.get();
    }

    /** Messages nobody will ever acknowledge. */
    public long failed() {
        return failed.get();
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 100);
        client.close(true);
    }
}
