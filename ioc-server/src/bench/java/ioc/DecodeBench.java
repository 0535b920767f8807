package ioc;

import ioc.sensor.Message;
import ioc.sensor.decode.Decoded;
import ioc.sensor.decode.Decoders;
import ioc.sensor.decode.TopicMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One message to its readings, topic included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls what is marked with Setup
public class DecodeBench {
    private static final Instant AT = Instant.ofEpochMilli(1_795_136_524_000L);

    private Decoders decoders;
    private Message own;
    private Message collectd;
    private Message frigate;

    @Setup
    public void prepare() throws Exception {
        Settings settings = Settings.load(Path.of("target/bench/config"), Map.of());
        var places = settings.config().places();
        decoders = new Decoders(
                new TopicMap(settings.config().topics().mappings(), places.zone()),
                device -> places.device(device).isPresent());
        own = message(
                "ioc/1/bau-don/camera/load-c1/people",
                "{\"ts\":1795136523000,\"count\":12,\"pad\":\"" + "x".repeat(156) + "\"}");
        collectd = message("collectd/pvhcc03-ap1/iwinfo-phy0-ap0/stations", "1795136523.012:17\0");
        frigate = message("frigate/quay_1/person", "4");
        for (Message message : new Message[] {own, collectd, frigate}) {
            if (!(decoders.decode(message) instanceof Decoded.Readings)) {
                throw new IllegalStateException(message.topic() + ": was " + decoders.decode(message));
            }
        }
    }

    private static Message message(String topic, String payload) {
        return new Message(topic, payload.getBytes(StandardCharsets.UTF_8), false, AT);
    }

    @Benchmark
    public Decoded own() {
        return decoders.decode(own);
    }

    @Benchmark
    public Decoded collectd() {
        return decoders.decode(collectd);
    }

    @Benchmark
    public Decoded frigate() {
        return decoders.decode(frigate);
    }
}
