package ioc.picture;

import ioc.picture.CounterPicture.Status;
import ioc.picture.QueueFigures.Desk;
import ioc.place.Site;
import ioc.sensor.DeviceKind;
import ioc.sensor.Quantity;
import ioc.sensor.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/** What is known of one site: its queue, counters, people, ratings and devices. All times are epoch ms. */
public final class SitePicture {
    /** How a site looks, from the first of these that holds. */
    public enum Look {
        /** No device was ever heard. */
        NEVER,
        /** All devices ever heard are silent or disconnected. */
        LOST,
        /** Outside office hours. */
        CLOSED,
        /** Counters and kiosks report late: the queue may be another by now. */
        STALE,
        /** Somebody waits longer than the limit. */
        CRIT,
        /** Somebody waits nearly that long, or people wait and too few counters are open. */
        WARN,
        OK;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }

    private final Site site;
    private final int order;
    private final long limit;
    private final long warn;
    private final Ids ids;
    final Queue queue;
    private final Ratings ratings = new Ratings();
    private final List<DevicePicture> devices = new ArrayList<>();
    private final Clock now;
    private SiteState.@Nullable Peak peak;
    private @Nullable Long heardAt;

    SitePicture(Site site, int order, Limits limits, Clock now, SiteState before) {
        this.site = site;
        this.order = order;
        this.now = now;
        limit = site.waitLimit().toMillis();
        warn = (long) (limit * limits.warnShare());
        ids = new Ids(limits.bounds().ids(), before.ids());
        queue = new Queue(limits);
        queue.restore(before.visits());
        ratings.restore(before.ratings());
        peak = before.peak();
    }

    void add(DevicePicture device) {
        devices.add(device);
        Long received = device.receivedAt();
        if (received != null && (heardAt == null || received > heardAt)) {
            heardAt = received;
        }
    }

    public Site site() {
        return site;
    }

    /** Id of the unit that owns it now; null when nobody does. */
    public @Nullable String unit() {
        return site.owner(now.day).orElse(null);
    }

    /** Its place on the wall, from 0. */
    public int order() {
        return order;
    }

    public List<DevicePicture> devices() {
        return Collections.unmodifiableList(devices);
    }

    public Ratings ratings() {
        return ratings;
    }

    public QueueFigures figures() {
        return queue.figures(now.dayStart);
    }

    /** When any of its devices was last heard. */
    public @Nullable Long heardAt() {
        return heardAt;
    }

    public long limit() {
        return limit;
    }

    /** How many wait longer than the limit. */
    public int overLimit() {
        return figures().over(now.at, limit);
    }

    /** Whether anything that sees the queue was ever heard; else its figures are unknown, not zero. */
    public boolean knowsItsQueue() {
        return devices.stream().anyMatch(device -> seesQueue(device) && device.wasHeard());
    }

    /** Whether its queue is seen now: of what sees it, something was heard and reports as it should. */
    public boolean seesItsQueue() {
        return knowsItsQueue() && !isStale();
    }

    private static boolean seesQueue(DevicePicture device) {
        return device.kind() == DeviceKind.COUNTER || device.kind() == DeviceKind.KIOSK;
    }

    public Look look() {
        if (heardAt == null) {
            return Look.NEVER;
        }
        if (isLost()) {
            return Look.LOST;
        }
        if (!now.moment(unit()).isOpen()) {
            return Look.CLOSED;
        }
        if (isStale()) {
            return Look.STALE;
        }
        if (overLimit() > 0) {
            return Look.CRIT;
        }
        return figures().over(now.at, warn - 1) > 0 || hasTooFewCounters() ? Look.WARN : Look.OK;
    }

