package ioc.picture;

import static java.util.Objects.requireNonNullElse;

import ioc.place.Device;
import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one device. Two facts, never mixed: connected (what its session says) and reporting (whether it was
 * heard within its period, by our clock). All times are epoch ms.
 */
public final class DevicePicture {
    /** Whether a device was heard within its period. */
    public enum Reporting {
        NEVER,
        OK,
        LATE,
        SILENT;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }

    /** An offset up to this is noise of the network, ms. */
    private static final long CLOCK_NOISE = 2_000;

    private static final int OFFSETS = 3;
    private static final Comparator<Long> NEAREST = Comparator.comparing(Math::abs);
    private static final long DAY = 24 * 3_600_000;

    private final Device device;
    private final String key;
    private final Change change;
    private final @Nullable Rhythm rhythm;
    private final Pace pace = new Pace();
    private final int mostParts;
    /** Whether the present message is counted. */
    private boolean paced;

    private long period;
    private @Nullable String firmware;
    private Gaps gaps = Gaps.NONE;

    private Link link = Link.UNKNOWN;
    private @Nullable Long observedAt;
    private @Nullable Long receivedAt;
    private DeviceState.@Nullable Late late;
    private @Nullable Long heartbeatAt;
    private final ArrayDeque<Long> offsets = new ArrayDeque<>();
    private long offset;
    /** As {@link #offsets}, by what it measures and does: its time is not always when it was said, so it corrects nothing. */
    private final ArrayDeque<Long> shown = new ArrayDeque<>();

    private long shownAt;
    /** What its heartbeats say is wrong. */
    private @Nullable String fault;

    private @Nullable Long faultSince;
    /** What it says is wrong one by one, and since when; in the order in which it came. */
    private final Map<String, Long> faults = new LinkedHashMap<>();

    private @Nullable CounterNow counter;
    private final Map<MeasureKey, Measure> measures = new LinkedHashMap<>();
    private final Map<PassedKey, Passed> passed = new LinkedHashMap<>();
    private final Ids counted;
    private Reporting reporting = Reporting.NEVER;

    /** What several parts make of a whole. */
    private enum Joint {
        SUM,
        GREATEST,
        NEWEST
    }

    private record MeasureKey(Quantity quantity, String part) {}

    private record PassedKey(Reading.Tally.Direction direction, String part) {}

    DevicePicture(Device device, Limits.Bounds bounds) {
        this.device = device;
        this.key = device.id().toString();
        this.change = new Change(Change.Kind.DEVICE, key);
        this.period = device.period().toMillis();
        this.rhythm = device.isLearnt() ? new Rhythm(period) : null;
        mostParts = bounds.parts();
        counted = new Ids(bounds.ids(), List.of());
    }

    public Device device() {
        return device;
    }

    public DeviceId id() {
        return device.id();
    }

    public DeviceKind kind() {
        return device.id().kind();
    }

    /** Its id as text, such as {@code bau-don/camera/bd-c1}. */
    public String key() {
        return key;
    }

    /** How often it is expected to report, by now. */
    public long period() {
        return period;
    }

    /** Where that comes from: {@code configured}, {@code learning} or {@code learnt}. */
    public String periodOrigin() {
        return (rhythm == null ? Rhythm.Origin.CONFIGURED : rhythm.origin()).word;
    }

    /** As it said last; null while it did not. */
    public @Nullable String firmware() {
        return firmware;
    }

    /** Its silences of the last 24 hours. */
    public Gaps gaps() {
        return gaps;
    }

    /** How much it says. */
    public Pace pace() {
        return pace;
    }

    public Link link() {
        return link;
    }

    /** Null while nobody said. */
    public @Nullable Boolean connected() {
        return link.state() == null ? null : link.state() == Reading.Presence.Link.ONLINE;
    }

    /** Away on purpose: its silence is no fault. */
    public boolean isAsleep() {
        return link.state() == Reading.Presence.Link.SLEEPING;
    }

    /** It speaks on change only and its link says that it is there: its silence is no fault. */
    private boolean isQuiet() {
        return device.habit() == Device.Habit.ON_CHANGE && link.state() == Reading.Presence.Link.ONLINE;
    }

    public Reporting reporting() {
        return reporting;
    }

    public boolean wasHeard() {
        return receivedAt != null;
    }

    /** Silent, or its session ended and nothing came since, without a word that it sleeps. */
    public boolean isLost() {
        return wasHeard() && !isAsleep() && (reporting == Reporting.SILENT || isGone());
    }

    /** Its session ended, and nothing of its own came since. */
    boolean isGone() {
        Long since = link.since();
        return link.state() == Reading.Presence.Link.OFFLINE
                && (since == null || receivedAt == null || receivedAt <= since);
    }

