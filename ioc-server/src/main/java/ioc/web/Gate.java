package ioc.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import ioc.access.AuditRow.Deed;
import ioc.access.Caller;
import ioc.access.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate before everything that needs a caller: finds who asks by cookie or token, and turns away who may not. Pages
 * and their assets are behind no gate, what they show is.
 */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String VISITOR = "ioc.visitor";
    private static final String BEARER = "Bearer ";
    private static final int LONGEST_KEY = 200;
    private static final Duration AWAY = Duration.ofMinutes(10);
    private static final Duration KEPT = Duration.ofDays(400);

    private final Accounts accounts;
    private final String cookieName;
    private final String bindingName;
    private final boolean secure;
    private final Walls walls;
    private final Set<String> proxies;

    /**
     * @param secure whether browsers see us over TLS
     * @param proxies addresses whose word on where a request came from is taken
     */
    Gate(Accounts accounts, boolean secure, Set<String> proxies, Walls walls) {
        this.accounts = accounts;
        this.secure = secure;
        this.walls = walls;
        this.proxies = Set.copyOf(proxies);
        this.cookieName = secure ? "__Host-ioc_session" : "ioc_session";
        this.bindingName = secure ? "__Host-ioc_provider" : "ioc_provider";
    }

    /** Where a request comes from, and whose it is. */
    Accounts.Visitor visitor(RoutingContext context) {
        if (context.get(VISITOR) instanceof Accounts.Visitor known) {
            return known;
        }
        Accounts.Visitor visitor = visitor(context.request());
        context.put(VISITOR, visitor);
        return visitor;
    }

    private Accounts.Visitor visitor(HttpServerRequest request) {
        String shown = shown(request, cookieName);
        String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        String bearer = header.startsWith(BEARER) && header.length() <= BEARER.length() + LONGEST_KEY
                ? header.substring(BEARER.length()).strip()
                : "";
        String browser =
                Optional.ofNullable(request.getHeader("User-Agent")).orElse("").replaceAll("\\p{Cntrl}", "");
        return new Accounts.Visitor(
                walls.pass(request, () -> accounts.pass(shown, bearer)),
                shown,
                address(request),
                browser.substring(0, Math.min(200, browser.length())));
    }

    private static String shown(HttpServerRequest request, String name) {
        Cookie cookie = request.getCookie(name);
        return cookie == null || cookie.getValue().length() > LONGEST_KEY ? "" : cookie.getValue();
    }

    /** What a browser shows that was sent to a provider; empty without. */
    String binding(HttpServerRequest request) {
        return shown(request, bindingName);
    }

    /** As the browser calls us. */
    String origin(HttpServerRequest request) {
        return (secure ? "https://" : "http://") + request.getHeader("Host");
    }

    private String address(HttpServerRequest request) {
        String peer = request.remoteAddress().hostAddress();
        String told = request.getHeader("X-Forwarded-For");
        if (told == null || !proxies.contains(peer)) {
            return peer;
        }
        String last = told.substring(told.lastIndexOf(',') + 1).strip();
        return last.matches("[0-9a-fA-F.:]{2,45}") ? last : peer;
    }

    /** Lets a request on, or answers 401 or 403. */
    void check(RoutingContext context, OpenApi.Operation operation) {
        if (operation.roles().isEmpty()) {
            context.next();
            return;
        }
        Accounts.Visitor visitor = visitor(context);
        Optional<Caller> caller = visitor.pass().flatMap(Accounts.Pass::caller);
        if (visitor.pass().isEmpty()) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            Reply.failure(context, new Refusal(401, "sign-in", "sign-in: is needed", Map.of()));
        } else if (caller.isEmpty() || !operation.isFor(caller.get().role())) {
            refused(visitor, operation);
            String need = visitor.known().need();
            Reply.failure(
                    context,
                    need.isEmpty()
                            ? forbidden(operation.roles().get(0))
                            : new Refusal(403, need, "second factor: is needed first (sign in with a page)", Map.of()));
        } else if (operation.isOfWhole() && !caller.get().scope().isWhole()) {
            refused(visitor, operation);
            Reply.failure(context, new Refusal(403, "scope", "scope: was a part but must be the whole", Map.of()));
        } else {
            context.next();
        }
    }

    private static Refusal forbidden(Role needed) {
        return new Refusal(403, "role", "role: must be " + needed.word(), Map.of("role", needed.word()));
    }

    private void refused(Accounts.Visitor visitor, OpenApi.Operation operation) {
        if (operation.audit().isPresent() || !operation.method().equals("GET")) {
            accounts.record(new Deed(
                            visitor.known().holder(),
                            visitor.known().caller().map(Caller::name).orElse(""),
                            operation.id(),
                            "",
                            "",
                            "",
                            visitor.address(),
                            Deed.REFUSED))
                    .onFailure(e -> LOG.error("audit: was not written: {}", e.getMessage()));
        }
    }

    /** For a connection that stays: only who may look. */
    Optional<Accounts.Pass> looking(RoutingContext context) {
        return visitor(context).pass().filter(pass -> pass.caller().isPresent());
    }

    /** The browser keeps the key; no script can read it, no other site can send it. */
    void enter(RoutingContext context, String value, Duration lasts) {
        context.response().addCookie(cookie(value).setMaxAge(lasts.toSeconds()));
    }

    /** Off to somewhere else; the browser comes back from another site, so this cookie goes with that as well. */
    void send(RoutingContext context, Accounts.Sent sent) {
        boolean forgets = sent.binding().isEmpty();
        context.response()
                .addCookie(Cookie.cookie(bindingName, sent.binding())
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSecure(secure)
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(forgets ? 0 : AWAY.toSeconds()));
        sent.entered().ifPresent(entered -> enter(context, entered.cookie(), entered.lasts()));
        context.response()
                .putHeader("Location", sent.where())
                .putHeader("Cache-Control", "no-store")
                .setStatusCode(302)
                .end()
                .onFailure(e -> LOG.debug("not answered: {}", e.getMessage()));
    }

    /** What a wall shows from now on; kept as long as browsers keep anything. */
    void identify(RoutingContext context, Answers.Identity identity) {
        identity.secret().ifPresent(secret -> context.response()
                .addCookie(Cookie.cookie(identity.cookie(), secret)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSecure(secure)
                        .setSameSite(CookieSameSite.STRICT)
                        .setMaxAge(KEPT.toSeconds())));
    }

    void leave(RoutingContext context) {
        context.response().addCookie(cookie("").setMaxAge(0));
    }

    private Cookie cookie(String value) {
        return Cookie.cookie(cookieName, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.STRICT);
    }
}
