package ioc.push;

import static ioc.push.Projection.fields;
import static ioc.push.Projection.number;
import static ioc.push.Projection.text;

import ioc.picture.Cause;
import ioc.picture.CounterNow;
import ioc.picture.CounterPicture;
import ioc.picture.DevicePicture;
import ioc.picture.DevicePicture.Reporting;
import ioc.picture.Extract;
import ioc.picture.Gaps;
import ioc.picture.Measure;
import ioc.picture.Picture;
import ioc.picture.SitePicture;
import ioc.place.Name;
import ioc.sensor.DeviceKind;
import ioc.sensor.Quantity;
import ioc.sensor.Reading.Tally.Direction;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Devices: topic {@code devices}, their rows on the pages of sites, and the kinds on {@code overview}. */
final class ProjectionOfDevices {
    private static final int MOST_TROUBLES = 3;

    /** Keys are made once: half a thousand devices change twenty times a second. */
    private record Place(
            String key,
            String topic,
            String keyAtSite,
            @Nullable String ownKey) {}

    /** One for each site: its worst device, and how many are in trouble. */
    private record Trouble(
            String site, String device, What what, @Nullable String fault, long since, int count) {
        /** Both together, under the name of the worse. */
        Trouble with(Trouble other) {
            boolean isWorse = what.compareTo(other.what) < 0 || (what == other.what && since <= other.since);
            Trouble worse = isWorse ? this : other;
            return new Trouble(site, worse.device, worse.what, worse.fault, worse.since, count + other.count);
        }
    }

    /** Worst first. */
    private enum What {
        LOST,
        SILENT,
        FAULT,
        PAUSED,
        CLOSED;

        private final String word = name().toLowerCase(Locale.ROOT);
    }

    private final Extract seen;
    private final Picture picture;
    private final ProjectionRows rows;
    private final Map<String, Place> places = new HashMap<>();

    ProjectionOfDevices(Extract seen, ProjectionRows rows) {
        this.seen = seen;
        this.picture = seen.picture();
        this.rows = rows;
        for (DevicePicture device : picture.devices()) {
            String name = device.id().name();
            String own =
                    switch (device.kind()) {
                        case WIFI -> "wifi:" + name;
                        case CAMERA -> "camera:" + name;
                        case COUNTER, KIOSK, TABLET -> null;
                    };
            places.put(
                    device.key(),
                    new Place(
                            "device:" + device.key(),
                            ProjectionOfSites.topic(device.id().site()),
                            "device:" + device.kind().word() + "/" + name,
                            own));
        }
    }

    void all() {
        for (DevicePicture device : seen.devices()) {
            still(device);
            device(device.key());
        }
        paces();
        for (SitePicture site : seen.sites()) {
            Name name = site.site().name();
            rows.put(
                    "devices",
                    ProjectionOfSites.topic(site.site().id()),
                    fields(
                            "name", text(name.viShort(), name.enShort()),
                            "order", seen.order(site),
                            "total", site.devices().size()));
            site(site.site().id());
        }
        for (DeviceKind kind : DeviceKind.values()) {
            kind(kind.word());
        }
        totals();
    }

    private void still(DevicePicture device) {
        Place place = places.get(device.key());
        if (place == null) {
            return;
        }
        Name name = device.device().name();
        Map<String, @Nullable Object> line = fields(
                "site", device.id().site(),
                "kind", device.kind().word(),
                "name", text(name.vi(), name.en()));
        rows.put("devices", place.key(), line);
        rows.put(place.topic(), place.keyAtSite(), line);
        if (place.ownKey() != null) {
            rows.put(place.topic(), place.ownKey(), fields("name", text(name.vi(), name.en())));
        }
    }

