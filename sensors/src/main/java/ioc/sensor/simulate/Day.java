package ioc.sensor.simulate;

import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.simulate.Desk.State;
import ioc.sensor.simulate.Story.Absence;
import ioc.sensor.simulate.Story.Rush;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One day of a district as the messages of its devices, in order of time. Each iterator lives the day anew, lazily. */
public final class Day implements Iterable<Publication> {
    private static final LocalTime POWER_ON = LocalTime.of(6, 30);
    private static final LocalTime POWER_OFF = LocalTime.of(17, 30);

    private final Plan plan;
    private final Story story;
    private final LocalDate date;
    private final long seed;

    Day(Plan plan, Story story, LocalDate date, long seed) {
        this.plan = plan;
        this.story = story;
        this.date = date;
        this.seed = seed;
    }

    public LocalDate date() {
        return date;
    }

    /** The first device is switched on. */
    public Instant start() {
        return Instant.ofEpochMilli(instant(POWER_ON));
    }

    /** The last device falls silent soon after. */
    public Instant end() {
        return Instant.ofEpochMilli(instant(POWER_OFF));
    }

    /** An instant of this day by the clock on the wall. */
    public Instant at(LocalTime time) {
        return Instant.ofEpochMilli(instant(time));
    }

    @Override
    public Iterator<Publication> iterator() {
        ArrayDeque<Publication> said = new ArrayDeque<>();
        Agenda agenda = new Agenda(instant(POWER_ON));
        long own = seed * 31 + date.toEpochDay();
        plan.sites().forEach(site -> settle(site, agenda, own, said::add));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                while (said.isEmpty()) {
                    if (!agenda.step()) {
                        return false;
                    }
                }
                return true;
            }

