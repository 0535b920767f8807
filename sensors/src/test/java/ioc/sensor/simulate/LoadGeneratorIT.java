package ioc.sensor.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ioc.sensor.simulate.Listener.Heard;
import ioc.sensor.simulate.LoadGenerator.Load;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadGeneratorIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void sendsWhatItReportsWithALaterTimeForEachMessageOfADevice() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                Listener listener = new Listener(broker.address(), 1);
                LoadGenerator load = new LoadGenerator(
                        broker.address(),
                        "load-",
                        LoadGenerator.cameras(List.of("a", "b"), 3),
                        new Load(4000, 200, 1, 2, 500),
                        InstantSource.system())) {
            load.start();
            listener.await(all -> all.size() >= 4000);
            assertThat(load.finish()).isTrue();
            assertThat(load.acknowledged()).isEqualTo(load.sent());
            assertThat(load.failed()).isZero();
            List<Heard> heard = listener.await(all -> all.size() >= load.sent());
            assertThat(heard).hasSize((int) load.sent());
            Map<String, Long> last = new HashMap<>();
            for (Heard message : heard) {
                assertThat(message.text()).hasSize(200);
                JsonNode body = new ObjectMapper().readTree(message.text());
                long ts = body.get("ts").asLong();
                Long before = last.put(message.topic(), ts);
                assertThat(before == null || before < ts).isTrue();
            }
            assertThat(last)
                    .containsOnlyKeys(
                            "ioc/1/a/camera/load-c1/people",
                            "ioc/1/b/camera/load-c1/people",
                            "ioc/1/a/camera/load-c2/people");
        }
    }
}