    /** All devices ever heard, but for those asleep, are silent or disconnected. */
    public boolean isLost() {
        boolean any = false;
        for (DevicePicture device : devices) {
            if (device.wasHeard() && !device.isAsleep()) {
                if (!device.isLost()) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    /** Since when all are lost; null while one is not. */
    public @Nullable Long lostSince() {
        Long last = null;
        if (isLost()) {
            for (DevicePicture device : devices) {
                Long since = device.lostSince();
                last = since == null || (last != null && last >= since) ? last : since;
            }
        }
        return last;
    }

    private boolean isStale() {
        boolean any = false;
        for (DevicePicture device : devices) {
            if (seesQueue(device) && device.wasHeard()) {
                if (device.reporting() == DevicePicture.Reporting.OK && !device.isLost()) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    /** People wait, counters are known, and fewer are open than must be, even if those that are lost were open. */
    public boolean hasTooFewCounters() {
        return figures().all().waiting() > 0 && isCounted() && countersOpen() + count(Status.LOST) < site.fewestOpen();
    }

    /** Whether enough counters are open or too few, whatever those do that are lost. */
    public boolean knowsItsCounters() {
        int open = countersOpen();
        return isCounted() && (open >= site.fewestOpen() || open + count(Status.LOST) < site.fewestOpen());
    }

    private boolean isCounted() {
        return devices.stream().anyMatch(device -> device.counter().isPresent());
    }

    public int countersOpen() {
        return count(Status.SERVING, Status.IDLE);
    }

    /** How many counters do one of these. */
    public int count(Status... of) {
        int count = 0;
        for (CounterPicture counter : counters()) {
            for (Status status : of) {
                count += counter.status() == status ? 1 : 0;
            }
        }
        return count;
    }

    /** How many counters ever said or did something. */
    public int countersHeard() {
        int heard = 0;
        for (CounterPicture counter : counters()) {
            heard += counter.device().wasHeard() ? 1 : 0;
        }
        return heard;
    }

    /** The counters, in the order of the places file. */
    public List<CounterPicture> counters() {
        List<CounterPicture> all = new ArrayList<>();
        for (DevicePicture device : devices) {
            if (device.kind() == DeviceKind.COUNTER) {
                all.add(counter(device));
            }
        }
        return all;
    }

    private CounterPicture counter(DevicePicture device) {
        Desk desk = figures().desks().get(device.id().name());
        Optional<CounterNow> said = device.counter();
        String ticket = desk == null ? null : desk.ticket();
        List<String> services = said.map(CounterNow::services).orElse(List.of());
        Double busy = busyShare(said, desk);
        if (!device.wasHeard()) {
            return new CounterPicture(device, Status.NEVER, null, null, services, busy);
        }
        if (device.isLost()) {
            return new CounterPicture(device, Status.LOST, device.lostSince(), ticket, services, busy);
        }
        if (said.isPresent() && said.get().state() != Reading.CounterState.State.OPEN) {
            Status status = said.get().state() == Reading.CounterState.State.PAUSED ? Status.PAUSED : Status.CLOSED;
            return new CounterPicture(device, status, said.get().since(), ticket, services, busy);
        }
        if (desk != null && desk.ticket() != null) {
            return new CounterPicture(device, Status.SERVING, desk.since(), ticket, services, busy);
        }
        if (said.isEmpty() && desk == null) {
            return new CounterPicture(device, Status.NEVER, null, null, services, busy);
        }
        long since = Math.max(
                said.map(CounterNow::since).orElse(Long.MIN_VALUE), desk == null ? Long.MIN_VALUE : desk.since());
        return new CounterPicture(device, Status.IDLE, since, null, services, busy);
    }

    private @Nullable Double busyShare(Optional<CounterNow> said, @Nullable Desk desk) {
        long open = said.map(counter -> counter.openedMs(now.minute)).orElse(0L);
        if (open < 60_000) {
            return null;
        }
        long busy = desk == null ? 0 : desk.busyMs();
        if (desk != null && desk.ticket() != null) {
            busy += Math.max(0, now.minute - desk.since());
        }
        return Math.round(Math.min(1, (double) busy / open) * 100) / 100.0;
    }

    /** People in the fullest view of its cameras that are neither lost nor asleep, since views overlap; null while none counts. */
    public @Nullable Double people() {
        return over(Quantity.PEOPLE, Math::max);
    }

    /** Stations on its access points that are neither lost nor asleep; null while none says. */
    public @Nullable Double stations() {
        return over(Quantity.STATIONS, Double::sum);
    }

    private @Nullable Double over(Quantity quantity, DoubleBinaryOperator join) {
        double all = Double.NaN;
        for (DevicePicture device : devices) {
            if (device.reporting() != DevicePicture.Reporting.NEVER && !device.isLost() && !device.isAsleep()) {
                double value = device.valueOrNaN(quantity);
                if (!Double.isNaN(value)) {
                    all = Double.isNaN(all) ? value : join.applyAsDouble(all, value);
                }
            }
        }
        return Double.isNaN(all) ? null : Double.valueOf(all);
    }

    public Optional<SiteState.Peak> peak() {
        return Optional.ofNullable(peak);
    }

    /** A device of it was heard. */
    void alive(long received) {
        heardAt = received;
    }

    void counted(long at) {
        Double people = people();
        if (people != null && (peak == null || people > peak.people())) {
            peak = new SiteState.Peak(people, at);
        }
    }

    Outcome ticket(Reading.TicketStep said, long at) {
        String id = said.id();
        if (id != null && ids.knows(id)) {
            return Outcome.DUPLICATE;
        }
        Outcome outcome = at < now.dayStart ? Outcome.LATE : queue.step(said, at);
        if (id != null && outcome != Outcome.REFUSED) {
            ids.isNew(id);
        }
        return outcome;
    }

    Outcome rating(Reading.Rating said, long at) {
        String id = said.id();
        if (id == null && said.observedAt() != null) {
            id = said.device().name() + "@" + said.observedAt().toEpochMilli();
        }
        if (id != null && !ids.isNew(id)) {
            return Outcome.DUPLICATE;
        }
        if (at < now.dayStart) {
            return Outcome.LATE;
        }
        ratings.rated(said, at);
        return Outcome.ACCEPTED;
    }

    /** When its look next changes by the clock alone. */
    long nextLook() {
        QueueFigures figures = figures();
        return Math.min(figures.nextOver(now.at, limit), figures.nextOver(now.at, warn - 1));
    }

    void newDay() {
        queue.newDay();
        ratings.newDay();
        peak = null;
    }

    SiteState freeze() {
        return new SiteState(site.id(), queue.freeze(), ids.freeze(), ratings.freeze(), peak);
    }
}
