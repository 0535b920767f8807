package ioc.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import ioc.access.AuditRow.Deed;
import ioc.access.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may come in, as far as the REST interface asks: signing in and out, people, tokens, the audit. Called on the event
 * loop, must not block it. Answers and failures are as those of {@link Answers}.
 */
public interface Accounts {
    /**
     * Who shows a key, without asking any store.
     *
     * @param cookie its value; empty without one
     * @param bearer a token; where one is given it alone counts
     */
    Optional<Pass> pass(String cookie, String bearer);

    /**
     * A key that is good; the caller lacks while its holder has no role, or something else comes first.
     *
     * @param need what comes first: {@code second-set-up} or {@code second-code}; empty for nothing
     */
    record Pass(String id, String holder, Optional<Caller> caller, String need) {
        /** Of everybody, where nobody has to sign in. */
        public static final String OPEN = "open";

        public Pass(String id, String holder, Optional<Caller> caller) {
            this(id, holder, caller, "");
        }

        public boolean isSignedIn() {
            return !id.equals(OPEN);
        }
    }

    /**
     * Where a request comes from.
     *
     * @param cookie as it was shown; empty without one
     * @param browser as it calls itself, short
     */
    record Visitor(Optional<Pass> pass, String cookie, String address, String browser) {
        /** Whoever has shown a key. */
        public Pass known() {
            return pass.orElseThrow(() -> new Refusal(401, "sign-in", "sign-in: is needed", Map.of()));
        }
    }

    /** A sign-in begins: the browser gets this cookie. */
    record Entered(Object body, String cookie, Duration lasts) {}

    /** A sign-in is over: the browser forgets its cookie. */
    record Left() {}

    /** The browser is sent elsewhere; the cookie that binds what was begun to it is set, or forgotten when empty. */
    record Sent(String where, String binding, Optional<Entered> entered) {}

    /**
     * What a provider sent a browser back with.
     *
     * @param binding the cookie it left with
     * @param values of the query
     */
    record Returned(String binding, Map<String, String> values) {}

    /** Who asks, what operations they may ask for, and how people may sign in here. */
    Future<?> me(Visitor visitor, List<String> may);

    /**
     * Off to the provider.
     *
     * @param origin as the browser calls us
     * @param to path to go to afterwards
     */
    Future<Sent> leave(Visitor visitor, String origin, String to);

    /** Back from the provider; always sends the browser on, what went wrong is told by a page. */
    Future<Sent> arrive(Visitor visitor, Returned returned);

    Future<Entered> signIn(Visitor visitor, JsonNode body);

    Future<Left> signOut(Visitor visitor);

    /** A one-time code is taken for a new password; the first code of all makes the first administrator. */
    Future<Entered> accept(Visitor visitor, JsonNode body);

    Future<?> changePassword(Visitor visitor, JsonNode body);

    /** The second factor is begun, confirmed or given up. */
    Future<?> second(Visitor visitor, JsonNode body);

    /** Own ones; an administrator's answer has all. */
    Future<?> signIns(Visitor visitor);

    Future<?> endSignIn(Visitor visitor, String id);

    Future<?> people();

    /** The answer has the one-time code, which is told this once. */
    Future<?> addPerson(Visitor visitor, JsonNode body);

    Future<?> changePerson(Visitor visitor, String id, JsonNode body);

    /** A new one-time code for somebody who forgot the password. */
    Future<?> invite(Visitor visitor, String id);

    Future<?> tokens();

    /** The answer has the token, which is told this once. */
    Future<?> addToken(Visitor visitor, JsonNode body);

    Future<?> endToken(Visitor visitor, String id);

    /** Newest first; who and operation empty for all, only rows before a number. */
    Future<?> audit(String who, String operation, long before, int limit);

    /** Follows the whole chain. */
    Future<?> verifyAudit();

    Future<Answers.Download> exportAudit(String who, String operation, String format, String language);

    /** Something was done, or refused; completes when that is on disk. */
    Future<?> record(Deed deed);
}
