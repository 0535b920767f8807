package ioc.place;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** From the first day on, until the day before {@code until}; null is open. */
public record Validity(@Nullable LocalDate from, @Nullable LocalDate until) {
    public static final Validity ALWAYS = new Validity(null, null);

    public Validity {
        if (from != null && until != null && !until.isAfter(from)) {
            throw new IllegalArgumentException("until: was " + until + " but must be after from " + from);
        }
    }

    /** Whether there is a day on which both hold. */
    public boolean meets(Validity other) {
        return (from == null || other.until == null || from.isBefore(other.until))
                && (other.from == null || until == null || other.from.isBefore(until));
    }

    public boolean holds(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (until == null || day.isBefore(until));
    }
}
