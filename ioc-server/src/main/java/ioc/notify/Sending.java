package ioc.notify;

import ioc.config.NoticeKind;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message to one recipient, and how it fares: a row of the outbox.
 *
 * @param key {@code <alert>/<transition>/<recipient>}
 * @param result of the last attempt, or why there was none; without addresses of persons
 * @param payload the notice as JSON
 */
public record Sending(String key, Of of, State state, Tries tries, String result, String payload) {
    public enum State {
        /** To be sent at {@link Tries#nextAt}. */
        WAITING,
        SENT,
        FAILED,
        /** To be sent when the recipient may be disturbed again, unless the alert has ended by then. */
        HELD,
        /** Not sent, as {@link Sending#result} says why. */
        DROPPED;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }

        public static Optional<State> of(String word) {
            for (State state : values()) {
                if (state.word.equals(word)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }

        public boolean isOpen() {
            return this == WAITING || this == HELD;
        }
    }

    /** What is said to whom; {@code at} is when it happened, {@code channel} is email, ioc or alertmanager. */
    public record Of(String alert, int transition, NoticeKind kind, String recipient, String channel, Instant at) {}

    /** How often it was tried, when it is next, when it was last, and from when on not any more. */
    public record Tries(
            int attempts, Instant nextAt, @Nullable Instant lastAt, Instant giveUpAt) {}

    Sending now(State state, String result) {
        return new Sending(key, of, state, tries, result, payload);
    }

    Sending now(State state, Tries tries, String result) {
        return new Sending(key, of, state, tries, result, payload);
    }
}
