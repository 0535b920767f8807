package ioc.picture;

import ioc.picture.Visit.Mark;
import ioc.sensor.Reading.TicketStep.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a visit amounts to: where it stands and its spells at counters. A pure function of the visit, so steps that arrive
 * in any order end in the same course. Waiting is issued, returned or transferred until called; service is started
 * (else called) until served; a call to another counter after that is a further spell, and the visit is served once, when the
 * last one ends; a walk-away ends without any service.
 */
final class Course {
    enum Stage {
        WAITING,
        CALLED,
        SERVED,
        AWAY
    }

    /** One call to a counter. Times are epoch ms; {@code waitedMs} is null when nobody saw the wait begin. */
    static final class Spell {
        final @Nullable String service;
        final @Nullable String counter;
        final @Nullable Long waitedMs;
        final long calledAt;
        long startedAt;

        @Nullable
        Long endedAt;

        boolean served;

        Spell(@Nullable String service, @Nullable String counter, @Nullable Long waitedMs, long calledAt) {
            this.service = service;
            this.counter = counter;
            this.waitedMs = waitedMs;
            this.calledAt = calledAt;
            this.startedAt = calledAt;
        }
    }

    final String label;
    final List<Spell> spells = new ArrayList<>(1);
    long arrivedAt;
    /** When the present stage began. */
    long since;

    @Nullable
    String service;

    /** First service asked for. */
    @Nullable
    String firstService;

    private @Nullable Stage stage;
    private boolean wasServed;

    Course(Visit visit) {
        label = visit.label();
        arrivedAt = visit.marks().isEmpty() ? 0 : visit.marks().get(0).at();
        for (Mark mark : visit.marks()) {
            if (service == null || mark.step() == Step.TRANSFERRED) {
                service = mark.service() == null ? service : mark.service();
                firstService = firstService == null ? service : firstService;
            }
            take(mark);
        }
    }

    Stage stage() {
        return stage == null ? Stage.WAITING : stage;
    }

    /** Where it is being served now; null when it is not. */
    @Nullable
    Spell present() {
        return stage == Stage.CALLED && !spells.isEmpty() ? spells.get(spells.size() - 1) : null;
    }

    private void take(Mark mark) {
        switch (mark.step()) {
            case ISSUED -> enter(Stage.WAITING, mark.at());
            case RETURNED, TRANSFERRED -> {
                close(mark.at(), false);
                enter(Stage.WAITING, mark.at());
            }
            case CALLED, STARTED -> {
                if (stage != Stage.SERVED || isElsewhere(mark)) {
                    call(mark);
                }
            }
            case RECALLED -> {
                if (stage == null || stage == Stage.WAITING) {
                    call(mark);
                }
            }
            case SERVED -> {
                if (stage != Stage.SERVED) {
                    if (stage != Stage.CALLED) {
                        spells.add(new Spell(service, mark.counter(), null, mark.at()));
                    }
                    close(mark.at(), stage == Stage.CALLED);
                    enter(Stage.SERVED, mark.at());
                    wasServed = true;
                }
            }
            case NO_SHOW, CANCELLED -> {
                if (stage != Stage.SERVED && stage != Stage.AWAY) {
                    close(mark.at(), false);
                    enter(wasServed ? Stage.SERVED : Stage.AWAY, mark.at());
                }
            }
        }
    }

    /** Whether it is at another counter than the last one. */
    private boolean isElsewhere(Mark mark) {
        String last = spells.isEmpty() ? null : spells.get(spells.size() - 1).counter;
        return mark.counter() != null && last != null && !mark.counter().equals(last);
    }

    private void enter(Stage next, long at) {
        stage = next;
        since = at;
    }

    private void call(Mark mark) {
        boolean starts = mark.step() == Step.STARTED;
        Spell present = present();
        if (present == null) {
            Long waited = stage == Stage.WAITING ? Long.valueOf(Math.max(0, mark.at() - since)) : null;
            spells.add(new Spell(service, mark.counter(), waited, mark.at()));
            enter(Stage.CALLED, mark.at());
        } else if (starts && present.startedAt == present.calledAt) {
            present.startedAt = mark.at();
        }
    }

    private void close(long at, boolean served) {
        if (!spells.isEmpty()) {
            Spell last = spells.get(spells.size() - 1);
            if (last.endedAt == null) {
                last.endedAt = Math.max(at, last.calledAt);
                last.served = served;
            }
        }
    }
}
