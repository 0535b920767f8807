package ioc.picture;

import ioc.sensor.Reading.TicketStep.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One visit of today and what happened to it, in order of time whatever the order of arrival.
 *
 * @param key what its steps have in common: the sender's key, else the label
 * @param label on the paper; the key while nobody said
 */
public record Visit(String key, String label, List<Mark> marks) {
    /** More steps than a visit can have; what comes after is refused. */
    static final int MOST = 64;

    private static final Comparator<Mark> ORDER = Comparator.comparing((Mark mark) -> mark.step() != Step.ISSUED)
            .thenComparingLong(Mark::at)
            .thenComparing(Mark::step);

    /**
     * One step.
     *
     * @param at epoch ms by our clock
     * @param observedAt the same as the sender said; null when it did not
     */
    public record Mark(
            Step step,
            long at,
            @Nullable Long observedAt,
            @Nullable String service,
            @Nullable String counter) {}

    public Visit {
        marks = List.copyOf(marks);
    }

    /** Whether this step is in it already: the same one sent again, or a second issue. */
    boolean knows(Mark mark) {
        for (Mark known : marks) {
            if (known.step() == mark.step()
                    && (mark.step() == Step.ISSUED
                            || mark.observedAt() == null
                            || mark.observedAt().equals(known.observedAt()))) {
                return true;
            }
        }
        return false;
    }

    Visit with(Mark mark) {
        List<Mark> more = new ArrayList<>(marks);
        more.add(mark);
        more.sort(ORDER);
        return new Visit(key, label, more);
    }

    Visit labelled(@Nullable String ticket) {
        return ticket == null || ticket.equals(label) ? this : new Visit(key, ticket, marks);
    }
}
