package ioc.assignment;

import ioc.event.Action;
import ioc.event.Assignment;
import ioc.event.Assignment.Acceptance;
import ioc.event.Assignment.Evidence;
import ioc.event.Assignment.Extension;
import ioc.event.Assignment.Progress;
import ioc.event.Assignment.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One assignment as it went: what its source last said, and what people here have done since. Of each field the newest word
 * counts; a source that repeats itself says nothing new. A fold over what came in; immutable.
 *
 * @param told the source's last word
 * @param present what counts now
 * @param revision 1 when it was first heard of, one more with every change
 * @param changedBy the source, or the name of a person
 */
public record Course(
        String source, Assignment told, Assignment present, int revision, Instant changedAt, String changedBy) {

    /** As its source first tells it. */
    public static Course begun(String source, Assignment told, Instant at) {
        return new Course(source, told, told, 1, at, source);
    }

    /** With what a source says now; the same when that is nothing new. */
    public Course with(String by, Assignment word, Instant at) {
        if (word.equals(told) && by.equals(source)) {
            return this;
        }
        return new Course(by, word, merged(word), revision + 1, at, by);
    }

    private Assignment merged(Assignment word) {
        Times was = told.times();
        Times is = word.times();
        Times now = present.times();
        Progress wasAt = told.progress();
        Progress isAt = word.progress();
        Progress nowAt = present.progress();
        return new Assignment(
                word.id(),
                word.order(),
                word.parties(),
                new Times(
                        is.givenAt(),
                        newer(was.dueAt(), is.dueAt(), now.dueAt()),
                        newer(was.originalDueAt(), is.originalDueAt(), now.originalDueAt()),
                        newer(was.reportedAt(), is.reportedAt(), now.reportedAt()),
                        newer(was.doneAt(), is.doneAt(), now.doneAt())),
                new Progress(
                        wasAt.percent() == isAt.percent() ? nowAt.percent() : isAt.percent(),
                        wasAt.acceptance() == isAt.acceptance() ? nowAt.acceptance() : isAt.acceptance(),
                        wasAt.evidence().equals(isAt.evidence()) ? nowAt.evidence() : isAt.evidence(),
                        wasAt.extensions().equals(isAt.extensions()) ? nowAt.extensions() : isAt.extensions(),
                        wasAt.reminders() == isAt.reminders() ? nowAt.reminders() : isAt.reminders(),
                        newer(wasAt.remindedAt(), isAt.remindedAt(), nowAt.remindedAt())));
    }

    private static @Nullable Instant newer(@Nullable Instant told, @Nullable Instant word, @Nullable Instant present) {
        return Objects.equals(told, word) ? present : word;
    }

    /** Why an action cannot be, as a person may be told; empty when it can. */
    public Optional<String> objection(Action action, Instant at) {
        if (action.revision() != revision) {
            return Optional.of("revision: was " + action.revision() + " but must be " + revision + ": " + changedBy
                    + " changed it at " + changedAt);
        }
        Instant due = present.times().dueAt();
        if (!present.isOpen() && action.kind() != Action.Kind.NOTE) {
            return Optional.of("assignment: is done, since " + present.times().doneAt() + "; only note is possible");
        }
        String wrong =
                switch (action.kind()) {
                    case CONFIRM, REFUSE -> present.isWaiting() ? "" : "assignment: has not been reported as done";
                    case REPORT -> present.isWaiting() ? "assignment: has been reported as done already" : "";
                    case APPROVE_EXTENSION, REFUSE_EXTENSION ->
                        present.progress().asked().isPresent() ? "" : "extension: nobody has asked for one";
                    case ASK_EXTENSION -> extensionRefused(action.due(), due, at);
                    case REMIND, ASK_EXPLANATION, NOTE, PROGRESS, EVIDENCE -> "";
                };
        return wrong.isEmpty() ? Optional.empty() : Optional.of(wrong);
    }

    private String extensionRefused(@Nullable Instant asked, @Nullable Instant due, Instant at) {
        if (due == null) {
            return "extension: the assignment has no due date";
        } else if (present.progress().asked().isPresent()) {
            return "extension: one waits for an answer already";
        } else if (at.isAfter(due)) {
            return "extension: was asked at " + at + " but must be asked before the due instant, " + due;
        } else if (asked == null || !asked.isAfter(due)) {
            return "due: was " + asked + " but must be after the present due instant, " + due;
        }
        return "";
    }

    /**
     * With what a person does; empty when it cannot be.
     *
     * @param zone whose days the periods of a periodic assignment are of
     */
    public Optional<Course> with(Action action, Instant at, ZoneId zone) {
        return objection(action, at).isPresent()
                ? Optional.empty()
                : Optional.of(new Course(source, told, acted(action, at, zone), revision + 1, at, action.by()));
    }

    private Assignment acted(Action action, Instant at, ZoneId zone) {
        Times times = present.times();
        Progress before = present.progress();
        Progress progress = proven(action, at, before);
        return switch (action.kind()) {
            case NOTE, ASK_EXPLANATION, PROGRESS, EVIDENCE -> as(times, progress);
            case REMIND ->
                as(
                        times,
                        new Progress(
                                progress.percent(),
                                progress.acceptance(),
                                progress.evidence(),
                                progress.extensions(),
                                progress.reminders() + 1,
                                at));
            case REPORT ->
                as(
                        new Times(times.givenAt(), times.dueAt(), times.originalDueAt(), at, null),
                        accepted(progress, Acceptance.WAITING, progress.percent()));
            case REFUSE ->
                as(
                        new Times(times.givenAt(), times.dueAt(), times.originalDueAt(), null, null),
                        accepted(progress, Acceptance.REFUSED, progress.percent()));
            case CONFIRM -> confirmed(times, progress, zone);
            case ASK_EXTENSION -> as(times, asked(progress, action, at));
            case APPROVE_EXTENSION -> extended(action, at, progress);
            case REFUSE_EXTENSION -> as(times, answered(progress, Extension.State.REFUSED, action, at, null));
        };
    }

    private Assignment as(Times times, Progress progress) {
        return new Assignment(present.id(), present.order(), present.parties(), times, progress);
    }

    /** Evidence and progress come with any action that brings them. */
    private static Progress proven(Action action, Instant at, Progress before) {
        List<Evidence> evidence = before.evidence();
        if (!action.document().isEmpty()) {
            evidence = new ArrayList<>(evidence);
            evidence.add(new Evidence(action.document(), action.link(), at));
        }
        return new Progress(
                action.percent() < 0 ? before.percent() : action.percent(),
                before.acceptance(),
                evidence,
                before.extensions(),
                before.reminders(),
                before.remindedAt());
    }

    private static Progress accepted(Progress progress, Acceptance acceptance, int percent) {
        return new Progress(
                percent,
                acceptance,
                progress.evidence(),
                progress.extensions(),
                progress.reminders(),
                progress.remindedAt());
    }

    /** Done when it was reported; a periodic one falls due again instead. */
    private Assignment confirmed(Times times, Progress progress, ZoneId zone) {
        Assignment.Repeat repeat = present.order().repeat();
        Instant due = times.dueAt();
        if (repeat == null || due == null) {
            return as(
                    new Times(times.givenAt(), due, times.originalDueAt(), times.reportedAt(), times.reportedAt()),
                    accepted(progress, Acceptance.CONFIRMED, 100));
        }
        Instant planned = times.originalDueAt() == null ? due : times.originalDueAt();
        LocalDate day = repeat.after(planned.atZone(zone).toLocalDate());
        Instant next =
                day.atTime(planned.atZone(zone).toLocalTime()).atZone(zone).toInstant();
        return as(new Times(times.givenAt(), next, next, null, null), Progress.of(0));
    }

    private Progress asked(Progress progress, Action action, Instant at) {
        List<Extension> all = new ArrayList<>(progress.extensions());
        Instant due = Objects.requireNonNull(action.due(), "checked at birth");
        all.add(new Extension(present.times().dueAt(), due, action.text(), "", Extension.State.ASKED, at));
        return extensions(progress, all);
    }

    private Assignment extended(Action action, Instant at, Progress progress) {
        Times times = present.times();
        Instant due = action.due() == null ? progress.asked().orElseThrow().newDue() : action.due();
        Instant original = times.originalDueAt() == null ? times.dueAt() : times.originalDueAt();
        return as(
                new Times(times.givenAt(), due, original, times.reportedAt(), null),
                answered(progress, Extension.State.APPROVED, action, at, due));
    }

    private static Progress answered(
            Progress progress, Extension.State state, Action action, Instant at, @Nullable Instant due) {
        List<Extension> all = new ArrayList<>();
        for (Extension one : progress.extensions()) {
            all.add(
                    one.state() == Extension.State.ASKED
                            ? new Extension(
                                    one.oldDue(),
                                    due == null ? one.newDue() : due,
                                    one.reason(),
                                    action.by(),
                                    state,
                                    at)
                            : one);
        }
        return extensions(progress, all);
    }

    private static Progress extensions(Progress progress, List<Extension> all) {
        return new Progress(
                progress.percent(),
                progress.acceptance(),
                progress.evidence(),
                all,
                progress.reminders(),
                progress.remindedAt());
    }
}
