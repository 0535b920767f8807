package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ioc.peer.Peer;
import ioc.peer.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The score over REST, of dossiers of a quarter that is over, so that no clock changes it. */
@SuppressWarnings("NullAway.Init")
class ScoreIT {
    private static final String WARD = "Văn phòng HĐND và UBND phường Gò Dầu";
    private static final String COMMUNE = "Phòng Kinh tế xã Thạnh Đức";

    @TempDir
    Path folder;

    private ServerProcess server;

    @BeforeEach
    void start() throws Exception {
        Path configuration = ServerProcess.copyOfConfiguration(folder);
        for (String source : List.of("mot-cua", "nhiem-vu")) {
            Path file = configuration.resolve("sources/" + source + ".yaml");
            Files.writeString(file, Files.readString(file).replaceAll("(?ms)^poll:.*?(?=^zone:)", ""));
        }
        server = ServerProcess.serve(folder, configuration, Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.exceptions()).isEmpty();
    }

    /** Received on 3 November 2025, due on the 10th. */
    private static String record(String code, String unit, String ended, String more) {
        return "{\"MaHoSo\":\"" + code + "\",\"MaTTHC\":\"2.000635\",\"TenTTHC\":\"Trích lục\",\"DonViXuLy\":\"" + unit
                + "\",\"KenhThucHien\":\"2\",\"TrangThaiHoSo\":\"" + (ended.isEmpty() ? "4" : "10")
                + "\",\"NgayTiepNhan\":\"20251103080000\",\"NgayHenTra\":\"20251110080000\",\"NgayKetThucXuLy\":\""
                + ended
                + "\",\"ChuHoSo\":\"Lan\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    private static String paid(String word, String link) {
        return "\"DuocThanhToanTrucTuyen\":\"" + word + "\",\"DanhSachGiayToKetQua\":[{\"DuongDanTepTinKetQua\":\""
                + link + "\"}]";
    }

    private static JsonNode line(JsonNode score, String id) {
        return StreamSupport.stream(score.path("groups").spliterator(), false)
                .flatMap(group -> StreamSupport.stream(group.path("lines").spliterator(), false))
                .filter(line -> line.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<String> listed(String query) {
        List<String> codes = new ArrayList<>();
        server.json("/api/v1/dossiers?sort=code&period=2025-Q4&" + query)
                .path("rows")
                .forEach(row -> codes.add(row.path("code").asText()));
        return codes;
    }

    @Test
    void figuresAreTheDossiersThatAreListedBehindThem() throws Exception {
        String twice =
                "\"DanhSachHoSoBoSung\":[{\"NgayBoSung\":\"20251104080000\",\"NgayTiepNhanBoSung\":\"20251104090000\"},"
                        + "{\"NgayBoSung\":\"20251105080000\",\"NgayTiepNhanBoSung\":\"20251105090000\"}]";
        int status = server.post(
                "/api/v1/sources/mot-cua/records",
                "["
                        + String.join(
                                ",",
                                record("A-1", WARD, "20251110080000", paid("1", "https://x/1")),
                                record("A-2", WARD, "20251110080100", paid("3", "https://x/2")),
                                record("A-3", WARD, "20251106080000", twice),
                                record("A-4", WARD, "", paid("2", "")),
                                record("B-1", COMMUNE, "20251107080000", paid("0", "")),
                                record("B-2", COMMUNE, "20251107080000", ""))
                        + "]");
        assertThat(status).isEqualTo(202);
        Peer.await(
                "all are counted",
                () -> line(server.json("/api/v1/score?period=2025-Q4"), "2.1")
                                .path("counted")
                                .asInt()
                        == 6);
        JsonNode whole = server.json("/api/v1/score?period=2025-Q4");
        JsonNode time = line(whole, "2.1");
        assertThat(time.path("reached").asInt()).isEqualTo(3);
        assertThat(time.path("points").asDouble()).isEqualTo(10);
        assertThat(time.path("late").toString()).isEqualTo("{\"ended-late\":1,\"open-late\":1,\"supplements\":1}");
        assertThat(listed("measure=on-time&part=lost")).containsExactly("A-2", "A-3", "A-4");
        assertThat(listed("measure=on-time&part=ended-late")).containsExactly("A-2");
        assertThat(listed("measure=on-time&part=open-late")).containsExactly("A-4");
        assertThat(listed("measure=on-time&part=supplements")).containsExactly("A-3");
        assertThat(listed("measure=on-time&part=reached&org=phuong-go-dau"))
                .as("with the units below")
                .containsExactly("A-1");
        JsonNode paid = line(whole, "3.6");
        assertThat(paid.path("share").asDouble()).isEqualTo(2 / 6.0);
        assertThat(paid.path("points").asDouble()).isEqualTo(2);
        assertThat(paid.path("possible").asDouble()).isEqualTo(4);
        assertThat(listed("measure=paid&part=unsaid")).containsExactly("A-3", "B-2");
        assertThat(listed("measure=result&part=lost")).containsExactly("B-1");
        assertThat(line(whole, "4.4").path("state").asText()).isEqualTo("unsaid");
        assertThat(line(whole, "1.1").path("state").asText()).isEqualTo("needs-source");
        assertThat(line(whole, "5.4").path("state").asText()).as("no ratings").isEqualTo("unsaid");
        assertThat(whole.path("units").findValuesAsText("id")).contains("phuong-go-dau", "xa-thanh-duc");
        JsonNode ward = server.json("/api/v1/score?period=2025-Q4&org=phuong-go-dau");
        assertThat(line(ward, "2.1").path("points").asDouble()).isEqualTo(5);
        assertThat(ward.path("units").get(0).path("id").asText()).isEqualTo("vp-phuong-go-dau");
        assertThat(server.json("/api/v1/score?period=2025-Q3").path("units")).isEmpty();
        assertThat(server.status("/api/v1/score?period=2999")).isEqualTo(400);
        assertThat(server.status("/api/v1/score?period=2025-Q5")).isEqualTo(400);
        assertThat(server.status("/api/v1/dossiers?measure=paid&part=open-late"))
                .isEqualTo(400);
        HttpResponse<String> file = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/score/export?period=2025-Q4&lang=en"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(file.body().lines())
                .first()
                .asString()
                .isEqualTo("\uFEFFUnit,Number,Component,State,Reached,Counted,Not said,Share %,Points,Maximum");
        assertThat(file.body().lines())
                .contains("The whole area,2.1,Before or on time,Computed,3,6,0,50.00,10.00,20.00");
        assertThat(file.body()).contains("Gò Dầu Ward,1.1,Published on time,Cannot be computed: no source,,,,,,6.00");
    }
}
