package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import ioc.access.AuditRow.Deed;
import ioc.access.Person;
import ioc.access.Seal;
import ioc.config.Config;
import ioc.records.People;
import ioc.web.Accounts;
import ioc.web.Answers;
import ioc.web.Refusal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * People, sign-ins, tokens and the audit as answers: only says which part answers what. All parts share the
 * {@link Register}. On the event loop; the worker looks at passwords and reads everybody.
 */
final class AccountAnswers implements Accounts {
    private static final long SWEEP_MS = 30_000;

    private final Vertx vertx;
    private final Register register;
    private final Passes passes;
    private final SecondFactors seconds;
    private final SignInAnswers signIns;
    private final @Nullable ProviderAnswers provider;
    private final OwnAnswers own;
    private final PeopleAnswers people;
    private final TokenAnswers tokens;
    private final AuditAnswers audit;

    AccountAnswers(
            Vertx vertx,
            WorkerExecutor worker,
            Config config,
            People store,
            Deeds deeds,
            AuditAnswers audit,
            InstantSource clock,
            Seal seal,
            Register.Ended ended) {
        this.vertx = vertx;
        this.audit = audit;
        register = new Register(vertx, worker, config.access(), store, deeds, clock, ended);
        passes = new Passes(register);
        Throttles throttles = new Throttles(register);
        SlowPasswords passwords = new SlowPasswords(worker, register.randoms());
        seconds = new SecondFactors(
                register, throttles, seal, config.places().title().viShort());
        signIns = new SignInAnswers(register, passes, throttles, passwords, seconds);
        provider = config.access()
                .oidc()
                .map(asked ->
                        new ProviderAnswers(register, throttles, signIns, new OpenIdDoor(vertx, asked, clock), asked))
                .orElse(null);
        own = new OwnAnswers(register, config.places(), passes, throttles, passwords);
        AccountFields fields = new AccountFields(config.places());
        people = new PeopleAnswers(register, fields);
        tokens = new TokenAnswers(register, fields);
    }

    /** Reads everybody; until then nobody comes in. */
    void start(String url) {
        register.start(() -> {
            vertx.setPeriodic(SWEEP_MS, id -> {
                register.sweep();
                seconds.sweep();
            });
            seconds.mustOpen();
            signIns.begin(url);
        });
    }

    void close() {
        register.close();
    }

    @Override
    public Optional<Pass> pass(String cookie, String bearer) {
        return passes.of(cookie, bearer);
    }

    // coming in and going out

    @Override
    public Future<Entered> signIn(Visitor visitor, JsonNode body) {
        return signIns.signIn(visitor, body);
    }

    @Override
    public Future<Entered> accept(Visitor visitor, JsonNode body) {
        return signIns.accept(visitor, body);
    }

    @Override
    public Future<Left> signOut(Visitor visitor) {
        return signIns.signOut(visitor);
    }

    @Override
    public Future<Sent> leave(Visitor visitor, String origin, String to) {
        return provider().leave(origin, to);
    }

    @Override
    public Future<Sent> arrive(Visitor visitor, Returned returned) {
        return provider().arrive(visitor, returned);
    }

    private ProviderAnswers provider() {
        if (provider == null) {
            throw new Refusal(404, "provider: there is none (see access.oidc)");
        }
        register.mustBeReady();
        return provider;
    }

    // one's own

    @Override
    public Future<?> me(Visitor visitor, List<String> may) {
        return own.me(visitor, may, signIns.first());
    }

    @Override
    public Future<?> changePassword(Visitor visitor, JsonNode body) {
        return own.changePassword(visitor, body);
    }

    @Override
    public Future<?> second(Visitor visitor, JsonNode body) {
        return seconds.step(visitor, body);
    }

    @Override
    public Future<?> signIns(Visitor visitor) {
        return own.signIns(visitor);
    }

    @Override
    public Future<?> endSignIn(Visitor visitor, String id) {
        return own.endSignIn(visitor, id);
    }

    // people and tokens, by administrators

    List<Person> everybody() {
        return register.roster().people();
    }

    @Override
    public Future<?> people() {
        return people.people();
    }

    @Override
    public Future<?> addPerson(Visitor visitor, JsonNode body) {
        return people.addPerson(visitor, body);
    }

    @Override
    public Future<?> changePerson(Visitor visitor, String id, JsonNode body) {
        return people.changePerson(visitor, id, body);
    }

    @Override
    public Future<?> invite(Visitor visitor, String id) {
        return people.invite(visitor, id);
    }

    @Override
    public Future<?> tokens() {
        return tokens.tokens();
    }

    @Override
    public Future<?> addToken(Visitor visitor, JsonNode body) {
        return tokens.addToken(visitor, body);
    }

    @Override
    public Future<?> endToken(Visitor visitor, String id) {
        return tokens.endToken(visitor, id);
    }

    // the audit

    @Override
    public Future<?> audit(String who, String operation, long before, int limit) {
        return audit.rows(who, operation, before, limit);
    }

    @Override
    public Future<?> verifyAudit() {
        return audit.verify();
    }

    @Override
    public Future<Answers.Download> exportAudit(String who, String operation, String format, String language) {
        return audit.export(who, operation, format, language);
    }

    @Override
    public Future<?> record(Deed deed) {
        return register.record(deed);
    }
}
