package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import ioc.notify.Notifier;
import ioc.peer.Peer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the outbox is sent, wherever the process was killed. */
class NotifierKilledIT {
    @Test
    void everyNoticeThatWasKeptArrivesAfterTheProcessWasKilled(@TempDir Path folder) throws Exception {
        Set<String> arrived = ConcurrentHashMap.newKeySet();
        CompletableFuture<Void> isKilled = new CompletableFuture<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            arrived.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
            if (arrived.size() > 20) {
                isKilled.join(); // some are left
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
        try {
            List<String> kept = runAndKill(folder, url);
            assertThat(arrived.size()).isLessThan(kept.size());
            isKilled.complete(null);
            Notifier fresh = Telling.start(folder, url);
            Peer.await(() -> arrived.size() + " of " + kept.size() + " arrived", () -> arrived.containsAll(kept));
            fresh.close().await(10, TimeUnit.SECONDS);
        } finally {
            isKilled.complete(null); // a server with a held answer does not stop
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