    /** Heard within its period, and not gone since. */
    public boolean isHeard() {
        return reporting == Reporting.OK && !isLost();
    }

    /** Since when it is lost: the end of its session, or its last word. Null while it is not. */
    public @Nullable Long lostSince() {
        return !isLost() ? null : isGone() && link.since() != null ? link.since() : receivedAt;
    }

    /** By the device's clock, as it said. */
    public @Nullable Long observedAt() {
        return observedAt;
    }

    /** The same by our clock, as far as we know how wrong its own is; null unless it said. */
    public @Nullable Long observedAtCorrected() {
        return observedAt == null || receivedAt == null ? null : Long.valueOf(at(observedAt, receivedAt));
    }

    public @Nullable Long receivedAt() {
        return receivedAt;
    }

    /**
     * How far its clock is ahead of ours, by its heartbeats, else by what it measures and does; null while unknown. What is so far off that
     * it is refused goes before both, for then its heartbeats are refused too.
     */
    public @Nullable Long clockOffset() {
        Long measured = shown.size() < OFFSETS ? null : Collections.min(shown, NEAREST);
        return offsets.isEmpty() || (measured != null && Math.abs(measured) > DAY) ? measured : Long.valueOf(offset);
    }

    /** What its clock showed in what it measured or did, that is not late. */
    void shows(long observed, long received) {
        if (received - shownAt >= period && heartbeatAt == null && !offsets.isEmpty()) {
            // its levels told that its clock was put back, so they tell when it is set right
            measure(observed - received);
        }
        showsOff(observed, received);
    }

    /** As {@link #shows}, of what was refused. Of what comes in one period the nearest counts: a burst is old. */
    void showsOff(long observed, long received) {
        long measured = observed - received;
        if (received - shownAt >= period) {
            shownAt = received;
            shown.addLast(measured);
            if (shown.size() > OFFSETS) {
                shown.removeFirst();
            }
        } else if (!shown.isEmpty() && NEAREST.compare(measured, shown.getLast()) < 0) {
            shown.removeLast();
            shown.addLast(measured);
        }
    }

    /** What is wrong with it, the first of several; null when it is well. */
    public @Nullable String fault() {
        return fault != null || faults.isEmpty()
                ? fault
                : faults.keySet().iterator().next();
    }

    public @Nullable Long faultSince() {
        return fault != null || faults.isEmpty()
                ? faultSince
                : faults.values().iterator().next();
    }

    public Optional<CounterNow> counter() {
        return Optional.ofNullable(counter);
    }

    public Iterable<Measure> measures() {
        return Collections.unmodifiableCollection(measures.values());
    }

    /**
     * The device's one value of a quantity: what it says of the whole; else the sum of its parts for what can be added
     * up, the greatest for what passes several of them, the newest part for the rest. Null while it said nothing.
     */
    public @Nullable Double value(Quantity quantity) {
        double value = valueOrNaN(quantity);
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }

    /** As {@link #value}, for those who ask for every message. */
    double valueOrNaN(Quantity quantity) {
        double sum = 0;
        double greatest = 0;
        Measure newest = null;
        for (Measure measure : measures.values()) {
            if (measure.quantity() != quantity) {
                continue;
            }
            if (measure.part().isEmpty()) {
                return measure.value();
            }
            sum += measure.value();
            greatest = Math.max(greatest, measure.value());
            if (newest == null || measure.at() > newest.at()) {
                newest = measure;
            }
        }
        return newest == null
                ? Double.NaN
                : switch (joint(quantity)) {
                    case SUM -> sum;
                    case GREATEST -> greatest;
                    case NEWEST -> newest.value();
                };
    }

    /** How many passed today; what it says of the whole, else the sum of its parts. Null while it said nothing. */
    public @Nullable Long passedToday(Reading.Tally.Direction direction) {
        Passed whole = passed.get(new PassedKey(direction, ""));
        if (whole != null) {
            return whole.today();
        }
        Long sum = null;
        for (Passed one : passed.values()) {
            if (one.direction() == direction) {
                sum = requireNonNullElse(sum, 0L) + one.today();
            }
        }
        return sum;
    }

