package ioc.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** Where a peer's program is on this machine. */
final class Installed {
    private Installed() {}

    /** The first that exists; else the test is skipped, or fails when {@code CI=true}. */
    static Path program(String debianPackage, List<Path> places) {
        for (Path place : places) {
            if (Files.isExecutable(place)) {
                return place;
            }
        }
        String missing = "missing peer: install the package " + debianPackage;
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(missing);
        }
        throw new TestAbortedException(missing);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Sends a signal; Java itself knows only two of them. */
    static void signal(String name, long pid) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .onExit()
                .join();
    }
}
