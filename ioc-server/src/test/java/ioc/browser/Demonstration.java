package ioc.browser;

import ioc.peer.Peer;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A browser and a demonstration that goes on, one of each for all tests of a class. */
@SuppressWarnings("NullAway.Init")
abstract class Demonstration {
    @TempDir
    static Path folder;

    static ServerProcess server;
    static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        server = ServerProcess.demo(folder, "--at", "09:40");
        Peer.await("the demonstration goes on", Duration.ofMinutes(2), () -> server.log()
                .contains("goes on"));
    }

    @AfterAll
    static void stop() {
        close(server);
        close(browser);
    }

    private static void close(@Nullable AutoCloseable one) {
        try {
            if (one != null) {
                one.close();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
