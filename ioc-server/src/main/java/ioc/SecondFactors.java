package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import ioc.access.Person;
import ioc.access.Randoms;
import ioc.access.Seal;
import ioc.access.SignIn;
import ioc.access.Totp;
import ioc.web.Accounts.Visitor;
import ioc.web.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Second factors: begun, confirmed, asked for and taken away by whom they belong to. Their secrets are stored sealed. */
final class SecondFactors {
    private static final Logger LOG = LoggerFactory.getLogger(SecondFactors.class);
    private static final int CODES = 10;
    private static final long BEGUN_MS = 600_000;

    private final Register register;
    private final Throttles throttles;
    private final Seal seal;
    private final String title;
    /** Not confirmed yet, by person. */
    private final Map<String, Begun> begun = new HashMap<>();

    private record Begun(String secret, long until) {}

    /** @param title of this server, as the app of a phone shows it */
    SecondFactors(Register register, Throttles throttles, Seal seal, String title) {
        this.register = register;
        this.throttles = throttles;
        this.seal = seal;
        this.title = title;
    }

    /** Those that the key does not open are counted: the key was lost. */
    void mustOpen() {
        long shut = register.roster().people().stream()
                .filter(one -> one.keys().hasSecond()
                        && seal.open(one.keys().second(), one.id()).isEmpty())
                .count();
        if (shut > 0) {
            LOG.error(
                    "access: second factors that were sealed with another key: {} (put the old access.key back, or sign in"
                            + " with a recovery code and take them away on /people)",
                    shut);
        }
    }

    /** Forgets what was begun too long ago. */
    void sweep() {
        long now = register.now();
        begun.values().removeIf(one -> one.until() < now);
    }

    /** The keys after a code was used; null when it is none of theirs. */
    Person.@Nullable Keys used(Person person, String code) {
        Person.Keys keys = person.keys();
        String typed = Randoms.typed(code);
        List<String> codes = new ArrayList<>(keys.recovery());
        if (codes.remove(Randoms.hash(typed))) {
            return keys.second(keys.second(), keys.secondStep(), codes);
        }
        String secret = seal.open(keys.second(), person.id())
                .orElseThrow(() -> new Refusal(
                        503,
                        "second-key",
                        "code: cannot be checked, the server's key for second factors is another one (a recovery code still"
                                + " opens; administrators can take the second factor away)",
                        Map.of()));
        OptionalLong step = Totp.step(secret, typed, register.now(), keys.secondStep());
        return step.isPresent() ? keys.second(keys.second(), step.getAsLong(), keys.recovery()) : null;
    }

    Future<?> step(Visitor visitor, JsonNode body) {
        Person person = register.own(visitor);
        String code = AccountFields.text(body, "code", 40);
        return switch (AccountFields.text(body, "step", 20)) {
            case "begin" -> begin(person);
            case "confirm" -> register.inTurn(() -> confirm(visitor, code));
            case "remove" -> register.inTurn(() -> remove(visitor, code));
            case "check" -> register.inTurn(() -> check(visitor, code));
            default -> throw new Refusal(400, "step: must be begin, confirm, check or remove");
        };
    }

    private Future<?> begin(Person person) {
        if (person.keys().hasSecond()) {
            throw new Refusal(409, "second-there", "second: is there already", Map.of());
        }
        Begun one = new Begun(Totp.secret(register.randoms()), register.now() + BEGUN_MS);
        begun.put(person.id(), one);
        String uri = Totp.uri("IOC " + title, person.login(), one.secret());
        return Future.succeededFuture(Map.of("secret", one.secret(), "uri", uri, "qr", QrPicture.of(uri)));
    }

    private Future<Map<String, ?>> confirm(Visitor visitor, String code) {
        Person person = register.own(visitor);
        Begun one = begun.get(person.id());
        long now = register.now();
        if (one == null || one.until() < now) {
            throw new Refusal(409, "second-over", "second: was not begun, or too long ago", Map.of());
        }
        throttles.take(visitor, person.login());
        OptionalLong step = Totp.step(one.secret(), Randoms.typed(code), now, 0);
        if (step.isEmpty()) {
            throw new Refusal(422, "second-wrong", "code: is not of this key", Map.of());
        }
        throttles.clear(visitor, person);
        List<String> codes = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (int i = 0; i < CODES; i++) {
            String fresh = register.randoms().code(2);
            codes.add(fresh);
            hashes.add(Randoms.hash(Randoms.typed(fresh)));
        }
        String sealed = seal.seal(one.secret(), person.id());
        return register.did(visitor, "secondFactor", person.login(), "without", "with")
                .compose(done -> register.save(person.with(person.keys().second(sealed, step.getAsLong(), hashes))))
                .compose(saved -> asked(visitor))
                .compose(done -> register.endOthers(visitor, person))
                .map(done -> {
                    begun.remove(person.id());
                    return Map.of("recovery", codes);
                });
    }

    /** Somebody came by a provider, but has a second factor here. */
    private Future<Map<String, ?>> check(Visitor visitor, String code) {
        Person person = register.own(visitor);
        int left = throttles.take(visitor, person.login());
        Person.Keys used = person.keys().hasSecond() ? used(person, code) : null;
        if (used == null) {
            return throttles.failed(visitor, person.login(), "second-wrong", left);
        }
        throttles.clear(visitor, person);
        return register.did(visitor, "secondFactor", person.login(), "", "checked")
                .compose(done -> register.save(person.with(used)))
                .compose(saved -> asked(visitor))
                .map(done -> Map.of());
    }

    /** A code was asked for in this sign-in. */
    private Future<?> asked(Visitor visitor) {
        SignIn present = register.roster().signInCalled(visitor.known().id()).orElse(null);
        if (present == null || present.isChecked()) {
            return Future.succeededFuture();
        }
        return register.save(present.second());
    }

    private Future<Map<String, ?>> remove(Visitor visitor, String code) {
        Person person = register.own(visitor);
        throttles.take(visitor, person.login());
        if (!person.keys().hasSecond() || used(person, code) == null) {
            throw new Refusal(422, "second-wrong", "code: is not of this key", Map.of());
        }
        throttles.clear(visitor, person);
        return register.did(visitor, "secondFactor", person.login(), "with", "without")
                .compose(done -> register.save(person.with(person.keys().second("", 0, List.of()))))
                .map(saved -> Map.of());
    }
}
