package ioc.config;

import ioc.access.Grants;
import ioc.access.IdToken;
import ioc.access.Role;
import ioc.access.Seal;
import ioc.place.Name;
import ioc.place.Places;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part {@code access} of ioc.yaml, being read. */
final class AccessSection {
    private AccessSection() {}

    static Config.Access read(Section section, Places places) {
        Config.AccessMode mode = section.choice("mode", Config.AccessMode.ACCOUNTS, Config.AccessMode.values());
        Secret key = section.secret("key");
        if (!key.isEmpty() && Seal.key(key.reveal()).isEmpty()) {
            section.problem("key", "was something else but must be 32 bytes in base 64 (openssl rand -base64 32)");
        }
        return new Config.Access(
                mode,
                section.duration("session", Duration.ofHours(12)),
                section.duration("idle", Duration.ofHours(4)),
                section.text(
                        "origin",
                        "",
                        "like https://ioc.example.vn",
                        word -> word.isEmpty() || word.matches("https?://[^/]+") ? word : null),
                section.choice("secondFactor", Config.SecondFactor.ADMINISTRATORS, Config.SecondFactor.values()),
                section.duration("unused", Duration.ofDays(90)),
                key,
                provider(section.section("oidc"), places));
    }

    private static Optional<Config.Provider> provider(Section oidc, Places places) {
        boolean isAsked = oidc.has("issuer") || !oidc.keys().isEmpty();
        Section name = oidc.section("name");
        Config.Provider provider = new Config.Provider(
                isAsked
                        ? oidc.text(
                                "issuer",
                                "",
                                "there, an address like https://id.example.vn/realms/ioc (http only on this machine)",
                                AccessSection::issuer)
                        : "",
                isAsked ? oidc.text("client") : "",
                oidc.secret("secret"),
                name(name),
                new IdToken.Names(oidc.text("usernameClaim", "preferred_username"), oidc.text("roleClaim", "groups")),
                new Grants(roles(oidc), orgs(oidc, places)));
        if (isAsked && provider.grants().roles().isEmpty()) {
            oidc.problem("roles", "is missing but must be there: nobody could come in");
        }
        name.done();
        oidc.done();
        return isAsked ? Optional.of(provider) : Optional.empty();
    }

    private static @Nullable String issuer(String word) {
        URI uri = URI.create(word);
        String host = String.valueOf(uri.getHost());
        boolean isHere = host.equals("localhost") || host.equals("127.0.0.1");
        boolean isSafe = "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isHere);
        return isSafe && uri.getQuery() == null ? word : null;
    }

    private static Name name(Section section) {
        String vi = section.text("vi", "OpenID Connect");
        String en = section.text("en", vi);
        return new Name(vi, vi, en, en);
    }

    private static Map<String, Role> roles(Section oidc) {
        Map<String, Role> roles = new LinkedHashMap<>();
        oidc.texts("roles").forEach((value, word) -> Role.of(word)
                .ifPresentOrElse(
                        role -> roles.put(value, role),
                        () -> oidc.problem("roles." + value, "was \"" + word + "\" but must be a role")));
        return roles;
    }

    private static Map<String, String> orgs(Section oidc, Places places) {
        Map<String, String> orgs = oidc.texts("orgs");
        orgs.forEach((value, org) -> {
            if (!org.equals(Grants.EVERY) && places.org(org).isEmpty()) {
                oidc.problem("orgs." + value, "was \"" + org + "\" but must be the id of a unit, or * for the whole");
            }
        });
        return orgs;
    }
}
