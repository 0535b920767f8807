package ioc.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import ioc.access.Caller;
import ioc.access.Role;
import ioc.access.Scope;
import ioc.peer.Peer;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real server, real clients, all on one event loop, which is the hub's. */
final class LiveTest {
    private static final Limits LIMITS = new Limits(40, 40, 3, 500, 200, 3, 50, Duration.ofSeconds(30));
    private static final Duration SHORT = Duration.ofMillis(1500);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final io.vertx.core.Context loop = vertx.getOrCreateContext();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private static final Optional<Caller> EVERYBODY =
            Optional.of(new Caller("open", "Trực ban", Role.ADMINISTRATOR, Scope.WHOLE));

    private Hub hub = hub(LIMITS);
    private final Map<String, Map<String, ObjectNode>> truth = new TreeMap<>();
    private final WebSocketClient sockets = vertx.createWebSocketClient(
            new WebSocketClientOptions().setMaxConnections(500).setMaxFrameSize(4 << 20));
    private final HttpClient http = vertx.createHttpClient();
    private int port;

    private Hub hub(Limits limits) {
        return new Hub(
                vertx,
                InstantSource.system(),
                meters,
                new Welcome("0.1.0", "abc", false, ZoneOffset.UTC),
                limits,
                List.of("a", "b", "c", "d"));
    }

    /** From now on with another hub, which closes who is behind {@link #SHORT}. */
    private void haveLittlePatience() throws Exception {
        hub = hub(new Limits(
                LIMITS.sessions(),
                LIMITS.each(),
                LIMITS.topics(),
                LIMITS.messageLength(),
                LIMITS.messagesPerSecond(),
                LIMITS.unanswered(),
                LIMITS.graves(),
                SHORT));
        start();
    }

    @BeforeEach
    void start() throws Exception {
        HttpServerOptions options = new HttpServerOptions();
        Live.prepare(options, false);
        options.setWriteIdleTimeout(8); // well after SHORT and a beat, or it would end who shall be told to go
        Live live = new Live(hub);
        HttpServer server = vertx.createHttpServer(options).requestHandler(request -> {
            if ("/live".equals(request.path())) {
                live.socket(request, EVERYBODY, "key");
            } else {
                live.events(request, EVERYBODY, "key");
            }
        });
        port = await(on(() -> server.listen(0, "127.0.0.1"))).actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(Peer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing happened for long", e);
        }
    }

    /** Runs on the loop, where everything lives. */
    private <T> Future<T> on(Callable<Future<T>> action) {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(v -> {
            try {
                action.call().onComplete(promise);
            } catch (Exception | AssertionError e) {
                promise.fail(e);
            }
        });
        return promise.future();
    }

    private void now(Runnable action) throws Exception {
        await(on(() -> {
            action.run();
            return Future.succeededFuture();
        }));
    }

    /** A dashboard over a WebSocket. */
    private final class Wall {
        final Screen screen = new Screen();
        final Promise<Integer> ended = Promise.promise();
        private @Nullable WebSocket socket;
        private @Nullable Promise<Void> met;
        private Predicate<Screen> wish = any -> false;
        boolean draws = true;

        Future<Wall> open(String hello) {
            return sockets.connect(to(List.of("ioc.v1"))).map(socket -> {
                this.socket = socket;
                socket.textMessageHandler(this::take);
                socket.closeHandler(
                        v -> ended.tryComplete(socket.closeStatusCode() == null ? 0 : (int) socket.closeStatusCode()));
                if (!hello.isEmpty()) {
                    socket.writeTextMessage(hello);
                }
                return this;
            });
        }

        private WebSocket socket() {
            if (socket == null) {
                throw new IllegalStateException("not open");
            }
            return socket;
        }

        private void take(String text) {
            if (screen.take(text) && draws) {
                socket().writeTextMessage("{\"type\":\"drawn\",\"seq\":" + screen.seq + "}");
            }
            if (met != null && wish.test(screen)) {
                met.tryComplete();
            }
        }

        Future<Void> sees(Predicate<Screen> wish) {
            this.wish = wish;
            Promise<Void> promise = Promise.promise();
            this.met = promise;
            if (wish.test(screen)) {
                promise.tryComplete();
            }
            return promise.future();
        }

        Future<Void> leave() {
            return socket().close();
        }
    }

