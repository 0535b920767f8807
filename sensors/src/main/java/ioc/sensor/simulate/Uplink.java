package ioc.sensor.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The line of one site to the world. While it is down, and until everything held back is through, devices keep what
 * must not be lost and send it afterwards in its order, with the time at which it happened; levels are gone.
 */
final class Uplink {
    private static final long RECONNECT_WITHIN = 4_000;
    private static final long BETWEEN_KEPT = 20;

    private final Agenda agenda;
    private final Chance chance;
    private final List<Gadget> gadgets = new ArrayList<>();
    private final ArrayDeque<Runnable> kept = new ArrayDeque<>();
    private boolean down;
    private boolean holding;

    Uplink(Agenda agenda, Chance chance) {
        this.agenda = agenda;
        this.chance = chance;
    }

    void serve(Gadget gadget) {
        gadgets.add(gadget);
    }

    /** Nothing may be sent directly now. */
    boolean isHolding() {
        return holding;
    }

    boolean isDown() {
        return down;
    }

    int kept() {
        return kept.size();
    }

    void keep(Runnable sending) {
        kept.add(sending);
    }

    void lose() {
        down = true;
        holding = true;
        for (Gadget gadget : gadgets) {
            agenda.in(chance.between(0L, 2_500L), gadget::cut);
        }
    }

    void restore() {
        down = false;
        for (Gadget gadget : gadgets) {
            agenda.in(chance.between(0L, RECONNECT_WITHIN), gadget::connect);
        }
        agenda.in(RECONNECT_WITHIN + 1_000, this::release);
    }

    private void release() {
        Runnable next = kept.poll();
        if (next == null) {
            holding = false;
            return;
        }
        next.run();
        agenda.in(BETWEEN_KEPT, this::release);
    }
}
