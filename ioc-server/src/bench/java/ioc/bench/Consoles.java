package ioc.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import ioc.peer.Publisher;
import ioc.sensor.DeviceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Operators who act on alerts, 200 times a second together, and 100 consoles that show every one of them: from the click,
 * which is the sending of the request, to the frame that has it at the last of the consoles.
 */
final class Consoles implements AutoCloseable {
    private static final int CONSOLES = 100;
    private static final int RATE = 200;
    private static final int ALERTS = 500;
    private static final int LARGEST = 4 << 20;
    private static final Duration WARM = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(60);
    private static final String KEY = "\"alert:";
    private static final String ACT = "\"act\":";

    private final int port;
    private final HttpClient http;
    private final WebSocketClient sockets;
    private final Map<String, One> alerts = new HashMap<>();
    private final List<One> order = new ArrayList<>();
    private final Histogram answered = new Histogram();
    private final Histogram shown = new Histogram();
    private long refused;
    private long missed;
    private int next;

    /** An alert: its last act and revision as told, and the click that is on its way to all consoles. */
    private static final class One {
        final String id;
        int act;
        int revision;
        boolean isHeld;

        @Nullable
        Click click;

        One(String id) {
            this.id = id;
        }
    }

    private static final class Click {
        final long at = System.nanoTime();
        final int before;
        final BitSet reached = new BitSet(CONSOLES);

        Click(int before) {
            this.before = before;
        }
    }

