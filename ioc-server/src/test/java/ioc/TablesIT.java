package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ioc.peer.Peer;
import ioc.peer.ServerProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables into and out of a running server. */
@SuppressWarnings("NullAway.Init")
class TablesIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ServerProcess server;

    @BeforeEach
    void start() throws Exception {
        Path configuration = ServerProcess.copyOfConfiguration(folder);
        for (String source : List.of("mot-cua", "nhiem-vu")) {
            Path file = configuration.resolve("sources/" + source + ".yaml");
            String text = Files.readString(file).replaceAll("(?ms)^poll:.*?(?=^zone:)", "");
            Files.writeString(file, text + "folder: " + folder.resolve("drop-" + source) + "\n");
        }
        server = ServerProcess.serve(folder, configuration, Map.of());
    }

    @AfterEach
    void stop() {
        Peer.await("no file is left on its way", () -> {
            String[] left = folder.resolve("data/files").toFile().list();
            return left != null && left.length == 0;
        });
        server.close();
        assertThat(server.exceptions()).isEmpty();
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    private JsonNode post(String path, Path file, int status) throws Exception {
        HttpResponse<byte[]> response = send(at("/api/v1/sources/" + path)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofFile(file)));
        assertThat(response.statusCode()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private static void row(Worksheet sheet, int row, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            sheet.value(row, i, cells[i]);
        }
    }

    private Path workbook() throws IOException {
        Path file = folder.resolve("ho-so.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "test", null)) {
            Worksheet sheet = book.newWorksheet("Tháng 1");
            row(sheet, 0, "MaHoSo", "TenTTHC", "DonViXuLy", "TrangThaiHoSo", "NgayTiepNhan", "NgayHenTra", "ChuHoSo");
            row(
                    sheet,
                    1,
                    "000123",
                    "=HYPERLINK(\"http://x\")",
                    "Phường Gò Dầu",
                    "4",
                    "05/01/2026 08:00",
                    "",
                    "Nguyễn A");
            sheet.value(1, 5, LocalDate.of(2026, 1, 7));
            sheet.style(1, 5).format("dd/mm/yyyy").set();
            row(sheet, 2, "H2", "Chứng thực", "Phường Gò Dầu", "4", "05/01/2026", "31/02/2026", "Nguyễn B");
            row(sheet, 3, "H3", "Chứng thực", "Phường Gò Dầu", "4", "05/03/2026", "01/03/2026", "Nguyễn C");
            row(sheet, 4, "H4", "Chứng thực", "Phường Gia Lộc", "4", "", "09/01/2026", "Nguyễn D");
        }
        return file;
    }

    private void listed(String list, int rows) {
        Peer.await(
                rows + " are listed",
                () -> server.json("/api/v1/" + list).path("total").asInt() == rows);
    }

    @Test
    void aWorkbookIsLookedIntoThenTakenThenExported() throws Exception {
        JsonNode preview = post("mot-cua/preview", workbook(), 200);
        assertThat(preview.path("rows").asInt()).isEqualTo(4);
        assertThat(preview.path("taken").asInt()).isEqualTo(2);
        assertThat(preview.path("problems").findValuesAsText("text"))
                .anyMatch(text -> text.startsWith("row 3, NgayHenTra: was \"31/02/2026\" but must be like "))
                .anyMatch(text -> text.startsWith(
                        "row 4, NgayHenTra: was \"01/03/2026\" but must not be before NgayTiepNhan, \"05/03/2026\""))
                .anyMatch(text -> text.startsWith("row 5, NgayTiepNhan: was \"\" but must be there"));
        assertThat(preview.path("first").findValuesAsText("code")).containsExactly("000123", "H4");
        assertThat(preview.toString()).doesNotContain("Nguyễn");
        assertThat(server.json("/api/v1/dossiers").path("total").asInt()).isZero();

        JsonNode taken = post("mot-cua/file?sheet=Th%C3%A1ng%201", workbook(), 200);
        assertThat(taken.path("taken").asInt()).isEqualTo(2);
        assertThat(taken.path("refused").asInt()).isEqualTo(2);
        assertThat(post("mot-cua/file", workbook(), 200).path("taken").asInt()).isEqualTo(2);
        listed("dossiers", 2);

        HttpResponse<byte[]> csv = send(at("/api/v1/dossiers/export?state=overdue&sort=code"));
        assertThat(csv.headers().firstValue("Content-Disposition").orElse(""))
                .matches("attachment; filename=\"ho-so-\\d{4}-\\d\\d-\\d\\d.csv\"");
        assertThat(new String(csv.body(), StandardCharsets.UTF_8).lines())
                .startsWith(
                        "\uFEFFMã hồ sơ,Thủ tục,Đơn vị,Mã trạng thái,Cách nộp,Tiếp nhận,Hạn trả,Xử lý xong,Đã trả,Tình trạng,Thư xin lỗi,Hẹn lại,Nguồn",
                        "000123,\"'=HYPERLINK(\"\"http://x\"\")\",Phường Gò Dầu,4,trực tiếp,05/01/2026 08:00,07/01/2026 23:59,,,Quá"
                                + " hạn,,,mot-cua");
        HttpResponse<byte[]> xlsx = send(at("/api/v1/dossiers/export?format=xlsx&lang=en&q=000123"));
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(xlsx.body()))) {
            List<Row> rows = book.getFirstSheet().read();
            assertThat(rows).hasSize(2);
            assertThat(rows.get(0).getCellText(0)).isEqualTo("Code");
            assertThat(rows.get(1).getCellText(0)).isEqualTo("000123");
            Cell procedure = rows.get(1).getCell(1);
            assertThat(procedure.getType()).isEqualTo(CellType.STRING);
            assertThat(procedure.asString()).isEqualTo("=HYPERLINK(\"http://x\")");
            assertThat(rows.get(1).getCell(5).asDate()).isEqualTo(LocalDateTime.of(2026, 1, 5, 8, 0));
            assertThat(rows.get(1).getCellText(9)).isEqualTo("Overdue");
        }
    }

    @Test
    void whatIsNoTableOrOfNoSourceIsRefused() throws Exception {
        Path page = Files.writeString(folder.resolve("a.xlsx"), "<html>");
        assertThat(post("mot-cua/file", page, 400).path("detail").asText())
                .startsWith("file: was a page or a document");
        assertThat(post("nobody/preview", page, 404).path("detail").asText())
                .isEqualTo("source: there is no \"nobody\"");
        assertThat(post("mot-cua/preview?sheet=x", workbook(), 400)
                        .path("detail")
                        .asText())
                .isEqualTo("sheet: was \"x\" but must be one of Tháng 1");
    }

    @Test
    void whatIsDroppedIntoAFolderIsTaken() throws Exception {
        Path drop = folder.resolve("drop-nhiem-vu");
        Peer.await("the folder is there", () -> Files.isDirectory(drop));
        Files.writeString(drop.resolve("tasks.csv"), """
                id,document,title,lead,given,due
                T1,12/KH,-Giải ngân,Phòng Kinh tế,2026-01-05,2026-01-20
                T2,12/KH,Báo cáo,Phòng Kinh tế,2026-01-05,2026-01-01
                """);
        Path report = drop.resolve("done/tasks.csv.report.txt");
        Peer.await("the report is there", () -> Files.exists(drop.resolve("done/tasks.csv")));
        assertThat(report)
                .content()
                .startsWith("tasks.csv: 2 dòng, nhận 1, từ chối 1, trùng mã 0\ntasks.csv: 2 rows, 1 taken, 1 refused")
                .contains("row 3, due: was \"2026-01-01\" but must not be before given, \"2026-01-05\"");
        listed("assignments", 1);
        HttpResponse<byte[]> csv = send(at("/api/v1/assignments/export?lang=en"));
        assertThat(new String(csv.body(), StandardCharsets.UTF_8))
                .contains(
                        "T1,12/KH,'-Giải ngân,,", ",05/01/2026 00:00,20/01/2026 23:59,", ",0,0,,,Overdue,0,,nhiem-vu");
    }
}
