package ioc.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says about somebody, once its signature was found good and everything it says about itself is right.
 *
 * @param subject never re-used by its issuer
 * @param login as people are called there, empty when it does not say
 * @param values of the claim that roles and units are given by
 * @param isStrong the provider has asked for more than one factor
 */
public record IdToken(String issuer, String subject, String login, String name, Set<String> values, boolean isStrong) {
    private static final long LEEWAY_MS = 60_000;
    private static final long OLDEST_MS = 600_000;

    public IdToken {
        values = Set.copyOf(values);
    }

    /** What it must say. */
    public record Expected(String issuer, String client, String nonce) {}

    /** Names of the claims that say who somebody is. A dot leads into an object, such as {@code realm_access.roles}. */
    public record Names(String login, String values) {}

    /**
     * Reads claims whose signature is good; throws IllegalArgumentException that names the first that is wrong.
     *
     * @param now epoch ms
     */
    public static IdToken of(Map<String, ?> claims, Expected expected, Names names, long now) {
        must("iss", expected.issuer().equals(claims.get("iss")));
        List<String> audience = texts(claims.get("aud"));
        must("aud", audience.contains(expected.client()));
        must(
                "azp",
                claims.get("azp") == null
                        ? audience.size() == 1
                        : expected.client().equals(claims.get("azp")));
        must("nonce", claims.get("nonce") instanceof String nonce && Randoms.same(nonce, expected.nonce()));
        must("exp", claims.get("exp") instanceof Number exp && now < exp.longValue() * 1000 + LEEWAY_MS);
        must(
                "iat",
                claims.get("iat") instanceof Number iat
                        && Math.abs(now - iat.longValue() * 1000) < OLDEST_MS + LEEWAY_MS);
        must(
                "nbf",
                claims.get("nbf") == null
                        || (claims.get("nbf") instanceof Number nbf && nbf.longValue() * 1000 < now + LEEWAY_MS));
        String subject = text(claims.get("sub"));
        must("sub", !subject.isBlank() && subject.length() <= 255);
        return new IdToken(
                expected.issuer(),
                subject,
                text(at(claims, names.login())).strip(),
                text(claims.get("name")).strip(),
                Set.copyOf(texts(at(claims, names.values()))),
                isStrong(claims));
    }

    private static void must(String claim, boolean isRight) {
        if (!isRight) {
            throw new IllegalArgumentException("token: " + claim + " was not right");
        }
    }

    private static boolean isStrong(Map<String, ?> claims) {
        String context = text(claims.get("acr")).toLowerCase(Locale.ROOT);
        return texts(claims.get("amr")).contains("mfa")
                || context.equals("mfa")
                || context.endsWith("/mfa")
                || context.endsWith("/multi-factor");
    }

    /** A name that has dots itself comes first. */
    private static @Nullable Object at(Map<?, ?> claims, String name) {
        Object whole = claims.get(name);
        int dot = name.indexOf('.');
        return whole != null || dot < 0
                ? whole
                : claims.get(name.substring(0, dot)) instanceof Map<?, ?> inside
                        ? at(inside, name.substring(dot + 1))
                        : null;
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    private static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof Collection<?> many) {
            many.forEach(one -> texts.add(String.valueOf(one)));
        } else if (value instanceof String one) {
            texts.add(one);
        }
        return texts;
    }
}
