package ioc;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import ioc.config.HttpIntake;
import ioc.journal.Entry;
import ioc.journal.JournalFull;
import ioc.source.Inbox;
import ioc.source.Raw;
import ioc.web.PostingDevices;
import ioc.web.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What devices and systems post: whoever knows the secret of a hook may. It is shown as {@code ?key=}, bearer token or password, or signs
 * the body (HMAC-SHA256, RFC 2104). On the event loop; what takes long beside it.
 */
final class HookAnswers implements PostingDevices {
    private static final Logger LOG = LoggerFactory.getLogger(HookAnswers.class);
    private static final long BETWEEN_COMPLAINTS_MS = 60_000;

    private final HttpIntake http;
    private final Inbox inbox;
    private final WorkerExecutor thread;
    private long complainedAt = Long.MIN_VALUE;

    HookAnswers(HttpIntake http, Inbox inbox, WorkerExecutor thread) {
        this.http = http;
        this.inbox = inbox;
        this.thread = thread;
    }

    @Override
    public void admit(String id, HttpServerRequest request) {
        HttpIntake.Hook hook = hook(id);
        if (hook.signature().isEmpty()
                && !isSame(utf8(shown(request)), utf8(hook.secret().reveal()))) {
            throw stranger(id, "key: must be the secret of this hook (?key=, bearer token or password)");
        }
    }

    @Override
    public Future<?> take(String id, String word, HttpServerRequest request, byte[] body) {
        HttpIntake.Hook hook = hook(id);
        String signature = hook.signature().isEmpty() ? "" : header(request, hook.signature());
        String topic = "hooks/" + id + (word.isEmpty() ? "" : "/" + word);
        return thread.executeBlocking(() -> {
                    if (!hook.signature().isEmpty() && !isSigned(hook, signature, body)) {
                        throw stranger(id, hook.signature() + ": must be the signature of the body");
                    }
                    return body;
                })
                .compose(told -> inbox.append(List.of(new Raw(Entry.Kind.MESSAGE, id, topic, told))))
                .recover(e -> Future.failedFuture(
                        e instanceof JournalFull ? new Refusal(503, e.getMessage() + " (send it again)") : e));
    }

    private HttpIntake.Hook hook(String id) {
        return http.hook(id)
                .orElseThrow(() -> new Refusal(404, "path: there is no hook \"" + id + "\" (add it to http.yaml)"));
    }

    private static String header(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).orElse("").strip();
    }

    private static String shown(HttpServerRequest request) {
        String header = header(request, "Authorization");
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return header.substring(7).strip();
        }
        if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
            try {
                String both = new String(
                        Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
                return both.substring(both.indexOf(':') + 1);
            } catch (IllegalArgumentException broken) {
                return "";
            }
        }
        return Optional.ofNullable(request.getParam("key")).orElse("");
    }

    /** In hex or base64, perhaps behind {@code sha256=}. */
    private static boolean isSigned(HttpIntake.Hook hook, String signature, byte[] body) {
        String told = signature.replaceFirst("^(?i)sha256=", "");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(utf8(hook.secret().reveal()), "HmacSHA256"));
            byte[] made = mac.doFinal(body);
            return isSame(
                            utf8(told.toLowerCase(Locale.ROOT)),
                            utf8(HexFormat.of().formatHex(made)))
                    || isSame(utf8(told), utf8(Base64.getEncoder().encodeToString(made)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isSame(byte[] told, byte[] known) {
        return MessageDigest.isEqual(told, known);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A device that is set up wrong knocks for ever: the log hears of it now and then. */
    private Refusal stranger(String id, String why) {
        complain(id, why);
        return new Refusal(401, "hook", why, Map.of());
    }

    private synchronized void complain(String id, String why) {
        long now = System.nanoTime() / 1_000_000;
        if (now - complainedAt > BETWEEN_COMPLAINTS_MS || complainedAt == Long.MIN_VALUE) {
            complainedAt = now;
            LOG.warn("hooks.{}: a post was refused: {}", id, why);
        }
    }
}
