package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ioc.peer.Peer;
import ioc.peer.Person;
import ioc.peer.Provider;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in by a provider of OpenID Connect that runs beside the server. */
@SuppressWarnings("NullAway.Init")
class ProviderIT {
    private static final String PASSWORD = "ba con trâu gặm cỏ";
    private static final Pattern CODE = Pattern.compile("with the code ([0-9A-Z-]+)");
    private static final String LEAVE = "/api/v1/sign-in/provider?to=";

    @TempDir
    static Path folder;

    static Provider provider;
    static ServerProcess server;
    static Person admin;

    @BeforeAll
    static void start() throws IOException {
        provider = Provider.start(0);
        server = serve(folder, provider.issuer());
        admin = first(server);
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.close();
    }

    private static ServerProcess serve(Path folder, String issuer) throws IOException {
        Path config = ServerProcess.copyOfConfiguration(folder);
        Path file = config.resolve("ioc.yaml");
        Files.writeString(file, Files.readString(file).replace("\naccess:\n", """

                access:
                  oidc:
                    issuer: "%s"
                    client: ioc
                    name: {vi: Tài khoản tỉnh, en: Provincial account}
                    roles: {quan-tri: administrator, truc: operator, xem: viewer}
                    orgs: {tinh: "*", gd: phuong-go-dau}
                """.formatted(issuer)));
        return ServerProcess.serve(
                folder,
                config,
                Map.of(
                        "IOC_ACCESS_MODE", "accounts",
                        "IOC_ACCESS_SECOND_FACTOR", "administrators",
                        "IOC_ACCESS_OIDC_SECRET", "ba-mat"));
    }

    private static Person first(ServerProcess server) {
        Peer.await("the code is told", () -> CODE.matcher(server.log()).find());
        Matcher told = CODE.matcher(server.log());
        assertThat(told.find()).isTrue();
        Person person = new Person(server.url());
        Person.Answer made = person.post(
                "/invitation",
                Map.of("code", told.group(1), "login", "nam.dh", "name", "Đỗ Hoài Nam", "password", PASSWORD));
        assertThat(made.status()).isEqualTo(200);
        person.setUpSecond();
        return person;
    }

    /** A browser: follows nobody of itself, keeps cookies. */
    private static final class Visitor {
        private final CookieManager cookies = new CookieManager();
        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .connectTimeout(Peer.PATIENCE)
                .build();
        private final String url;

        Visitor(ServerProcess server) {
            this.url = server.url();
        }

