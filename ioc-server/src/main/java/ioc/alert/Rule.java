package ioc.alert;

import ioc.sensor.DeviceId;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What is forbidden. Raised once {@code raise} has held for {@link Timing#hold}; cleared once {@code clear} has held for
 * {@link Timing#clearHold}. Between the two thresholds an alert stays as it is.
 *
 * @param id a word of a-z, 0-9 and -, part of the id of its alerts
 * @param raise threshold in the unit of its kind
 * @param clear threshold from which it is over
 */
public record Rule(String id, Kind kind, Priority priority, double raise, double clear, Timing timing) {
    /** What is measured. */
    public enum Kind {
        /** Longest wait as a share of the site's limit: above {@code raise}; over at or under {@code clear}. */
        LONGEST_WAIT(Scope.SITE),
        /** People waiting while fewer counters are open than the site must have: {@code raise} or more; over under it. */
        TOO_FEW_COUNTERS(Scope.SITE),
        /** All devices of a site lost. Its devices' own alerts fold into this one. Thresholds unused. */
        SITE_SILENT(Scope.SITE),
        /** Share of good ratings: under {@code raise}; over at {@code clear} or more. */
        SATISFACTION(Scope.SITE),
        /** One device lost. Thresholds unused. */
        DEVICE_SILENT(Scope.DEVICE),
        /** One device reports a fault. Thresholds unused. */
        DEVICE_FAULT(Scope.DEVICE),
        /** Dossiers of one unit past their due instant: {@code raise} or more; over under {@code clear}. */
        DOSSIER_OVERDUE(Scope.ORG),
        /** One assignment past its due instant. Thresholds unused. */
        ASSIGNMENT_OVERDUE(Scope.ASSIGNMENT);

        private final Scope scope;
        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        Kind(Scope scope) {
            this.scope = scope;
        }

        public Scope scope() {
            return scope;
        }

        /** Name in configuration and frames, such as {@code longest-wait}. */
        public String word() {
            return word;
        }

        public static Optional<Kind> of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /** What one alert is about. */
    public enum Scope {
        SITE,
        DEVICE,
        ORG,
        ASSIGNMENT
    }

    /** How long a thing must hold, and whether only while offices are open; outside, its alerts are over at once. */
    public record Timing(Duration hold, Duration clearHold, boolean officeHoursOnly) {
        public Timing {
            if (hold.isNegative() || clearHold.isNegative()) {
                throw new IllegalArgumentException(
                        "alert hold: was " + hold + ", " + clearHold + " but must not be negative");
            }
        }
    }

    public Rule {
        if (!DeviceId.isWord(id)) {
            throw new IllegalArgumentException("alert rule: was \"" + id + "\" but must be a word of a-z, 0-9 and -");
        }
    }
}
