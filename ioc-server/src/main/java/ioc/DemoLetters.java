package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What operators of the demonstration did about letters of apology this morning: over the same interface as people do, so
 * what the wall counts is in the journal. All people are made up.
 */
final class DemoLetters {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long LOOK_AGAIN = 500_000_000; // ns
    private static final List<String> REASONS = List.of(
            "chờ kết quả đo đạc, đối chiếu ranh giới thửa đất ngoài thực địa",
            "hồ sơ phải lấy ý kiến cơ quan chuyên môn của tỉnh, cơ quan được hỏi trả lời chậm",
            "hệ thống liên thông dữ liệu gián đoạn trong hai ngày làm việc");
    private static final List<String> SIGNERS = List.of("Phạm Quốc Bảo", "Đỗ Thanh Sơn", "Lê Ngọc Anh");
    /** How far the letters are brought: late dossiers first, then those that are due soon. */
    private static final List<List<String>> LATE = List.of(
            List.of("sign", "send"),
            List.of("sign", "send"),
            List.of("sign", "send"),
            List.of("sign"),
            List.of("sign"),
            List.of(),
            List.of());

    private static final List<List<String>> SOON =
            List.of(List.of("sign", "send"), List.of("sign", "send"), List.of("sign"), List.of());

    private final String server;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private int written;

    /** @param server its address, ending in a slash */
    DemoLetters(String server) {
        this.server = server;
    }

    /** Blocks. Returns how many were begun. */
    int write() throws IOException, InterruptedException {
        write("overdue", LATE);
        write("soon", SOON);
        return written;
    }

    /** Waits until dossiers are in the lists, no more come in, and the lists have all that came. */
    void awaitDossiers(Duration patience) throws IOException, InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        int before = -1;
        int now = 0;
        while ((now == 0 || now != before || isBehind()) && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_AGAIN);
            before = now;
            now = ask("dossiers?state=all&size=1").path("total").asInt();
        }
    }

    private boolean isBehind() throws IOException, InterruptedException {
        return ask("health").path("reader:records").path("lag").asLong(1) > 0;
    }

    private void write(String state, List<List<String>> letters) throws IOException, InterruptedException {
        JsonNode rows = ask("dossiers?state=" + state + "&sort=" + (state.equals("soon") ? "-dueAt" : "dueAt")
                        + "&size=" + letters.size())
                .path("rows");
        for (int i = 0; i < rows.size(); i++) {
            String path = "dossiers/"
                    + URLEncoder.encode(rows.get(i).path("code").asText(), StandardCharsets.UTF_8)
                    + "/apology";
            JsonNode letter = ask(path);
            if (!(letter.path("proposal") instanceof ObjectNode draft)) {
                continue;
            }
            written++;
            draft.put("reason", REASONS.get(i % REASONS.size()));
            draft.put("title", "Trưởng phòng").put("name", SIGNERS.get(i % SIGNERS.size()));
            draft.put("number", (40 + written) + "/VBXL");
            ObjectNode save = step("save", letter);
            save.set("letter", draft);
            letter = tell(path, save);
            for (String step : letters.get(i)) {
                letter = tell(path, step(step, letter));
            }
        }
    }

    private static ObjectNode step(String step, JsonNode letter) {
        return JSON.createObjectNode()
                .put("step", step)
                .put("revision", letter.path("revision").asInt());
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        return answer(request(path).build());
    }

    private JsonNode tell(String path, JsonNode body) throws IOException, InterruptedException {
        return answer(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + "api/v1/" + path)).timeout(Duration.ofSeconds(10));
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(request.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
