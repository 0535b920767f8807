package ioc.push;

import ioc.alert.Alerts;
import ioc.picture.Changes;
import ioc.picture.Extract;
import ioc.picture.Picture;
import ioc.place.Places;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All who look, by what they may see: the hub of the whole, and one for each scope somebody looks with. A hub of a scope
 * is filled by a projection of its own that puts nothing of other units, so nothing of them can come out of it. It is made
 * when the scope is first asked for and dropped when nobody asked for a minute. On the hub's event loop.
 */
public final class Audiences {
    /** Distinct scopes at once. */
    public static final int MOST = 24;

    static final long KEPT_MS = 60_000;

    private final Hub whole;
    private final Picture picture;
    private final Alerts alerts;
    private final Function<Hub, Projection.Target> targets;
    private final boolean simulated;
    private final Audience everybody;
    private final Map<Set<String>, Audience> scoped = new LinkedHashMap<>();
    /** What everybody may know, by topic and key. */
    private final Map<String, Map<String, Map<String, @Nullable Object>>> common = new LinkedHashMap<>();

    /** One group with equal sight. */
    private static final class Audience {
        private final Hub hub;
        private final Extract seen;
        private final Changes changes;
        private final Projection projection;
        private Set<String> newAlerts = new LinkedHashSet<>();
        private long askedAt;

        private Audience(Hub hub, Extract seen, Changes changes, Audiences all) {
            this.hub = hub;
            this.seen = seen;
            this.changes = changes;
            projection = new Projection(
                    seen, changes::take, all.alerts, () -> all.newAlerts(this), all.targets.apply(hub), all.simulated);
        }
    }

    /**
     * @param whole the hub of those who see everything
     * @param targets where the projection of a hub puts
     * @param simulated the wall must say that nothing of this is real
     */
    public Audiences(
            Hub whole, Picture picture, Alerts alerts, Function<Hub, Projection.Target> targets, boolean simulated) {
        this.whole = whole;
        this.picture = picture;
        this.alerts = alerts;
        this.targets = targets;
        this.simulated = simulated;
        everybody = new Audience(whole, Extract.whole(picture), picture.watch(), this);
    }

    /** Puts everything; once, on the event loop. */
    public void begin() {
        everybody.projection.projectAll();
    }

    /** What may be subscribed to by who sees these points; described in docs/asyncapi.yaml. */
    public static List<String> topics(Places places, Function<String, Boolean> seesSite) {
        List<String> names =
                new ArrayList<>(List.of("overview", "devices", "dossiers", "assignments", "alerts", "health"));
        places.sites().stream()
                .filter(site -> seesSite.apply(site.id()))
                .forEach(site -> names.add("site:" + site.id()));
        return names;
    }

    /** Puts what changed for those who see everything; before each tick of their hub. */
    public void project() {
        everybody.projection.project();
    }

    /** Something changed that the projections will put. */
    public void changed() {
        whole.changed();
        scoped.values().forEach(audience -> audience.hub.changed());
    }

    /** What everybody may know, whatever they may see. */
    public void everywhere(String topic, String key, Map<String, ? extends @Nullable Object> fields) {
        common.computeIfAbsent(topic, name -> new LinkedHashMap<>())
                .computeIfAbsent(key, name -> new LinkedHashMap<>())
                .putAll(fields);
        whole.put(topic, key, fields);
        scoped.values().forEach(audience -> audience.hub.put(topic, key, fields));
    }

    /** The hub of a scope, ids of units, none for the whole; empty when there are too many scopes already. */
    public Optional<Hub> of(Set<String> scope) {
        if (scope.isEmpty()) {
            return Optional.of(whole);
        }
        Audience audience = scoped.get(scope);
        if (audience == null) {
            if (scoped.size() >= MOST) {
                return Optional.empty();
            }
            audience = begun(scope);
            scoped.put(Set.copyOf(scope), audience);
        }
        audience.askedAt = whole.nanos();
        return Optional.of(audience.hub);
    }

    private Audience begun(Set<String> scope) {
        Extract seen = new Extract(picture, scope);
        Hub hub = whole.beside(topics(picture.places(), seen.sight()::seesSite));
        Audience audience = new Audience(hub, seen, picture.watch(), this);
        common.forEach((topic, keys) -> keys.forEach((key, fields) -> hub.put(topic, key, fields)));
        audience.projection.projectAll();
        hub.beforeTick(() -> project(scope, audience));
        return audience;
    }

    /** With a new day points may change hands: who then sees something else begins anew. */
    private void project(Set<String> scope, Audience audience) {
        if (audience.seen.isOfEarlierDay() && audience.seen.newDay()) {
            drop(scope, audience);
            audience.hub.end(session -> true, Close.ACCESS_CHANGED);
        } else {
            audience.projection.project();
        }
    }

    private void drop(Set<String> scope, Audience audience) {
        scoped.remove(scope, audience);
        picture.unwatch(audience.changes);
        audience.hub.beforeTick(() -> {});
    }

    /** The alerts have one reader, which tells all audiences. */
    private Set<String> newAlerts(Audience audience) {
        Set<String> ids = alerts.takeChanges();
        if (!ids.isEmpty()) {
            everybody.newAlerts.addAll(ids);
            scoped.values().forEach(other -> other.newAlerts.addAll(ids));
        }
        Set<String> own = audience.newAlerts;
        audience.newAlerts = new LinkedHashSet<>();
        return own;
    }

    /** Drops the hubs nobody looks at; now and then. */
    public void sweep() {
        long now = whole.nanos();
        for (Map.Entry<Set<String>, Audience> entry : List.copyOf(scoped.entrySet())) {
            Audience audience = entry.getValue();
            if (!audience.hub.isEmpty()) {
                audience.askedAt = now;
            } else if (now - audience.askedAt > KEPT_MS * 1_000_000) {
                drop(entry.getKey(), audience);
            }
        }
    }

    /** Distinct scopes somebody looks with, beside the whole. */
    public int scopes() {
        return scoped.size();
    }

    /** All who look. */
    public List<Viewer> viewers() {
        List<Viewer> all = new ArrayList<>(whole.viewers());
        scoped.values().forEach(audience -> all.addAll(audience.hub.viewers()));
        return all;
    }

    /** Ends every session of a caller, whose word does not count any more. */
    public void revoke(String caller) {
        whole.end(session -> session.caller().equals(caller), Close.REVOKED);
        scoped.values()
                .forEach(
                        audience -> audience.hub.end(session -> session.caller().equals(caller), Close.REVOKED));
    }

    /** Ends every session of a caller so that it comes back at once, as when it may see something else now. */
    public void renew(String caller) {
        whole.end(session -> session.caller().equals(caller), Close.ACCESS_CHANGED);
        scoped.values()
                .forEach(
                        audience -> audience.hub.end(session -> session.caller().equals(caller), Close.ACCESS_CHANGED));
    }

    /**
     * Ends the sessions that these keys opened.
     *
     * @param back whether they may come back at once, with what they may see from now on
     */
    public void end(Set<String> keys, boolean back) {
        Close why = back ? Close.ACCESS_CHANGED : Close.NOBODY;
        whole.end(session -> keys.contains(session.caller()), why);
        scoped.values().forEach(audience -> audience.hub.end(session -> keys.contains(session.caller()), why));
    }

    /** Tells all who look to come back later. */
    public void close() {
        whole.close();
        scoped.values().forEach(audience -> audience.hub.close());
    }
}
