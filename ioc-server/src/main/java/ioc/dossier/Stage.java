package ioc.dossier;

import ioc.calendar.Pause;
import ioc.calendar.PauseRule;
import ioc.event.Dossier;
import ioc.event.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a dossier with the time it took. A step lasts until the next one begins, the last one until the dossier ends;
 * so all working time of a dossier is in its steps. What a pause that stops the clock takes is nobody's.
 *
 * @param until null while it goes on
 * @param used working time by the calendar of the dossier's unit, so far
 * @param allowed from its begin to its own appointed end; null where it has none
 * @param isCurrent the dossier is in this step
 * @param isDoubtful says "handled" at the reception or before: some systems add such a step to what has no due instant. It
 *     takes no time and ends nothing
 */
public record Stage(
        Step step,
        @Nullable Instant until,
        Duration used,
        @Nullable Duration allowed,
        boolean isCurrent,
        boolean isDoubtful) {
    /** At the same instant, such as that of the reception, a dossier is received before it is handled. */
    private static final Comparator<Step> IN_TIME = Comparator.comparing(
                    (Step step) -> step.times().from())
            .thenComparing(Step::status)
            .thenComparing(step -> step.times().at());

    /** More working time than it has was used. */
    public boolean isLate() {
        return allowed != null && used.compareTo(allowed) > 0;
    }

    /** The steps of one source in order of time, whatever order they were told in. */
    public static List<Stage> of(List<Step> told, Judgement judgement, Instant now) {
        List<Step> steps = told.stream().sorted(IN_TIME).toList();
        List<Step> real =
                steps.stream().filter(step -> !isDoubtful(step, judgement)).toList();
        Dossier dossier = judgement.dossier();
        Instant ended = dossier.isOpen() ? null : dossier.times().endedAt();
        List<Stage> stages = new ArrayList<>();
        int place = 0;
        for (Step step : steps) {
            Instant from = step.times().from();
            if (isDoubtful(step, judgement)) {
                stages.add(new Stage(step, from, Duration.ZERO, null, false, true));
                continue;
            }
            place++;
            boolean isLast = place == real.size();
            Instant until = isLast ? ended : real.get(place).times().from();
            if (isLast && ended == null && !dossier.isOpen()) {
                until = from;
            }
            if (until != null && ended != null && until.isAfter(ended)) {
                until = ended;
            }
            if (until != null && until.isBefore(from)) {
                until = from;
            }
            Instant due = step.times().dueAt();
            stages.add(new Stage(
                    step,
                    until,
                    used(from, until == null ? now : until, judgement, now),
                    due == null ? null : positive(judgement.calendar().between(from, due)),
                    isLast && dossier.isOpen(),
                    false));
        }
        return List.copyOf(stages);
    }

    private static boolean isDoubtful(Step step, Judgement judgement) {
        Instant received = judgement.dossier().times().receivedAt();
        return step.status() == Dossier.HANDLED
                && received != null
                && !step.times().from().isAfter(received);
    }

    private static Duration used(Instant from, Instant until, Judgement judgement, Instant now) {
        Duration used = judgement.calendar().between(from, until);
        for (Pause pause : judgement.deadline().terms().pauses()) {
            Instant ends = pause.until() == null ? now : pause.until();
            Instant begin = pause.from().isBefore(from) ? from : pause.from();
            Instant end = ends.isBefore(until) ? ends : until;
            if (stops(pause, judgement) && begin.isBefore(end)) {
                used = used.minus(judgement.calendar().between(begin, end));
            }
        }
        return positive(used);
    }

    private static boolean stops(Pause pause, Judgement judgement) {
        var rules = judgement.deadline().terms().rules();
        return (pause.reason() == Pause.Reason.PAYMENT ? rules.payment() : rules.supplement()) != PauseRule.RUN;
    }

    private static Duration positive(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }
}
