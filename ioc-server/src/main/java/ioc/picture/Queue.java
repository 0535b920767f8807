package ioc.picture;

import ioc.picture.Visit.Mark;
import ioc.sensor.DeviceKind;
import ioc.sensor.Reading.TicketStep;
import ioc.sensor.Reading.TicketStep.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tickets of one site today. */
final class Queue {
    private final Map<String, Visit> visits = new LinkedHashMap<>();
    private final Map<String, Course> courses = new LinkedHashMap<>();
    private final Limits limits;
    private @Nullable QueueFigures figures;

    Queue(Limits limits) {
        this.limits = limits;
    }

    /** {@code at}: our clock. The caller has seen that it is today. */
    Outcome step(TicketStep said, long at) {
        String counter = said.counter();
        if (counter == null && said.step() != Step.TRANSFERRED && said.device().kind() == DeviceKind.COUNTER) {
            counter = said.device().name();
        }
        Mark mark = new Mark(said.step(), at, DevicePicture.millis(said.observedAt()), said.service(), counter);
        Visit visit = visits.get(said.key());
        if (visit == null) {
            if (visits.size() >= limits.bounds().tickets()) {
                return Outcome.REFUSED;
            }
            visit = new Visit(said.key(), said.key(), List.of());
        } else if (visit.knows(mark)) {
            return Outcome.DUPLICATE;
        } else if (visit.marks().size() >= Visit.MOST) {
            return Outcome.REFUSED;
        }
        put(visit.with(mark).labelled(said.ticket()));
        return Outcome.ACCEPTED;
    }

    private void put(Visit visit) {
        visits.put(visit.key(), visit);
        courses.put(visit.key(), new Course(visit));
        figures = null;
    }

    QueueFigures figures(long dayStart) {
        QueueFigures known = figures;
        if (known == null) {
            known = Count.of(courses.values(), limits.calledWithin().toMillis(), dayStart);
            figures = known;
        }
        return known;
    }

    void newDay() {
        visits.clear();
        courses.clear();
        figures = null;
    }

    List<Visit> freeze() {
        return List.copyOf(visits.values());
    }

    void restore(List<Visit> before) {
        before.forEach(this::put);
    }
}
