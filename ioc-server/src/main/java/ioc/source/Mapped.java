package ioc.source;

import ioc.event.Assignment;
import ioc.event.Dossier;
import ioc.event.Step;
import ioc.sensor.decode.Decoded;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a raw record turned out to be. Never an exception. */
public sealed interface Mapped {
    <T> T match(
            Function<OfDossier, T> ofDossier,
            Function<OfAssignment, T> ofAssignment,
            Function<OfStep, T> ofStep,
            Function<Refused, T> refused);

    /** A dossier. */
    record OfDossier(Dossier dossier) implements Mapped {
        @Override
        public <T> T match(
                Function<OfDossier, T> ofDossier,
                Function<OfAssignment, T> ofAssignment,
                Function<OfStep, T> ofStep,
                Function<Refused, T> refused) {
            return ofDossier.apply(this);
        }
    }

    /** An assignment. */
    record OfAssignment(Assignment assignment) implements Mapped {
        @Override
        public <T> T match(
                Function<OfDossier, T> ofDossier,
                Function<OfAssignment, T> ofAssignment,
                Function<OfStep, T> ofStep,
                Function<Refused, T> refused) {
            return ofAssignment.apply(this);
        }
    }

    /** A step in the handling of a dossier. */
    record OfStep(Step step) implements Mapped {
        @Override
        public <T> T match(
                Function<OfDossier, T> ofDossier,
                Function<OfAssignment, T> ofAssignment,
                Function<OfStep, T> ofStep,
                Function<Refused, T> refused) {
            return ofStep.apply(this);
        }
    }

    /**
     * One field of a record: what it was, and what it must do.
     *
     * @param rule the same as a word, for those who say it in another language
     * @param allowed what the rule speaks of: formats, or the field and value it must fit; empty for none
     */
    record Fault(String field, String was, String must, Rule rule, String allowed) {
        public enum Rule {
            THERE,
            TIME,
            NUMBER,
            ORDER,
            WORD
        }
    }

    /**
     * None of them; {@code detail} names the field, what was given and what is allowed, without personal data.
     *
     * @param fault the same in parts; null when it is not about one field
     */
    record Refused(
            Decoded.Reason reason, String detail, @Nullable Fault fault) implements Mapped {
        public Refused(Decoded.Reason reason, String detail) {
            this(reason, detail, null);
        }

        @Override
        public <T> T match(
                Function<OfDossier, T> ofDossier,
                Function<OfAssignment, T> ofAssignment,
                Function<OfStep, T> ofStep,
                Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
