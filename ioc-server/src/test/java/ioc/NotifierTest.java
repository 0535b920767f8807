package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import ioc.alert.Alerts;
import ioc.alert.Priority;
import ioc.alert.Rule;
import ioc.config.Config;
import ioc.config.NoticeKind;
import ioc.notify.Notice;
import ioc.notify.Notifier;
import ioc.notify.Sending;
import ioc.notify.Setup;
import ioc.peer.Peer;
import ioc.picture.District;
import ioc.picture.Picture;
import ioc.records.Records;
import ioc.sensor.Reading.TicketStep.Step;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telling people, against a real mail server and a real web server. */
@SuppressWarnings("NullAway.Init")
class NotifierTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PATIENCE =
            "retry: {first: 20ms, longest: 100ms, attempts: 1000}\nurl: https://ioc.example.vn\n";

    private static final Instant TOLD = District.at("09:59:31");

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private @Nullable Notifier notifier;
    private @Nullable Records records;
    private @Nullable GreenMail mails;
    private @Nullable Hook hook;

    /** A web server that answers as it is told and remembers what it was asked. */
    private static final class Hook {
        @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
        record Asked(String key, String signature, String timestamp, byte[] body, String contentType) {}

        interface Answer {
            void to(HttpExchange exchange, int call) throws IOException;
        }

        final List<Asked> asked = new CopyOnWriteArrayList<>();
        private final HttpServer server;

        Hook(int port, Answer answer) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/", exchange -> {
                byte[] body = exchange.getRequestBody().readAllBytes();
                asked.add(new Asked(
                        header(exchange, "Idempotency-Key"),
                        header(exchange, "X-IOC-Signature"),
                        header(exchange, "X-IOC-Timestamp"),
                        body,
                        header(exchange, "Content-Type")));
                answer.to(exchange, asked.size());
            });
            server.start();
        }

        private static String header(HttpExchange exchange, String name) {
            return String.valueOf(exchange.getRequestHeaders().getFirst(name));
        }

        static void reply(HttpExchange exchange, int status) throws IOException {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }

        JsonNode body(int call) throws IOException {
            return JSON.readTree(asked.get(call).body());
        }

        void close() {
            server.stop(0);
        }
    }

    @AfterEach
    void closeAll() throws Exception {
        closeNotifier();
        if (mails != null) {
            mails.stop();
        }
        if (hook != null) {
            hook.close();
        }
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private void closeNotifier() throws Exception {
        if (notifier != null) {
            notifier.close().await(10, TimeUnit.SECONDS);
            notifier = null;
        }
        if (records != null) {
            records.close();
            records = null;
        }
    }

    private Notifier start(String notify, InstantSource clock) {
        Config config = Setup.config(folder.resolve("config"), notify);
        Records kept = Records.sqlite(folder.resolve("records.db"), District.judge(), clock);
        records = kept;
        Notifier fresh = new Notifier(
                vertx,
                config,
                new SendingRows(kept.sendings()),
                new Notifier.Surroundings(
                        clock,
                        () -> 0.5,
                        (language, key, values) -> Words.of(language).text(key, values),
                        Duration.ofMillis(20)));
        notifier = fresh;
        fresh.start();
        return fresh;
    }

    private static Notice raised(String alert) {
        return Setup.notice(alert, 0, NoticeKind.RAISED, Priority.CRITICAL, Instant.now());
    }

    private static void until(Callable<Boolean> condition) {
        Peer.await("it is so", () -> {
            try {
                return condition.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static boolean isNow(Notifier notifier, String alert, Sending.State state) throws IOException {
        return notifier.of(alert).stream().anyMatch(row -> row.state() == state);
    }

    private static String webhook(int port, String more) {
        return PATIENCE + "webhook: {timeout: 10s}\nrecipients: {tinh: {webhook: \"http://127.0.0.1:" + port + "/hook\""
                + more + "}}\n";
    }

    /** An alert of a point where somebody waits for 31 minutes, raised and told about. */
    private static List<Notice> told(Config config) {
        Picture picture = District.picture();
        Rule.Words name = new Rule.Words("Có người chờ quá giới hạn", "Somebody waits too long");
        Rule.Words what = new Rule.Words("Mở thêm quầy.", "Open a counter.");
        Rule rule = new Rule(
                "longest-wait",
                name,
                Rule.Kind.LONGEST_WAIT,
                Priority.CRITICAL,
                new Rule.Bounds(1, 1, Rule.Unknown.KEEP),
                new Rule.Timing(Duration.ofMinutes(1), Duration.ZERO, Rule.When.OFFICE),
                new Rule.Response(Rule.Words.NONE, what, Duration.ofHours(1), List.of()));
        Alerts alerts = new Alerts(List.of(rule), picture, Alerts.Frozen.EMPTY);
        picture.apply(District.step("09:28:30", "bd-q1", Step.ISSUED, "A001", "land"));
        List<Notice> notices = new ArrayList<>();
        for (Instant now = District.at("09:28:30"); !now.isAfter(TOLD); now = now.plusSeconds(1)) {
            if (now.getEpochSecond() % 60 == 0) {
                picture.apply(
                        District.health(now.atZone(District.ZONE).toLocalTime().toString(), "bd-q1", null));
            }
            picture.tick(now);
            notices.addAll(Notices.of(alerts.judge(now), picture, alerts, config.notifying()));
        }
        return notices;
    }

    @Test
    void aRealAlertIsToldByWebhookAsTheDocumentSaysAndByMail() throws Exception {
        Hook server = new Hook(0, (exchange, call) -> Hook.reply(exchange, 204));
        hook = server;
        ServerSetup setup = new ServerSetup(Peer.freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(Peer.PATIENCE.toMillis());
        GreenMail post = new GreenMail(setup);
        mails = post;
        post.start();
        String notify = webhook(server.server.getAddress().getPort(), "")
                        .replace("}}\n", "}, truc-ban: {email: truc-ban@example.vn}}\n")
                + "mail: {host: 127.0.0.1, port: " + post.getSmtp().getPort() + ", tls: none, from: ioc@example.vn}\n";
        Notifier sender = start(notify, InstantSource.fixed(TOLD));
        List<Notice> notices = told(Setup.config(folder.resolve("config"), notify));
        assertThat(notices).hasSize(1);
        sender.tell(notices);
        until(() -> !server.asked.isEmpty() && post.getReceivedMessages().length == 1);
        Matcher document = Pattern.compile("(?s)### `shape: ioc`\\s+```json\\s+(.*?)```")
                .matcher(Files.readString(Path.of("..", "docs", "notifications.md")));
        assertThat(document.find()).isTrue();
        assertThat(server.body(0)).isEqualTo(JSON.readTree(document.group(1)));
        Multipart parts = (Multipart) post.getReceivedMessages()[0].getContent();
        assertThat(parts.getBodyPart(0).getContent().toString())
                .contains("Giá trị (phút): 31")
                .contains("Ngưỡng (phút): 30");
    }

    @Test
    void aMailIsSentOnceTheServerIsBackAndSaysItInVietnamese() throws Exception {
        int port = Peer.freePort();
        Notifier sender = start(
                PATIENCE + "mail: {host: 127.0.0.1, port: " + port + ", tls: none, from: ioc@example.vn}\n"
                        + "recipients: {truc-ban: {email: truc-ban@example.vn}}\n",
                InstantSource.system());
        sender.tell(List.of(raised("a1")));
        until(() -> sender.of("a1").stream().anyMatch(row -> row.tries().attempts() >= 2));
        assertThat(sender.of("a1").get(0).state()).isEqualTo(Sending.State.WAITING);
        assertThat(sender.of("a1").get(0).result()).contains("mail server:");

        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(Peer.PATIENCE.toMillis());
        GreenMail server = new GreenMail(setup);
        mails = server;
        server.start();
        until(() -> isNow(sender, "a1", Sending.State.SENT));
        sender.tell(List.of(raised("a1"))); // the journal is replayed
        sender.tell(List.of(raised("a2"))); // a marker behind it
        until(() -> isNow(sender, "a2", Sending.State.SENT));

        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(2);
        MimeMessage mail = received[0];
        assertThat(mail.getSubject())
                .isEqualTo("[IOC, khẩn] Bàu Đồn: chờ 32 phút, quá giới hạn <30> phút: mới phát sinh");
        assertThat(mail.getHeader("Message-ID")).containsExactly("<a1.0.truc-ban@example.vn>");
        assertThat(mail.getHeader("References")).containsExactly("<a1@example.vn>");
        assertThat(mail.getHeader("X-IOC-Key")).containsExactly("a1/0");
        assertThat(mail.getRecipients(Message.RecipientType.TO)[0]).hasToString("truc-ban@example.vn");
        Multipart parts = (Multipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContent().toString())
                .contains("Trạng thái: mới phát sinh")
                .contains("Chờ lâu nhất: 32 phút")
                .contains("Việc cần làm:")
                .contains("Mở thêm quầy 4.")
                .contains("https://ioc.example.vn/alerts/a1");
        assertThat(parts.getBodyPart(1).getContent().toString())
                .contains("quá giới hạn &lt;30&gt; phút")
                .contains("<a href=\"https://ioc.example.vn/alerts/a1\">");
        assertThat(sender.of("a1").get(0).result()).doesNotContain("truc-ban@example.vn");
    }

    /** A mail server that knows nobody. */
    private static void refuse(ServerSocket server) {
        try (Socket socket = server.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            OutputStream out = socket.getOutputStream();
            String said = "220 here";
            while (said != null) {
                out.write((said + "\r\n").getBytes(StandardCharsets.US_ASCII));
                String line = in.readLine();
                said = line == null
                        ? null
                        : line.startsWith("RCPT") ? "550 5.1.1 <gone@example.vn>: no such user" : "250 fine";
            }
        } catch (IOException closed) {
            assertThat(server.isClosed()).isTrue();
        }
    }

    @Test
    void anAddressTheMailServerRefusesFailsAtOnceAndIsNotNamed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> refuse(server));
            thread.start();
            Notifier sender = start(
                    PATIENCE + "mail: {host: 127.0.0.1, port: " + server.getLocalPort()
                            + ", tls: none, from: ioc@example.vn}\nrecipients: {a: {email: gone@example.vn}}\n",
                    InstantSource.system());
            sender.tell(List.of(raised("a1")));
            until(() -> isNow(sender, "a1", Sending.State.FAILED));
            assertThat(sender.of("a1").get(0).tries().attempts()).isEqualTo(1);
            assertThat(sender.of("a1").get(0).result()).contains("550").doesNotContain("gone@example.vn");
            closeNotifier();
            thread.join(10_000);
        }
    }

    @Test
    void aWebhookIsTriedUntilItAnswersWhetherItRefusedFailedOrSaidLater() throws Exception {
        int port = Peer.freePort();
        Notifier sender = start(webhook(port, ""), InstantSource.system());
        sender.tell(List.of(raised("a1")));
        until(() -> sender.of("a1").stream().anyMatch(row -> row.tries().attempts() >= 2)); // refused

        Hook server = new Hook(port, (exchange, call) -> {
            switch (call) {
                case 1 -> Hook.reply(exchange, 500);
                case 2 -> {
                    exchange.getResponseHeaders().set("Retry-After", "5"); // long enough to be seen
                    Hook.reply(exchange, 429);
                }
                default -> Hook.reply(exchange, 204);
            }
        });
        hook = server;
        until(() -> sender.of("a1").get(0).result().equals("HTTP 429"));
        Sending asked = sender.of("a1").get(0);
        assertThat(Duration.between(asked.tries().lastAt(), asked.tries().nextAt()))
                .isEqualTo(Duration.ofSeconds(5));
        until(() -> isNow(sender, "a1", Sending.State.SENT));

        assertThat(server.asked).hasSize(3).extracting(Hook.Asked::key).containsOnly("a1/0/tinh");
        JsonNode body = server.body(2);
        assertThat(body.path("key").asText()).isEqualTo("a1/0");
        assertThat(body.path("kind").asText()).isEqualTo("raised");
        assertThat(body.path("status").asText()).isEqualTo("firing");
        assertThat(body.path("url").asText()).isEqualTo("https://ioc.example.vn/alerts/a1");
        assertThat(body.path("details").get(0).path("value").asText()).isEqualTo("32 phút");
        Hook.Asked last = server.asked.get(2);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("bí mật".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((last.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
        assertThat(last.signature())
                .isEqualTo("sha256=" + java.util.HexFormat.of().formatHex(mac.doFinal(last.body())));
    }

    @Test
    void aWebhookThatHangsIsTriedAgain() throws Exception {
        AtomicBoolean isAwake = new AtomicBoolean();
        Hook server = new Hook(0, (exchange, call) -> {
            if (isAwake.get()) {
                Hook.reply(exchange, 204);
            }
        });
        hook = server;
        Notifier sender = start(
                webhook(server.server.getAddress().getPort(), "").replace("timeout: 10s", "timeout: 1s"),
                InstantSource.system());
        sender.tell(List.of(raised("a1")));
        until(() -> sender.of("a1").stream().anyMatch(row -> row.tries().attempts() >= 1));
        assertThat(sender.of("a1").get(0).state()).isEqualTo(Sending.State.WAITING);
        isAwake.set(true);
        until(() -> isNow(sender, "a1", Sending.State.SENT));
        assertThat(server.asked).extracting(Hook.Asked::key).containsOnly("a1/0/tinh"); // as often as time allowed
    }

    @Test
    void anotherRefusalIsFinalAndARedirectionIsNotFollowed() throws Exception {
        Hook server = new Hook(0, (exchange, call) -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            Hook.reply(exchange, call == 1 ? 404 : 302);
        });
        hook = server;
        Notifier sender = start(webhook(server.server.getAddress().getPort(), ""), InstantSource.system());
        sender.tell(List.of(raised("a1"), raised("a2")));
        until(() -> isNow(sender, "a1", Sending.State.FAILED) && isNow(sender, "a2", Sending.State.FAILED));
        assertThat(sender.of("a1").get(0).result()).isEqualTo("HTTP 404");
        assertThat(sender.of("a2").get(0).result()).isEqualTo("HTTP 302");
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void alertmanagersShapeSaysFiringAndResolved() throws Exception {
        Hook server = new Hook(0, (exchange, call) -> Hook.reply(exchange, 200));
        hook = server;
        Notifier sender =
                start(webhook(server.server.getAddress().getPort(), ", shape: alertmanager"), InstantSource.system());
        Instant at = Instant.parse("2026-11-26T02:00:00Z");
        Instant now = Instant.now();
        sender.tell(List.of(
                Setup.notice("a1", 0, NoticeKind.RAISED, Priority.CRITICAL, now),
                Setup.notice("a1", 1, NoticeKind.RETURNED, Priority.CRITICAL, now.plusSeconds(60))));
        until(() -> server.asked.size() == 2);
        JsonNode firing = server.body(0);
        assertThat(firing.path("version").asText()).isEqualTo("4");
        assertThat(firing.path("status").asText()).isEqualTo("firing");
        assertThat(firing.path("receiver").asText()).isEqualTo("tinh");
        JsonNode alert = firing.path("alerts").get(0);
        assertThat(alert.path("labels").path("alertname").asText()).isEqualTo("longest-wait");
        assertThat(alert.path("endsAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(alert.path("fingerprint").asText()).matches("[0-9a-f]{16}");
        JsonNode resolved = server.body(1);
        assertThat(resolved.path("status").asText()).isEqualTo("resolved");
        assertThat(resolved.path("alerts").get(0).path("fingerprint")).isEqualTo(alert.path("fingerprint"));
        assertThat(Instant.parse(resolved.path("alerts").get(0).path("endsAt").asText()))
                .isAfter(at);
        assertThat(Instant.parse(resolved.path("alerts").get(0).path("startsAt").asText()))
                .isEqualTo(Instant.parse(alert.path("startsAt").asText()));
    }

    /** A clock that stands until it is set. */
    private static final class Hands implements InstantSource {
        volatile Instant now;

        Hands(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void whatCannotBeSentIsGivenUpAndSaysSo() throws Exception {
        Hands clock = new Hands(Instant.parse("2026-11-26T02:00:00Z"));
        Notifier sender = start(webhook(Peer.freePort(), ""), clock);
        sender.tell(List.of(Setup.notice("a1", 0, NoticeKind.RAISED, Priority.CRITICAL, clock.now)));
        until(() -> sender.of("a1").stream().anyMatch(row -> row.tries().attempts() == 1));
        clock.now = clock.now.plus(Duration.ofHours(6));
        until(() -> isNow(sender, "a1", Sending.State.FAILED));
        assertThat(sender.of("a1").get(0).result()).startsWith("given up: ");
    }

    @Test
    void aNewLifeSendsWhatTheOldOneLeft() throws Exception {
        int port = Peer.freePort();
        Notifier old = start(webhook(port, ""), InstantSource.system());
        old.tell(List.of(raised("a1"), raised("a2")));
        until(() -> old.of("a2").size() == 1);
        closeNotifier();
        Hook server = new Hook(port, (exchange, call) -> Hook.reply(exchange, 200));
        hook = server;
        Notifier fresh = start(webhook(port, ""), InstantSource.system());
        until(() -> isNow(fresh, "a1", Sending.State.SENT) && isNow(fresh, "a2", Sending.State.SENT));
        assertThat(server.asked).extracting(Hook.Asked::key).containsExactlyInAnyOrder("a1/0/tinh", "a2/0/tinh");
    }

    @Test
    void whatIsHeldIsSentWhenTheQuietHoursAreOver() throws Exception {
        Hook server = new Hook(0, (exchange, call) -> Hook.reply(exchange, 200));
        hook = server;
        Instant night = Instant.parse("2026-11-26T16:00:00Z"); // 23:00 in Vietnam
        Hands clock = new Hands(night);
        Notifier sender = start(
                webhook(server.server.getAddress().getPort(), ", quiet: \"22:00-06:00\"")
                        .replace("attempts: 1000", "attempts: 1000, giveUp: 1d"),
                clock);
        sender.tell(List.of(
                Setup.notice("held", 0, NoticeKind.RAISED, Priority.HIGH, night),
                Setup.notice("ended", 0, NoticeKind.RAISED, Priority.HIGH, night),
                Setup.notice("ended", 1, NoticeKind.RETURNED, Priority.HIGH, night)));
        until(() ->
                isNow(sender, "held", Sending.State.HELD) && sender.of("ended").size() == 2);
        clock.now = Instant.parse("2026-11-26T23:00:00Z");
        until(() -> isNow(sender, "held", Sending.State.SENT));
        assertThat(sender.of("ended")).extracting(Sending::state).containsOnly(Sending.State.DROPPED);
        assertThat(server.asked).extracting(Hook.Asked::key).containsExactly("held/0/tinh");
    }

    @Test
    void nobodyIsToldAndNothingIsKeptWithoutRecipients() throws Exception {
        Notifier sender = start(PATIENCE, InstantSource.system());
        sender.tell(List.of(raised("a1")));
        assertThat(sender.behind()).isZero();
        assertThat(sender.of("a1")).isEmpty();
    }
}
