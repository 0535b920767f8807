package ioc.picture;

import ioc.event.Event;
import ioc.picture.Change.Kind;
import ioc.place.Device;
import ioc.place.Places;
import ioc.place.Site;
import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All sites and their devices: takes readings, looks at the clock, and says what changed. */
final class Sites {
    private static final Change PACE = new Change(Kind.PACE, "");

    private final Clock clock;
    private final Absence absence;
    private final Consumer<Change> changed;
    private final Map<DeviceId, DevicePicture> devices = new LinkedHashMap<>();
    private final Map<String, DevicePicture> devicesByKey = new HashMap<>();
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final Map<DeviceKind, Change> kinds = new EnumMap<>(DeviceKind.class);
    private final Agenda<DevicePicture> silence = new Agenda<>();
    private final Wiring wiring;
    private long paceStep;

    /** A site, the names of its changes and when the clock alone changes its look. */
    private static final class Slot {
        private final SitePicture site;
        private final Change any;
        private final Change queue;
        private final Change rating;
        private long nextLook;
        private boolean wasLost;

        private Slot(SitePicture site) {
            this.site = site;
            String id = site.site().id();
            any = new Change(Kind.SITE, id);
            queue = new Change(Kind.QUEUE, id);
            rating = new Change(Kind.RATING, id);
            wasLost = site.isLost();
        }
    }

    Sites(Places places, Limits limits, Clock clock, Absence absence, State state, Consumer<Change> changed) {
        this.clock = clock;
        this.absence = absence;
        this.changed = changed;
        paceStep = clock.at / Pace.STEP;
        for (DeviceKind kind : DeviceKind.values()) {
            kinds.put(kind, new Change(Kind.KIND, kind.word()));
        }
        Map<String, DeviceState> deviceStates = new HashMap<>();
        state.devices().forEach(device -> deviceStates.put(device.key(), device));
        Map<String, SiteState> siteStates = new HashMap<>();
        state.sites().forEach(site -> siteStates.put(site.id(), site));
        for (Site site : places.sites()) {
            SiteState before = siteStates.getOrDefault(site.id(), SiteState.empty(site.id()));
            SitePicture picture = new SitePicture(site, slots.size(), limits, clock, before);
            for (Device device : site.devices()) {
                DevicePicture one = new DevicePicture(device, limits.bounds());
                Optional.ofNullable(deviceStates.get(one.key())).ifPresent(known -> one.restore(known, clock.at));
                devices.put(one.id(), one);
                devicesByKey.put(one.key(), one);
                picture.add(one);
                silence.plan(one, one.nextLook());
            }
            slots.put(site.id(), new Slot(picture));
        }
        wiring = new Wiring(devices);
    }

    /** Null for a device nobody knows. */
    @Nullable
    Outcome heard(Event.Heard heard, long received) {
        Reading reading = heard.reading();
        DevicePicture device = devices.get(reading.device());
        if (device == null) {
            return null;
        }
        boolean isState = reading instanceof Reading.Presence
                || reading instanceof Reading.CounterState
                || reading instanceof Reading.Fault;
        if (heard.retained() && reading.observedAt() == null && !isState) {
            if (reading instanceof Reading.Health said && device.runs(said.version())) {
                changed.accept(device.change()); // old as it may be, it is what runs there
                return Outcome.ACCEPTED;
            }
            return Outcome.LATE; // old, and nobody knows how old
        }
        Slot slot = slot(device);
        DevicePicture.Standing before = device.standing();
        if (heard.first()) {
            device.begins();
        }
        Outcome outcome = reading.match(new Fold(device, slot, received, heard.retained()));
        if (outcome == Outcome.ACCEPTED) {
            // what is wrong with one that is away and was not heard since, others tell
            boolean isHearsay = reading instanceof Reading.Fault && (device.isAsleep() || device.isGone());
            if (isLife(heard) && !isHearsay) {
                Long observed = DevicePicture.millis(reading.observedAt());
                alive(slot, device, observed, received, before);
                if (observed != null && isOfNow(reading)) {
                    device.shows(observed, received);
                }
                if (reading instanceof Reading.Level level && level.quantity() == Quantity.PEOPLE) {
                    slot.site.counted(device.at(device.observedAt(), received));
                }
            }
            if (reading instanceof Reading.Presence) {
                silence.plan(device, device.nextLook());
            }
            changed(slot, device, before, isTold(reading));
        }
        return outcome;
    }

