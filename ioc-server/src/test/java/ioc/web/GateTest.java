package ioc.web;

import static ioc.web.Served.header;
import static ioc.web.Served.text;
import static org.assertj.core.api.Assertions.assertThat;

import ioc.access.AuditRow.Deed;
import ioc.access.Role;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateTest {
    private Served served;

    @BeforeEach
    void start() throws Exception {
        served = new Served();
        served.house.isShut = true;
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
    }

    private static String path(OpenApi.Operation operation) {
        return operation
                .path()
                .replaceAll("[{](person|token|signIn)}", "0123456789abcdef0123")
                .replaceAll("[{]\\w+}", "x");
    }

    private HttpResponse<byte[]> ask(OpenApi.Operation operation, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        if (operation.method().equals("GET")) {
            return served.read(path(operation), all.toArray(String[]::new));
        }
        all.addAll(List.of("Content-Type", operation.bodyTypes().get(0)));
        return served.post(path(operation), "{}", all.toArray(String[]::new));
    }

    @Test
    void nobodyGetsAnythingThatNeedsACaller() throws Exception {
        List<String> free = new ArrayList<>();
        for (OpenApi.Operation operation : OpenApi.load().operations()) {
            int status = ask(operation).statusCode();
            if (!operation.roles().isEmpty()) {
                assertThat(status).as(operation.id()).isEqualTo(401);
                assertThat(ask(operation, "Cookie", "ioc_session=wrong").statusCode())
                        .isEqualTo(401);
                assertThat(ask(operation, "Authorization", "Bearer wrong").statusCode())
                        .isEqualTo(401);
            } else {
                free.add(operation.id());
            }
        }
        assertThat(free)
                .containsExactlyInAnyOrder(
                        "me",
                        "signIn",
                        "secondFactor",
                        "leaveForProvider",
                        "arriveFromProvider",
                        "signOut",
                        "acceptInvitation",
                        "screenCode",
                        "screenClaim",
                        "screenBeat",
                        "hook",
                        "hookOf",
                        "hookOfAgent",
                        "exchangeLogin",
                        "exchange",
                        "exchangeService",
                        "contract",
                        "contractAsJson",
                        "messagesContract",
                        "live",
                        "ready");
        assertThat(served.read("/live").statusCode()).isEqualTo(401);
        assertThat(served.read("/live/events?topics=overview").statusCode()).isEqualTo(401);
        assertThat(served.read("/").statusCode()).isEqualTo(200);
        assertThat(served.answers.asked).noneMatch(asked -> asked.equals("health"));
    }

    @Test
    void everyRoleIsRefusedWhatItDoesNotCoverAndThatStandsInTheAudit() throws Exception {
        for (OpenApi.Operation operation : OpenApi.load().operations()) {
            for (Role role : Role.values()) {
                served.house.deeds.clear();
                int status =
                        ask(operation, "Cookie", "ioc_session=" + role.word()).statusCode();
                if (operation.roles().isEmpty() || operation.isFor(role)) {
                    assertThat(status).as(role + " " + operation.id()).isNotIn(401, 403);
                } else {
                    assertThat(status).as(role + " " + operation.id()).isEqualTo(403);
                    if (operation.method().equals("POST")) {
                        assertThat(served.house.deeds)
                                .extracting(Deed::operation, Deed::outcome)
                                .containsExactly(org.assertj.core.groups.Tuple.tuple(operation.id(), Deed.REFUSED));
                    }
                }
            }
        }
        assertThat(served.read("/api/v1/health", "Cookie", "ioc_session=nobody").statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatChangesSomethingStandsInTheAuditOrSaysWhyNot() throws Exception {
        com.fasterxml.jackson.databind.JsonNode contract =
                Served.tree(new String(OpenApi.load().json(), java.nio.charset.StandardCharsets.UTF_8));
        contract.get("paths")
                .forEach(path -> path.path("post").findValues("operationId").forEach(id -> assertThat(
                                path.path("post").has("x-audit"))
                        .as(id.asText())
                        .isTrue()));
        served.post(
                "/api/v1/assignments/nt-1/actions",
                "{\"act\":\"note\",\"revision\":1,\"text\":\"đã gọi\",\"secret\":\"x\"}",
                "Content-Type",
                "application/json",
                "Cookie",
                "ioc_session=org-head");
        assertThat(served.house.deeds)
                .containsExactly(new Deed(
                        "p3", "Hà", "act", "nt-1", "", "act: note; revision: 1; text: đã gọi", "127.0.0.1", "done"));
    }

    @Test
    void theCookieIsForThisServerOnlyAndForgottenAtTheEnd() throws Exception {
        HttpResponse<byte[]> in = served.post("/api/v1/sign-in", "{}", "Content-Type", "application/json");
        assertThat(header(in, "Set-Cookie"))
                .startsWith("ioc_session=viewer;")
                .contains("Max-Age=3600")
                .contains("Path=/")
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict")
                .doesNotContain("Domain");
        HttpResponse<byte[]> out = served.post("/api/v1/sign-out", "{}", "Content-Type", "application/json");
        assertThat(header(out, "Set-Cookie")).startsWith("ioc_session=;").contains("Max-Age=0");
        HttpResponse<byte[]> foreign = served.post(
                "/api/v1/sign-in", "{}", "Content-Type", "application/json", "Origin", "http://elsewhere.example");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(header(foreign, "Set-Cookie")).isEmpty();
    }

    @Test
    void aTokenCountsAloneAndWhereARequestCameFromIsTakenFromTheConnection() throws Exception {
        HttpResponse<byte[]> both =
                served.read("/api/v1/people", "Cookie", "ioc_session=administrator", "Authorization", "Bearer viewer");
        assertThat(both.statusCode()).isEqualTo(403);
        assertThat(text(both)).contains("\"role\":\"administrator\"");
        served.read("/api/v1/me", "X-Forwarded-For", "10.9.9.9");
        assertThat(served.house.visitors).extracting(Accounts.Visitor::address).containsExactly("127.0.0.1");
    }

    @Test
    void behindAProxyWithTlsAWallIsToldSafelyAndCountsByItsOwnAddress() throws Exception {
        served.close();
        served = new Served(new Bind("127.0.0.1", 0, true, Set.of(), true, Set.of("127.0.0.1"), Bind.Pem.NONE));
        HttpResponse<byte[]> claimed =
                served.post("/api/v1/screens/claims", "{\"claim\":\"x\"}", "Content-Type", "application/json");
        assertThat(header(claimed, "Set-Cookie"))
                .startsWith("ioc-screen=k7.secret;")
                .contains("Secure")
                .contains("HTTPOnly")
                .contains("SameSite=Strict");
        served.post(
                "/api/v1/screens/codes",
                "{}",
                "Content-Type",
                "application/json",
                "X-Forwarded-For",
                "10.9.9.8, 10.9.9.9");
        assertThat(served.answers.asked).contains("10.9.9.9");
    }

    @Test
    void whoLeavesForAProviderTakesACookieAlongThatOtherSitesMayBringBackAndLosesItThere() throws Exception {
        HttpResponse<byte[]> leaves = served.read("/api/v1/sign-in/provider?to=%2Fsites");
        assertThat(leaves.statusCode()).isEqualTo(302);
        assertThat(header(leaves, "Location")).isEqualTo("https://id.example.vn/");
        assertThat(header(leaves, "Set-Cookie"))
                .startsWith("ioc_provider=bound; Max-Age=600;")
                .contains("HTTPOnly")
                .contains("SameSite=Lax");
        HttpResponse<byte[]> back = served.read(
                "/api/v1/sign-in/provider/return?state=a&code=b&session_state=c", "Cookie", "ioc_provider=bound");
        assertThat(back.statusCode()).isEqualTo(302);
        List<String> cookies = back.headers().allValues("Set-Cookie");
        assertThat(cookies).anyMatch(cookie -> cookie.startsWith("ioc_provider=; Max-Age=0;"));
        assertThat(cookies)
                .anyMatch(cookie -> cookie.startsWith("ioc_session=bound;") && cookie.contains("SameSite=Strict"));
    }

    @Test
    void whatMayBeAskedForIsWhatTheContractGivesTheRole() throws Exception {
        String viewer = text(served.read("/api/v1/me", "Cookie", "ioc_session=viewer"));
        assertThat(viewer).contains("\"dossiers\"").contains("\"signOut\"").doesNotContain("\"handle\"");
        assertThat(text(served.read("/api/v1/me", "Cookie", "ioc_session=operator")))
                .contains("\"handle\"")
                .doesNotContain("\"act\"")
                .doesNotContain("\"people\"");
        assertThat(text(served.read("/api/v1/me", "Cookie", "ioc_session=administrator")))
                .contains("\"handle\"")
                .contains("\"people\"");
        assertThat(text(served.read("/api/v1/me"))).contains("\"signIn\"").doesNotContain("\"dossiers\"");
    }
}