    void device(String key) {
        DevicePicture device = seen.device(key).orElse(null);
        Place place = places.get(key);
        if (device == null || place == null) {
            return;
        }
        Map<String, @Nullable Object> line = new LinkedHashMap<>(32);
        line.put("connected", device.connected());
        line.put("connectedSince", device.link().since());
        line.put("asleep", device.isAsleep());
        line.put(
                "cause",
                picture.causes(device).stream().findFirst().map(Cause::subject).orElse(null));
        line.put("reporting", device.reporting().word());
        line.put("observedAt", device.observedAt());
        line.put("receivedAt", device.receivedAt());
        line.put("offsetMs", device.clockOffset());
        line.put("periodMs", device.period());
        line.put("periodFrom", device.periodOrigin());
        line.put("firmware", device.firmware());
        line.put("today", device.pace().today());
        line.put("gapsSince", device.gaps().since());
        line.put("gaps", gaps(device));
        line.put("fault", device.fault());
        line.put("faultSince", device.faultSince());
        Map<String, @Nullable Object> values = values(device);
        line.put("values", values);
        line.put("parts", parts(device));
        line.put(
                "counter",
                device.counter()
                        .map(CounterNow::state)
                        .map(state -> state.name().toLowerCase(Locale.ROOT))
                        .orElse(null));
        rows.put("devices", place.key(), line);
        rows.put(place.topic(), place.keyAtSite(), line);
        if (place.ownKey() != null) {
            rows.put(place.topic(), place.ownKey(), own(device, values));
        }
    }

    private static List<List<Long>> gaps(DevicePicture device) {
        List<Gaps.Gap> gaps = device.gaps().all();
        return gaps.isEmpty()
                ? List.of()
                : gaps.stream().map(gap -> List.of(gap.from(), gap.until())).toList();
    }

    /** How much each says, where all are listed. */
    void paces() {
        long now = picture.now().toEpochMilli();
        for (DevicePicture device : seen.devices()) {
            Place place = places.get(device.key());
            if (place != null) {
                rows.put("devices", place.key(), fields("pace", device.pace().until(now)));
            }
        }
    }

    private static Map<String, @Nullable Object> own(DevicePicture device, Map<String, @Nullable Object> values) {
        return device.kind() == DeviceKind.WIFI
                ? fields("stations", values.get("stations"), "receiveRate", values.get("receive_rate"))
                : fields("people", values.get("people"), "in", values.get("in"), "out", values.get("out"));
    }