    /** A device said a time that is too far from ours for anything else to be taken. False for one nobody knows. */
    boolean clockOff(DeviceId id, Instant said, long received) {
        DevicePicture device = devices.get(id);
        if (device == null) {
            return false;
        }
        Slot slot = slot(device);
        DevicePicture.Standing before = device.standing();
        device.begins();
        alive(slot, device, said.toEpochMilli(), received, before);
        device.showsOff(said.toEpochMilli(), received);
        changed(slot, device, before, false);
        return true;
    }

    private void alive(
            Slot slot, DevicePicture device, @Nullable Long observed, long received, DevicePicture.Standing before) {
        device.alive(observed, received, before, absence);
        slot.site.alive(received);
        if (before.reporting() != DevicePicture.Reporting.OK || before.period() != device.period()) {
            silence.plan(device, device.nextLook());
        }
    }

    private void changed(Slot slot, DevicePicture device, DevicePicture.Standing before, boolean isTold) {
        changed.accept(device.change());
        changed.accept(slot.any);
        boolean turned = before.lost() != device.isLost();
        if (before.reporting() != device.reporting() || turned || isTold) {
            liveness(slot, device, turned);
        }
    }

    /** A retained message is old, and a will is not the device's own word. */
    static boolean isLife(Event.Heard heard) {
        return !heard.retained()
                && !(heard.reading() instanceof Reading.Presence said && said.link() == Reading.Presence.Link.OFFLINE);
    }

    /** Said as it is measured or happens, where the end of a period may lie in the past. */
    private static boolean isOfNow(Reading reading) {
        return reading instanceof Reading.Level
                || reading instanceof Reading.TicketStep
                || reading instanceof Reading.CounterState
                || (reading instanceof Reading.Tally tally && (tally.cumulative() || tally.id() != null));
    }

    private static boolean isTold(Reading reading) {
        return reading instanceof Reading.Presence
                || reading instanceof Reading.Health
                || reading instanceof Reading.CounterState;
    }

    /** What is lost or found takes with it what hangs behind it, and a site all its devices. */
    private void liveness(Slot slot, DevicePicture device, boolean turned) {
        changed.accept(kinds.getOrDefault(device.kind(), slot.any));
        changed.accept(slot.any);
        if (device.kind() == DeviceKind.COUNTER) {
            changed.accept(slot.queue);
        }
        if (turned) {
            wiring.behind(device).forEach(one -> changed.accept(one.change()));
            wiring.above(device).forEach(one -> changed.accept(one.change()));
        }
        boolean lost = slot.site.isLost();
        if (lost != slot.wasLost) {
            slot.wasLost = lost;
            changed.accept(slot.queue);
            slot.site.devices().forEach(one -> changed.accept(one.change()));
        }
    }

    private Slot slot(DevicePicture device) {
        Slot slot = slots.get(device.id().site());
        if (slot == null) {
            throw new IllegalStateException(device.key() + ": is listed under another site but must be under its own");
        }
        return slot;
    }

    /** One reading into the device and site it is of. */
    private final class Fold implements Reading.Cases<Outcome> {
        private final DevicePicture device;
        private final Slot slot;
        private final long received;
        private final boolean retained;

        private Fold(DevicePicture device, Slot slot, long received, boolean retained) {
            this.device = device;
            this.slot = slot;
            this.received = received;
            this.retained = retained;
        }

        private long at(Reading reading) {
            return device.at(DevicePicture.millis(reading.observedAt()), received);
        }

        @Override
        public Outcome presence(Reading.Presence presence) {
            return device.presence(presence, received);
        }

