package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says why an alert was raised, and lets the running server judge it once more from the journal. */
final class Why {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm:ss", Locale.ROOT);

    private final String server;
    private final String token;
    private final ZoneId zone;
    private final PrintWriter out;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** {@code token} by which the server knows us; empty where it is open. */
    Why(String server, String token, ZoneId zone, PrintWriter out) {
        this.server = server;
        this.token = token;
        this.zone = zone;
        this.out = out;
    }

    /** Whether the journal raises it again in the same way. */
    boolean run(String alert) throws IOException, InterruptedException {
        String path = "/api/v1/alerts/" + URLEncoder.encode(alert, StandardCharsets.UTF_8);
        JsonNode whole = ask(path);
        JsonNode why = whole.path("why");
        out.println(
                whole.at("/ruleName/vi").asText() + ", " + whole.at("/name/vi").asText() + " (" + alert + ")");
        out.println("rule " + whole.path("rule").asText() + " version "
                + why.path("version").asInt() + ": " + why.path("rule"));
        for (JsonNode sample : why.path("samples")) {
            out.println("  " + time(sample.path("at")) + "  value "
                    + sample.path("value").asText("-") + "  count "
                    + sample.path("count").asText() + "  observed " + time(sample.path("observedAt")) + "  received "
                    + time(sample.path("receivedAt")));
        }
        out.println("broken since " + time(why.path("brokenSince")) + ", must hold "
                + Duration.ofMillis(why.path("holdMs").asLong()) + ", "
                + why.path("phase").asText() + ", calendar "
                + why.path("calendar").asText());
        for (JsonNode act : whole.path("acts")) {
            out.println("  " + act.path("number").asInt() + "  " + time(act.path("at")) + "  "
                    + act.path("kind").asText() + "  " + act.path("by").asText() + "  "
                    + act.path("to").asText() + "  " + act.path("text").asText());
        }
        JsonNode again = ask(path + "/retrial");
        boolean isSame = again.path("isSame").asBoolean();
        out.println("judged again from the journal: "
                + (isSame
                        ? "the same, at " + time(again.path("raisedAt"))
                        : again.path("isRaised").asBoolean() ? "raised, but otherwise" : "not raised"));
        out.flush();
        return isSame;
    }

    private String time(JsonNode at) {
        return at.isIntegralNumber()
                ? TIME.format(Instant.ofEpochMilli(at.asLong()).atZone(zone))
                : "-";
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofMinutes(2));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException away) {
            throw new IOException(server + ": no server answers there (start it with serve)", away);
        }
        JsonNode answer = JSON.readTree(response.body());
        if (response.statusCode() != 200) {
            throw new IOException(answer.path("detail").asText("answered " + response.statusCode()));
        }
        return answer;
    }
}
