package ioc.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.peer.Peer;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerIT {
    private final TestInbox inbox = new TestInbox();

    @Test
    void carriesMessagesOfEveryQualityAndLargeOnes() throws Exception {
        try (EmbeddedBroker embedded = EmbeddedBroker.start(0, true);
                Broker broker = open(embedded);
                TestDevice device = new TestDevice(embedded.url())) {
            device.publish("a/0", "zero".getBytes(UTF_8), 0, false);
            device.publish("a/1", "one".getBytes(UTF_8), 1, false);
            device.publish("a/2", "two".getBytes(UTF_8), 2, false);
            device.publish("a/empty", new byte[0], 1, false);
            device.publish("a/large", new byte[1_000_000], 1, false);
            device.publish("a/end", "end");
            Peer.await("end", () -> inbox.has("end"));

            assertThat(inbox.taken)
                    .extracting(TestInbox.Taken::topic)
                    .containsExactly("a/0", "a/1", "a/2", "a/empty", "a/large", "a/end");
            assertThat(inbox.taken.get(4).body()).hasSize(1_000_000);
            Peer.await("six are taken", () -> broker.figures().taken() == 6);
        }
    }

    @Test
    void unacknowledgedOnesStopAtItsWindowOfTenAndGoOnWhenDurable() throws Exception {
        inbox.hold = true;
        try (EmbeddedBroker embedded = EmbeddedBroker.start(0, true);
                Broker broker = open(embedded);
                TestDevice device = new TestDevice(embedded.url())) {
            for (int i = 0; i < 50; i++) {
                device.publish("m", Integer.toString(i));
            }
            Peer.await("the window", () -> inbox.taken.size() == 10);
            inbox.release();
            Peer.await("all", () -> inbox.taken.size() == 50);

            assertThat(inbox.bodies())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 50).mapToObj(Integer::toString).toList());
            assertThat(broker.figures().connections()).isEqualTo(1);
        }
    }

    @Test
    void letsInOurselvesAndStrangersOnlyWhenOpen() throws Exception {
        try (EmbeddedBroker embedded = EmbeddedBroker.start(0, false)) {
            assertThatThrownBy(() -> new TestDevice(embedded.url())).isInstanceOf(MqttException.class);
            assertThatThrownBy(() -> new TestDevice(embedded.url(), new Broker.Login("ioc", "guess")))
                    .isInstanceOf(MqttException.class);
            try (TestDevice ours = new TestDevice(embedded.url(), embedded.login())) {
                ours.publish("a", "b");
            }
        }
        try (EmbeddedBroker embedded = EmbeddedBroker.start(0, true);
                TestDevice stranger = new TestDevice(embedded.url())) {
            stranger.publish("a", "b");
            assertThatThrownBy(() -> new TestDevice(embedded.url(), new Broker.Login("ioc", "guess")))
                    .isInstanceOf(MqttException.class);
        }
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (EmbeddedBroker first = EmbeddedBroker.start(0, true)) {
            assertThatIOException()
                    .isThrownBy(() -> EmbeddedBroker.start(first.port(), true))
                    .withMessageContaining("port " + first.port() + " was not free");
        }
    }

    private Broker open(EmbeddedBroker embedded) throws IOException {
        Broker broker = Broker.open(
                new Broker.Options(embedded.url(), "ioc-test", embedded.login(), Tls.USUAL, List.of("#")),
                inbox,
                inbox);
        Peer.await("up", broker::up);
        return broker;
    }
}
