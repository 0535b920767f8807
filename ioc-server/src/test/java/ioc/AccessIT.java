package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import ioc.peer.Codes;
import ioc.peer.Peer;
import ioc.peer.Person;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One server with accounts, from its first code on. */
@SuppressWarnings("NullAway.Init")
@TestMethodOrder(MethodOrderer.Random.class)
class AccessIT {
    private static final String PASSWORD = "ba con trâu gặm cỏ";
    private static final Pattern CODE = Pattern.compile("with the code ([0-9A-Z-]+)");

    @TempDir
    static Path folder;

    static ServerProcess server;
    static Person admin;

    @BeforeAll
    static void theFirstCodeMakesTheFirstAdministratorOnce() throws IOException {
        server = ServerProcess.serve(
                folder, Map.of("IOC_ACCESS_MODE", "accounts", "IOC_ACCESS_SECOND_FACTOR", "administrators"));
        String code = code(server);
        admin = new Person(server.url());
        assertThat(admin.get("/me").body().path("first").path("left").asInt()).isEqualTo(5);
        assertThat(admin.get("/people").status()).isEqualTo(401);
        assertThat(first(admin, "AAAA-BBBB-CCCC", PASSWORD).code()).isEqualTo("code");
        assertThat(first(admin, code, "password12345").code()).isEqualTo("password");
        Person.Answer made =
                first(admin, code.toLowerCase(java.util.Locale.ROOT).replace("-", " "), PASSWORD);
        assertThat(made.status()).isEqualTo(200);
        assertThat(admin.get("/people").code()).isEqualTo("second-set-up");
        admin.setUpSecond();
        assertThat(admin.get("/people").body()).hasSize(1);
        assertThat(admin.get("/me").body().path("first").isNull()).isTrue();
        assertThat(first(new Person(server.url()), code, PASSWORD).status()).isEqualTo(401);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The one-time code of a server that knows nobody. */
    private static String code(ServerProcess one) {
        Peer.await("the code is told", () -> CODE.matcher(one.log()).find());
        Matcher told = CODE.matcher(one.log());
        assertThat(told.find()).isTrue();
        return told.group(1);
    }

    /** Who came in first, on a server of its own. */
    private static Person administrator(ServerProcess one) {
        Person person = new Person(one.url());
        assertThat(first(person, code(one), PASSWORD).status()).isEqualTo(200);
        return person;
    }

    private static Person.Answer first(Person person, String code, String password) {
        return person.post(
                "/invitation", Map.of("code", code, "login", "Nam.DH", "name", "Đỗ Hoài Nam", "password", password));
    }

    private static Map<String, Object> person(String login, String role) {
        return Map.of("login", login, "name", "Người " + login, "role", role, "orgs", List.of());
    }

    /** Somebody new, who took the invitation. */
    private static Person entered(String login, String role) {
        Person.Answer added = admin.post("/people", person(login, role));
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        Person one = new Person(server.url());
        Person.Answer in =
                one.post("/invitation", Map.of("code", added.body().path("code").asText(), "password", PASSWORD));
        assertThat(in.status()).as(in.toString()).isEqualTo(200);
        return one;
    }

    private static String id(Person person) {
        return person.get("/me").body().path("person").path("id").asText();
    }

    private static List<JsonNode> audit(String operation) {
        List<JsonNode> rows = new ArrayList<>();
        admin.get("/audit?operation=" + operation + "&limit=500").body().forEach(rows::add);
        return rows;
    }

    @Test
    void everyOperationIsRefusedWithoutSignInAndWithTooSmallARole() throws IOException {
        Person nobody = new Person(server.url());
        Person viewer = entered("xem", "viewer");
        JsonNode contract = new YAMLMapper().readTree(Files.readString(openapi()));
        int asked = 0;
        for (Map.Entry<String, JsonNode> path : contract.get("paths").properties()) {
            String prefix = path.getValue().has("servers") ? "" : "/api/v1";
            String where = prefix
                    + path.getKey()
                            .replaceAll("[{](person|token|signIn)}", "0123456789abcdef0123")
                            .replaceAll("[{]\\w+}", "x");
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                JsonNode roles = method.getValue().path("x-role");
                String role = roles.isArray() ? roles.path(0).asText() : roles.asText();
                if (!method.getValue().has("operationId") || role.equals("none")) {
                    continue;
                }
                asked++;
                boolean reads = method.getKey().equals("get");
                Person.Answer answer = reads ? ask(nobody, where) : nobody.post(whole(where), Map.of());
                assertThat(answer.status()).as(where).isEqualTo(401);
                if (!role.equals("viewer")) {
                    Person.Answer small = reads ? ask(viewer, where) : viewer.post(whole(where), Map.of());
                    assertThat(small.status()).as(where).isEqualTo(403);
                    assertThat(small.body().path("values").path("role").asText())
                            .isEqualTo(role);
                }
            }
        }
        assertThat(asked).isGreaterThan(35);
        assertThat(viewer.get("/health").status()).isEqualTo(200);
    }

