package ioc.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import ioc.peer.Peer;
import ioc.peer.Pem;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    @TempDir
    Path folder;

    @Test
    void aNewCertificateIsTakenWithoutAPauseAndBrowsersAreToldToStayWithTls() throws Exception {
        Path cert = folder.resolve("server.pem");
        Path key = folder.resolve("server.key");
        put("one", cert, key);
        Vertx vertx = Vertx.vertx();
        Served served = new Served();
        try {
            WebServer server = WebServer.start(
                            vertx,
                            new Bind(
                                    "127.0.0.1",
                                    0,
                                    true,
                                    Set.of(),
                                    true,
                                    Set.of(),
                                    new Bind.Pem(cert.toString(), key.toString())),
                            served.assets,
                            new WebServer.Live(options -> {}, (request, pass) -> {}, (request, pass) -> {}),
                            served.answers,
                            served.house,
                            served.meters,
                            Walls.NONE)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            Heard first = ask(server.port());
            assertThat(first.name()).isEqualTo("CN=one");
            assertThat(first.text())
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("strict-transport-security: max-age=31536000")
                    .contains("__Host-ioc_session=viewer")
                    .contains("Secure");
            put("two", cert, key);
            Files.setLastModifiedTime(cert, FileTime.fromMillis(1_000));
            Peer.await("the new one is shown", () -> ask(server.port()).name().equals("CN=two"));
        } finally {
            served.close();
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    private record Heard(String name, String text) {}

    private static Heard ask(int port) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
            try (Socket socket = context.getSocketFactory().createSocket("127.0.0.1", port)) {
                socket.getOutputStream()
                        .write(
                                ("POST /api/v1/sign-in HTTP/1.1\r\nHost: ioc.example\r\nContent-Type: application/json\r\n"
                                                + "Content-Length: 2\r\nConnection: close\r\n\r\n{}")
                                        .getBytes(StandardCharsets.US_ASCII));
                String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                X509Certificate shown =
                        (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
                return new Heard(shown.getSubjectX500Principal().getName(), text);
            }
        } catch (IOException | java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private void put(String name, Path cert, Path key) throws Exception {
        Pem made = Pem.make(folder, name, "ip:127.0.0.1");
        Files.move(made.key(), key, StandardCopyOption.REPLACE_EXISTING);
        Files.move(made.cert(), cert, StandardCopyOption.REPLACE_EXISTING);
    }
}