    private Consoles(Vertx vertx, int port) {
        this.port = port;
        // a browser asks again when a connection had just ended, this client does not: it keeps none that long
        http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAliveTimeout(20), new PoolOptions().setHttp1MaxSize(32));
        sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(CONSOLES)
                .setMaxFrameSize(LARGEST)
                .setMaxMessageSize(LARGEST));
    }

    static void run(Ground ground, Vertx vertx, Figures figures) throws Exception {
        try (Stage stage = new Stage(faultsOnly(ground), "acts");
                Publisher devices =
                        new Publisher(Objects.requireNonNull(stage.settings().get("IOC_BROKER_URL")));
                Consoles consoles = new Consoles(vertx, stage.product().port())) {
            long now = System.currentTimeMillis();
            for (DeviceId device : ground.devices().subList(0, ALERTS)) {
                devices.publish("ioc/1/" + device + "/health", "{\"ts\":" + now + ",\"fault\":\"hỏng\"}");
            }
            devices.settle();
            consoles.learn();
            consoles.connect();
            long ticking = vertx.setPeriodic(1000 / RATE, id -> consoles.act());
            Clock.pass(WARM);
            consoles.clear();
            double cpu = stage.product().cpuSeconds();
            Clock.pass(MEASURED);
            cpu = (stage.product().cpuSeconds() - cpu) / MEASURED.toSeconds();
            vertx.cancelTimer(ticking);
            figures.note(
                    "acts: " + CONSOLES + " consoles, acts a second, refused, not at all consoles before the next",
                    Figures.number((double) consoles.answered.count() / MEASURED.toSeconds()) + "/s, "
                            + consoles.refused + ", " + consoles.missed);
            figures.note("acts: click to answer, p50 / p99", both(consoles.answered));
            figures.note("acts: click to the last console, p50", consoles.shown.quantile(0.5) + " ms");
            figures.under("acts: click to the last console, p99", "ms", 200, consoles.shown.quantile(0.99));
            figures.note(
                    "acts: processor, memory of the server",
                    Figures.number(cpu) + " cores, "
                            + Figures.number(stage.product().memory("VmRSS")) + " MB");
        }
    }

    private static String both(Histogram histogram) {
        return histogram.quantile(0.5) + " / " + histogram.quantile(0.99) + " ms";
    }

    /** One rule, at all hours and without escalation: nobody but the operators does anything to an alert. */
    private static Ground faultsOnly(Ground ground) throws IOException {
        Path config = ground.folder().resolve("config-acts");
        Folders.remove(config);
        Folders.copy(ground.config(), config);
        Files.writeString(config.resolve("alerts.yaml"), """
                rules:
                  - {id: device-fault, vi: "Thiết bị báo lỗi", en: "A device reports a fault", kind: device-fault,
                     priority: critical, when: always, what: {vi: "Sửa", en: "Repair it"}}
                """);
        return new Ground(ground.root(), ground.folder(), config, ground.devices());
    }

    /** Waits until all alerts are there. */
    private void learn() throws IOException, InterruptedException {
        String url = "http://127.0.0.1:" + port + "/api/v1/alerts";
        boolean isWhole = Clock.until(
                Duration.ofSeconds(60),
                Duration.ofMillis(500),
                () -> new io.vertx.core.json.JsonArray(Product.get(url)).size() >= ALERTS);
        for (Object each : new io.vertx.core.json.JsonArray(Product.get(url))) {
            JsonObject alert = (JsonObject) each;
            One one = new One(alert.getString("id"));
            one.act = alert.getInteger("act");
            one.revision = alert.getInteger("revision");
            alerts.put(one.id, one);
            order.add(one);
        }
        if (!isWhole) {
            throw new IOException("alerts: were " + order.size() + " but must be " + ALERTS);
        }
    }

    private void connect() throws Exception {
        WebSocketConnectOptions door = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/live")
                .addSubProtocol("ioc.v1");
        for (int i = 0; i < CONSOLES; i++) {
            int console = i;
            sockets.connect(door)
                    .onSuccess(socket -> {
                        socket.textMessageHandler(text -> heard(socket, console, text));
                        socket.writeTextMessage("{\"type\":\"join\",\"topics\":[\"alerts\",\"overview\"]}")
                                .onFailure(Throwable::printStackTrace);
                    })
                    .await(20, TimeUnit.SECONDS);
        }
    }

    private synchronized void heard(WebSocket socket, int console, String text) {
        long now = System.nanoTime();
        if (!text.startsWith("{\"type\":\"frame\"")) {
            return;
        }
        int from = text.indexOf("\"seq\":") + 6;
        socket.writeTextMessage("{\"type\":\"drawn\",\"seq\":" + number(text, from) + "}")
                .onFailure(Throwable::printStackTrace);
        for (int at = text.indexOf(KEY); at >= 0; ) {
            int end = text.indexOf('"', at + KEY.length());
            int following = text.indexOf(KEY, end);
            int act = text.indexOf(ACT, end);
            One one = alerts.get(text.substring(at + KEY.length(), end));
            if (one != null && one.click != null && act >= 0 && (following < 0 || act < following)) {
                reached(one, one.click, console, number(text, act + ACT.length()), now);
            }
            at = following;
        }
    }

    private void reached(One one, Click click, int console, int act, long now) {
        if (act > click.before) {
            click.reached.set(console);
            if (click.reached.cardinality() == CONSOLES) {
                shown.add(TimeUnit.NANOSECONDS.toMillis(now - click.at));
                one.click = null;
            }
        }
    }

    private static int number(String text, int from) {
        int value = 0;
        for (int i = from; i < text.length() && Character.isDigit(text.charAt(i)); i++) {
            value = value * 10 + Character.digit(text.charAt(i), 10);
        }
        return value;
    }

    /** The next alert is accepted, or let go again. */
    private void act() {
        One one = order.get(next++ % order.size());
        JsonObject body;
        synchronized (this) {
            if (one.click != null) {
                missed++;
            }
            one.click = new Click(one.act);
            body = new JsonObject()
                    .put("act", one.isHeld ? "release" : "accept")
                    .put("revision", one.revision);
        }
        long began = System.nanoTime();
        http.request(HttpMethod.POST, port, "127.0.0.1", "/api/v1/alerts/" + encoded(one.id) + "/acts")
                .compose(request ->
                        request.putHeader("Content-Type", "application/json").send(body.toBuffer()))
                .compose(response -> response.body().map(answer -> {
                    if (response.statusCode() != 200) {
                        throw new IllegalStateException(response.statusCode() + " " + answer);
                    }
                    return answer;
                }))
                .onSuccess(answer -> done(one, answer, began))
                .onFailure(e -> {
                    synchronized (this) {
                        if (refused++ == 0) {
                            e.printStackTrace();
                        }
                    }
                });
    }

    private synchronized void done(One one, Buffer answer, long began) {
        JsonObject told = answer.toJsonObject();
        one.act = told.getInteger("act");
        one.revision = told.getInteger("revision");
        one.isHeld = !one.isHeld;
        answered.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }

    private static String encoded(String id) {
        return java.net.URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private synchronized void clear() {
        answered.clear();
        shown.clear();
        refused = 0;
        missed = 0;
    }

    @Override
    public void close() {
        http.close().onFailure(Throwable::printStackTrace);
        sockets.close().onFailure(Throwable::printStackTrace);
    }
}
