package ioc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import ioc.access.Departures;
import ioc.access.Departures.Departure;
import ioc.access.IdToken;
import ioc.access.Randoms;
import ioc.config.Config;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to a provider of OpenID Connect and back: authorization code with PKCE. The library fetches keys and token and checks
 * the signature; that the token is ours, is checked by {@link IdToken} once more. On the event loop.
 */
final class OpenIdDoor {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdDoor.class);
    private static final int MOST_AWAY = 2_000;
    private static final long KNOWN_MS = 5_000;
    private static final int CONNECT_MS = 5_000;
    private static final int IDLE_SECONDS = 10;
    private static final int LONGEST_SECONDS = 15;
    private static final int LEEWAY_SECONDS = 60;

    private final Vertx vertx;
    private final Config.Provider asked;
    private final InstantSource clock;
    private final Randoms randoms = new Randoms();
    private final Departures departures = new Departures(MOST_AWAY);

    private @Nullable OAuth2Auth known;
    private long knownAt;
    private @Nullable Future<OAuth2Auth> asking;

    /** Where a browser goes, and the cookie it goes with. */
    record Leaving(String where, String binding) {}

    /** Who came back, and to which path. */
    record Came(IdToken token, String to) {}

    /** Nobody came in: the code names the words for it. */
    static final class Astray extends RuntimeException {
        private final String code;
        private final String to;
        private final String login;

        Astray(String code, String to, String detail) {
            this(code, to, detail, "");
        }

        Astray(String code, String to, String detail, String login) {
            super(detail, null, false, false);
            this.code = code;
            this.to = to;
            this.login = login;
        }

        /** Of whom the provider knows but who may not come in; else empty. */
        String login() {
            return login;
        }

        String code() {
            return code;
        }

        String to() {
            return to;
        }
    }

    OpenIdDoor(Vertx vertx, Config.Provider asked, InstantSource clock) {
        this.vertx = vertx;
        this.asked = asked;
        this.clock = clock;
    }

    /** {@code back}: the address the provider sends the browser to. */
    Future<Leaving> leave(String back, String to) {
        return provider()
                .map(provider -> {
                    String state = randoms.key();
                    String nonce = randoms.key();
                    String verifier = randoms.key();
                    String binding = randoms.key();
                    long until = clock.millis() + Departures.LAST_MS;
                    departures.put(state, new Departure(Randoms.hash(binding), nonce, verifier, back, to, until));
                    String where = provider.authorizeURL(new OAuth2AuthorizationURL()
                            .setRedirectUri(back)
                            .setScopes(List.of("openid", "profile"))
                            .setState(state)
                            .setCodeChallenge(Randoms.challenge(verifier))
                            .setCodeChallengeMethod("S256")
                            .putAdditionalParameter("nonce", nonce));
                    return new Leaving(where, binding);
                })
                .recover(e -> Future.failedFuture(new Astray("away", to, "does not answer: " + brief(e))));
    }

    /** {@code values} of the query the provider sent the browser back with. */
    Future<Came> arrive(String binding, Map<String, String> values) {
        Departure left = departures
                .take(values.getOrDefault("state", ""), binding, clock.millis())
                .orElse(null);
        if (left == null) {
            return astray("over", "/", "state was unknown, used, too old or of another browser");
        }
        String error = values.getOrDefault("error", "");
        String code = values.getOrDefault("code", "");
        OAuth2Auth provider = known;
        if (!values.getOrDefault("iss", asked.issuer()).equals(asked.issuer())) {
            return astray("failed", left.to(), "iss was of another provider");
        }
        if (!error.isEmpty() || code.isEmpty() || provider == null) {
            return astray(
                    error.equals("access_denied") ? "denied" : "failed",
                    left.to(),
                    "the provider said \"" + error.replaceAll("[^\\w ]", "") + '"');
        }
        return provider.authenticate(new Oauth2Credentials()
                        .setFlow(OAuth2FlowType.AUTH_CODE)
                        .setCode(code)
                        .setRedirectUri(left.back())
                        .setCodeVerifier(left.verifier()))
                .timeout(LONGEST_SECONDS, TimeUnit.SECONDS)
                .map(user -> new Came(token(user, left.nonce()), left.to()))
                .recover(e -> astray(isAway(e) ? "away" : "failed", left.to(), brief(e)));
    }

    private IdToken token(User user, String nonce) {
        JsonObject claims = user.attributes().getJsonObject("idToken");
        if (claims == null) {
            knownAt = 0; // it may have new keys
            throw new IllegalArgumentException("token: has no good signature, or is not for us");
        }
        return IdToken.of(
                claims.getMap(),
                new IdToken.Expected(asked.issuer(), asked.client(), nonce),
                asked.claims(),
                clock.millis());
    }

    /** What a provider answers may be long, and is not ours. */
    private static String brief(Throwable e) {
        String text = String.valueOf(e.getMessage()).replaceAll("\\s+|\\p{Cntrl}", " ");
        return text.substring(0, Math.min(160, text.length()));
    }

    private static boolean isAway(Throwable e) {
        return e instanceof IOException || e instanceof TimeoutException || e instanceof HttpClosedException;
    }

    private static <T> Future<T> astray(String code, String to, String detail) {
        return Future.failedFuture(new Astray(code, to, detail));
    }

    /** As it describes itself; asked anew for who leaves, since a browser must not be sent to somebody who is away. */
    private Future<OAuth2Auth> provider() {
        OAuth2Auth present = known;
        if (present != null && clock.millis() - knownAt < KNOWN_MS) {
            return Future.succeededFuture(present);
        }
        if (asking != null) {
            return asking;
        }
        OAuth2Options options = new OAuth2Options()
                .setClientId(asked.client())
                .setSite(asked.issuer().replaceFirst("/$", ""))
                .setValidateIssuer(true)
                .setJWTOptions(new JWTOptions().setLeeway(LEEWAY_SECONDS))
                .setHttpClientOptions(
                        new HttpClientOptions().setConnectTimeout(CONNECT_MS).setIdleTimeout(IDLE_SECONDS));
        if (!asked.secret().isEmpty()) {
            options.setClientSecret(asked.secret().reveal());
        }
        Future<OAuth2Auth> found = OpenIDConnectAuth.discover(vertx, options)
                .timeout(LONGEST_SECONDS, TimeUnit.SECONDS)
                .map(fresh -> {
                    OAuth2Auth old = known;
                    known = fresh;
                    knownAt = clock.millis();
                    if (old != null) {
                        old.close();
                    }
                    return fresh;
                })
                .onFailure(e -> LOG.warn("access: provider {} does not answer: {}", asked.issuer(), brief(e)))
                .onComplete(done -> asking = null);
        if (!found.isComplete()) {
            asking = found;
        }
        return found;
    }
}
