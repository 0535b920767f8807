package ioc.records;

import java.util.Locale;
import java.util.Optional;

/**
 * A group of the assignment list, as SQL. {@code OPEN} = {@code OVERDUE} + {@code SOON} + {@code IN_TIME} + {@code
 * UNDATED}; one that is reported as done stands as it stood then.
 */
public enum AssignmentState {
    ALL("1 = 1"),
    OPEN("done_at IS NULL"),
    OVERDUE("done_at IS NULL AND due_at < COALESCE(ended_at, :now)"),
    SOON("done_at IS NULL AND ended_at IS NULL AND due_at >= :now AND due_at <= :soon"),
    IN_TIME("done_at IS NULL AND ((ended_at IS NULL AND due_at >= :now AND due_at > :soon) OR ended_at <= due_at)"),
    UNDATED("done_at IS NULL AND due_at IS NULL"),
    WAITING("done_at IS NULL AND acceptance = 'waiting'"),
    EXTENSION_ASKED("extension_asked = 1"),
    DONE("done_at IS NOT NULL"),
    DONE_ON_TIME("done_at IS NOT NULL AND (due_at IS NULL OR done_at <= due_at)"),
    DONE_LATE("done_at > due_at");

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String condition;

    AssignmentState(String condition) {
        this.condition = condition;
    }

    /** As in an address: {@code done-late}. */
    public String word() {
        return word;
    }

    String condition() {
        return condition;
    }

    public static Optional<AssignmentState> of(String word) {
        for (AssignmentState state : values()) {
            if (state.word.equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
