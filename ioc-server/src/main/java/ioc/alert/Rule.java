package ioc.alert;

import ioc.sensor.DeviceId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is forbidden, and what is to be done about it. Raised once the raise condition has held for {@link Timing#hold};
 * over once the clear condition has held for {@link Timing#clearHold}. Between the two thresholds an alert stays as it is.
 *
 * @param id a word of a-z, 0-9 and -, part of the id of its alerts
 */
public record Rule(
        String id, Words name, Kind kind, Priority priority, Bounds bounds, Timing timing, Response response) {
    /** What is measured. */
    public enum Kind {
        /** Longest wait as a share of the site's limit: above raise; over at or under clear. */
        LONGEST_WAIT(Scope.SITE),
        /** How many people wait longer than the site's limit: raise or more; over at or under clear. */
        OVER_LIMIT(Scope.SITE),
        /** People waiting while fewer counters are open than the site must have: raise or more; over under clear. */
        TOO_FEW_COUNTERS(Scope.SITE),
        /** All devices of a site lost. Its devices' own alerts fold into this one. Thresholds unused. */
        SITE_SILENT(Scope.SITE),
        /** Share of good ratings: under raise; over at clear or more. */
        SATISFACTION(Scope.SITE),
        /** An open counter calls nobody for raise minutes or longer while people wait. */
        COUNTER_IDLE(Scope.COUNTER),
        /** One device lost. Thresholds unused. */
        DEVICE_SILENT(Scope.DEVICE),
        /** One device reports a fault. Thresholds unused. */
        DEVICE_FAULT(Scope.DEVICE),
        /** Clock of a device wrong by more than raise seconds; over at or under clear. */
        CLOCK_OFFSET(Scope.DEVICE),
        /** One dossier past its due instant by raise working days or more. */
        DOSSIER_LATE(Scope.DOSSIER),
        /** Dossiers of one unit past their due instant: raise or more; over under clear. */
        DOSSIER_OVERDUE(Scope.ORG),
        /** Dossiers of one unit due soon: raise or more; over under clear. */
        DOSSIER_SOON(Scope.ORG),
        /** Dossiers of one unit whose letter of apology should have gone out: raise or more; over under clear. */
        APOLOGY_PAST(Scope.ORG),
        /** One assignment past its due instant. Thresholds unused. */
        ASSIGNMENT_OVERDUE(Scope.ASSIGNMENT),
        /** One assignment due soon. Thresholds unused. */
        ASSIGNMENT_SOON(Scope.ASSIGNMENT),
        /** A feed is late or lost, or its system answers no more. Thresholds unused. */
        FEED_LATE(Scope.FEED),
        /** A wall that was paired draws nothing any more. Thresholds unused. */
        SCREEN_DARK(Scope.SCREEN),
        /** A part of the server itself does not work: the journal, or a store that lags. Thresholds unused. */
        SERVER_PART(Scope.PART);

        private final Scope scope;
        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        Kind(Scope scope) {
            this.scope = scope;
        }

        public Scope scope() {
            return scope;
        }

        /** Whether nothing may be known of its subject, so that {@link Unknown} says what holds. */
        public boolean mayBeUnknown() {
            return switch (this) {
                case LONGEST_WAIT, OVER_LIMIT, TOO_FEW_COUNTERS, SATISFACTION, COUNTER_IDLE, CLOCK_OFFSET -> true;
                case SITE_SILENT,
                        DEVICE_SILENT,
                        DEVICE_FAULT,
                        DOSSIER_LATE,
                        DOSSIER_OVERDUE,
                        DOSSIER_SOON,
                        APOLOGY_PAST,
                        ASSIGNMENT_OVERDUE,
                        ASSIGNMENT_SOON,
                        FEED_LATE,
                        SCREEN_DARK,
                        SERVER_PART -> false;
            };
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
        COUNTER,
        DEVICE,
        ORG,
        DOSSIER,
        ASSIGNMENT,
        FEED,
        SCREEN,
        PART
    }

    /**
     * Thresholds in the unit of the kind.
     *
     * @param clear from which it is over
     */
    public record Bounds(double raise, double clear, Unknown unknown) {}

    /** What holds while nothing is known of the subject: null is not zero. */
    public enum Unknown {
        /** Nothing changes. */
        KEEP,
        /** As if all were well. */
        CLEAR,
        /** As if the worst were true. */
        RAISE
    }

    /** When a rule is judged. */
    public enum When {
        /** While offices are open; outside, its alerts are over at once. */
        OFFICE,
        ALWAYS,
        /** Switched off: its alerts are over. */
        NEVER
    }

    /** How long a thing must hold. */
    public record Timing(Duration hold, Duration clearHold, When when) {
        public Timing {
            if (hold.isNegative() || clearHold.isNegative()) {
                throw new IllegalArgumentException(
                        "alert hold: was " + hold + ", " + clearHold + " but must not be negative");
            }
        }
    }

    /**
     * What people do about it.
     *
     * @param owner who it belongs to; empty for nobody
     * @param what what to do first, a short instruction; empty for none
     * @param expires after so long without a move an acceptance ends, in working time where the rule is judged in office
     *     hours only; zero for never
     * @param chain who is told when nobody accepts it
     */
    public record Response(Words owner, Words what, Duration expires, List<Step> chain) {
        public static final Response NONE = new Response(Words.NONE, Words.NONE, Duration.ZERO, List.of());

        public Response {
            chain = List.copyOf(chain);
            Duration before = Duration.ZERO;
            for (Step step : chain) {
                if (step.after().compareTo(before) < 0) {
                    throw new IllegalArgumentException(
                            "escalation: was " + step.after() + " but must not be sooner than " + before);
                }
                before = step.after();
            }
        }
    }

    /** A text in both languages. */
    public record Words(String vi, String en) {
        public static final Words NONE = new Words("", "");
    }

    /**
     * One step of a chain.
     *
     * @param after working time since it was raised
     * @param to who is told: a role in words, or the id of a recipient of notifications, which is the same in all languages
     */
    public record Step(Duration after, Words to) {
        public Step {
            if (after.isNegative() || to.vi().isBlank() || to.en().isBlank()) {
                throw new IllegalArgumentException("escalation: was " + after + " to " + to
                        + " but must be a time and somebody, in both languages");
            }
        }

        /** What stands in the act: the id of a recipient, or the role in Vietnamese. */
        public String key() {
            return to.vi();
        }
    }

    public Rule {
        if (!DeviceId.isWord(id)) {
            throw new IllegalArgumentException("alert rule: was \"" + id + "\" but must be a word of a-z, 0-9 and -");
        }
    }

    /** The same, switched off. */
    public Rule off() {
        return new Rule(
                id, name, kind, priority, bounds, new Timing(timing.hold(), timing.clearHold(), When.NEVER), response);
    }

    public boolean isOn() {
        return timing.when() != When.NEVER;
    }

    /** Whether it is judged while offices are open, or are not. */
    boolean holds(boolean open) {
        return isOn() && (open || timing.when() != When.OFFICE);
    }
}
