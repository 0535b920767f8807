package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import ioc.access.FirstCode;
import ioc.access.Person;
import ioc.access.Role;
import ioc.access.Roster;
import ioc.access.SignIn;
import ioc.place.Name;
import ioc.place.Places;
import ioc.web.Accounts.Visitor;
import ioc.web.Refusal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One's own things: who one is, the password, the sign-ins. The second factor is with {@link SecondFactors}. */
final class OwnAnswers {
    private final Register register;
    private final Roster roster;
    private final Places places;
    private final Passes passes;
    private final Throttles throttles;
    private final SlowPasswords passwords;

    OwnAnswers(Register register, Places places, Passes passes, Throttles throttles, SlowPasswords passwords) {
        this.register = register;
        this.roster = register.roster();
        this.places = places;
        this.passes = passes;
        this.throttles = throttles;
        this.passwords = passwords;
    }

    Future<?> me(Visitor visitor, List<String> may, Optional<FirstCode> first) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("mode", register.isOpen() ? "open" : "accounts");
        shown.put("ready", register.isReady());
        shown.put("version", Main.version());
        shown.put("now", register.now());
        shown.put("zone", places.zone().getId());
        shown.put("title", bothOf(places.title()));
        shown.put("sites", places.sites().size());
        shown.put("person", visitor.pass().map(passes::shown).orElse(null));
        shown.put("may", may);
        shown.put(
                "provider",
                register.access().oidc().map(asked -> bothOf(asked.name())).orElse(null));
        shown.put(
                "first",
                first.map(code -> Map.of("until", code.until(), "left", code.left()))
                        .orElse(null));
        return Future.succeededFuture(shown);
    }

    private static Map<String, String> bothOf(Name name) {
        return Map.of("vi", name.vi(), "en", name.en());
    }

    Future<?> changePassword(Visitor visitor, JsonNode body) {
        Person person = register.own(visitor);
        String old = AccountFields.text(body, "old", 200);
        String fresh = AccountFields.text(body, "new", 200);
        passwords.mustBeGood(fresh, person.login(), person.name());
        int left = throttles.take(visitor, person.login());
        return passwords
                .changed(old, person.keys().password(), fresh)
                .compose(better -> better.isEmpty()
                        ? throttles.failed(visitor, person.login(), "wrong", left)
                        : register.inTurn(() -> {
                            Person present = register.own(visitor);
                            return register.did(visitor, "changePassword", person.login(), "", "")
                                    .compose(done -> register.save(
                                            present.with(present.keys().password(better))));
                        }))
                .compose(saved -> {
                    throttles.clear(visitor, person);
                    return register.endOthers(visitor, person);
                })
                .map(done -> Map.of());
    }

    /** Own ones; an administrator's answer has all. */
    Future<?> signIns(Visitor visitor) {
        boolean all = isAdministrator(visitor);
        String own = visitor.known().holder();
        return Future.succeededFuture(roster.signIns().stream()
                .filter(one -> all || one.person().equals(own))
                .filter(one -> roster.isLive(one, register.now()))
                .sorted(Comparator.comparingLong(SignIn::begunAt).reversed())
                .map(one -> Map.of(
                        "id", one.id(),
                        "person", one.person(),
                        "begunAt", one.begunAt(),
                        "seenAt", one.seenAt(),
                        "endsAt", one.endsAt(),
                        "address", one.address(),
                        "browser", one.browser(),
                        "way", one.way()))
                .toList());
    }

    private static boolean isAdministrator(Visitor visitor) {
        return visitor.known()
                .caller()
                .filter(caller -> caller.role() == Role.ADMINISTRATOR)
                .isPresent();
    }

    Future<?> endSignIn(Visitor visitor, String id) {
        SignIn one = roster.signInCalled(id)
                .filter(found -> isAdministrator(visitor)
                        || found.person().equals(visitor.known().holder()))
                .orElseThrow(() -> Refusal.unknown("sign-in", id));
        String whose = roster.person(one.person()).map(Person::login).orElse("");
        return register.did(visitor, "endSignIn", whose, one.address() + " " + one.way(), "")
                .compose(done -> register.end(List.of(one)))
                .map(done -> Map.of());
    }
}
