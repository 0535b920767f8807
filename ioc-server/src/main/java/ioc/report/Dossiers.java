package ioc.report;

import java.util.Collection;

/**
 * Dossiers of one or more units over a time.
 *
 * @param onTime of those finished, by the due instant
 * @param unsaid of those finished, nobody knows: they have no due instant
 * @param overdue open at the end and past their due instant
 * @param lettersDue letters of apology, of dossiers still open, that should have gone out in this time
 * @param lettersSent of those
 */
public record Dossiers(
        long received,
        long finished,
        long onTime,
        long late,
        long unsaid,
        long overdue,
        long lettersDue,
        long lettersSent) {
    public static final Dossiers NONE = new Dossiers(0, 0, 0, 0, 0, 0, 0, 0);

    public static Dossiers sum(Collection<Dossiers> parts) {
        return parts.stream().reduce(NONE, Dossiers::plus);
    }

    private Dossiers plus(Dossiers other) {
        return new Dossiers(
                received + other.received,
                finished + other.finished,
                onTime + other.onTime,
                late + other.late,
                unsaid + other.unsaid,
                overdue + other.overdue,
                lettersDue + other.lettersDue,
                lettersSent + other.lettersSent);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }
}
