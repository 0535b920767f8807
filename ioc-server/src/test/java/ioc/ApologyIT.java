package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.peer.Peer;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters of apology over REST: who wins, what is refused, what survives, and that the addressee leaves no trace. */
@SuppressWarnings("NullAway.Init")
class ApologyIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneId.of("Asia/Ho_Chi_Minh"));
    private static final String LATE = "H53.27-261105-0042";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ServerProcess server;

    private record Answer(int status, JsonNode body) {}

    @BeforeEach
    void start() throws Exception {
        server = ServerProcess.serve(folder, configuration(), Map.of());
        tell(LATE, 4, -30);
        tell("H-ended", 9, -30);
        tell("H-waits", 5, 60);
        tell("H-new", 1, 60);
        Peer.await(
                "the dossiers are in the lists",
                () -> server.json("/api/v1/dossiers?state=all").path("total").asInt() == 4);
    }

    /** That of this repository, without systems to ask. */
    private Path configuration() throws IOException {
        Path copy = ServerProcess.copyOfConfiguration(folder);
        for (String source : List.of("mot-cua", "nhiem-vu")) {
            Path file = copy.resolve("sources/" + source + ".yaml");
            Files.writeString(file, Files.readString(file).replaceAll("(?ms)^poll:.*?(?=^zone:)", ""));
        }
        return copy;
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.exceptions()).isEmpty();
    }

    /** Received 90 days before its due day; the time of day does not matter. */
    private void tell(String code, int status, int dueInDays) {
        Instant due = Instant.now().plus(Duration.ofDays(dueInDays));
        String json = "[{\"MaHoSo\":\"" + code
                + "\",\"TenTTHC\":\"Đăng ký biến động đất đai\",\"DonViXuLy\":\"UBND phường Gò Dầu\","
                + "\"TrangThaiHoSo\":\"" + status + "\",\"NgayTiepNhan\":\""
                + STAMP.format(due.minus(Duration.ofDays(90)))
                + "\",\"NgayHenTra\":\"" + STAMP.format(due) + "\""
                + (status == 9 ? ",\"NgayKetThucXuLy\":\"" + STAMP.format(Instant.now()) + "\"" : "") + "}]";
        assertThat(server.post("/api/v1/sources/mot-cua/records", json)).isEqualTo(202);
    }

    private HttpRequest request(String path, String json) {
        return HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/dossiers/" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    private CompletableFuture<Answer> begin(String code, String json) {
        return client.sendAsync(request(code + "/apology", json), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> {
                    try {
                        return new Answer(response.statusCode(), JSON.readTree(response.body()));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private Answer step(String code, String json) {
        return begin(code, json).join();
    }

    private static String step(String step, int revision) {
        return "{\"step\":\"" + step + "\",\"revision\":" + revision + "}";
    }

    private JsonNode letter(String code) {
        return server.json("/api/v1/dossiers/" + code + "/apology");
    }

    /** What the server proposes, with a reason and a signer. */
    private ObjectNode draft(String code) {
        ObjectNode draft = (ObjectNode) letter(code).path("proposal");
        return draft.put("reason", "chờ kết quả đo đạc")
                .put("title", "Chủ tịch")
                .put("name", "Trần Quốc Đẵng");
    }

    private static String save(int revision, ObjectNode draft) {
        ObjectNode step = JSON.createObjectNode().put("step", "save").put("revision", revision);
        step.set("letter", draft);
        return step.toString();
    }

    private String text(String code, String addressee) throws Exception {
        HttpResponse<byte[]> response = client.send(
                request(code + "/apology/paper?format=pdf", addressee), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        try (PDDocument document = Loader.loadPDF(response.body())) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    @Test
    void aLetterGoesFromItsProposalToSentAndSurvivesAndThereIsNoSecond() throws Exception {
        assertThat(letter(LATE).path("duty").asText()).isEqualTo("late");
        ObjectNode draft = draft(LATE);
        assertThat(draft.path("agency").asText()).isEqualTo("Ủy ban nhân dân\nphường Gò Dầu");
        assertThat(draft.path("place").asText()).isEqualTo("Gò Dầu");
        assertThat(draft.path("office").asText()).contains("hành chính công");
        assertThat(step(LATE, save(0, draft)).status()).isEqualTo(200);
        Answer signed = step(LATE, step("sign", 1));
        assertThat(signed.body().path("may").toString()).isEqualTo("[\"reopen\",\"send\"]");
        Answer fixed = step(LATE, save(2, draft));
        assertThat(fixed.status()).isEqualTo(409);
        assertThat(fixed.body().path("code").asText()).isEqualTo("state");
        Answer sent = step(LATE, step("send", 2));
        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.body().path("duty").asText()).isEqualTo("sent-late");
        assertThat(sent.body().path("promisedAt").asLong())
                .isEqualTo(draft.path("promisedAt").asLong());
        Answer second = step(LATE, save(3, draft));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body().path("code").asText()).isEqualTo("once");
        assertThat(second.body().path("values").path("by").asText()).isEqualTo("Trực ban");

        String addressee = "{\"name\":\"Nguyễn Thị Bích Hường\",\"address\":\"ấp Đá Hàng\",\"phone\":\"0912 345 678\"}";
        assertThat(text(LATE, addressee))
                .contains(
                        "VĂN BẢN XIN LỖI", LATE, "chờ kết quả đo đạc", "Bích Hường", "0912 345 678", "Trần Quốc Đẵng");

        server.stop();
        server.startAgain();
        assertThat(letter(LATE)).as("from the snapshot").isEqualTo(sent.body());
        assertThat(server.json("/api/v1/dossiers?state=apology-sent-late")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        server.kill();
        try (Stream<Path> snapshots = Files.walk(folder.resolve("data/snapshots"))) {
            for (Path snapshot : snapshots.filter(Files::isRegularFile).toList()) {
                Files.delete(snapshot);
            }
        }
        server.startAgain();
        assertThat(letter(LATE)).as("from the journal alone").isEqualTo(sent.body());
        server.stop();
        assertThat(traces("Bích Hường")).isEmpty();
        assertThat(traces("0912 345 678")).isEmpty();
        assertThat(traces("chờ kết quả đo đạc")).as("what is kept is found").isNotEmpty();
    }

    /** Files of the data folder and the log in which a text stands. */
    private List<Path> traces(String text) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> {
                        try {
                            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8).contains(text);
                        } catch (IOException gone) {
                            return false;
                        }
                    })
                    .toList();
        }
    }

    @Test
    void ofTwoAtOnceOneWinsAndTheOtherHearsWhoDid() {
        ObjectNode draft = draft(LATE);
        CompletableFuture<Answer> one = begin(LATE, save(0, draft));
        CompletableFuture<Answer> other = begin(LATE, save(0, draft));
        List<Answer> answers = List.of(one.join(), other.join());
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        JsonNode refused = answers.get(answers.get(0).status() == 409 ? 0 : 1).body();
        JsonNode won = answers.get(answers.get(0).status() == 409 ? 1 : 0).body();
        assertThat(refused.path("code").asText()).isEqualTo("changed");
        assertThat(refused.path("values").path("state").asText()).isEqualTo("draft");
        assertThat(refused.path("values").path("by")).isEqualTo(won.path("by"));
        assertThat(refused.path("values").path("since")).isEqualTo(won.path("since"));
        assertThat(refused.path("detail").asText())
                .contains("apology: is draft since ", "but save was asked for revision 0");
        assertThat(letter(LATE).path("revision").asInt()).isEqualTo(1);
    }

    @Test
    void whatCannotBePromisedIsRefusedWithWhatIsAllowed() {
        ObjectNode draft = draft(LATE);
        JsonNode before = refused(
                422,
                "after-due",
                draft.deepCopy().put("promisedAt", draft.path("dueAt").asLong()));
        assertThat(before.path("values").path("allowed")).isEqualTo(draft.path("dueAt"));
        refused(
                422,
                "after-now",
                draft.deepCopy().put("promisedAt", draft.path("dueAt").asLong() + 1));
        JsonNode night = refused(
                422,
                "working-time",
                draft.deepCopy().put("promisedAt", draft.path("promisedAt").asLong() + 3 * 3_600_000L));
        assertThat(night.path("values").path("allowed").asLong())
                .isGreaterThan(draft.path("promisedAt").asLong());
        ObjectNode person = draft.deepCopy();
        person.put("phone", "0912 345 678");
        Answer private_ = step(LATE, save(0, person));
        assertThat(private_.status()).isEqualTo(400);
        assertThat(private_.body().path("detail").asText()).startsWith("letter: has a field that is not known");
        assertThat(step(LATE, save(0, draft.deepCopy().put("form", "MAU_LA"))).status())
                .isEqualTo(400);
        assertThat(step(LATE, save(0, draft.deepCopy().put("name", ""))).status())
                .isEqualTo(200);
        assertThat(step(LATE, step("sign", 1)).body().path("code").asText()).isEqualTo("signer");
        assertThat(step("H-nobody", save(0, draft)).status()).isEqualTo(404);
        Map<String, String> hindrances = Map.of("H-ended", "ended", "H-waits", "standing", "H-new", "not-received");
        hindrances.forEach((code, why) -> {
            assertThat(letter(code).path("hindrance").asText()).isEqualTo(why);
            Answer answer = step(code, save(0, draft.deepCopy().put("promisedAt", 4_000_000_000_000L)));
            assertThat(answer.status()).as(code).isEqualTo(409);
            assertThat(answer.body().path("code").asText()).isEqualTo(why);
        });
    }

    private JsonNode refused(int status, String code, ObjectNode draft) {
        Answer answer = step(LATE, save(0, draft));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.body().path("code").asText()).isEqualTo(code);
        return answer.body();
    }
}
