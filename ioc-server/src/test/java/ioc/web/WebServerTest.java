package ioc.web;

import static ioc.web.Served.header;
import static ioc.web.Served.text;
import static ioc.web.Served.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import ioc.peer.Peer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WebServerTest {
    private static final String[] OURS = {"Content-Type", "application/json"};

    private static final String[] CSV = {"Content-Type", "text/csv"};

    private final Served served;

    WebServerTest() throws Exception {
        served = new Served();
    }

    @BeforeAll
    void start() {
        assertThat(served.server.port()).isPositive();
    }

    @AfterAll
    void stop() throws Exception {
        served.close();
    }

    private static String detail(HttpResponse<byte[]> response) {
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = tree(text(response));
        assertThat(problem.get("status").asInt()).isEqualTo(response.statusCode());
        return problem.get("detail").asText();
    }

    @Test
    void everyPathOfTheContractAnswersAsDocumented() throws Exception {
        Schemas schemas = Schemas.of(OpenApi.load().json());
        for (OpenApi.Operation operation : OpenApi.load().operations()) {
            String path = operation
                    .path()
                    .replace("{site}", "bau-don")
                    .replace("{kind}", "wifi")
                    .replace("{name}", "bd-w1")
                    .replace("{code}", "H53.27-261105-0042")
                    .replace("{alert}", "queue%20bau-don")
                    .replace("{id}", "nv-1")
                    .replace("{rule}", "wait")
                    .replace("{shape}", "1f")
                    .replace("{hook}", "qminder")
                    .replace("{word}", "ap-sanh")
                    .replace("{uuid}", "5f0e3c1a")
                    .replace("{source}", "one-stop")
                    .replace("{service}", "DongBoHoSoMC")
                    .replaceAll("[{](person|token|signIn)}", "0123456789abcdef0123");
            if (operation.id().equals("series")) {
                path += "?measurement=queue&field=waiting&from=0&to=3600000";
            }
            if (operation.id().equals("assignees")) {
                path += "?alert=queue.bau-don";
            }
            String body = operation.id().equals("records") ? "[{\"a\":1}]" : "{\"by\":\"Lan\"}";
            HttpResponse<byte[]> response = operation.method().equals("GET")
                    ? served.read(path)
                    : served.post(path, body, operation.takesFile() ? CSV : OURS);
            if (operation.success() == 302) {
                assertThat(response.statusCode()).as(path).isEqualTo(302);
                assertThat(header(response, "Location")).as(path).isNotEmpty();
                continue;
            }
            boolean broken = operation.id().equals("unknown");
            assertThat(response.statusCode()).as(path).isIn(broken ? List.of(500) : List.of(200, 201, 202));
            schemas.check(operation, response.statusCode(), header(response, "Content-Type"), text(response));
            assertThat(header(response, "Content-Security-Policy")).as(path).contains("default-src 'none'");
            assertThat(header(response, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
        }
    }

    @Test
    void aDefectIsNotToldToStrangers() throws Exception {
        HttpResponse<byte[]> response = served.read("/api/v1/unknown");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(detail(response)).isEqualTo("server: failed (see its log)");
    }

    @Test
    void readsParametersAndTheirDefaults() throws Exception {
        served.read("/api/v1/dossiers?state=overdue&q=%20&sort=-dueAt&page=2");
        assertThat(served.answers.asked)
                .contains(new Answers.Rows(
                        Optional.of("overdue"),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        "-dueAt",
                        2,
                        50));
        served.read("/api/v1/series?measurement=queue&field=waiting&from=0&to=3600000&device=wifi/bd-w1");
        assertThat(served.answers.asked)
                .contains(new Answers.Range(
                        "queue", "waiting", Optional.empty(), Optional.of("wifi/bd-w1"), 0, 3_600_000, 7200, "mean"));
        served.read("/api/v1/devices/bau-don/wifi/bd-w1/messages");
        assertThat(served.answers.asked).contains(List.of("bau-don", "wifi", "bd-w1", 50));
    }

    @Test
    void aCallOfTheExchangeIsHandedOverUnread() throws Exception {
        served.post(
                "/exchange/DongBoHoSoMC?MaDinhDanhDV=000.00.01.H53&isUpdating=True",
                "[{",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer abc");
        assertThat(served.answers.asked)
                .contains(List.of("[{", "abc", Optional.of("DongBoHoSoMC"), Optional.of("True")));
    }

    @Test
    void namesWhatIsWrongAndWhatIsAllowed() throws Exception {
        assertThat(detail(served.read("/api/v1/dossiers?state=late")))
                .isEqualTo("state: was \"late\" but must be one of all, open, overdue, soon, in-time, paused,"
                        + " to-receive, to-receive-late, undated, handover, done, done-on-time, done-late, done-late-day,"
                        + " stopped, scored-late, apology-owed, apology-to-write, apology-past, apology-draft, apology-signed,"
                        + " apology-sent, apology-sent-late, disputed, unsorted");
        assertThat(detail(served.read("/api/v1/dossiers?size=1000")))
                .isEqualTo("size: was \"1000\" but must be a whole number from 1 to 200");
        assertThat(detail(served.read("/api/v1/dossiers?size=99999999999999999999")))
                .contains("whole number from 1 to 200");
        assertThat(detail(served.read("/api/v1/dossiers?page=1&page=2")))
                .isEqualTo("page: was given 2 times but must be given once");
        assertThat(detail(served.read("/api/v1/dossiers?pages=2")))
                .isEqualTo(
                        "query: was \"pages\" but must be one of state, org, q, begunFrom, begunUntil, endedFrom, endedUntil, letterFrom, letterUntil, measure, part, period, sort, page, size");
        assertThat(detail(served.read("/api/v1/alerts?x=1"))).isEqualTo("query: was \"x\" but must be empty");
        assertThat(detail(served.read("/api/v1/series?field=waiting&from=0&to=1")))
                .isEqualTo("measurement: was missing but must be there");
        assertThat(detail(served.read("/api/v1/series?measurement=q%27drop&field=waiting&from=0&to=1")))
                .startsWith("measurement: was \"q'drop\" but must be like");
        assertThat(detail(served.read("/api/v1/series?measurement=q&field=w&from=5&to=5")))
                .isEqualTo("to: was 5 but must be after from, 5");
        assertThat(detail(served.read("/api/v1/series?measurement=q&field=w&from=0&to=86400000&step=1000")))
                .isEqualTo("step: was 1000 but must be at least 43200 (at most 2000 points)");
        HttpResponse<byte[]> site = served.read("/api/v1/sites/nowhere");
        assertThat(site.statusCode()).isEqualTo(404);
        assertThat(detail(site)).isEqualTo("site: there is no \"nowhere\"");
        HttpResponse<byte[]> kind = served.read("/api/v1/devices/bau-don/toaster/t1/messages");
        assertThat(kind.statusCode()).isEqualTo(404);
        HttpResponse<byte[]> path = served.read("/api/v1/nothing");
        assertThat(path.statusCode()).isEqualTo(404);
        assertThat(detail(path)).isEqualTo("path: there is no \"/api/v1/nothing\" (see /api)");
    }

    @Test
    void aRefusalHasACodeAndValuesForWhoSaysItInAnotherLanguage() throws Exception {
        HttpResponse<byte[]> response =
                served.post("/api/v1/dossiers/x/apology", "{\"step\":\"sign\",\"revision\":1,\"by\":\"Lan\"}", OURS);
        assertThat(response.statusCode()).isEqualTo(409);
        JsonNode problem = Served.tree(text(response));
        assertThat(problem.path("title").asText()).isEqualTo("Conflict");
        assertThat(problem.path("code").asText()).isEqualTo("changed");
        assertThat(problem.path("values").path("state").asText()).isEqualTo("sent");
    }

    @Test
    void aLetterIsWrittenBySomebodyOfOursOnly() throws Exception {
        for (String path : List.of("/api/v1/dossiers/x/apology", "/api/v1/dossiers/x/apology/paper")) {
            assertThat(served.post(path, "{}", "Content-Type", "text/plain").statusCode())
                    .isEqualTo(415);
            assertThat(served.post(path, "{}", "Content-Type", "application/json", "Origin", "http://evil.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(served.post(path, "[]", OURS).statusCode()).isEqualTo(400);
        }
        HttpResponse<byte[]> paper =
                served.post("/api/v1/dossiers/x/apology/paper?format=pdf", "{\"name\":\"Lan\"}", OURS);
        assertThat(header(paper, "Content-Disposition")).isEqualTo("attachment; filename=\"xin-loi-x.pdf\"");
        assertThat(header(paper, "Cache-Control")).isEqualTo("no-store");
        assertThat(served.post("/api/v1/dossiers/x/apology/paper?format=rtf", "{}", OURS)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesWrongMethodsWithTheRightOnes() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            HttpResponse<byte[]> response = served.send(
                    served.request("/api/v1/places").method(method, HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(header(response, "Allow")).isEqualTo("GET");
            assertThat(detail(response)).isEqualTo("method: was " + method + " but must be GET");
        }
        HttpResponse<byte[]> read = served.read("/api/v1/alerts/1/acts");
        assertThat(read.statusCode()).isEqualTo(405);
        assertThat(header(read, "Allow")).isEqualTo("POST");
        HttpResponse<byte[]> page = served.post("/sites/bau-don", "{}", OURS);
        assertThat(page.statusCode()).isEqualTo(405);
    }

    @Test
    void takesRecordsOnlyInTheDocumentedShape() throws Exception {
        String path = "/api/v1/sources/one-stop/records";
        HttpResponse<byte[]> good = served.post(path, "[{\"a\":1},{\"b\":2}]", OURS);
        assertThat(good.statusCode()).isEqualTo(202);
        assertThat(text(good)).isEqualTo("{\"received\":2}");
        for (String bad :
                List.of("", "{", "{}", "[]", "[1]", "null", "[" + "[".repeat(500), "[{}" + ",{}".repeat(1000) + "]")) {
            assertThat(served.post(path, bad, OURS).statusCode()).as(bad).isEqualTo(400);
        }
        HttpResponse<byte[]> large = served.post(path, "[{\"a\":\"" + "x".repeat(4_200_000) + "\"}]", OURS);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(detail(large)).startsWith("body: was too large");
        HttpResponse<byte[]> person =
                served.post("/api/v1/alerts/1/acts", "{\"act\":\"" + "x".repeat(9000) + "\"}", OURS);
        assertThat(person.statusCode()).isEqualTo(413);
        assertThat(served.post("/api/v1/alerts/1/acts", "[]", OURS).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aFileIsWrittenToDiskAndGoneWhenItWasAnswered() throws Exception {
        String path = "/api/v1/sources/one-stop/";
        assertThat(served.post(path + "preview?sheet=Th%C3%A1ng%201", "x".repeat(5_000_000), CSV)
                        .statusCode())
                .isEqualTo(200);
        assertThat(served.answers.asked).contains(List.of("preview", "one-stop", "Tháng 1", 5_000_000L));
        HttpResponse<byte[]> json = served.post(path + "file", "{}", OURS);
        assertThat(json.statusCode()).isEqualTo(415);
        assertThat(detail(json))
                .startsWith("content-type: was \"application/json\" but must be application/octet-stream");
        assertThat(served.post(path + "file", "a", "Content-Type", "text/csv", "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(detail(served.post(path + "file?shet=1", "a", CSV)))
                .isEqualTo("query: was \"shet\" but must be one of sheet");
        awaitEmptyScratch();
    }

    @Test
    void aFileThatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
        String head = String.join(
                "\r\n", "POST /api/v1/sources/one-stop/file HTTP/1.1", "Host: 127.0.0.1", "Content-Type: text/csv", "");
        assertThat(raw(head + "Content-Length: 67108865\r\n\r\na"))
                .startsWith("HTTP/1.1 413 ")
                .contains("must be at most 64 MB");
        String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
        String over = "1\r\nx\r\n"; // the last: with more behind it the connection may break before the answer is read
        assertThat(raw(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(64) + over))
                .startsWith("HTTP/1.1 413 ");
        awaitEmptyScratch();
    }

    @Test
    void anExportIsADownloadOfTheSameFilters() throws Exception {
        HttpResponse<byte[]> response = served.read("/api/v1/dossiers/export?format=xlsx&lang=en&state=overdue&q=dat");
        assertThat(header(response, "Content-Disposition")).isEqualTo("attachment; filename=\"dossiers.csv\"");
        assertThat(text(response)).isEqualTo("a,b\r\n");
        assertThat(served.answers.asked)
                .contains(List.of(
                        new Answers.Rows(
                                Optional.of("overdue"),
                                Optional.empty(),
                                Map.of(),
                                Optional.of("dat"),
                                Optional.empty(),
                                "dueAt",
                                1,
                                1),
                        "xlsx",
                        "en"));
        assertThat(header(served.read("/api/v1/devices/export?format=xlsx"), "Content-Disposition"))
                .isEqualTo("attachment; filename=\"devices.csv\"");
        assertThat(served.answers.asked).contains(List.of("exportDevices", "xlsx", "vi"));
        assertThat(detail(served.read("/api/v1/dossiers/export?format=pdf")))
                .isEqualTo("format: was \"pdf\" but must be one of csv, xlsx");
    }

    @Test
    void refusesWhatAPageOfSomebodyElseCouldSend() throws Exception {
        String path = "/api/v1/alerts/1/acts";
        String body = "{\"act\":\"accept\",\"revision\":0}";
        String own = "http://127.0.0.1:" + served.server.port();
        assertThat(served.post(path, body, "Content-Type", "application/json", "Origin", own)
                        .statusCode())
                .isEqualTo(200);
        assertThat(served.post(path, body, "Content-Type", "application/json; charset=utf-8")
                        .statusCode())
                .isEqualTo(200);
        for (String origin : List.of("http://elsewhere.example", "null", "http://127.0.0.1:1", "http://", "%")) {
            assertThat(served.post(path, body, "Content-Type", "application/json", "Origin", origin)
                            .statusCode())
                    .as(origin)
                    .isEqualTo(403);
        }
        assertThat(served.post(path, body, "Content-Type", "application/json", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonx")) {
            assertThat(served.post(path, body, "Content-Type", type).statusCode())
                    .as(type)
                    .isEqualTo(415);
        }
        assertThat(served.post(path, body).statusCode()).isEqualTo(415);
    }

    @Test
    void pagesAreAskedForAnewAndAllowOnlyTheirOwnScripts() throws Exception {
        for (String path : List.of("/", "/sites/bau-don", "/devices", "/wall")) {
            HttpResponse<byte[]> page = served.read(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(text(page)).contains(path.equals("/wall") ? "wall</body>" : "index</body>");
            assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
            Matcher inline =
                    Pattern.compile("<script type=\"importmap\">(.*?)</script>").matcher(text(page));
            assertThat(inline.find()).isTrue();
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(inline.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(header(page, "Content-Security-Policy"))
                    .contains("default-src 'none'; script-src 'self' 'sha256-"
                            + Base64.getEncoder().encodeToString(hash) + "';")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(served.read(path, "If-None-Match", header(page, "ETag")).statusCode())
                    .isEqualTo(304);
        }
    }

    @Test
    void assetsHaveTheBuildInTheirPathAndAreKeptForEver() throws Exception {
        String under = "/a/" + served.assets.build() + "/";
        HttpResponse<byte[]> script = served.read(under + "js/main.js");
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(header(script, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(script, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        HttpResponse<byte[]> zipped = served.read(under + "js/main.js", "Accept-Encoding", "gzip, br");
        assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.body()).hasSizeLessThan(script.body().length);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(script.body());
        HttpResponse<byte[]> head =
                served.send(served.request(under + "js/main.js").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(script.body().length));
        assertThat(served.read("/a/0000000000000000/js/main.js").statusCode()).isEqualTo(404);
        HttpResponse<byte[]> places = served.read("/api/v1/places", "Accept-Encoding", "gzip");
        assertThat(header(places, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(places, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void everyImportOfTheLibrariesIsServed() throws Exception {
        JsonNode imports =
                tree(Library.importMap("/a/" + served.assets.build() + "/")).get("imports");
        Pattern from = Pattern.compile("(?:from|import)\\s*[\"']([@\\w./-]+)[\"']");
        for (Library library : Library.ALL) {
            for (String file : library.files()) {
                String path = imports.get(library.name() + "/").asText() + file;
                HttpResponse<byte[]> response = served.read(path);
                assertThat(response.statusCode()).as(path).isEqualTo(200);
                if (!file.endsWith(".js")) {
                    continue;
                }
                Matcher matcher = from.matcher(text(response));
                while (matcher.find()) {
                    String name = matcher.group(1);
                    int slash = name.startsWith("@") ? name.indexOf('/', name.indexOf('/') + 1) : name.indexOf('/');
                    String target = name.startsWith(".")
                            ? java.net.URI.create(path).resolve(name).toString()
                            : imports.has(name)
                                    ? imports.get(name).asText()
                                    : imports.path(name.substring(0, slash + 1)).asText() + name.substring(slash + 1);
                    assertThat(served.read(target).statusCode())
                            .as(path + " imports " + name)
                            .isEqualTo(200);
                }
            }
        }
    }

    @Test
    void nobodyWalksOutOfTheAssets() throws Exception {
        String under = "/a/" + served.assets.build() + "/";
        for (String path : List.of(
                under + "../../pom.xml",
                under + "..%2f..%2fpom.xml",
                under + "%2e%2e/%2e%2e/etc/passwd",
                under + "js/../../../../etc/passwd",
                under + "js//main.js%00.html",
                under + "index.html",
                under + "",
                "/a/../../../etc/passwd.x",
                "/..%5c..%5cwindows.ini",
                "//etc/passwd.x",
                "/META-INF/MANIFEST.MF",
                under + "lib/lit/package.json")) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
            assertThat(answer)
                    .as(path)
                    .doesNotContain("root:")
                    .matches("(?s)HTTP/1.1 (40[04] .*|200 .*index</body></html>\\s*)");
        }
    }

    @Test
    void isNotToldApartByAnotherNameForThisMachine() throws IOException {
        assertThat(raw("GET /api/v1/places HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ");
        assertThat(raw("GET /api/v1/places HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    /** The answer may be there before the file is gone. */
    private void awaitEmptyScratch() {
        Peer.await("the scratch folder is empty", () -> {
            String[] left = served.answers.scratch.toFile().list();
            return left != null && left.length == 0;
        });
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), served.server.port()));
            socket.setSoTimeout(Math.toIntExact(Peer.PATIENCE.toMillis()));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void showsTheContractAsAPage() throws Exception {
        HttpResponse<byte[]> page = served.read("/api");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(text(page)).contains("reference/reference.js");
        assertThat(header(page, "Content-Security-Policy")).contains("script-src 'self';");
        assertThat(served.read("/a/" + served.assets.build() + "/reference/reference.js")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysWhetherItIsReady() throws Exception {
        assertThat(tree(text(served.read("/health/ready"))).get("state").asText())
                .isEqualTo("up");
        served.answers.ready = false;
        HttpResponse<byte[]> down = served.read("/health/ready");
        served.answers.ready = true;
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(text(down)).contains("disk full");
        served.meters.counter("ioc.example").increment();
        assertThat(text(served.read("/metrics"))).contains("ioc_example_total 1.0");
    }

    @Test
    void listensToOthersOnlyWhenGuarded() {
        assertThatThrownBy(() -> new Bind("0.0.0.0", 8080, false, Set.of()))
                .hasMessage("server.host: was \"0.0.0.0\" but must be a loopback address such as 127.0.0.1"
                        + " (others only with access control configured)");
        assertThat(new Bind("0.0.0.0", 8080, true, Set.of()).answersTo("ioc.example:8080"))
                .isTrue();
        assertThat(new Bind("0.0.0.0", 8080, true, Set.of("ioc.example")).answersTo("other.example"))
                .isFalse();
        assertThat(new Bind("::1", 8080, false, Set.of()).answersTo("[::1]:8080"))
                .isTrue();
    }

    @Test
    void saysInOneLineThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0));
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> WebServer.start(
                                    served.vertx,
                                    Bind.loopback(port),
                                    served.assets,
                                    new WebServer.Live(options -> {}, (request, pass) -> {}, (request, pass) -> {}),
                                    served.answers,
                                    served.house,
                                    served.meters,
                                    Walls.NONE)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .hasMessage("server.port: " + port + " on 127.0.0.1 is taken or not ours (choose another port)");
        }
    }
}