    private static String whole(String where) {
        return where.startsWith("/api/v1") ? where.substring("/api/v1".length()) : where;
    }

    private static Person.Answer ask(Person person, String where) {
        return person.get(whole(where));
    }

    private static Path openapi() {
        return ServerProcess.configuration().resolveSibling("docs").resolve("openapi.yaml");
    }

    @Test
    void aStolenCookieIsWorthNothingAfterSignOutAndTheSocketEnds() throws Exception {
        Person one = entered("thoat", "viewer");
        String stolen = one.cookie();
        Ear ear = new Ear();
        WebSocket socket = connect(stolen, "", ear);
        assertThat(new Person(server.url()).with(stolen).get("/health").status())
                .isEqualTo(200);
        assertThat(one.post("/sign-out", Map.of()).status()).isEqualTo(200);
        assertThat(one.cookie()).isEmpty();
        assertThat(ear.closed
                        .orTimeout(Peer.PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                        .join())
                .isEqualTo(4401);
        assertThat(new Person(server.url()).with(stolen).get("/health").status())
                .isEqualTo(401);
        assertThat(refusal(stolen, "")).isEqualTo(401);
        socket.abort();
    }

    @Test
    void anotherSiteCanNeitherPostNorOpenASocketWithSomebodysCookie() {
        Person one = entered("khac", "operator");
        Map<String, Object> body = Map.of("old", PASSWORD, "new", "một hai ba bốn năm");
        for (String[] from : new String[][] {
            {"Origin", "http://elsewhere.example"}, {"Sec-Fetch-Site", "cross-site"}, {"Content-Type", "text/plain"}
        }) {
            assertThat(one.post("/me/password", body, from).status())
                    .as(from[1])
                    .isIn(403, 415);
        }
        assertThat(new Person(server.url()).signIn("khac", PASSWORD).status()).isEqualTo(200);
        assertThat(refusal(one.cookie(), "http://elsewhere.example")).isEqualTo(403);
        assertThat(refusal("", "")).isEqualTo(401);
    }

    @Test
    void guessingIsLockedForTheRightPasswordTooAndTheSameForANameNobodyHas() {
        entered("doan", "viewer");
        for (String login : List.of("doan", "khong.ai")) {
            Person guess = new Person(server.url());
            for (int left = 4; left > 0; left--) {
                Person.Answer wrong = guess.signIn(login, "không phải là mật khẩu");
                assertThat(wrong.status()).isEqualTo(401);
                assertThat(wrong.code()).isEqualTo("wrong");
                assertThat(wrong.body().path("values").path("left").asInt()).isEqualTo(left);
            }
            assertThat(guess.signIn(login, "không phải là mật khẩu").code()).isEqualTo("locked");
            Person.Answer right = guess.signIn(login, PASSWORD);
            assertThat(right.status()).isEqualTo(429);
            assertThat(right.code()).isEqualTo("locked");
        }
        Peer.await(
                "it stands in the audit",
                () -> audit("signIn").stream()
                                .filter(row -> row.path("outcome").asText().equals("refused"))
                                .filter(row -> row.path("subject").asText().equals("khong.ai"))
                                .count()
                        == 5);
        assertThat(server.log()).doesNotContain("không phải là");
    }

    @Test
    void whatARoleAllowsChangesAtOnceAndTheLastAdministratorStays() {
        Person one = entered("doi", "viewer");
        String id = id(one);
        assertThat(one.get("/unknown").status()).isEqualTo(403);
        assertThat(admin.post("/people/" + id, Map.of("role", "operator")).status())
                .isEqualTo(200);
        assertThat(one.get("/unknown").status()).isEqualTo(200);
        assertThat(admin.post("/people/" + id, Map.of("active", false)).status())
                .isEqualTo(200);
        assertThat(one.get("/unknown").status()).isEqualTo(401);
        assertThat(new Person(server.url()).signIn("doi", PASSWORD).code()).isEqualTo("wrong");
        for (JsonNode other : admin.get("/people").body()) { // those of other tests, whatever their order
            if (other.path("role").asText().equals("administrator")
                    && !other.path("id").asText().equals(id(admin))) {
                admin.post("/people/" + other.path("id").asText(), Map.of("active", false));
            }
        }
        assertThat(admin.post("/people/" + id(admin), Map.of("role", "viewer")).code())
                .isEqualTo("last-administrator");
        assertThat(admin.post("/people", person("doi", "viewer")).code()).isEqualTo("login");
        Peer.await("it stands in the audit", () -> audit("changePerson").stream()
                .anyMatch(row -> row.path("subject").asText().equals("doi")
                        && row.path("before").asText().contains("viewer")
                        && row.path("after").asText().contains("operator")
                        && row.path("name").asText().equals("Đỗ Hoài Nam")));
    }

    /** Somebody of some units, who took the invitation unless {@code enters} is false. */
    private static Person assignee(String login, String role, boolean enters, String... orgs) {
        Person.Answer added = admin.post(
                "/people", Map.of("login", login, "name", "Giao " + login, "role", role, "orgs", List.of(orgs)));
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        Person one = new Person(server.url());
        if (enters) {
            String code = added.body().path("code").asText();
            assertThat(one.post("/invitation", Map.of("code", code, "password", PASSWORD))
                            .status())
                    .isEqualTo(200);
        }
        return one;
    }

    /** Whom an alert may be given to, by the words of a search. */
    private static List<String> offered(Person to, String alert, String words) {
        List<String> names = new ArrayList<>();
        to.get("/assignees?alert=" + alert + "&q=" + words)
                .body()
                .forEach(each -> names.add(each.at("/name/vi").asText()));
        return names;
    }

    @Test
    void anAlertIsOfferedToThoseWhoMayActAndSeeIt() {
        Person whole = assignee("ca-huyen", "operator", true);
        Person own = assignee("truong-mit", "operator", true, "xa-truong-mit");
        Person foreign = assignee("go-dau", "operator", true, "phuong-go-dau");
        assignee("chi-xem", "viewer", true, "xa-truong-mit");
        assignee("chua-vao", "operator", false, "xa-truong-mit");
        assertThat(admin.post("/sources/nhiem-vu/records", """
                        [{"id":"GIAO-1","number":"12/CV","title":"Việc","giver":"Chủ tịch","lead":"UBND xã Truông Mít",
                          "partners":[],"given":"20251001080000","due":"20251010080000","parent":""}]""").status()).isEqualTo(202);
        List<String> found = new ArrayList<>();
        Peer.await("it is overdue", () -> {
            whole.get("/alerts").body().forEach(alert -> {
                if (alert.path("subject").asText().contains("GIAO-1")) {
                    found.add(alert.path("id").asText());
                }
            });
            return !found.isEmpty();
        });
        String alert = found.get(0);
        assertThat(offered(whole, alert, "giao")).containsExactly("Giao ca-huyen", "Giao truong-mit");
        assertThat(offered(own, alert, "giao")).containsExactly("Giao truong-mit", "Giao ca-huyen");
        assertThat(offered(own, alert, "truong")).contains("Giao truong-mit").anyMatch(name -> name.contains("Truông"));
        assertThat(offered(own, alert, "dau")).isEmpty();
        assertThat(foreign.get("/assignees?alert=" + alert + "&q=giao").status())
                .isEqualTo(404);
    }

    @Test
    void anInvitationCountsOnceAndANewOneEndsOldSignIns() {
        Person one = entered("quen", "viewer");
        Person.Answer again = admin.post("/people/" + id(one) + "/invitation", Map.of());
        String code = again.body().path("code").asText();
        Person other = new Person(server.url());
        assertThat(other.post("/invitation", Map.of("code", code, "password", "ngắn"))
                        .code())
                .isEqualTo("password");
        assertThat(other.post("/invitation", Map.of("code", code, "password", "mười hai con giáp"))
                        .status())
                .isEqualTo(200);
        assertThat(one.get("/health").status()).isEqualTo(401);
        assertThat(new Person(server.url())
                        .post("/invitation", Map.of("code", code, "password", "mười hai con giáp"))
                        .code())
                .isEqualTo("code");
        assertThat(new Person(server.url()).signIn("quen", PASSWORD).status()).isEqualTo(401);
        assertThat(new Person(server.url()).signIn("QUEN", "mười hai con giáp").status())
                .isEqualTo(200);
    }

    @Test
    void aSignInSurvivesTheServerAndOnlyItsHashIsOnDisk() throws Exception {
        Path own = Files.createDirectory(folder.resolve("killed"));
        try (ServerProcess one = ServerProcess.serve(own, Map.of("IOC_ACCESS_MODE", "accounts"))) {
            Person person = administrator(one);
            Person.Answer token = person.post("/tokens", Map.of("name", "kho dữ liệu", "role", "viewer", "days", 30));
            one.kill();
            String key = person.cookie().substring(person.cookie().indexOf('=') + 1);
            for (String file : List.of("records.db", "records.db-wal")) {
                String bytes = Files.readString(
                        own.resolve("data").resolve(file), java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(bytes)
                        .doesNotContain(key)
                        .doesNotContain(token.body().path("token").asText());
            }
            one.startAgain();
            Peer.await(
                    "people are known",
                    () -> person.get("/me").body().path("ready").asBoolean());
            assertThat(person.get("/people").status()).isEqualTo(200);
            Person machine = new Person(one.url());
            String[] bearer = {
                "Authorization", "Bearer " + token.body().path("token").asText()
            };
            assertThat(machine.post("/sources/mot-cua/records", "[{}]", bearer).status())
                    .isEqualTo(403);
            assertThat(machine.post("/sources/mot-cua/records", "[{}]", "Authorization", "Bearer ioc_x")
                            .status())
                    .isEqualTo(401);
            assertThat(one.exceptions()).isEmpty();
        }
    }

    @Test
    void whatIsEndedWhileTheStoreIsAwayIsOutAtOnceAndStaysOut() throws Exception {
        Path own = Files.createDirectory(folder.resolve("away"));
        try (ServerProcess one = ServerProcess.serve(own, Map.of("IOC_ACCESS_MODE", "accounts"))) {
            Person person = administrator(one);
            Person wall = new Person(one.url());
            String screen = screen(person, wall);
            Person.Answer token = person.post("/tokens", Map.of("name", "kho", "role", "operator", "days", 30));
            String[] bearer = {
                "Authorization", "Bearer " + token.body().path("token").asText()
            };
            List<String> ends = List.of(
                    "/tokens/" + token.body().path("id").asText() + "/end", "/screens/" + screen + "/revocation");
            Person machine = new Person(one.url());
            try (Connection records = DriverManager.getConnection(
                    "jdbc:sqlite:" + own.resolve("data").resolve("records.db") + "?busy_timeout=60000")) {
                records.createStatement().execute("BEGIN IMMEDIATE");
                for (String end : ends) {
                    assertThat(person.post(end, Map.of()).status()).as(end).isEqualTo(503);
                    assertThat(person.post(end, Map.of()).status())
                            .as("once more")
                            .isEqualTo(503);
                }
                assertThat(machine.post("/sources/mot-cua/records", "[{}]", bearer)
                                .status())
                        .isEqualTo(401);
                assertThat(wall.get("/health").status()).isEqualTo(401);
                records.createStatement().execute("ROLLBACK");
            }
            for (String end : ends) {
                assertThat(person.post(end, Map.of()).status()).as(end).isIn(200, 404); // 404: by itself in between
            }
            one.kill();
            one.startAgain();
            Peer.await("people are known", () -> person.get("/people").status() == 200);
            assertThat(machine.post("/sources/mot-cua/records", "[{}]", bearer).status())
                    .isEqualTo(401);
            Peer.await("the wall is none", () -> wall.get("/health").status() == 401);
        }
    }

    @Test
    void theAuditSaysWhatWasBeforeAndAfter() {
        assertThat(admin.post("/sources/nhiem-vu/records", """
                        [{"id":"SO-1","number":"12/CV","title":"Việc","giver":"Chủ tịch","lead":"UBND xã Truông Mít",
                          "partners":[],"given":"20251001080000","due":"20251010080000","parent":""}]""").status()).isEqualTo(202);
        List<JsonNode> found = new ArrayList<>();
        Peer.await("it is overdue", () -> {
            admin.get("/alerts").body().forEach(alert -> {
                if (alert.path("subject").asText().contains("SO-1")) {
                    found.add(alert);
                }
            });
            return !found.isEmpty();
        });
        String alert = found.get(0).path("id").asText();
        int revision = found.get(0).path("revision").asInt();
        assertThat(admin.post("/alerts/" + alert + "/acts", Map.of("act", "accept", "revision", revision))
                        .status())
                .isEqualTo(200);
        told("handle", alert, "state: new", "state: accepted; holder: Đỗ Hoài Nam");

        JsonNode rule = admin.get("/rules/assignment-overdue").body();
        ObjectNode other = rule.path("rule").deepCopy();
        other.put("priority", "low");
        Person.Answer changed = admin.post(
                "/rules/assignment-overdue",
                Map.of("base", rule.path("version").asInt(), "note", "thử", "rule", other));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        told("propose", "assignment-overdue", "priority: " + rule.at("/rule/priority"), "priority: \"low\"");

        String screen = screen(admin, new Person(server.url()));
        Peer.await("its scope stands in the audit", () -> audit("pairScreen").stream()
                .anyMatch(row -> row.path("after").asText().contains("layout: overview; scope: *")));
        assertThat(admin.post("/screens/" + screen + "/revocation", Map.of()).status())
                .isEqualTo(200);
        told("revokeScreen", screen, "Tường; overview; *", "");
    }

    private static void told(String operation, String subject, String before, String after) {
        Peer.await(() -> operation + " stands in the audit " + audit(operation), () -> audit(operation).stream()
                .anyMatch(row -> row.path("subject").asText().equals(subject)
                        && row.path("before").asText().equals(before)
                        && row.path("after").asText().endsWith(after)));
    }

    /** A wall that {@code by} pairs; its id. */
    private static String screen(Person by, Person wall) {
        JsonNode code = wall.post("/screens/codes", Map.of()).body();
        Person.Answer paired = by.post(
                "/screens",
                Map.of("code", code.path("code").asText(), "name", "Tường", "layout", "overview", "scope", List.of()));
        assertThat(paired.status()).as(paired.toString()).isEqualTo(201);
        wall.post("/screens/claims", Map.of("claim", code.path("claim").asText()));
        return paired.body().path("id").asText();
    }

    @Test
    void aBrowserThatIsAWallIsSomebodysOwnOnceTheySignInAndTheWallStaysAWall() {
        Person wall = new Person(server.url());
        screen(admin, wall);
        assertThat(wall.get("/me").body().at("/person/name").asText()).isEqualTo("Tường");
        Person both = new Person(server.url()).with(admin.cookie() + "; " + wall.cookie());
        assertThat(both.get("/me").body().at("/person/id").asText()).isEqualTo(id(admin));
        Map<String, Object> body = Map.of("name", "kho", "role", "viewer", "days", 1);
        assertThat(both.post("/tokens", body, "X-Door", "screen").status()).isEqualTo(403);
        assertThat(both.post("/tokens", body).status()).isEqualTo(201);
    }

    @Test
    void aChangedRowOfTheAuditIsNamed() throws Exception {
        Path own = Files.createDirectory(folder.resolve("broken"));
        try (ServerProcess one = ServerProcess.serve(own, Map.of("IOC_ACCESS_MODE", "accounts"))) {
            Person person = administrator(one);
            person.post("/people", person("ha.tt", "operator"));
            person.post("/people", person("tu.lm", "operator"));
            Peer.await("all is written", () -> person.get("/audit").body().size() == 4);
            JsonNode before = person.get("/audit/verification").body();
            assertThat(before.path("rows").asInt()).isEqualTo(4);
            assertThat(before.path("broken").isNull()).isTrue();
            ServerProcess.Ended well = verify(own);
            assertThat(well.code()).isZero();
            assertThat(well.said())
                    .contains("audit: 4 rows hold, the last hash is "
                            + before.path("lastHash").asText());
            try (Connection records = DriverManager.getConnection(
                    "jdbc:sqlite:" + own.resolve("data").resolve("records.db") + "?busy_timeout=5000")) {
                records.createStatement()
                        .executeUpdate("UPDATE audit SET became = replace(became, 'operator', 'viewer') WHERE seq = 3");
            }
            assertThat(person.get("/audit/verification").body().path("broken").asInt())
                    .isEqualTo(3);
            ServerProcess.Ended bad = verify(own);
            assertThat(bad.code()).isEqualTo(1);
            assertThat(bad.said()).contains("audit: row 3 does not hold, the 2 before it do");
        }
    }

    private static ServerProcess.Ended verify(Path own) throws IOException {
        return ServerProcess.run(own, ServerProcess.configuration(), Map.of(), "audit", "verify");
    }

    @Test
    void theAuditIsExportedAsAFileAndThatStandsInItToo() {
        assertThat(admin.get("/audit/export?format=csv&lang=vi").status()).isEqualTo(200);
        Peer.await("it stands in the audit", () -> !audit("exportAudit").isEmpty());
        assertThat(admin.get("/dossiers/export").status()).isEqualTo(200);
        Peer.await("it stands in the audit", () -> !audit("exportDossiers").isEmpty());
    }

    @Test
    void aSecondFactorIsNeededOnceItIsThereAndARecoveryCodeCountsOnce() {
        Person one = entered("hai.lop", "administrator");
        Person.Answer begun = one.post("/me/second-factor", Map.of("step", "begin"));
        String secret = begun.body().path("secret").asText();
        assertThat(begun.body().path("uri").asText())
                .startsWith("otpauth://totp/IOC%20")
                .endsWith("IOC%20G%C3%B2%20D%E1%BA%A7u");
        assertThat(one.post("/me/second-factor", Map.of("step", "confirm", "code", "000000"))
                        .code())
                .isEqualTo("second-wrong");
        String code = Codes.now(secret);
        Person.Answer confirmed = one.post("/me/second-factor", Map.of("step", "confirm", "code", code));
        assertThat(confirmed.body().path("recovery")).hasSize(10);
        String spare = confirmed.body().path("recovery").get(0).asText();
        Person again = new Person(server.url());
        assertThat(again.signIn("hai.lop", PASSWORD).code()).isEqualTo("second");
        assertThat(with(again, code).code()).as("a code counts once").isEqualTo("second-wrong");
        assertThat(with(again, spare).status()).isEqualTo(200);
        assertThat(again.get("/people").status()).isEqualTo(200);
        assertThat(with(new Person(server.url()), spare).code()).isEqualTo("second-wrong");
    }

    private static Person.Answer with(Person person, String code) {
        return person.post("/sign-in", Map.of("login", "hai.lop", "password", PASSWORD, "code", code));
    }

    @Test
    void anAdministratorWithoutSecondFactorGetsNothingElse() {
        Person one = entered("phai.co", "administrator");
        for (String path : List.of("/people", "/health", "/dossiers", "/sign-ins", "/audit")) {
            assertThat(one.get(path).code()).as(path).isEqualTo("second-set-up");
        }
        assertThat(one.post("/tokens", Map.of("name", "x", "role", "viewer", "days", 1))
                        .code())
                .isEqualTo("second-set-up");
        assertThat(refusal(one.cookie(), "")).isEqualTo(401);
        JsonNode me = one.get("/me").body();
        assertThat(me.path("person").path("need").asText()).isEqualTo("second-set-up");
        assertThat(me.path("person").path("role").isNull()).isTrue();
        assertThat(me.path("may").toString()).contains("secondFactor").doesNotContain("people");
        Person elsewhere = new Person(server.url());
        assertThat(elsewhere.signIn("phai.co", PASSWORD).status()).isEqualTo(200);
        one.setUpSecond();
        assertThat(one.get("/people").status()).isEqualTo(200);
        assertThat(one.get("/me").body().path("may").toString()).contains("addPerson");
        assertThat(elsewhere.get("/me").body().path("person").isNull())
                .as("who did not show it is out")
                .isTrue();

        Person rises = entered("len.chuc", "viewer");
        String id = id(rises);
        assertThat(rises.get("/health").status()).isEqualTo(200);
        admin.post("/people/" + id, Map.of("role", "administrator"));
        assertThat(rises.get("/health").code()).isEqualTo("second-set-up");
        rises.setUpSecond();
        assertThat(rises.get("/people").status()).isEqualTo(200);
        admin.post("/people/" + id, Map.of("second", false));
        assertThat(rises.get("/people").code()).isEqualTo("second-set-up");
        assertThat(new Person(server.url())
                        .post("/me/second-factor", Map.of("step", "begin"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theSecretOfASecondFactorIsSealedAndAnotherKeyOpensOnlyWithARecoveryCode() throws Exception {
        Path own = Files.createDirectory(folder.resolve("sealed"));
        try (ServerProcess one = ServerProcess.serve(
                own, Map.of("IOC_ACCESS_MODE", "accounts", "IOC_ACCESS_SECOND_FACTOR", "administrators"))) {
            Person person = administrator(one);
            List<String> spare = person.setUpSecond();
            Path key = own.resolve("data").resolve("access.key");
            assertThat(Files.getPosixFilePermissions(key))
                    .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
            try (Connection records = DriverManager.getConnection(
                            "jdbc:sqlite:" + own.resolve("data").resolve("records.db") + "?busy_timeout=5000");
                    java.sql.ResultSet row =
                            records.createStatement().executeQuery("SELECT second_factor FROM person")) {
                assertThat(row.getString(1)).startsWith("1:").hasSizeGreaterThan(60);
            }
            one.stop();
            one.startAgain();
            Peer.await("people are known", () -> person.get("/people").status() == 200);
            assertThat(one.log()).doesNotContain("another key");
            one.stop();
            Files.delete(key);
            one.startAgain();
            Peer.await("it is told", () -> one.log().contains("second factors that were sealed with another key: 1 "));
            Map<String, Object> typed = Map.of("login", "nam.dh", "password", PASSWORD, "code", "123456");
            assertThat(new Person(one.url()).post("/sign-in", typed).code()).isEqualTo("second-key");
            Person again = new Person(one.url());
            Map<String, Object> saved = Map.of("login", "nam.dh", "password", PASSWORD, "code", spare.get(0));
            assertThat(again.post("/sign-in", saved).status()).isEqualTo(200);
            assertThat(again.post("/people/" + id(again), Map.of("second", false))
                            .status())
                    .isEqualTo(200);
            again.setUpSecond();
            assertThat(again.get("/people").status()).isEqualTo(200);
            assertThat(one.exceptions()).isEmpty();
        }
    }

    @Test
    void anAccountUnusedForLongIsShownAndMustBeLetInAgain() throws IOException {
        Path own = Files.createDirectory(folder.resolve("unused"));
        try (ServerProcess one =
                ServerProcess.serve(own, Map.of("IOC_ACCESS_MODE", "accounts", "IOC_ACCESS_UNUSED", "15s"))) {
            Person head = administrator(one);
            Person.Answer added = head.post("/people", person("lau.ngay", "viewer"));
            Map<String, Object> accept =
                    Map.of("code", added.body().path("code").asText(), "password", PASSWORD);
            assertThat(new Person(one.url()).post("/invitation", accept).status())
                    .isEqualTo(200);
            assertThat(new Person(one.url()).signIn("lau.ngay", PASSWORD).status())
                    .isEqualTo(200);
            Peer.await(
                    "it is shown",
                    () -> head.get("/people").body().get(1).path("unused").asBoolean());
            assertThat(new Person(one.url())
                            .signIn("lau.ngay", "không phải mật khẩu")
                            .code())
                    .as("nobody else is told")
                    .isEqualTo("wrong");
            assertThat(new Person(one.url()).signIn("lau.ngay", PASSWORD).code())
                    .isEqualTo("unused");
            String id = added.body().path("id").asText();
            String code = head.post("/people/" + id + "/invitation", Map.of())
                    .body()
                    .path("code")
                    .asText();
            Map<String, Object> again = Map.of("code", code, "password", "mười hai con giáp");
            assertThat(new Person(one.url()).post("/invitation", again).status())
                    .isEqualTo(200);
            assertThat(head.get("/people").body().get(0).path("unused").asBoolean())
                    .as("the last administrator may always come in")
                    .isFalse();
            assertThat(new Person(one.url()).signIn("nam.dh", PASSWORD).status())
                    .isEqualTo(200);
        }
    }

    // sockets

    private static final class Ear implements WebSocket.Listener {
        final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static WebSocket connect(String cookie, String origin, Ear ear) {
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("ioc.v1");
        if (!cookie.isEmpty()) {
            builder.header("Cookie", cookie);
        }
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        return builder.buildAsync(URI.create(server.url().replace("http", "ws") + "/live"), ear)
                .join();
    }

    private static int refusal(String cookie, String origin) {
        try {
            connect(cookie, origin, new Ear()).abort();
            return 101;
        } catch (CompletionException e) {
            return e.getCause() instanceof java.net.http.WebSocketHandshakeException shake
                    ? shake.getResponse().statusCode()
                    : 0;
        }
    }
}
