package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import ioc.access.ApiToken;
import ioc.access.Person;
import ioc.access.Randoms;
import ioc.access.Role;
import ioc.access.Roster;
import ioc.web.Accounts.Visitor;
import ioc.web.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tokens of machines, as administrators see, make and end them. */
final class TokenAnswers {
    private static final String TOKEN = "ioc_";

    private final Register register;
    private final Roster roster;
    private final AccountFields fields;

    TokenAnswers(Register register, AccountFields fields) {
        this.register = register;
        this.roster = register.roster();
        this.fields = fields;
    }

    Future<?> tokens() {
        return Future.succeededFuture(roster.tokens().stream().map(this::row).toList());
    }

    private Map<String, @Nullable Object> row(ApiToken token) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", token.id());
        row.put("name", token.name());
        row.put("role", token.role().word());
        row.put("orgs", token.scope().sorted());
        row.put("madeBy", roster.person(token.madeBy()).map(Person::name).orElse(token.madeBy()));
        row.put("madeAt", token.madeAt());
        row.put("endsAt", token.endsAt());
        row.put("seenAt", token.seenAt() == 0 ? null : token.seenAt());
        return row;
    }

    Future<?> addToken(Visitor visitor, JsonNode body) {
        register.mustBeReady();
        String name = AccountFields.name(body);
        Role role = AccountFields.role(body);
        int days = body.path("days").asInt(0);
        if (name.isEmpty() || role == null || days < 1 || days > 730) {
            throw new Refusal(422, "token: must have a name, a role, and 1 to 730 days");
        }
        long now = register.now();
        String key = TOKEN + register.randoms().key();
        ApiToken token = new ApiToken(
                Randoms.hash(key),
                register.randoms().id(),
                name,
                role,
                fields.scope(body, role),
                visitor.known().holder(),
                now,
                now + Duration.ofDays(days).toMillis(),
                0);
        String told = role.word() + "; " + Register.line(token.scope()) + "; " + days + " d";
        return register.inTurn(() -> {
                    if (roster.tokens().size() >= Roster.MOST_TOKENS) {
                        throw new Refusal(409, "tokens: are " + Roster.MOST_TOKENS + " already");
                    }
                    return register.did(visitor, "addToken", name, "", told).compose(done -> register.save(token));
                })
                .map(done -> Map.of("id", token.id(), "token", key));
    }

    Future<?> endToken(Visitor visitor, String id) {
        ApiToken token = roster.tokens().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.unknown("token", id));
        return register.did(visitor, "endToken", token.name(), "", "")
                .compose(done -> register.end(Set.of(token.id()), List.of(token.hash())))
                .map(done -> Map.of());
    }
}
