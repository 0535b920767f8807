package ioc;

import ioc.access.Caller;
import ioc.access.Person;
import ioc.access.Randoms;
import ioc.access.Role;
import ioc.access.Roster;
import ioc.access.Scope;
import ioc.access.SignIn;
import ioc.config.Config;
import ioc.web.Accounts.Pass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What keys open: who asks, for each request, and what comes before anything else may be asked for. */
final class Passes {
    private static final Caller EVERYBODY = new Caller("open", "Trực ban", Role.ADMINISTRATOR, Scope.WHOLE);

    private final Register register;

    Passes(Register register) {
        this.register = register;
    }

    Optional<Pass> of(String cookie, String bearer) {
        if (register.isOpen()) {
            return Optional.of(new Pass(Pass.OPEN, EVERYBODY.id(), Optional.of(EVERYBODY)));
        }
        Roster roster = register.roster();
        long now = register.now();
        if (!bearer.isEmpty()) {
            return roster.bearing(Randoms.hash(bearer), now)
                    .map(caller -> new Pass(caller.id(), caller.id(), Optional.of(caller)));
        }
        if (cookie.isEmpty()) {
            return Optional.empty();
        }
        return roster.signIn(Randoms.hash(cookie), now)
                .flatMap(one -> roster.person(one.person()).map(person -> of(one, person)));
    }

    Pass of(SignIn one, Person person) {
        String need = need(one, person);
        return new Pass(one.id(), person.id(), need.isEmpty() ? Roster.caller(person) : Optional.empty(), need);
    }

    /** What comes before anything else may be asked for. */
    private String need(SignIn one, Person person) {
        boolean must = register.access().secondFactor() == Config.SecondFactor.ADMINISTRATORS
                && person.role() == Role.ADMINISTRATOR
                && !one.isStrong();
        return !person.mayEnter()
                ? ""
                : person.keys().hasSecond() ? (one.isChecked() ? "" : "second-code") : must ? "second-set-up" : "";
    }

    /** As its holder sees it. */
    Map<String, @Nullable Object> shown(Pass pass) {
        Person person = register.roster().person(pass.holder()).orElse(null);
        Caller caller = pass.caller().orElse(null);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", pass.holder());
        shown.put("login", person == null ? "" : person.login());
        shown.put("name", person != null ? person.name() : caller != null ? caller.name() : "");
        shown.put("role", caller == null ? null : caller.role().word());
        shown.put("whole", caller != null && caller.scope().isWhole());
        shown.put("orgs", caller == null ? List.of() : caller.scope().sorted());
        shown.put("second", person != null && person.keys().hasSecond());
        shown.put("need", pass.need().isEmpty() ? null : pass.need());
        shown.put("password", person != null && !person.keys().password().isEmpty());
        shown.put("signIn", pass.id());
        return shown;
    }
}
