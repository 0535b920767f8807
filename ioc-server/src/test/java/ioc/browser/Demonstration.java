package ioc.browser;

import ioc.peer.Peer;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A browser and a demonstration that goes on, one of each for all classes that are tried on it: telling its morning takes half a
 * minute. What one test does the others see, so each looks only at what it did itself.
 */
@SuppressWarnings("NullAway.Init")
@Tag("alone")
abstract class Demonstration {
    static ServerProcess server;
    static Browser browser;

    @RegisterExtension
    static final BeforeAllCallback SHARED = context -> {
        Running running = context.getRoot()
                .getStore(Namespace.create(Demonstration.class))
                .getOrComputeIfAbsent(Running.class, none -> Running.start(), Running.class);
        server = running.server;
        browser = running.browser;
    };

    private record Running(Path folder, ServerProcess server, Browser browser) implements AutoCloseable {
        static Running start() {
            try {
                Path folder = Files.createTempDirectory("demonstration");
                Browser browser = Browser.start();
                ServerProcess server = ServerProcess.demo(folder, "--at", "09:40");
                Peer.await("the demonstration goes on", () -> server.log().contains("goes on"));
                return new Running(folder, server, browser);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            browser.close();
            List<Path> files;
            try (Stream<Path> all = Files.walk(folder)) {
                files = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
