package ioc.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import ioc.peer.Influxd;
import ioc.peer.Mosquitto;
import ioc.sensor.DeviceId;
import ioc.sensor.simulate.LoadGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the benchmarks run: a folder, and this repository's configuration with 500 further cameras.
 *
 * @param root of the repository
 * @param folder emptied at the start
 * @param devices the cameras, in the order of the load generator
 */
record Ground(Path root, Path folder, Path config, List<DeviceId> devices) {
    private static final int CAMERAS = 500;

    static Ground prepare() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.isDirectory(here.resolve("config"))
                ? here
                : here.resolve("..").normalize();
        Path folder = Files.createDirectories(root.resolve("ioc-server/target/bench"));
        Path config = folder.resolve("config");
        Folders.remove(config);
        Folders.copy(root.resolve("config"), config);
        return new Ground(root, folder, config, cameras(config.resolve("places.yaml")));
    }

    /** With the configuration as it is delivered, without further cameras. */
    Ground asDelivered() {
        return new Ground(root, folder, root.resolve("config"), devices);
    }

    private static List<DeviceId> cameras(Path places) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode all = yaml.readTree(places.toFile());
        List<String> sites = new ArrayList<>();
        all.path("sites").forEach(site -> sites.add(site.path("id").asText()));
        List<DeviceId> devices = LoadGenerator.cameras(sites, CAMERAS);
        for (JsonNode site : all.path("sites")) {
            ObjectNode cameras = ((ObjectNode) site).withObjectProperty("camera");
            devices.stream()
                    .filter(device -> device.site().equals(site.path("id").asText()))
                    .forEach(device -> cameras.putObject(device.name()));
        }
        yaml.writeValue(places.toFile(), all);
        return devices;
    }

    /** An empty folder of that name. */
    Path fresh(String name) throws IOException {
        Path fresh = folder.resolve(name);
        Folders.remove(fresh);
        return Files.createDirectories(fresh);
    }

    /** With room for what a stall leaves; otherwise as it comes. */
    static Mosquitto mosquitto(Path folder) throws IOException {
        return Mosquitto.start(
                folder,
                "max_inflight_messages 1000",
                "max_queued_messages 5000000",
                "set_tcp_nodelay true",
                "log_type error");
    }

    /** What makes the server use these peers. */
    static Map<String, String> settings(Path folder, Mosquitto mosquitto, Influxd influxd) {
        Map<String, String> settings = new HashMap<>();
        settings.put("IOC_SERVER_DATA", folder.resolve("data").toString());
        settings.put("IOC_BROKER_ENGINE", "external");
        settings.put("IOC_BROKER_URL", mosquitto.url());
        settings.put("IOC_SERIES_ENGINE", "influxdb");
        settings.put("IOC_SERIES_URL", influxd.url());
        settings.put("IOC_SERIES_DATABASE", "ioc");
        return settings;
    }
}
