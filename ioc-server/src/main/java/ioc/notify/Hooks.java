package ioc.notify;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import ioc.config.Notifying;
import ioc.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The way by webhook: one POST, signed; redirections are not followed, and of the answer only its status counts. */
final class Hooks implements Way {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Notifying notifying;
    private final HttpClient client;
    private final long timeout;

    Hooks(Vertx vertx, Notifying notifying) {
        this.notifying = notifying;
        this.timeout = notifying.webhook().timeout().toMillis();
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(timeout))
                .setIdleTimeout(Math.toIntExact(timeout))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAlive(false)
                .setMaxHeaderSize(16 * 1024);
        client = vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(2).setMaxWaitQueueSize(100));
    }

    @Override
    public Future<Outcome> send(Notifying.Recipient recipient, Notice notice, Instant now) {
        byte[] body = HookBody.of(recipient, notice, notifying.url());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(recipient.to().address())
                .setFollowRedirects(false)
                .setConnectTimeout(timeout)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("User-Agent", "ioc")
                .putHeader("Idempotency-Key", notice.key() + "/" + recipient.id());
        Secret own = recipient.to().secret();
        Secret secret = own.isEmpty() ? notifying.webhook().secret() : own;
        if (!secret.isEmpty()) {
            String timestamp = Long.toString(now.getEpochSecond());
            options.putHeader("X-IOC-Timestamp", timestamp)
                    .putHeader("X-IOC-Signature", "sha256=" + signature(secret, timestamp, body));
        }
        return client.request(options)
                .compose(request -> answered(request, Buffer.buffer(body)))
                .timeout(timeout * 2, TimeUnit.MILLISECONDS)
                .map(response -> outcome(response, now))
                .otherwise(Hooks::failed);
    }

    private Future<HttpClientResponse> answered(HttpClientRequest request, Buffer body) {
        request.exceptionHandler(told -> {}); // the answer fails with it
        return request.send(body)
                .timeout(timeout, TimeUnit.MILLISECONDS)
                .onSuccess(response -> response.exceptionHandler(ours -> {}))
                .onComplete(done -> request.reset()); // whatever else it says is not read
    }

    /** Hex of HMAC-SHA256 over {@code timestamp.body}. */
    static String signature(Secret secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256: is missing from this JDK", e);
        }
    }

    private static Outcome outcome(HttpClientResponse response, Instant now) {
        int status = response.statusCode();
        String text = "HTTP " + status;
        if (status / 100 == 2) {
            return Outcome.sent(text);
        }
        return status == 429 || status == 408 || status >= 500
                ? new Outcome(Outcome.Kind.AGAIN, text, pause(response.getHeader("Retry-After"), now))
                : Outcome.never(text);
    }

    /** Seconds or a date, at most an hour. */
    static @Nullable Duration pause(@Nullable String word, Instant now) {
        if (word == null) {
            return null;
        }
        Duration pause;
        try {
            pause = word.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(word.strip()))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(word.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException unreadable) {
            return null;
        }
        return pause.isNegative() ? Duration.ZERO : pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static Outcome failed(Throwable e) {
        return Outcome.again(
                e instanceof TimeoutException
                        ? "no answer in time"
                        : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }

    @Override
    public Future<?> close() {
        return client.close();
    }
}
