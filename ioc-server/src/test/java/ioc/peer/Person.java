package ioc.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Somebody with a browser of their own who asks a server over REST; keeps the cookie that a sign-in gave. */
public final class Person {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Peer.PATIENCE).build();

    private final String server;
    private String cookie = "";

    public Person(String server) {
        this.server = server;
    }

    /** What came back. */
    public record Answer(int status, JsonNode body) {
        /** The code of a problem. */
        public String code() {
            return body.path("code").asText();
        }
    }

    public String cookie() {
        return cookie;
    }

    /** Shows somebody else's cookie from now on. */
    public Person with(String stolen) {
        cookie = stolen;
        return this;
    }

    /** Where somebody is sent on to. */
    public String sentTo(String path) {
        try {
            return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer get(String path) {
        return send(request(path));
    }

    /** A path below the interface, such as {@code /people}, and headers by name and value. */
    public Answer post(String path, Object body, String... headers) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").POST(text(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    private static HttpRequest.BodyPublisher text(Object body) {
        try {
            return HttpRequest.BodyPublishers.ofString(
                    body instanceof String text ? text : JSON.writeValueAsString(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Answer signIn(String login, String password) {
        return post("/sign-in", Map.of("login", login, "password", password));
    }

    /** Sets up the second factor; returns the recovery codes. */
    public List<String> setUpSecond() {
        String secret = post("/me/second-factor", Map.of("step", "begin"))
                .body()
                .path("secret")
                .asText();
        Answer done = post("/me/second-factor", Map.of("step", "confirm", "code", Codes.now(secret)));
        List<String> codes = new ArrayList<>();
        done.body().path("recovery").forEach(code -> codes.add(code.asText()));
        if (codes.isEmpty()) {
            throw new AssertionError("second factor: " + done);
        }
        return codes;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        server + (path.startsWith("/api") || path.startsWith("/metrics") ? "" : "/api/v1") + path))
                .timeout(Peer.PATIENCE);
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers()
                    .allValues("Set-Cookie")
                    .forEach(set -> cookie = Arrays.stream(set.split(";"))
                            .findFirst()
                            .filter(pair -> !pair.endsWith("="))
                            .orElse(""));
            String body = response.body();
            return new Answer(
                    response.statusCode(),
                    body.startsWith("{") || body.startsWith("[") ? JSON.readTree(body) : JSON.createObjectNode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
