package ioc.push;

import ioc.alert.Alerts;
import ioc.picture.Change;
import ioc.picture.DevicePicture;
import ioc.picture.Extract;
import ioc.picture.Picture;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The picture as topics, keys and fields. {@link #projectAll} puts everything; {@link #project} then puts what changed, so
 * that a target that merges ends with the same content as one that is filled anew. One thread, that of the picture.
 *
 * <p>What never changes of a subject (names, limits, order) is put by {@link #projectAll} only, at the start and at each
 * new day; rows that come and go carry everything every time.
 */
public final class Projection {
    /** Where fields go. Put merges into what is there; a null value says: unknown, or none. */
    public interface Target {
        void put(String topic, String key, Map<String, ?> fields);

        void remove(String topic, String key);

        /** A device said something that is in what is put now. Both by our clock, epoch ms; null when it did not say. */
        default void heard(@Nullable Long observedAt, long receivedAt) {}
    }

    private static final long RATES_MS = 10_000;

    /** Something that keeps what changed until it is asked. */
    interface Reader<T> {
        Set<T> take();
    }

    private final Extract seen;
    private final Reader<Change> changes;
    private final Reader<String> changedAlerts;
    private final ProjectionOfSites sites;
    private final ProjectionOfDevices devices;
    private final ProjectionOfWork work;
    private final ProjectionOfAlerts ofAlerts;
    private final ProjectionOfHealth health;
    private final Target target;
    private long heardUpTo;
    private long ratesAt;

    /** Of everything, as the only reader of the changes. {@code simulated}: the wall must say that nothing of this is real. */
    public Projection(Picture picture, Alerts alerts, Target target, boolean simulated) {
        this(Extract.whole(picture), picture::takeChanges, alerts, alerts::takeChanges, target, simulated);
    }

    /**
     * @param seen what may be put
     * @param changes of the picture since the last call
     * @param changedAlerts ids of alerts that changed since the last call
     */
    Projection(
            Extract seen,
            Reader<Change> changes,
            Alerts alerts,
            Reader<String> changedAlerts,
            Target target,
            boolean simulated) {
        this.seen = seen;
        this.changes = changes;
        this.changedAlerts = changedAlerts;
        this.target = target;
        ProjectionRows rows = new ProjectionRows(target);
        sites = new ProjectionOfSites(seen, rows, simulated);
        devices = new ProjectionOfDevices(seen, rows);
        work = new ProjectionOfWork(seen, rows);
        ofAlerts = new ProjectionOfAlerts(seen, alerts, rows);
        health = new ProjectionOfHealth(seen, rows);
    }

    /** Puts everything. */
    public void projectAll() {
        changes.take();
        changedAlerts.take();
        sites.all();
        devices.all();
        work.all();
        ofAlerts.all();
        health.all();
    }

    /** Puts what changed since the last call. */
    public void project() {
        Set<Change> news = changes.take();
        for (Change change : news) {
            if (change.kind() == Change.Kind.DAY) {
                projectAll();
                return;
            }
        }
        if (!news.isEmpty()) {
            project(news);
        }
        Set<String> newAlerts = changedAlerts.take();
        if (!newAlerts.isEmpty()) {
            ofAlerts.project(newAlerts);
        }
        long now = seen.picture().now().toEpochMilli();
        if (ratesAt + RATES_MS <= now) {
            ratesAt = now;
            ofAlerts.rates();
        }
    }

    private void project(Set<Change> news) {
        Set<String> kinds = new LinkedHashSet<>();
        Set<String> assignments = new LinkedHashSet<>();
        Set<String> renamed = new LinkedHashSet<>();
        long newest = heardUpTo;
        boolean sums = false;
        boolean ratings = false;
        boolean hours = false;
        boolean dossiers = false;
        boolean feeds = false;
        boolean ledger = false;
        for (Change change : news) {
            String key = change.key();
            switch (change.kind()) {
                case DEVICE -> {
                    devices.device(key);
                    newest = Math.max(newest, heard(key));
                }
                case PACE -> devices.paces();
                case KIND -> kinds.add(key);
                case SITE -> {
                    sums |= seen.sight().seesSite(key);
                    sites.site(key);
                    devices.site(key);
                }
                case QUEUE -> {
                    kinds.add("counter");
                    sites.queue(key);
                }
                case RATING -> ratings = true;
                case DOSSIERS -> {
                    if (seen.sight().seesOrg(key)) {
                        dossiers = true;
                        seen.dossiersChanged();
                        work.org(key);
                    }
                }
                case ASSIGNMENT -> assignments.add(key);
                case FEED -> {
                    feeds = true;
                    health.feed(key);
                }
                case LEDGER -> {
                    if (seen.sight().isWhole()) {
                        ledger = true;
                        health.account(key);
                    }
                }
                case REFUSAL -> {
                    if (seen.sight().isWhole()) {
                        health.refusal(key);
                    }
                }
                case DAYBOOK -> sites.before();
                case DOSSIER -> renamed.add(key);
                case PART -> {}
                case HOURS -> hours = true;
                case DAY -> {}
            }
        }
        heardUpTo = newest;
        if (sums) {
            sites.totals();
        }
        if (ratings) {
            sites.satisfaction();
        }
        if (hours) {
            sites.wall();
            kinds.add("counter");
        }
        if (dossiers) {
            work.dossiers();
        }
        if (!assignments.isEmpty()) {
            work.assignments(assignments);
            renamed.addAll(assignments);
        }
        if (!renamed.isEmpty()) {
            ofAlerts.renamed(renamed);
        }
        if (!kinds.isEmpty()) {
            kinds.forEach(devices::kind);
            devices.totals();
        }
        if (feeds || !kinds.isEmpty()) {
            health.setup();
        }
        if (ledger) {
            health.reasons();
        }
    }

    /** Tells when what the device last said came in, unless that was told before; a device says little, so one in a tick will do. */
    private long heard(String key) {
        DevicePicture device = seen.device(key).orElse(null);
        Long receivedAt = device == null ? null : device.receivedAt();
        if (device == null || receivedAt == null || receivedAt <= heardUpTo) {
            return 0;
        }
        target.heard(device.observedAtCorrected(), receivedAt);
        return receivedAt;
    }

    /** Names and values in turn, as one map. */
    static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    /** A text in both languages. */
    static Map<String, String> text(String vi, String en) {
        return Map.of("vi", vi, "en", en);
    }

    /** A measured number without a point when it has no fraction. */
    static @Nullable Number number(@Nullable Double value) {
        if (value == null) {
            return null;
        }
        long whole = Math.round(value);
        if (whole == value) {
            return whole;
        }
        return value;
    }
}
