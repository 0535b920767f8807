package ioc.peer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real PostgreSQL. It will not run as root: then it runs as the user {@code postgres}. */
public final class Postgres implements Closeable {
    private static final String USER = "ioc";

    private final Path home;
    private final Path programs;
    private final int port;

    /** Started; {@code folder} must be reachable by others when the test runs as root. */
    public Postgres(Path folder) throws IOException {
        Path server = Peer.program("postgresql", installations());
        this.programs = folderOf(server);
        this.port = Peer.freePort();
        this.home = Files.createDirectories(folder);
        if (isRoot()) {
            run(List.of("chown", "postgres", home.toString()));
        }
        asUser(List.of(program("initdb"), "-D", data(), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"));
        start();
        asUser(List.of(program("createdb"), "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", USER, "ioc"));
    }

    private static List<Path> installations() throws IOException {
        Path all = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(all)) {
            return versions.map(version -> version.resolve("bin/postgres")).toList();
        }
    }

    private static Path folderOf(Path program) {
        Path folder = program.getParent();
        if (folder == null) {
            throw new IllegalStateException(program + " has no folder");
        }
        return folder;
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/ioc";
    }

    public String user() {
        return USER;
    }

    public void start() throws IOException {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off";
        asUser(List.of(program("pg_ctl"), "-D", data(), "-w", "-l", home + "/log", "-o", options, "start"));
    }

    /** Cuts all connections. */
    public void stop() throws IOException {
        asUser(List.of(program("pg_ctl"), "-D", data(), "-w", "-m", "immediate", "stop"));
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(Path.of(data(), "postmaster.pid"))) {
            stop();
        }
        if (isRoot()) {
            run(List.of("chown", "-R", "root", home.toString()));
        }
    }

    private String data() {
        return home + "/data";
    }

    private String program(String name) {
        return programs.resolve(name).toString();
    }

    private void asUser(List<String> command) throws IOException {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        all.addAll(command);
        run(all);
    }

    private void run(List<String> command) throws IOException {
        Path log = Files.createTempFile("peer", ".log");
        int code = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .onExit()
                .join()
                .exitValue();
        String said = Files.readString(log);
        Files.delete(log);
        if (code != 0) {
            throw new IOException(command + " ended with " + code + ": " + said);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
