package ioc.source;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.auth.htdigest.HtdigestCredentials;
import ioc.config.HttpIntake;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Asks one device over HTTP and logs in as it wants: by a header, or by a basic or digest login (RFC 7616). On one Vert.x context. */
final class DeviceClient {
    private static final int MOST_BYTES = 4 << 20;
    private static final int NONCE_BYTES = 8;

    private final HttpClient client;
    private final HttpIntake.Fetch fetch;
    private final SecureRandom random = new SecureRandom();

    DeviceClient(Vertx vertx, HttpIntake.Fetch fetch) {
        HttpClientOptions options = new HttpClientOptions();
        if (!fetch.caFile().isEmpty()) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(fetch.caFile()));
        }
        this.client = vertx.createHttpClient(options);
        this.fetch = fetch;
    }

    /** An answer 200, of which nothing was read yet. */
    Future<HttpClientResponse> get(URI url) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (!fetch.login().header().isEmpty()) {
            headers.set(fetch.login().header(), fetch.login().secret().reveal());
        }
        return get(url, headers)
                .compose(response -> {
                    Optional<String> answer = response.statusCode() == 401 ? answer(response, url) : Optional.empty();
                    if (answer.isEmpty()) {
                        return Future.succeededFuture(response);
                    }
                    drop(response);
                    return get(url, headers.set("Authorization", answer.get()));
                })
                .compose(response -> {
                    if (response.statusCode() == 200) {
                        return Future.succeededFuture(response);
                    }
                    drop(response);
                    return Future.failedFuture(fetch.url() + ": answered " + response.statusCode());
                });
    }

    private Future<HttpClientResponse> get(URI url, MultiMap headers) {
        return client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(url.toString())
                        .setHeaders(headers)
                        .setConnectTimeout(fetch.timeout().toMillis()))
                .compose(request -> request.send().map(response -> {
                    response.pause();
                    return response;
                }))
                .timeout(fetch.timeout().toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    /** What the challenges of an answer want to hear; a digest rather than the password itself. */
    private Optional<String> answer(HttpClientResponse response, URI url) {
        HttpIntake.Login login = fetch.login();
        List<String> challenges = response.headers().getAll("WWW-Authenticate");
        if (login.user().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> digest = first(challenges, "digest");
        if (digest.isPresent()) {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
            String uri = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
            return Optional.of(
                    new HtdigestCredentials(login.user(), login.secret().reveal())
                            .applyHttpChallenge(
                                    whole(digest.get()),
                                    HttpMethod.GET,
                                    uri,
                                    1,
                                    HexFormat.of().formatHex(nonce))
                            .toHttpAuthorization());
        }
        String both = login.user() + ":" + login.secret().reveal();
        return first(challenges, "basic")
                .map(basic -> "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }

    /** Cameras leave out {@code opaque}, as they may; the library insists on it. */
    private static String whole(String challenge) {
        return challenge.contains("opaque=") ? challenge : challenge + ", opaque=\"\"";
    }

    private static Optional<String> first(List<String> challenges, String scheme) {
        return challenges.stream()
                .filter(challenge -> challenge.regionMatches(true, 0, scheme, 0, scheme.length()))
                .findFirst();
    }

    /** The whole body of an answer, or a failure when it is too long. */
    Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> promise = Promise.promise();
        Buffer all = Buffer.buffer();
        response.exceptionHandler(promise::tryFail);
        response.endHandler(end -> promise.tryComplete(all));
        response.handler(more -> {
            if (all.length() + more.length() > MOST_BYTES) {
                promise.tryFail(fetch.url() + ": answered more than " + (MOST_BYTES >> 20) + " MB");
                drop(response);
            } else {
                all.appendBuffer(more);
            }
        });
        response.resume();
        return promise.future().timeout(fetch.timeout().toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    /** Hears no more of an answer, and closes its connection. */
    static void drop(HttpClientResponse response) {
        response.exceptionHandler(reset -> {});
        response.request().reset();
    }

    void close() {
        client.close();
    }
}
