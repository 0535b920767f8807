package ioc.picture;

import ioc.assignment.Course;
import ioc.event.Assignment;
import ioc.place.Name;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One assignment and how it stands.
 *
 * @param org key of the lead's row, as in {@link DossierCounts#key}
 * @param orgThen the unit that it was when the assignment was given
 * @param partnerOrgs keys as {@code org}, of those who co-ordinate
 * @param dueAt epoch ms; null for none
 * @param doneAt epoch ms; null while open
 */
public record AssignmentPicture(
        Course course,
        Standing standing,
        String org,
        Name orgName,
        Name orgThen,
        List<String> partnerOrgs,
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

    public AssignmentPicture {
        partnerOrgs = List.copyOf(partnerOrgs);
    }

    /** What counts now. */
    public Assignment assignment() {
        return course.present();
    }

    public String id() {
        return assignment().id();
    }
}
