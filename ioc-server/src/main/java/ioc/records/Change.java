package ioc.records;

import ioc.event.Action;
import ioc.event.Assignment;
import ioc.event.Dossier;
import java.util.function.Function;

/** What one journal entry changes in the records. */
public sealed interface Change {
    /** Position of the entry in the journal. */
    long position();

    <T> T match(
            Function<OfDossier, T> ofDossier, Function<OfAssignment, T> ofAssignment, Function<OfAction, T> ofAction);

    /**
     * A source told us the state of a dossier.
     *
     * @param seenAt epoch ms of our clock
     * @param body the record as it came, JSON
     */
    record OfDossier(long position, long seenAt, String source, Dossier dossier, String body) implements Change {
        @Override
        public <T> T match(
                Function<OfDossier, T> ofDossier,
                Function<OfAssignment, T> ofAssignment,
                Function<OfAction, T> ofAction) {
            return ofDossier.apply(this);
        }
    }

    /**
     * A source told us the state of an assignment.
     *
     * @param seenAt epoch ms of our clock
     * @param body the record as it came, JSON
     */
    record OfAssignment(long position, long seenAt, String source, Assignment assignment, String body)
            implements Change {
        @Override
        public <T> T match(
                Function<OfDossier, T> ofDossier,
                Function<OfAssignment, T> ofAssignment,
                Function<OfAction, T> ofAction) {
            return ofAssignment.apply(this);
        }
    }

    /**
     * A person did something about an assignment.
     *
     * @param seenAt epoch ms of our clock
     * @param body the action as it came, JSON
     */
    record OfAction(long position, long seenAt, Action action, String body) implements Change {
        @Override
        public <T> T match(
                Function<OfDossier, T> ofDossier,
                Function<OfAssignment, T> ofAssignment,
                Function<OfAction, T> ofAction) {
            return ofAction.apply(this);
        }
    }
}
