package ioc;

import io.vertx.core.Future;
import ioc.access.Grants;
import ioc.access.IdToken;
import ioc.access.Person;
import ioc.access.Person.Outside;
import ioc.access.Scope;
import ioc.access.SignIn;
import ioc.config.Config;
import ioc.web.Accounts.Returned;
import ioc.web.Accounts.Sent;
import ioc.web.Accounts.Visitor;
import ioc.web.Refusal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * People whom a provider vouches for. They are known by its address and their name there that is never re-used, not by
 * e-mail or sign-in name; what they may do is what it says, each time anew. Whoever it gives no role is not entered at all.
 */
final class ProviderAnswers {
    static final String BACK = "/api/v1/sign-in/provider/return";

    private static final Logger LOG = LoggerFactory.getLogger(ProviderAnswers.class);
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[^\\s\\\\]{0,500}");

    private final Register register;
    private final Throttles throttles;
    private final SignInAnswers signIns;
    private final OpenIdDoor door;
    private final Config.Provider asked;

    ProviderAnswers(
            Register register, Throttles throttles, SignInAnswers signIns, OpenIdDoor door, Config.Provider asked) {
        this.register = register;
        this.throttles = throttles;
        this.signIns = signIns;
        this.door = door;
        this.asked = asked;
    }

    /** Off to the provider, to come back to the configured origin, or else to the one the browser calls us. */
    Future<Sent> leave(String called, String to) {
        String set = register.access().origin();
        return door.leave((set.isEmpty() ? called : set) + BACK, local(to))
                .map(leaving -> new Sent(leaving.where(), leaving.binding(), Optional.empty()))
                .recover(ProviderAnswers::told);
    }

    /** Only a path of ours: nobody is sent to another site. */
    static String local(String to) {
        return LOCAL.matcher(to).matches() ? to : "/";
    }

    private static Future<Sent> told(Throwable e) {
        String code = e instanceof OpenIdDoor.Astray astray ? astray.code() : "later";
        String to = e instanceof OpenIdDoor.Astray astray ? astray.to() : "/";
        if (!(e instanceof OpenIdDoor.Astray || e instanceof Refusal)) {
            LOG.error("access: sign-in by provider failed", e);
        }
        return Future.succeededFuture(new Sent(page("provider=" + code + "&", to), "", Optional.empty()));
    }

    private static String page(String first, String to) {
        return "/sign-in?" + first + "to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
    }

    Future<Sent> arrive(Visitor visitor, Returned returned) {
        return door.arrive(returned.binding(), returned.values())
                .compose(came -> register.inTurn(() -> entered(visitor, came))
                        .compose(person -> signIns.enter(
                                visitor, person, came.token().isStrong() ? SignIn.PROVIDER_STRONG : SignIn.PROVIDER))
                        .map(in -> new Sent(page("", came.to()), "", Optional.of(in))))
                .recover(e -> refused(visitor, e).compose(done -> told(e)));
    }

    private Future<?> refused(Visitor visitor, Throwable e) {
        String why = e instanceof OpenIdDoor.Astray astray ? astray.code() : "later";
        LOG.info("access: sign-in by provider refused ({}) from {}: {}", why, visitor.address(), e.getMessage());
        String subject = e instanceof OpenIdDoor.Astray astray ? astray.login() : "";
        return register.refused(visitor, "", "", "signIn", subject, SignIn.PROVIDER + " " + why);
    }

    private Future<Person> entered(Visitor visitor, OpenIdDoor.Came came) {
        IdToken token = came.token();
        Outside outside = new Outside(token.issuer(), token.subject());
        Optional<Grants.Given> given = asked.grants().of(token.values());
        Optional<Person> known = register.roster().outside(outside);
        if (known.isEmpty()) {
            Person fresh = given.map(one -> fresh(token, outside, one, came))
                    .orElseThrow(() -> turned("no-role", token, came));
            return provided(visitor, Optional.empty(), fresh);
        }
        Person before = known.get();
        if (given.isEmpty()) {
            return provided(visitor, known, before.as(before.name(), null, Scope.WHOLE, before.isActive()))
                    .compose(done -> Future.failedFuture(turned("no-role", token, came)));
        }
        if (!before.isActive()) {
            throw turned("ended", token, came);
        }
        if (throttles.isLocked(before)) {
            throw turned("locked", token, came);
        }
        Person after = before.as(name(token), given.get().role(), given.get().scope(), true);
        if (register.isUnused(after)) {
            throw turned("unused", token, came);
        }
        return provided(visitor, known, after);
    }

    /** Somebody is entered, or changed, by what the provider said; whoever has no role any more is out. */
    private Future<Person> provided(Visitor visitor, Optional<Person> known, Person after) {
        String before = known.map(Register::line).orElse("");
        String line = Register.line(after);
        if (before.equals(line)) {
            return Future.succeededFuture(after);
        }
        String operation = known.isPresent() ? "changePerson" : "addPerson";
        return register.did(visitor, after, operation, before, line + "; " + SignIn.PROVIDER)
                .compose(done -> register.save(after))
                .compose(register::renewed);
    }

    private static RuntimeException turned(String code, IdToken token, OpenIdDoor.Came came) {
        return new OpenIdDoor.Astray(code, came.to(), "may not come in", login(token));
    }

    private Person fresh(IdToken token, Outside outside, Grants.Given given, OpenIdDoor.Came came) {
        String login = login(token);
        if (register.roster().called(login).isPresent()) { // somebody else of that name: nobody takes over an account
            String host = String.valueOf(URI.create(token.issuer()).getHost());
            login = cut(login + "@" + host, 80);
        }
        if (register.roster().called(login).isPresent() || register.roster().isFull()) {
            throw turned("later", token, came);
        }
        return register.person(login, name(token), given.role(), given.scope(), Person.Keys.of(outside));
    }

    /** As the provider calls them, in letters that sign-in names have here. */
    private static String login(IdToken token) {
        String plain = Normalizer.normalize(
                        (token.login().isEmpty() ? token.subject() : token.login()).toLowerCase(Locale.ROOT),
                        Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replace('đ', 'd')
                .replaceAll("[^a-z0-9._@-]+", ".")
                .replaceAll("^[^a-z0-9]+", "");
        return plain.length() < 2 ? "p-" + cut(ioc.access.Randoms.hash(token.subject()), 20) : cut(plain, 80);
    }

    private static String name(IdToken token) {
        String name = cut(token.name().isEmpty() ? login(token) : token.name().replaceAll("\\p{Cntrl}", " "), 100)
                .strip();
        return name.isEmpty() ? login(token) : name;
    }

    private static String cut(String text, int longest) {
        return text.substring(0, text.offsetByCodePoints(0, Math.min(longest, text.codePointCount(0, text.length()))));
    }
}
