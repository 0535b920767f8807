package ioc.records;

import ioc.event.Assignment;
import ioc.event.Dossier;
import ioc.event.Step;
import java.util.function.Function;

/** What one journal entry changes in the records. */
public sealed interface Change {
    /** Position of the entry in the journal. */
    long position();

    <T> T match(Function<OfDossier, T> ofDossier, Function<OfAssignment, T> ofAssignment, Function<OfStep, T> ofStep);

    /**
     * A source told us the state of a dossier.
     *
     * @param seenAt epoch ms of our clock
     * @param body the record as it came, JSON
     */
    record OfDossier(long position, long seenAt, String source, Dossier dossier, String body) implements Change {
        @Override
        public <T> T match(
                Function<OfDossier, T> ofDossier, Function<OfAssignment, T> ofAssignment, Function<OfStep, T> ofStep) {
            return ofDossier.apply(this);
        }
    }

    /**
     * A source told us the state of an assignment.
     *
     * @param seenAt epoch ms of our clock
     * @param unit our id of the unit in the lead; the source's word when we know none
     * @param body the record as it came, JSON
     */
    record OfAssignment(long position, long seenAt, String source, String unit, Assignment assignment, String body)
            implements Change {
        @Override
        public <T> T match(
                Function<OfDossier, T> ofDossier, Function<OfAssignment, T> ofAssignment, Function<OfStep, T> ofStep) {
            return ofAssignment.apply(this);
        }
    }

    /**
     * A source told us a step in the handling of a dossier.
     *
     * @param seenAt epoch ms of our clock
     */
    record OfStep(long position, long seenAt, String source, Step step) implements Change {
        @Override
        public <T> T match(
                Function<OfDossier, T> ofDossier, Function<OfAssignment, T> ofAssignment, Function<OfStep, T> ofStep) {
            return ofStep.apply(this);
        }
    }
}
