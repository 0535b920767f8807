package ioc.series;

import ioc.sensor.DeviceId;
import ioc.sensor.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From readings and minute samples to points; documented in {@code docs/series.md}. Pure.
 *
 * <p>A point's time is the device's ms, and in the places of the nanoseconds a checksum of what was said (of the
 * sender's id where it has one). So a second delivery is the same point and counts once, and two readings of a device in
 * one ms are two points. A device without a clock, or with one that is more than two seconds ahead, gets our time; a second
 * delivery is then a second point.
 */
public final class Points {
    private static final long AHEAD_MS = 2_000;
    private static final long NANOS_PER_MS = 1_000_000;

    private Points() {}

    /**
     * The points of one reading; none for a retained message without a time, which is old but not when.
     *
     * @param receivedAt our clock
     */
    public static List<Point> of(Reading reading, Instant receivedAt, boolean retained) {
        if (retained && reading.observedAt() == null) {
            return List.of();
        }
        return List.of(reading.match(new Translation(reading.device(), receivedAt)));
    }

    /** The points of a minute sample: one per site and one per unit with dossiers. */
    public static List<Point> of(Minute minute) {
        List<Point> points = new ArrayList<>();
        long time = minute.at() * NANOS_PER_MS;
        for (Minute.Site site : minute.sites()) {
            Map<String, Object> fields = new HashMap<>();
            fields.put("waiting", (long) site.waiting());
            fields.put("longest_wait_s", site.longestWait());
            fields.put("serving", (long) site.serving());
            fields.put("served", (long) site.served());
            fields.put("arrived", (long) site.arrived());
            fields.put("walk_aways", (long) site.walkAways());
            fields.put("counters_open", (long) site.countersOpen());
            if (site.people() != null) {
                fields.put("people", (long) site.people());
            }
            if (site.satisfaction() != null && Double.isFinite(site.satisfaction())) {
                fields.put("satisfaction", site.satisfaction());
            }
            if (site.meanWait() != null) {
                fields.put("mean_wait_s", site.meanWait());
            }
            if (site.within() != null && Double.isFinite(site.within())) {
                fields.put("within", site.within());
            }
            points.add(new Point("site_minute", tags("site", site.site()), fields, time));
        }
        for (Minute.Dossiers org : minute.dossiers()) {
            Map<String, Object> fields = new HashMap<>();
            fields.put("open", (long) org.open());
            fields.put("soon", (long) org.soon());
            fields.put("overdue", (long) org.overdue());
            fields.put("paused", (long) org.paused());
            fields.put("handover", (long) org.handover());
            fields.put("done_on_time", (long) org.doneOnTime());
            fields.put("done_late", (long) org.doneLate());
            points.add(new Point("dossier_minute", tags("org", org.org()), fields, time));
        }
        return points;
    }

    private static SortedMap<String, String> tags(String name, String value) {
        SortedMap<String, String> tags = new TreeMap<>();
        tags.put(name, value);
        return tags;
    }

    private record Translation(DeviceId device, Instant receivedAt) implements Reading.Cases<Point> {
        @Override
        public Point presence(Reading.Presence said) {
            Map<String, Object> fields = new HashMap<>();
            fields.put("link", word(said.link()));
            fields.put("online", said.link() == Reading.Presence.Link.OFFLINE ? 0L : 1L);
            return point("presence", said, deviceTags(), fields, said.session());
        }

        @Override
        public Point health(Reading.Health said) {
            Map<String, Object> fields = new HashMap<>();
            fields.put("fault", said.fault() == null ? "" : said.fault());
            fields.put("well", said.fault() == null ? 1L : 0L);
            if (said.uptimeSeconds() != null) {
                fields.put("uptime_s", said.uptimeSeconds());
            }
            if (said.rssi() != null) {
                fields.put("rssi_dbm", (long) said.rssi());
            }
            if (said.queued() != null) {
                fields.put("queued", (long) said.queued());
            }
            if (said.version() != null) {
                fields.put("version", said.version());
            }
            Point point = point("health", said, deviceTags(), fields, null);
            Instant observedAt = said.observedAt();
            if (observedAt == null) {
                return point;
            }
            // Not part of the checksum: a second delivery comes later, and would be another point.
            fields.put("offset_ms", observedAt.toEpochMilli() - receivedAt.toEpochMilli());
            return new Point(point.measurement(), point.tags(), fields, point.time());
        }

        @Override
        public Point fault(Reading.Fault said) {
            SortedMap<String, String> tags = deviceTags();
            tags.put("fault", said.word());
            return point("fault", said, tags, Map.of("active", said.active() ? 1L : 0L), null);
        }

        @Override
        public Point ticketStep(Reading.TicketStep said) {
            SortedMap<String, String> tags = deviceTags();
            tags.put("step", word(said.step()).replace('_', '-'));
            put(tags, "service", said.service());
            put(tags, "counter", said.counter());
            return point("ticket", said, tags, Map.of("label", said.ticket() == null ? "" : said.ticket()), said.id());
        }

        @Override
        public Point counterState(Reading.CounterState said) {
            Map<String, Object> fields = new HashMap<>();
            fields.put("state", word(said.state()));
            fields.put("open", said.state() == Reading.CounterState.State.OPEN ? 1L : 0L);
            return point("counter", said, deviceTags(), fields, null);
        }

        @Override
        public Point rating(Reading.Rating said) {
            SortedMap<String, String> tags = deviceTags();
            put(tags, "counter", said.counter());
            put(tags, "reason", said.reason());
            Map<String, Object> fields = new HashMap<>();
            fields.put("score", (long) said.score());
            fields.put("scale", (long) said.scale());
            double share = (said.score() - 1.0) / (said.scale() - 1.0);
            fields.put("share", share);
            fields.put("good", share > 0.5 ? 1L : 0L);
            fields.put("bad", share < 0.5 ? 1L : 0L);
            return point("rating", said, tags, fields, said.id());
        }

        @Override
        public Point level(Reading.Level said) {
            SortedMap<String, String> tags = deviceTags();
            tags.put("quantity", said.quantity().word());
            put(tags, "part", said.part());
            return point("level", said, tags, Map.of("value", said.value()), null);
        }

        @Override
        public Point tally(Reading.Tally said) {
            SortedMap<String, String> tags = deviceTags();
            tags.put("direction", word(said.direction()));
            put(tags, "part", said.part());
            return point("tally", said, tags, Map.of(said.cumulative() ? "total" : "passed", said.count()), said.id());
        }

        private SortedMap<String, String> deviceTags() {
            SortedMap<String, String> tags = tags("site", device.site());
            tags.put("kind", device.kind().word());
            tags.put("device", device.name());
            return tags;
        }

        private Point point(
                String measurement,
                Reading said,
                SortedMap<String, String> tags,
                Map<String, Object> fields,
                @Nullable String id) {
            long sum = checksum(id == null ? new TreeMap<>(fields).toString() : id);
            return new Point(measurement, tags, fields, millis(said.observedAt()) * NANOS_PER_MS + sum);
        }

        private long millis(@Nullable Instant observedAt) {
            long ours = receivedAt.toEpochMilli();
            if (observedAt == null || observedAt.toEpochMilli() > ours + AHEAD_MS) {
                return ours;
            }
            return observedAt.toEpochMilli();
        }
    }

    private static void put(SortedMap<String, String> tags, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            tags.put(name, value);
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** FNV-1a of a text, folded to 0..999,999. */
    private static long checksum(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return Math.floorMod(hash ^ (hash >>> 32), NANOS_PER_MS);
    }
}
