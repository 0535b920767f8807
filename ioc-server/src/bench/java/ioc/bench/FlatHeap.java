package ioc.bench;

import io.vertx.core.Vertx;
import ioc.sensor.simulate.LoadGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** 500 devices, 20,000 dossiers and 200 dashboards for half an hour: what is alive on the heap must not grow. */
final class FlatHeap {
    private static final int DOSSIERS = 20_000;
    private static final int SLICE = 1_000;
    private static final Duration STEP = Duration.ofMinutes(1);

    private FlatHeap() {}

    static void run(Ground ground, Vertx vertx, Figures figures) throws Exception {
        int minutes = Integer.getInteger("bench.minutes", 30);
        try (Stage stage = new Stage(ground, "heap")) {
            Product product = stage.product();
            for (int from = 0; from < DOSSIERS; from += SLICE) {
                int status = product.post("/api/v1/sources/mot-cua/records", dossiers(from));
                if (status != 202) {
                    throw new IllegalStateException("dossiers: answer was " + status + " but must be 202");
                }
            }
            try (Dashboards walls = new Dashboards(
                            vertx, product.port(), 100, List.of("overview", "dossiers", "alerts"), ground.devices());
                    Dashboards pages = new Dashboards(
                            vertx, product.port(), 100, List.of("devices", "site:bau-don"), ground.devices());
                    LoadGenerator load = stage.load(LoadGenerator.Load.of(1_000))) {
                load.start();
                Clock.pass(STEP);
                List<Double> alive = new ArrayList<>();
                for (int minute = 0; minute <= minutes; minute++) {
                    alive.add(product.liveBytes() / 1e6);
                    System.out.printf(
                            Locale.ROOT,
                            "minute %d: %.1f MB alive, %.0f MB resident, %d + %d connections lost%n",
                            minute,
                            alive.get(minute),
                            product.memory("VmRSS"),
                            walls.lost(),
                            pages.lost());
                    if (minute < minutes) {
                        Clock.pass(STEP);
                    }
                }
                load.finish();
                double first = middle(alive.subList(0, alive.size() / 3 + 1));
                double last = middle(alive.subList(alive.size() - alive.size() / 3 - 1, alive.size()));
                figures.add(
                        minutes
                                + " min, 500 devices, 20,000 dossiers, 200 dashboards: alive on the heap, first and last third",
                        "flat, within 192 MB",
                        Figures.number(first) + " MB, " + Figures.number(last) + " MB",
                        product.isAlive() && last < first * 1.05 + 1 && walls.lost() + pages.lost() == 0);
                figures.note(
                        minutes + " min: resident, now and highest",
                        Figures.number(product.memory("VmRSS")) + " MB, " + Figures.number(product.memory("VmHWM"))
                                + " MB");
            }
        }
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** Open ones of a few units, due over some weeks. */
    private static String dossiers(int from) {
        StringBuilder out = new StringBuilder("[");
        for (int i = from; i < from + SLICE; i++) {
            out.append(i == from ? "" : ",")
                    .append(String.format(
                            Locale.ROOT,
                            "{\"MaHoSo\":\"H53.27-2611%02d-%05d\",\"TenTTHC\":\"Chứng thực bản sao\","
                                    + "\"DonViXuLy\":\"UBND phường Gò Dầu\",\"TrangThaiHoSo\":\"4\","
                                    + "\"KenhThucHien\":\"1\",\"NgayTiepNhan\":\"202611%02d080000\","
                                    + "\"NgayHenTra\":\"202612%02d170000\"}",
                            i % 20 + 1,
                            i,
                            i % 20 + 1,
                            i % 28 + 1));
        }
        return out.append(']').toString();
    }
}
