package ioc.bench;

import io.vertx.core.Vertx;
import ioc.sensor.simulate.LoadGenerator;
import java.time.Duration;
import java.util.List;

/** InfluxDB hangs for a minute, then is killed for a minute, under load: the live path must not notice. */
final class SeriesAway {
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("bench.away", 60));

    private SeriesAway() {}

    static void run(Ground ground, Vertx vertx, Figures figures) throws Exception {
        try (Stage stage = new Stage(ground, "away");
                Dashboards dashboards =
                        new Dashboards(vertx, stage.product().port(), 50, List.of("devices"), ground.devices());
                LoadGenerator load = stage.load(LoadGenerator.Load.of(5_000))) {
            load.start();
            Clock.pass(Duration.ofSeconds(20));
            figures.note("InfluxDB there: publish to frame, p99", during(dashboards) + " ms");
            stage.influxd().freeze();
            figures.under(
                    "InfluxDB hangs for " + AWAY.toSeconds() + " s: publish to frame, p99",
                    "ms",
                    120,
                    during(dashboards));
            stage.influxd().thaw();
            figures.under("InfluxDB back, catching up: publish to frame, p99", "ms", 120, during(dashboards));
            stage.influxd().kill();
            figures.under(
                    "InfluxDB stopped for " + AWAY.toSeconds() + " s: publish to frame, p99",
                    "ms",
                    120,
                    during(dashboards));
            stage.influxd().start();
            figures.under("InfluxDB started again, catching up: publish to frame, p99", "ms", 120, during(dashboards));
            boolean isDone = load.finish();
            UnderLoad.counts(figures, "InfluxDB away twice", stage, load.sent(), isDone && load.failed() == 0);
        }
    }

    private static int during(Dashboards dashboards) {
        dashboards.clear();
        Clock.pass(AWAY);
        return dashboards.latency().quantile(0.99);
    }
}
