package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import ioc.notify.Notifier;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the outbox is sent, wherever the process was killed. */
class NotifierKilledIT {
    @Test
    void everyNoticeThatWasKeptArrivesAfterTheProcessWasKilled(@TempDir Path folder) throws Exception {
        Set<String> arrived = ConcurrentHashMap.newKeySet();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            arrived.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20)); // slower than they are told: some are left
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
        try {
            List<String> kept = runAndKill(folder, url);
            assertThat(arrived.size()).isLessThan(kept.size());
            Notifier fresh = Telling.start(folder, url);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!arrived.containsAll(kept)) {
                assertThat(System.nanoTime()).as("waited 60 s in vain").isLessThan(end);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            fresh.close().await(10, TimeUnit.SECONDS);
        } finally {
            server.stop(0);
        }
    }

    private static List<String> runAndKill(Path folder, String url) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Telling.class.getName(),
                        folder.toString(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> kept = new ArrayList<>();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = said.readLine();
            while (line != null) {
                kept.add(line);
                if (kept.size() == 100) {
                    child.toHandle().destroyForcibly();
                }
                line = said.readLine();
            }
        } finally {
            child.destroyForcibly().onExit().join();
        }
        return kept;
    }
}
