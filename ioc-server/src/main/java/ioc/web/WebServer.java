package ioc.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.BindException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server. Must be started on the event loop that shall serve it, which is the one of the hub and the picture.
 */
public final class WebServer {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int LONGEST_LINE = 8192;

    private final HttpServer server;

    /**
     * The doors to live values, which belong to somebody else.
     *
     * @param options what they need of the server
     * @param socket {@code GET /live}
     * @param events {@code GET /live/events}
     */
    public record Live(Consumer<HttpServerOptions> options, Door socket, Door events) {}

    /** Opens to a request of somebody who may look; to a wall without a pass as well, which is told that it must be paired. */
    public interface Door {
        void open(HttpServerRequest request, Optional<Accounts.Pass> pass);
    }

    private WebServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to listen. Fails with {@link IllegalStateException} and one line for the operator when the address cannot
     * be had.
     */
    public static Future<WebServer> start(
            Vertx vertx,
            Bind bind,
            Assets assets,
            Live live,
            Answers answers,
            Accounts accounts,
            PrometheusMeterRegistry meters,
            Walls walls) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(bind.host())
                .setPort(bind.port())
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setHandle100ContinueAutomatically(true);
        if (bind.pem().isThere()) {
            options.setSsl(true).setKeyCertOptions(Certificates.of(bind.pem()));
        }
        live.options().accept(options);
        Router router = router(vertx, bind, assets, live, answers, accounts, meters, walls);
        return vertx.createHttpServer(options)
                .requestHandler(router)
                .exceptionHandler(e -> LOG.debug("connection failed: {}", e.getMessage()))
                .listen()
                .map(server -> {
                    if (bind.pem().isThere()) {
                        new Certificates(vertx, server, bind.pem()).watch();
                    }
                    return new WebServer(server);
                })
                .recover(e -> Future.failedFuture(new IllegalStateException(why(bind, e), e)));
    }

    private static String why(Bind bind, Throwable e) {
        return e instanceof BindException
                ? "server.port: " + bind.port() + " on " + bind.host() + " is taken or not ours (choose another port)"
                : "server: cannot listen on " + bind.host() + ":" + bind.port() + ": " + e.getMessage();
    }

    private static Router router(
            Vertx vertx,
            Bind bind,
            Assets assets,
            Live live,
            Answers answers,
            Accounts accounts,
            PrometheusMeterRegistry meters,
            Walls walls) {
        Router router = Router.router(vertx);
        router.route().handler(new Guard(bind)::check);
        Gate gate = new Gate(accounts, bind.secure(), bind.proxies(), walls);
        router.get("/live").handler(context -> open(context, gate, live.socket()));
        router.get("/live/events").handler(context -> open(context, gate, live.events()));
        new Api(OpenApi.load(), answers, accounts, gate, meters).mount(router);
        new Pages(assets).mount(router);
        router.route().handler(WebServer::nothingHere);
        router.route().failureHandler(WebServer::failed);
        return router;
    }

    private static void open(RoutingContext context, Gate gate, Door door) {
        Optional<Accounts.Pass> pass = gate.looking(context);
        if (pass.isPresent() || "screen".equals(context.request().getParam("as"))) {
            door.open(context.request(), pass);
        } else {
            Reply.failure(context, new Refusal(401, "sign-in", "sign-in: is needed", Map.of()));
        }
    }

    private static void nothingHere(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            Reply.problem(context, 404, "path: there is no \"" + context.normalizedPath() + "\" (see /api)");
        } else {
            context.response().putHeader("Allow", "GET, HEAD");
            Reply.problem(context, 405, "method: was " + method + " but must be GET or HEAD");
        }
    }

    private static void failed(RoutingContext context) {
        Throwable failure = context.failure();
        switch (context.statusCode()) {
            case 413 -> {
                context.response().putHeader("Connection", "close");
                Reply.problem(context, 413, "body: was too large (see /api for the limit)");
            }
            case 400 -> Reply.problem(context, 400, "request: was malformed");
            default -> Reply.failure(context, failure == null ? new Refusal(404, "path: unknown") : failure);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    public Future<Void> close() {
        return server.close();
    }
}
