package ioc.notify;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import ioc.config.Notifying;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The way by e-mail. */
final class Mails implements Way {
    /** Replies that mean us and not the message: a person can repair them, and then it goes. */
    private static final Set<Integer> LOGIN = Set.of(530, 534, 535, 538);

    private final Notifying.Mail mail;
    private final MailClient client;
    private final MailText text;

    Mails(Vertx vertx, Notifying.Mail mail, MailText text) {
        this.mail = mail;
        this.text = text;
        int ms = Math.toIntExact(mail.timeout().toMillis());
        // the client checks the name of the server unless it is told how: what is set here it takes away (5.0.8)
        MailConfig config = new MailConfig()
                .setHostname(mail.host())
                .setPort(mail.port())
                .setSsl(mail.tls() == Notifying.Tls.TLS)
                .setStarttls(mail.tls() == Notifying.Tls.STARTTLS ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setLogin(mail.user().isEmpty() ? LoginOption.DISABLED : LoginOption.REQUIRED)
                .setUserAgent("ioc")
                .setMaxPoolSize(2)
                .setConnectTimeout(ms)
                .setIdleTimeout(ms)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        if (!mail.caFile().isEmpty()) {
            config.setTrustOptions(new PemTrustOptions().addCertPath(mail.caFile()));
        }
        if (!mail.user().isEmpty()) {
            config.setUsername(mail.user()).setPassword(mail.password().reveal());
        }
        client = MailClient.create(vertx, config);
    }

    @Override
    public Future<Outcome> send(Notifying.Recipient recipient, Notice notice, Instant now) {
        MailText.Mail words = text.of(recipient, notice);
        String domain = mail.from().substring(mail.from().indexOf('@') + 1);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Message-ID", "<" + id(notice.key() + "/" + recipient.id()) + "@" + domain + ">")
                .add("References", "<" + id(notice.alert()) + "@" + domain + ">")
                .add("X-IOC-Key", notice.key())
                .add("Auto-Submitted", "auto-generated");
        MailMessage message = new MailMessage()
                .setFrom(mail.from())
                .setTo(recipient.to().address())
                .setSubject(words.subject())
                .setText(words.plain())
                .setHtml(words.html())
                .setHeaders(headers);
        return client.sendMail(message)
                .timeout(mail.timeout().toMillis() * 2, TimeUnit.MILLISECONDS)
                .map(result -> Outcome.sent("taken by the mail server"))
                .otherwise(Mails::failed);
    }

    /** A dot-atom as in RFC 5322: what else an id holds is written as its number. */
    private static String id(String key) {
        StringBuilder id = new StringBuilder();
        key.chars().forEach(c -> {
            if (c < 128 && (Character.isLetterOrDigit(c) || c == '-')) {
                id.append((char) c);
            } else {
                id.append(c == '/' ? "." : "_" + Integer.toHexString(c));
            }
        });
        return id.toString();
    }

    private static Outcome failed(Throwable e) {
        String what = "mail server: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        if (e instanceof SMTPException refused && refused.isPermanent() && !LOGIN.contains(refused.getReplyCode())) {
            return Outcome.never(what);
        }
        return e instanceof TimeoutException
                ? Outcome.again("mail server: did not answer in time")
                : Outcome.again(what);
    }

    @Override
    public Future<?> close() {
        return client.close();
    }
}
