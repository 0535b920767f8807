package ioc.event;

import ioc.calendar.Pause;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One application of a citizen, as one source last described it; no name, number or address of a person.
 *
 * @param code the dossier's own number, its natural key
 * @param status 1..10 as in the national exchange; 0 for a status we do not know
 * @param rawStatus the source's own word for it
 * @param pauses those the source lists; empty where it lists none, and they show in the course of its statuses
 * @param facts what the source says of how it was served; what is not in it is not said, which is not "no"
 */
public record Dossier(
        String code,
        Filing filing,
        int status,
        String rawStatus,
        Times times,
        List<Pause> pauses,
        Map<Fact, Boolean> facts) {
    public static final int SUBMITTED = 1;
    public static final int SUPPLEMENT = 5;
    public static final int PAYMENT = 6;
    public static final int HANDLED = 9;
    public static final int HANDED_OVER = 10;

    /** What QĐ 766 asks of a dossier beside its instants. */
    public enum Fact {
        /** A fee was paid on the national portal or through the gateway of the province. */
        PAID_ONLINE,
        /** A fee above zero is charged. */
        CHARGED,
        /** At least one paper of the applicant is there as a file. */
        ATTACHED,
        /** The result is there as a file. */
        RESULT,
        /** At least one paper was taken over from data digitised before. */
        REUSED,
        /** At least one paper came from the applicant's personal store. */
        SHARED,
        /** The applicant was checked against the population data, or has an account that was. */
        VERIFIED,
        /** The national portal acknowledged it. */
        SYNCED;

        private final String word;

        Fact() {
            String[] parts = name().toLowerCase(Locale.ROOT).split("_", -1);
            StringBuilder joined = new StringBuilder(parts[0]);
            for (int i = 1; i < parts.length; i++) {
                joined.append(parts[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(parts[i].substring(1));
            }
            word = joined.toString();
        }

        /** As in a file: {@code paidOnline}. */
        public String word() {
            return word;
        }
    }

    /**
     * What was handed in, where and how.
     *
     * @param procedure its name, verbatim
     * @param procedureCode mã TTHC, verbatim; empty when unknown
     * @param org what the source calls the unit that handles it, verbatim
     * @param channel {@code direct}, {@code online}, {@code post}, or the source's own word
     */
    public record Filing(String procedure, String procedureCode, String org, String channel) {}

    /**
     * Its instants, as the source gives them.
     *
     * @param dueAt appointed end; null where the procedure has none
     * @param finishedAt handling ended (the instant that counts for lateness)
     * @param returnedAt the result was handed over
     * @param requestedAt a supplement was asked for, last
     * @param changedAt the source's own time of this state; null where it does not say
     */
    public record Times(
            @Nullable Instant submittedAt,
            @Nullable Instant receivedAt,
            @Nullable Instant dueAt,
            @Nullable Instant finishedAt,
            @Nullable Instant returnedAt,
            @Nullable Instant requestedAt,
            @Nullable Instant changedAt) {
        public static final Times NONE = new Times(null, null, null, null, null, null, null);

        /** The instant that counts as the end; null while there is none. */
        public @Nullable Instant endedAt() {
            return finishedAt != null ? finishedAt : returnedAt;
        }
    }

    public Dossier {
        pauses = List.copyOf(pauses);
        Map<Fact, Boolean> said = new EnumMap<>(Fact.class); // in one order, so that the same is written the same
        said.putAll(facts);
        facts = Collections.unmodifiableMap(said);
        if (code.isBlank()) {
            throw new IllegalArgumentException("dossier code: was blank but must be there");
        }
        if (status < 0 || status > 10) {
            throw new IllegalArgumentException("dossier status: was " + status + " but must be 0..10");
        }
        Instant received = times.receivedAt();
        Instant due = times.dueAt();
        if (received != null && due != null && due.isBefore(received)) {
            throw new IllegalArgumentException(
                    "dossier due: was " + due + " but must not be before reception, " + received);
        }
    }

    /** One of which its source says no more. */
    public Dossier(String code, Filing filing, int status, String rawStatus, Times times, List<Pause> pauses) {
        this(code, filing, status, rawStatus, times, pauses, Map.of());
    }

    /** Handling goes on. Its status says so, not its instants: some systems send an end together with an open status. */
    public boolean isOpen() {
        return switch (status) {
            case SUBMITTED, 2, 4, SUPPLEMENT, PAYMENT -> true;
            default -> false;
        };
    }

    /** Refused, withdrawn or stopped. */
    public boolean isStopped() {
        return status == 3 || status == 7 || status == 8;
    }

    /** What the citizen is waited for; null while not. */
    public Pause.@Nullable Reason waitsFor() {
        return switch (status) {
            case SUPPLEMENT -> Pause.Reason.SUPPLEMENT;
            case PAYMENT -> Pause.Reason.PAYMENT;
            default -> null;
        };
    }
}
