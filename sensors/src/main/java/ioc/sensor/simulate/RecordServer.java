package ioc.sensor.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ioc.sensor.simulate.ChangeLog.Page;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP server on loopback that tells the changes of a record system in pages, of each kind of record by its own path:
 * {@code GET <path>?cursor=&limit=} answers {@code {"items":[...],"next":"cursor","more":bool}}. Without a cursor it begins
 * at the first; with {@code next} it goes on. Bad questions get problem+json.
 */
final class RecordServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USUAL = 200;
    private static final int MOST = 1000;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Future<Map<String, ChangeLog>> logs;
    private final String name;
    private final InstantSource clock;
    private final @Nullable String token;

    /**
     * Serves at once; who asks early waits for the logs.
     *
     * @param port 0 takes a free one
     * @param token null asks for none
     * @param logs by path
     */
    RecordServer(
            String name, int port, @Nullable String token, Callable<Map<String, ChangeLog>> logs, InstantSource clock)
            throws IOException {
        this.name = name;
        this.token = token;
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        threads = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "ioc-simulate-" + name);
            thread.setDaemon(true);
            return thread;
        });
        this.logs = threads.submit(logs);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isAllowed(exchange)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                problem(exchange, 401, "authorization: was absent or wrong but must be a bearer token");
                return;
            }
            ChangeLog log = logs().get(exchange.getRequestURI().getPath());
            if (log == null) {
                problem(exchange, 404, "path: was not found but must be " + String.join(" or ", logs().keySet()));
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                problem(exchange, 405, "method: was " + exchange.getRequestMethod() + " but must be GET");
            } else {
                page(exchange, log);
            }
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        if (token == null) {
            return true;
        }
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    private void page(HttpExchange exchange, ChangeLog log) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        Optional<Long> cursor = number(query.getOrDefault("cursor", ""), 0, 0, Long.MAX_VALUE);
        Optional<Long> limit = number(query.getOrDefault("limit", ""), USUAL, 1, MOST);
        if (cursor.isEmpty() || limit.isEmpty()) {
            problem(exchange, 400, "cursor must be one that was given as next, limit must be 1 to " + MOST);
            return;
        }
        Page page = log.page(cursor.get(), limit.get().intValue(), clock.instant());
        ObjectNode body = JSON.createObjectNode();
        body.putArray("items").addAll(page.items());
        body.put("next", Long.toString(page.next())).put("more", page.more());
        send(exchange, 200, "application/json", body);
    }

    private Map<String, ChangeLog> logs() throws IOException {
        try {
            return logs.get();
        } catch (ExecutionException e) {
            throw new IOException(name + ": its records could not be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(name + ": closed");
        }
    }

    private static Optional<Long> number(String text, long usual, long least, long most) {
        if (text.isEmpty()) {
            return Optional.of(usual);
        }
        try {
            long number = Long.parseLong(text);
            return number < least || number > most ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String part : raw.split("&", -1)) {
                int equal = part.indexOf('=');
                if (equal > 0) {
                    query.put(part.substring(0, equal), part.substring(equal + 1));
                }
            }
        }
        return query;
    }

    private static void problem(HttpExchange exchange, int status, String detail) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("status", status).put("detail", detail);
        send(exchange, status, "application/problem+json", body);
    }

    private static void send(HttpExchange exchange, int status, String type, ObjectNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
