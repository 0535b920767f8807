package ioc.calendar;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a due instant follows from, but for the calendar.
 *
 * @param limit of the procedure; null where it has none, or none is known
 * @param appointments due instants that somebody set, oldest first: by the receipt, after a supplement, by an apology
 * @param pauses in order, none overlapping the one before
 */
public record Terms(
        Instant receivedAt,
        @Nullable TimeLimit limit,
        List<Appointment> appointments,
        List<Pause> pauses,
        ClockRules rules) {
    /**
     * A due instant as it was set. It knows of all that was known at {@code setAt}: pauses up to then are in it.
     *
     * @param setAt of the first one, the reception
     */
    public record Appointment(By by, Instant setAt, Instant due) {
        /** Who set it. */
        public enum By {
            /** The system that received the dossier, on the receipt. */
            RECEIPT,
            /** The same system, later. */
            SOURCE,
            /** A letter of apology with a new date; at most one. */
            APOLOGY
        }
    }

    public Terms {
        appointments = List.copyOf(appointments);
        pauses = pauses.stream().sorted(Comparator.comparing(Pause::from)).toList();
        for (int i = 1; i < pauses.size(); i++) {
            Instant until = pauses.get(i - 1).until();
            if (until == null || pauses.get(i).from().isBefore(until)) {
                throw new IllegalArgumentException("pauses: were " + pauses + " but must not overlap");
            }
        }
    }

    /** Only a reception and a limit. */
    public static Terms of(Instant receivedAt, TimeLimit limit) {
        return new Terms(receivedAt, limit, List.of(), List.of(), ClockRules.USUAL);
    }
}
