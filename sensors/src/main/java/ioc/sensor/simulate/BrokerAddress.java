package ioc.sensor.simulate;

import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a broker.
 *
 * @param url {@code tcp://host:port} or {@code ssl://host:port}
 * @param user null for none
 * @param password null for none
 * @param tls trust and keys for {@code ssl://}; null for those of the JDK
 */
public record BrokerAddress(
        String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable SSLSocketFactory tls) {
    public BrokerAddress {
        if (!url.startsWith("tcp://") && !url.startsWith("ssl://")) {
            throw new IllegalArgumentException("broker url: was \"" + url + "\" but must start with tcp:// or ssl://");
        }
    }

    public static BrokerAddress of(String url) {
        return new BrokerAddress(url, null, null, null);
    }

    /** Options for one connection without memory on the broker, MQTT 3.1.1, that never reconnects by itself. */
    MqttConnectOptions options(int maxInflight) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(true);
        options.setAutomaticReconnect(false);
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setKeepAliveInterval(30);
        options.setConnectionTimeout(10);
        options.setMaxInflight(maxInflight);
        Optional.ofNullable(user).ifPresent(options::setUserName);
        Optional.ofNullable(password).map(String::toCharArray).ifPresent(options::setPassword);
        options.setSocketFactory(QuickSockets.of(this));
        return options;
    }

    @Override
    public String toString() {
        return "BrokerAddress[url=" + url + ", user=" + user + ", password=" + (password == null ? "none" : "***")
                + "]";
    }
}
