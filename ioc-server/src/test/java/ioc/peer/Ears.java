package ioc.peer;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/** Hears everything at a broker, as a witness beside the server. Any thread may look. */
public final class Ears implements AutoCloseable, MqttCallback {
    /** One message, in the order in which the broker gave them out. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Heard(String topic, byte[] body) {}

    private final MqttAsyncClient client;
    private final List<Heard> heard = new ArrayList<>();
    private @Nullable Throwable lost;

    /** Subscribed with QoS 1 when this returns. */
    public Ears(String url, String filter) throws MqttException {
        client = new MqttAsyncClient(url, MqttAsyncClient.generateClientId(), new MemoryPersistence());
        client.setCallback(this);
        client.connect(new MqttConnectOptions()).waitForCompletion(Peer.PATIENCE.toMillis());
        client.subscribe(filter, 1).waitForCompletion(Peer.PATIENCE.toMillis());
    }

    @Override
    public synchronized void messageArrived(String topic, MqttMessage message) {
        heard.add(new Heard(topic, message.getPayload()));
    }

    @Override
    public synchronized void connectionLost(Throwable cause) {
        lost = cause;
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // publishes nothing
    }

    public synchronized int count() {
        return heard.size();
    }

    /** Why the connection broke, so that some may be missing; null while it is there. */
    public synchronized @Nullable Throwable lost() {
        return lost;
    }

    /** All so far. */
    public synchronized List<Heard> all() {
        return List.copyOf(heard);
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnectForcibly(0, 100);
        }
        client.close(true);
    }
}
