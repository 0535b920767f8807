package ioc.sensor.decode;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A topic among 1000 patterns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls what is marked with Setup
public class TopicMapBench {
    private static final int PATTERNS = 1_000;

    private TopicMap topics;
    private String[] asked;
    private int next;

    @Setup
    public void prepare() {
        List<Mapping> mappings = new ArrayList<>();
        asked = new String[PATTERNS];
        for (int i = 0; i < PATTERNS; i++) {
            mappings.add(new Mapping(
                    "frigate",
                    "vendor" + i + "/{device}/{stream...}",
                    Map.of(),
                    Map.of("cam", "bau-don/camera/c" + i)));
            asked[i] = "vendor" + i * 7 % PATTERNS + "/cam/person";
        }
        topics = new TopicMap(mappings, ZoneOffset.UTC);
    }

    @Benchmark
    public @Nullable Object lookUp() {
        next = (next + 1) % PATTERNS;
        return topics.address(asked[next]);
    }
}
