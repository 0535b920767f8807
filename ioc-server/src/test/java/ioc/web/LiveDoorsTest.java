package ioc.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import ioc.peer.Peer;
import ioc.push.Hub;
import ioc.push.Limits;
import ioc.push.Live;
import ioc.push.Welcome;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hub behind the HTTP server, as in the product. */
final class LiveDoorsTest {
    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient sockets = vertx.createWebSocketClient();
    private final HttpClient http = vertx.createHttpClient();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Assets assets = Assets.load("testboards");
    private final Hub hub = new Hub(
            vertx,
            InstantSource.system(),
            meters,
            new Welcome("0.1.0", assets.build(), false, ZoneOffset.UTC),
            Limits.usual(),
            List.of("overview"));
    private int port;

    @BeforeEach
    void start() throws Exception {
        Live live = new Live(hub, scope -> Optional.of(hub));
        WebServer.Live doors = new WebServer.Live(
                options -> Live.prepare(options, false),
                (request, pass) -> live.socket(request, pass.flatMap(Accounts.Pass::caller), "key"),
                (request, pass) -> live.events(request, pass.flatMap(Accounts.Pass::caller), "key"));
        Served.Fixed answers = new Served.Fixed();
        port = await(WebServer.start(
                        vertx,
                        Bind.loopback(0),
                        assets,
                        doors,
                        answers,
                        new House(answers.scratch()),
                        meters,
                        Walls.NONE))
                .port();
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(Peer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private WebSocketConnectOptions to() {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/live")
                .addSubProtocol("ioc.v1");
    }

    @Test
    void aDashboardGetsItsSnapshotThroughTheServer() throws Exception {
        Promise<String> frame = Promise.promise();
        WebSocket socket = await(sockets.connect(to()).onSuccess(open -> {
            open.textMessageHandler(text -> {
                if (text.contains("\"frame\"")) {
                    frame.tryComplete(text);
                }
            });
            open.writeTextMessage("{\"type\":\"join\",\"topics\":[\"overview\"]}");
        }));
        assertThat(await(frame.future())).contains("\"full\":[\"overview\"]");
        assertThat(meters.scrape()).contains("ioc_push_sessions 1.0", "ioc_push_frames_total 1.0", "ioc_push_tick");
        await(socket.close());
    }

    @Test
    void eventsComeThroughTheServer() throws Exception {
        Promise<Map<String, String>> event = Promise.promise();
        http.request(HttpMethod.GET, port, "127.0.0.1", "/live/events?topics=overview")
                .compose(request -> request.send())
                .onSuccess(response -> response.handler(bytes -> {
                    if (bytes.toString().contains("\"frame\"")) {
                        event.tryComplete(Map.of(
                                "type",
                                response.getHeader("Content-Type"),
                                "nosniff",
                                response.getHeader("X-Content-Type-Options")));
                    }
                }));
        assertThat(await(event.future()))
                .containsEntry("type", "text/event-stream")
                .containsEntry("nosniff", "nosniff");
    }

    @Test
    void aPageOnANameThatResolvesToUsIsNotServed() {
        assertThatThrownBy(() -> await(sockets.connect(
                        to().addHeader("Host", "rebound.example").addHeader("Origin", "http://rebound.example"))))
                .cause()
                .isInstanceOfSatisfying(UpgradeRejectedException.class, refused -> assertThat(refused.getStatus())
                        .isEqualTo(421));
    }
}
