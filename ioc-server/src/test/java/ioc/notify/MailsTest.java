package ioc.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import ioc.alert.Priority;
import ioc.config.Config;
import ioc.config.NoticeKind;
import ioc.peer.Peer;
import ioc.peer.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** Whom mail is given to and how it is protected on the way, against a real mail server. */
@SuppressWarnings("NullAway.Init")
class MailsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T02:30:00Z");

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private Pem pem;

    @BeforeEach
    void certificate() throws Exception {
        pem = Pem.make(folder, "mail", "ip:127.0.0.1");
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    /** Wants a login of {@code ioc}, and TLS before it. */
    private SMTPServer.Builder server(int port) {
        return SMTPServer.port(port)
                .messageHandler((context, from, to, data) -> taken.add(to + " "
                        + context.getAuthenticationHandler()
                                .map(login -> String.valueOf(login.getIdentity()))
                                .orElse("nobody")))
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!user.equals("ioc") || !password.equals("mật khẩu")) {
                        throw new LoginFailedException();
                    }
                }))
                .requireAuth();
    }

    private Outcome send(int port, String tls, Path ca, String password) throws Exception {
        Path secret = Files.writeString(folder.resolve("password"), password);
        Config config = Setup.config(folder.resolve("config"), """
                mail: {host: 127.0.0.1, port: %d, tls: %s, caFile: "%s", from: ioc@example.vn, user: ioc, passwordFile: "%s", timeout: 60s}
                recipients: {truc-ban: {email: truc-ban@example.vn}}
                """.formatted(port, tls, ca, secret));
        Mails mails = new Mails(
                vertx,
                config.notifying().mail(),
                new MailText(config, (language, key, values) -> key + Map.copyOf(values)));
        try {
            return mails.send(
                            config.notifying().recipients().get(0),
                            Setup.notice("a", 1, NoticeKind.RAISED, Priority.CRITICAL, NOW),
                            NOW)
                    .await(Peer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            mails.close().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void tlsAfterStartAndALoginAreAskedForAndGiven() throws Exception {
        int port = Peer.freePort();
        SMTPServer server = server(port)
                .enableTLS()
                .requireTLS()
                .startTlsSocketFactory(pem.context())
                .build();
        server.start();
        try {
            assertThat(send(port, "starttls", pem.cert(), "mật khẩu").kind()).isEqualTo(Outcome.Kind.SENT);
            assertThat(taken).containsExactly("truc-ban@example.vn ioc");
            assertThat(send(port, "starttls", pem.cert(), "falsch"))
                    .as("a person can repair it")
                    .returns(Outcome.Kind.AGAIN, Outcome::kind)
                    .matches(outcome -> !outcome.text().contains("falsch"));
            assertThat(taken).hasSize(1);
        } finally {
            server.stop();
        }
    }

    @Test
    void tlsFromTheFirstByte() throws Exception {
        int port = Peer.freePort();
        SMTPServer server = server(port).serverSocketFactory(pem.context()).build();
        server.start();
        try {
            assertThat(send(port, "tls", pem.cert(), "mật khẩu").kind()).isEqualTo(Outcome.Kind.SENT);
            assertThat(taken).containsExactly("truc-ban@example.vn ioc");
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatIsNotTrustedOrOffersNoTlsHearsNoPassword() throws Exception {
        Pem elsewhere = Pem.make(folder, "elsewhere", "dns:mail.example.vn");
        List<Path> trusted =
                List.of(Pem.make(folder, "stranger", "ip:127.0.0.1").cert(), elsewhere.cert());
        List<String> heard = new CopyOnWriteArrayList<>();
        for (SMTPServer.Builder kind : List.of(
                server(Peer.freePort()).enableTLS().startTlsSocketFactory(pem.context()),
                server(Peer.freePort()).enableTLS().startTlsSocketFactory(elsewhere.context()),
                server(Peer.freePort()))) {
            SMTPServer server = kind.authenticationHandlerFactory(
                            new EasyAuthenticationHandlerFactory((user, password, context) -> heard.add(user)))
                    .build();
            server.start();
            try {
                for (Path ca : trusted) {
                    assertThat(send(server.getPortAllocated(), "starttls", ca, "mật khẩu")
                                    .kind())
                            .isEqualTo(Outcome.Kind.AGAIN);
                }
            } finally {
                server.stop();
            }
        }
        assertThat(heard).isEmpty();
        assertThat(taken).isEmpty();
    }
}
