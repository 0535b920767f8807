package ioc.mqtt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ioc.peer.Mosquitto;
import ioc.peer.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTlsIT {
    private static final String SECRET = "secret";

    private final Path folder;
    private final TestInbox inbox = new TestInbox();

    BrokerTlsIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void provesWhoItIsToABrokerItTrustsAndToNoOther() throws Exception {
        pem("server", "ip:127.0.0.1");
        pem("client", "dns:ioc");
        pem("stranger", "ip:127.0.0.1");
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
        pem("client", "dns:ioc");
        Path crt = folder.resolve("client.crt");
        assertThatIOException()
                .isThrownBy(() -> open("ssl://127.0.0.1:1", new Tls(null, crt, crt)))
                .withMessageContaining("client.crt: had no PKCS#8 private key");
        assertThatIllegalArgumentException().isThrownBy(() -> new Tls(null, crt, null));
    }

    private Broker open(String url, Tls tls) throws IOException {
        return Broker.open(new Broker.Options(url, "ioc-test", Broker.Login.NONE, tls, List.of("#")), inbox, inbox);
    }

    /** A certificate signed by itself, and its key, as PEM files of this name. */
    private void pem(String name, String alternative) throws Exception {
        Path store = folder.resolve(name + ".p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = List.of(
                keytool,
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + alternative,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                SECRET);
        new ProcessBuilder(command).start().onExit().join();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, SECRET.toCharArray());
        }
        write(name + ".crt", "CERTIFICATE", keys.getCertificate("own").getEncoded());
        write(
                name + ".key",
                "PRIVATE KEY",
                keys.getKey("own", SECRET.toCharArray()).getEncoded());
    }

    private void write(String name, String what, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
        Files.write(
                folder.resolve(name),
                Collections.singletonList("-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----"));
    }
}
