package ioc;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import ioc.source.CsvRows;
import ioc.source.Mapped;
import ioc.source.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Posts the rows of a CSV file to the running server, which journals them like any other input. */
final class CsvImport {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BATCH = 1_000;
    private static final int MOST_LINES = 50;

    private final Settings settings;
    private final String server;
    private final PrintWriter out;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private long handed;
    private long refused;

    /** @param server such as {@code http://127.0.0.1:8080} */
    CsvImport(Settings settings, String server, PrintWriter out) {
        this.settings = settings;
        this.server = server;
        this.out = out;
    }

    /**
     * Names every row the mapping refuses, and hands over all of them: the server keeps what it refuses, too.
     *
     * @return whether no row was refused
     */
    boolean run(String id, Path file) throws IOException, InterruptedException {
        Source source = settings.sources().get(id);
        if (source == null) {
            throw new IOException("--source: was \"" + id + "\" but must be one of "
                    + String.join(", ", settings.sources().keySet()));
        }
        try (CsvRows rows = CsvRows.open(file)) {
            ArrayNode batch = JSON.createArrayNode();
            for (Optional<CsvRows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                check(source, row.get());
                batch.add(row.get().record());
                if (batch.size() == BATCH) {
                    post(id, batch);
                    batch.removeAll();
                }
            }
            if (!batch.isEmpty()) {
                post(id, batch);
            }
        }
        out.println(file.getFileName() + ": " + handed + " rows handed over, " + refused + " of them refused");
        out.flush();
        return refused == 0;
    }

    private void check(Source source, CsvRows.Row row) {
        if (source.mapping().map(source.raw(row.record()).body()) instanceof Mapped.Refused why) {
            refused++;
            if (refused <= MOST_LINES) {
                out.println("row " + row.line() + ": " + why.detail());
            } else if (refused == MOST_LINES + 1) {
                out.println("... (more rows are refused; the first " + MOST_LINES + " are named)");
            }
        }
    }

    private void post(String id, ArrayNode batch) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/api/v1/sources/" + id + "/records"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(batch)))
                .build();
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException away) {
            throw new IOException(
                    server + ": no server answers there; " + handed + " rows were handed over (start it with serve)",
                    away);
        }
        if (response.statusCode() != 202) {
            throw new IOException(server + ": answered " + response.statusCode() + ", " + handed
                    + " rows were handed over: " + response.body());
        }
        handed += batch.size();
    }
}
