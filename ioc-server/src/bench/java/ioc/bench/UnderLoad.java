package ioc.bench;

import io.vertx.core.Vertx;
import ioc.sensor.simulate.LoadGenerator;
import java.time.Duration;
import java.util.List;

/** Messages at an even rate, QoS 1, journalled, to InfluxDB and to dashboards that show every device. */
final class UnderLoad {
    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("bench.warm", 60));
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("bench.seconds", 60));

    private UnderLoad() {}

    static void many(Ground ground, Vertx vertx, Figures figures) throws Exception {
        run(ground, vertx, figures, new Aim(10_000, 200, 120, true));
    }

    static void one(Ground ground, Vertx vertx, Figures figures) throws Exception {
        run(ground, vertx, figures, new Aim(2_000, 1, 25, false));
    }

    private record Aim(int rate, int dashboards, int p99, boolean isWhole) {}

    private static void run(Ground ground, Vertx vertx, Figures figures, Aim aim) throws Exception {
        String name = String.format(
                "%,d/s, %s", aim.rate(), aim.dashboards() == 1 ? "one dashboard" : aim.dashboards() + " dashboards");
        try (Stage stage = new Stage(ground, "load");
                Dashboards dashboards = new Dashboards(
                        vertx, stage.product().port(), aim.dashboards(), List.of("devices"), ground.devices());
                LoadGenerator load = stage.load(LoadGenerator.Load.of(aim.rate()))) {
            Product product = stage.product();
            dashboards.compareWith(load);
            load.start();
            Clock.pass(WARM);
            dashboards.clear();
            double cpu = product.cpuSeconds();
            long began = System.nanoTime();
            long from = load.sent();
            Clock.pass(MEASURED);
            double seconds = (System.nanoTime() - began) / 1e9;
            cpu = (product.cpuSeconds() - cpu) / seconds;
            long rate = Math.round((load.sent() - from) / seconds);
            int p50 = dashboards.latency().quantile(0.5);
            int p99 = dashboards.latency().quantile(0.99);
            int behind = dashboards.behind().quantile(0.99);
            double frames = dashboards.frames() / seconds;
            double bytes = dashboards.bytes() / seconds;
            double resident = product.memory("VmRSS");
            boolean isDone = load.finish();
            long sent = load.sent();
            figures.note(
                    name + ": sent, owed, lost connections", rate + "/s, " + load.owed() + ", " + dashboards.lost());
            figures.note(
                    name + ": frames per dashboard, bytes together",
                    Figures.number(frames / aim.dashboards()) + "/s, " + Figures.number(bytes / 1e6) + " MB/s");
            figures.note(name + ": publish to frame, p50", p50 + " ms");
            figures.under(name + ": publish to frame, p99", "ms", aim.p99(), p99);
            if (aim.isWhole()) {
                figures.under(name + ": shown behind newest, p99", "ms", 150, behind);
                figures.under(name + ": processor of the server", "cores", 0.55, cpu);
                figures.under(name + ": resident memory", "MB", 250, resident);
            } else {
                figures.note(name + ": shown behind newest, p99", behind + " ms");
                figures.note(
                        name + ": processor, memory",
                        Figures.number(cpu) + " cores, " + Figures.number(resident) + " MB");
            }
            counts(figures, name, stage, sent, isDone && load.failed() == 0);
        }
    }

    /** Sent = journal = points. */
    static void counts(Figures figures, String name, Stage stage, long sent, boolean isClean) throws Exception {
        Clock.until(
                Duration.ofMinutes(1),
                Duration.ofMillis(500),
                () -> stage.product().journalled("ioc/1/") >= sent);
        long journalled = stage.product().journalled("ioc/1/");
        long points = stage.pointsOf(sent);
        figures.add(
                name + ": sent = journal = points",
                "equal",
                String.format("%,d = %,d = %,d", sent, journalled, points),
                isClean && sent == journalled && sent == points);
    }
}