        HttpResponse<String> get(String address) {
            try {
                URI uri = URI.create(address.startsWith("/") ? url + address : address);
                return client.send(
                        HttpRequest.newBuilder(uri).timeout(Peer.PATIENCE).build(),
                        HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** Where it is sent on to. */
        String next(String address) {
            HttpResponse<String> answer = get(address);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
            return answer.headers().firstValue("Location").orElseThrow();
        }

        /** The address the provider sends it back to. */
        String sentBack() {
            return next(next(LEAVE + "%2Fpeople"));
        }

        String comesIn() {
            return next(sentBack());
        }

        JsonNode me() {
            return asPerson().get("/me").body().path("person");
        }

        Person asPerson() {
            String session = cookies.getCookieStore().getCookies().stream()
                    .filter(one -> one.getName().equals("ioc_session"))
                    .map(one -> one.getName() + "=" + one.getValue())
                    .findFirst()
                    .orElse("");
            return new Person(url).with(session);
        }
    }

    private static Map<String, Object> claims(String login, String... groups) {
        return new HashMap<>(Map.of(
                "preferred_username", login, "name", "Người " + login, "groups", List.of(groups), "email", "x@go.vn"));
    }

    private static String said(String address) {
        Matcher code = Pattern.compile("[?&]provider=([a-z-]+)").matcher(address);
        return code.find() ? code.group(1) : "";
    }

    private static Map<String, String> query(String address) {
        Map<String, String> query = new HashMap<>();
        for (String pair : URI.create(address).getRawQuery().split("&", -1)) {
            int at = pair.indexOf('=');
            query.put(pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    private static JsonNode person(String login) {
        for (JsonNode one : admin.get("/people").body()) {
            if (one.path("login").asText().equals(login)) {
                return one;
            }
        }
        throw new AssertionError("nobody is called " + login);
    }

    @Test
    void somebodyComesInWithTheRoleAndTheUnitsTheProviderSaysAndIsKnownAgainByTheSubject() {
        Visitor one = new Visitor(server);
        String authorize = one.next(LEAVE + "%2Fdossiers");
        assertThat(query(authorize))
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "ioc")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", server.url() + "/api/v1/sign-in/provider/return")
                .containsEntry("scope", "openid profile")
                .containsKeys("state", "nonce", "code_challenge");
        provider.says("s-ha", claims("Hà.TT", "truc", "gd"));
        String in = one.next(one.next(authorize));
        assertThat(in).isEqualTo("/sign-in?to=%2Fdossiers");
        assertThat(one.me().path("role").asText()).isEqualTo("operator");
        assertThat(one.me().path("login").asText()).isEqualTo("ha.tt");
        assertThat(one.me().path("orgs")).hasSize(1);
        assertThat(one.me().path("need").isNull()).isTrue();
        assertThat(one.asPerson().get("/health").status()).isEqualTo(200);
        assertThat(one.asPerson().get("/people").status()).isEqualTo(403);

        provider.says("s-ha", claims("Hà.Khác", "xem", "tinh"));
        Visitor again = new Visitor(server);
        assertThat(said(again.comesIn())).isEmpty();
        assertThat(again.me().path("id").asText()).isEqualTo(one.me().path("id").asText());
        assertThat(one.me().path("role").asText()).as("for both browsers").isEqualTo("viewer");
        assertThat(person("ha.tt").path("provider").asBoolean()).isTrue();
        Person.Answer byHand = admin.post("/people/" + one.me().path("id").asText(), Map.of("role", "administrator"));
        assertThat(byHand.code()).isEqualTo("provided");
        Peer.await("it stands in the audit", () -> admin.get("/audit?limit=500").body().findValues("after").stream()
                .anyMatch(after -> after.asText().equals("provider")));
    }

    @Test
    void nobodyTakesOverAnAccountByItsName() {
        provider.says("s-thief", claims("nam.dh", "truc", "tinh"));
        Visitor thief = new Visitor(server);
        assertThat(said(thief.comesIn())).isEmpty();
        assertThat(thief.me().path("login").asText()).isEqualTo("nam.dh@localhost");
        assertThat(thief.me().path("role").asText()).isEqualTo("operator");
        assertThat(person("nam.dh").path("provider").asBoolean()).isFalse();
    }

    @Test
    void whoHasNoRoleSeesNothingAndIsNotEntered() {
        int before = admin.get("/people").body().size();
        provider.says("s-none", claims("khong.vai", "khac"));
        Visitor one = new Visitor(server);
        assertThat(said(one.comesIn())).isEqualTo("no-role");
        assertThat(one.me().isNull()).isTrue();
        provider.says("s-none", claims("khong.vai", "truc"));
        assertThat(said(one.comesIn())).as("a role but no unit").isEqualTo("no-role");
        assertThat(admin.get("/people").body()).hasSize(before);

        provider.says("s-mat", claims("mat.vai", "truc", "tinh"));
        Visitor loses = new Visitor(server);
        loses.comesIn();
        assertThat(loses.asPerson().get("/health").status()).isEqualTo(200);
        provider.says("s-mat", claims("mat.vai", "khac"));
        assertThat(said(new Visitor(server).comesIn())).isEqualTo("no-role");
        assertThat(loses.asPerson().get("/health").status()).as("at once").isEqualTo(401);
    }

    @Test
    void whatIsNotExactlyRightLetsNobodyIn() {
        Map<String, Object> good = claims("sai", "truc", "tinh");
        Map<String, Object> nonce = new HashMap<>(good);
        nonce.put("nonce", "another");
        Map<String, Object> audience = new HashMap<>(good);
        audience.put("aud", List.of("another"));
        Map<String, Object> issuer = new HashMap<>(good);
        issuer.put("iss", "https://id.example.vn");
        for (Map<String, Object> wrong : List.of(nonce, audience, issuer)) {
            provider.says("s-sai", wrong);
            Visitor one = new Visitor(server);
            assertThat(said(one.comesIn())).isEqualTo("failed");
            assertThat(one.me().isNull()).isTrue();
        }
        provider.says("s-sai", good, -120);
        assertThat(said(new Visitor(server).comesIn())).as("expired").isEqualTo("failed");
        assertThat(admin.get("/people").body().findValuesAsText("login")).doesNotContain("sai");
        Peer.await("it stands in the audit", () -> admin.get("/audit?limit=500").body().findValues("after").stream()
                .anyMatch(after -> after.asText().equals("provider failed")));
    }

    @Test
    void theWayBackCountsOnceAndInTheBrowserThatLeftOnly() {
        Visitor one = new Visitor(server);
        String back = one.sentBack();
        Map<String, String> values = query(back);
        assertThat(said(new Visitor(server).next(back)))
                .as("without the cookie")
                .isEqualTo("over");
        assertThat(said(one.next(back))).as("used up by that").isEqualTo("over");
        String other = one.sentBack();
        String mixed = other.replace(query(other).get("state"), values.get("state"));
        assertThat(said(one.next(mixed))).as("another state").isEqualTo("over");
        provider.says("s-mot", claims("mot.lan", "truc", "tinh"));
        assertThat(said(one.next(one.sentBack().replace("code=", "code=x"))))
                .as("no such code")
                .isEqualTo("failed");

        provider.says("s-mot", claims("mot.lan", "truc", "tinh"));
        String good = one.sentBack();
        assertThat(said(one.next(good))).isEmpty();
        assertThat(said(one.next(good))).as("replayed").isEqualTo("over");
        String fresh = one.sentBack();
        String replayed = fresh.replace(query(fresh).get("code"), query(good).get("code"));
        provider.says("s-mot", claims("mot.lan", "truc", "tinh"));
        assertThat(said(one.next(replayed)))
                .as("a used code with a fresh state")
                .isEqualTo("failed");
        assertThat(said(one.next("/api/v1/sign-in/provider/return?error=access_denied&session_state=x")))
                .isEqualTo("over");
        String authorize = one.next(LEAVE);
        assertThat(said(one.next("/api/v1/sign-in/provider/return?error=access_denied&state="
                        + query(authorize).get("state"))))
                .isEqualTo("denied");
    }

    @Test
    void nobodyIsSentToAnotherSiteAfterwards() {
        for (String to : List.of("%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%2F%5Cevil.example", "%2F%0Ax")) {
            provider.says("s-di", claims("di.dau", "truc", "tinh"));
            Visitor one = new Visitor(server);
            assertThat(one.next(one.next(one.next(LEAVE + to)))).isEqualTo("/sign-in?to=%2F");
        }
    }

    @Test
    void whoWasEndedHereStaysOut() {
        provider.says("s-het", claims("het.han", "truc", "tinh"));
        Visitor one = new Visitor(server);
        one.comesIn();
        String id = one.me().path("id").asText();
        assertThat(admin.post("/people/" + id, Map.of("active", false)).status())
                .isEqualTo(200);
        assertThat(one.asPerson().get("/health").status()).isEqualTo(401);
        provider.says("s-het", claims("het.han", "truc", "tinh"));
        assertThat(said(new Visitor(server).comesIn())).isEqualTo("ended");

        provider.says("s-khoa", claims("khoa", "truc", "tinh"));
        new Visitor(server).comesIn();
        for (int i = 0; i < 5; i++) {
            new Person(server.url()).signIn("khoa", "không phải mật khẩu");
        }
        provider.says("s-khoa", claims("khoa", "truc", "tinh"));
        assertThat(said(new Visitor(server).comesIn())).isEqualTo("locked");
    }

    @Test
    void anAdministratorNeedsASecondFactorFromTheProviderOrFromHere() {
        Map<String, Object> strong = claims("manh", "quan-tri");
        strong.put("amr", List.of("pwd", "mfa"));
        provider.says("s-manh", strong);
        Visitor one = new Visitor(server);
        one.comesIn();
        assertThat(one.asPerson().get("/people").status()).isEqualTo(200);

        provider.says("s-yeu", claims("yeu", "quan-tri"));
        Visitor weak = new Visitor(server);
        weak.comesIn();
        assertThat(weak.me().path("need").asText()).isEqualTo("second-set-up");
        assertThat(weak.asPerson().get("/people").code()).isEqualTo("second-set-up");
        List<String> spare = weak.asPerson().setUpSecond();
        assertThat(weak.asPerson().get("/people").status()).isEqualTo(200);

        provider.says("s-yeu", claims("yeu", "quan-tri"));
        Visitor again = new Visitor(server);
        again.comesIn();
        assertThat(again.me().path("need").asText()).isEqualTo("second-code");
        assertThat(again.asPerson().get("/health").code()).isEqualTo("second-code");
        Map<String, Object> wrong = Map.of("step", "check", "code", "000000");
        assertThat(again.asPerson().post("/me/second-factor", wrong).code()).isEqualTo("second-wrong");
        Map<String, Object> right = Map.of("step", "check", "code", spare.get(0));
        assertThat(again.asPerson().post("/me/second-factor", right).status()).isEqualTo(200);
        assertThat(again.asPerson().get("/people").status()).isEqualTo(200);
    }

    @Test
    void whileTheProviderIsAwayOthersSignInAndStrangeKeysOpenNothing() throws IOException {
        int port = Peer.freePort();
        Path own = Files.createDirectory(folder.resolve("away"));
        try (ServerProcess alone = serve(own, "http://localhost:" + port + "/tinh")) {
            Person local = first(alone);
            assertThat(local.get("/me").body().path("provider").path("vi").asText())
                    .isEqualTo("Tài khoản tỉnh");
            Visitor one = new Visitor(alone);
            assertThat(one.next(LEAVE + "%2Fsites")).isEqualTo("/sign-in?provider=away&to=%2Fsites");
            assertThat(local.get("/people").status()).isEqualTo(200);
            Visitor stuck = new Visitor(alone);
            String authorize;
            try (Provider late = Provider.start(port)) {
                late.strange(true);
                late.says("s-la", claims("la", "truc", "tinh"));
                assertThat(said(one.comesIn())).as("keys of somebody else").isEqualTo("failed");
                late.strange(false);
                late.says("s-la", claims("la", "truc", "tinh"));
                assertThat(said(one.comesIn()))
                        .as("its keys are asked for anew")
                        .isEmpty();
                assertThat(one.me().path("login").asText()).isEqualTo("la");
                authorize = stuck.next(LEAVE);
            }
            assertThat(said(stuck.next("/api/v1/sign-in/provider/return?code=x&state="
                            + query(authorize).get("state"))))
                    .as("away in between")
                    .isEqualTo("away");
            assertThat(new Person(alone.url()).signIn("nam.dh", PASSWORD).code())
                    .isEqualTo("second");
            assertThat(alone.exceptions()).isEmpty();
            assertThat(alone.log()).doesNotContain("ba-mat");
        }
    }

    @Test
    void whereThereIsNoProviderThereIsNoWay() throws IOException {
        Path own = Files.createDirectory(folder.resolve("none"));
        try (ServerProcess alone = ServerProcess.serve(own, Map.of("IOC_ACCESS_MODE", "accounts"))) {
            assertThat(new Person(alone.url())
                            .get("/me")
                            .body()
                            .path("provider")
                            .isNull())
                    .isTrue();
            assertThat(new Person(alone.url()).get("/sign-in/provider").status())
                    .isEqualTo(404);
        }
    }
}
