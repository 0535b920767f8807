package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import ioc.access.Role;
import ioc.access.Scope;
import ioc.place.Places;
import ioc.web.Refusal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields of bodies about people and tokens, checked. */
final class AccountFields {
    private final Places places;

    AccountFields(Places places) {
        this.places = places;
    }

    /** Empty where it lacks. */
    static String text(JsonNode body, String field, int longest) {
        JsonNode value = body.path(field);
        String text = value.isTextual() ? value.asText() : "";
        if (text.length() > longest) {
            throw new Refusal(422, field + ": must be at most " + longest + " characters");
        }
        return text;
    }

    static String login(JsonNode body) {
        return text(body, "login", 80).toLowerCase(Locale.ROOT).strip();
    }

    static String name(JsonNode body) {
        return text(body, "name", 100).strip();
    }

    static @Nullable Role role(JsonNode body) {
        JsonNode word = body.path("role");
        if (word.isNull() || word.isMissingNode()) {
            return null;
        }
        return Role.of(word.asText())
                .orElseThrow(() -> new Refusal(422, "role: was \"" + word.asText() + "\" but must be a role"));
    }

    Scope scope(JsonNode body, @Nullable Role role) {
        Set<String> ids = new HashSet<>();
        for (JsonNode org : body.path("orgs")) {
            if (places.org(org.asText()).isEmpty()) {
                throw new Refusal(422, "orgs: there is no \"" + org.asText() + '"');
            }
            ids.add(org.asText());
        }
        return fitting(role, new Scope(ids));
    }

    /** Who sets up people and rules sees the whole: what everybody did is told without regard to units. */
    static Scope fitting(@Nullable Role role, Scope scope) {
        if (role == Role.ADMINISTRATOR && !scope.isWhole()) {
            throw new Refusal(
                    422, "administrator-whole", "orgs: were some but must be none for an administrator", Map.of());
        }
        return scope;
    }
}
