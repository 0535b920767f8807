package ioc.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server as a process of its own, with the configuration of this repository and a data folder of the test. */
public final class ServerProcess implements AutoCloseable {
    /** A small heap, and what lets it start in half the processor time; how fast it then runs is measured elsewhere. */
    private static final List<String> LIGHT = List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ProcessBuilder command;
    private final Path log;
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Peer.PATIENCE).build();
    private Process process;

    private ServerProcess(ProcessBuilder command, Path log, int port) throws IOException {
        this.command = command;
        this.log = log;
        this.port = port;
        this.process = launch();
    }

    /** {@code ioc-server serve}, ready when this returns; {@code settings} such as {@code IOC_BROKER_URL} override. */
    public static ServerProcess serve(Path folder, Map<String, String> settings) throws IOException {
        return serve(folder, configuration(), settings);
    }

    /** The same with another configuration than that of this repository. */
    public static ServerProcess serve(Path folder, Path configuration, Map<String, String> settings)
            throws IOException {
        return start(folder, configuration, settings, "serve");
    }

    /** The same, where a wall has to be paired before it shows anything. */
    public static ServerProcess pairing(Path folder, Path configuration) throws IOException {
        return start("ioc.PairingServer", folder, configuration, Map.of());
    }

    /** {@code ioc-server demo} with more arguments: ready when this returns, its present is reached later. */
    public static ServerProcess demo(Path folder, String... arguments) throws IOException {
        return demo(folder, Map.of(), arguments);
    }

    public static ServerProcess demo(Path folder, Map<String, String> settings, String... arguments)
            throws IOException {
        List<String> all = new ArrayList<>(List.of("demo"));
        all.addAll(List.of(arguments));
        return start(folder, configuration(), settings, all.toArray(String[]::new));
    }

    /** A copy of the configuration of this repository, for a test to change. */
    public static Path copyOfConfiguration(Path folder) throws IOException {
        Path copy = folder.resolve("config");
        try (Stream<Path> all = Files.walk(configuration())) {
            for (Path path : all.toList()) {
                Files.copy(path, copy.resolve(configuration().relativize(path).toString()));
            }
        }
        return copy;
    }

    /** As {@link #copyOfConfiguration}, with offices that never close: the day and the hour of the test must not matter. */
    public static Path alwaysOpen(Path folder) throws IOException {
        Path copy = copyOfConfiguration(folder);
        try (Stream<Path> years = Files.list(copy.resolve("calendar"))) {
            for (Path year : years.toList()) {
                Files.delete(year); // no holidays
            }
        }
        Files.writeString(copy.resolve("calendar.yaml"), "hours: [\"00:00-23:59:59.999\"]\nweekend: []\n");
        return copy;
    }

    private static ServerProcess start(
            Path folder, Path configuration, Map<String, String> settings, String... arguments) throws IOException {
        return start("ioc.Main", folder, configuration, settings, arguments);
    }

    private static ServerProcess start(
            String main, Path folder, Path configuration, Map<String, String> settings, String... arguments)
            throws IOException {
        int port = Peer.freePort();
        Map<String, String> environment = new HashMap<>(settings);
        environment.putIfAbsent("IOC_SERVER_PORT", Integer.toString(port));
        environment.putIfAbsent("IOC_SERVER_DATA", folder.resolve("data").toString());
        environment.putIfAbsent("IOC_BROKER_PORT", Integer.toString(Peer.freePort()));
        environment.putIfAbsent("IOC_ACCESS_MODE", "open");
        environment.putIfAbsent("IOC_ACCESS_SECOND_FACTOR", "none");
        Path log = folder.resolve("server-" + port + ".log");
        ProcessBuilder command = command(main, folder, configuration, arguments)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        command.environment().putAll(environment);
        return new ServerProcess(command, log, Integer.parseInt(environment.get("IOC_SERVER_PORT")));
    }

    /** What a killed process leaves in its temporary folder goes with that of the test: DuckDB unpacks 70 MB there. */
    private static ProcessBuilder command(String main, Path folder, Path configuration, String... arguments)
            throws IOException {
        Path scratch = Files.createDirectories(folder.resolve("tmp"));
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(LIGHT);
        line.add("-Djava.io.tmpdir=" + scratch);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--config", configuration.toString()));
        return new ProcessBuilder(line).redirectErrorStream(true);
    }

    /** How a process ended that was not expected to go on. */
    public record Ended(int code, List<String> said) {}

    /** Runs a command such as {@code check} to its end; fails when it does not end. */
    public static Ended run(Path folder, Path configuration, Map<String, String> settings, String... arguments)
            throws IOException {
        Path log = Files.createTempFile(folder, "run", ".log");
        ProcessBuilder command =
                command("ioc.Main", folder, configuration, arguments).redirectOutput(log.toFile());
        command.environment().put("IOC_SERVER_DATA", folder.resolve("data").toString());
        command.environment().putAll(settings);
        Process process = command.start();
        try {
            Peer.await("the command has ended", () -> !process.isAlive());
            return new Ended(process.exitValue(), Files.readAllLines(log));
        } finally {
            process.destroyForcibly();
        }
    }

    /** The folder {@code config} of this repository. */
    public static Path configuration() {
        Path here = Path.of("").toAbsolutePath();
        Path inside = here.resolve("config");
        return Files.isDirectory(inside) ? inside : here.resolveSibling("config");
    }

    private Process launch() throws IOException {
        Process started = command.start();
        try {
            Peer.await(() -> "the server is ready at " + port + "\n" + log(), () -> !started.isAlive() || isReady());
        } catch (AssertionError late) {
            started.destroyForcibly(); // nobody else knows it
            throw late;
        }
        if (!started.isAlive()) {
            throw new IOException("server: " + log());
        }
        return started;
    }

    /** An embedded broker does not keep what is published before the server has subscribed. */
    private boolean isReady() {
        return Peer.listens(port)
                && status("/health/ready") == 200
                && ("external".equals(command.environment().get("IOC_BROKER_ENGINE"))
                        || json("/health/ready").at("/parts/broker").asText().equals("up"));
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public long pid() {
        return process.pid();
    }

    /** Where devices connect when the broker is the embedded one. */
    public String brokerUrl() {
        return "tcp://127.0.0.1:" + command.environment().get("IOC_BROKER_PORT");
    }

    /** What it has said so far. */
    public String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Exceptions in what it said; a slow start is none. */
    public List<String> exceptions() {
        return log().lines()
                .filter(line -> line.contains("Exception") && !line.contains("Thread blocked"))
                .toList();
    }

    /** The answer to {@code GET}; a path such as {@code /api/v1/health}. */
    public JsonNode json(String path) {
        try {
            return JSON.readTree(get(path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of {@code GET}; 0 when nobody answers. */
    public int status(String path) {
        try {
            return get(path).statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** The status of {@code POST} with a JSON body. */
    public int post(String path, String json) {
        return send(request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build())
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Peer.PATIENCE);
    }

    private HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to end, and waits. */
    public void stop() {
        process.destroy();
        process.onExit().orTimeout(Peer.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    public void startAgain() throws IOException {
        process = launch();
    }

    @Override
    public void close() {
        kill();
    }
}
