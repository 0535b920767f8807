package ioc.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task given by provincial leaders, as its source last described it.
 *
 * @param id the source's key
 */
public record Assignment(String id, Order order, Parties parties, Times times, Progress progress) {
    private static final int MOST = 50;

    /**
     * What is to be done, and by which document.
     *
     * @param document number and sign
     * @param documentDay its date; null where it is not told
     * @param repeat null for a task that is done once
     * @param parent id of the assignment that this is a part of; empty for none
     */
    public record Order(
            String document,
            @Nullable LocalDate documentDay,
            String title,
            Priority priority,
            @Nullable Repeat repeat,
            String parent) {}

    public enum Priority {
        NORMAL,
        HIGH,
        URGENT;

        /** As sources and addresses write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How often a periodic task falls due anew. */
    public enum Repeat {
        WEEK(0, 7),
        MONTH(1, 0),
        QUARTER(3, 0),
        HALF_YEAR(6, 0),
        YEAR(12, 0);

        private final int months;
        private final int days;

        Repeat(int months, int days) {
            this.months = months;
            this.days = days;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The due day after this one. */
        public LocalDate after(LocalDate due) {
            return due.plusMonths(months).plusDays(days);
        }
    }

    /**
     * Who has to do with it; units as the source writes them.
     *
     * @param giver office of the leader who gave it
     * @param lead exactly one
     * @param follower who follows it for the giver; empty for nobody
     */
    public record Parties(String giver, String lead, List<String> partners, String follower) {
        public Parties {
            partners = List.copyOf(partners);
        }
    }

    /**
     * When it is due, and when it was done.
     *
     * @param dueAt present due instant; null for none
     * @param originalDueAt before any extension; null for none
     * @param reportedAt the lead said that it is done, which the giver has yet to confirm
     * @param doneAt completion; null while open
     */
    public record Times(
            Instant givenAt,
            @Nullable Instant dueAt,
            @Nullable Instant originalDueAt,
            @Nullable Instant reportedAt,
            @Nullable Instant doneAt) {}

    /**
     * How far it is.
     *
     * @param percent 0..100
     * @param reminders how often its lead was reminded
     * @param remindedAt last; null for never or not told
     */
    public record Progress(
            int percent,
            Acceptance acceptance,
            List<Evidence> evidence,
            List<Extension> extensions,
            int reminders,
            @Nullable Instant remindedAt) {
        public Progress {
            evidence = last(evidence);
            extensions = last(extensions);
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("assignment progress: was " + percent + " but must be 0..100");
            }
        }

        public static Progress of(int percent) {
            return new Progress(percent, Acceptance.NONE, List.of(), List.of(), 0, null);
        }

        /** The extension that waits for an answer. */
        public Optional<Extension> asked() {
            return extensions.stream()
                    .filter(one -> one.state() == Extension.State.ASKED)
                    .findFirst();
        }
    }

    private static <T> List<T> last(List<T> all) {
        return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /** What the giver says of a report that it is done. */
    public enum Acceptance {
        /** There is none, or nobody has to accept it. */
        NONE,
        WAITING,
        CONFIRMED,
        REFUSED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What shows that it was done.
     *
     * @param document number of a document, or a name
     * @param link http or https; empty for none
     */
    public record Evidence(
            String document, String link, @Nullable Instant at) {}

    /**
     * A later due instant, asked for or granted.
     *
     * @param approver empty while it waits, or where it is not told
     */
    public record Extension(
            @Nullable Instant oldDue,
            Instant newDue,
            String reason,
            String approver,
            State state,
            @Nullable Instant at) {
        public enum State {
            ASKED,
            APPROVED,
            REFUSED;

            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    public Assignment {
        if (id.isBlank()) {
            throw new IllegalArgumentException("assignment id: was blank but must be there");
        }
    }

    public boolean isOpen() {
        return times.doneAt() == null;
    }

    /** Reported as done and not yet confirmed. */
    public boolean isWaiting() {
        return isOpen() && progress.acceptance() == Acceptance.WAITING;
    }

    /** The instant that its lateness is measured at: done, or reported as done; null while it goes on. */
    public @Nullable Instant endedAt() {
        return times.doneAt() != null ? times.doneAt() : isWaiting() ? times.reportedAt() : null;
    }
}
