package ioc;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import ioc.access.Passwords;
import ioc.access.Randoms;
import ioc.web.Refusal;
import java.util.Map;
import java.util.concurrent.Callable;

/** Passwords off the event loop: by one worker, for each takes a tenth of a second. More than some that wait are refused. */
final class SlowPasswords {
    private static final int MOST_WAITING = 64;

    private final WorkerExecutor worker;
    private final Passwords passwords;
    private int waiting;

    SlowPasswords(WorkerExecutor worker, Randoms randoms) {
        this.worker = worker;
        this.passwords = new Passwords(randoms);
    }

    Future<Boolean> matches(String password, String hash) {
        return slowly(() -> passwords.matches(password, hash));
    }

    Future<String> hash(String password) {
        return slowly(() -> passwords.hash(password));
    }

    /** The hash of a new one where the old one is right, else empty. */
    Future<String> changed(String old, String hash, String fresh) {
        return slowly(() -> passwords.matches(old, hash) ? passwords.hash(fresh) : "");
    }

    private <T> Future<T> slowly(Callable<T> work) {
        if (waiting >= MOST_WAITING) {
            throw new Refusal(503, "busy", "sign-in: too many at once, try again", Map.of());
        }
        waiting++;
        return worker.executeBlocking(work).onComplete(done -> waiting--);
    }

    /** Of a new password: good enough for whose it shall be. */
    void mustBeGood(String password, String login, String name) {
        passwords.problem(password, login, name).ifPresent(why -> {
            throw new Refusal(
                    422,
                    "password",
                    "password: was refused (" + why + ") but must have at least " + Passwords.SHORTEST
                            + " characters, not be common or found in breaches, and not hold the sign-in name or the name",
                    Map.of("why", why));
        });
    }
}
