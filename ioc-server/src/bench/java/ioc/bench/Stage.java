package ioc.bench;

import ioc.peer.Influxd;
import ioc.peer.Mosquitto;
import ioc.sensor.simulate.BrokerAddress;
import ioc.sensor.simulate.LoadGenerator;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.paho.client.mqttv3.MqttException;

/** Mosquitto, InfluxDB and the server between them, started in a fresh folder. */
final class Stage implements AutoCloseable {
    private static final Pattern COUNTED = Pattern.compile("\\[\"1970-01-01T00:00:00Z\",(\\d+)\\]");

    private final Ground ground;
    private final Path folder;
    private final Mosquitto mosquitto;
    private final Influxd influxd;
    private Product product;

    Stage(Ground ground, String name) throws IOException {
        this.ground = ground;
        folder = ground.fresh(name);
        mosquitto = Ground.mosquitto(folder);
        influxd = new Influxd(folder.resolve("influx")).start();
        product = Product.serve(ground, folder, settings());
    }

    Map<String, String> settings() {
        return Ground.settings(folder, mosquitto, influxd);
    }

    Product product() {
        return product;
    }

    Influxd influxd() {
        return influxd;
    }

    Path folder() {
        return folder;
    }

    /** Starts the server again, after it was stopped or killed; milliseconds until ready. */
    double startAgain() throws IOException {
        product = Product.launch(ground, folder, settings(), "serve");
        return product.untilReady();
    }

    LoadGenerator load(LoadGenerator.Load load) throws MqttException {
        return new LoadGenerator(
                BrokerAddress.of(mosquitto.url()), "load-", ground.devices(), load, InstantSource.system());
    }

    /** Points of the cameras in InfluxDB; -1 when it does not answer. */
    long points() throws InterruptedException {
        String query = URLEncoder.encode("SELECT count(value) FROM level", StandardCharsets.UTF_8);
        try {
            String answer = Product.get(influxd.url() + "/query?db=ioc&q=" + query);
            Matcher counted = COUNTED.matcher(answer);
            return counted.find() ? Long.parseLong(counted.group(1)) : 0;
        } catch (IOException away) {
            return -1;
        }
    }

    /** Waits until InfluxDB has that many points, at most two minutes; how many it has then. */
    long pointsOf(long expected) throws IOException, InterruptedException {
        Clock.until(Duration.ofMinutes(2), Duration.ofSeconds(1), () -> points() >= expected);
        return points();
    }

    @Override
    public void close() {
        product.close();
        influxd.close();
        mosquitto.close();
    }
}
