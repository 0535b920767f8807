package ioc.push;

import ioc.alert.Alerts;
import ioc.picture.Change;
import ioc.picture.DevicePicture;
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

    private final Picture picture;
    private final Alerts alerts;
    private final ProjectionOfSites sites;
    private final ProjectionOfDevices devices;
    private final ProjectionOfWork work;
    private final ProjectionOfAlerts ofAlerts;
    private final ProjectionOfHealth health;
    private final Target target;
    private long heardUpTo;
    private long ratesAt;

    /** {@code simulated}: the wall must say that nothing of this is real. */
    public Projection(Picture picture, Alerts alerts, Target target, boolean simulated) {
        this.picture = picture;
        this.alerts = alerts;
        this.target = target;
        ProjectionRows rows = new ProjectionRows(target);
        sites = new ProjectionOfSites(picture, rows, simulated);
        devices = new ProjectionOfDevices(picture, rows);
        work = new ProjectionOfWork(picture, rows);
        ofAlerts = new ProjectionOfAlerts(picture, alerts, rows);
        health = new ProjectionOfHealth(picture, rows);
    }

    /** Puts everything. */
    public void projectAll() {
        picture.takeChanges();
        alerts.takeChanges();
        sites.all();
        devices.all();
        work.all();
        ofAlerts.all();
        health.all();
    }

    /** Puts what changed since the last call. */
    public void project() {
        Set<Change> changes = picture.takeChanges();
        for (Change change : changes) {
            if (change.kind() == Change.Kind.DAY) {
                projectAll();
                return;
            }
        }
        if (!changes.isEmpty()) {
            project(changes);
        }
        Set<String> changedAlerts = alerts.takeChanges();
        if (!changedAlerts.isEmpty()) {
            ofAlerts.project(changedAlerts);
        }
        if (ratesAt + RATES_MS <= picture.now().toEpochMilli()) {
            ratesAt = picture.now().toEpochMilli();
            ofAlerts.rates();
        }
    }

    private void project(Set<Change> changes) {
        Set<String> kinds = new LinkedHashSet<>();
        Set<String> assignments = new LinkedHashSet<>();
        long newest = heardUpTo;
        boolean sums = false;
        boolean ratings = false;
        boolean hours = false;
        boolean dossiers = false;
        boolean feeds = false;
        boolean ledger = false;
        for (Change change : changes) {
            String key = change.key();
            switch (change.kind()) {
                case DEVICE -> {
                    devices.device(key);
                    newest = Math.max(newest, heard(key));
                }
                case KIND -> kinds.add(key);
                case SITE -> {
                    sums = true;
                    sites.site(key);
                    devices.site(key);
                }
                case QUEUE -> {
                    kinds.add("counter");
                    sites.queue(key);
                }
                case RATING -> ratings = true;
                case DOSSIERS -> {
                    dossiers = true;
                    work.org(key);
                }
                case ASSIGNMENT -> assignments.add(key);
                case FEED -> {
                    feeds = true;
                    health.feed(key);
                }
                case LEDGER -> {
                    ledger = true;
                    health.account(key);
                }
                case REFUSAL -> health.refusal(key);
                case DAYBOOK -> sites.before();
                case DOSSIER, PART -> {}
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
            ofAlerts.renamed(assignments);
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
        DevicePicture device = picture.device(key).orElse(null);
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
