package ioc.alert;

import ioc.alert.Alert.Cause;
import ioc.alert.Alert.Seen;
import ioc.alert.Rule.Scope;
import ioc.event.Event;
import ioc.picture.Change;
import ioc.picture.Changes;
import ioc.picture.DevicePicture;
import ioc.picture.DossierCounts;
import ioc.picture.Picture;
import ioc.picture.SitePicture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All alerts: those that last, and those that ended within the hour. Judged at whole seconds, after the picture's tick,
 * and only for subjects that changed or whose instant has come. One thread.
 *
 * <p>Bounded: at most {@link #MOST_ACTIVE} last at once (more are not raised; {@link #notRaised} counts them) and at most
 * {@link #MOST} are kept, the longest ended going first.
 */
public final class Alerts {
    static final int MOST = 500;
    static final int MOST_ACTIVE = 500;
    private static final long KEPT = 3_600_000;

    /** Most urgent first: by priority, then those nobody has seen, then the newest. */
    public static final Comparator<Alert> URGENCY = Comparator.comparing(
                    (Alert alert) -> alert.cause().priority())
            .thenComparing(alert -> alert.seen() != null)
            .thenComparing(Alert::raisedAt, Comparator.reverseOrder())
            .thenComparing(Alert::id);

    /** All that is needed to go on later. */
    public record State(List<Alert> alerts, List<Pending> pending) {
        public static final State EMPTY = new State(List.of(), List.of());

        public State {
            alerts = List.copyOf(alerts);
            pending = List.copyOf(pending);
        }
    }

    /**
     * A rule and subject on the way to an alert, or out of one. Times are epoch ms.
     *
     * @param brokenSince null while it is not
     * @param overSince null while it is not
     */
    public record Pending(
            String rule,
            String subject,
            @Nullable Long brokenSince,
            @Nullable Long overSince,
            @Nullable String alert) {}

    private record Key(Rule rule, String subject) {}

    private static final class Watch {
        private @Nullable Long brokenSince;
        private @Nullable Long overSince;
        private @Nullable Alert alert;
        private long nextLook = Long.MAX_VALUE;
    }

    private record Look(long at, Key key) {}

    private final Map<Scope, List<Rule>> rules = new EnumMap<>(Scope.class);
    private final boolean folds;
    private final Changes changes;
    private final Map<Key, Watch> watches = new LinkedHashMap<>();
    private final PriorityQueue<Look> agenda = new PriorityQueue<>(Comparator.comparingLong(Look::at)
            .thenComparing(look -> look.key().rule().id())
            .thenComparing(look -> look.key().subject()));
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private Set<String> changed = new LinkedHashSet<>();
    private final Map<String, Boolean> lost = new LinkedHashMap<>();
    private boolean judgeAll = true;
    private int active;
    private long notRaised;

    /** Judges {@code picture} by {@code rules}, going on from {@code state}; alerts of rules that are gone end. */
    public Alerts(List<Rule> rules, Picture picture, State state) {
        for (Scope scope : Scope.values()) {
            this.rules.put(
                    scope,
                    rules.stream().filter(rule -> rule.kind().scope() == scope).toList());
        }
        folds = rules.stream().anyMatch(rule -> rule.kind() == Rule.Kind.SITE_SILENT);
        changes = picture.watch();
        state.alerts().forEach(alert -> alerts.put(alert.id(), alert));
        for (Pending pending : state.pending()) {
            rules.stream()
                    .filter(rule -> rule.id().equals(pending.rule()))
                    .findFirst()
                    .ifPresent(rule -> restore(new Key(rule, pending.subject()), pending));
        }
        long now = picture.now().toEpochMilli();
        Set<Alert> held = new LinkedHashSet<>();
        watches.values().forEach(watch -> Optional.ofNullable(watch.alert).ifPresent(held::add));
        for (Alert alert : List.copyOf(alerts.values())) {
            if (alert.isActive() && !held.contains(alert)) {
                alerts.put(alert.id(), alert.cleared(now));
            }
        }
        active = held.size();
    }

    private void restore(Key key, Pending pending) {
        Watch watch = new Watch();
        watch.brokenSince = pending.brokenSince();
        watch.overSince = pending.overSince();
        watch.alert = pending.alert() == null ? null : alerts.get(pending.alert());
        watches.put(key, watch);
    }

    /**
     * Judges the picture as it is after its tick at {@code now}.
     *
     * @return the alerts that began or ended, in that order of happening
     */
    public List<Alert> judge(Picture picture, Instant now) {
        long at = now.toEpochMilli();
        List<Alert> turns = new ArrayList<>();
        for (Key key : toJudge(picture, at)) {
            judge(key, Finding.of(key.rule(), key.subject(), picture, folds), at, turns);
        }
        forget(at);
        turns.sort(Comparator.comparing(Alert::id)); // whoever was looked at first: a restart must not change the order
        return turns;
    }

    private Set<Key> toJudge(Picture picture, long at) {
        Set<Key> keys = new LinkedHashSet<>();
        Set<Change> news = changes.take();
        if (judgeAll || news.stream().anyMatch(change -> change.kind() == Change.Kind.HOURS)) {
            judgeAll = false;
            addAll(picture, keys);
        }
        for (Change change : news) {
            switch (change.kind()) {
                case SITE, QUEUE, RATING -> addSite(picture, change.key(), keys);
                case DEVICE -> add(Scope.DEVICE, change.key(), keys);
                case DOSSIERS -> add(Scope.ORG, change.key(), keys);
                case ASSIGNMENT -> add(Scope.ASSIGNMENT, change.key(), keys);
                case KIND, FEED, LEDGER, REFUSAL, DAYBOOK, HOURS, DAY -> {}
            }
        }
        for (Look look = agenda.peek(); look != null && look.at() <= at; look = agenda.peek()) {
            agenda.remove();
            Watch watch = watches.get(look.key());
            if (watch != null && watch.nextLook == look.at()) {
                watch.nextLook = Long.MAX_VALUE;
                keys.add(look.key());
            }
        }
        return keys;
    }

    private void addAll(Picture picture, Set<Key> keys) {
        picture.sites().forEach(site -> addSite(picture, site.site().id(), keys));
        picture.devices().forEach(device -> add(Scope.DEVICE, device.key(), keys));
        picture.dossiersByOrg().stream().map(DossierCounts::key).forEach(org -> add(Scope.ORG, org, keys));
        picture.allAssignments().forEach(assignment -> add(Scope.ASSIGNMENT, assignment.id(), keys));
        keys.addAll(watches.keySet());
    }

    /** A site that is lost or found takes its devices with it. */
    private void addSite(Picture picture, String id, Set<Key> keys) {
        add(Scope.SITE, id, keys);
        SitePicture site = picture.site(id).orElse(null);
        if (folds && site != null) {
            boolean now = site.isLost();
            Boolean before = lost.put(id, now);
            if (before == null || before != now) {
                site.devices().stream().map(DevicePicture::key).forEach(key -> add(Scope.DEVICE, key, keys));
            }
        }
    }

    private void add(Scope scope, String subject, Set<Key> keys) {
        for (Rule rule : rules.getOrDefault(scope, List.of())) {
            keys.add(new Key(rule, subject));
        }
    }

    private void judge(Key key, Finding finding, long now, List<Alert> turns) {
        Watch watch = watches.get(key);
        if (watch == null) {
            if (!finding.broken() && finding.nextLook() == Long.MAX_VALUE) {
                return;
            }
            watch = new Watch();
            watches.put(key, watch);
        }
        long next = finding.nextLook();
        Alert alert = watch.alert;
        if (alert == null) {
            watch.brokenSince =
                    !finding.broken() ? null : watch.brokenSince == null ? Long.valueOf(now) : watch.brokenSince;
            if (watch.brokenSince != null) {
                long raiseAt = watch.brokenSince + key.rule().timing().hold().toMillis();
                if (now >= raiseAt) {
                    raise(key, watch, finding, now, turns);
                } else {
                    next = Math.min(next, raiseAt);
                }
            }
        } else {
            watch.overSince = !finding.over() ? null : watch.overSince == null ? Long.valueOf(now) : watch.overSince;
            long clearAt = watch.overSince == null || finding.atOnce()
                    ? now
                    : watch.overSince + key.rule().timing().clearHold().toMillis();
            if (watch.overSince != null && now >= clearAt) {
                clear(watch, alert, now, turns);
            } else {
                next = watch.overSince == null ? next : Math.min(next, clearAt);
                if (!finding.over() && !finding.extent().equals(alert.extent())) {
                    keep(watch, alert.with(finding.extent()));
                }
            }
        }
        if (watch.alert == null && watch.brokenSince == null && next == Long.MAX_VALUE) {
            watches.remove(key);
        } else if (next < watch.nextLook) {
            watch.nextLook = next;
            agenda.add(new Look(next, key));
        }
    }

    private void raise(Key key, Watch watch, Finding finding, long now, List<Alert> turns) {
        if (active >= MOST_ACTIVE) {
            notRaised++;
            return;
        }
        Rule rule = key.rule();
        String site =
                switch (rule.kind().scope()) {
                    case SITE -> key.subject();
                    case DEVICE -> key.subject().substring(0, key.subject().indexOf('/'));
                    case ORG, ASSIGNMENT -> null;
                };
        Alert alert = new Alert(
                Alert.id(rule, key.subject(), now),
                new Cause(rule.id(), rule.kind(), rule.priority(), key.subject(), site),
                now,
                null,
                null,
                finding.extent());
        watch.overSince = null;
        active++;
        keep(watch, alert);
        turns.add(alert);
    }

    private void clear(Watch watch, Alert alert, long now, List<Alert> turns) {
        Alert ended = alert.cleared(now);
        alerts.put(ended.id(), ended);
        changed.add(ended.id());
        turns.add(ended);
        watch.alert = null;
        watch.brokenSince = null;
        watch.overSince = null;
        active--;
    }

    private void keep(Watch watch, Alert alert) {
        watch.alert = alert;
        alerts.put(alert.id(), alert);
        changed.add(alert.id());
    }

    private void forget(long now) {
        if (alerts.size() == active) {
            return;
        }
        List<Alert> ended = alerts.values().stream()
                .filter(alert -> !alert.isActive())
                .sorted(Comparator.comparing((Alert alert) -> endOf(alert)).thenComparing(Alert::id))
                .toList();
        int tooMany = alerts.size() - MOST;
        for (Alert alert : ended) {
            if (tooMany <= 0 && endOf(alert) > now - KEPT) {
                return;
            }
            alerts.remove(alert.id());
            changed.add(alert.id());
            tooMany--;
        }
    }

    private static long endOf(Alert alert) {
        Long at = alert.clearedAt();
        return at == null ? Long.MAX_VALUE : at;
    }

    /** A person has seen one. False when it is not kept any more, or somebody saw it before. */
    public boolean apply(Event.Acknowledged said) {
        Alert alert = alerts.get(said.alert());
        if (alert == null || alert.seen() != null) {
            return false;
        }
        Alert seen = alert.seen(new Seen(said.by(), said.receivedAt().toEpochMilli()));
        alerts.put(seen.id(), seen);
        changed.add(seen.id());
        for (Watch watch : watches.values()) {
            if (watch.alert != null && watch.alert.id().equals(seen.id())) {
                watch.alert = seen;
            }
        }
        return true;
    }

    /** In order of raising; those that ended within the hour among them. */
    public Collection<Alert> all() {
        return List.copyOf(alerts.values());
    }

    public Optional<Alert> alert(String id) {
        return Optional.ofNullable(alerts.get(id));
    }

    /** How many last. */
    public int active() {
        return active;
    }

    /** How often an alert was not raised because too many last. */
    public long notRaised() {
        return notRaised;
    }

    /** Ids of alerts that began, changed, ended or were forgotten since the last call. */
    public Set<String> takeChanges() {
        Set<String> taken = changed;
        changed = new LinkedHashSet<>();
        return taken;
    }

    public State freeze() {
        List<Pending> pending = new ArrayList<>();
        watches.forEach((key, watch) -> {
            if (watch.alert != null || watch.brokenSince != null) {
                String alert = watch.alert == null ? null : watch.alert.id();
                pending.add(new Pending(key.rule().id(), key.subject(), watch.brokenSince, watch.overSince, alert));
            }
        });
        pending.sort(Comparator.comparing(Pending::rule).thenComparing(Pending::subject));
        return new State(List.copyOf(alerts.values()), pending);
    }
}
