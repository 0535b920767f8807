package ioc;

import ioc.event.Event;
import ioc.picture.Outcome;
import ioc.picture.Picture;
import ioc.sensor.DeviceId;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One event into the picture of a district with 500 cameras more; changes are taken after 500 events, as a tick does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls what is marked with Setup
public class PictureBench {
    private static final int EVENTS = 500;

    private Picture picture;
    private List<DeviceId> devices;
    private long at = 1_795_136_523_000L;
    private int next;

    @Setup
    public void prepare() throws Exception {
        Settings settings = Settings.load(Path.of("target/bench/config"), Map.of());
        var config = settings.config();
        picture = new Picture(
                config.places(), settings.judge(), Feeds.limits(config), Feeds.all(settings), ioc.picture.State.EMPTY);
        devices = picture.devices().stream()
                .map(device -> device.id())
                .filter(id -> id.name().startsWith("load-"))
                .toList();
    }

    @Benchmark
    public Outcome apply() {
        next++;
        if (next % EVENTS == 0) {
            picture.takeChanges();
            at += 50;
        }
        Instant now = Instant.ofEpochMilli(at + next % 50);
        Reading reading = new Reading.Level(devices.get(next % devices.size()), now, Quantity.PEOPLE, "", next % 60);
        return picture.apply(new Event.Heard("mqtt", now, reading, false));
    }
}
