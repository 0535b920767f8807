package ioc.sensor.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.sensor.simulate.Plan.Errand;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One counter and its clerk: calls the next, serves one at a time, pauses and closes only between two visits. */
final class Desk {
    enum State {
        OPEN,
        PAUSED,
        CLOSED
    }

    private static final long CALL_AGAIN_AFTER = 40_000;
    private static final double SLOW_TO_COME = 0.04;
    private static final double SENT_ON = 0.035;
    private static final double SENT_BACK = 0.02;

    private final Hall hall;
    private final Gadget gadget;
    private final @Nullable Gadget tablet;
    private final Agenda agenda;
    private final Chance chance;
    private final List<Errand> errands;
    private final double pace;
    private State state = State.CLOSED;
    private State wish = State.CLOSED;
    private boolean busy;
    private boolean reaching;
    private boolean lastOnes;

    Desk(
            Hall hall,
            Gadget gadget,
            @Nullable Gadget tablet,
            Agenda agenda,
            Chance chance,
            List<Errand> errands,
            double pace) {
        this.hall = hall;
        this.gadget = gadget;
        this.tablet = tablet;
        this.agenda = agenda;
        this.chance = chance;
        this.errands = errands;
        this.pace = pace;
    }

    Gadget gadget() {
        return gadget;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isWished(State asked) {
        return wish == asked;
    }

    boolean takes(Errand errand) {
        return errands.contains(errand);
    }

    /** Changes its state at once, or after the present visit. */
    void become(State next) {
        wish = next;
        lastOnes = false;
        settle();
        look();
    }

    /** Closes as soon as nobody is left to wait for it. */
    void closeAfterTheLast() {
        lastOnes = true;
        look();
    }

    /** Says its state as it stands, as a counter does when it is switched on. */
    void tellState() {
        ObjectNode body = gadget.body().put("state", state.name().toLowerCase(Locale.ROOT));
        ArrayNode services = body.putArray("services");
        errands.forEach(errand -> services.add(errand.service()));
        gadget.state("state", body);
    }

    private void settle() {
        if (!busy && state != wish) {
            state = wish;
            tellState();
        }
    }

    /** Looks whether there is somebody to call. */
    void look() {
        if (busy || reaching || state != State.OPEN) {
            return;
        }
        if (hall.hasWaiting(errands)) {
            reaching = true;
            agenda.in(chance.between(4_000L, 18_000L), this::call);
        } else if (lastOnes) {
            become(State.CLOSED);
        }
    }

    private void call() {
        reaching = false;
        Visit visit = state == State.OPEN ? hall.next(errands) : null;
        if (visit == null) {
            look();
            return;
        }
        busy = true;
        visit.called(agenda.now());
        tell("called", visit);
        if (!visit.isPresent()) {
            agenda.in(CALL_AGAIN_AFTER, () -> tell("recalled", visit));
            agenda.in(2 * CALL_AGAIN_AFTER, () -> end("no-show", visit));
        } else if (chance.once(SLOW_TO_COME)) {
            agenda.in(CALL_AGAIN_AFTER, () -> tell("recalled", visit));
            agenda.in(CALL_AGAIN_AFTER + chance.between(5_000L, 30_000L), () -> start(visit));
        } else {
            agenda.in(chance.between(6_000L, 26_000L), () -> start(visit));
        }
    }

    private void start(Visit visit) {
        tell("started", visit);
        double minutes = chance.lognormal(visit.errand().minutes() * pace, 0.35);
        agenda.in(Math.max(20_000, (long) (minutes * 60_000)), () -> finish(visit));
    }

    private void finish(Visit visit) {
        if (!visit.isMoved() && !lastOnes) {
            if (chance.once(SENT_ON)) {
                Errand next = hall.another(visit.errand());
                visit.sentTo(next, agenda.now());
                gadget.tell(
                        "ticket/transferred",
                        step(visit).put("service", next.service()).put("counter", name()));
                free();
                hall.waits(visit);
                return;
            }
            if (chance.once(SENT_BACK)) {
                visit.sentTo(visit.errand(), agenda.now());
                tell("returned", visit);
                free();
                hall.waits(visit);
                return;
            }
        }
        hall.served(visit, this);
        end("served", visit);
    }

    private void end(String step, Visit visit) {
        tell(step, visit);
        hall.done(visit);
        free();
    }

    private void free() {
        busy = false;
        settle();
        look();
    }

    private void tell(String step, Visit visit) {
        gadget.tell("ticket/" + step, step(visit).put("counter", name()));
    }

    private ObjectNode step(Visit visit) {
        return gadget.fact().put("ticket", visit.ticket());
    }

    private String name() {
        return gadget.id().name();
    }

    /** Takes a press on the tablet at this counter; none when it has no tablet. */
    void rate(int score, @Nullable String reason) {
        if (tablet != null) {
            ObjectNode rating =
                    tablet.fact().put("score", score).put("scale", 3).put("counter", name());
            if (reason != null) {
                rating.put("reason", reason);
            }
            tablet.tell("rating", rating);
        }
    }
}
