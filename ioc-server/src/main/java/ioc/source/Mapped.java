package ioc.source;

import ioc.event.Assignment;
import ioc.event.Dossier;
import ioc.sensor.decode.Decoded;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a raw record turned out to be. Never an exception. */
public sealed interface Mapped {
    <T> T match(Function<OfDossier, T> ofDossier, Function<OfAssignment, T> ofAssignment, Function<Refused, T> refused);

    /** A dossier. */
    record OfDossier(Dossier dossier) implements Mapped {
        @Override
        public <T> T match(
                Function<OfDossier, T> ofDossier,
                Function<OfAssignment, T> ofAssignment,
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
                Function<Refused, T> refused) {
            return ofAssignment.apply(this);
        }
    }

    /** One field of a record: what it was, and what it must do. */
    record Fault(String field, String was, String must) {}

    /**
     * Neither; {@code detail} names the field, what was given and what is allowed, without personal data.
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
                Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
