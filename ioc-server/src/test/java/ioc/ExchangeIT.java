package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.peer.Peer;
import ioc.peer.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system that syncs to the national portal is pointed at a running server. */
@SuppressWarnings("NullAway.Init")
class ExchangeIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EXAMPLES = "docs/examples/";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ServerProcess server;
    private String session = "";

    @BeforeEach
    void start() throws Exception {
        Path configuration = ServerProcess.copyOfConfiguration(folder);
        for (String source : new String[] {"mot-cua", "tien-do", "nhiem-vu"}) {
            Files.delete(configuration.resolve("sources/" + source + ".yaml"));
        }
        for (String source : new String[] {"dong-bo", "dong-bo-tien-do"}) {
            Path example = ServerProcess.configuration().resolveSibling(EXAMPLES + source + ".yaml");
            Files.copy(example, configuration.resolve("sources/" + source + ".yaml"));
        }
        server = ServerProcess.serve(folder, configuration, Map.of("DONG_BO_PASSWORD", "s3cret"));
        session = login("s3cret").path("session").asText();
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.exceptions()).isEmpty();
        assertThat(server.log()).doesNotContain("s3cret", "Nguyễn Văn A").doesNotContain(session);
    }

    private JsonNode post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> response = client.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private JsonNode login(String password) throws Exception {
        return post("/exchange/login", "{\"username\":\"dong-bo\",\"password\":\"" + password + "\"}");
    }

    private JsonNode send(String service, boolean isUpdating, ArrayNode data) throws Exception {
        ObjectNode body = JSON.createObjectNode()
                .put("session", session)
                .put("madonvi", "000.00.01.H53")
                .put("service", service)
                .put("isUpdating", isUpdating ? "True" : "False");
        body.set("data", data);
        return post("/exchange", body.toString());
    }

    private JsonNode dossiers(boolean isUpdating, ObjectNode... records) throws Exception {
        ArrayNode data = JSON.createArrayNode();
        for (ObjectNode record : records) {
            data.add(record);
        }
        return send("DongBoHoSoMC", isUpdating, data);
    }

    private static ObjectNode dossier(String code, String status) {
        return JSON.createObjectNode()
                .put("MaHoSo", code)
                .put("MaTTHC", "1.012753")
                .put("TenTTHC", "Đăng ký biến động")
                .put("DonViXuLy", "Phường Gò Dầu")
                .put("KenhThucHien", "2")
                .put("ChuHoSo", "Nguyễn Văn A")
                .put("NgayTiepNhan", "20261116080000")
                .put("NgayHenTra", "20261120170000")
                .put("TrangThaiHoSo", status);
    }

    private static ObjectNode step(String code, String at, String status, String text) {
        return JSON.createObjectNode()
                .put("MaHoSo", code)
                .put("NguoiXuLy", "Nguyễn Văn A")
                .put("ChucDanh", "Chuyên viên")
                .put("ThoiDiemXuLy", at)
                .put("PhongBanXuLy", "Địa chính")
                .put("NoiDungXuLy", text)
                .put("TrangThai", status);
    }

    private JsonNode shown(String code) {
        return server.json("/api/v1/dossiers/" + code);
    }

    private void statusIs(String code, int status) {
        Peer.await(code + " is " + status, () -> shown(code).path("status").asInt() == status);
    }

    private static String code(JsonNode answer) {
        return answer.path("error_code").asText();
    }

    private JsonNode account(String source) {
        return server.json("/api/v1/health").path("ledger:" + source);
    }

    @Test
    void aDossierIsInsertedOnceThenUpdated() throws Exception {
        JsonNode inserted = dossiers(false, dossier("H1", "4"));
        assertThat(inserted.toString())
                .isEqualTo("{\"error_code\":\"0\",\"message\":\"thành công\",\"total\":\"1\",\"taken\":\"1\"}");
        JsonNode again = dossiers(false, dossier("H1", "4"), dossier("H2", "4"), dossier("H2", "4"));
        assertThat(code(again)).isEqualTo("3");
        assertThat(again.path("message").asText()).contains("Đã nhận 1/3 bản ghi", "đã tồn tại");
        assertThat(again.path("details").findValuesAsText("MaHoSo")).containsExactly("H1", "H2");
        assertThat(code(dossiers(true, dossier("H1", "9"), dossier("H3", "4")))).isEqualTo("0");
        statusIs("H1", 9);
        statusIs("H3", 4);
        assertThat(server.json("/api/v1/dossiers").path("total").asInt()).isEqualTo(3);
        assertThat(shown("H1").toString()).doesNotContain("Nguyễn");
        server.stop();
        server.startAgain();
        assertThat(code(post("/exchange", "{\"session\":\"" + session + "\"}")))
                .as("sessions are not kept")
                .isEqualTo("1");
        session = login("s3cret").path("session").asText();
        assertThat(code(dossiers(false, dossier("H1", "9")))).isEqualTo("3");
        server.kill();
        server.startAgain();
        session = login("s3cret").path("session").asText();
        assertThat(code(dossiers(false, dossier("H2", "4"))))
                .as("after a replay")
                .isEqualTo("3");
        statusIs("H1", 9);
    }

    @Test
    void whatDoesNotFitIsNamedAndTheRestIsTaken() throws Exception {
        JsonNode answer = dossiers(
                false,
                dossier("H1", "4"),
                dossier("H2", "4").put("NgayHenTra", "31/02/2026"),
                dossier("", "4"),
                dossier("H4", "4").put("NgayHenTra", "20261101000000"),
                dossier("H5", "77"));
        assertThat(code(answer)).isEqualTo("4");
        assertThat(answer.path("taken").asText()).isEqualTo("2");
        assertThat(answer.path("message").asText()).startsWith("Đã nhận 2/5 bản ghi, 3 bản ghi sai");
        assertThat(answer.path("details").findValuesAsText("message"))
                .containsExactly(
                        "NgayHenTra là \"31/02/2026\" nhưng phải là thời gian dạng yyyyMMddHHmmss",
                        "MaHoSo là \"\" nhưng phải có giá trị",
                        "NgayHenTra là \"20261101000000\" nhưng không được trước NgayTiepNhan \"20261116080000\"");
        assertThat(answer.path("details").findValuesAsText("record")).containsExactly("2", "3", "4");
        statusIs("H1", 4);
        assertThat(shown("H5").path("rawStatus").asText()).isEqualTo("77");
        Peer.await(
                "nothing is lost",
                () -> account("dong-bo").path("received").asInt() == 5
                        && account("dong-bo").path("rejected").asInt() == 3);
        JsonNode both = dossiers(false, dossier("H1", "4"), dossier("", "4"));
        assertThat(code(both)).isEqualTo("3");
        assertThat(both.path("message").asText()).contains("1 hồ sơ đã tồn tại", "1 bản ghi sai");
    }

    @Test
    void whoIsNotLoggedInIsToldSo() throws Exception {
        String data = "\"data\":[{\"MaHoSo\":\"H1\"}]}";
        assertThat(code(post("/exchange", "{\"session\":\"x\",\"service\":\"DongBoHoSoMC\"," + data)))
                .isEqualTo("1");
        assertThat(code(post("/exchange", "{\"service\":\"DongBoHoSoMC\"," + data)))
                .isEqualTo("1");
        JsonNode wrong = login("hunter2");
        assertThat(wrong.toString())
                .isEqualTo("{\"session\":\"\",\"error_code\":1,\"message\":\"Sai tên đăng nhập hoặc mật khẩu\"}");
        AtomicReference<JsonNode> slowed = new AtomicReference<>(wrong);
        Peer.await("who goes on guessing has to wait", () -> {
            slowed.set(tried("hunter2")); // each wrong one doubles the pause
            return slowed.get().path("error_code").asInt() == 5;
        });
        assertThat(slowed.get().path("message").asText()).contains("thử lại sau");
        assertThat(code(dossiers(false, dossier("H1", "4"))))
                .as("who is in stays in")
                .isEqualTo("0");
        Peer.await(
                "the door opens again", () -> tried("s3cret").path("error_code").asInt() == 0);
    }

    private JsonNode tried(String password) {
        try {
            return login(password);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void garbageIsAnsweredAndChangesNothing() throws Exception {
        String in = "{\"session\":\"" + session + "\",\"service\":\"DongBoHoSoMC\",";
        assertThat(post("/exchange", "{").path("message").asText()).isEqualTo("Nội dung gửi lên không phải JSON");
        assertThat(code(post("/exchange", "[[[]]]"))).isEqualTo("1");
        assertThat(code(post("/exchange/login", "null"))).isEqualTo("1");
        assertThat(post("/exchange", "{\"session\":\"" + session + "\",\"service\":\"LayThuTuc\",\"data\":[{}]}")
                        .path("message")
                        .asText())
                .isEqualTo("service là \"LayThuTuc\" nhưng phải là một trong: CapNhatTienDoHoSoMC, DongBoHoSoMC");
        assertThat(post("/exchange", in + "\"data\":[]}").path("message").asText())
                .isEqualTo("data có 0 bản ghi nhưng phải là danh sách từ 1 đến 10000 bản ghi");
        assertThat(code(post("/exchange", in + "\"isUpdating\":\"maybe\",\"data\":[{}]}")))
                .isEqualTo("2");
        JsonNode odd = post("/exchange", in + "\"data\":[7,null,\"x\",{}]}");
        assertThat(code(odd)).isEqualTo("4");
        assertThat(odd.path("details").findValuesAsText("message"))
                .startsWith("Bản ghi phải là một đối tượng JSON")
                .hasSize(4);
        assertThat(server.json("/api/v1/dossiers").path("total").asInt()).isZero();
    }

    @Test
    void theServiceMayStandInTheAddress() throws Exception {
        String[] in = {"Authorization", "Bearer " + session};
        String path = "/exchange/DongBoHoSoMC?MaDinhDanhDV=000.00.01.H53&isUpdating=";
        assertThat(code(post(path + "False", "[" + dossier("H1", "4") + "]", in)))
                .isEqualTo("0");
        assertThat(code(post(path + "False", dossier("H1", "4").toString(), in)))
                .isEqualTo("3");
        assertThat(code(post(
                        path + "True", "{\"session\":\"" + session + "\",\"data\":[" + dossier("H1", "10") + "]}")))
                .isEqualTo("0");
        statusIs("H1", 10);
    }

    @Test
    void stepsAreShownWithTheTimeTheyTook() throws Exception {
        dossiers(false, dossier("H1", "4"));
        ArrayNode steps = JSON.createArrayNode()
                .add(step("H1", "20261116080000", "9", "Đã xong"))
                .add(step("H1", "20261116080000", "2", "Tiếp nhận").put("NgayKetThucTheoQuyDinh", "20261116090000"))
                .add(step("H1", "20261116100000", "", "Thẩm định"))
                .add(step("H1", "gestern", "4", "x"));
        JsonNode answer = send("CapNhatTienDoHoSoMC", false, steps);
        assertThat(code(answer)).isEqualTo("4");
        assertThat(answer.path("details").path(0).path("field").asText()).isEqualTo("ThoiDiemXuLy");
        steps.remove(3);
        assertThat(code(send("CapNhatTienDoHoSoMC", false, steps)))
                .as("a repetition is no error")
                .isEqualTo("0");
        Peer.await("the steps are there", () -> shown("H1").path("steps").size() == 3);
        JsonNode shown = shown("H1").path("steps");
        assertThat(shown.findValuesAsText("text")).containsExactly("Tiếp nhận", "Đã xong", "Thẩm định");
        assertThat(shown.path(0).path("used").asLong()).isEqualTo(7_200_000);
        assertThat(shown.path(0).path("allowed").asLong()).isEqualTo(3_600_000);
        assertThat(shown.path(0).path("late").asBoolean()).isTrue();
        assertThat(shown.path(1).path("doubtful").asBoolean()).isTrue();
        assertThat(shown.path(2).path("current").asBoolean()).isTrue();
        assertThat(shown.path(2).path("status").asInt()).isEqualTo(4);
        assertThat(server.json("/api/v1/dossiers").at("/rows/0/step/text").asText())
                .isEqualTo("Thẩm định");
        assertThat(shown("H1").toString()).doesNotContain("Nguyễn");
        JsonNode account = account("dong-bo-tien-do");
        assertThat(account.path("received").asInt()).isEqualTo(7);
        assertThat(account.path("accepted").asInt()).isEqualTo(3);
    }

    /** As real systems send them to the national side; the clock goes by what is listed, not by what is called done. */
    @Test
    void theTrapsOfRealSystemsDoNotMisleadTheClock() throws Exception {
        ObjectNode dossier = dossier("H53.27-261116-0001", "4").put("MaHoSoKhac", "261116-00042");
        dossier.putArray("DinhDanhCHS").addObject().put("LoaiDinhDanh", "1").put("SoDinhDanh", "000000001");
        dossier.putArray("DanhSachHoSoBoSung")
                .addObject()
                .put("NgayBoSung", "20261117080000")
                .put("NgayTiepNhanBoSung", "20261118080000")
                .put("NguoiYeuCauBoSung", "Nguyễn Văn A")
                .put("NgayHenTraTruoc", "20261120170000")
                .put("NgayHenTraMoi", "20261123170000");
        assertThat(code(dossiers(false, dossier))).isEqualTo("0");
        Peer.await(
                "it is there",
                () -> !shown("H53.27-261116-0001").path("clock").path("pauses").isEmpty());
        JsonNode shown = shown("H53.27-261116-0001");
        assertThat(shown.at("/clock/pauses/0/reason").asText()).isEqualTo("supplement");
        assertThat(shown.path("supplements").asInt()).isEqualTo(1);
        assertThat(shown.at("/history/0/body/MaHoSoKhac").asText())
                .as("both codes are kept")
                .isEqualTo("261116-00042");
        assertThat(shown.toString()).doesNotContain("000000001", "Nguyễn");
    }

    @Test
    void tenThousandRecordsAreTakenAtOnceAndOneMoreIsRefused() throws Exception {
        ArrayNode data = JSON.createArrayNode();
        for (int i = 0; i < 10_000; i++) {
            data.add(JSON.createObjectNode()
                    .put("MaHoSo", "H" + i)
                    .put("NgayTiepNhan", "20261116080000")
                    .put("TrangThaiHoSo", "4"));
        }
        assertThat(send("DongBoHoSoMC", false, data).path("taken").asText()).isEqualTo("10000");
        JsonNode again = send("DongBoHoSoMC", false, data);
        assertThat(again.path("taken").asText()).isEqualTo("0");
        assertThat(again.path("details")).hasSize(200);
        data.add(JSON.createObjectNode().put("MaHoSo", "one too many"));
        assertThat(code(send("DongBoHoSoMC", true, data))).isEqualTo("2");
        Peer.await(
                "all are listed",
                () -> server.json("/api/v1/dossiers").path("total").asInt() == 10_000);
    }
}
