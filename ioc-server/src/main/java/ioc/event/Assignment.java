package ioc.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task given by provincial leaders, as its source last described it.
 *
 * @param id the source's key
 * @param document number and sign of the document that gives it
 * @param giver office of the leader who gave it
 * @param lead what the source calls the unit in the lead, verbatim
 * @param dueAt present due instant; null for none
 * @param originalDueAt before any extension; null for none
 * @param progress per cent, 0..100
 * @param doneAt completion; null while open
 */
public record Assignment(
        String id,
        String document,
        String title,
        String giver,
        String lead,
        List<String> partners,
        Instant givenAt,
        @Nullable Instant dueAt,
        @Nullable Instant originalDueAt,
        int progress,
        @Nullable Instant doneAt) {
    public Assignment {
        partners = List.copyOf(partners);
        if (id.isBlank()) {
            throw new IllegalArgumentException("assignment id: was blank but must be there");
        }
        if (progress < 0 || progress > 100) {
            throw new IllegalArgumentException("assignment progress: was " + progress + " but must be 0..100");
        }
    }

    public boolean isOpen() {
        return doneAt == null;
    }
}
