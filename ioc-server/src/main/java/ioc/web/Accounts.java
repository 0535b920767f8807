package ioc.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import ioc.access.AuditRow.Deed;
import ioc.access.Caller;
import java.time.Duration;
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

    /** A key that is good; the caller lacks while its holder has no role. */
    record Pass(String id, String holder, Optional<Caller> caller) {}

    /**
     * Where a request comes from.
     *
     * @param cookie as it was shown; empty without one
     * @param browser as it calls itself, short
     */
    record Visitor(Optional<Pass> pass, String cookie, String address, String browser) {
        /** Whoever has shown a key. */
        public Pass known() {
            return pass.orElseThrow(() -> new Refusal(401, "sign-in", "sign-in: is needed", java.util.Map.of()));
        }
    }

    /** A sign-in begins: the browser gets this cookie. */
    record Entered(Object body, String cookie, Duration lasts) {}

    /** A sign-in is over: the browser forgets its cookie. */
    record Left() {}

    /** Who asks, and how people may sign in here. */
    Future<?> me(Visitor visitor);

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
