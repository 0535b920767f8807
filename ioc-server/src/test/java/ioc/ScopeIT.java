package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import ioc.access.Caller;
import ioc.access.Role;
import ioc.access.Scope;
import ioc.peer.Peer;
import ioc.peer.Publisher;
import ioc.peer.ServerProcess;
import ioc.web.Accounts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Walks every operation of the REST contract and every live topic as somebody who sees one commune only, and finds nothing
 * of others in any byte of any answer. An operation that is not in the walk fails it.
 */
@SuppressWarnings("NullAway.Init")
class ScopeIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OWN = "xa-truong-mit";
    private static final String FOREIGN = "phuong-go-dau";
    /** In every code, title and name that belongs to others. */
    private static final List<String> SECRET = List.of(
            "NGOAI", FOREIGN, "cap-huyen", "ch-q1", "ch-w1", "tt-go-dau", "gd-q1", "Phường Gò Dầu", "Gò Dầu Ward");

    private static final String HOUR = "from=1790000000000&to=1790003600000";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Server server;
    private final List<String> walked = new ArrayList<>();

    private static final String HEAD = "head of ";

    /** A caller is what the header says it is; in the product a session says it. */
    private static Optional<Caller> caller(@Nullable String scope) {
        if (scope == null) {
            return Optional.empty();
        }
        boolean isHead = scope.startsWith(HEAD);
        String unit = isHead ? scope.substring(HEAD.length()) : scope;
        return Optional.of(new Caller(
                "c-" + unit,
                isHead ? "Trưởng" : "Hà",
                isHead ? Role.ORG_HEAD : Role.ADMINISTRATOR,
                unit.equals("whole") ? Scope.WHOLE : new Scope(Set.of(unit))));
    }

    @BeforeEach
    void start() throws Exception {
        Path configuration = ServerProcess.copyOfConfiguration(folder);
        for (String source : List.of("mot-cua", "nhiem-vu")) {
            Path file = configuration.resolve("sources/" + source + ".yaml");
            Files.writeString(file, Files.readString(file).replaceAll("(?ms)^poll:.*?(?=^zone:)", ""));
        }
        Settings settings = Settings.load(
                configuration,
                Map.of(
                        "IOC_SERVER_PORT", Integer.toString(Peer.freePort()),
                        "IOC_BROKER_PORT", Integer.toString(Peer.freePort()),
                        "IOC_SERVER_DATA", folder.resolve("data").toString()));
        server = new Server(
                settings,
                Server.Clocks.live(InstantSource.system()),
                false,
                walls -> (request, people) -> caller(request.getHeader("X-Scope"))
                        .map(caller -> new Accounts.Pass(caller.id(), caller.id(), Optional.of(caller))),
                Adopter.NONE);
        Peer.await("the broker is heard", server::isHearing);
        fill();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String dossier(String code, String unit, String due) {
        return "{\"MaHoSo\":\"" + code + "\",\"MaTTHC\":\"2.000635\",\"TenTTHC\":\"Trích lục\",\"DonViXuLy\":\"" + unit
                + "\",\"KenhThucHien\":\"2\",\"TrangThaiHoSo\":\"4\",\"NgayTiepNhan\":\"20261001080000\",\"NgayHenTra\":\""
                + due + "\",\"ChuHoSo\":\"Lan\"}";
    }

    private static String task(String id, String lead, String partner, String parent) {
        return "{\"id\":\"" + id + "\",\"number\":\"12/CV\",\"title\":\"Việc " + id + "\",\"giver\":\"Chủ tịch " + id
                + "\",\"lead\":\"" + lead + "\",\"partners\":[" + (partner.isEmpty() ? "" : "\"" + partner + "\"")
                + "],\"given\":\"20261001080000\",\"due\":\"20261010080000\",\"parent\":\"" + parent + "\"}";
    }

    private void fill() throws Exception {
        String ours = "UBND xã Truông Mít";
        String theirs = "UBND phường Gò Dầu";
        assertThat(send(
                                "whole",
                                "POST",
                                "/api/v1/sources/mot-cua/records",
                                "["
                                        + String.join(
                                                ",",
                                                dossier("NHA-1", ours, "20261010080000"),
                                                dossier("NGOAI-1", theirs, "20261010080000"),
                                                dossier("NGOAI-2", "Phòng NGOAI", "20261010080000"))
                                        + "]")
                        .statusCode())
                .isEqualTo(202);
        assertThat(send(
                                "whole",
                                "POST",
                                "/api/v1/sources/nhiem-vu/records",
                                "["
                                        + String.join(
                                                ",",
                                                task("NGOAI-9", theirs, "", ""),
                                                task("v-nha", ours, "", "NGOAI-9"),
                                                task("NGOAI-8", "Phòng NGOAI", "", "v-nha"))
                                        + "]")
                        .statusCode())
                .isEqualTo(202);
        try (Publisher field = new Publisher(server.brokerUrl())) {
            long now = System.currentTimeMillis();
            for (String device : List.of("bau-don/wifi/bd-w1", "cap-huyen/wifi/ch-w1")) {
                field.publish("ioc/1/" + device + "/stations", "{\"ts\":" + now + ",\"count\":12}");
                field.publish("ioc/1/" + device + "/health", "{\"ts\":" + now + ",\"fault\":\"hot\"}");
            }
            field.publish("ioc/1/NGOAI/wifi/x/stations", "{}");
            field.settle();
        }
        for (List<String> there : List.of(
                List.of("whole", "dossiers", "NGOAI-2"),
                List.of("whole", "assignments", "NGOAI-8"),
                List.of("whole", "alerts", "NGOAI-9"),
                List.of("whole", "unknown", "NGOAI"),
                List.of(OWN, "alerts", "v-nha"),
                List.of(OWN, "dossiers", "NHA-1"))) {
            Peer.await(
                    () -> there + " is told but was " + told(there.get(0), "/api/v1/" + there.get(1)),
                    () -> told(there.get(0), "/api/v1/" + there.get(1)).contains(there.get(2)));
        }
    }

    private String told(String scope, String path) {
        try {
            return text(scope, path);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<byte[]> send(String scope, String method, String path, @Nullable String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.url().replaceAll("/$", "") + path))
                .header("X-Scope", scope);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            String type = path.contains("/file") || path.contains("/preview") ? "text/csv" : "application/json";
            request.header("Content-Type", type).method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private String text(String scope, String path) throws Exception {
        return readable(send(scope, "GET", path, null).body());
    }

    /** As text; of a workbook, all of its parts. */
    private static String readable(byte[] body) throws IOException {
        if (body.length > 1 && body[0] == 'P' && body[1] == 'K') {
            StringBuilder all = new StringBuilder();
            Path file = Files.write(Files.createTempFile("scope", ".xlsx"), body);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    all.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            } finally {
                Files.delete(file);
            }
            return all.toString();
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The same question by who may not see, who may see all, and whether the answer would have had something to hide. */
    private void walk(String operation, String method, String path, @Nullable String body, boolean hides)
            throws Exception {
        walked.add(operation);
        HttpResponse<byte[]> mine = send(OWN, method, path, body);
        String asked = path + (body == null ? "" : body);
        List<String> said = SECRET.stream()
                .filter(word -> readableOf(mine).contains(word) && !asked.contains(word))
                .toList();
        assertThat(said).as(operation + " " + path + "\n" + readableOf(mine)).isEmpty();
        assertThat(mine.statusCode()).as(operation + " " + readableOf(mine)).isNotEqualTo(500);
        if (hides) {
            String all = readable(send("whole", method, path, body).body());
            assertThat(SECRET).as(operation + " has something to hide\n" + all).anyMatch(all::contains);
        }
    }

    private static String readableOf(HttpResponse<byte[]> response) {
        try {
            return readable(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asked for by name, what belongs to others is as if it was not there. */
    private void hidden(String operation, String method, String path, @Nullable String body) throws Exception {
        walked.add(operation);
        HttpResponse<byte[]> mine = send(OWN, method, path, body);
        HttpResponse<byte[]> none = send(
                OWN,
                method,
                path.replace("NGOAI-1", "XXXXX-1").replace("NGOAI-9", "XXXXX-9").replace("cap-huyen", "xxxxxxxxx"),
                body);
        assertThat(mine.statusCode())
                .as(operation + " " + path + " " + readableOf(mine))
                .isEqualTo(404);
        assertThat(readableOf(mine)
                        .replace("NGOAI-1", "XXXXX-1")
                        .replace("NGOAI-9", "XXXXX-9")
                        .replace("cap-huyen", "xxxxxxxxx"))
                .as("not told from what does not exist")
                .isEqualTo(readableOf(none));
    }

    private static Set<String> operations() throws IOException {
        Set<String> ids = new TreeSet<>();
        try (InputStream in = ScopeIT.class.getResourceAsStream("/contract/openapi.yaml")) {
            new YAMLMapper().readTree(in).path("paths").properties().forEach(path -> path.getValue()
                    .properties()
                    .forEach(method -> Optional.ofNullable(method.getValue().get("operationId"))
                            .ifPresent(id -> ids.add(id.asText()))));
        }
        return ids;
    }

    @Test
    void noAnswerTellsAnythingOfOthers() throws Exception {
        String save = "{\"act\":\"save\",\"revision\":0,\"by\":\"Hà\"}";
        walk("places", "GET", "/api/v1/places", null, true);
        walk("sources", "GET", "/api/v1/sources", null, false);
        hidden("site", "GET", "/api/v1/sites/cap-huyen", null);
        walk("site", "GET", "/api/v1/sites/bau-don", null, false);
        hidden("messages", "GET", "/api/v1/devices/cap-huyen/wifi/ch-w1/messages", null);
        walk("exportDevices", "GET", "/api/v1/devices/export", null, true);
        walk("exportDevices", "GET", "/api/v1/devices/export?format=xlsx", null, true);
        for (String query : List.of("", "?q=NGOAI", "?org=" + FOREIGN, "?state=overdue&sort=org")) {
            walk("dossiers", "GET", "/api/v1/dossiers" + query, null, true);
            walk("exportDossiers", "GET", "/api/v1/dossiers/export" + query, null, query.isEmpty());
        }
        walk("exportDossiers", "GET", "/api/v1/dossiers/export?format=xlsx", null, true);
        walk("redated", "GET", "/api/v1/dossiers/redated", null, false);
        hidden("dossier", "GET", "/api/v1/dossiers/NGOAI-1", null);
        hidden("apology", "GET", "/api/v1/dossiers/NGOAI-1/apology", null);
        hidden("apologise", "POST", "/api/v1/dossiers/NGOAI-1/apology", save);
        hidden("paper", "POST", "/api/v1/dossiers/NGOAI-1/apology/paper", "{\"name\":\"Lan\"}");
        for (String query : List.of("", "?q=NGOAI", "?org=" + FOREIGN, "?parent=NGOAI-9", "?partner=" + FOREIGN)) {
            walk("assignments", "GET", "/api/v1/assignments" + query, null, query.isEmpty());
            walk("exportAssignments", "GET", "/api/v1/assignments/export" + query, null, query.isEmpty());
        }
        hidden("assignment", "GET", "/api/v1/assignments/NGOAI-9", null);
        walk("assignment", "GET", "/api/v1/assignments/v-nha", null, true);
        hidden(
                "act",
                "POST",
                "/api/v1/assignments/NGOAI-9/actions",
                "{\"act\":\"remind\",\"revision\":1,\"by\":\"Hà\"}");
        String given = "{\"title\":\"x\",\"lead\":\"UBND phường Gò Dầu\",\"giver\":\"y\"}";
        walk("giveAssignment", "POST", "/api/v1/assignments", given, false);
        assertThat(send(OWN, "POST", "/api/v1/assignments", given).statusCode()).isEqualTo(422);
        walk("score", "GET", "/api/v1/score", null, true);
        assertThat(send(OWN, "GET", "/api/v1/score?org=" + FOREIGN, null).statusCode())
                .isEqualTo(404);
        walk("exportScore", "GET", "/api/v1/score/export", null, true);
        walk("alerts", "GET", "/api/v1/alerts", null, true);
        String foreignAlert = foreignAlert();
        for (String below : List.of("", "/retrial")) {
            walk(
                    below.isEmpty() ? "alert" : "retry",
                    "GET",
                    "/api/v1/alerts/" + foreignAlert + below,
                    null,
                    below.isEmpty());
            assertThat(send(OWN, "GET", "/api/v1/alerts/" + foreignAlert + below, null)
                            .statusCode())
                    .isEqualTo(404);
        }
        walked.add("handle");
        assertThat(send(OWN, "POST", "/api/v1/alerts/" + foreignAlert + "/acts", "{\"act\":\"accept\",\"revision\":1}")
                        .statusCode())
                .isEqualTo(404);
        walk("assignees", "GET", "/api/v1/assignees?alert=" + ownAlert() + "&q=phuong", null, true);
        assertThat(send(OWN, "GET", "/api/v1/assignees?alert=" + foreignAlert, null)
                        .statusCode())
                .isEqualTo(404);
        walk("rules", "GET", "/api/v1/rules", null, false);
        walk("rule", "GET", "/api/v1/rules/dossier-overdue", null, false);
        assertThat(JSON.readTree(text(OWN, "/api/v1/rules/assignment-overdue"))
                        .path("open")
                        .asInt())
                .as("of its own only")
                .isEqualTo(1);
        for (Map.Entry<String, String> whole : Map.of(
                        "alertFigures", "/api/v1/alert-figures",
                        "propose", "/api/v1/rules/x",
                        "previewRule", "/api/v1/rules/x/preview")
                .entrySet()) {
            walk(
                    whole.getKey(),
                    whole.getKey().equals("alertFigures") ? "GET" : "POST",
                    whole.getValue(),
                    whole.getKey().equals("alertFigures") ? null : "{}",
                    false);
        }
        String series = "/api/v1/series?measurement=site_minute&field=waiting&" + HOUR;
        hidden("series", "GET", series + "&site=cap-huyen", null);
        assertThat(send(OWN, "GET", series, null).statusCode()).isEqualTo(404);
        assertThat(send(OWN, "GET", series + "&site=bau-don", null).statusCode())
                .isEqualTo(200);
        String source = "/api/v1/sources/mot-cua/";
        String csv = "MaHoSo\nNHA-4\n";
        for (Map.Entry<String, String> taken : Map.of(
                        "records", "[{\"MaHoSo\":\"NHA-3\"}]", "preview", csv, "file", csv)
                .entrySet()) {
            walk(taken.getKey(), "POST", source + taken.getKey(), taken.getValue(), false);
            assertThat(send(OWN, "POST", source + taken.getKey(), taken.getValue())
                            .statusCode())
                    .as("a file may hold what belongs to any unit")
                    .isEqualTo(403);
            assertThat(text(OWN, "/api/v1/me")).doesNotContain('"' + taken.getKey() + '"');
        }
        for (String exchange : List.of("exchangeLogin", "exchange", "exchangeService")) {
            walk(exchange, "POST", path(exchange), "{}", false);
        }
        walk("queueMonitors", "GET", "/api/v1/queue-monitors", null, true);
        walk("unknown", "GET", "/api/v1/unknown", null, true);
        walk("health", "GET", "/api/v1/health", null, true);
        assertThat(text(OWN, "/api/v1/health")).doesNotContain("ledger", "received", "session:", "unknown:");
        walked.add("metrics");
        assertThat(send(OWN, "GET", "/metrics", null).statusCode()).isEqualTo(404);
        String screen = screen();
        walk("screens", "GET", "/api/v1/screens", null, true);
        walk("revokeScreen", "POST", "/api/v1/screens/" + screen + "/revocation", "{}", false);
        assertThat(text("whole", "/api/v1/screens"))
                .as("not revoked by another")
                .contains(screen);
        walk("pairScreen", "POST", "/api/v1/screens", pairing("XXXXXX", FOREIGN), false);
        assertThat(send(OWN, "POST", "/api/v1/screens", pairing("XXXXXX", FOREIGN))
                        .statusCode())
                .isEqualTo(422);
        walk("screenCode", "POST", "/api/v1/screens/codes", "{}", false);
        walk("screenClaim", "POST", "/api/v1/screens/claims", "{\"claim\":\"x\"}", false);
        walk("screenBeat", "POST", "/api/v1/screens/own", "{}", false);
        for (String below : List.of("sendings")) {
            walk(below, "GET", "/api/v1/alerts/" + foreignAlert + "/" + below, null, false);
            assertThat(send(OWN, "GET", "/api/v1/alerts/" + foreignAlert + "/" + below, null)
                            .statusCode())
                    .isEqualTo(404);
        }
        shift(foreignAlert);
        walk("report", "GET", "/api/v1/report", null, true);
        walk("exportReport", "GET", "/api/v1/report/export?format=xlsx", null, true);
        walk("me", "GET", "/api/v1/me", null, false);
        walked.addAll(List.of("leaveForProvider", "arriveFromProvider")); // of who is not known yet
        walked.addAll(List.of("signIn", "signOut", "acceptInvitation", "changePassword", "secondFactor")); // of oneself
        walked.addAll(List.of("signIns", "endSignIn")); // of oneself, or of an administrator
        // of administrators, who see the whole: AccountFields refuses others
        walked.addAll(List.of("people", "addPerson", "changePerson", "invite", "tokens", "addToken", "endToken"));
        walked.addAll(List.of("audit", "verifyAudit", "exportAudit"));
        walked.addAll(List.of("inbox", "shape", "tryAdoption", "adopt"));
        walked.addAll(List.of("hook", "hookOf", "hookOfAgent")); // of devices, which are told nothing
        for (String open : List.of("contract", "contractAsJson", "messagesContract", "live", "ready")) {
            walked.add(open); // the same for everybody, says nothing of any unit
        }
        assertThat(new TreeSet<>(walked)).isEqualTo(operations());
    }

    /** The centre has read an alert of others and left a word for the next one. */
    private void shift(String foreignAlert) throws Exception {
        String where = "/api/v1/shift";
        assertThat(send("whole", "POST", where, "{\"act\":\"read\",\"alerts\":[\"" + foreignAlert + "\"]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("whole", "POST", where, "{\"act\":\"give\",\"note\":\"NGOAI, gọi lại\"}")
                        .statusCode())
                .isEqualTo(200);
        JsonNode all = JSON.readTree(text("whole", where));
        assertThat(all.path("reads").toString()).contains(foreignAlert);
        assertThat(all.path("shifts").toString()).contains("NGOAI");
        walk("shift", "GET", where, null, true);
        String read = "{\"act\":\"read\",\"alerts\":[\"" + ownAlert() + "\",\"" + foreignAlert + "\"]}";
        HttpResponse<byte[]> said = send(OWN, "POST", where, read);
        assertThat(said.statusCode()).isEqualTo(200);
        for (String told : List.of(readableOf(said), text(OWN, where))) {
            JsonNode own = JSON.readTree(told);
            assertThat(own.path("whole").asBoolean()).isFalse();
            assertThat(own.path("shifts")).isEmpty();
            assertThat(own.path("reads")).hasSize(1);
            assertThat(own.at("/reads/0/alert").asText()).isEqualTo(ownAlert());
            assertThat(told).doesNotContain(foreignAlert);
        }
        for (String act : List.of("give", "take")) {
            walk("handOver", "POST", where, "{\"act\":\"" + act + "\"}", false);
            assertThat(send(OWN, "POST", where, "{\"act\":\"" + act + "\"}").statusCode())
                    .as(act)
                    .isEqualTo(403);
        }
        assertThat(JSON.readTree(text("whole", where)).at("/shifts/0/takenAt").isNull())
                .as("not taken by a commune")
                .isTrue();
        assertThat(JSON.readTree(text("whole", where)).path("reads"))
                .as("nobody reads what they do not see")
                .hasSize(2);
    }

    private static String path(String operation) throws IOException {
        try (InputStream in = ScopeIT.class.getResourceAsStream("/contract/openapi.yaml")) {
            JsonNode paths = new YAMLMapper().readTree(in).path("paths");
            for (Map.Entry<String, JsonNode> path : paths.properties()) {
                for (JsonNode method : path.getValue()) {
                    if (method.path("operationId").asText().equals(operation)) {
                        String own = path.getValue().at("/servers/0/url").asText("/api/v1");
                        return (own.equals("/") ? "" : own) + path.getKey().replaceAll("\\{\\w+}", "x");
                    }
                }
            }
        }
        throw new IllegalStateException(operation);
    }

    private static String pairing(String code, String scope) {
        return "{\"code\":\"" + code + "\",\"name\":\"Tường NGOAI\",\"layout\":\"overview\",\"scope\":[\"" + scope
                + "\"]}";
    }

    /** A wall of others; its id. */
    private String screen() throws Exception {
        String code = JSON.readTree(
                        send("whole", "POST", "/api/v1/screens/codes", "{}").body())
                .path("code")
                .asText();
        HttpResponse<byte[]> paired = send("whole", "POST", "/api/v1/screens", pairing(code, FOREIGN));
        assertThat(paired.statusCode()).isEqualTo(201);
        return JSON.readTree(paired.body()).path("id").asText();
    }

    private String foreignAlert() throws Exception {
        return alert("whole", "NGOAI");
    }

    private String ownAlert() throws Exception {
        return alert(OWN, "v-nha");
    }

    private String alert(String scope, String subject) throws Exception {
        for (JsonNode alert : JSON.readTree(text(scope, "/api/v1/alerts"))) {
            if (alert.path("subject").asText().contains(subject)) {
                return alert.path("id").asText();
            }
        }
        throw new IllegalStateException("no alert");
    }

    @Test
    void whoHeadsAUnitAnswersForWhatItWasGivenAndForNothingElse() throws Exception {
        String acts = "/api/v1/alerts/" + ownAlert() + "/acts";
        String head = HEAD + OWN;
        assertThat(send(head, "POST", acts, "{\"act\":\"accept\",\"revision\":0}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("whole", "POST", acts, "{\"act\":\"assign\",\"to\":\"org:" + OWN + "\",\"revision\":0}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(HEAD + FOREIGN, "POST", acts, "{\"act\":\"accept\",\"revision\":1}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(head, "POST", acts, "{\"act\":\"assign\",\"to\":\"org:" + OWN + "\",\"revision\":1}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(head, "POST", acts, "{\"act\":\"comment\",\"text\":\"đang làm\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(head, "POST", acts, "{\"act\":\"accept\",\"revision\":1}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(head, "POST", acts, "{\"act\":\"release\",\"revision\":2}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(head, "POST", acts, "{\"act\":\"comment\",\"text\":\"xong\"}")
                        .statusCode())
                .as("nobody has it now")
                .isEqualTo(403);
    }

    @Test
    void whoHasNotShownWhoHeIsGetsNothing() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "api/v1/dossiers"))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        HttpRequest events = HttpRequest.newBuilder(URI.create(server.url() + "live/events?topics=overview"))
                .build();
        assertThat(client.send(events, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        Ear ear = new Ear(null, "", 0);
        Peer.await("the socket is closed", () -> ear.end.equals("4401"));
    }

    /** A socket that keeps every word. */
    private final class Ear implements WebSocket.Listener {
        private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final WebSocket socket;
        private volatile String end = "";

        private Ear(@Nullable String scope, String epoch, long seq, String... topics) {
            WebSocket.Builder builder = client.newWebSocketBuilder().subprotocols("ioc.v1");
            if (scope != null) {
                builder.header("X-Scope", scope);
            }
            socket = builder.buildAsync(
                            URI.create(
                                    server.url().replace("http", "ws") + "live" + (scope == null ? "?as=screen" : "")),
                            this)
                    .join();
            if (topics.length > 0) {
                Map<String, Object> join = new LinkedHashMap<>();
                join.put("type", "join");
                join.put("topics", List.of(topics));
                join.put("epoch", epoch);
                join.put("seq", seq);
                socket.sendText(JSON.valueToTree(join).toString(), true).join();
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                String whole = text.toString();
                said.add(whole);
                text.setLength(0);
                if (whole.contains("\"type\":\"frame\"")) {
                    CompletableFuture<WebSocket> unused = from.sendText(
                            whole.replaceFirst(".*?\"seq\":(\\d+).*", "{\"type\":\"drawn\",\"seq\":$1}"), true);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end = Integer.toString(code);
            return null;
        }

        private List<String> frames() {
            return said.stream()
                    .filter(text -> text.contains("\"type\":\"frame\""))
                    .toList();
        }
    }

    private static String[] topics() {
        return new String[] {
            "overview", "devices", "dossiers", "assignments", "alerts", "health", "site:bau-don", "site:cap-huyen"
        };
    }

    @Test
    void noTopicTellsAnythingOfOthersNeitherAtOnceNorLater() throws Exception {
        Ear whole = new Ear("whole", "", -1, topics());
        Ear own = new Ear(OWN, "", -1, topics());
        Peer.await(
                "both are shown",
                () -> !whole.frames().isEmpty() && !own.frames().isEmpty());
        assertThat(SECRET).filteredOn(whole.frames().toString()::contains).hasSizeGreaterThan(5);
        try (Publisher field = new Publisher(server.brokerUrl())) {
            long now = System.currentTimeMillis();
            field.publish("ioc/1/cap-huyen/wifi/ch-w1/stations", "{\"ts\":" + now + ",\"count\":31}");
            field.publish("ioc/1/bau-don/wifi/bd-w1/stations", "{\"ts\":" + now + ",\"count\":32}");
            field.settle();
        }
        assertThat(send(
                                "whole",
                                "POST",
                                "/api/v1/sources/mot-cua/records",
                                "["
                                        + dossier("NGOAI-7", "UBND phường Gò Dầu", "20261010080000") + ","
                                        + dossier("NHA-7", "UBND xã Truông Mít", "20261010080000") + "]")
                        .statusCode())
                .isEqualTo(202);
        Peer.await(
                "later frames came",
                () -> own.frames().toString().contains("\"stations\":32")
                        && own.frames().toString().contains("\"overdue\":2")
                        && whole.frames().toString().contains("\"stations\":31"));
        String all = own.frames().toString();
        assertThat(SECRET).filteredOn(all::contains).as(all).isEmpty();
        assertThat(own.said.toString()).contains("topics: there is no site:cap-huyen");
        assertThat(all).contains("bau-don", OWN, "v-nha");
        String epoch = JSON.readTree(whole.said.peek()).path("epoch").asText();
        Ear resumed = new Ear(OWN, epoch, 1, topics());
        Peer.await(
                "a resume of another scope's picture begins anew",
                () -> resumed.frames().toString().contains("\"full\":"));
        assertThat(SECRET).filteredOn(resumed.frames().toString()::contains).isEmpty();
        assertThat(JSON.readTree(own.said.peek()).path("epoch").asText()).isNotEqualTo(epoch);
    }
}
