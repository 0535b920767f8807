package ioc.push;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
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

/** A tick of the hub: 500 devices put anew, then one frame for each of 200 sessions, all of which have drawn the last. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls what is marked with Setup
public class HubBench {
    private static final int DEVICES = 500;
    private static final int SESSIONS = 200;

    private final List<Session> sessions = new ArrayList<>();
    private Hub hub;
    private String[] keys;
    private long at;
    private long sent;

    @Setup
    public void prepare() {
        hub = new Hub(
                (millis, then) -> {},
                InstantSource.fixed(Instant.EPOCH),
                new SimpleMeterRegistry(),
                new Welcome("0", "0", false, ZoneId.of("UTC")),
                Limits.usual(),
                List.of("devices"));
        keys = new String[DEVICES];
        for (int i = 0; i < DEVICES; i++) {
            keys[i] = "device:bau-don/camera/load-c" + i;
        }
        for (int i = 0; i < SESSIONS; i++) {
            Session session = hub.open(new Nowhere());
            session.said("{\"type\":\"join\",\"topics\":[\"devices\"]}");
            sessions.add(session);
        }
    }

    @Benchmark
    public long tick() {
        at++;
        for (String key : keys) {
            hub.put(
                    "devices",
                    key,
                    Map.of("observedAt", at, "receivedAt", at + 1, "values", Map.of("people", at % 60)));
        }
        hub.tick();
        for (Session session : sessions) {
            session.drawn(session.sent());
        }
        return sent;
    }

    private final class Nowhere implements Wire {
        @Override
        public boolean full() {
            return false;
        }

        @Override
        public boolean answers() {
            return true;
        }

        @Override
        public void send(String text, long resumeAt) {
            sent += text.length();
        }

        @Override
        public void probe() {}

        @Override
        public void close(Close why) {}
    }
}