        @Override
        public Outcome health(Reading.Health health) {
            return device.health(health, received, retained);
        }

        @Override
        public Outcome fault(Reading.Fault fault) {
            return device.fault(fault, received, retained);
        }

        @Override
        public Outcome ticketStep(Reading.TicketStep step) {
            Outcome outcome = slot.site.ticket(step, at(step));
            if (outcome == Outcome.ACCEPTED) {
                changed.accept(slot.queue);
                slot.nextLook = 0;
            }
            return outcome;
        }

        @Override
        public Outcome counterState(Reading.CounterState state) {
            return device.counterState(state, received);
        }

        @Override
        public Outcome rating(Reading.Rating rating) {
            Outcome outcome = slot.site.rating(rating, at(rating));
            if (outcome == Outcome.ACCEPTED) {
                changed.accept(slot.rating);
            }
            return outcome;
        }

        @Override
        public Outcome level(Reading.Level level) {
            return device.level(level, received);
        }

        @Override
        public Outcome tally(Reading.Tally tally) {
            Outcome outcome = device.tally(tally, received, clock.dayStart);
            if (outcome == Outcome.LATE) { // may still have been of today
                changed.accept(device.change());
                changed.accept(slot.any);
            }
            return outcome;
        }
    }

    void tick(boolean minutePassed, boolean hoursPassed) {
        silence.due(clock.at, this::silent);
        if (clock.at / Pace.STEP != paceStep) {
            paceStep = clock.at / Pace.STEP;
            changed.accept(PACE);
        }
        for (Slot slot : slots.values()) {
            if (clock.at >= slot.nextLook) {
                slot.nextLook = slot.site.nextLook();
                changed.accept(slot.any);
            }
            if (minutePassed && slot.site.knowsItsQueue()) {
                changed.accept(slot.queue);
            }
            if (hoursPassed) {
                changed.accept(slot.any);
            }
        }
    }

    private void silent(DevicePicture device) {
        boolean lost = device.isLost();
        boolean differs = device.tick(clock.at);
        silence.plan(device, device.nextLook());
        if (differs) {
            changed.accept(device.change());
            liveness(slot(device), device, lost != device.isLost());
        }
    }

    void newDay() {
        for (DevicePicture device : devices.values()) {
            device.newDay(clock.dayStart);
            changed.accept(device.change());
        }
        for (Slot slot : slots.values()) {
            slot.site.newDay();
            slot.nextLook = 0;
            changed.accept(slot.any);
            changed.accept(slot.queue);
            changed.accept(slot.rating);
        }
    }

    List<SitePicture> all() {
        return slots.values().stream().map(slot -> slot.site).toList();
    }

    Optional<SitePicture> site(String id) {
        return Optional.ofNullable(slots.get(id)).map(slot -> slot.site);
    }

    Collection<DevicePicture> devices() {
        return Collections.unmodifiableCollection(devices.values());
    }

    Optional<DevicePicture> device(String key) {
        return Optional.ofNullable(devicesByKey.get(key));
    }

    /** What is lost and takes this device with it, the widest first. Behind a lost one it may still be heard another way. */
    List<Cause> causes(DevicePicture device) {
        List<Cause> causes = new ArrayList<>();
        if (slot(device).site.isLost()) {
            causes.add(new Cause(Cause.Kind.SITE, device.id().site()));
        }
        for (DevicePicture each : device.isHeard() ? List.<DevicePicture>of() : wiring.above(device)) {
            if (each.isLost()) {
                causes.add(new Cause(Cause.Kind.DEVICE, each.key()));
            }
        }
        return causes;
    }

    List<DevicePicture> behind(DevicePicture device) {
        return wiring.behind(device);
    }

    List<DeviceState> freezeDevices() {
        return devices.values().stream().map(DevicePicture::freeze).toList();
    }

    List<SiteState> freeze() {
        return slots.values().stream().map(slot -> slot.site.freeze()).toList();
    }
}
