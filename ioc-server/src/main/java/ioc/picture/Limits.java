package ioc.picture;

import java.time.Duration;

/**
 * Where one look of a figure ends and the next begins, and how much is kept.
 *
 * @param warnShare share of a site's limit from which a wait is a warning
 * @param calledWithin the promise of which the kept share is shown
 * @param dossierSoon how long before its due instant a dossier is due soon
 * @param assignmentSoon the same for an assignment
 */
public record Limits(
        double warnShare,
        Duration calledWithin,
        Duration dossierSoon,
        Duration assignmentSoon,
        Opinion opinion,
        Bounds bounds) {
    /** Periods after which a device is late, and silent. */
    public static final int LATE = 2;

    public static final int SILENT = 10;

    /** From how many ratings a share is shown, and which share is aimed at. */
    public record Opinion(int leastCount, double target) {
        public Opinion {
            if (leastCount < 1 || target < 0 || target > 1) {
                throw new IllegalArgumentException(
                        "satisfaction: was " + leastCount + ", " + target + " but must be 1 or more, and 0..1");
            }
        }
    }

    /**
     * The most that is kept. What comes after is refused, but for ids (the oldest is forgotten) and finished dossiers
     * and assignments (the one seen longest ago goes first).
     *
     * @param tickets per site and day
     * @param ids of messages, per site
     * @param parts zones, radios and the like, per device
     */
    public record Bounds(int tickets, int ids, int parts, int dossiers, int assignments, int refusals, int sources) {
        public static final Bounds STANDARD = new Bounds(5_000, 4_096, 64, 100_000, 5_000, 50, 64);
    }

    public static final Limits STANDARD = new Limits(
            0.8,
            Duration.ofMinutes(15),
            Duration.ofDays(2),
            Duration.ofDays(7),
            new Opinion(10, 0.95),
            Bounds.STANDARD);
}
