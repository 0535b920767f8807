package ioc.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param text for people, in one line, without addresses of persons
 * @param pause that the other side asks for; null where it asks for none
 */
record Outcome(Kind kind, String text, @Nullable Duration pause) {
    private static final int LONGEST = 300;

    enum Kind {
        SENT,
        /** It may work later. */
        AGAIN,
        /** It will never work. */
        NEVER
    }

    Outcome {
        text = text.replaceAll("[^\\s<>\"]+@[^\\s<>\"]+", "***")
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    static Outcome sent(String text) {
        return new Outcome(Kind.SENT, text, null);
    }

    static Outcome again(String text) {
        return new Outcome(Kind.AGAIN, text, null);
    }

    static Outcome never(String text) {
        return new Outcome(Kind.NEVER, text, null);
    }
}