    private static Map<String, @Nullable Object> values(DevicePicture device) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(8);
        for (Measure measure : device.measures()) {
            Quantity quantity = measure.quantity();
            if (!values.containsKey(quantity.word())) {
                values.put(quantity.word(), number(device.value(quantity)));
            }
        }
        if (device.kind() == DeviceKind.CAMERA) {
            Long in = device.passedToday(Direction.IN);
            Long out = device.passedToday(Direction.OUT);
            if (in != null) {
                values.put("in", in);
            }
            if (out != null) {
                values.put("out", out);
            }
        }
        return values;
    }

    /** By quantity what zones and radios say, where there is more than one. */
    private static Map<String, Map<String, @Nullable Object>> parts(DevicePicture device) {
        Map<String, Map<String, @Nullable Object>> parts = new TreeMap<>();
        for (Measure measure : device.measures()) {
            parts.computeIfAbsent(measure.quantity().word(), none -> new TreeMap<>())
                    .put(measure.part(), number(measure.value()));
        }
        parts.values().removeIf(each -> each.size() < 2);
        return parts;
    }

    void site(String id) {
        SitePicture site = seen.site(id).orElse(null);
        if (site == null) {
            return;
        }
        int connected = 0;
        int reporting = 0;
        for (DevicePicture device : site.devices()) {
            connected += Boolean.TRUE.equals(device.connected()) ? 1 : 0;
            reporting += device.reporting() == Reporting.OK ? 1 : 0;
        }
        rows.put(
                "devices",
                ProjectionOfSites.topic(id),
                fields(
                        "connected",
                        connected,
                        "reporting",
                        reporting,
                        "state",
                        site.look().word(),
                        "lostSince",
                        site.lostSince()));
    }

    void totals() {
        rows.put("devices", "totals", sums(null));
    }

    private Map<String, @Nullable Object> sums(@Nullable DeviceKind kind) {
        int total = 0;
        int heard = 0;
        int connected = 0;
        int reporting = 0;
        for (DevicePicture device : seen.devices()) {
            if (kind == null || device.kind() == kind) {
                total++;
                heard += device.wasHeard() ? 1 : 0;
                connected += Boolean.TRUE.equals(device.connected()) ? 1 : 0;
                reporting += device.reporting() == Reporting.OK ? 1 : 0;
            }
        }
        return fields("total", total, "heard", heard, "connected", connected, "reporting", reporting);
    }

    void kind(String word) {
        DeviceKind kind = DeviceKind.of(word).orElse(null);
        if (kind == null) {
            return;
        }
        Map<String, @Nullable Object> line = sums(kind);
        Map<String, Trouble> troubles = new LinkedHashMap<>();
        for (DevicePicture device : seen.devices()) {
            if (device.kind() == kind) {
                trouble(device, troubles);
            }
        }
        if (kind == DeviceKind.COUNTER) {
            int open = 0;
            for (SitePicture site : seen.sites()) {
                open += site.countersOpen();
                shut(site, troubles);
            }
            line.put("open", open);
        }
        line.put(
                "troubles",
                troubles.values().stream()
                        .sorted(Comparator.comparing((Trouble trouble) -> weight(kind, trouble.what()))
                                .thenComparing(Trouble::count, Comparator.reverseOrder())
                                .thenComparing(Trouble::since)
                                .thenComparing(Trouble::device))
                        .limit(MOST_TROUBLES)
                        .map(trouble -> fields(
                                "site", trouble.site(),
                                "device", trouble.device(),
                                "what", trouble.what().word,
                                "fault", trouble.fault(),
                                "since", trouble.since(),
                                "count", trouble.count()))
                        .toList());
        rows.put("overview", "kind:" + word, line);
    }

    /** Smaller first. Counters that could be opened come before those nobody hears: their point's tile says so. */
    private static int weight(DeviceKind kind, What what) {
        return switch (what) {
            case LOST -> kind == DeviceKind.COUNTER ? 4 : 0;
            case SILENT -> kind == DeviceKind.COUNTER ? 4 : 1;
            case FAULT -> 2;
            case PAUSED, CLOSED -> 3;
        };
    }

    private static void trouble(DevicePicture device, Map<String, Trouble> troubles) {
        Long lost = device.lostSince();
        Long faulty = device.faultSince();
        if (lost != null) {
            boolean silent = device.reporting() == Reporting.SILENT && !Boolean.FALSE.equals(device.connected());
            What what = silent ? What.SILENT : What.LOST;
            note(new Trouble(device.id().site(), device.id().name(), what, null, lost, 1), troubles);
        } else if (faulty != null) {
            note(new Trouble(device.id().site(), device.id().name(), What.FAULT, device.fault(), faulty, 1), troubles);
        }
    }

    private static void note(Trouble trouble, Map<String, Trouble> troubles) {
        troubles.merge(trouble.site(), trouble, Trouble::with);
    }

    private void shut(SitePicture site, Map<String, Trouble> troubles) {
        if (!picture.hours(site.unit()).isOpen()) {
            return;
        }
        for (CounterPicture counter : site.counters()) {
            Long since = counter.since();
            boolean paused = counter.status() == CounterPicture.Status.PAUSED;
            if (since != null && (paused || counter.status() == CounterPicture.Status.CLOSED)) {
                What what = paused ? What.PAUSED : What.CLOSED;
                note(new Trouble(site.site().id(), counter.device().id().name(), what, null, since, 1), troubles);
            }
        }
    }
}
