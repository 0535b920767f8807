package ioc.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All who may come in, in memory: a request asks no store. Bounded by what an office has; what is one too many is refused.
 * Of one thread.
 */
public final class Roster {
    public static final int MOST_PEOPLE = 5_000;
    public static final int MOST_TOKENS = 500;
    /** Of one person; the oldest ends when another begins. */
    public static final int MOST_SIGN_INS = 20;

    private static final long MINUTE = 60_000;

    private final long idle;
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, Person> byLogin = new HashMap<>();
    private final Map<String, SignIn> signIns = new LinkedHashMap<>();
    private final Map<String, ApiToken> tokens = new LinkedHashMap<>();
    private final Map<String, Long> seen = new HashMap<>();

    public Roster(Duration idle) {
        this.idle = idle.toMillis();
    }

    public boolean isEmpty() {
        return people.isEmpty();
    }

    public List<Person> people() {
        return List.copyOf(people.values());
    }

    public Collection<SignIn> signIns() {
        return List.copyOf(signIns.values());
    }

    public Collection<ApiToken> tokens() {
        return List.copyOf(tokens.values());
    }

    public Optional<Person> person(String id) {
        return Optional.ofNullable(people.get(id));
    }

    public Optional<Person> called(String login) {
        return Optional.ofNullable(byLogin.get(login));
    }

    /** Who is called so by a provider. */
    public Optional<Person> outside(Person.Outside who) {
        return who.isSomebody()
                ? people.values().stream()
                        .filter(one -> one.keys().outside().equals(who))
                        .findFirst()
                : Optional.empty();
    }

    /** Who a live sign-in belongs to; also when that person has no role yet. Counts as seen. */
    public Optional<SignIn> signIn(String hash, long now) {
        SignIn found = signIns.get(hash);
        if (found == null || !isLive(found, now)) {
            return Optional.empty();
        }
        if (now - found.seenAt() >= MINUTE) {
            found = found.seen(now);
            signIns.put(hash, found);
            seen.put(hash, now);
        }
        return Optional.of(found);
    }

    public Optional<SignIn> signInCalled(String id) {
        return signIns.values().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** The caller a person is; none without role, or when it may not come in any more. */
    public static Optional<Caller> caller(Person person) {
        Role role = person.role();
        return person.isActive() && role != null
                ? Optional.of(new Caller(person.id(), person.name(), role, person.scope()))
                : Optional.empty();
    }

    /** The caller a token is. Counts as seen. */
    public Optional<Caller> bearing(String hash, long now) {
        ApiToken token = tokens.get(hash);
        if (token == null || token.endsAt() <= now) {
            return Optional.empty();
        }
        if (now - token.seenAt() >= MINUTE) {
            tokens.put(hash, token.seen(now));
            seen.put(hash, now);
        }
        return Optional.of(new Caller(token.id(), token.name(), token.role(), token.scope()));
    }

    /** Counts nothing. */
    public boolean isLive(SignIn one, long now) {
        Person person = people.get(one.person());
        return person != null && person.isActive() && now < one.endsAt() && now - one.seenAt() < idle;
    }

    /** Puts a person, new or changed. */
    public void put(Person person) {
        people.put(person.id(), person);
        byLogin.put(person.login(), person);
    }

    public boolean isFull() {
        return people.size() >= MOST_PEOPLE;
    }

    /** Somebody signed in, or was let in again. */
    public void used(String id, long at) {
        person(id).ifPresent(one -> put(one.used(at)));
    }

    /**
     * Whether somebody did not sign in for so long that an administrator has to let them in again. Of administrators the one
     * who was here last may always come in.
     *
     * @param longest zero: never
     */
    public boolean isUnused(Person one, Duration longest, long now) {
        boolean isOld = !longest.isZero() && now - one.usedAt() >= longest.toMillis();
        return isOld && !(one.mayEnter() && one.role() == Role.ADMINISTRATOR && wasHereLast(one));
    }

    private boolean wasHereLast(Person administrator) {
        return people.values().stream()
                .filter(other -> other.mayEnter() && other.role() == Role.ADMINISTRATOR)
                .noneMatch(other -> other.usedAt() > administrator.usedAt());
    }

    /** Puts a sign-in; returns those of the same person that have to end for it. */
    public List<SignIn> put(SignIn one) {
        signIns.put(one.hash(), one);
        List<SignIn> own = of(one.person()).stream()
                .filter(other -> other.endsAt() > one.begunAt())
                .sorted(Comparator.comparingLong(SignIn::begunAt))
                .toList();
        return own.subList(0, Math.max(0, own.size() - MOST_SIGN_INS));
    }

    public List<SignIn> of(String person) {
        return signIns.values().stream()
                .filter(one -> one.person().equals(person))
                .toList();
    }

    public void put(ApiToken token) {
        tokens.put(token.hash(), token);
    }

    /** A sign-in or a token counts no more; it stays among those that are {@link #over} until it is removed. */
    public void end(String hash, long now) {
        signIns.computeIfPresent(hash, (key, one) -> one.ended(now));
        tokens.computeIfPresent(hash, (key, one) -> one.ended(now));
    }

    /** The store has forgotten a sign-in or a token. */
    public void remove(String hash) {
        signIns.remove(hash);
        tokens.remove(hash);
        seen.remove(hash);
    }

    /** Hashes of sign-ins and tokens that are over. */
    public List<String> over(long now) {
        List<String> over = new ArrayList<>();
        signIns.values().stream().filter(one -> !isLive(one, now)).forEach(one -> over.add(one.hash()));
        tokens.values().stream().filter(one -> one.endsAt() <= now).forEach(one -> over.add(one.hash()));
        return over;
    }

    public @Nullable SignIn bare(String hash) {
        return signIns.get(hash);
    }

    /** Who was seen since the last call, to be stored. */
    public Map<String, Long> seenLately() {
        Map<String, Long> lately = Map.copyOf(seen);
        seen.clear();
        return lately;
    }

    /** Whether somebody who may set up people would be left without this one. */
    public boolean isLastAdministrator(Person one) {
        return one.role() == Role.ADMINISTRATOR
                && people.values().stream()
                        .noneMatch(other ->
                                !other.id().equals(one.id()) && other.isActive() && other.role() == Role.ADMINISTRATOR);
    }
}