    private static Joint joint(Quantity quantity) {
        return switch (quantity) {
            case PEOPLE, STATIONS, LEASES, WAITING, POWER -> Joint.SUM;
            // the same traffic passes a bridge and what is bridged
            case RECEIVE_RATE, SEND_RATE, ERROR_RATE, DROP_RATE -> Joint.GREATEST;
            case SIGNAL,
                    NOISE,
                    PING,
                    PACKET_LOSS,
                    LOAD,
                    FRAME_RATE,
                    LINK_RATE,
                    LINK_QUALITY,
                    MEMORY_FREE,
                    CONNECTIONS,
                    PROCESSOR,
                    TEMPERATURE,
                    HUMIDITY,
                    ILLUMINANCE,
                    BATTERY -> Joint.NEWEST;
        };
    }

    Change change() {
        return change;
    }

    static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : Long.valueOf(at.toEpochMilli());
    }

    /**
     * How it stood before a message.
     *
     * @param goneSince when its session ended and it was lost by that; null when it was not
     * @param expected whether its silence would have been a fault: it was not asleep, nor is it one that had nothing to say
     */
    record Standing(
            Reporting reporting, boolean lost, @Nullable Long goneSince, boolean expected, long period) {}

    Standing standing() {
        boolean lost = isLost();
        return new Standing(reporting, lost, lost && isGone() ? link.since() : null, isExpected(), period);
    }

    private boolean isExpected() {
        boolean speaksByLink = device.habit() == Device.Habit.ON_CHANGE && link.state() != null;
        return !isAsleep() && !speaksByLink;
    }

    /** A message begins to speak of it. */
    void begins() {
        paced = false;
    }

    /** When it happened by our clock: the device's word, corrected, never in the future. */
    long at(@Nullable Long observed, long received) {
        if (observed == null) {
            return received;
        }
        return Math.min(received, Math.abs(offset) > CLOCK_NOISE ? observed - offset : observed);
    }

    /**
     * It was heard now. Retained messages, late ones and duplicates never come here.
     *
     * @param ours what of its silence was our own
     */
    void alive(@Nullable Long observed, long received, Standing before, Absence ours) {
        Long since = absentSince(received, before, ours);
        if (since != null) {
            for (Gaps.Gap gap : ours.cut(new Gaps.Gap(since, received))) {
                gaps = gaps.with(gap);
            }
        }
        gaps = gaps.heard(received);
        if (!paced) {
            pace.heard(received);
            paced = true;
        }
        if (rhythm != null) {
            rhythm.heard(received);
            period = rhythm.period();
        }
        observedAt = observed;
        receivedAt = received;
        late = null;
        reporting = Reporting.OK;
    }

    /** Since when it was silent for too long, or else lost by the end of its session; null while it was neither. */
    private @Nullable Long absentSince(long received, Standing before, Absence ours) {
        boolean silent = receivedAt != null && ours.silence(receivedAt, received) > Limits.SILENT * period;
        return silent && before.expected() ? receivedAt : before.goneSince();
    }

    /** True when its firmware was another before. */
    boolean runs(@Nullable String version) {
        boolean isNew = version != null && !version.isBlank() && !version.equals(firmware);
        firmware = isNew ? version : firmware;
        return isNew;
    }

    Outcome presence(Reading.Presence said, long received) {
        Long observed = millis(said.observedAt());
        Outcome outcome = link.judge(said, observed);
        boolean will = said.link() == Reading.Presence.Link.OFFLINE;
        link = link.heard(said, observed, will ? received : at(observed, received));
        return outcome;
    }

    /** @param retained of a heartbeat that is old nobody knows how far its clock was off */
    Outcome health(Reading.Health said, long received, boolean retained) {
        Long observed = millis(said.observedAt());
        if (observed != null && observed.equals(heartbeatAt)) {
            return Outcome.DUPLICATE;
        }
        boolean backlog = said.queued() != null && said.queued() > 0;
        if (observed != null && heartbeatAt != null && isLate(observed, heartbeatAt, observed, received)) {
            return Outcome.LATE;
        }
        if (observed != null) {
            heartbeatAt = observed;
            if (!retained && (!backlog || offsets.isEmpty())) {
                measure(observed - received);
            }
        }
        runs(said.version());
        if (said.fault() == null) {
            fault = null;
            faultSince = null;
        } else if (!said.fault().equals(fault)) {
            fault = said.fault();
            faultSince = at(observed, received);
        }
        return Outcome.ACCEPTED;
    }

    /** One that is as it was before is news all the same, unless it is old: a device may say nothing else. */
    Outcome fault(Reading.Fault said, long received, boolean retained) {
        if (said.active() == faults.containsKey(said.word())) {
            Long observed = millis(said.observedAt());
            if (retained || (observed != null && observed.equals(observedAt))) {
                return Outcome.DUPLICATE;
            }
            boolean isLate = observed != null && observedAt != null && isLate(observed, observedAt, observed, received);
            return isLate ? Outcome.LATE : Outcome.ACCEPTED;
        }
        if (!said.active()) {
            faults.remove(said.word());
            return Outcome.ACCEPTED;
        }
        if (faults.size() >= mostParts) {
            return Outcome.REFUSED;
        }
        faults.put(said.word(), at(millis(said.observedAt()), received));
        return Outcome.ACCEPTED;
    }

    /** A message under way makes a clock look slow, never fast: the greatest of the last few is nearest to the truth. */
    private void measure(long measured) {
        offsets.addLast(measured);
        if (offsets.size() > OFFSETS) {
            offsets.removeFirst();
        }
        offset = Collections.max(offsets);
    }

    Outcome counterState(Reading.CounterState said, long received) {
        Long observed = millis(said.observedAt());
        CounterNow before = counter;
        if (before == null) {
            counter = new CounterNow(said.state(), said.services(), observed, at(observed, received), 0);
            return Outcome.ACCEPTED;
        }
        if (observed != null && before.observedAt() != null) {
            if (observed.equals(before.observedAt())) {
                return Outcome.DUPLICATE;
            }
            if (isLate(observed, before.observedAt(), observed, received)) {
                return Outcome.LATE;
            }
        }
        counter = before.next(said.state(), said.services(), observed, at(observed, received));
        return Outcome.ACCEPTED;
    }

    Outcome level(Reading.Level said, long received) {
        Long observed = millis(said.observedAt());
        MeasureKey where = new MeasureKey(said.quantity(), said.part());
        Measure before = measures.get(where);
        long at = at(observed, received);
        if (before == null) {
            if (measures.size() >= mostParts) {
                return Outcome.REFUSED;
            }
        } else if (observed != null) {
            if (observed.equals(before.observedAt())) {
                return Outcome.DUPLICATE;
            }
            if (isLate(at, before.at(), observed, received)) {
                return Outcome.LATE;
            }
            at = at(observed, received);
        }
        measures.put(where, new Measure(said.quantity(), said.part(), said.value(), observed, at, received));
        return Outcome.ACCEPTED;
    }

    Outcome tally(Reading.Tally said, long received, long dayStart) {
        Passed before = passed.get(new PassedKey(said.direction(), said.part()));
        if (before == null && passed.size() >= mostParts) {
            return Outcome.REFUSED;
        }
        return said.cumulative() ? total(said, before, received, dayStart) : period(said, before, received, dayStart);
    }

    /** The first total is where counting starts, also after passings that were counted one by one. */
    private Outcome total(Reading.Tally said, @Nullable Passed before, long received, long dayStart) {
        Long observed = millis(said.observedAt());
        if (before != null && before.isTotal() && observed != null) {
            if (observed.equals(before.observedAt())) {
                return Outcome.DUPLICATE;
            }
            if (isLate(at(observed, received), before.at(), observed, received)) {
                return Outcome.LATE;
            }
        }
        long at = at(observed, received);
        long known = before == null ? -1 : before.total();
        // without a time a little less may be an older total that was delivered again
        boolean isReset = said.count() < known && (observed != null || said.count() < known / 2.0);
        long more = known < 0 ? 0 : isReset ? said.count() : Math.max(0, said.count() - known);
        boolean isOfToday = at >= dayStart;
        long total = isReset ? said.count() : Math.max(known, said.count());
        pass(said, before, isOfToday ? more : 0, total, observed, at);
        return isOfToday ? Outcome.ACCEPTED : Outcome.LATE;
    }

    /**
     * The number of one period, or one that passed. What comes later than others counts too, where it is of today. The running
     * total of the part has them already.
     */
    private Outcome period(Reading.Tally said, @Nullable Passed before, long received, long dayStart) {
        if (before != null && before.isTotal() && received - before.at() <= DAY) {
            return Outcome.DUPLICATE;
        }
        Long observed = millis(said.observedAt());
        boolean isLate = before != null
                && observed != null
                && !observed.equals(before.observedAt())
                && isLate(at(observed, received), before.at(), observed, received);
        String which = said.id() != null || observed == null ? said.id() : observed.toString();
        String key = said.direction() + " " + said.part() + " " + which;
        if (which != null && counted.knows(key)) {
            return Outcome.DUPLICATE;
        }
        long at = at(observed, received);
        if (at < dayStart) {
            return Outcome.LATE;
        }
        if (which != null) {
            counted.isNew(key);
        }
        if (isLate && before != null) {
            pass(said, before, said.count(), -1, before.observedAt(), before.at());
            return Outcome.LATE;
        }
        pass(said, before, said.count(), -1, observed, at);
        return Outcome.ACCEPTED;
    }

    private void pass(
            Reading.Tally said, @Nullable Passed before, long more, long total, @Nullable Long observed, long at) {
        long today = before == null ? more : before.today() + more;
        passed.put(
                new PassedKey(said.direction(), said.part()),
                new Passed(said.direction(), said.part(), today, total, observed, at));
    }

    /**
     * Older than what is known. A device that says old things as fast as time passes, not in a burst, is not late: its
     * clock was put back. Nor is one that says nothing else for more than two periods.
     */
    private boolean isLate(long at, long known, long observed, long received) {
        if (at >= known) {
            return false;
        }
        if (late == null) {
            late = new DeviceState.Late(received, observed);
            return true;
        }
        long since = received - late.receivedAt();
        if (2 * since >= period && Math.abs(observed - late.observedAt() - since) <= CLOCK_NOISE) {
            putBack(observed - received);
            return false;
        }
        return since <= Limits.LATE * period;
    }

    /** Its clock shows another time from now on: what it said by the old one is no measure any more. */
    private void putBack(long measured) {
        offsets.clear();
        shown.clear();
        measure(measured);
        heartbeatAt = null;
        counted.forget();
        counter = counter == null ? null : counter.withoutTime();
    }

    /** Looks at the clock; true when its reporting changed. */
    boolean tick(long now) {
        Reporting before = reporting;
        reporting = reporting(now);
        return reporting != before;
    }

    private Reporting reporting(long now) {
        if (receivedAt == null) {
            return Reporting.NEVER;
        }
        if (isQuiet()) {
            return Reporting.OK;
        }
        long age = now - receivedAt;
        return age > Limits.SILENT * period
                ? Reporting.SILENT
                : age > Limits.LATE * period ? Reporting.LATE : Reporting.OK;
    }

    /** When {@link #tick} may next change something. */
    long nextLook() {
        if (receivedAt == null || (reporting == Reporting.SILENT && !isQuiet())) {
            return Long.MAX_VALUE;
        }
        if (isQuiet()) {
            return reporting == Reporting.OK ? Long.MAX_VALUE : receivedAt;
        }
        int periods = reporting == Reporting.LATE ? Limits.SILENT : Limits.LATE;
        return receivedAt + periods * period + 1;
    }

    void newDay(long start) {
        pace.newDay();
        dropParts(start - DAY);
        passed.replaceAll((where, p) -> new Passed(p.direction(), p.part(), 0, p.total(), p.observedAt(), p.at()));
        if (counter != null) {
            counter = counter.newDay(start);
        }
    }

    /** A radio that was renamed or taken away: others go on saying the same, it does not. */
    private void dropParts(long unheardSince) {
        Set<Quantity> said = EnumSet.noneOf(Quantity.class);
        for (Measure measure : measures.values()) {
            if (measure.receivedAt() >= unheardSince) {
                said.add(measure.quantity());
            }
        }
        measures.values().removeIf(one -> one.receivedAt() < unheardSince && said.contains(one.quantity()));
    }

    DeviceState freeze() {
        return new DeviceState(
                key,
                link,
                new DeviceState.Heard(
                        observedAt,
                        receivedAt,
                        late,
                        heartbeatAt,
                        List.copyOf(offsets),
                        List.copyOf(shown),
                        shownAt,
                        fault,
                        faultSince,
                        new LinkedHashMap<>(faults)),
                counter,
                List.copyOf(measures.values()),
                List.copyOf(passed.values()),
                counted.freeze(),
                new DeviceState.Habits(
                        firmware, gaps, pace.freeze(), rhythm == null ? Rhythm.Frozen.EMPTY : rhythm.freeze()));
    }

    void restore(DeviceState state, long now) {
        link = state.link();
        observedAt = state.heard().observedAt();
        receivedAt = state.heard().receivedAt();
        late = state.heard().late();
        heartbeatAt = state.heard().heartbeatAt();
        state.heard().offsets().forEach(this::measure);
        shown.addAll(state.heard().shown());
        shownAt = state.heard().shownAt();
        fault = state.heard().fault();
        faultSince = state.heard().faultSince();
        faults.putAll(state.heard().faults());
        counter = state.counter();
        state.measures().forEach(m -> measures.put(new MeasureKey(m.quantity(), m.part()), m));
        state.passed().forEach(p -> passed.put(new PassedKey(p.direction(), p.part()), p));
        state.counted().forEach(counted::isNew);
        firmware = state.habits().firmware();
        gaps = state.habits().gaps();
        pace.restore(state.habits().pace());
        if (rhythm != null) {
            rhythm.restore(state.habits().rhythm());
            period = rhythm.period();
        }
        reporting = reporting(now);
    }
}
