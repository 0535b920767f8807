package ioc.records;

import ioc.access.AuditRow;
import ioc.dossier.Course;
import ioc.dossier.Judge;
import ioc.event.Action;
import ioc.event.ApologyStep;
import ioc.event.Assignment;
import ioc.event.Dossier;
import ioc.event.Step;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one journal entry changes in the records. */
public sealed interface Change {
    /** Position of the entry in the journal. */
    long position();

    /** Epoch ms of our clock. */
    long seenAt();

    /** Who says so: a source, or a person. */
    String source();

    <T> T match(
            Function<OfCourse, T> ofCourse,
            Function<OfTask, T> ofTask,
            Function<OfStep, T> ofStep,
            Function<OfDeed, T> ofDeed);

    /** Something that moves one dossier on. */
    sealed interface OfCourse extends Change {
        String code();

        /** The entry as it came, JSON. */
        String body();

        /** How it goes on; empty when this changes nothing. */
        Optional<Course> after(Judge judge, @Nullable Course before);

        @Override
        default <T> T match(
                Function<OfCourse, T> ofCourse,
                Function<OfTask, T> ofTask,
                Function<OfStep, T> ofStep,
                Function<OfDeed, T> ofDeed) {
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

    /** Something that moves one assignment on. */
    sealed interface OfTask extends Change {
        String id();

        /** The entry as it came, JSON. */
        String body();

        /** How it goes on; empty when this changes nothing. */
        Optional<ioc.assignment.Course> after(ZoneId zone, ioc.assignment.@Nullable Course before);

        @Override
        default <T> T match(
                Function<OfCourse, T> ofCourse,
                Function<OfTask, T> ofTask,
                Function<OfStep, T> ofStep,
                Function<OfDeed, T> ofDeed) {
            return ofTask.apply(this);
        }
    }

    /** A source told us the state of an assignment. */
    record OfAssignment(long position, long seenAt, String source, Assignment assignment, String body)
            implements OfTask {
        @Override
        public String id() {
            return assignment.id();
        }

        @Override
        public Optional<ioc.assignment.Course> after(ZoneId zone, ioc.assignment.@Nullable Course before) {
            Instant at = Instant.ofEpochMilli(seenAt);
            ioc.assignment.Course after = before == null
                    ? ioc.assignment.Course.begun(source, assignment, at)
                    : before.with(source, assignment, at);
            return Optional.of(after).filter(course -> !course.equals(before));
        }
    }

    /** A person did something about an assignment. */
    record OfAction(long position, long seenAt, String source, Action action, String body) implements OfTask {
        @Override
        public String id() {
            return action.assignment();
        }

        @Override
        public Optional<ioc.assignment.Course> after(ZoneId zone, ioc.assignment.@Nullable Course before) {
            return before == null ? Optional.empty() : before.with(action, Instant.ofEpochMilli(seenAt), zone);
        }
    }

    /** A source told us a step in the handling of a dossier. */
    record OfStep(long position, long seenAt, String source, Step step) implements Change {
        @Override
        public <T> T match(
                Function<OfCourse, T> ofCourse,
                Function<OfTask, T> ofTask,
                Function<OfStep, T> ofStep,
                Function<OfDeed, T> ofDeed) {
            return ofStep.apply(this);
        }
    }

    /** Somebody did something that has to stand in the audit. */
    record OfDeed(long position, long seenAt, String source, AuditRow.Deed deed) implements Change {
        @Override
        public <T> T match(
                Function<OfCourse, T> ofCourse,
                Function<OfTask, T> ofTask,
                Function<OfStep, T> ofStep,
                Function<OfDeed, T> ofDeed) {
            return ofDeed.apply(this);
        }
    }
}
