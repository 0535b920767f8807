package ioc;

import io.vertx.core.Future;
import ioc.access.Person;
import ioc.access.Throttle;
import ioc.web.Accounts.Visitor;
import ioc.web.Refusal;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wrong passwords and codes, counted by account and by address; too many lock either for a time. */
final class Throttles {
    private static final Logger LOG = LoggerFactory.getLogger(Throttles.class);
    private static final Duration LOCK = Duration.ofMinutes(15);
    private static final int TRIES = 5;
    private static final int TRIES_OF_ADDRESS = 30;
    private static final int MOST_KEYS = 10_000;

    private final Register register;
    private final Throttle accounts = new Throttle(TRIES, LOCK, MOST_KEYS);
    private final Throttle addresses = new Throttle(TRIES_OF_ADDRESS, LOCK, MOST_KEYS);

    Throttles(Register register) {
        this.register = register;
    }

    /** Counts a try before it is looked at; how many the account has left. */
    int take(Visitor visitor, String login) {
        long now = register.now();
        mustBeOpen(
                "sign-in", Math.max(accounts.lockedUntil(login, now), addresses.lockedUntil(visitor.address(), now)));
        addresses.take(visitor.address(), now);
        return accounts.take(login, now);
    }

    /** The same for a one-time code, which says by itself whose it is. */
    void take(Visitor visitor) {
        long now = register.now();
        mustBeOpen("code", addresses.lockedUntil(visitor.address(), now));
        addresses.take(visitor.address(), now);
    }

    private static void mustBeOpen(String where, long until) {
        if (until > 0) {
            throw locked(where, until);
        }
    }

    private static Refusal locked(String where, long until) {
        return new Refusal(429, "locked", where + ": is locked for a time (too many tries)", Map.of("until", until));
    }

    /** The try was wrong: told to the audit and to who tried. */
    <T> Future<T> failed(Visitor visitor, String login, String code, int left) {
        long until = accounts.lockedUntil(login, register.now());
        LOG.info("access: sign-in refused ({}) from {}{}", code, visitor.address(), until > 0 ? ", locked" : "");
        String who = register.roster().called(login).map(Person::id).orElse("");
        return register.refused(visitor, who, login, "signIn", login, code)
                .compose(done -> Future.failedFuture(
                        until > 0
                                ? locked("sign-in", until)
                                : new Refusal(
                                        401,
                                        code,
                                        "sign-in: name, password or code was wrong (" + left + " tries left)",
                                        Map.of("left", left))));
    }

    /** The try was good so far, but opens nothing yet: only it is forgotten. */
    void giveBack(Visitor visitor, Person person) {
        accounts.giveBack(person.login());
        addresses.giveBack(visitor.address());
    }

    /** The try was good. */
    void clear(Visitor visitor, Person person) {
        accounts.clear(person.login());
        addresses.giveBack(visitor.address());
    }

    boolean isLocked(Person person) {
        return accounts.lockedUntil(person.login(), register.now()) > 0;
    }
}
