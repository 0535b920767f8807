package ioc.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Mosquitto on the loopback, anonymous unless told otherwise, in memory unless told otherwise. */
public final class Mosquitto implements AutoCloseable {
    private final Path program;
    private final Path config;
    private final Path log;
    private final int port;
    private Process process;

    private Mosquitto(Path program, Path config, Path log, int port) throws IOException {
        this.program = program;
        this.config = config;
        this.log = log;
        this.port = port;
        this.process = launch();
    }

    /** Ready when this returns; {@code lines} are added to its configuration, behind the listener. */
    public static Mosquitto start(Path folder, String... lines) throws IOException {
        return start(folder, Peer.freePort(), lines);
    }

    public static Mosquitto start(Path folder, int port, String... lines) throws IOException {
        Path program = Peer.program(
                "mosquitto", List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/opt/homebrew/sbin/mosquitto")));
        List<String> all = new ArrayList<>(List.of("per_listener_settings false", "listener " + port + " 127.0.0.1"));
        all.addAll(List.of(lines));
        if (all.stream().noneMatch(line -> line.startsWith("allow_anonymous"))) {
            all.add("allow_anonymous true");
        }
        Path config = Files.write(folder.resolve("mosquitto-" + port + ".conf"), all);
        return new Mosquitto(program, config, folder.resolve("mosquitto-" + port + ".log"), port);
    }

    private Process launch() throws IOException {
        Process started = new ProcessBuilder(program.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Peer.await("mosquitto listens on " + port, () -> Peer.listens(port) || !started.isAlive());
        if (!started.isAlive()) {
            throw new IOException("mosquitto: " + Files.readString(log));
        }
        return started;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** What it has said so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it at once: nothing is said to its clients, nothing saved. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends it in order, so that it saves what it is told to keep. */
    public void stop() {
        process.destroy();
        process.onExit().orTimeout(Peer.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    public void startAgain() throws IOException {
        process = launch();
    }

    /** Answers nothing from now on, connections stay. */
    public void freeze() throws IOException {
        Peer.signal("STOP", process.pid());
    }

    public void thaw() throws IOException {
        Peer.signal("CONT", process.pid());
    }

    @Override
    public void close() {
        kill();
    }
}
