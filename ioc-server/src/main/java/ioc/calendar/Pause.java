package ioc.calendar;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a dossier waited for the citizen.
 *
 * @param until null while it goes on
 */
public record Pause(Reason reason, Instant from, @Nullable Instant until) {
    /** What was waited for. */
    public enum Reason {
        /** Papers to be added (status 5). */
        SUPPLEMENT,
        /** A fee or tax to be paid (status 6). */
        PAYMENT;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }

    public Pause {
        if (until != null && until.isBefore(from)) {
            throw new IllegalArgumentException(
                    "pause: was " + from + " until " + until + " but must not end before it");
        }
    }
}
