package ioc.picture;

import java.time.Duration;
import java.time.LocalDate;

/**
 * Where one look of a figure ends and the next begins, and how much is kept.
 *
 * @param warnShare share of a site's limit from which a wait is a warning
 * @param calledWithin the promise of which the kept share is shown
 * @param period of the account of dossiers
 * @param assignmentSoon how long before its due instant an assignment is due soon
 */
public record Limits(
        double warnShare,
        Duration calledWithin,
        Period period,
        Duration assignmentSoon,
        Opinion opinion,
        Bounds bounds) {
    /** Periods after which a device is late, and silent. */
    public static final int LATE = 2;

    public static final int SILENT = 10;
    /** Steps kept of one dossier; what comes after is refused. */
    public static final int MOST_STEPS = 100;

    /** What dossiers are accounted for by. */
    public enum Period {
        MONTH,
        QUARTER,
        YEAR;

        /** First day of the period in which a day lies. */
        public LocalDate begin(LocalDate day) {
            return switch (this) {
                case MONTH -> day.withDayOfMonth(1);
                case QUARTER -> day.withDayOfMonth(1).with(day.getMonth().firstMonthOfQuarter());
                case YEAR -> day.withDayOfYear(1);
            };
        }
    }

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
     * @param ids of messages, per site, and of passings and periods, per device
     * @param parts zones, radios and the like, per device
     */
    public record Bounds(int tickets, int ids, int parts, int dossiers, int assignments, int refusals, int sources) {
        public static final Bounds STANDARD = new Bounds(5_000, 4_096, 256, 100_000, 5_000, 50, 64);
    }

    public static final Limits STANDARD = new Limits(
            0.8, Duration.ofMinutes(15), Period.QUARTER, Duration.ofDays(7), new Opinion(10, 0.95), Bounds.STANDARD);
}
