package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import ioc.peer.Camera;
import ioc.peer.Dashboard;
import ioc.peer.Peer;
import ioc.peer.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices and systems that speak HTTP: they post, they are asked, or they tell without end. */
@SuppressWarnings("NullAway.Init")
class HttpDevicesIT {
    private static final String SECRET = "con-mèo-trèo-cây-cau-7";
    private static final String KEY = "hai-ba-bon-nam-sau-bay";

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private final HttpClient client = HttpClient.newHttpClient();
    private ServerProcess server;

    @AfterEach
    void stop() {
        server.close();
    }

    private Path configuration(String http, String mappings) throws IOException {
        Path configuration = ServerProcess.copyOfConfiguration(folder);
        Files.writeString(configuration.resolve("http.yaml"), http);
        Files.writeString(configuration.resolve("topics.yaml"), "mappings:\n" + mappings);
        return configuration;
    }

    private int post(String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] signed(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(utf8(SECRET), "HmacSHA256"));
        return mac.doFinal(body);
    }

    private void stations(Dashboard devices, String device, int number) {
        devices.await(
                "devices",
                "device:" + device,
                "values",
                values -> values.path("stations").asInt(-1) == number);
    }

    @Test
    void whatIsPostedCountsWhenTheSenderKnowsTheSecretAndNothingPersonalIsKept() throws Exception {
        Path configuration = configuration("""
                hooks:
                  qminder: {vi: Qminder, signature: X-Qminder-Signature}
                  camera-cong: {vi: "Camera cổng"}
                  openwisp: {}
                """, """
                  - {family: qminder, pattern: hooks/qminder, devices: {"41007": bau-don/counter/bd-q1}, words: {"41007": civil}}
                  - {family: hikvision, pattern: hooks/camera-cong, fixed: {site: bau-don, kind: camera, device: bd-c1}}
                  - {family: openwisp, pattern: "hooks/openwisp/{device}", devices: {ap-sanh: bau-don/wifi/bd-w1}}
                """);
        server = ServerProcess.serve(
                folder,
                configuration,
                Map.of(
                        "IOC_HOOKS_QMINDER_SECRET", SECRET,
                        "IOC_HOOKS_CAMERA_CONG_SECRET", KEY,
                        "IOC_HOOKS_OPENWISP_SECRET", KEY));
        try (Dashboard devices = Dashboard.at(server.url(), "devices", "site:bau-don", "overview")) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            byte[] ticket = utf8("{\"type\":\"ticket_created\",\"data\":{\"id\":\"70000345\",\"line\":41007,"
                    + "\"firstName\":\"Nguyen-Thi-Lan\",\"created\":{\"date\":\"" + now + "\"}}}");
            byte[] signature = signed(ticket);
            assertThat(post("/hooks/qminder", ticket)).isEqualTo(401);
            assertThat(post("/hooks/qminder", ticket, "X-Qminder-Signature", "00"))
                    .isEqualTo(401);
            assertThat(post("/hooks/qminder?key=" + SECRET, ticket)).isEqualTo(401);
            assertThat(post(
                            "/hooks/qminder",
                            ticket,
                            "X-Qminder-Signature",
                            HexFormat.of().withUpperCase().formatHex(signature)))
                    .isEqualTo(202);
            assertThat(post(
                            "/hooks/qminder",
                            ticket,
                            "X-Qminder-Signature",
                            "sha256=" + Base64.getEncoder().encodeToString(signature)))
                    .as("sent again: counts once")
                    .isEqualTo(202);
            devices.await("site:bau-don", "site", "waiting", waiting -> waiting.asInt() == 1);

            byte[] event = multipart(now, 14);
            assertThat(post("/hooks/camera-cong", event)).isEqualTo(401);
            assertThat(post("/hooks/camera-cong?key=" + SECRET, event)).isEqualTo(401);
            assertThat(post("/hooks/camera-cong?key=" + KEY, multipart(now.minusSeconds(5), 10)))
                    .isEqualTo(202);
            assertThat(post(
                            "/hooks/camera-cong",
                            event,
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(utf8("admin:" + KEY))))
                    .isEqualTo(202);
            devices.await(
                    "devices",
                    "device:bau-don/camera/bd-c1",
                    "values",
                    values -> values.path("in").asInt(-1) == 4);

            byte[] report = utf8(
                    "{\"type\":\"DeviceMonitoring\",\"general\":{\"uptime\":60,\"hostname\":\"may-ba-Lan\"},\"interfaces\":"
                            + "[{\"name\":\"phy0-ap0\",\"wireless\":{\"mode\":\"access_point\",\"clients\":[{\"mac\":\"a4:cf:12:33:44:55\"}]}}]}");
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
                out.write(report);
            }
            assertThat(post("/hooks/openwisp/ap-sanh", zipped.toByteArray(), "Authorization", "Bearer " + KEY))
                    .isEqualTo(202);
            stations(devices, "bau-don/wifi/bd-w1", 1);
            byte[] later = utf8(
                    "{\"type\":\"DeviceMonitoring\",\"general\":{\"uptime\":360},\"interfaces\":"
                            + "[{\"name\":\"phy0-ap0\",\"wireless\":{\"mode\":\"access_point\",\"clients\":{\"a4:cf:12:33:44:55\":{},\"a4:cf:12:33:44:56\":{}}}}]}");
            String agent = "/hooks/openwisp/ap-sanh/api/v1/monitoring/device/2f9c/?key=";
            assertThat(post(agent + "x&time=1", later)).isEqualTo(401);
            assertThat(post(agent + KEY + "&time=27-11-2026_00:00:00.000000&current=true", later))
                    .as("as the agent wants it")
                    .isEqualTo(200);
            stations(devices, "bau-don/wifi/bd-w1", 2);

            assertThat(post("/hooks/khong-co?key=" + KEY, ticket)).isEqualTo(404);
            assertThat(post("/hooks/camera-cong?key=" + KEY, new byte[(4 << 20) + 1]))
                    .isEqualTo(413);
            assertThat(devices.shown("overview", "feed:camera-cong", "label").toString())
                    .contains("Camera cổng");
            assertThat(devices.shown("overview", "feed:camera-cong", "state").asText())
                    .isEqualTo("ok");
            assertThat(journal())
                    .contains("hooks/camera-cong")
                    .doesNotContain("Lan")
                    .doesNotContain("33:44:55")
                    .doesNotContain("51A-12345")
                    .doesNotContain("JFIF");
            assertThat(server.log())
                    .contains("hooks.qminder: a post was refused")
                    .doesNotContain(SECRET, KEY);
            assertThat(server.exceptions()).isEmpty();
        }
    }

    private static String counted(Instant at, int entered) {
        return "<EventNotificationAlert version=\"2.0\" xmlns=\"http://www.isapi.org/ver20/XMLSchema\"><channelID>1</channelID><dateTime>"
                + at + "</dateTime><eventType>PeopleCounting</eventType><eventState>active</eventState><peopleCounting>"
                + "<statisticalMethods>realTime</statisticalMethods><RealTime><time>" + at + "</time></RealTime><enter>"
                + entered
                + "</enter><exit>0</exit></peopleCounting><licensePlate>51A-12345</licensePlate></EventNotificationAlert>";
    }

    private static byte[] picture() {
        byte[] picture = new byte[300_000];
        System.arraycopy(utf8("\u0000\u0010JFIF"), 0, picture, 4, 6);
        picture[0] = (byte) 0xFF;
        picture[1] = (byte) 0xD8;
        picture[2] = (byte) 0xFF;
        return picture;
    }

    /** The picture first, as some cameras have it. */
    private static byte[] multipart(Instant at, int entered) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(utf8("--boundary\r\nContent-Type: image/jpeg\r\n\r\n"));
        body.write(picture());
        body.write(utf8("\r\n--boundary\r\nContent-Type: application/xml\r\n\r\n" + counted(at, entered)
                + "\r\n--boundary--\r\n"));
        return body.toByteArray();
    }

    @Test
    void aCameraThatTellsWithoutEndIsHeardUntilItHangsUpAndAfterwards() throws Exception {
        try (Camera camera = new Camera(KEY)) {
            Path configuration = configuration(
                    "fetches:\n  camera-sanh: {vi: \"Camera sảnh\", url: \"" + camera.url()
                            + "\", user: ioc, stream: true}\n",
                    "  - {family: hikvision, pattern: fetched/camera-sanh, fixed: {site: bau-don, kind: camera, device: bd-c2}}\n");
            server = ServerProcess.serve(folder, configuration, Map.of("IOC_FETCHES_CAMERA_SANH_SECRET", KEY));
            try (Dashboard devices = Dashboard.at(server.url(), "devices")) {
                Peer.await("it is heard", camera::isHeard);
                Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
                camera.tell(counted(now.minusSeconds(9), 100), true);
                camera.tellPicture(picture());
                camera.tell(counted(now.minusSeconds(8), 103), true);
                awaitPassed(devices, 3);
                camera.tell(counted(now.minusSeconds(7), 104), false);
                camera.tell(counted(now.minusSeconds(6), 105), false); // ends the one before
                awaitPassed(devices, 4);
                camera.hangUp();
                Peer.await("it is heard again", camera::isHeard);
                camera.tell(counted(now, 110), true);
                awaitPassed(devices, 10);
                assertThat(journal()).doesNotContain("JFIF").doesNotContain("51A-12345");
                assertThat(server.log()).contains("source camera-sanh: answers").contains("ended its answer");
                assertThat(server.exceptions()).isEmpty();
            }
        }
    }

    private static void awaitPassed(Dashboard devices, int number) {
        devices.await(
                "devices",
                "device:bau-don/camera/bd-c2",
                "values",
                values -> values.path("in").asInt(-1) == number);
    }

    @Test
    void ratingsAreAskedForPageByPageAndTheCursorOutlivesAKill() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        vendor.createContext("/feedbacks", exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            asked.add(exchange.getRequestHeaders().getFirst("X-API-Key") + " " + query);
            String at = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
            int page = query.contains("after=2") ? 2 : query.contains("after=1") ? 1 : 0;
            byte[] answer = page == 2
                    ? utf8("[]")
                    : utf8("[{\"feedbackId\":\"f" + page + "\",\"smileyId\":9001,\"localTime\":\"" + at
                            + "\",\"surveyId\":501,\"buttonIndex\":3,\"misuse\":false,\"next\":\"" + (page + 1)
                            + "\"}]");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        vendor.start();
        try {
            Path configuration = configuration(
                    "fetches:\n  happyornot: {vi: HappyOrNot, url: \"http://127.0.0.1:"
                            + vendor.getAddress().getPort()
                            + "/feedbacks?size=1\", header: X-API-Key, every: 1s, next: /0/next, cursor: after}\n",
                    "  - {family: happyornot, pattern: fetched/happyornot, devices: {\"9001\": bau-don/tablet/bd-r1}}\n");
            server = ServerProcess.serve(folder, configuration, Map.of("IOC_FETCHES_HAPPYORNOT_SECRET", KEY));
            Peer.await("it is asked for what is new", () -> asked.contains(KEY + " size=1&after=2"));
            try (Dashboard site = Dashboard.at(server.url(), "site:bau-don")) {
                site.await("site:bau-don", "site", "rated", rated -> rated.asInt() == 2);
            }
            server.kill();
            asked.clear();
            server.startAgain();
            Peer.await("it goes on", () -> !asked.isEmpty());
            assertThat(asked.get(0)).isEqualTo(KEY + " size=1&after=2");
            assertThat(server.exceptions()).isEmpty();
        } finally {
            vendor.stop(0);
        }
    }

    /** All bytes of the journal, one to one. */
    private String journal() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("data/journal"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
