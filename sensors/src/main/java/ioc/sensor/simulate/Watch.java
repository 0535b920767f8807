package ioc.sensor.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What cameras and access points see of the people in one hall: nearly the truth, never less than nobody. */
final class Watch {
    private static final long PEOPLE = 15_000;
    private static final long DOOR = 10_000;
    private static final long STATIONS = 60_000;
    private static final double[] SPREAD = {0.46, 0.32, 0.22};

    private final Hall hall;
    private final Agenda agenda;
    private final Chance chance;
    private final int staff;

    Watch(Hall hall, Agenda agenda, Chance chance, int staff) {
        this.hall = hall;
        this.agenda = agenda;
        this.chance = chance;
        this.staff = staff;
    }

    /** Camera 1 looks at the door, 2 at the hall, 3 at the queue, 4 at the hall again. A single camera sees door and hall. */
    void look(List<Gadget> cameras, long from, long until) {
        for (int i = 0; i < cameras.size(); i++) {
            Gadget camera = cameras.get(i);
            if (i % 3 == 0) {
                Door door = new Door(camera);
                agenda.every(DOOR, from + chance.between(0L, DOOR), until, door::tell);
            }
            if (i % 3 == 2) {
                agenda.every(PEOPLE, from + chance.between(0L, PEOPLE), until, () -> see(camera, "queue"));
            } else if (i % 3 == 1 || cameras.size() == 1) {
                agenda.every(PEOPLE, from + chance.between(0L, PEOPLE), until, () -> see(camera, "hall"));
            }
        }
    }

    private void see(Gadget camera, String zone) {
        int people = zone.equals("queue") ? hall.queueing() : hall.inside();
        if (people > 0 && chance.once(0.2)) {
            people += chance.once(0.5) ? 1 : -1; // somebody stands behind somebody, or is seen twice
        }
        camera.level("people", camera.body().put("count", people).put("zone", zone));
    }

    /** Totals of one door camera since it was switched on; told when they change, and each minute. */
    private final class Door {
        private final Gadget camera;
        private long inBefore;
        private long outBefore;
        private long in = -1;
        private long out = -1;
        private int quiet;
        private boolean wasConnected;

        Door(Gadget camera) {
            this.camera = camera;
        }

        void tell() {
            if (camera.isConnected() && !wasConnected) {
                inBefore = hall.cameIn(); // it lost its count with its line: begins again at 0
                outBefore = hall.wentOut();
            }
            wasConnected = camera.isConnected();
            long nowIn = hall.cameIn() - inBefore;
            long nowOut = hall.wentOut() - outBefore;
            boolean due = ++quiet >= 6;
            if (due || nowIn != in) {
                camera.level("in", total(nowIn));
            }
            if (due || nowOut != out) {
                camera.level("out", total(nowOut));
            }
            if (due || nowIn != in || nowOut != out) {
                quiet = 0;
            }
            in = nowIn;
            out = nowOut;
        }

        private ObjectNode total(long count) {
            return camera.body().put("total", count).put("zone", "door");
        }
    }

    /** Phones of visitors and devices of the house, over all access points and both radios. */
    void listen(List<Gadget> points, long from, long until) {
        for (int i = 0; i < points.size(); i++) {
            Gadget point = points.get(i);
            double part = points.size() == SPREAD.length ? SPREAD[i] : 1.0 / points.size();
            agenda.every(STATIONS, from + chance.between(0L, STATIONS), until, () -> count(point, part));
        }
    }

    private void count(Gadget point, double part) {
        double all = part * (0.6 * hall.inside() + staff);
        long stations = Math.max(0, Math.round(all + chance.fraction() * 2 - 1));
        long fast = Math.round(stations * 0.7);
        point.level("stations", point.body().put("count", fast).put("radio", "phy0"));
        point.level("stations", point.body().put("count", stations - fast).put("radio", "phy1"));
        long received = (long) (stations * chance.lognormal(38_000, 0.8));
        point.level("traffic", point.body().put("rx", received).put("tx", received / 7 + 900));
    }
}
