package ioc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import ioc.access.ApiToken;
import ioc.access.AuditRow.Deed;
import ioc.access.Caller;
import ioc.access.Person;
import ioc.access.Randoms;
import ioc.access.Role;
import ioc.access.Roster;
import ioc.access.Scope;
import ioc.access.SignIn;
import ioc.config.Config;
import ioc.follow.StoreAway;
import ioc.records.People;
import ioc.web.Accounts.Pass;
import ioc.web.Accounts.Visitor;
import ioc.web.Refusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All who may come in, and the one way to change that. They are in memory, so a request asks no store; what changes is in
 * the journal's audit first, then in the store, then in memory. Changes come one after the other. On the event loop.
 */
final class Register {
    private static final Logger LOG = LoggerFactory.getLogger(Register.class);
    private static final long LOAD_AGAIN_MS = 2_000;

    private final Vertx vertx;
    private final WorkerExecutor worker;
    private final Config.Access access;
    private final People store;
    private final Deeds deeds;
    private final InstantSource clock;
    private final Ended ended;
    private final Randoms randoms = new Randoms();
    private final Roster roster;

    private Future<?> last = Future.succeededFuture();
    private boolean ready;
    private boolean closed;

    /** What else has to happen when keys change: live connections end, or begin anew. */
    interface Ended {
        void keys(Set<String> ids, boolean back);
    }

    Register(
            Vertx vertx,
            WorkerExecutor worker,
            Config.Access access,
            People store,
            Deeds deeds,
            InstantSource clock,
            Ended ended) {
        this.vertx = vertx;
        this.worker = worker;
        this.access = access;
        this.store = store;
        this.deeds = deeds;
        this.clock = clock;
        this.ended = ended;
        this.roster = new Roster(access.idle());
    }

    /** To be asked; changed only here. */
    Roster roster() {
        return roster;
    }

    Config.Access access() {
        return access;
    }

    Randoms randoms() {
        return randoms;
    }

    /** Epoch ms. */
    long now() {
        return clock.millis();
    }

    // starting and sweeping

    /** Reads everybody, again and again until the store answers, then goes on; nobody where all may come in. */
    void start(Runnable then) {
        if (isOpen()) {
            ready = true;
            return;
        }
        worker.executeBlocking(store::all)
                .onSuccess(all -> {
                    all.people().forEach(roster::put);
                    all.signIns().forEach(one -> roster.put(one).forEach(old -> roster.end(old.hash(), now())));
                    all.tokens().forEach(roster::put);
                    ready = true;
                    then.run();
                })
                .onFailure(e -> {
                    if (!closed) {
                        LOG.warn("access: people cannot be read, nobody can come in: {}", e.getMessage());
                        vertx.setTimer(LOAD_AGAIN_MS, id -> start(then));
                    }
                });
    }

    boolean isReady() {
        return ready;
    }

    boolean isOpen() {
        return access.mode() == Config.AccessMode.OPEN;
    }

    void mustBeReady() {
        if (isOpen()) {
            throw new Refusal(409, "open", "access: is open to everybody here (set access.mode to accounts)", Map.of());
        }
        if (!ready) {
            throw new Refusal(503, "away", "access: people cannot be read now, try again", Map.of());
        }
    }

    /** Ends what is over, also in the store if that was away before; remembers who was seen. */
    void sweep() {
        List<String> over = roster.over(now());
        Set<String> ids = new HashSet<>();
        for (String hash : over) {
            SignIn one = roster.bare(hash);
            ids.add(one == null ? hash : one.id());
        }
        if (!ids.isEmpty()) {
            ended.keys(ids, false);
        }
        Map<String, Long> seen = roster.seenLately();
        if (!over.isEmpty() || !seen.isEmpty()) {
            worker.executeBlocking(() -> {
                        store.remove(over);
                        store.seen(seen);
                        return null;
                    })
                    .onSuccess(done -> over.forEach(roster::remove))
                    .onFailure(e -> LOG.warn("access: was not stored: {}", e.getMessage()));
        }
    }

    void close() {
        closed = true;
    }

    // people

