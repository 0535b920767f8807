package ioc.sensor.simulate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Hears everything under {@code ioc/1} and keeps it. */
final class Listener implements AutoCloseable, MqttCallback {
    record Heard(String topic, String text, boolean retained) {}

    private final MqttAsyncClient client;
    private final List<Heard> heard = new ArrayList<>();

    Listener(BrokerAddress address, int qos) throws MqttException {
        client = new MqttAsyncClient(address.url(), "listener-" + System.nanoTime(), new MemoryPersistence());
        client.setCallback(this);
        client.connect(address.options(100)).waitForCompletion(120_000);
        client.subscribe("ioc/1/#", qos).waitForCompletion(120_000);
    }

    @Override
    public synchronized void messageArrived(String topic, MqttMessage message) {
        heard.add(new Heard(topic, new String(message.getPayload(), StandardCharsets.UTF_8), message.isRetained()));
        notifyAll();
    }

    /** All heard so far, once the condition holds; fails when it does not within two minutes. */
    synchronized List<Heard> await(Predicate<List<Heard>> condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.test(heard)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("not heard within two minutes; the last of " + heard.size() + ": "
                        + heard.subList(Math.max(0, heard.size() - 5), heard.size()));
            }
            wait(Math.min(left, 200));
        }
        return List.copyOf(heard);
    }

    @Override
    public void connectionLost(Throwable cause) {
        // the broker was stopped by the test
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // publishes nothing
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnectForcibly(0, 500);
        }
        client.close(true);
    }
}
