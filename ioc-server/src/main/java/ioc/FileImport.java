package ioc;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Hands a CSV or XLSX file to the running server, which takes it like any other, and prints what it says. */
final class FileImport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String server;
    private final String token;
    private final PrintWriter out;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /**
     * @param server such as {@code http://127.0.0.1:8080}
     * @param token by which the server knows us; empty where it is open
     */
    FileImport(String server, String token, PrintWriter out) {
        this.server = server;
        this.token = token;
        this.out = out;
    }

    /**
     * Names what is wrong by row and column.
     *
     * @param sheet of an XLSX; empty for the source's usual one
     * @return whether no row was refused
     */
    boolean run(String source, Path file, String sheet) throws IOException, InterruptedException {
        if (!Files.isReadable(file)) {
            throw new IOException("FILE: was \"" + file + "\" but must be a file that can be read");
        }
        String query = sheet.isEmpty() ? "" : "?sheet=" + URLEncoder.encode(sheet, StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + "/api/v1/sources/"
                        + URLEncoder.encode(source, StandardCharsets.UTF_8) + "/file" + query))
                .timeout(Duration.ofMinutes(10))
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofFile(file));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException away) {
            throw new IOException(server + ": no server answers there (start it with serve)", away);
        }
        JsonNode answer = answer(response);
        if (response.statusCode() != 200) {
            throw new IOException(
                    file.getFileName() + ": " + answer.path("detail").asText("answered " + response.statusCode()));
        }
        answer.path("problems")
                .forEach(problem -> out.println(problem.path("text").asText()));
        long more =
                answer.path("problemsInAll").asLong() - answer.path("problems").size();
        if (more > 0) {
            out.println("... (" + more + " more)");
        }
        out.println(file.getFileName() + ": " + answer.path("rows").asLong() + " rows, "
                + answer.path("taken").asLong() + " taken, "
                + answer.path("refused").asLong() + " refused, "
                + answer.path("duplicates").asLong() + " duplicate");
        out.flush();
        return answer.path("refused").asLong() == 0;
    }

    private JsonNode answer(HttpResponse<String> response) throws IOException {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new IOException(server + ": answered " + response.statusCode() + " but must be an IOC server", e);
        }
    }
}
