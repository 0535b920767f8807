package ioc.mqtt;

import java.nio.charset.StandardCharsets;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Something that publishes; every call returns when the broker has the message. */
public final class TestDevice implements AutoCloseable {
    private final MqttClient client;

    public TestDevice(String url) throws MqttException {
        this(url, Broker.Login.NONE);
    }

    TestDevice(String url, Broker.Login login) throws MqttException {
        client = new MqttClient(url, MqttClient.generateClientId(), new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMaxInflight(1_000); // the default of ten loses messages
        if (!login.user().isEmpty()) {
            options.setUserName(login.user());
            options.setPassword(login.password().toCharArray());
        }
        client.connect(options);
    }

    public void publish(String topic, String body) throws MqttException {
        publish(topic, body.getBytes(StandardCharsets.UTF_8), 1, false);
    }

    void publish(String topic, byte[] body, int qos, boolean retained) throws MqttException {
        client.publish(topic, body, qos, retained);
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 100);
        client.close();
    }
}
