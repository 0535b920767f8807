package ioc.sensor.simulate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real Mosquitto as a child process on a free port of loopback. */
final class Mosquitto implements AutoCloseable {
    private static final List<String> PATHS = List.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto");

    private final Process process;
    private final int port;

    private Mosquitto(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one; skips the test where it is not installed, but fails it where CI is set. */
    static Mosquitto start(Path folder) throws IOException {
        return start(folder, freePort());
    }

    static Mosquitto start(Path folder, int port) throws IOException {
        String program = PATHS.stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("");
        if (program.isEmpty()) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError("mosquitto is missing (apt-get install mosquitto)");
            }
            assumeTrue(false, "mosquitto is missing (apt-get install mosquitto)");
        }
        Path config = folder.resolve("mosquitto-" + port + ".conf");
        Files.writeString(
                config,
                "listener " + port
                        + " 127.0.0.1\nallow_anonymous true\npersistence false\nmax_queued_messages 1000000\n"
                        + "max_inflight_messages 1000\n");
        Process process = new ProcessBuilder(program, "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto-" + port + ".log").toFile())
                .start();
        Mosquitto mosquitto = new Mosquitto(process, port);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!mosquitto.answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("mosquitto did not start on port " + port);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return mosquitto;
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Below those that a system gives to connections going out. */
    static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // another one
            }
        }
    }

    int port() {
        return port;
    }

    BrokerAddress address() {
        return BrokerAddress.of("tcp://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
