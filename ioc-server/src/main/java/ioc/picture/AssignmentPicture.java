package ioc.picture;

import ioc.event.Assignment;
import ioc.place.Name;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One assignment and how it stands.
 *
 * @param org key of the lead's row, as in {@link DossierCounts#key}
 * @param dueAt epoch ms; null for none
 * @param doneAt epoch ms; null while open
 */
public record AssignmentPicture(
        Assignment assignment,
        Standing standing,
        String org,
        Name orgName,
        @Nullable Long dueAt,
        @Nullable Long doneAt) {
    public enum Standing {
        OVERDUE,
        SOON,
        IN_TIME,
        UNDATED,
        DONE_ON_TIME,
        DONE_LATE;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        public String word() {
            return word;
        }

        public boolean isOpen() {
            return this != DONE_ON_TIME && this != DONE_LATE;
        }
    }

    public String id() {
        return assignment.id();
    }
}
