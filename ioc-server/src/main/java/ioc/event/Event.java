package ioc.event;

import ioc.sensor.Reading;
import ioc.sensor.decode.Decoded;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that happened, as the journal holds it, decoded. {@code source} is a key of the ledger. */
public sealed interface Event {
    /** Name of the feed it came by: {@code mqtt}, or the id of a dossier or task system. */
    String source();

    /** Our clock; never earlier than that of the event before it. */
    Instant receivedAt();

    <T> T match(Cases<T> cases);

    /** One branch per kind of event. */
    interface Cases<T> {
        T heard(Heard heard);

        T refused(Refused refused);

        T unused(Unused unused);

        T dossierSeen(DossierSeen dossierSeen);

        T assignmentSeen(AssignmentSeen assignmentSeen);

        T stepSeen(StepSeen stepSeen);

        T feedChanged(FeedChanged feedChanged);

        T handled(Handled handled);

        T ruleProposed(RuleProposed ruleProposed);

        T partChanged(PartChanged partChanged);

        T shifted(Shifted shifted);

        T acted(Acted acted);

        T apologised(Apologised apologised);

        T sampled(Sampled sampled);
    }

    /**
     * A device spoke. A message may say several things, of several devices.
     *
     * @param first whether it is the first that its message says of the device
     * @param last whether it is the last that its message says
     */
    record Heard(String source, Instant receivedAt, Reading reading, boolean retained, boolean first, boolean last)
            implements Event {
        /** All that its message says. */
        public Heard(String source, Instant receivedAt, Reading reading, boolean retained) {
            this(source, receivedAt, reading, retained, true, true);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.heard(this);
        }
    }

    /**
     * Something came in that we could not take; it stays in the journal. {@code subject} is its topic or record key, {@code word} that of
     * an unknown device or empty, {@code clock} the one that is too far off, where it is that and just said.
     */
    record Refused(
            String source,
            Instant receivedAt,
            String subject,
            Decoded.Reason reason,
            String detail,
            String word,
            Decoded.@Nullable Clock clock)
            implements Event {
        public Refused(String source, Instant receivedAt, String subject, Decoded.Reason reason, String detail) {
            this(source, receivedAt, subject, reason, detail, "", null);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.refused(this);
        }
    }

    /** Something came in that is understood and changes nothing, such as a snapshot picture. */
    record Unused(String source, Instant receivedAt, String subject) implements Event {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.unused(this);
        }
    }

    /** A dossier system told us the present state of one dossier. */
    record DossierSeen(String source, Instant receivedAt, Dossier dossier) implements Event {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.dossierSeen(this);
        }
    }

    /** A task system told us the present state of one assignment. */
    record AssignmentSeen(String source, Instant receivedAt, Assignment assignment) implements Event {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.assignmentSeen(this);
        }
    }

    /** A dossier system told us one step in the handling of a dossier. */
    record StepSeen(String source, Instant receivedAt, Step step) implements Event {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.stepSeen(this);
        }
    }

    /** A feed itself changed: the broker came or went, a system was asked with or without success. */
    record FeedChanged(String source, Instant receivedAt, State state) implements Event {
        public enum State {
            UP,
            DOWN
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.feedChanged(this);
        }
    }

    /** A person does something about an alert. */
    record Handled(String source, Instant receivedAt, Handling handling) implements Event {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.handled(this);
        }
    }

    /** An administrator wants a rule to be another one; {@code definition} as the journal holds it. */
    record RuleProposed(String source, Instant receivedAt, String rule, String definition) implements Event {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.ruleProposed(this);
        }
    }

    /** A wall, or a part of the server itself, came to work or ceased to. */
    record PartChanged(String source, Instant receivedAt, String part, String name, boolean works, String detail)
            implements Event {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.partChanged(this);
        }
    }

    /**
     * Somebody hands a shift over, reads what is handed over, or takes it.
     *
     * @param note what the next one should know
     * @param alerts ids of what was read; empty for the other turns
     */
    record Shifted(String source, Instant receivedAt, Turn turn, Party by, String note, List<String> alerts)
            implements Event {
        public enum Turn {
            GIVE,
            TAKE,
            /** Alerts that are handed over were read. */
            READ
        }

        public Shifted {
            alerts = List.copyOf(alerts);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.shifted(this);
        }
    }

    /** A person does something about an assignment. */
    record Acted(String source, Instant receivedAt, Action action) implements Event {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.acted(this);
        }
    }

    /** A person did something about the letter of apology of the dossier of that code. */
    record Apologised(String source, Instant receivedAt, String code, ApologyStep step) implements Event {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.apologised(this);
        }
    }

    /** The server itself said that it was awake, as it does once a minute: without it nobody knows what a minute was like. */
    record Sampled(String source, Instant receivedAt) implements Event {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.sampled(this);
        }
    }
}
