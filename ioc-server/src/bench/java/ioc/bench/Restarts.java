package ioc.bench;

import io.vertx.core.Vertx;
import ioc.journal.Draft;
import ioc.journal.Entry;
import ioc.journal.Journal;
import ioc.sensor.DeviceId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A start on journals of a known length: one million messages without a snapshot (all are replayed), then a whole day of 50
 * messages a second with the snapshot of a few minutes ago, as after {@code kill -9}.
 */
final class Restarts {
    private static final int MILLION = 1_000_000;
    private static final int DAY = 86_400 * 50;
    /** What comes between two snapshots: three minutes, at 50 a second. */
    private static final int TAIL = 180 * 50;

    private static final int SLICE = 500;
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private Restarts() {}

    static void run(Ground ground, Vertx vertx, Figures figures) throws Exception {
        try (Stage stage = new Stage(ground, "restart")) {
            Instant now = Instant.now();
            Instant began = now.minus(Duration.ofHours(23));
            stage.product().stop();
            fill(ground, stage, began, MILLION, 20);
            double ready = stage.startAgain();
            figures.note(
                    "replay of 1,000,000 messages, as the log says",
                    stage.product().said("replayed to").orElse(""));
            figures.under("start that replays 1,000,000 messages, to ready", "ms", 6_000 + 2_000, Math.rint(ready));
            stage.product().stop();
            fill(ground, stage, began.plusSeconds(MILLION / 50 + 60), DAY - MILLION - TAIL, 20);
            figures.note("start that replays a day, to ready", Figures.number(stage.startAgain()) + " ms");
            long expected = stage.product().head();
            Clock.until(Duration.ofMinutes(3), Duration.ofSeconds(1), () -> stage.points() >= expected * 95 / 100);
            stage.product().stop();
            fill(ground, stage, Instant.now().minusSeconds(200), TAIL, 20);
            double restart = stage.startAgain();
            figures.note(
                    "restart, as the log says",
                    stage.product().said("replayed to").orElse(""));
            figures.under(
                    String.format(
                            Locale.ROOT,
                            "restart with a day of %,d messages, to ready",
                            stage.product().head()),
                    "ms",
                    5_000,
                    Math.rint(restart));
        }
    }

    /** Writes messages of 200 bytes into the journal while nobody else has it. */
    private static void fill(Ground ground, Stage stage, Instant from, int count, int stepMillis) throws Exception {
        long[] at = {from.toEpochMilli()};
        InstantSource clock = () -> Instant.ofEpochMilli(at[0]);
        Path folder = stage.folder().resolve("data/journal");
        List<DeviceId> devices = ground.devices();
        try (Journal journal = Journal.open(folder, ZONE, clock, Journal.Options.keeping(90))) {
            journal.start(batch -> {});
            for (int i = 0; i < count; ) {
                List<Draft> drafts = new ArrayList<>(SLICE);
                for (int end = Math.min(count, i + SLICE); i < end; i++) {
                    drafts.add(draft(devices.get(i % devices.size()), at[0] + (long) drafts.size() * stepMillis, i));
                }
                at[0] += (long) drafts.size() * stepMillis;
                journal.append(drafts).await(30, TimeUnit.SECONDS);
            }
        }
    }

    private static Draft draft(DeviceId device, long ts, int number) {
        String start = "{\"ts\":" + ts + ",\"count\":" + number % 60 + ",\"pad\":\"";
        String body = start + "x".repeat(198 - start.length()) + "\"}";
        String topic = "ioc/1/" + device.site() + "/" + device.kind().word() + "/" + device.name() + "/people";
        return new Draft(Entry.Kind.MESSAGE, "mqtt", topic, false, body.getBytes(StandardCharsets.ISO_8859_1));
    }
}
