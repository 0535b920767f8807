package ioc.push;

import java.time.Duration;

/**
 * What one server bears.
 *
 * @param each of these, sessions of one person, token or screen
 * @param topics per session
 * @param messageLength of one message from a dashboard, characters
 * @param messagesPerSecond from one session, on average; bursts of twice as many are borne
 * @param unanswered frames a dashboard may leave unanswered before the server waits for it
 * @param graves removed keys a topic remembers for those who resume
 * @param patience how long a session may be behind before it is closed
 */
public record Limits(
        int sessions,
        int each,
        int topics,
        int messageLength,
        int messagesPerSecond,
        int unanswered,
        int graves,
        Duration patience) {
    private static final int MOST = 1000;

    public Limits {
        least("sessions", sessions, 1);
        least("each", each, 1);
        least("topics", topics, 1);
        least("messageLength", messageLength, 100);
        least("messagesPerSecond", messagesPerSecond, 1);
        least("unanswered", unanswered, 1);
        least("graves", graves, 1);
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience: was " + patience + " but must be positive");
        }
    }

    /** What a district with 1000 screens needs. A screen answers up to 100 frames a second. */
    public static Limits usual() {
        return usual(50);
    }

    /** The same where nobody signs in: all look as one. */
    public static Limits open() {
        return usual(MOST);
    }

    private static Limits usual(int each) {
        return new Limits(MOST, each, 32, 8192, 120, 3, 2048, Duration.ofSeconds(30));
    }

    private static void least(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": was " + value + " but must be at least " + least);
        }
    }
}
