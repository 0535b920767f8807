package ioc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.alert.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyFileTest {
    private static final Path SHIPPED = Path.of("..", "config");

    @TempDir
    Path folder;

    @BeforeEach
    void copyTheShippedFolder() throws IOException {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(SHIPPED.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private Notifying load(String yaml, Map<String, String> environment) throws ConfigException, IOException {
        Files.writeString(folder.resolve("notify.yaml"), yaml);
        return Config.load(folder, environment, List.of()).notifying();
    }

    @Test
    void theShippedFileTellsNobody() throws ConfigException {
        Config shipped = Config.load(folder, Map.of(), List.of());
        assertThat(shipped.notifying().recipients()).isEmpty();
        assertThat(shipped.notifying().mail().host()).isEmpty();
    }

    @Test
    void theCommentedExampleOfTheShippedFileIsRight() throws Exception {
        String shipped = Files.readString(folder.resolve("notify.yaml"))
                .replace("recipients: {}", "")
                .replace("host: \"\"", "host: mail.example.vn")
                .replaceAll("(?m)^# (recipients:|  )", "$1");
        Notifying notifying = load(shipped, Map.of("IOC_RECIPIENTS_HE_THONG_TINH_SECRET", "own"));
        assertThat(notifying.recipients())
                .extracting(Notifying.Recipient::id)
                .containsExactly("truc-ban", "chu-tich-go-dau", "he-thong-tinh");
        assertThat(notifying.recipients().get(2).to().secret().reveal()).isEqualTo("own");
    }

    @Test
    void hasTheseDefaults() throws Exception {
        Notifying notifying = load("recipients: {so-ba: {webhook: 'https://a.example/b'}}", Map.of());
        assertThat(notifying)
                .isEqualTo(new Notifying(
                        List.of(new Notifying.Recipient(
                                "so-ba",
                                "so-ba",
                                "vi",
                                new Notifying.To(Notifying.Shape.IOC, "https://a.example/b", Secret.NONE),
                                new Notifying.Which(Priority.LOW, Set.of(), Set.of(), Set.of()),
                                Notifying.When.ALWAYS)),
                        new Notifying.Mail(
                                "", 587, Notifying.Tls.STARTTLS, "", "", "", Secret.NONE, Duration.ofSeconds(20)),
                        new Notifying.Webhook(Secret.NONE, Duration.ofSeconds(10)),
                        new Notifying.Patience(
                                Duration.ofSeconds(5), Duration.ofMinutes(10), 100, Duration.ofHours(6), 1_000),
                        "",
                        Duration.ofDays(400)));
    }

    @Test
    void readsEveryKey() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "p4ss\n");
        Notifying notifying = load(
                """
                url: https://ioc.example.vn
                mail: {host: mail.example.vn, port: 465, tls: tls, caFile: %1$s, from: ioc@example.vn, user: ioc, passwordFile: %1$s, timeout: 3s}
                webhook: {timeout: 4s}
                retry: {first: 1s, longest: 2m, attempts: 7, giveUp: 1h, waiting: 9}
                keep: 30d
                recipients:
                  truc-ban: {name: Trực ban, language: en, email: truc-ban@example.vn, least: critical,
                    kinds: [raised, re-raised], orgs: [phuong-go-dau], sites: [bau-don], quiet: 22:00-06:00,
                    officeHoursOnly: true, criticalBreaksQuiet: true}
                  tinh: {webhook: "http://a.example/b", shape: alertmanager}
                """.formatted(password),
                Map.of("IOC_WEBHOOK_SECRET", "s3cret", "IOC_RECIPIENTS_TINH_SECRET", "own-s3cret"));
        assertThat(notifying)
                .isEqualTo(new Notifying(
                        List.of(
                                new Notifying.Recipient(
                                        "truc-ban",
                                        "Trực ban",
                                        "en",
                                        new Notifying.To(Notifying.Shape.EMAIL, "truc-ban@example.vn", Secret.NONE),
                                        new Notifying.Which(
                                                Priority.CRITICAL,
                                                Set.of(NoticeKind.RAISED, NoticeKind.RE_RAISED),
                                                Set.of("phuong-go-dau"),
                                                Set.of("bau-don")),
                                        new Notifying.When(
                                                new Notifying.Quiet(LocalTime.of(22, 0), LocalTime.of(6, 0)),
                                                true,
                                                true)),
                                new Notifying.Recipient(
                                        "tinh",
                                        "tinh",
                                        "vi",
                                        new Notifying.To(
                                                Notifying.Shape.ALERTMANAGER,
                                                "http://a.example/b",
                                                new Secret("own-s3cret")),
                                        new Notifying.Which(Priority.LOW, Set.of(), Set.of(), Set.of()),
                                        Notifying.When.ALWAYS)),
                        new Notifying.Mail(
                                "mail.example.vn",
                                465,
                                Notifying.Tls.TLS,
                                password.toString(),
                                "ioc@example.vn",
                                "ioc",
                                new Secret("p4ss"),
                                Duration.ofSeconds(3)),
                        new Notifying.Webhook(new Secret("s3cret"), Duration.ofSeconds(4)),
                        new Notifying.Patience(Duration.ofSeconds(1), Duration.ofMinutes(2), 7, Duration.ofHours(1), 9),
                        "https://ioc.example.vn",
                        Duration.ofDays(30)));
        assertThat(notifying.toString())
                .doesNotContain("s3cret")
                .doesNotContain("p4ss")
                .doesNotContain("truc-ban@example.vn");
    }

    @Test
    void namesEveryProblemAtOnce() {
        assertThatThrownBy(() -> load("""
                        mail: {tls: none, user: ioc, from: nobody, password: hunter2}
                        recipients:
                          a: {email: "a b@example.vn", least: urgent, kinds: [raised, gone], quiet: "22:00-22:00"}
                          b: {webhook: "ftp://a.example", orgs: [nowhere], sites: [nothing]}
                          c: {webhook: "https://user:pass@a.example/"}
                          d: {webhook: "https://a.example", email: d@example.vn}
                          E: {webhook: "https://a.example", shape: slack}
                        """, Map.of()))
                .hasMessageContaining("mail.password: stands in the file but must not (set IOC_MAIL_PASSWORD")
                .hasMessageContaining("mail.host: is missing")
                .hasMessageContaining("mail.from: was \"nobody\" but must be an address")
                .hasMessageContaining("recipients.a.email: was \"a b@example.vn\" but must be an address")
                .hasMessageContaining("recipients.a.least: was \"urgent\"")
                .hasMessageContaining("recipients.a.kinds: was \"gone\" but must be one of raised, re-raised")
                .hasMessageContaining("recipients.a.quiet: was \"22:00-22:00\" but must be like 22:00-06:00")
                .hasMessageContaining("recipients.b.webhook: was \"ftp://a.example\"")
                .hasMessageContaining("recipients.b.orgs: was \"nowhere\" but must be an id of places.yaml")
                .hasMessageContaining("recipients.b.sites: was \"nothing\" but must be an id of places.yaml")
                .hasMessageContaining("recipients.c.webhook: was")
                .hasMessageContaining("recipients.d: must have one of email, webhook")
                .hasMessageContaining("recipients.E: must be called by a word")
                .hasMessageContaining("recipients.E.shape: was \"slack\" but must be one of ioc, alertmanager")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aPasswordIsNotSentInClearOverANetwork() {
        assertThatThrownBy(() -> load("mail: {host: mail.example.vn, tls: none, user: ioc}", Map.of()))
                .hasMessageContaining("mail.tls: was \"none\" but must be starttls or tls");
    }
}