    /** Somebody new, not yet saved. */
    Person person(String login, String name, @Nullable Role role, Scope scope, Person.Keys keys) {
        long now = now();
        try {
            return new Person(randoms.id(), login, name, role, scope, keys, true, now, now);
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, String.valueOf(e.getMessage()));
        }
    }

    /** The person that asks; a machine has neither password nor second factor. */
    Person own(Visitor visitor) {
        return roster.person(visitor.known().holder())
                .orElseThrow(() -> new Refusal(409, "person: only people have accounts"));
    }

    boolean isUnused(Person person) {
        return roster.isUnused(person, access.unused(), now());
    }

    // the audit

    Future<?> record(Deed deed) {
        return deeds.add(deed);
    }

    /** Done by whoever asks. */
    Future<?> did(Visitor visitor, String operation, String subject, String before, String after) {
        Pass pass = visitor.known();
        String name = pass.caller()
                .map(Caller::name)
                .or(() -> roster.person(pass.holder()).map(Person::name))
                .orElse("");
        return record(new Deed(pass.holder(), name, operation, subject, before, after, visitor.address(), Deed.DONE));
    }

    /** Done by somebody to themselves while coming in. */
    Future<?> did(Visitor visitor, Person person, String operation, String before, String after) {
        return record(new Deed(
                person.id(), person.name(), operation, person.login(), before, after, visitor.address(), Deed.DONE));
    }

    /** Not done; who and name empty when nobody knows. */
    Future<?> refused(Visitor visitor, String who, String name, String operation, String subject, String why) {
        return record(new Deed(who, name, operation, subject, "", why, visitor.address(), Deed.REFUSED));
    }

    /** As the audit tells it. */
    static String line(Person person) {
        Role role = person.role();
        return person.name() + "; " + (role == null ? "-" : role.word()) + "; " + line(person.scope()) + "; "
                + (person.isActive() ? "active" : "inactive")
                + (person.keys().hasSecond() ? "; second" : "");
    }

    static String line(Scope scope) {
        return scope.isWhole() ? "*" : String.join(",", scope.sorted());
    }

    // changes

    /** Changes of people come one after the other, so that each sees what the one before did. */
    <T> Future<T> inTurn(Supplier<Future<T>> change) {
        Future<T> mine = last.transform(ended -> {
            try {
                return change.get();
            } catch (RuntimeException e) {
                return Future.failedFuture(e);
            }
        });
        last = mine;
        return mine;
    }

    Future<Person> save(Person person) {
        return stored(() -> store.save(person)).map(done -> {
            roster.put(person);
            return person;
        });
    }

    /** A sign-in begins; the oldest of somebody with too many ends. */
    Future<?> begin(SignIn one) {
        return stored(() -> {
                    store.save(one);
                    store.used(one.person(), one.begunAt());
                })
                .map(done -> {
                    roster.used(one.person(), one.begunAt());
                    end(roster.put(one));
                    return one;
                });
    }

    /** A sign-in that is there, with another way. */
    Future<?> save(SignIn one) {
        return stored(() -> store.save(one)).map(done -> roster.put(one));
    }

    Future<?> save(ApiToken token) {
        return stored(() -> store.save(token)).map(done -> {
            roster.put(token);
            return token;
        });
    }

    /** A use of the store. */
    private interface Writing {
        void now() throws StoreAway;
    }

    private Future<?> stored(Writing writing) {
        return vertx.executeBlocking(
                        () -> {
                            writing.now();
                            return null;
                        },
                        false)
                .recover(e -> Future.failedFuture(
                        e instanceof StoreAway
                                ? new Refusal(503, "away", "store: cannot be asked now, try again", Map.of())
                                : e));
    }

    /** Over at once here; a store that is away is told again by {@link #sweep}, and whoever asks again. */
    Future<?> end(List<SignIn> over) {
        if (over.isEmpty()) {
            return Future.succeededFuture();
        }
        Set<String> ids = new HashSet<>();
        List<String> hashes = new ArrayList<>();
        over.forEach(one -> {
            ids.add(one.id());
            hashes.add(one.hash());
        });
        return end(ids, hashes);
    }

    /** Ends sign-ins or tokens. */
    Future<?> end(Set<String> ids, List<String> hashes) {
        hashes.forEach(hash -> roster.end(hash, now()));
        ended.keys(ids, false);
        return stored(() -> store.remove(hashes)).map(done -> {
            hashes.forEach(roster::remove);
            return done;
        });
    }

    /** All sign-ins of a person but the one that asks. */
    Future<?> endOthers(Visitor visitor, Person person) {
        return end(roster.of(person.id()).stream()
                .filter(one -> !one.id().equals(visitor.known().id()))
                .toList());
    }

    /** Live connections begin anew with what may be seen now; whoever may not enter any more is out. */
    Future<Person> renewed(Person person) {
        if (!person.mayEnter()) {
            return end(roster.of(person.id())).map(done -> person);
        }
        Set<String> ids = new HashSet<>();
        roster.of(person.id()).forEach(one -> ids.add(one.id()));
        ended.keys(ids, true);
        return Future.succeededFuture(person);
    }
}