            @Override
            public Publication next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return said.remove();
            }
        };
    }

    public Stream<Publication> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** What happens until an instant, that instant not included. */
    public Stream<Publication> until(Instant instant) {
        return stream().takeWhile(publication -> publication.at().isBefore(instant));
    }

    private long instant(LocalTime time) {
        return date.atTime(time).atZone(plan.zone()).toInstant().toEpochMilli();
    }

    private void settle(Plan.Site site, Agenda agenda, long own, Consumer<Publication> out) {
        Chance chance = new Chance(own, site.id() + "/devices");
        Uplink uplink = new Uplink(agenda, chance);
        Map<DeviceId, Gadget> gadgets = new LinkedHashMap<>();
        for (DeviceId id : site.devices()) {
            long ahead = story.clocks().getOrDefault(id, Duration.ZERO).toMillis();
            Gadget gadget = new Gadget(id, agenda, new Chance(own, id + "/device"), uplink, ahead, out);
            gadgets.put(id, gadget);
            gadget.live(instant(POWER_ON) + chance.between(0L, 12 * 60_000L), instant(POWER_OFF));
        }
        int counters = site.all(DeviceKind.COUNTER).size();
        Rush rush = story.rushes().getOrDefault(site.id(), Rush.usual(2.4 * counters, 1));
        Hall hall = new Hall(plan, site, rush, agenda, own);
        hall.furnish(gadgets, site, own);
        hall.open(instant(LocalTime.of(16, 40)));
        staff(hall, chance, agenda);
        Watch watch = new Watch(hall, agenda, new Chance(own, site.id() + "/watch"), counters + 2);
        long from = instant(LocalTime.of(6, 43));
        watch.look(those(gadgets, site, DeviceKind.CAMERA), from, instant(POWER_OFF));
        watch.listen(those(gadgets, site, DeviceKind.WIFI), from, instant(POWER_OFF));
        trouble(site, gadgets, uplink, chance, agenda);
        close(gadgets, chance, agenda);
    }

    private static List<Gadget> those(Map<DeviceId, Gadget> gadgets, Plan.Site site, DeviceKind kind) {
        List<Gadget> those = new ArrayList<>();
        gadgets.forEach((id, gadget) -> {
            if (id.kind() == kind && id.site().equals(site.id())) {
                those.add(gadget);
            }
        });
        return those;
    }

    /** Clerks come at seven and at half past one, have a break, and leave after the last visitor. */
    private void staff(Hall hall, Chance chance, Agenda agenda) {
        for (Desk desk : hall.desks()) {
            List<Absence> absences = story.absences().stream()
                    .filter(absence -> absence.counter().equals(desk.gadget().id()))
                    .toList();
            agenda.at(instant(LocalTime.of(6, 44)), desk::tellState);
            opens(desk, absences, instant(LocalTime.of(7, 0)) + chance.between(-150_000L, 240_000L), agenda);
            opens(desk, absences, instant(LocalTime.of(13, 30)) + chance.between(-120_000L, 300_000L), agenda);
            for (LocalTime end : List.of(LocalTime.of(11, 30), LocalTime.of(17, 0))) {
                agenda.at(instant(end) + chance.between(-60_000L, 60_000L), desk::closeAfterTheLast);
                agenda.at(instant(end.plusMinutes(20)) + 1, () -> desk.become(State.CLOSED));
            }
            for (Absence absence : absences) {
                State away = absence.closed() ? State.CLOSED : State.PAUSED;
                agenda.at(instant(absence.from()), () -> desk.become(away));
                agenda.at(instant(absence.until()), () -> desk.become(State.OPEN));
            }
            if (absences.isEmpty() && hall.desks().size() > 2) {
                long early = instant(LocalTime.of(8, 5)) + chance.between(0L, 45 * 60_000L);
                long late = instant(LocalTime.of(10, 20)) + chance.between(0L, 25 * 60_000L);
                breaks(hall, desk, chance.once(0.5) ? early : late, chance.between(240_000L, 540_000L), agenda);
                long afternoon = instant(LocalTime.of(14, 50)) + chance.between(0L, 50 * 60_000L);
                breaks(hall, desk, afternoon, chance.between(240_000L, 600_000L), agenda);
            }
        }
        agenda.at(instant(LocalTime.of(11, 50)), hall::sweep);
        agenda.at(instant(LocalTime.of(17, 20)), hall::sweep);
    }

    private void opens(Desk desk, List<Absence> absences, long when, Agenda agenda) {
        boolean absent = absences.stream()
                .anyMatch(absence -> instant(absence.from()) <= when && when < instant(absence.until()));
        if (!absent) {
            agenda.at(when, () -> desk.become(State.OPEN));
        }
    }

    private static void breaks(Hall hall, Desk desk, long from, long lasts, Agenda agenda) {
        agenda.at(from, () -> {
            long others = hall.desks().stream().filter(Desk::isOpen).count() - 1;
            if (desk.isOpen() && others >= 2 && others * 3 >= hall.desks().size() * 2L - 2) {
                desk.become(State.PAUSED);
                agenda.in(lasts, () -> {
                    if (desk.isWished(State.PAUSED)) {
                        desk.become(State.OPEN);
                    }
                });
            }
        });
    }

    /** What the story says goes wrong, and now and then a device that fails by itself and starts anew. */
    private void trouble(Plan.Site site, Map<DeviceId, Gadget> gadgets, Uplink uplink, Chance chance, Agenda agenda) {
        story.lineLosses().stream()
                .filter(loss -> loss.site().equals(site.id()))
                .forEach(loss -> {
                    agenda.at(instant(loss.from()), uplink::lose);
                    agenda.at(instant(loss.until()), uplink::restore);
                });
        story.faults().forEach(fault -> {
            Gadget gadget = gadgets.get(fault.device());
            if (gadget != null) {
                agenda.at(instant(fault.from()), () -> gadget.fault(fault.word()));
                agenda.at(instant(fault.until()), () -> gadget.fault(null));
            }
        });
        story.hangs().forEach(hang -> {
            Gadget gadget = gadgets.get(hang.device());
            if (gadget != null) {
                agenda.at(instant(hang.from()), () -> gadget.hang(true));
                agenda.at(instant(hang.until()), () -> gadget.hang(false));
            }
        });
        gadgets.forEach((id, gadget) -> {
            boolean mayFail = id.kind() == DeviceKind.CAMERA || id.kind() == DeviceKind.WIFI;
            if (mayFail && chance.once(0.12)) {
                long when = instant(LocalTime.of(7, 0)) + chance.between(0L, 600 * 60_000L);
                agenda.at(when, () -> {
                    if (!uplink.isHolding()) {
                        gadget.cut();
                        agenda.in(chance.between(25_000L, 150_000L), gadget::reboot);
                    }
                });
            }
        });
    }

    /** In the evening counters, kiosks and tablets are switched off in order; cameras and access points stay. */
    private void close(Map<DeviceId, Gadget> gadgets, Chance chance, Agenda agenda) {
        gadgets.forEach((id, gadget) -> {
            if (id.kind() != DeviceKind.CAMERA && id.kind() != DeviceKind.WIFI) {
                agenda.at(instant(LocalTime.of(17, 24)) + chance.between(0L, 300_000L), gadget::leave);
            }
        });
    }
}
