package ioc.sensor.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import ioc.sensor.DeviceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a past day has to be told: everything that happened, but levels only every few minutes until shortly before the
 * present, and of heartbeats only those without which a device would seem to have been silent. Knows who is connected.
 */
final class Retelling {
    private static final Duration LEVELS_EVERY = Duration.ofMinutes(3);
    private static final Duration ALL_LEVELS = Duration.ofMinutes(3);
    private static final Duration QUIET = Duration.ofMinutes(4);
    private static final Duration FRESH = Duration.ofSeconds(90);

    private final Map<DeviceId, Publication> sessions = new LinkedHashMap<>();
    private final Map<DeviceId, Publication> heartbeats = new HashMap<>();
    private final Map<DeviceId, Instant> heard = new HashMap<>();
    private final Map<String, Instant> levels = new HashMap<>();
    /** The newest level that was not told, by what it measures. */
    private final Map<String, Publication> held = new LinkedHashMap<>();

    /** What to tell now, in order, when the present is at {@code until}. */
    List<Publication> of(Publication now, Instant until) {
        List<Publication> told = new ArrayList<>(1);
        switch (now.cause()) {
            case HEARTBEAT -> heartbeats.put(now.device(), now);
            case LEVEL -> {
                String what = what(now);
                Instant last = levels.get(what);
                if (last == null
                        || !now.at().isBefore(last.plus(LEVELS_EVERY))
                        || !now.at().isBefore(until.minus(ALL_LEVELS))) {
                    levels.put(what, now.at());
                    held.remove(what);
                    told.add(now);
                } else {
                    held.put(what, now);
                }
            }
            case ONLINE -> {
                sessions.put(now.device(), now);
                told.add(now);
            }
            case OFFLINE, CUT -> {
                sessions.remove(now.device());
                release(now.device(), told);
                told.add(now);
            }
            case READING -> {
                if (isHealth(now)) {
                    heartbeats.put(now.device(), now);
                }
                told.add(now);
            }
        }
        if (!told.isEmpty()) {
            heard.put(now.device(), now.at());
        }
        return told;
    }

    /** The last totals before a device loses its count. */
    private void release(DeviceId device, List<Publication> told) {
        for (Iterator<Publication> all = held.values().iterator(); all.hasNext(); ) {
            Publication level = all.next();
            if (level.device().equals(device)) {
                told.add(level);
                all.remove();
            }
        }
    }

    /** The heartbeats, at this instant, of devices that live and were not heard for long. */
    List<Publication> heartbeats(Instant now) {
        List<Publication> told = new ArrayList<>();
        for (DeviceId device : sessions.keySet()) {
            Instant last = heard.get(device);
            Publication heartbeat = heartbeat(device, now);
            if (heartbeat != null && (last == null || last.isBefore(now.minus(QUIET)))) {
                told.add(heartbeat);
                heard.put(device, now);
            }
        }
        return told;
    }

    /** Begins of the sessions that last. */
    Iterable<Publication> sessions() {
        return sessions.values();
    }

    /** The last heartbeat of a device as it would say it now; null when it has not been alive lately. */
    @Nullable
    Publication heartbeat(DeviceId device, Instant now) {
        Publication last = heartbeats.get(device);
        return last == null || last.at().isBefore(now.minus(FRESH)) ? null : at(last, now);
    }

    /** The same words at a later time by the same device's clock. */
    private static Publication at(Publication publication, Instant now) {
        ObjectNode body = Player.read(publication);
        long later = Duration.between(publication.at(), now).toMillis();
        body.put("ts", body.get("ts").asLong() + later);
        if (body.has("uptime")) {
            body.put("uptime", body.get("uptime").asLong() + later / 1000);
        }
        return new Publication(
                now,
                publication.device(),
                publication.topic(),
                body.toString().getBytes(StandardCharsets.UTF_8),
                publication.qos(),
                publication.retained(),
                publication.cause());
    }

    static boolean isHealth(Publication publication) {
        return publication.topic().endsWith("/health");
    }

    private static String what(Publication level) {
        return level.topic() + "/" + Player.read(level).path("radio").asText();
    }
}
