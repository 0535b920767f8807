package ioc.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One application of a citizen, as its source last described it; no name, number or address of a person.
 *
 * @param code the dossier's own number, its natural key
 * @param org what the source calls the unit that handles it, verbatim
 * @param status 1..10 as in the national exchange; 0 for a status we do not know
 * @param rawStatus the source's own word for it
 * @param channel how it was handed in: {@code direct}, {@code online}, {@code post}, or the source's own word
 * @param dueAt appointed end; null where the procedure has none
 * @param finishedAt handling ended (the instant that counts for lateness)
 * @param returnedAt the result was handed over
 */
public record Dossier(
        String code,
        String procedure,
        String org,
        int status,
        String rawStatus,
        String channel,
        @Nullable Instant receivedAt,
        @Nullable Instant dueAt,
        @Nullable Instant finishedAt,
        @Nullable Instant returnedAt) {
    public Dossier {
        if (code.isBlank()) {
            throw new IllegalArgumentException("dossier code: was blank but must be there");
        }
        if (status < 0 || status > 10) {
            throw new IllegalArgumentException("dossier status: was " + status + " but must be 0..10");
        }
    }

    /** Handling goes on: neither finished nor refused, withdrawn or stopped. */
    public boolean isOpen() {
        return finishedAt == null && status != 3 && status != 7 && status != 8 && status != 9 && status != 10;
    }

    /** The clock stands: waiting for the citizen's supplement (5) or payment (6). */
    public boolean isPaused() {
        return status == 5 || status == 6;
    }
}
