package ioc.alert;

import ioc.event.Party;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an alert; never changed afterwards.
 *
 * @param number 1, 2, 3 ... within the alert: with its id the key that nobody is told twice by
 * @param at epoch ms
 * @param by nobody when time or the figures did it
 * @param to who it went to: the new holder; by its key the step of the chain it was escalated to; by its id the alert it was folded
 *     into
 * @param until end of a shelf, epoch ms
 */
public record Act(
        int number,
        long at,
        Kind kind,
        Party by,
        Party to,
        String text,
        @Nullable Long until) {
    public enum Kind {
        RAISED,
        /** Broken again before anybody accepted that it was over. */
        RERAISED,
        /** Over, and nobody had accepted it. */
        RETURNED,
        /** Over. */
        CLEARED,
        /** Nobody looked for a day after it was over. */
        CLOSED,
        ACCEPTED,
        ASSIGNED,
        RELEASED,
        COMMENTED,
        SHELVED,
        UNSHELVED,
        /** The shelf came to its end. */
        SHELF_ENDED,
        /** Accepted, and then nothing moved. */
        EXPIRED,
        /** Not accepted in time: the next of the chain is told. */
        ESCALATED,
        /** It has the same cause as another one. */
        FOLDED,
        UNFOLDED;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        public String word() {
            return word;
        }
    }
}
