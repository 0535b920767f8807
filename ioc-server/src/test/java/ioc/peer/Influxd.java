package ioc.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A real InfluxDB 1.x. */
public final class Influxd implements Closeable {
    private final Path folder;
    private final Path program;
    private final int port;
    private @Nullable Process process;

    /** Not yet started: its port is known and nobody answers there. */
    public Influxd(Path folder) throws IOException {
        this.program = Peer.program("influxdb", List.of(Path.of("/usr/bin/influxd"), Path.of("/usr/sbin/influxd")));
        this.folder = folder;
        this.port = Peer.freePort();
        Files.createDirectories(folder);
        String settings = """
                reporting-disabled = true
                bind-address = "127.0.0.1:%d"
                [meta]
                dir = "%s/meta"
                [data]
                dir = "%s/data"
                wal-dir = "%s/wal"
                query-log-enabled = false
                [monitor]
                store-enabled = false
                [http]
                bind-address = "127.0.0.1:%d"
                log-enabled = false
                """.formatted(Peer.freePort(), folder, folder, folder, port);
        Files.writeString(folder.resolve("influxdb.conf"), settings, UTF_8);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public Influxd start() throws IOException {
        process = new ProcessBuilder(program.toString(), "-config", folder + "/influxdb.conf")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("influxd.log").toFile()))
                .start();
        long end = System.nanoTime() + Peer.PATIENCE.toNanos();
        while (!answers()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException("influxd does not start, see " + folder.resolve("influxd.log"));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return this;
    }

    private boolean answers() {
        try {
            HttpURLConnection ping =
                    (HttpURLConnection) URI.create(url() + "/ping").toURL().openConnection();
            ping.setConnectTimeout(500);
            ping.setReadTimeout(500);
            return ping.getResponseCode() == 204;
        } catch (IOException e) {
            return false;
        }
    }

    /** Hangs: the socket stays open and nobody answers. */
    public void freeze() throws IOException {
        Peer.signal("STOP", running().pid());
    }

    public void thaw() throws IOException {
        Peer.signal("CONT", running().pid());
    }

    /** Ends without a chance to tidy up. */
    public void kill() {
        running().destroyForcibly().onExit().join();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("influxd was not started");
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
