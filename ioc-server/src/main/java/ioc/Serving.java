package ioc;

import ioc.config.ConfigException;
import ioc.follow.StoreAway;
import ioc.journal.Snapshots;
import ioc.series.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that begins anew within the same process when devices were made known: with the configuration as it is then, from before
 * the first message that it kept of them. Dashboards come back by themselves, and the broker keeps what comes in meanwhile.
 */
final class Serving implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);
    /** So long the answer has to leave the old server. */
    private static final Duration ANSWERING = Duration.ofMillis(500);

    /** Makes a server and lets it work. */
    @FunctionalInterface
    interface Begin {
        Server with(Settings settings, Adopter adopter) throws IOException;
    }

    private final Path folder;
    private final Map<String, String> environment;
    private final UnaryOperator<Settings> fitted;
    private final Begin begin;
    private @Nullable Server server;
    private boolean isClosed;

    /**
     * Starts the first server.
     *
     * @param folder of the configuration
     * @param fitted what is different from the configuration here
     */
    Serving(
            Path folder,
            Map<String, String> environment,
            Settings settings,
            UnaryOperator<Settings> fitted,
            Begin begin)
            throws IOException {
        this.folder = folder;
        this.environment = environment;
        this.fitted = fitted;
        this.begin = begin;
        server = begin.with(fitted.apply(settings), this::adopt);
    }

    /** The one that serves now. */
    synchronized Server server() {
        if (server == null) {
            throw new IllegalStateException("the server has ended");
        }
        return server;
    }

    private synchronized String adopt(String family, String yaml, long from) throws ConfigException, IOException {
        Path devices = Files.createDirectories(folder.resolve("devices"));
        int number = 1;
        while (Files.exists(devices.resolve(family + "-" + number + ".yaml"))) {
            number++;
        }
        String name = family + "-" + number + ".yaml";
        Path file = devices.resolve(name);
        Files.write(file, yaml.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
        Settings settings;
        try {
            settings = Settings.load(folder, environment);
        } catch (ConfigException unusable) {
            Files.delete(file);
            throw unusable;
        }
        Thread anew = new Thread(() -> anew(settings, from), "ioc-anew");
        anew.start();
        return "devices/" + name;
    }

    private void anew(Settings settings, long from) {
        try {
            Thread.sleep(ANSWERING.toMillis());
            synchronized (this) {
                if (isClosed || server == null) {
                    return;
                }
                LOG.info(
                        "begins anew with the devices that were made known, reads the journal once more from {}",
                        from == Adopter.NOTHING ? "nowhere" : from);
                server.close();
                server = null;
                Settings all = fitted.apply(settings);
                if (from != Adopter.NOTHING) {
                    rewind(all, from);
                }
                server = begin.with(all, this::adopt);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("did not begin anew, the process ends: {}", e.getMessage(), e);
            System.exit(1); // whoever runs us starts us again, with the same configuration
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Picture and series then take in once more what came in since. */
    private static void rewind(Settings settings, long from) throws IOException {
        new Snapshots(settings.config().server().data().resolve("snapshots")).forget(from);
        try (Series series = Server.series(settings.config())) {
            series.rewind(from - 1);
        } catch (StoreAway away) {
            LOG.warn("series: begin with what comes in now, for the store is away: {}", away.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