    private WebSocketConnectOptions to(List<String> subprotocols) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/live")
                .setSubProtocols(subprotocols);
    }

    /** A dashboard over server-sent events. */
    private final class Events {
        final Screen screen = new Screen();
        String lastId = "";
        private @Nullable Promise<Void> met;
        private Predicate<Screen> wish = any -> false;
        private @Nullable HttpClientResponse response;

        Future<Events> open(String query, String lastEventId) {
            RequestOptions options = new RequestOptions()
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .setMethod(HttpMethod.GET)
                    .setURI("/live/events?" + query);
            if (!lastEventId.isEmpty()) {
                options.putHeader("Last-Event-ID", lastEventId);
            }
            return http.request(options).compose(request -> request.send()).map(response -> {
                assertThat(response.getHeader("Content-Type")).isEqualTo("text/event-stream");
                this.response = response;
                response.handler(RecordParser.newDelimited("\n\n", this::take));
                response.exceptionHandler(e -> {});
                return this;
            });
        }

        private void take(Buffer event) {
            for (String line : event.toString().lines().toList()) {
                if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else {
                    assertThat(line).startsWith("data: ");
                    screen.take(line.substring(6));
                }
            }
            if (met != null && wish.test(screen)) {
                met.tryComplete();
            }
        }

        Future<Void> sees(Predicate<Screen> wish) {
            this.wish = wish;
            Promise<Void> promise = Promise.promise();
            this.met = promise;
            if (wish.test(screen)) {
                promise.tryComplete();
            }
            return promise.future();
        }

        Future<Void> leave() {
            if (response == null) {
                throw new IllegalStateException("not open");
            }
            return response.request().connection().close();
        }
    }

    private static String join(String... topics) {
        return "{\"type\":\"join\",\"topics\":[\"" + String.join("\",\"", topics) + "\"]}";
    }

    private void change(Random random) {
        String topic = List.of("a", "b").get(random.nextInt(2));
        String key = "k" + random.nextInt(30);
        Map<String, ObjectNode> keys = truth.computeIfAbsent(topic, name -> new TreeMap<>());
        if (random.nextInt(4) == 0) {
            hub.remove(topic, key);
            keys.remove(key);
        } else {
            Map<String, Object> fields = new HashMap<>();
            fields.put("n", random.nextInt(5));
            fields.put("f" + random.nextInt(3), random.nextBoolean() ? null : "Gò Dầu");
            hub.put(topic, key, fields);
            keys.computeIfAbsent(key, name -> Screen.JSON.createObjectNode())
                    .setAll(Screen.JSON.<ObjectNode>valueToTree(fields));
        }
    }

    /** Changes every 3 ms, {@code rounds} times; then a last change that all can wait for. */
    private Future<Void> storm(int seed, int rounds, Consumer<Integer> between) {
        Random random = new Random(seed);
        Promise<Void> over = Promise.promise();
        int[] round = {0};
        vertx.setPeriodic(3, id -> {
            for (int i = 0; i < 10; i++) {
                change(random);
            }
            between.accept(round[0]);
            if (++round[0] == rounds) {
                vertx.cancelTimer(id);
                hub.put("a", "last", Map.of("seed", seed));
                truth.computeIfAbsent("a", name -> new TreeMap<>())
                        .computeIfAbsent("last", name -> Screen.JSON.createObjectNode())
                        .put("seed", seed);
                over.complete();
            }
        });
        return over.future();
    }

    private static Predicate<Screen> theEndOf(int seed) {
        return screen -> screen.topic("a").containsKey("last")
                && screen.key("a", "last").path("seed").asInt() == seed;
    }

    @Test
    void everyClientSeesThePictureWhateverCarriesIt() throws Exception {
        List<Wall> walls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            walls.add(await(on(() -> new Wall().open(join("a", "b")))));
        }
        Events events = await(on(() -> new Events().open("topics=a,b", "")));
        await(on(() -> storm(7, 100, round -> walls.get(0).draws = round % 40 > 30)));
        now(() -> walls.get(0).draws = true);
        await(on(() -> events.sees(theEndOf(7))));
        for (Wall wall : walls.subList(1, 20)) {
            await(on(() -> wall.sees(theEndOf(7))));
            now(() -> assertThat(wall.screen.topics).isEqualTo(truth));
        }
        now(() -> assertThat(events.screen.topics).isEqualTo(truth));
        now(() -> assertThat(events.screen.fulls).isEqualTo(2));
    }

    @Test
    void bothDoorsGoOnWhereTheyWereAfterABreak() throws Exception {
        Wall wall = await(on(() -> new Wall().open(join("a", "b"))));
        Events events = await(on(() -> new Events().open("topics=a,b", "")));
        await(on(() -> storm(1, 30, round -> {})));
        await(on(() -> wall.sees(theEndOf(1))));
        await(on(() -> events.sees(theEndOf(1))));
        await(on(wall::leave));
        await(on(events::leave));
        await(on(() -> storm(2, 1, round -> {})));
        String resume = "{\"type\":\"join\",\"topics\":[\"a\",\"b\"],\"epoch\":\"" + wall.screen.epoch + "\",\"seq\":"
                + wall.screen.seq + "}";
        await(on(() -> wall.open(resume)));
        await(on(() -> events.open("topics=a,b&epoch=old&seq=0", events.lastId)));
        await(on(() -> wall.sees(theEndOf(2))));
        await(on(() -> events.sees(theEndOf(2))));
        now(() -> {
            assertThat(wall.screen.topics).isEqualTo(truth);
            assertThat(events.screen.topics).isEqualTo(truth);
            assertThat(wall.screen.fulls).as("only the first snapshots").isEqualTo(2);
            assertThat(events.screen.fulls).as("only the first snapshots").isEqualTo(2);
        });
    }

    @Test
    void anotherEpochOrANumberFromTheFutureGetsASnapshot() throws Exception {
        now(() -> hub.put("a", "k", Map.of("n", 1)));
        Wall wall =
                await(on(() -> new Wall().open("{\"type\":\"join\",\"topics\":[\"a\"],\"epoch\":\"x\",\"seq\":0}")));
        await(on(() -> wall.sees(screen -> screen.fulls == 1)));
        Wall future = await(on(() -> new Wall()
                .open("{\"type\":\"join\",\"topics\":[\"a\"],\"epoch\":\"" + hub.epoch() + "\",\"seq\":999}")));
        await(on(() -> future.sees(screen -> screen.fulls == 1)));
    }

    @Test
    void whoStopsReadingIsClosedAndDisconnected() throws Exception {
        haveLittlePatience();
        String head = " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n";
        String join = join("a");
        Buffer masked = Buffer.buffer()
                .appendByte((byte) 0x81)
                .appendByte((byte) (0x80 | join.length()))
                .appendInt(0)
                .appendString(join);
        for (String hello : List.of(
                "GET /live/events?topics=a" + head + "\r\n",
                "GET /live" + head
                        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ioc.v1\r\n\r\n")) {
            NetSocket socket = await(on(() -> vertx.createNetClient(new NetClientOptions().setReceiveBufferSize(4096))
                    .connect(port, "127.0.0.1")));
            now(() -> socket.handler(answer -> {
                        socket.pause();
                        if (answer.toString().startsWith("HTTP/1.1 101")) {
                            socket.write(masked);
                        }
                    })
                    .write(hello));
            await(on(() -> flood(() -> hub.viewers().size() == 1)));
            await(on(() -> flood(() -> hub.viewers().isEmpty())));
            await(on(() -> {
                Promise<Void> closed = Promise.promise();
                socket.closeHandler(v -> closed.complete());
                socket.handler(bytes -> {});
                socket.resume();
                return closed.future();
            }));
        }
        assertThat(meters.get("ioc.push.closes").counters())
                .extracting(closes -> closes.getId().getTag("code") + " " + closes.count())
                .containsExactly("4101 2.0");
    }

    /** Large changes until something is so. */
    private Future<Void> flood(Supplier<Boolean> until) {
        Promise<Void> so = Promise.promise();
        vertx.setPeriodic(10, id -> {
            hub.put("a", "k", Map.of("text", hub.nanos() + "x".repeat(200_000)));
            if (until.get() && vertx.cancelTimer(id)) {
                so.complete();
            }
        });
        return so.future();
    }

    @Test
    void aDashboardThatDoesNotDrawIsClosedWithAWordThatSaysComeBackLater() throws Exception {
        haveLittlePatience();
        Wall wall = await(on(() -> new Wall().open(join("a"))));
        now(() -> wall.draws = false);
        now(() -> vertx.setPeriodic(20, id -> hub.put("a", "k", Map.of("n", hub.nanos()))));
        assertThat(await(wall.ended.future())).isEqualTo(4101);
        assertThat(wall.screen.frames).isLessThanOrEqualTo(4);
    }

    @Test
    void badMessagesEndOnlyTheirOwnSession() throws Exception {
        Wall good = await(on(() -> new Wall().open(join("a"))));
        for (String bad : List.of("{", "null", "{\"type\":\"join\",\"topics\":7}", "x".repeat(5000))) {
            Wall wall = await(on(() -> new Wall().open(bad)));
            assertThat(await(wall.ended.future())).as(bad).isEqualTo(4400);
        }
        Wall huge = await(on(() -> new Wall().open("")));
        now(() -> huge.socket().writeTextMessage("x".repeat(3 << 20)));
        assertThat(await(huge.ended.future())).as("3 MB").isNotEqualTo(1000);
        Wall binary = await(on(() -> new Wall().open("")));
        now(() -> binary.socket().writeBinaryMessage(Buffer.buffer("{}")));
        assertThat(await(binary.ended.future())).isEqualTo(4400);
        now(() -> hub.put("a", "k", Map.of("n", 1)));
        await(on(() -> good.sees(screen -> screen.topic("a").containsKey("k"))));
    }

    @Test
    void refusesOtherSubprotocolsAndOtherOrigins() throws Exception {
        Promise<Integer> ended = Promise.promise();
        await(on(() -> sockets.connect(to(List.of()))
                .onSuccess(none -> none.closeHandler(v -> ended.complete((int) none.closeStatusCode())))));
        assertThat(await(ended.future())).isEqualTo(4406);
        assertThatThrownBy(() -> await(on(() -> sockets.connect(to(List.of("other.v9"))))))
                .isNotInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> await(on(
                        () -> sockets.connect(to(List.of("ioc.v1")).putHeader("Origin", "http://elsewhere.example")))))
                .cause()
                .isInstanceOfSatisfying(UpgradeRejectedException.class, refused -> assertThat(refused.getStatus())
                        .isEqualTo(403));
        WebSocket own = await(on(() -> sockets.connect(
                to(List.of("ioc.v1")).setAllowOriginHeader(false).putHeader("Origin", "http://127.0.0.1:" + port))));
        assertThat(own.subProtocol()).isEqualTo("ioc.v1");
        now(() -> assertThat(hub.viewers()).hasSize(1));
    }

    @Test
    void answersAPlainRequestWithUpgradeRequired() throws Exception {
        HttpClientResponse response = await(on(
                () -> http.request(HttpMethod.GET, port, "127.0.0.1", "/live").compose(request -> request.send())));
        assertThat(response.statusCode()).isEqualTo(426);
    }

    @Test
    void tooManySessionsAreToldToComeBackLater() throws Exception {
        for (int i = 0; i < LIMITS.sessions(); i++) {
            await(on(() -> new Wall().open("")));
        }
        Wall late = await(on(() -> new Wall().open("")));
        assertThat(await(late.ended.future())).isEqualTo(4103);
        HttpClientResponse events =
                await(on(() -> http.request(HttpMethod.GET, port, "127.0.0.1", "/live/events?topics=a")
                        .compose(request -> request.send())));
        assertThat(events.statusCode()).isEqualTo(503);
        assertThat(events.getHeader("Retry-After")).isEqualTo("30");
    }

    @Test
    void shutdownIsSaidToAll() throws Exception {
        Wall wall = await(on(() -> new Wall().open(join("a"))));
        now(hub::close);
        assertThat(await(wall.ended.future())).isEqualTo(4100);
    }

    @Test
    void thousandsOfVisitsLeaveNothingBehind() throws Exception {
        now(() -> {
            for (int i = 0; i < 50; i++) {
                hub.put("a", "k" + i, Map.of("text", "x".repeat(100)));
            }
        });
        visits(300);
        long before = used();
        visits(2000);
        assertThat(used() - before).as("bytes more after 2000 visits").isLessThan(3_000_000);
        assertThat(meters.get("ioc.push.sessions").gauge().value()).isZero();
    }

    private void visits(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Wall wall = await(on(() -> new Wall().open(join("a"))));
            await(on(() -> wall.sees(screen -> screen.fulls == 1)));
            await(on(wall::leave));
        }
        Promise<Void> empty = Promise.promise();
        now(() -> vertx.setPeriodic(5, id -> {
            if (hub.viewers().isEmpty() && vertx.cancelTimer(id)) {
                empty.complete();
            }
        }));
        await(empty.future());
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
