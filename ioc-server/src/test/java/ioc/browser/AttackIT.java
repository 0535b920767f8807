package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.microsoft.playwright.options.LoadState;
import ioc.browser.Browser.Size;
import ioc.peer.Peer;
import ioc.peer.Publisher;
import ioc.peer.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody hostile tries on the whole product: ways out of folders, SQL in filters, bombs in files, scripts in names
 * and texts. Foreign scopes are tried in {@code ScopeIT}, sign-ins and foreign origins in {@code AccessIT}, frames without
 * end in {@code LiveTest}.
 */
@SuppressWarnings("NullAway.Init")
class AttackIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Runs where a text is taken for markup: as an element, out of an attribute, in a template. */
    private static final String SCRIPT =
            "\"'><img src=x onerror=window.owned=1>${window.owned=1}<script>owned=1</script>";

    private static final List<String> SQL = List.of(
            "' OR '1'='1",
            "x') OR 1=1 --",
            "'; DROP TABLE dossier; --",
            "%",
            "_",
            "1 UNION SELECT * FROM person",
            "\\");

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private final HttpClient client = HttpClient.newHttpClient();
    private Path configuration;
    private ServerProcess server;

    @BeforeEach
    void start() throws Exception {
        configuration = ServerProcess.copyOfConfiguration(folder);
        for (String source : List.of("mot-cua", "nhiem-vu")) {
            Path file = configuration.resolve("sources/" + source + ".yaml");
            Files.writeString(file, Files.readString(file).replaceAll("(?ms)^poll:.*?(?=^zone:)", ""));
        }
        Path places = configuration.resolve("places.yaml");
        String known = Files.readString(places);
        String quoted = "'" + SCRIPT.replace("'", "''") + "'";
        String hostile =
                known.replace("\"Điểm một cửa Bàu Đồn\"", quoted).replace("viShort: \"Bàu Đồn\"", "viShort: " + quoted);
        assertThat(hostile).as("a point with a hostile name").isNotEqualTo(known);
        Files.writeString(places, hostile);
        server = ServerProcess.serve(folder, configuration, Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.exceptions()).isEmpty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String path, String type, byte[] body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String dossier(String code, String title, String citizen) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("MaHoSo", code);
        row.put("MaTTHC", "9.999999");
        row.put("TenTTHC", title);
        row.put("DonViXuLy", "UBND phường Gò Dầu");
        row.put("KenhThucHien", "2");
        row.put("TrangThaiHoSo", "4");
        row.put("NgayTiepNhan", "20261001080000");
        row.put("NgayHenTra", "20261010080000");
        row.put("ChuHoSo", citizen);
        return JSON.valueToTree(row).toString();
    }

    private void dossiers(String... rows) throws Exception {
        HttpResponse<String> taken = send(
                "/api/v1/sources/mot-cua/records",
                "application/json",
                ("[" + String.join(",", rows) + "]").getBytes(StandardCharsets.UTF_8));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        Peer.await(
                "all are listed",
                () -> server.json("/api/v1/dossiers").path("total").asInt() == rows.length);
    }

    private static JsonNode contract() throws IOException {
        try (var in = AttackIT.class.getResourceAsStream("/contract/openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        }
    }

    /** Every operation that reads, with the address it has. */
    private static Map<String, JsonNode> reads() throws IOException {
        Map<String, JsonNode> reads = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> path : contract().path("paths").properties()) {
            if (path.getValue().has("get")) {
                String own = path.getValue().at("/servers/0/url").asText("/api/v1");
                reads.put(
                        (own.equals("/") ? "" : own) + path.getKey(),
                        path.getValue().path("get"));
            }
        }
        return reads;
    }

    @Test
    void noParameterOfAPathLeadsOutOfIt() throws Exception {
        int tried = 0;
        for (String path : reads().keySet()) {
            for (String out : List.of(
                    "..%2f..%2f..%2fetc%2fpasswd",
                    "%2e%2e", "..%5c..%5cioc.yaml", "%00", "a%2f..%2f..%2fdata", "~root")) {
                if (!path.contains("{")) {
                    continue;
                }
                String address = path.replaceAll("\\{\\w+}", out);
                String answer = raw("GET " + address + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
                assertThat(answer)
                        .as(address)
                        .doesNotContain("root:", "Exception", folder.toString())
                        .matches(
                                "(?s)HTTP/1.1 (4\\d\\d .*|200 .*<ioc-shell id=\"main\"></ioc-shell>\\s*</body>\\s*</html>\\s*)");
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(50);
    }

    private String raw(String request) throws IOException {
        URI address = URI.create(server.url());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void noFilterIsTakenForSql() throws Exception {
        dossiers(dossier("H-1", "Trích lục", "Lan"), dossier("H-2", "Chứng thực", "Minh"));
        int tried = 0;
        for (Map.Entry<String, JsonNode> read : reads().entrySet()) {
            if (read.getKey().contains("{") || read.getKey().contains("verification")) {
                continue;
            }
            for (JsonNode parameter : read.getValue().path("parameters")) {
                String name = parameter.has("$ref")
                        ? contract()
                                .at(parameter.path("$ref").asText().substring(1))
                                .path("name")
                                .asText()
                        : parameter.path("name").asText();
                for (String attack : SQL) {
                    String address = read.getKey() + "?" + name + "=" + encoded(attack);
                    HttpResponse<String> answer = get(address);
                    tried++;
                    assertThat(answer.statusCode())
                            .as(address + " " + answer.body())
                            .isIn(200, 400, 404, 422);
                    assertThat(answer.body()).as(address).doesNotContainIgnoringCase("sqlite", "syntax error");
                    if (answer.statusCode() == 200 && read.getKey().equals("/api/v1/dossiers")) {
                        assertThat(JSON.readTree(answer.body()).path("rows"))
                                .as(address)
                                .isEmpty();
                    }
                }
            }
        }
        assertThat(tried).isGreaterThan(300);
        assertThat(server.json("/api/v1/dossiers").path("total").asInt()).isEqualTo(2);
    }

    @Test
    void aConfigurationThatUnfoldsWithoutEndIsRefusedAtOnce() throws Exception {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            laughs.append("a%d: &a%d [%s]\n"
                    .formatted(i, i, String.join(",", java.util.Collections.nCopies(10, "*a" + (i - 1)))));
        }
        laughs.append("rules: *a11\n");
        for (String bomb : List.of(
                laughs.toString(),
                "rules: " + "[".repeat(100_000) + "]".repeat(100_000),
                "rules: &a [*a]\n",
                "rules: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1:1/\"]]]]\n",
                "rules: \"" + "x".repeat(30_000_000) + "\"\n")) {
            Files.writeString(configuration.resolve("alerts.yaml"), bomb);
            ServerProcess.Ended ended = ServerProcess.run(folder, configuration, Map.of(), "check");
            assertThat(ended.code()).as(bomb.substring(0, 12)).isEqualTo(1);
            assertThat(String.join("\n", ended.said()))
                    .as(bomb.substring(0, 12))
                    .contains("alerts.yaml")
                    .doesNotContain("OutOfMemory", "StackOverflow", "\tat ")
                    .hasSizeLessThan(5_000);
        }
    }

    @Test
    void aWorkbookThatUnpacksWithoutEndIsRefusedAndTheServerGoesOn() throws Exception {
        byte[] bomb = bomb(1_200_000_000L);
        assertThat(bomb.length).isLessThan(4_000_000);
        HttpResponse<String> answer = send(
                "/api/v1/sources/mot-cua/preview",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                bomb);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 422);
        assertThat(answer.body()).contains("unpacks to more than").doesNotContain("OutOfMemory");
        dossiers(dossier("H-1", "Trích lục", "Lan"));
        try (Stream<Path> left = Files.walk(folder.resolve("data"))) {
            assertThat(left.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .as("what is left on the disk")
                    .isLessThan(100_000_000);
        }
    }

    /** A workbook of one sheet with so many bytes of empty rows. */
    private static byte[] bomb(long unpacked) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            part(
                    zip,
                    "_rels/.rels",
                    "<Relationships><Relationship Id=\"a\" Type=\"" + type
                            + "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            part(
                    zip,
                    "xl/workbook.xml",
                    "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>");
            part(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships><Relationship Id=\"s\" Type=\"" + type
                            + "worksheet\" Target=\"/xl/sheet.xml\"/></Relationships>");
            zip.putNextEntry(new ZipEntry("xl/sheet.xml"));
            zip.write("<worksheet><sheetData>".getBytes(StandardCharsets.UTF_8));
            byte[] rows = "<row/>".repeat(100_000).getBytes(StandardCharsets.UTF_8);
            for (long written = 0; written < unpacked; written += rows.length) {
                zip.write(rows);
            }
            zip.write("</sheetData></worksheet>".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    private static void part(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    @Test
    void noNameAndNoTextIsRunAsAScript() throws Exception {
        dossiers(dossier("H-1", SCRIPT, SCRIPT));
        HttpResponse<String> task = send(
                "/api/v1/sources/nhiem-vu/records",
                "application/json",
                JSON.valueToTree(List.of(Map.of(
                                "id",
                                "v-1",
                                "number",
                                SCRIPT,
                                "title",
                                SCRIPT,
                                "giver",
                                SCRIPT,
                                "lead",
                                "UBND phường Gò Dầu",
                                "partners",
                                List.of(),
                                "given",
                                "20261001080000",
                                "due",
                                "20261010080000",
                                "parent",
                                "")))
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(task.statusCode()).as(task.body()).isEqualTo(202);
        try (Publisher device = new Publisher(server.brokerUrl())) {
            for (String one : List.of("bau-don/kiosk/bd-k1", "bau-don/wifi/<img src=x onerror=owned=1>")) {
                device.publish(
                        "ioc/1/" + one + "/health",
                        JSON.valueToTree(Map.of("ts", clock.millis(), "fault", SCRIPT, "version", SCRIPT))
                                .toString());
            }
            device.publish("<img src=x onerror=owned=1>/x", SCRIPT);
            device.settle();
        }
        List<String> telling = List.of(
                "/dossiers",
                "/dossiers/H-1",
                "/assignments",
                "/assignments/v-1",
                "/sites",
                "/sites/bau-don",
                "/alerts",
                "/devices");
        List<String> others = List.of(
                "/wall",
                "/",
                "/devices/bau-don/kiosk/bd-k1",
                "/score",
                "/handover",
                "/reports",
                "/rules",
                "/health",
                "/people",
                "/screens",
                "/alerts?q=" + encoded(SCRIPT),
                "/dossiers?q=" + encoded(SCRIPT));
        try (Browser browser = Browser.start();
                Tab tab = browser.tab(Size.FULL_HD)) {
            for (String page : Stream.concat(telling.stream(), others.stream()).toList()) {
                tab.page().navigate(server.url() + page);
                Peer.await(page + " is live", () -> tab.live().equals("live"));
                if (telling.contains(page)) {
                    Peer.await(page + " shows the text as a text", () -> tells(tab));
                } else {
                    tab.page().waitForLoadState(LoadState.NETWORKIDLE);
                }
                assertThat(tab.look("return window.owned ?? 'not'", null))
                        .as(page)
                        .isEqualTo("not");
                assertThat(tab.look("return [...deep()].filter((each) => each.matches('img[src=x]')).length", null))
                        .as(page)
                        .isEqualTo(0);
                assertThat(tab.errors()).as(page).noneMatch(error -> error.contains("Content Security Policy"));
            }
        }
    }

    private static boolean tells(Tab tab) {
        return Boolean.TRUE.equals(tab.look(
                "return [...deep()].some((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.includes('<img src=x')))",
                null));
    }
}
