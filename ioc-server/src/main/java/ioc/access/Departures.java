package ioc.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Browsers that were sent to a provider and are expected back: each once, within ten minutes, with the cookie it left with.
 * Bounded: the oldest is forgotten when another one is too many. Of one thread.
 */
public final class Departures {
    public static final long LAST_MS = 600_000;

    private final Map<String, Departure> open;

    /**
     * One of them.
     *
     * @param binding hash of the cookie it left with
     * @param nonce must stand in the token
     * @param verifier shows the provider that who asks for the token is who sent the browser (RFC 7636)
     * @param back address the provider sends it to
     * @param to path it wanted to see
     * @param until epoch ms
     */
    public record Departure(String binding, String nonce, String verifier, String back, String to, long until) {}

    public Departures(int most) {
        this.open = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Departure> eldest) {
                return size() > most;
            }
        };
    }

    public void put(String state, Departure one) {
        open.values().removeIf(old -> old.until() <= one.until() - LAST_MS);
        open.put(Randoms.hash(state), one);
    }

    /** The one that left with this state and this cookie; whoever asks, it is used up. */
    public Optional<Departure> take(String state, String cookie, long now) {
        Departure one = open.remove(Randoms.hash(state));
        return Optional.ofNullable(one)
                .filter(found -> now < found.until() && Randoms.same(found.binding(), Randoms.hash(cookie)));
    }

    int size() {
        return open.size();
    }
}
