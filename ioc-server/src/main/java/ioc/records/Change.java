package ioc.records;

import ioc.dossier.Course;
import ioc.dossier.Judge;
import ioc.event.ApologyStep;
import ioc.event.Assignment;
import ioc.event.Dossier;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one journal entry changes in the records. */
public sealed interface Change {
    /** Position of the entry in the journal. */
    long position();

    /** Epoch ms of our clock. */
    long seenAt();

    /** The entry as it came, JSON. */
    String body();

    <T> T match(Function<OfCourse, T> ofCourse, Function<OfAssignment, T> ofAssignment);

    /** Something that moves one dossier on. */
    sealed interface OfCourse extends Change {
        String code();

        String source();

        /** How it goes on; empty when this changes nothing. */
        Optional<Course> after(Judge judge, @Nullable Course before);

        @Override
        default <T> T match(Function<OfCourse, T> ofCourse, Function<OfAssignment, T> ofAssignment) {
            return ofCourse.apply(this);
        }
    }

    /** A source told us the state of a dossier. */
    record OfDossier(long position, long seenAt, String source, Dossier dossier, String body) implements OfCourse {
        @Override
        public String code() {
            return dossier.code();
        }

        @Override
        public Optional<Course> after(Judge judge, @Nullable Course before) {
            Course after = judge.follow(before, source, dossier, Instant.ofEpochMilli(seenAt));
            return Optional.of(after).filter(course -> !course.equals(before));
        }
    }

    /** A person did something about the letter of apology of a dossier. */
    record OfApology(long position, long seenAt, String source, String code, ApologyStep step, String body)
            implements OfCourse {
        @Override
        public Optional<Course> after(Judge judge, @Nullable Course before) {
            return before == null ? Optional.empty() : judge.follow(before, step, Instant.ofEpochMilli(seenAt));
        }
    }

    /**
     * A source told us the state of an assignment.
     *
     * @param unit our id of the unit in the lead; the source's word when we know none
     */
    record OfAssignment(long position, long seenAt, String source, String unit, Assignment assignment, String body)
            implements Change {
        @Override
        public <T> T match(Function<OfCourse, T> ofCourse, Function<OfAssignment, T> ofAssignment) {
            return ofAssignment.apply(this);
        }
    }
}
