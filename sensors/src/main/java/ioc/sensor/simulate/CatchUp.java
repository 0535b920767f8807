package ioc.sensor.simulate;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/** One connection that publishes much in order and waits for its acknowledgements. For one thread. */
final class CatchUp implements AutoCloseable {
    private static final int IN_FLIGHT = 500;
    private static final int PATIENCE = 30_000;

    private final MqttAsyncClient client;
    private final SocketFactory sockets;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    CatchUp(BrokerAddress address, String clientId) throws MqttException {
        client = new MqttAsyncClient(address.url(), clientId, new MemoryPersistence());
        MqttConnectOptions options = address.options(2 * IN_FLIGHT);
        sockets = options.getSocketFactory();
        client.connect(options).waitForCompletion(PATIENCE);
    }

    void publish(Publication publication) throws MqttException, InterruptedException {
        room.acquire();
        check();
        client.publish(
                publication.topic(),
                publication.payload(),
                publication.qos(),
                publication.retained(),
                null,
                new IMqttActionListener() {
                    @Override
                    public void onSuccess(IMqttToken token) {
                        room.release();
                    }

                    @Override
                    public void onFailure(IMqttToken token, Throwable cause) {
                        failure.compareAndSet(null, cause);
                        room.release();
                    }
                });
    }

    /** Returns when everything published is acknowledged. */
    void drain() throws MqttException, InterruptedException {
        while (!room.tryAcquire(IN_FLIGHT, 1, TimeUnit.MILLISECONDS)) {
            hurry();
        }
        room.release(IN_FLIGHT);
        check();
    }

    private void hurry() throws MqttException {
        check();
        if (sockets instanceof QuickSockets quick) {
            try {
                quick.hurry();
            } catch (IOException e) {
                throw new MqttException(e);
            }
        }
    }

    private void check() throws MqttException {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new MqttException(cause);
        }
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnect().waitForCompletion(PATIENCE);
        }
        client.close(true);
    }
}
