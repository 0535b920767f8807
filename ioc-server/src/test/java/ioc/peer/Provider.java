package ioc.peer;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.Route;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.Headers;

/** A provider of OpenID Connect that answers over HTTP on this machine and says of people what a test wants. */
public final class Provider implements AutoCloseable {
    private static final String ISSUER = "tinh";

    private final MockOAuth2Server server;
    private final AtomicBoolean isStrange = new AtomicBoolean();

    private Provider(boolean asks) {
        server = new MockOAuth2Server(new OAuth2Config(asks), new Strange(isStrange));
    }

    /** Shows the keys of somebody else while it is strange. */
    private static final class Strange implements Route {
        private final AtomicBoolean isStrange;
        private final String keys;

        Strange(AtomicBoolean isStrange) {
            this.isStrange = isStrange;
            OAuth2TokenProvider other = new OAuth2TokenProvider();
            other.publicJwkSet("the first key, which everybody has");
            this.keys = other.publicJwkSet(ISSUER).toString();
        }

        @Override
        public boolean match(OAuth2HttpRequest request) {
            return isStrange.get() && request.getUrl().encodedPath().endsWith("/jwks");
        }

        @Override
        public OAuth2HttpResponse invoke(OAuth2HttpRequest request) {
            return new OAuth2HttpResponse(
                    Headers.of("Content-Type", "application/json"),
                    200,
                    keys,
                    keys.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /** At a port, 0 for any; sends everybody back at once. */
    public static Provider start(int port) {
        return started(new Provider(false), port);
    }

    /** Asks people for their name with a page. */
    public static Provider asking() {
        return started(new Provider(true), 0);
    }

    private static Provider started(Provider provider, int port) {
        provider.server.start(InetAddress.getLoopbackAddress(), port);
        return provider;
    }

    public String issuer() {
        return server.issuerUrl(ISSUER).toString();
    }

    public void strange(boolean is) {
        isStrange.set(is);
    }

    /** Of the next who comes. {@code claims} may replace any other. */
    public void says(String subject, Map<String, Object> claims) {
        says(subject, claims, 300);
    }

    /** The same, with a token that is good for so many seconds. */
    public void says(String subject, Map<String, Object> claims, long seconds) {
        server.enqueueCallback(
                new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", List.of("ioc"), new HashMap<>(claims), seconds));
    }

    /** Answers nobody any more. */
    public void goAway() {
        server.shutdown();
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
