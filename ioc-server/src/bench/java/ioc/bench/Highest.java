package ioc.bench;

import io.vertx.core.Vertx;
import ioc.sensor.simulate.LoadGenerator;
import java.time.Duration;
import java.util.List;

/**
 * The highest rate at which everything arrives: what was sent is in the journal half a second later, none was owed, and 99 %
 * of the frames come within a second. Each step is held for ten seconds.
 */
final class Highest {
    private static final int FIRST = 10_000;
    private static final int STEP = 10_000;
    private static final int MOST = 80_000;
    private static final Duration HELD = Duration.ofSeconds(10);

    private Highest() {}

    static void run(Ground ground, Vertx vertx, Figures figures) throws Exception {
        for (int qos = 0; qos <= 1; qos++) {
            for (int dashboards : new int[] {1, 50}) {
                run(ground, vertx, figures, dashboards, qos);
            }
        }
    }

    private static void run(Ground ground, Vertx vertx, Figures figures, int dashboards, int qos) throws Exception {
        String best = "below " + FIRST;
        for (int rate = FIRST; rate <= MOST; rate += STEP) {
            String held = held(ground, vertx, new LoadGenerator.Load(rate, 200, qos, 4, 4_000), dashboards);
            if (held.isEmpty()) {
                break;
            }
            best = held;
        }
        figures.note("highest rate, " + dashboards + " dashboards, QoS " + qos, best);
    }

    /** Empty when it could not be held. */
    private static String held(Ground ground, Vertx vertx, LoadGenerator.Load asked, int dashboards) throws Exception {
        try (Stage stage = new Stage(ground, "max");
                Dashboards boards = new Dashboards(
                        vertx, stage.product().port(), dashboards, List.of("devices"), ground.devices());
                LoadGenerator load = stage.load(asked)) {
            load.start();
            Clock.pass(HELD.dividedBy(2));
            boards.clear();
            double cpu = stage.product().cpuSeconds();
            Clock.pass(HELD);
            cpu = (stage.product().cpuSeconds() - cpu) / HELD.toSeconds();
            int p99 = boards.latency().quantile(0.99);
            long owed = load.owed();
            load.finish();
            long sent = load.sent();
            Clock.pass(Duration.ofMillis(500));
            long kept = stage.product().journalled("ioc/1/");
            String line = String.format("%,.0f/s (p99 %d ms, %.2f cores)", asked.rate(), p99, cpu);
            System.out.println(line + " sent " + sent + " kept " + kept + " owed " + owed + " failed " + load.failed());
            boolean isHeld = kept == sent && owed < asked.rate() / 20 && p99 >= 0 && p99 < 1_000;
            return isHeld ? line : "";
        }
    }
}
