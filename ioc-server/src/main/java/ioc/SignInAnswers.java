package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import ioc.access.FirstCode;
import ioc.access.Person;
import ioc.access.Randoms;
import ioc.access.Role;
import ioc.access.Roster;
import ioc.access.Scope;
import ioc.access.SignIn;
import ioc.web.Accounts.Entered;
import ioc.web.Accounts.Left;
import ioc.web.Accounts.Visitor;
import ioc.web.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Coming in, by a password or a one-time code, and going out. */
final class SignInAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(SignInAnswers.class);

    private final Register register;
    private final Roster roster;
    private final Passes passes;
    private final Throttles throttles;
    private final SlowPasswords passwords;
    private final SecondFactors seconds;
    private @Nullable FirstCode first;

    SignInAnswers(
            Register register, Passes passes, Throttles throttles, SlowPasswords passwords, SecondFactors seconds) {
        this.register = register;
        this.roster = register.roster();
        this.passes = passes;
        this.throttles = throttles;
        this.passwords = passwords;
        this.seconds = seconds;
    }

    /** Where nobody is known yet, the log has a code for the first administrator. */
    void begin(String url) {
        if (roster.isEmpty()) {
            String code = register.randoms().code(3);
            first = new FirstCode(code, register.now());
            LOG.info(
                    "access: nobody is known yet. The first administrator begins at {}sign-in with the code {}"
                            + " (once, within {} minutes; start again for another)",
                    url,
                    code,
                    FirstCode.LASTS.toMinutes());
        }
    }

    /** While somebody may still become the first administrator. */
    Optional<FirstCode> first() {
        return Optional.ofNullable(first).filter(code -> roster.isEmpty() && code.isOpen(register.now()));
    }

    // by a password

    Future<Entered> signIn(Visitor visitor, JsonNode body) {
        register.mustBeReady();
        String login = AccountFields.login(body);
        String password = AccountFields.text(body, "password", 200);
        String code = AccountFields.text(body, "code", 40);
        int left = throttles.take(visitor, login);
        String hash = roster.called(login)
                .filter(Person::isActive)
                .map(person -> person.keys().password())
                .orElse("");
        return passwords.matches(password, hash).compose(isRight -> {
            Person person = roster.called(login).orElse(null);
            if (!isRight
                    || person == null
                    || !person.isActive()
                    || !person.keys().password().equals(hash)) {
                return throttles.failed(visitor, login, "wrong", left);
            }
            if (register.isUnused(person)) {
                return unused(visitor, person);
            }
            return register.inTurn(() -> passed(visitor, person.id(), code, left))
                    .compose(checked -> enter(visitor, checked, "password"));
        });
    }

    /** The password was right; the second factor counts once. */
    private Future<Person> passed(Visitor visitor, String id, String code, int left) {
        Person person = roster.person(id).orElseThrow(() -> Refusal.unknown("person", id));
        if (!person.keys().hasSecond()) {
            return Future.succeededFuture(person);
        }
        if (code.isBlank()) {
            throttles.giveBack(visitor, person);
            return Future.failedFuture(new Refusal(401, "second", "code: is needed", Map.of()));
        }
        Person.Keys used = seconds.used(person, code);
        return used == null
                ? throttles.failed(visitor, person.login(), "second-wrong", left)
                : register.save(person.with(used));
    }

    /** The password was right, so this tells nobody else anything. */
    private <T> Future<T> unused(Visitor visitor, Person person) {
        throttles.giveBack(visitor, person);
        long days = register.access().unused().toDays();
        return register.refused(visitor, person.id(), person.name(), "signIn", person.login(), "unused")
                .compose(done -> Future.failedFuture(new Refusal(
                        403,
                        "unused",
                        "sign-in: was not used for " + days + " days (an administrator has to let you in again)",
                        Map.of("days", days))));
    }

    // by a one-time code

    Future<Entered> accept(Visitor visitor, JsonNode body) {
        register.mustBeReady();
        String code = AccountFields.text(body, "code", 40);
        String password = AccountFields.text(body, "password", 200);
        throttles.take(visitor);
        return roster.isEmpty() ? firstOfAll(visitor, body, code, password) : invited(visitor, body, code, password);
    }

    private Future<Entered> firstOfAll(Visitor visitor, JsonNode body, String code, String password) {
        FirstCode present = first;
        String login = AccountFields.login(body);
        Person person =
                register.person(login, AccountFields.name(body), Role.ADMINISTRATOR, Scope.WHOLE, Person.Keys.NONE);
        passwords.mustBeGood(password, login, person.name());
        if (present == null || !present.opens(code, register.now())) {
            return register.refused(visitor, "", "", "acceptInvitation", "first", "")
                    .compose(done -> Future.failedFuture(new Refusal(
                            401,
                            "code",
                            "code: is wrong or over (see the server's log)",
                            Map.of("left", present == null ? 0 : present.left()))));
        }
        return passwords
                .hash(password)
                .compose(hash -> register.inTurn(() -> {
                    if (!roster.isEmpty()) {
                        throw wrong();
                    }
                    return register.did(visitor, person, "acceptInvitation", "", Register.line(person))
                            .compose(done ->
                                    register.save(person.with(person.keys().password(hash))));
                }))
                .compose(saved -> {
                    first = null;
                    return enter(visitor, saved, "invitation");
                });
    }

    private Future<Entered> invited(Visitor visitor, JsonNode body, String code, String password) {
        String hash = Randoms.hash(Randoms.typed(code));
        long now = register.now();
        Person person = roster.people().stream()
                .filter(one -> one.isActive()
                        && !one.keys().invitation().isEmpty()
                        && Randoms.same(one.keys().invitation(), hash)
                        && now < one.keys().invitedUntil())
                .findFirst()
                .orElse(null);
        if (person == null) {
            return register.refused(visitor, "", "", "acceptInvitation", "", "")
                    .compose(done -> Future.failedFuture(wrong()));
        }
        passwords.mustBeGood(password, person.login(), person.name());
        return passwords
                .hash(password)
                .compose(fresh -> register.inTurn(() -> {
                    Person present = roster.person(person.id()).orElse(person);
                    if (!Randoms.same(present.keys().invitation(), hash)) {
                        throw wrong();
                    }
                    Person better = present.with(checked(present, body).password(fresh));
                    return register.did(visitor, person, "acceptInvitation", "", "")
                            .compose(done -> register.save(better))
                            .compose(
                                    saved -> register.end(roster.of(saved.id())).map(done -> saved));
                }))
                .compose(saved -> enter(visitor, saved, "invitation"));
    }

    /** Whoever has a second factor needs it for a new password too. */
    private Person.Keys checked(Person person, JsonNode body) {
        if (!person.keys().hasSecond()) {
            return person.keys();
        }
        Person.Keys used = seconds.used(person, AccountFields.text(body, "second", 40));
        if (used == null) {
            throw new Refusal(401, "second", "second: is needed", Map.of());
        }
        return used;
    }

    private static Refusal wrong() {
        return new Refusal(401, "code", "code: is wrong, used or over", Map.of());
    }

    // in and out

    /** A sign-in begins. */
    Future<Entered> enter(Visitor visitor, Person person, String way) {
        long now = register.now();
        Duration session = register.access().session();
        String key = register.randoms().key();
        SignIn one = new SignIn(
                Randoms.hash(key),
                register.randoms().id(),
                person.id(),
                now,
                now + session.toMillis(),
                now,
                visitor.address(),
                visitor.browser(),
                way);
        return register.did(visitor, person, "signIn", "", way)
                .compose(done -> register.begin(one))
                .map(done -> {
                    throttles.clear(visitor, person);
                    return new Entered(Map.of("person", passes.shown(passes.of(one, person))), key, session);
                });
    }

    Future<Left> signOut(Visitor visitor) {
        Optional<SignIn> one = roster.signIn(Randoms.hash(visitor.cookie()), register.now());
        if (one.isEmpty()) {
            return Future.succeededFuture(new Left());
        }
        SignIn found = one.get();
        return register.did(visitor, "signOut", "", "", "")
                .compose(done -> register.end(List.of(found)))
                .map(done -> new Left());
    }
}
