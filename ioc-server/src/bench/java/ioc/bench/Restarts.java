package ioc.bench;

import io.vertx.core.Vertx;
import ioc.journal.Draft;
import ioc.journal.Entry;
import ioc.journal.Journal;
import ioc.sensor.DeviceId;
import java.io.IOException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final int STEP_MILLIS = 20;
    private static final Pattern REPLAYED = Pattern.compile("in (\\d+) ms");
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private Restarts() {}

    static void run(Ground ground, Vertx vertx, Figures figures) throws Exception {
        try (Stage stage = new Stage(ground, "restart")) {
            Instant now = Instant.now();
            forget(stage);
            fill(ground, stage, now.minusSeconds(MILLION / 50), MILLION);
            double ready = stage.startAgain();
            double replay = replayed(stage);
            figures.under("replay of 1,000,000 messages", "ms", 6_000, replay);
            figures.note("start that replays 1,000,000 messages, to ready", Figures.number(Math.rint(ready)) + " ms");
            forget(stage);
            fill(ground, stage, now.minusSeconds(DAY / 50), DAY - TAIL);
            figures.note("start that replays a day, to ready", Figures.number(Math.rint(stage.startAgain())) + " ms");
            long expected = stage.product().head();
            Clock.until(Duration.ofMinutes(3), Duration.ofSeconds(1), () -> stage.points() >= expected * 95 / 100);
            stage.product().stop();
            fill(ground, stage, Instant.now().minusSeconds(TAIL / 50), TAIL);
            double restart = stage.startAgain();
            figures.note("restart with a day: replay of what is behind the snapshot", replayed(stage) + " ms");
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

    /** Stops the server and removes what it kept. */
    private static void forget(Stage stage) throws IOException {
        stage.product().stop();
        Folders.remove(stage.folder().resolve("data"));
    }

    /** Milliseconds, as the log says. */
    private static double replayed(Stage stage) throws IOException {
        Matcher said = REPLAYED.matcher(stage.product().said("replayed to").orElse(""));
        return said.find() ? Double.parseDouble(said.group(1)) : Double.NaN;
    }

    /** Writes messages of 200 bytes into the journal while nobody else has it. */
    private static void fill(Ground ground, Stage stage, Instant from, int count) throws Exception {
        long[] at = {from.toEpochMilli()};
        InstantSource clock = () -> Instant.ofEpochMilli(at[0]);
        Path folder = stage.folder().resolve("data/journal");
        List<DeviceId> devices = ground.devices();
        try (Journal journal = Journal.open(folder, ZONE, clock, Journal.Options.keeping(90))) {
            journal.start(batch -> {});
            for (int i = 0; i < count; ) {
                List<Draft> drafts = new ArrayList<>(SLICE);
                for (int end = Math.min(count, i + SLICE); i < end; i++) {
                    drafts.add(draft(devices.get(i % devices.size()), at[0] + (long) drafts.size() * STEP_MILLIS, i));
                }
                at[0] += (long) drafts.size() * STEP_MILLIS;
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
