package ioc.source;

import ioc.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who has logged in to the exchange. A session is random, ends when it was not used for {@link #IDLE}, and only its hash is
 * kept. After each wrong password the next attempt for that user is looked at only after a pause that doubles; unknown users
 * share one. Any thread; time is an argument.
 */
public final class Sessions {
    static final Duration IDLE = Duration.ofMinutes(30);
    /** Then the one used longest ago goes: some systems log in for every call. */
    static final int MOST = 64;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int BYTES = 32;
    private static final byte[] NOBODY = new byte[BYTES];

    /** What came of a login. {@code token} is empty when it failed; {@code pause} is how long to wait before the next. */
    public record Entry(String token, Duration pause) {
        public boolean isOpen() {
            return !token.isEmpty();
        }
    }

    private record Session(String user, Instant usedAt) {}

    /** The next attempt is looked at from {@code notBefore} on. */
    private record Door(int failures, Instant notBefore) {
        private static final Door OPEN = new Door(0, Instant.MIN);
    }

    private final SecureRandom random = new SecureRandom();
    private final Map<String, byte[]> passwords = new HashMap<>();
    private final Map<String, Door> doors = new HashMap<>();
    private final LinkedHashMap<String, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

    /** @param passwords by user */
    public Sessions(Map<String, Secret> passwords) {
        passwords.forEach((user, password) -> this.passwords.put(user, hash(password.reveal())));
    }

    /** Whether anybody may log in. */
    public boolean isOff() {
        return passwords.isEmpty();
    }

    public synchronized Entry open(String user, String password, Instant now) {
        String name = passwords.containsKey(user) ? user : "";
        Door door = doors.getOrDefault(name, Door.OPEN);
        if (now.isBefore(door.notBefore())) {
            return new Entry("", Duration.between(now, door.notBefore()));
        }
        byte[] known = passwords.getOrDefault(user, NOBODY);
        boolean fits = MessageDigest.isEqual(hash(password), known); // as long for every password
        if (!fits) {
            Duration pause = pause(door.failures());
            doors.put(name, new Door(door.failures() + 1, now.plus(pause)));
            return new Entry("", Duration.ZERO);
        }
        doors.remove(name);
        byte[] token = new byte[BYTES];
        random.nextBytes(token);
        String word = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        sessions.put(key(word), new Session(user, now));
        if (sessions.size() > MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        return new Entry(word, Duration.ZERO);
    }

    private static Duration pause(int failures) {
        Duration pause = Duration.ofSeconds(1L << Math.min(failures, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Whose session it is; empty for none, or one that has ended. */
    public synchronized Optional<String> user(String token, Instant now) {
        String key = key(token);
        Session session = sessions.get(key);
        if (session == null || session.usedAt().plus(IDLE).isBefore(now)) {
            sessions.remove(key);
            return Optional.empty();
        }
        sessions.put(key, new Session(session.user(), now));
        return Optional.of(session.user());
    }

    private static String key(String token) {
        return HexFormat.of().formatHex(hash(token));
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
