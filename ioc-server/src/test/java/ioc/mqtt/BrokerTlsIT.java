package ioc.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ioc.peer.Mosquitto;
import ioc.peer.Peer;
import ioc.peer.Pem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTlsIT {
    private final Path folder;
    private final TestInbox inbox = new TestInbox();

    BrokerTlsIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void provesWhoItIsToABrokerItTrustsAndToNoOther() throws Exception {
        Pem.make(folder, "server", "ip:127.0.0.1");
        Pem.make(folder, "client", "dns:ioc");
        Pem.make(folder, "stranger", "ip:127.0.0.1");
        try (Mosquitto mosquitto = Mosquitto.start(
                folder,
                "cafile " + folder.resolve("client.crt"),
                "certfile " + folder.resolve("server.crt"),
                "keyfile " + folder.resolve("server.key"),
                "require_certificate true",
                "user root")) {
            String url = "ssl://127.0.0.1:" + mosquitto.port();
            Path crt = folder.resolve("client.crt");
            Path key = folder.resolve("client.key");
            try (Broker broker = open(url, new Tls(folder.resolve("server.crt"), crt, key))) {
                Peer.await("up", broker::up);
            }
            for (Tls wrong : List.of(
                    new Tls(folder.resolve("stranger.crt"), crt, key),
                    new Tls(folder.resolve("server.crt"), null, null))) {
                inbox.states.clear();
                try (Broker broker = open(url, wrong)) {
                    Peer.await("down", () -> !inbox.states.isEmpty());
                    assertThat(broker.up()).isFalse();
                    assertThat(inbox.states).containsExactly(false);
                }
            }
        }
    }

    @Test
    void namesTheFileThatCannotBeUsed() throws Exception {
        Pem.make(folder, "client", "dns:ioc");
        Path crt = folder.resolve("client.crt");
        assertThatIOException()
                .isThrownBy(() -> open("ssl://127.0.0.1:1", new Tls(null, crt, crt)))
                .withMessageContaining("client.crt: had no PKCS#8 private key");
        assertThatIllegalArgumentException().isThrownBy(() -> new Tls(null, crt, null));
    }

    private Broker open(String url, Tls tls) throws IOException {
        return Broker.open(new Broker.Options(url, "ioc-test", Broker.Login.NONE, tls, List.of("#")), inbox, inbox);
    }
}
