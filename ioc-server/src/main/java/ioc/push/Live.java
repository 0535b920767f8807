package ioc.push;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import ioc.access.Caller;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two doors to the hub: WebSocket and server-sent events, with the same frames. On the hub's event loop. */
public final class Live {
    static final String SUBPROTOCOL = "ioc.v1";

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);
    private static final int SEND_BUFFER = 128 * 1024;
    private static final int LARGEST_FRAME = 1024 * 1024;
    private static final int WRITE_QUEUE = 256 * 1024;
    private static final int LINGER_SECONDS = 5;
    private static final int STUCK_SECONDS = 45;

    private final Hub whole;
    private final Function<Set<String>, Optional<Hub>> hubs;
    private final SharedText shared = new SharedText();

    /** Doors to one hub, for those who may see everything. */
    Live(Hub hub) {
        this(hub, scope -> scope.isEmpty() ? Optional.of(hub) : Optional.empty());
    }

    /** {@code hubs}: the hub of a scope; empty when it cannot be had now. */
    public Live(Hub whole, Function<Set<String>, Optional<Hub>> hubs) {
        this.whole = whole;
        this.hubs = hubs;
    }

    /**
     * What the HTTP server needs for both doors. Compression pays on slow lines only: it triples the work. The idle
     * timeout is what ends a connection for good whose other side stopped reading: a close frame would wait for ever.
     */
    public static void prepare(HttpServerOptions options, boolean compressed) {
        options.addWebSocketSubProtocol(SUBPROTOCOL)
                .setMaxWebSocketFrameSize(LARGEST_FRAME)
                .setMaxWebSocketMessageSize(LARGEST_FRAME)
                .setPerMessageWebSocketCompressionSupported(compressed)
                .setPerFrameWebSocketCompressionSupported(false)
                .setWebSocketClosingTimeout(LINGER_SECONDS)
                .setSendBufferSize(SEND_BUFFER)
                .setWriteIdleTimeout(STUCK_SECONDS)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true);
    }

    /** {@code GET /live}: the WebSocket; {@code pass} names the key that opened it. */
    public void socket(HttpServerRequest request, Optional<Caller> caller, String pass) {
        if (!sameOrigin(request)) {
            refuse(request, 403, "origin: must be this server's own");
        } else if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            request.response().putHeader("Upgrade", "websocket").putHeader("Connection", "Upgrade");
            refuse(request, 426, "upgrade: must be websocket");
        } else {
            boolean ours = speaksOurs(request.getHeader("Sec-WebSocket-Protocol"));
            request.toWebSocket()
                    .onSuccess(socket -> welcome(socket, ours, caller, pass))
                    .onFailure(e -> LOG.debug("websocket refused: {}", e.getMessage()));
        }
    }

    private void welcome(ServerWebSocket socket, boolean ours, Optional<Caller> caller, String pass) {
        SocketWire wire = new SocketWire(socket, shared);
        if (!ours) {
            wire.close(Close.WRONG_SUBPROTOCOL);
        } else if (caller.isEmpty()) {
            wire.close(Close.NOBODY);
        } else if (whole.isFull(caller.get().id())) {
            wire.close(Close.TOO_MANY_SESSIONS);
        } else {
            hubs.apply(caller.get().scope().orgs())
                    .ifPresentOrElse(
                            hub -> open(socket, wire, hub, pass, caller.get().id()),
                            () -> wire.close(Close.TOO_MANY_SCOPES));
        }
    }

    private static void open(ServerWebSocket socket, SocketWire wire, Hub hub, String pass, String who) {
        socket.setWriteQueueMaxSize(WRITE_QUEUE);
        Session session = hub.open(wire, pass, who);
        socket.textMessageHandler(session::said);
        socket.binaryMessageHandler(bytes -> hub.end(session, Close.BAD_MESSAGE));
        socket.pongHandler(bytes -> session.alive());
        socket.drainHandler(v -> session.drained());
        socket.exceptionHandler(e -> LOG.debug("session ended: {}", e.getMessage()));
        socket.closeHandler(v -> hub.gone(session));
    }

    private static boolean speaksOurs(@Nullable String offered) {
        return offered != null
                && Arrays.stream(offered.split(",")).map(String::strip).anyMatch(SUBPROTOCOL::equals);
    }

    /** {@code GET /live/events?topics=a,b&epoch=&seq=}: server-sent events, for networks that break WebSockets. */
    public void events(HttpServerRequest request, Optional<Caller> caller, String pass) {
        String wanted = Optional.ofNullable(request.getParam("topics")).orElse("");
        List<String> names = Arrays.stream(wanted.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (!sameOrigin(request)) {
            refuse(request, 403, "origin: must be this server's own");
        } else if (names.isEmpty() || names.size() > whole.limits().topics()) {
            refuse(request, 400, "topics: must be 1 to " + whole.limits().topics() + " names with commas between");
        } else if (caller.isEmpty()) {
            refuse(request, 401, "caller: must show who it is");
        } else if (whole.isFull(caller.get().id())) {
            request.response().putHeader("Retry-After", "30");
            refuse(request, 503, "sessions: all are taken");
        } else {
            Hub hub = hubs.apply(caller.get().scope().orgs()).orElse(null);
            if (hub == null) {
                request.response().putHeader("Retry-After", "30");
                refuse(request, 503, "scopes: too many are looked at with now");
            } else {
                stream(request, names, hub, pass, caller.get().id());
            }
        }
    }

    private static void stream(HttpServerRequest request, List<String> names, Hub hub, String pass, String who) {
        HttpServerResponse response = request.response();
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        EventWire wire = new EventWire(request, response, hub.epoch());
        Session session = hub.open(wire, pass, who);
        response.drainHandler(v -> session.drained());
        response.exceptionHandler(e -> LOG.debug("session ended: {}", e.getMessage()));
        response.closeHandler(v -> hub.gone(session));
        Resume resume = Resume.of(request);
        session.join(names, resume.epoch, resume.seq);
    }

    /** Where to go on: what the browser repeats after a break wins over what the page first asked for. */
    private record Resume(String epoch, long seq) {
        private static Resume of(HttpServerRequest request) {
            String last = request.getHeader("Last-Event-ID");
            String epoch = Optional.ofNullable(request.getParam("epoch")).orElse("");
            if (last == null) {
                return new Resume(
                        epoch,
                        number(Optional.ofNullable(request.getParam("seq")).orElse("")));
            }
            int colon = last.indexOf(':');
            return colon < 0
                    ? new Resume(epoch, number(last))
                    : new Resume(last.substring(0, colon), number(last.substring(colon + 1)));
        }

        private static long number(String text) {
            return text.matches("\\d{1,18}") ? Long.parseLong(text) : Session.NOTHING;
        }
    }

    private static boolean sameOrigin(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return true;
        }
        String host = request.getHeader("Host");
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && host != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void refuse(HttpServerRequest request, int status, String detail) {
        StringBuilder out = new StringBuilder("{\"type\":\"about:blank\",\"status\":").append(status);
        out.append(",\"title\":");
        JsonText.string(out, String.format(Locale.ROOT, "refused with %d", status));
        out.append(",\"detail\":");
        JsonText.string(out, detail);
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(out.append('}').toString());
    }

    private static final class SocketWire implements Wire {
        private final ServerWebSocket socket;
        private final SharedText shared;

        private SocketWire(ServerWebSocket socket, SharedText shared) {
            this.socket = socket;
            this.shared = shared;
        }

        @Override
        public boolean full() {
            return socket.isClosed() || socket.writeQueueFull();
        }

        @Override
        public boolean answers() {
            return true;
        }

        @Override
        public void send(String text, long resumeAt) {
            shared.write(socket, text).onFailure(e -> LOG.debug("not sent: {}", e.getMessage()));
        }

        @Override
        public void probe() {
            socket.writePing(Buffer.buffer()).onFailure(e -> LOG.debug("not probed: {}", e.getMessage()));
        }

        @Override
        public void close(Close why) {
            socket.close((short) why.code(), why.text())
                    .onFailure(e -> LOG.debug("not closed in order: {}", e.getMessage()));
        }
    }

    /** The event id is {@code epoch:seq}: the browser repeats it by itself, perhaps to a server started anew. */
    private record EventWire(HttpServerRequest request, HttpServerResponse response, String epoch) implements Wire {
        @Override
        public boolean full() {
            return response.closed() || response.writeQueueFull();
        }

        @Override
        public boolean answers() {
            return false;
        }

        @Override
        public void send(String text, long resumeAt) {
            String id = resumeAt < 0 ? "" : "id: " + epoch + ':' + resumeAt + '\n';
            response.write(id + "data: " + text + "\n\n").onFailure(e -> LOG.debug("not sent: {}", e.getMessage()));
        }

        @Override
        public void probe() {}

        @Override
        public void close(Close why) {
            String text = "{\"type\":\"close\",\"code\":" + why.code() + ",\"detail\":\"" + why.text() + "\"}";
            response.end("data: " + text + "\n\n")
                    .eventually(() -> request.connection().close())
                    .onFailure(e -> LOG.debug("not closed in order: {}", e.getMessage()));
        }
    }
}
