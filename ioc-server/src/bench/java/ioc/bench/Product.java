package ioc.bench;

import ioc.peer.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The server as it is delivered: {@code java -jar ioc-server.jar}, and what the system knows of its process. */
final class Product implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    /** Of {@code /proc}: USER_HZ, 100 on every Linux that Java runs on. */
    private static final double TICKS = 100;

    private final Process process;
    private final Path data;
    private final Path log;
    private final int port;
    private final long began;

    private Product(Process process, Path data, Path log, int port, long began) {
        this.process = process;
        this.data = data;
        this.log = log;
        this.port = port;
        this.began = began;
    }

    /** Started, perhaps not yet ready; {@code bench.jvm} are its flags. */
    static Product launch(Ground ground, Path folder, Map<String, String> settings, String... command)
            throws IOException {
        int port = Peer.freePort();
        List<String> line = new ArrayList<>();
        line.add(program("java"));
        line.addAll(List.of(flags().split(" ", -1)));
        line.addAll(List.of(
                "-jar",
                ground.root().resolve("ioc-server/target/ioc-server.jar").toString()));
        line.addAll(List.of(command));
        line.addAll(List.of("--config", ground.config().toString()));
        Path log = folder.resolve("server.log");
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("IOC_SERVER_PORT", Integer.toString(port));
        builder.environment().put("IOC_SERVER_DATA", folder.resolve("data").toString());
        builder.environment().put("IOC_BROKER_PORT", Integer.toString(Peer.freePort()));
        builder.environment().put("IOC_ACCESS_MODE", "open");
        builder.environment().putAll(settings);
        long began = System.nanoTime();
        Path data = Path.of(builder.environment().get("IOC_SERVER_DATA"));
        return new Product(builder.start(), data, log, port, began);
    }

    /** {@code serve}, ready. */
    static Product serve(Ground ground, Path folder, Map<String, String> settings) throws IOException {
        Product product = launch(ground, folder, settings, "serve");
        product.untilReady();
        return product;
    }

    static String flags() {
        return System.getProperty("bench.jvm", "-Xmx192m -XX:+UseSerialGC");
    }

    static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Milliseconds from the start of the process to the first 200 of {@code /health/ready}. */
    double untilReady() throws IOException {
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - began > TimeUnit.MINUTES.toNanos(5)) {
                throw new IOException("server: " + log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return (System.nanoTime() - began) / 1e6;
    }

    double sinceStart() {
        return (System.nanoTime() - began) / 1e6;
    }

    private boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
            return status != null && status.contains(" 200 ");
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** The newest line of the log with these words. */
    Optional<String> said(String words) throws IOException {
        return log().lines().filter(line -> line.contains(words)).reduce((one, other) -> other);
    }

    /** Seconds of processor time so far, user and system. */
    double cpuSeconds() throws IOException {
        String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    /** VmRSS or VmHWM, in MB of 2^20 bytes, as ps and top show it. */
    double memory(String field) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(field + ":"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        }
    }

    /** Bytes alive on its heap, after a full collection. */
    long liveBytes() throws IOException {
        Process counted = new ProcessBuilder(program("jcmd"), Long.toString(process.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = counted.inputReader()) {
            String last = lines.lines()
                    .filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("jcmd: gave no total"));
            return Long.parseLong(last.strip().split("\\s+", -1)[2]);
        }
    }

    /** Entries of the journal whose subject begins like this, on disk. */
    long journalled(String prefix) throws IOException {
        long count = 0;
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".db")).toList()) {
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                        Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(
                                "SELECT count(*) FROM entry WHERE subject LIKE '" + prefix + "%'")) {
                    count += row.next() ? row.getLong(1) : 0;
                }
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return count;
    }

    /** Newest position of the journal on disk: quick. */
    long head() throws IOException {
        long head = 0;
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".db")).toList()) {
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                        Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT max(position) FROM entry")) {
                    head = Math.max(head, row.next() ? row.getLong(1) : 0);
                }
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return head;
    }

    int post(String path, String json) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    static String get(String url) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(Duration.ofMinutes(1))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Asks it to end, and waits. */
    void stop() {
        process.destroy();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** {@code kill -9}. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
