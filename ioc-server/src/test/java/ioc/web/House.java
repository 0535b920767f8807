package ioc.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import ioc.access.AuditRow.Deed;
import ioc.access.Caller;
import ioc.access.Role;
import ioc.access.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts with fixed answers. Everybody is Lan, unless the house is shut: then a key is the word of a role. */
final class House implements Accounts {
    static final Caller LAN = new Caller("p1", "Lan", Role.ADMINISTRATOR, Scope.WHOLE);

    final List<Deed> deeds = new ArrayList<>();
    final List<Visitor> visitors = new ArrayList<>();
    private final Path scratch;
    boolean isShut;

    House(Path scratch) {
        this.scratch = scratch;
    }

    @Override
    public Optional<Pass> pass(String cookie, String bearer) {
        if (!isShut) {
            return Optional.of(new Pass("s1", LAN.id(), Optional.of(LAN)));
        }
        String key = bearer.isEmpty() ? cookie : bearer;
        return key.equals("nobody")
                ? Optional.of(new Pass("s1", "p2", Optional.empty()))
                : Role.of(key)
                        .map(role -> new Pass("s1", "p3", Optional.of(new Caller("p3", "Hà", role, Scope.WHOLE))));
    }

    private Future<?> answer(Visitor visitor, String json) {
        visitors.add(visitor);
        return Future.succeededFuture(Served.tree(json));
    }

    @Override
    public Future<?> me(Visitor visitor, List<String> may) {
        return answer(
                visitor,
                "{\"mode\":\"accounts\",\"person\":null,\"first\":null,\"ready\":true,\"provider\":null,\"may\":[\""
                        + String.join("\",\"", may) + "\"]}");
    }

    @Override
    public Future<Sent> leave(Visitor visitor, String origin, String to) {
        visitors.add(visitor);
        return Future.succeededFuture(new Sent("https://id.example.vn/", "bound", Optional.empty()));
    }

    @Override
    public Future<Sent> arrive(Visitor visitor, Returned returned) {
        visitors.add(visitor);
        return Future.succeededFuture(
                new Sent("/sign-in", "", Optional.of(new Entered(Map.of(), returned.binding(), Duration.ofHours(1)))));
    }

    @Override
    public Future<Entered> signIn(Visitor visitor, JsonNode body) {
        visitors.add(visitor);
        return Future.succeededFuture(new Entered(Map.of(), "viewer", Duration.ofHours(1)));
    }

    @Override
    public Future<Left> signOut(Visitor visitor) {
        return Future.succeededFuture(new Left());
    }

    @Override
    public Future<Entered> accept(Visitor visitor, JsonNode body) {
        return signIn(visitor, body);
    }

    @Override
    public Future<?> changePassword(Visitor visitor, JsonNode body) {
        return answer(visitor, "{}");
    }

    @Override
    public Future<?> second(Visitor visitor, JsonNode body) {
        return answer(visitor, "{}");
    }

    @Override
    public Future<?> signIns(Visitor visitor) {
        return answer(
                visitor,
                "[{\"id\":\"s\",\"person\":\"p\",\"begunAt\":1,\"seenAt\":1,\"endsAt\":2,\"address\":\"::1\","
                        + "\"browser\":\"b\",\"way\":\"password\"}]");
    }

    @Override
    public Future<?> endSignIn(Visitor visitor, String id) {
        return answer(visitor, "{}");
    }

    private static final String PERSON =
            "{\"id\":\"p\",\"login\":\"lan\",\"name\":\"Lan\",\"role\":null,\"orgs\":[],\"active\":true,\"second\":false,\"provider\":false,\"unused\":false,\"usedAt\":1,"
                    + "\"password\":true,\"invitedUntil\":null,\"signIns\":1,\"seenAt\":1}";

    @Override
    public Future<?> people() {
        return Future.succeededFuture(Served.tree("[" + PERSON + "]"));
    }

    @Override
    public Future<?> addPerson(Visitor visitor, JsonNode body) {
        return answer(visitor, "{\"id\":\"p\",\"code\":\"c\",\"until\":1}");
    }

    @Override
    public Future<?> changePerson(Visitor visitor, String id, JsonNode body) {
        return answer(visitor, PERSON);
    }

    @Override
    public Future<?> invite(Visitor visitor, String id) {
        return answer(visitor, "{\"code\":\"c\",\"until\":1}");
    }

    @Override
    public Future<?> tokens() {
        return Future.succeededFuture(Served.tree(
                "[{\"id\":\"t\",\"name\":\"n\",\"role\":\"viewer\",\"orgs\":[],\"madeBy\":\"Lan\",\"madeAt\":1,"
                        + "\"endsAt\":2,\"seenAt\":null}]"));
    }

    @Override
    public Future<?> addToken(Visitor visitor, JsonNode body) {
        return answer(visitor, "{\"id\":\"t\",\"token\":\"k\"}");
    }

    @Override
    public Future<?> endToken(Visitor visitor, String id) {
        return answer(visitor, "{}");
    }

    @Override
    public Future<?> audit(String who, String operation, long before, int limit) {
        return Future.succeededFuture(Served.tree(
                "[{\"seq\":1,\"at\":1,\"who\":\"p\",\"name\":\"Lan\",\"operation\":\"signIn\",\"subject\":\"\","
                        + "\"before\":\"\",\"after\":\"\",\"address\":\"::1\",\"outcome\":\"done\",\"hash\":\"00\"}]"));
    }

    @Override
    public Future<?> verifyAudit() {
        return Future.succeededFuture(Served.tree("{\"rows\":1,\"lastHash\":\"00\",\"broken\":null,\"at\":1}"));
    }

    @Override
    public Future<Answers.Download> exportAudit(String who, String operation, String format, String language) {
        try {
            Path file = Files.writeString(Files.createTempFile(scratch, "export", ".tmp"), "a,b\r\n");
            return Future.succeededFuture(new Answers.Download(file, "audit.csv", "text/csv; charset=utf-8"));
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public Future<?> record(Deed deed) {
        deeds.add(deed);
        return Future.succeededFuture();
    }
}
