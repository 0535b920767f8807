package ioc.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import ioc.peer.Peer;
import ioc.sensor.simulate.BrokerAddress;
import ioc.sensor.simulate.LoadGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * How long until it serves, and until the wall of the demonstration says something. The middle of three,
 * with the processor time of the process, which says more than the clock where others use the machine.
 */
final class Starts {
    private static final int TIMES = 3;
    private static final Pattern LIVE = Pattern.compile("\"arrived\":[1-9]");

    private Starts() {}

    static void run(Ground ground, Vertx vertx, Figures figures) throws Exception {
        double[] fresh = new double[TIMES];
        double[] work = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            Path folder = ground.fresh("start");
            try (Product product = Product.serve(ground.asDelivered(), folder, Map.of())) {
                fresh[i] = product.sinceStart();
                work[i] = product.cpuSeconds() * 1e3;
            }
        }
        figures.under("java -jar to ready, no data", "ms", 2_000, middle(fresh));
        figures.note("java -jar to ready, no data: processor time", Figures.number(middle(work)) + " ms");
        figures.under("java -jar to ready, with data", "ms", 2_000, middle(withData(ground)));
        double[] live = new double[TIMES];
        double[] present = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            Path folder = ground.fresh("start");
            try (Product product = Product.launch(ground.asDelivered(), folder, Map.of(), "demo")) {
                live[i] = firstLive(vertx, product);
                work[i] = product.cpuSeconds() * 1e3;
                Clock.until(Duration.ofMinutes(1), Duration.ofMillis(20), () -> product.said("demo: it is")
                        .isPresent());
                present[i] = product.sinceStart();
            }
        }
        figures.under("demo to the first live value", "ms", 5_000, middle(live));
        figures.note("demo to the first live value: processor time", Figures.number(middle(work)) + " ms");
        figures.note("demo to its present", Figures.number(middle(present)) + " ms");
    }

    /** After 100,000 messages and a stop in order. */
    private static double[] withData(Ground ground) throws Exception {
        Path folder = ground.fresh("start");
        int port = Peer.freePort();
        Map<String, String> settings = Map.of("IOC_BROKER_PORT", Integer.toString(port));
        try (Product product = Product.serve(ground, folder, settings);
                LoadGenerator load = new LoadGenerator(
                        BrokerAddress.of("tcp://127.0.0.1:" + port),
                        "load-",
                        ground.devices(),
                        LoadGenerator.Load.of(10_000),
                        InstantSource.system())) {
            load.start();
            Clock.until(Duration.ofMinutes(2), Duration.ofMillis(50), () -> load.sent() >= 100_000);
            load.finish();
            Clock.pass(Duration.ofSeconds(3));
            product.stop();
        }
        double[] times = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            try (Product product = Product.launch(ground, folder, settings, "serve")) {
                times[i] = product.untilReady();
            }
        }
        return times;
    }

    private static double firstLive(Vertx vertx, Product product) throws Exception {
        WebSocketClient client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(4 << 20).setMaxMessageSize(4 << 20));
        WebSocketConnectOptions door = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(product.port())
                .setURI("/live")
                .addSubProtocol("ioc.v1");
        CompletableFuture<Double> seen = new CompletableFuture<>();
        if (!Clock.until(Duration.ofSeconds(30), Duration.ofMillis(5), () -> Peer.listens(product.port()))) {
            throw new IOException("demo: " + product.log());
        }
        client.connect(door).onFailure(seen::completeExceptionally).onSuccess(socket -> {
            socket.textMessageHandler(text -> {
                if (LIVE.matcher(text).find()) {
                    seen.complete(product.sinceStart());
                }
                int seq = text.indexOf("\"seq\":");
                if (text.startsWith("{\"type\":\"frame\"") && seq > 0) {
                    socket.writeTextMessage("{\"type\":\"drawn\",\"seq\":"
                                    + text.substring(seq + 6, text.indexOf(',', seq)) + "}")
                            .onFailure(Throwable::printStackTrace);
                }
            });
            socket.writeTextMessage("{\"type\":\"join\",\"topics\":[\"overview\"]}")
                    .onFailure(seen::completeExceptionally);
        });
        try {
            return seen.get(60, TimeUnit.SECONDS);
        } finally {
            client.close().onFailure(Throwable::printStackTrace);
        }
    }

    private static double middle(double[] times) {
        System.out.println(Arrays.toString(times));
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return Math.rint(sorted[sorted.length / 2]);
    }
}
