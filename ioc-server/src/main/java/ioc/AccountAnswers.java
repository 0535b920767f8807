package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import ioc.access.ApiToken;
import ioc.access.AuditRow.Deed;
import ioc.access.Caller;
import ioc.access.FirstCode;
import ioc.access.Passwords;
import ioc.access.Person;
import ioc.access.Randoms;
import ioc.access.Role;
import ioc.access.Roster;
import ioc.access.Scope;
import ioc.access.Seal;
import ioc.access.SignIn;
import ioc.access.Throttle;
import ioc.access.Totp;
import ioc.config.Config;
import ioc.follow.StoreAway;
import ioc.place.Places;
import ioc.records.People;
import ioc.web.Accounts;
import ioc.web.Answers;
import ioc.web.Refusal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * People, sign-ins and tokens as answers. All who may come in are in memory, so a request asks no store; what changes is
 * in the journal's audit first, then in the store, then in memory. Changes come one after the other. On the event loop;
 * passwords are looked at by one worker, for each try takes a tenth of a second.
 */
final class AccountAnswers implements Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(AccountAnswers.class);
    private static final Duration INVITED = Duration.ofDays(7);
    private static final Duration LOCK = Duration.ofMinutes(15);
    private static final int TRIES = 5;
    private static final int TRIES_OF_ADDRESS = 30;
    private static final int MOST_KEYS = 10_000;
    private static final int MOST_WAITING = 64;
    private static final int CODES = 10;
    private static final long BEGUN_MS = 600_000;
    private static final long LOAD_AGAIN_MS = 2_000;
    private static final long SWEEP_MS = 30_000;
    private static final String TOKEN = "ioc_";
    private static final Caller EVERYBODY = new Caller("open", "Trực ban", Role.ADMINISTRATOR, Scope.WHOLE);

    private final Vertx vertx;
    private final WorkerExecutor worker;
    private final Config.Access access;
    private final Places places;
    private final People store;
    private final Deeds deeds;
    private final AuditAnswers audit;
    private final InstantSource clock;
    private final Ended ended;
    private final Seal seal;
    private final @Nullable ProviderAnswers provider;
    private final Randoms randoms = new Randoms();
    private final Passwords passwords = new Passwords(randoms);
    private final Roster roster;
    private final Throttle accounts = new Throttle(TRIES, LOCK, MOST_KEYS);
    private final Throttle addresses = new Throttle(TRIES_OF_ADDRESS, LOCK, MOST_KEYS);
    /** Second factors that are not confirmed yet, by person. */
    private final Map<String, Begun> begun = new HashMap<>();

    private @Nullable FirstCode first;
    private Future<?> last = Future.succeededFuture();
    private int waiting;
    private boolean ready;
    private boolean closed;

    private record Begun(String secret, long until) {}

    /** What else has to happen when keys change: live connections end, or begin anew. */
    interface Ended {
        void keys(Set<String> ids, boolean back);
    }

    AccountAnswers(
            Vertx vertx,
            WorkerExecutor worker,
            Config config,
            People store,
            Deeds deeds,
            AuditAnswers audit,
            InstantSource clock,
            Seal seal,
            Ended ended) {
        this.vertx = vertx;
        this.worker = worker;
        this.access = config.access();
        this.places = config.places();
        this.store = store;
        this.deeds = deeds;
        this.audit = audit;
        this.clock = clock;
        this.ended = ended;
        this.seal = seal;
        this.provider = access.oidc()
                .map(asked -> new ProviderAnswers(this, new OpenIdDoor(vertx, asked, clock), asked))
                .orElse(null);
        this.roster = new Roster(access.idle());
    }

    private boolean isOpen() {
        return access.mode() == Config.AccessMode.OPEN;
    }

    /** Reads everybody, again and again until the store answers. */
    void start(String url) {
        if (isOpen()) {
            ready = true;
            return;
        }
        worker.executeBlocking(store::all)
                .onSuccess(all -> {
                    all.people().forEach(roster::put);
                    all.signIns().forEach(roster::put);
                    all.tokens().forEach(roster::put);
                    ready = true;
                    vertx.setPeriodic(SWEEP_MS, id -> sweep());
                    mustOpen();
                    if (roster.isEmpty()) {
                        String code = randoms.code(3);
                        first = new FirstCode(code, clock.millis());
                        LOG.info(
                                "access: nobody is known yet. The first administrator begins at {}sign-in with the code {}"
                                        + " (once, within {} minutes; start again for another)",
                                url,
                                code,
                                FirstCode.LASTS.toMinutes());
                    }
                })
                .onFailure(e -> {
                    if (!closed) {
                        LOG.warn("access: people cannot be read, nobody can come in: {}", e.getMessage());
                        vertx.setTimer(LOAD_AGAIN_MS, id -> start(url));
                    }
                });
    }

    /** Second factors that the key does not open are named: the key was lost. */
    private void mustOpen() {
        List<String> shut = roster.people().stream()
                .filter(one -> one.keys().hasSecond()
                        && seal.open(one.keys().second(), one.id()).isEmpty())
                .map(Person::login)
                .toList();
        if (!shut.isEmpty()) {
            LOG.error(
                    "access: second factors of {} were sealed with another key (put the old access.key back, or sign in with"
                            + " a recovery code and take them away on /people)",
                    shut.size() > 20 ? shut.size() + " people" : shut);
        }
    }

    /** Ends what is over, remembers who was seen. */
    private void sweep() {
        long now = clock.millis();
        List<String> over = roster.over(now);
        Set<String> ids = new HashSet<>();
        for (String hash : over) {
            SignIn one = roster.bare(hash);
            ids.add(one == null ? hash : one.id());
            roster.remove(hash);
        }
        if (!ids.isEmpty()) {
            ended.keys(ids, false);
        }
        begun.values().removeIf(one -> one.until() < now);
        Map<String, Long> seen = roster.seenLately();
        if (!over.isEmpty() || !seen.isEmpty()) {
            worker.executeBlocking(() -> {
                        store.remove(over);
                        store.seen(seen);
                        return null;
                    })
                    .onFailure(e -> LOG.warn("access: was not stored: {}", e.getMessage()));
        }
    }

    void close() {
        closed = true;
    }

    // who asks

    @Override
    public Optional<Pass> pass(String cookie, String bearer) {
        if (isOpen()) {
            return Optional.of(new Pass("open", EVERYBODY.id(), Optional.of(EVERYBODY)));
        }
        long now = clock.millis();
        if (!bearer.isEmpty()) {
            return roster.bearing(Randoms.hash(bearer), now)
                    .map(caller -> new Pass(caller.id(), caller.id(), Optional.of(caller)));
        }
        if (cookie.isEmpty()) {
            return Optional.empty();
        }
        return roster.signIn(Randoms.hash(cookie), now)
                .flatMap(one -> roster.person(one.person()).map(person -> pass(one, person)));
    }

    private Pass pass(SignIn one, Person person) {
        String need = need(one, person);
        return new Pass(one.id(), person.id(), need.isEmpty() ? Roster.caller(person) : Optional.empty(), need);
    }

    /** What comes before anything else may be asked for. */
    private String need(SignIn one, Person person) {
        boolean must = access.secondFactor() == Config.SecondFactor.ADMINISTRATORS
                && person.role() == Role.ADMINISTRATOR
                && !one.isStrong();
        return !person.mayEnter()
                ? ""
                : person.keys().hasSecond() ? (one.isChecked() ? "" : "second-code") : must ? "second-set-up" : "";
    }

    @Override
    public Future<?> me(Visitor visitor, List<String> may) {
        long now = clock.millis();
        FirstCode code = first;
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("mode", isOpen() ? "open" : "accounts");
        shown.put("ready", ready);
        shown.put("version", Main.version());
        shown.put("now", now);
        shown.put("zone", places.zone().getId());
        shown.put(
                "title", Map.of("vi", places.title().vi(), "en", places.title().en()));
        shown.put("sites", places.sites().size());
        shown.put("person", visitor.pass().map(this::shown).orElse(null));
        shown.put("may", may);
        shown.put(
                "provider",
                provider == null
                        ? null
                        : Map.of(
                                "vi", provider.asked().name().vi(),
                                "en", provider.asked().name().en()));
        shown.put(
                "first",
                roster.isEmpty() && code != null && code.isOpen(now)
                        ? Map.of("until", code.until(), "left", code.left())
                        : null);
        return Future.succeededFuture(shown);
    }

    private Map<String, @Nullable Object> shown(Pass pass) {
        Person person = roster.person(pass.holder()).orElse(null);
        Caller caller = pass.caller().orElse(null);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", pass.holder());
        shown.put("login", person == null ? "" : person.login());
        shown.put("name", person != null ? person.name() : caller != null ? caller.name() : "");
        shown.put("role", caller == null ? null : caller.role().word());
        shown.put("whole", caller != null && caller.scope().isWhole());
        shown.put("orgs", caller == null ? List.of() : sorted(caller.scope()));
        shown.put("second", person != null && person.keys().hasSecond());
        shown.put("need", pass.need().isEmpty() ? null : pass.need());
        shown.put("password", person != null && !person.keys().password().isEmpty());
        shown.put("signIn", pass.id());
        return shown;
    }

    private static List<String> sorted(Scope scope) {
        return List.copyOf(new TreeSet<>(scope.orgs()));
    }

    // signing in

    @Override
    public Future<Entered> signIn(Visitor visitor, JsonNode body) {
        mustBeReady();
        String login = text(body, "login", 80).toLowerCase(Locale.ROOT).strip();
        String password = text(body, "password", 200);
        String code = text(body, "code", 40);
        int left = take(login, visitor.address());
        String hash = roster.called(login)
                .filter(Person::isActive)
                .map(person -> person.keys().password())
                .orElse("");
        return slowly(() -> passwords.matches(password, hash)).compose(isRight -> {
            Person person = roster.called(login).orElse(null);
            if (!isRight
                    || person == null
                    || !person.isActive()
                    || !person.keys().password().equals(hash)) {
                return failed(visitor, login, "wrong", left);
            }
            if (isUnused(person)) {
                return unused(visitor, person);
            }
            return inTurn(() -> passed(visitor, person.id(), code, left))
                    .compose(checked -> enter(visitor, checked, "password"));
        });
    }

    /** Counts a try before it is looked at. */
    private int take(String login, String address) {
        long now = clock.millis();
        long until = Math.max(accounts.lockedUntil(login, now), addresses.lockedUntil(address, now));
        if (until > 0) {
            throw new Refusal(429, "locked", "sign-in: is locked for a time (too many tries)", Map.of("until", until));
        }
        addresses.take(address, now);
        return accounts.take(login, now);
    }

    private <T> Future<T> failed(Visitor visitor, String login, String code, int left) {
        long until = accounts.lockedUntil(login, clock.millis());
        LOG.info("access: sign-in refused ({}) from {}{}", code, visitor.address(), until > 0 ? ", locked" : "");
        String who = roster.called(login).map(Person::id).orElse("");
        return deeds.add(deed(visitor, who, login, "signIn", login, "", code, Deed.REFUSED))
                .compose(done -> Future.failedFuture(
                        until > 0
                                ? new Refusal(
                                        429,
                                        "locked",
                                        "sign-in: is locked for a time (too many tries)",
                                        Map.of("until", until))
                                : new Refusal(
                                        401,
                                        code,
                                        "sign-in: name, password or code was wrong (" + left + " tries left)",
                                        Map.of("left", left))));
    }

    /** The password was right; the second factor counts once. */
    private Future<Person> passed(Visitor visitor, String id, String code, int left) {
        Person person = roster.person(id).orElseThrow(() -> Refusal.unknown("person", id));
        Person.Keys keys = person.keys();
        if (!keys.hasSecond()) {
            return Future.succeededFuture(person);
        }
        if (code.isBlank()) {
            accounts.giveBack(person.login());
            addresses.giveBack(visitor.address());
            return Future.failedFuture(new Refusal(401, "second", "code: is needed", Map.of()));
        }
        Person.Keys used = used(person, code);
        return used == null ? failed(visitor, person.login(), "second-wrong", left) : save(person.with(used));
    }

    /** The keys after a code was used; null when it is none of theirs. */
    private Person.@Nullable Keys used(Person person, String code) {
        Person.Keys keys = person.keys();
        String typed = Randoms.typed(code);
        List<String> codes = new ArrayList<>(keys.recovery());
        if (codes.remove(Randoms.hash(typed))) {
            return keys.second(keys.second(), keys.secondStep(), codes);
        }
        String secret = seal.open(keys.second(), person.id())
                .orElseThrow(() -> new Refusal(
                        503,
                        "second-key",
                        "code: cannot be checked, the server's key for second factors is another one (a recovery code still"
                                + " opens; administrators can take the second factor away)",
                        Map.of()));
        OptionalLong step = Totp.step(secret, typed, clock.millis(), keys.secondStep());
        return step.isPresent() ? keys.second(keys.second(), step.getAsLong(), keys.recovery()) : null;
    }

    boolean isUnused(Person person) {
        return roster.isUnused(person, access.unused(), clock.millis());
    }

    boolean isLocked(Person person) {
        return accounts.lockedUntil(person.login(), clock.millis()) > 0;
    }

    Roster roster() {
        return roster;
    }

    /** The password was right, so this tells nobody else anything. */
    private <T> Future<T> unused(Visitor visitor, Person person) {
        accounts.giveBack(person.login());
        addresses.giveBack(visitor.address());
        return deeds.add(
                        deed(visitor, person.id(), person.name(), "signIn", person.login(), "", "unused", Deed.REFUSED))
                .compose(done -> Future.failedFuture(new Refusal(
                        403,
                        "unused",
                        "sign-in: was not used for " + access.unused().toDays()
                                + " days (an administrator has to let you in again)",
                        Map.of("days", access.unused().toDays()))));
    }

    // by a provider

    @Override
    public Future<Sent> leave(Visitor visitor, String origin, String to) {
        ProviderAnswers known = provider();
        return known.leave(access.origin().isEmpty() ? origin : access.origin(), to);
    }

    @Override
    public Future<Sent> arrive(Visitor visitor, Returned returned) {
        return provider().arrive(visitor, returned);
    }

    private ProviderAnswers provider() {
        if (provider == null) {
            throw new Refusal(404, "provider: there is none (see access.oidc)");
        }
        mustBeReady();
        return provider;
    }

    /** Somebody is entered, or changed, by what the provider said; whoever has no role any more is out. */
    Future<Person> provided(Visitor visitor, Optional<Person> known, Person after) {
        String before = known.map(AccountAnswers::line).orElse("");
        if (before.equals(line(after))) {
            return Future.succeededFuture(after);
        }
        String operation = known.isPresent() ? "changePerson" : "addPerson";
        return deeds.add(deed(
                        visitor,
                        after.id(),
                        after.name(),
                        operation,
                        after.login(),
                        before,
                        line(after) + "; " + SignIn.PROVIDER,
                        Deed.DONE))
                .compose(done -> save(after))
                .compose(saved -> saved.mayEnter()
                        ? renewed(saved)
                        : end(roster.of(saved.id())).map(done -> saved));
    }

    /** A sign-in begins. */
    Future<Entered> enter(Visitor visitor, Person person, String way) {
        long now = clock.millis();
        String key = randoms.key();
        SignIn one = new SignIn(
                Randoms.hash(key),
                randoms.id(),
                person.id(),
                now,
                now + access.session().toMillis(),
                now,
                visitor.address(),
                visitor.browser(),
                way);
        return deeds.add(deed(visitor, person.id(), person.name(), "signIn", person.login(), "", way, Deed.DONE))
                .compose(done -> stored(() -> {
                    store.save(one);
                    store.used(person.id(), now);
                }))
                .map(done -> {
                    roster.used(person.id(), now);
                    accounts.clear(person.login());
                    addresses.giveBack(visitor.address());
                    end(roster.put(one));
                    return new Entered(Map.of("person", shown(pass(one, person))), key, access.session());
                });
    }

    @Override
    public Future<Left> signOut(Visitor visitor) {
        Optional<SignIn> one = roster.signIn(Randoms.hash(visitor.cookie()), clock.millis());
        if (one.isEmpty()) {
            return Future.succeededFuture(new Left());
        }
        SignIn found = one.get();
        return deeds.add(mine(visitor, "signOut", "", "", ""))
                .compose(done -> end(List.of(found)))
                .map(done -> new Left());
    }

    /** Over at once here; a store that is away learns it later by the end it has. */
    private Future<?> end(List<SignIn> over) {
        if (over.isEmpty()) {
            return Future.succeededFuture();
        }
        Set<String> ids = new HashSet<>();
        List<String> hashes = new ArrayList<>();
        over.forEach(one -> {
            ids.add(one.id());
            hashes.add(one.hash());
            roster.remove(one.hash());
        });
        ended.keys(ids, false);
        return stored(() -> store.remove(hashes));
    }

    // one-time codes and passwords

    @Override
    public Future<Entered> accept(Visitor visitor, JsonNode body) {
        mustBeReady();
        String code = text(body, "code", 40);
        String password = text(body, "password", 200);
        long now = clock.millis();
        long until = addresses.lockedUntil(visitor.address(), now);
        if (until > 0) {
            throw new Refusal(429, "locked", "code: is locked for a time (too many tries)", Map.of("until", until));
        }
        addresses.take(visitor.address(), now);
        if (roster.isEmpty()) {
            return firstOfAll(visitor, body, code, password);
        }
        String hash = Randoms.hash(Randoms.typed(code));
        Person person = roster.people().stream()
                .filter(one -> one.isActive()
                        && !one.keys().invitation().isEmpty()
                        && Randoms.same(one.keys().invitation(), hash)
                        && now < one.keys().invitedUntil())
                .findFirst()
                .orElse(null);
        if (person == null) {
            return deeds.add(deed(visitor, "", "", "acceptInvitation", "", "", "", Deed.REFUSED))
                    .compose(done ->
                            Future.failedFuture(new Refusal(401, "code", "code: is wrong, used or over", Map.of())));
        }
        mustBeGood(password, person.login(), person.name());
        return slowly(() -> passwords.hash(password))
                .compose(fresh -> inTurn(() -> {
                    Person present = roster.person(person.id()).orElse(person);
                    if (!Randoms.same(present.keys().invitation(), hash)) {
                        throw new Refusal(401, "code", "code: is wrong, used or over", Map.of());
                    }
                    Person.Keys keys = present.keys();
                    if (keys.hasSecond()) {
                        keys = used(present, text(body, "second", 40));
                        if (keys == null) {
                            throw new Refusal(401, "second", "second: is needed", Map.of());
                        }
                    }
                    Person.Keys better = keys.password(fresh);
                    return deeds.add(deed(
                                    visitor,
                                    person.id(),
                                    person.name(),
                                    "acceptInvitation",
                                    person.login(),
                                    "",
                                    "",
                                    Deed.DONE))
                            .compose(done -> save(present.with(better)))
                            .compose(saved -> end(roster.of(saved.id())).map(done -> saved));
                }))
                .compose(saved -> enter(visitor, saved, "invitation"));
    }

    private Future<Entered> firstOfAll(Visitor visitor, JsonNode body, String code, String password) {
        FirstCode present = first;
        long now = clock.millis();
        String login = text(body, "login", 80).toLowerCase(Locale.ROOT).strip();
        Person person =
                person(login, text(body, "name", 100).strip(), Role.ADMINISTRATOR, Scope.WHOLE, Person.Keys.NONE);
        mustBeGood(password, login, person.name());
        if (present == null || !present.opens(code, now)) {
            return deeds.add(deed(visitor, "", "", "acceptInvitation", "first", "", "", Deed.REFUSED))
                    .compose(done -> Future.failedFuture(new Refusal(
                            401,
                            "code",
                            "code: is wrong or over (see the server's log)",
                            Map.of("left", present == null ? 0 : present.left()))));
        }
        return slowly(() -> passwords.hash(password))
                .compose(hash -> inTurn(() -> {
                    if (!roster.isEmpty()) {
                        throw new Refusal(401, "code", "code: is wrong, used or over", Map.of());
                    }
                    return deeds.add(deed(
                                    visitor,
                                    person.id(),
                                    person.name(),
                                    "acceptInvitation",
                                    person.login(),
                                    "",
                                    line(person),
                                    Deed.DONE))
                            .compose(done -> save(person.with(person.keys().password(hash))));
                }))
                .compose(saved -> {
                    first = null;
                    return enter(visitor, saved, "invitation");
                });
    }

    private void mustBeGood(String password, String login, String name) {
        passwords.problem(password, login, name).ifPresent(why -> {
            throw new Refusal(
                    422,
                    "password",
                    "password: was refused (" + why + ") but must have at least " + Passwords.SHORTEST
                            + " characters, not be common or found in breaches, and not hold the sign-in name or the name",
                    Map.of("why", why));
        });
    }

    @Override
    public Future<?> changePassword(Visitor visitor, JsonNode body) {
        Person person = own(visitor);
        String old = text(body, "old", 200);
        String fresh = text(body, "new", 200);
        mustBeGood(fresh, person.login(), person.name());
        int left = take(person.login(), visitor.address());
        String hash = person.keys().password();
        return slowly(() -> passwords.matches(old, hash) ? passwords.hash(fresh) : "")
                .compose(better -> better.isEmpty()
                        ? failed(visitor, person.login(), "wrong", left)
                        : inTurn(() -> {
                            Person present = own(visitor);
                            return deeds.add(mine(visitor, "changePassword", person.login(), "", ""))
                                    .compose(done ->
                                            save(present.with(present.keys().password(better))));
                        }))
                .compose(saved -> {
                    accounts.clear(person.login());
                    addresses.giveBack(visitor.address());
                    return end(roster.of(person.id()).stream()
                            .filter(one -> !one.id().equals(visitor.known().id()))
                            .toList());
                })
                .map(done -> Map.of());
    }

    @Override
    public Future<?> second(Visitor visitor, JsonNode body) {
        Person person = own(visitor);
        String code = text(body, "code", 40);
        return switch (text(body, "step", 20)) {
            case "begin" -> {
                if (person.keys().hasSecond()) {
                    throw new Refusal(409, "second-there", "second: is there already", Map.of());
                }
                Begun one = new Begun(Totp.secret(randoms), clock.millis() + BEGUN_MS);
                begun.put(person.id(), one);
                String uri = Totp.uri("IOC " + places.title().viShort(), person.login(), one.secret());
                yield Future.succeededFuture(Map.of("secret", one.secret(), "uri", uri, "qr", QrPicture.of(uri)));
            }
            case "confirm" -> inTurn(() -> confirmed(visitor, code));
            case "remove" -> inTurn(() -> removed(visitor, code));
            case "check" -> inTurn(() -> checked(visitor, code));
            default -> throw new Refusal(400, "step: must be begin, confirm, check or remove");
        };
    }

    private Future<Map<String, ?>> confirmed(Visitor visitor, String code) {
        Person person = own(visitor);
        Begun one = begun.get(person.id());
        long now = clock.millis();
        if (one == null || one.until() < now) {
            throw new Refusal(409, "second-over", "second: was not begun, or too long ago", Map.of());
        }
        take(person.login(), visitor.address());
        OptionalLong step = Totp.step(one.secret(), Randoms.typed(code), now, 0);
        if (step.isEmpty()) {
            throw new Refusal(422, "second-wrong", "code: is not of this key", Map.of());
        }
        accounts.clear(person.login());
        addresses.giveBack(visitor.address());
        List<String> codes = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (int i = 0; i < CODES; i++) {
            String fresh = randoms.code(2);
            codes.add(fresh);
            hashes.add(Randoms.hash(Randoms.typed(fresh)));
        }
        String sealed = seal.seal(one.secret(), person.id());
        return deeds.add(mine(visitor, "secondFactor", person.login(), "without", "with"))
                .compose(done -> save(person.with(person.keys().second(sealed, step.getAsLong(), hashes))))
                .compose(saved -> asked(visitor))
                .compose(done -> end(roster.of(person.id()).stream()
                        .filter(other -> !other.id().equals(visitor.known().id()))
                        .toList()))
                .map(done -> {
                    begun.remove(person.id());
                    return Map.of("recovery", codes);
                });
    }

    /** A code was asked for in this sign-in. */
    private Future<?> asked(Visitor visitor) {
        SignIn present = roster.signInCalled(visitor.known().id()).orElse(null);
        if (present == null || present.isChecked()) {
            return Future.succeededFuture();
        }
        return stored(() -> store.save(present.second())).map(done -> roster.put(present.second()));
    }

    /** Somebody came by a provider, but has a second factor here. */
    private Future<Map<String, ?>> checked(Visitor visitor, String code) {
        Person person = own(visitor);
        int left = take(person.login(), visitor.address());
        Person.Keys used = person.keys().hasSecond() ? used(person, code) : null;
        if (used == null) {
            return failed(visitor, person.login(), "second-wrong", left);
        }
        accounts.clear(person.login());
        addresses.giveBack(visitor.address());
        return deeds.add(mine(visitor, "secondFactor", person.login(), "", "checked"))
                .compose(done -> save(person.with(used)))
                .compose(saved -> asked(visitor))
                .map(done -> Map.of());
    }

    private Future<Map<String, ?>> removed(Visitor visitor, String code) {
        Person person = own(visitor);
        take(person.login(), visitor.address());
        if (!person.keys().hasSecond() || used(person, code) == null) {
            throw new Refusal(422, "second-wrong", "code: is not of this key", Map.of());
        }
        accounts.clear(person.login());
        addresses.giveBack(visitor.address());
        return deeds.add(mine(visitor, "secondFactor", person.login(), "with", "without"))
                .compose(done -> save(person.with(person.keys().second("", 0, List.of()))))
                .map(saved -> Map.of());
    }

    /** The person that asks; a machine has neither password nor second factor. */
    private Person own(Visitor visitor) {
        return roster.person(visitor.known().holder())
                .orElseThrow(() -> new Refusal(409, "person: only people have accounts"));
    }

    // sign-ins

    @Override
    public Future<?> signIns(Visitor visitor) {
        boolean all = isAdministrator(visitor);
        String own = visitor.known().holder();
        return Future.succeededFuture(roster.signIns().stream()
                .filter(one -> all || one.person().equals(own))
                .filter(one -> roster.isLive(one, clock.millis()))
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

    @Override
    public Future<?> endSignIn(Visitor visitor, String id) {
        SignIn one = roster.signInCalled(id)
                .filter(found -> isAdministrator(visitor)
                        || found.person().equals(visitor.known().holder()))
                .orElseThrow(() -> Refusal.unknown("sign-in", id));
        String whose = roster.person(one.person()).map(Person::login).orElse("");
        return deeds.add(mine(visitor, "endSignIn", whose, one.address() + " " + one.way(), ""))
                .compose(done -> end(List.of(one)))
                .map(done -> Map.of());
    }

    // people

    @Override
    public Future<?> people() {
        return Future.succeededFuture(roster.people().stream().map(this::row).toList());
    }

    private Map<String, @Nullable Object> row(Person person) {
        List<SignIn> live = roster.of(person.id()).stream()
                .filter(one -> roster.isLive(one, clock.millis()))
                .toList();
        Role role = person.role();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", person.id());
        row.put("login", person.login());
        row.put("name", person.name());
        row.put("role", role == null ? null : role.word());
        row.put("orgs", sorted(person.scope()));
        row.put("active", person.isActive());
        row.put("second", person.keys().hasSecond());
        row.put("provider", person.keys().outside().isSomebody());
        row.put("unused", isUnused(person));
        row.put("usedAt", person.usedAt());
        row.put("password", !person.keys().password().isEmpty());
        row.put(
                "invitedUntil",
                person.keys().invitation().isEmpty() ? null : person.keys().invitedUntil());
        row.put("signIns", live.size());
        row.put(
                "seenAt",
                live.stream().mapToLong(SignIn::seenAt).max().stream()
                        .boxed()
                        .findFirst()
                        .orElse(null));
        return row;
    }

    @Override
    public Future<?> addPerson(Visitor visitor, JsonNode body) {
        mustBeReady();
        String code = randoms.code(3);
        long now = clock.millis();
        long until = now + INVITED.toMillis();
        Person person = person(
                text(body, "login", 80).toLowerCase(Locale.ROOT).strip(),
                text(body, "name", 100).strip(),
                role(body.path("role")),
                scope(role(body.path("role")), body.path("orgs")),
                Person.Keys.NONE);
        Person invited = person.with(person.keys().invited(Randoms.hash(Randoms.typed(code)), until));
        return inTurn(() -> {
                    if (roster.called(person.login()).isPresent()) {
                        throw new Refusal(409, "login", "login: is taken", Map.of());
                    }
                    if (roster.isFull()) {
                        throw new Refusal(409, "people: are " + Roster.MOST_PEOPLE + " already");
                    }
                    return deeds.add(mine(visitor, "addPerson", person.login(), "", line(person)))
                            .compose(done -> save(invited));
                })
                .map(saved -> Map.of("id", saved.id(), "code", code, "until", until));
    }

    /** Somebody new. */
    Person person(String login, String name, @Nullable Role role, Scope scope, Person.Keys keys) {
        long now = clock.millis();
        try {
            return new Person(randoms.id(), login, name, role, scope, keys, true, now, now);
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Future<?> changePerson(Visitor visitor, String id, JsonNode body) {
        mustBeReady();
        return inTurn(() -> {
            Person before = roster.person(id).orElseThrow(() -> Refusal.unknown("person", id));
            Role role = body.has("role") ? role(body.get("role")) : before.role();
            Scope scope = fitting(role, body.has("orgs") ? scope(body.get("orgs")) : before.scope());
            boolean active = body.path("active").asBoolean(before.isActive());
            Person named = renamed(before, body);
            Person.Keys keys = body.path("second").asBoolean(true)
                    ? named.keys()
                    : named.keys().second("", 0, List.of());
            boolean isAgain = body.path("active").asBoolean(false) && isUnused(before);
            Person same = named.as(named.name(), role, scope, active).with(keys);
            Person after = isAgain ? same.used(clock.millis()) : same;
            mustBeOurs(before, after);
            if (roster.isLastAdministrator(before) && !(active && role == Role.ADMINISTRATOR)) {
                throw new Refusal(
                        409, "last-administrator", "role: was the last administrator but one must be left", Map.of());
            }
            String told = line(after) + (isAgain ? "; again" : "");
            return deeds.add(mine(visitor, "changePerson", before.login(), line(before), told))
                    .compose(done -> save(after))
                    .compose(saved -> saved.mayEnter()
                            ? renewed(saved)
                            : end(roster.of(saved.id())).map(done -> saved))
                    .map(this::row);
        });
    }

    /** What a provider says at each sign-in would not last here. */
    private static void mustBeOurs(Person before, Person after) {
        boolean isSame = before.role() == after.role()
                && before.scope().equals(after.scope())
                && before.name().equals(after.name());
        if (before.keys().outside().isSomebody() && !isSame) {
            throw new Refusal(
                    409, "provided", "role: is given by the provider of this person, change it there", Map.of());
        }
    }

    private static Person renamed(Person before, JsonNode body) {
        try {
            return body.has("name")
                    ? before.as(text(body, "name", 100).strip(), before.role(), before.scope(), before.isActive())
                    : before;
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, String.valueOf(e.getMessage()));
        }
    }

    /** Live connections begin anew with what may be seen now. */
    private Future<Person> renewed(Person person) {
        Set<String> ids = new HashSet<>();
        roster.of(person.id()).forEach(one -> ids.add(one.id()));
        ended.keys(ids, true);
        return Future.succeededFuture(person);
    }

    @Override
    public Future<?> invite(Visitor visitor, String id) {
        String code = randoms.code(3);
        long until = clock.millis() + INVITED.toMillis();
        return inTurn(() -> {
            Person person = roster.person(id).orElseThrow(() -> Refusal.unknown("person", id));
            if (person.keys().outside().isSomebody()) {
                throw new Refusal(409, "provided", "person: signs in by a provider, without password", Map.of());
            }
            return deeds.add(mine(visitor, "invite", person.login(), "", ""))
                    .compose(done -> save(person.with(person.keys().invited(Randoms.hash(Randoms.typed(code)), until))))
                    .map(saved -> Map.of("code", code, "until", until));
        });
    }

    /** As the audit tells it. */
    static String line(Person person) {
        Role role = person.role();
        return person.name() + "; " + (role == null ? "-" : role.word()) + "; "
                + (person.scope().isWhole() ? "*" : String.join(",", sorted(person.scope()))) + "; "
                + (person.isActive() ? "active" : "inactive")
                + (person.keys().hasSecond() ? "; second" : "");
    }

    private static @Nullable Role role(JsonNode word) {
        if (word.isNull() || word.isMissingNode()) {
            return null;
        }
        return Role.of(word.asText())
                .orElseThrow(() -> new Refusal(422, "role: was \"" + word.asText() + "\" but must be a role"));
    }

    private Scope scope(@Nullable Role role, JsonNode orgs) {
        return fitting(role, scope(orgs));
    }

    /** Who sets up people and rules sees the whole: what everybody did is told without regard to units. */
    private static Scope fitting(@Nullable Role role, Scope scope) {
        if (role == Role.ADMINISTRATOR && !scope.isWhole()) {
            throw new Refusal(
                    422, "administrator-whole", "orgs: were some but must be none for an administrator", Map.of());
        }
        return scope;
    }

    private Scope scope(JsonNode orgs) {
        Set<String> ids = new HashSet<>();
        for (JsonNode org : orgs) {
            if (places.org(org.asText()).isEmpty()) {
                throw new Refusal(422, "orgs: there is no \"" + org.asText() + '"');
            }
            ids.add(org.asText());
        }
        return new Scope(ids);
    }

    // tokens

    @Override
    public Future<?> tokens() {
        return Future.succeededFuture(roster.tokens().stream()
                .map(token -> {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    row.put("id", token.id());
                    row.put("name", token.name());
                    row.put("role", token.role().word());
                    row.put("orgs", sorted(token.scope()));
                    row.put(
                            "madeBy",
                            roster.person(token.madeBy()).map(Person::name).orElse(token.madeBy()));
                    row.put("madeAt", token.madeAt());
                    row.put("endsAt", token.endsAt());
                    row.put("seenAt", token.seenAt() == 0 ? null : token.seenAt());
                    return row;
                })
                .toList());
    }

    @Override
    public Future<?> addToken(Visitor visitor, JsonNode body) {
        mustBeReady();
        String name = text(body, "name", 100).strip();
        Role role = role(body.path("role"));
        int days = body.path("days").asInt(0);
        if (name.isEmpty() || role == null || days < 1 || days > 730) {
            throw new Refusal(422, "token: must have a name, a role, and 1 to 730 days");
        }
        long now = clock.millis();
        String key = TOKEN + randoms.key();
        ApiToken token = new ApiToken(
                Randoms.hash(key),
                randoms.id(),
                name,
                role,
                scope(role, body.path("orgs")),
                visitor.known().holder(),
                now,
                now + Duration.ofDays(days).toMillis(),
                0);
        String told = role.word() + "; " + (token.scope().isWhole() ? "*" : String.join(",", sorted(token.scope())))
                + "; " + days + " d";
        return inTurn(() -> {
                    if (roster.tokens().size() >= Roster.MOST_TOKENS) {
                        throw new Refusal(409, "tokens: are " + Roster.MOST_TOKENS + " already");
                    }
                    return deeds.add(mine(visitor, "addToken", name, "", told))
                            .compose(done -> stored(() -> store.save(token)));
                })
                .map(done -> {
                    roster.put(token);
                    return Map.of("id", token.id(), "token", key);
                });
    }

    @Override
    public Future<?> endToken(Visitor visitor, String id) {
        ApiToken token = roster.tokens().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.unknown("token", id));
        return deeds.add(mine(visitor, "endToken", token.name(), "", ""))
                .compose(done -> {
                    roster.remove(token.hash());
                    ended.keys(Set.of(token.id()), false);
                    return stored(() -> store.remove(List.of(token.hash())));
                })
                .map(done -> Map.of());
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
        return deeds.add(deed);
    }

    private Deed mine(Visitor visitor, String operation, String subject, String before, String after) {
        Pass pass = visitor.known();
        return deed(
                visitor,
                pass.holder(),
                pass.caller()
                        .map(Caller::name)
                        .or(() -> roster.person(pass.holder()).map(Person::name))
                        .orElse(""),
                operation,
                subject,
                before,
                after,
                Deed.DONE);
    }

    private static Deed deed(
            Visitor visitor,
            String who,
            String name,
            String operation,
            String subject,
            String before,
            String after,
            String outcome) {
        return new Deed(who, name, operation, subject, before, after, visitor.address(), outcome);
    }

    // how it is done

    private void mustBeReady() {
        if (isOpen()) {
            throw new Refusal(409, "open", "access: is open to everybody here (set access.mode to accounts)", Map.of());
        }
        if (!ready) {
            throw new Refusal(503, "away", "access: people cannot be read now, try again", Map.of());
        }
    }

    private Future<Person> save(Person person) {
        return stored(() -> store.save(person)).map(done -> {
            roster.put(person);
            return person;
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

    /** Work of a tenth of a second, by one worker; more than some that wait are refused. */
    private <T> Future<T> slowly(Callable<T> work) {
        if (waiting >= MOST_WAITING) {
            throw new Refusal(503, "busy", "sign-in: too many at once, try again", Map.of());
        }
        waiting++;
        return worker.executeBlocking(work).onComplete(done -> waiting--);
    }

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

    private static String text(JsonNode body, String field, int longest) {
        JsonNode value = body.path(field);
        String text = value.isTextual() ? value.asText() : "";
        if (text.length() > longest) {
            throw new Refusal(422, field + ": must be at most " + longest + " characters");
        }
        return text;
    }
}
