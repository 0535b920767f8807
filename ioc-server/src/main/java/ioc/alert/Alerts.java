package ioc.alert;

import ioc.alert.Alert.Acceptance;
import ioc.alert.Alert.Cause;
import ioc.alert.Alert.Handling;
import ioc.alert.Alert.Life;
import ioc.alert.Alert.Sample;
import ioc.alert.Alert.Shelf;
import ioc.alert.Alert.State;
import ioc.alert.Alert.Why;
import ioc.alert.Rule.Scope;
import ioc.event.Event;
import ioc.event.Party;
import ioc.picture.Change;
import ioc.picture.Changes;
import ioc.picture.DevicePicture;
import ioc.picture.DossierCounts;
import ioc.picture.FeedPicture;
import ioc.picture.PartPicture;
import ioc.picture.Picture;
import ioc.picture.SitePicture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All alerts: those that somebody must still do something about, and those closed within the hour. Judged at whole
 * seconds, after the picture's tick, and only for subjects that changed or whose instant has come. One thread.
 *
 * <p>An alert follows ISA-18.2: new, accepted, returned before anybody accepted it, shelved, closed. What is over and
 * accepted is closed; what was raised again before it was closed is the same alert. Accepting does not hide anything, and
 * ends by itself when nothing moves.
 *
 * <p>Bounded: at most {@link #MOST_OPEN} are open at once; more wait until one is closed, {@link #notRaised} counts them.
 */
public final class Alerts {
    static final int MOST_OPEN = 1_000;
    /** The longest that an alert may be shelved. */
    public static final Duration LONGEST_SHELF = Duration.ofDays(7);

    private static final int MOST_SAMPLES = 30;
    private static final int MOST_SHIFTS = 50;
    private static final int MOST_READS = 2_000;
    private static final long KEPT = 3_600_000;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60_000;
    private static final long UNSEEN = 24 * 3_600_000;

    /** Most urgent first: those nobody has, by priority, then the newest. */
    public static final Comparator<Alert> URGENCY = Comparator.comparing(
                    (Alert alert) -> alert.cause().priority())
            .thenComparing(alert -> !alert.isWaiting())
            .thenComparing(Alert::raisedAt, Comparator.reverseOrder())
            .thenComparing(Alert::id);

    /** All that is needed to go on later. */
    public record Frozen(
            List<Alert> alerts,
            List<Pending> pending,
            List<Rules.History> rules,
            List<Long> raises,
            List<Shift> shifts,
            List<Read> reads) {
        public static final Frozen EMPTY = new Frozen(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

        public Frozen {
            alerts = List.copyOf(alerts);
            pending = List.copyOf(pending);
            rules = List.copyOf(rules);
            raises = List.copyOf(raises);
            shifts = List.copyOf(shifts);
            reads = List.copyOf(reads);
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
            @Nullable String alert,
            List<Sample> samples) {}

    /**
     * A shift handed over.
     *
     * @param takenBy null while nobody took it
     * @param read what whoever took it had read by then
     */
    public record Shift(
            long givenAt,
            Party givenBy,
            String note,
            @Nullable Long takenAt,
            @Nullable Party takenBy,
            List<Read> read) {
        public Shift {
            read = List.copyOf(read);
        }
    }

    /** Somebody has read an alert that is handed over. */
    public record Read(String alert, Party by, long at) {}

    /** What became of what a person did. */
    public enum Outcome {
        DONE,
        /** There is no such alert any more. */
        GONE,
        /** Somebody else did something first. */
        LATE,
        /** It cannot be done to an alert in this state, or a shelf would be too long. */
        UNFIT
    }

    private record Key(String rule, String subject) {}

    private static final class Watch {
        private @Nullable Long brokenSince;
        private @Nullable Long overSince;
        private @Nullable String alert;
        private long nextLook = Long.MAX_VALUE;
        private final List<Sample> samples = new ArrayList<>();
    }

    private record Look(long at, Key key) {}

    private record Due(long at, String alert) {}

    private final Picture picture;
    private final Rules rules;
    private final Rates rates;
    private final ArrayDeque<Shift> shifts;
    /** Since a shift was last taken. */
    private final ArrayDeque<Read> reads;

    private final Changes changes;
    private final Map<Key, Watch> watches = new LinkedHashMap<>();
    private final PriorityQueue<Look> looks = new PriorityQueue<>(Comparator.comparingLong(Look::at)
            .thenComparing(look -> look.key().rule())
            .thenComparing(look -> look.key().subject()));
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparing(Due::alert));
    private final Map<String, Long> dues = new HashMap<>();
    private Set<String> changed = new LinkedHashSet<>();
    /** Feeds. */
    private final Map<String, Boolean> lost = new LinkedHashMap<>();
    /** What has the same cause as an alert that was just raised. */
    private Set<Key> dependents = new LinkedHashSet<>();

    private List<Turn> turns = new ArrayList<>();
    private boolean judgeAll = true;
    private int open;
    /** Broken and not raised, because too many are open. */
    private final Set<Key> heldBack = new HashSet<>();

    /** Judges {@code picture}, going on from {@code before}; at the very first start, by the rules of the file. */
    public Alerts(List<Rule> file, Picture picture, Frozen before) {
        this.picture = picture;
        long now = picture.now().toEpochMilli();
        rules = new Rules(file, before.rules());
        rates = new Rates(before.raises());
        shifts = new ArrayDeque<>(before.shifts());
        reads = new ArrayDeque<>(before.reads());
        changes = picture.watch();
        before.alerts().forEach(alert -> alerts.put(alert.id(), alert));
        for (Pending pending : before.pending()) {
            if (rules.present(pending.rule()) != null) {
                restore(new Key(pending.rule(), pending.subject()), pending);
            }
        }
        for (Alert alert : List.copyOf(alerts.values())) {
            if (alert.state().isOpen()) {
                open++;
                if (!watches.containsKey(key(alert))) {
                    clear(alert, now);
                }
            }
        }
        alerts.values().forEach(this::plan);
        turns = new ArrayList<>();
    }

    private void restore(Key key, Pending pending) {
        Watch watch = new Watch();
        watch.brokenSince = pending.brokenSince();
        watch.overSince = pending.overSince();
        watch.alert = pending.alert();
        watch.samples.addAll(pending.samples());
        watches.put(key, watch);
    }

    private static Key key(Alert alert) {
        return new Key(alert.cause().rule(), alert.cause().subject());
    }

    /**
     * Judges the picture as it is after its tick at {@code now}.
     *
     * @return what happened, by alert and in the order of its acts
     */
    public List<Turn> judge(Instant now) {
        long at = now.toEpochMilli();
        for (Key key : toJudge(at)) {
            judge(key, at);
        }
        Set<Key> folded = dependents;
        dependents = new LinkedHashSet<>();
        for (Key key : folded) {
            judge(key, at);
        }
        for (Due due = agenda.peek(); due != null && due.at() <= at; due = agenda.peek()) {
            agenda.remove();
            Alert alert = alerts.get(due.alert());
            if (alert != null && dues.getOrDefault(due.alert(), Long.MAX_VALUE) == due.at()) {
                dues.remove(due.alert());
                timePassed(alert, at);
            }
        }
        return takeTurns();
    }

    private List<Turn> takeTurns() {
        List<Turn> taken = turns;
        turns = new ArrayList<>();
        // whoever was looked at first: a restart must not change the order
        taken.sort(Comparator.comparing((Turn turn) -> turn.alert().id())
                .thenComparing(turn -> turn.act().number()));
        return taken;
    }

    private Set<Key> toJudge(long at) {
        Set<Key> keys = new LinkedHashSet<>();
        Set<Change> news = changes.take();
        if (judgeAll || news.stream().anyMatch(change -> change.kind() == Change.Kind.HOURS)) {
            judgeAll = false;
            addAll(keys);
        }
        for (Change change : news) {
            switch (change.kind()) {
                case SITE, QUEUE, RATING -> addSite(change.key(), keys);
                case DEVICE -> add(Scope.DEVICE, change.key(), keys);
                case DOSSIERS -> add(Scope.ORG, change.key(), keys);
                case DOSSIER -> add(Scope.DOSSIER, change.key(), keys);
                case ASSIGNMENT -> add(Scope.ASSIGNMENT, change.key(), keys);
                case FEED -> addFeed(change.key(), keys);
                case PART -> addPart(change.key(), keys);
                case PACE, KIND, LEDGER, REFUSAL, DAYBOOK, HOURS, DAY -> {}
            }
        }
        for (Look look = looks.peek(); look != null && look.at() <= at; look = looks.peek()) {
            looks.remove();
            Watch watch = watches.get(look.key());
            if (watch != null && watch.nextLook == look.at()) {
                watch.nextLook = Long.MAX_VALUE;
                keys.add(look.key());
            }
        }
        return keys;
    }

    private void addAll(Set<Key> keys) {
        picture.sites().forEach(site -> addSite(site.site().id(), keys));
        picture.devices().forEach(device -> add(Scope.DEVICE, device.key(), keys));
        picture.dossiersByOrg().stream().map(DossierCounts::key).forEach(org -> add(Scope.ORG, org, keys));
        picture.overdueDossiers().forEach(code -> add(Scope.DOSSIER, code, keys));
        picture.allAssignments().forEach(assignment -> add(Scope.ASSIGNMENT, assignment.id(), keys));
        picture.feeds().forEach(feed -> add(Scope.FEED, feed.feed().id(), keys));
        picture.parts().forEach(part -> addPart(part.id(), keys));
        keys.addAll(watches.keySet());
    }

    private void addSite(String id, Set<Key> keys) {
        add(Scope.SITE, id, keys);
        SitePicture site = picture.site(id).orElse(null);
        if (site == null) {
            return;
        }
        site.counters().forEach(counter -> add(Scope.COUNTER, counter.device().key(), keys));
    }

    /** The broker lost or found takes all sites with it. */
    private void addFeed(String id, Set<Key> keys) {
        add(Scope.FEED, id, keys);
        FeedPicture feed = picture.feed(id).orElse(null);
        if (feed != null && turned(id, feed.standing() == FeedPicture.Standing.LOST)) {
            picture.sites().forEach(site -> add(Scope.SITE, site.site().id(), keys));
            picture.devices().forEach(device -> add(Scope.DEVICE, device.key(), keys));
        }
    }

    /** What may have the same cause as this one. */
    private void rejudge(Cause root) {
        if (root.kind() == Rule.Kind.SITE_SILENT) {
            picture.site(root.subject()).ifPresent(site -> addDependents(site.devices()));
        } else if (root.kind() == Rule.Kind.DEVICE_SILENT) {
            picture.device(root.subject()).ifPresent(device -> addDependents(picture.behind(device)));
        } else if (root.kind() == Rule.Kind.FEED_LATE) {
            picture.sites().forEach(site -> add(Scope.SITE, site.site().id(), dependents));
            addDependents(picture.devices());
        }
    }

    private void addDependents(Collection<DevicePicture> devices) {
        devices.forEach(device -> add(Scope.DEVICE, device.key(), dependents));
    }

    private void addPart(String id, Set<Key> keys) {
        add(id.startsWith(PartPicture.SCREEN) ? Scope.SCREEN : Scope.PART, id, keys);
    }

    private boolean turned(String feed, boolean now) {
        Boolean before = lost.put(feed, now);
        return before == null || before != now;
    }

    private void add(Scope scope, String subject, Set<Key> keys) {
        for (Rule rule : rules.of(scope)) {
            keys.add(new Key(rule.id(), subject));
        }
    }

    private void judge(Key key, long now) {
        heldBack.remove(key);
        Rules.Version version = rules.present(key.rule());
        if (version == null) {
            return;
        }
        Rule rule = version.rule();
        Finding finding = Finding.of(rule, key.subject(), picture, rules);
        Watch watch = watches.get(key);
        if (watch == null) {
            if (!finding.broken() && finding.nextLook() == Long.MAX_VALUE) {
                return;
            }
            watch = new Watch();
            watches.put(key, watch);
        }
        Alert alert = watch.alert == null ? null : alerts.get(watch.alert);
        long next = alert != null && alert.isActive()
                ? goOn(watch, alert, rule, finding, now)
                : begin(key, watch, alert, version, finding, now);
        if (watch.alert == null && watch.brokenSince == null && next == Long.MAX_VALUE) {
            watches.remove(key);
        } else if (next < watch.nextLook) {
            watch.nextLook = next;
            looks.add(new Look(next, key));
        }
    }

    /** Not raised, or over before anybody closed it. When to look again. */
    private long begin(
            Key key, Watch watch, @Nullable Alert returned, Rules.Version version, Finding finding, long now) {
        if (!finding.broken()) {
            watch.brokenSince = null;
            watch.samples.clear();
            return finding.nextLook();
        }
        long since = watch.brokenSince == null ? now : watch.brokenSince;
        watch.brokenSince = since;
        sample(watch, key, version.rule(), finding, now);
        long raiseAt = since + version.rule().timing().hold().toMillis();
        if (now < raiseAt) {
            return Math.min(finding.nextLook(), raiseAt);
        }
        String unit = Finding.unit(version.rule().kind().scope(), key.subject(), picture);
        Why why = new Why(
                since,
                picture.hours(unit).phase().word(),
                picture.calendar(unit).fingerprint(),
                watch.samples);
        if (returned != null) {
            raiseAgain(returned, finding, why, now);
        } else if (open >= MOST_OPEN) {
            heldBack.add(key);
            return Math.min(finding.nextLook(), now + MINUTE);
        } else if (!raise(key, watch, version, finding, why, now)) {
            return Math.min(finding.nextLook(), now + SECOND);
        }
        watch.brokenSince = null;
        watch.overSince = null;
        watch.samples.clear();
        return finding.nextLook();
    }

    /** Raised and broken. When to look again. */
    private long goOn(Watch watch, Alert alert, Rule rule, Finding finding, long now) {
        String within = finding.folded() == null ? null : standsFor(finding.folded());
        if (finding.folded() != null || alert.life().within() != null) {
            fold(alert, within, now);
        }
        watch.overSince = !finding.over() ? null : watch.overSince == null ? Long.valueOf(now) : watch.overSince;
        long clearAt = watch.overSince == null || finding.atOnce()
                ? now
                : watch.overSince + rule.timing().clearHold().toMillis();
        if (watch.overSince != null && now >= clearAt) {
            watch.overSince = null;
            clear(current(alert), now);
            return finding.nextLook();
        }
        if (!finding.over() && finding.folded() == null && !finding.extent().equals(alert.extent())) {
            keep(current(alert).with(finding.extent()));
        }
        return watch.overSince == null ? finding.nextLook() : Math.min(finding.nextLook(), clearAt);
    }

    private Alert current(Alert alert) {
        Alert now = alerts.get(alert.id());
        return now == null ? alert : now;
    }

    /** Id of the active alert of that kind about that subject; null when there is none. */
    private @Nullable String standsFor(Finding.Root root) {
        for (Rule rule : rules.of(root.kind().scope())) {
            Watch watch = rule.kind() == root.kind() ? watches.get(new Key(rule.id(), root.subject())) : null;
            Alert alert = watch == null || watch.alert == null ? null : alerts.get(watch.alert);
            if (alert != null && alert.isActive()) {
                return alert.id();
            }
        }
        return null;
    }

    private void fold(Alert alert, @Nullable String within, long now) {
        String before = alert.life().within();
        if (within == null ? before == null : within.equals(before)) {
            return;
        }
        if (within == null) {
            Life life = alert.life().within(null);
            turn(alert, alert.after(Act.Kind.UNFOLDED, now, alert.state() == State.NEW ? life.anew(now) : life));
        } else {
            Alert.Said said = new Alert.Said(Act.Kind.FOLDED, new Party(within, within));
            turn(
                    alert,
                    alert.after(
                            said,
                            now,
                            alert.life().within(within),
                            alert.handling().accepted(),
                            alert.handling().shelf(),
                            0));
        }
    }

    private void sample(Watch watch, Key key, Rule rule, Finding finding, long now) {
        Alert.Extent extent = finding.extent();
        Sample last = watch.samples.isEmpty() ? null : watch.samples.get(watch.samples.size() - 1);
        if (last != null
                && last.count() == extent.count()
                && (last.value() == null ? extent.value() == null : last.value().equals(extent.value()))) {
            return;
        }
        if (watch.samples.size() == MOST_SAMPLES) {
            watch.samples.remove(1);
        }
        watch.samples.add(
                Reading.of(rule.kind().scope(), key.subject(), picture).sample(now, extent.value(), extent.count()));
    }

    /** False for what was raised and closed within this second: another one would have the same id. */
    private boolean raise(Key key, Watch watch, Rules.Version version, Finding finding, Why why, long now) {
        Rule rule = version.rule();
        Alert alert = new Alert(
                Alert.id(rule.id(), key.subject(), now),
                new Cause(
                        rule.id(),
                        version.number(),
                        rule.kind(),
                        rule.priority(),
                        key.subject(),
                        site(rule.kind().scope(), key.subject()),
                        Finding.unit(rule.kind().scope(), key.subject(), picture)),
                new Life(State.NEW, now, now, null, null, 0, null),
                finding.extent(),
                Handling.NONE,
                why);
        if (alerts.containsKey(alert.id())) {
            return false;
        }
        open++;
        rates.raised(now);
        watch.alert = alert.id();
        turn(alert, alert.after(Act.Kind.RAISED, now, alert.life()));
        rejudge(alert.cause());
        return true;
    }

    private static @Nullable String site(Scope scope, String subject) {
        return switch (scope) {
            case SITE -> subject;
            case DEVICE, COUNTER -> subject.substring(0, subject.indexOf('/'));
            case ORG, DOSSIER, ASSIGNMENT, FEED, SCREEN, PART -> null;
        };
    }

    private void raiseAgain(Alert alert, Finding finding, Why why, long now) {
        rates.raised(now);
        boolean shelved = alert.state() == State.SHELVED;
        Alert worse = new Alert(alert.id(), alert.cause(), alert.life(), finding.extent(), alert.handling(), why);
        turn(
                alert,
                worse.after(
                        Act.Kind.RERAISED,
                        now,
                        shelved ? alert.life().broken() : alert.life().anew(now)));
        rejudge(alert.cause());
    }

    /** Over: what nobody accepted stays to be seen, unless another alert stood for it. */
    private void clear(Alert alert, long now) {
        State before = alert.state();
        if (before == State.SHELVED) {
            turn(alert, alert.after(Act.Kind.CLEARED, now, alert.life().cleared(State.SHELVED, now)));
        } else if (before == State.NEW && alert.life().within() == null) {
            turn(alert, alert.after(Act.Kind.RETURNED, now, alert.life().cleared(State.RETURNED, now)));
        } else if (before.isOpen()) {
            close(alert, Act.Kind.CLEARED, now);
        }
    }

    private void close(Alert alert, Act.Kind how, long now) {
        turn(alert, alert.after(how, now, alert.life().cleared(State.CLOSED, now)));
    }

    /** The one place where an alert becomes another one by an act. */
    private void turn(Alert before, Alert after) {
        if (before.state().isOpen() && !after.state().isOpen()) {
            open--;
            Watch watch = watches.get(key(after));
            if (watch != null && after.id().equals(watch.alert)) {
                watch.alert = null;
                if (watch.brokenSince == null && watch.nextLook == Long.MAX_VALUE) {
                    watches.remove(key(after));
                }
            }
        }
        keep(after);
        turns.add(new Turn(after, after.handling().last()));
        plan(after);
    }

    private void keep(Alert alert) {
        alerts.put(alert.id(), alert);
        changed.add(alert.id());
    }

    /** When time alone will change it. */
    private void plan(Alert alert) {
        long at = nextTime(alert);
        if (at == Long.MAX_VALUE) {
            dues.remove(alert.id());
        } else if (!Long.valueOf(at).equals(dues.put(alert.id(), at))) {
            agenda.add(new Due(at, alert.id()));
        }
    }

    private long nextTime(Alert alert) {
        Life life = alert.life();
        return switch (alert.state()) {
            case NEW -> {
                List<Rule.Step> chain = response(alert).chain();
                yield life.within() != null || life.level() >= chain.size()
                        ? Long.MAX_VALUE
                        : toldAt(alert, chain.get(life.level()));
            }
            case ACCEPTED -> {
                Acceptance accepted = alert.handling().accepted();
                Duration lasts = response(alert).expires();
                yield accepted == null || lasts.isZero() ? Long.MAX_VALUE : expiry(alert, accepted, lasts);
            }
            case RETURNED -> life.clearedAt() == null ? Long.MAX_VALUE : life.clearedAt() + UNSEEN;
            case SHELVED -> {
                Shelf shelf = alert.handling().shelf();
                yield shelf == null ? Long.MAX_VALUE : shelf.until();
            }
            case CLOSED -> life.closedAt() == null ? Long.MAX_VALUE : life.closedAt() + KEPT;
        };
    }

    /** When an acceptance ends unless something moves, epoch ms; empty for never. */
    public Optional<Long> expiresAt(Alert alert) {
        Acceptance accepted = alert.handling().accepted();
        Duration lasts = response(alert).expires();
        return alert.state() != State.ACCEPTED || accepted == null || lasts.isZero()
                ? Optional.empty()
                : Optional.of(expiry(alert, accepted, lasts));
    }

    private long expiry(Alert alert, Acceptance accepted, Duration lasts) {
        boolean office = rule(alert)
                .map(rule -> rule.timing().when() == Rule.When.OFFICE)
                .orElse(false);
        return office ? working(alert, accepted.moved(), lasts) : accepted.moved() + lasts.toMillis();
    }

    /** By the hours of its unit. */
    private long working(Alert alert, long from, Duration time) {
        return time.isZero()
                ? from
                : picture.calendar(alert.cause().unit())
                        .plus(Instant.ofEpochMilli(from), time)
                        .toEpochMilli();
    }

    /** When a step of its chain is told, as long as nobody accepts it; epoch ms. */
    public long toldAt(Alert alert, Rule.Step step) {
        return working(alert, alert.life().newSince(), step.after());
    }

    private Optional<Rule> rule(Alert alert) {
        return rules.at(alert.cause().rule(), alert.cause().version());
    }

    /** What its rule says people do about it. */
    public Rule.Response response(Alert alert) {
        return rule(alert).map(Rule::response).orElse(Rule.Response.NONE);
    }

    private void timePassed(Alert alert, long now) {
        switch (alert.state()) {
            case NEW -> {
                Rule.Step step = response(alert).chain().get(alert.life().level());
                Alert.Said said = new Alert.Said(Act.Kind.ESCALATED, new Party(step.key(), step.key()));
                turn(
                        alert,
                        alert.after(said, now, alert.life().told(alert.life().level() + 1), null, null, 0));
            }
            case ACCEPTED -> {
                rates.raised(now);
                Alert.Said said = new Alert.Said(Act.Kind.EXPIRED, Party.NOBODY);
                turn(alert, alert.after(said, now, alert.life().anew(now), null, null, 0));
            }
            case RETURNED -> close(alert, Act.Kind.CLOSED, now);
            case SHELVED -> unshelve(alert, new Alert.Said(Act.Kind.SHELF_ENDED, Party.NOBODY), now, 0);
            case CLOSED -> {
                alerts.remove(alert.id());
                changed.add(alert.id());
            }
        }
    }

    private void unshelve(Alert alert, Alert.Said said, long now, int revisions) {
        Life life = alert.isActive() ? alert.life().anew(now) : alert.life().cleared(State.CLOSED, now);
        turn(alert, alert.after(said, now, life, null, null, revisions));
    }

    /** A person does something about one; what happened is told by the next {@link #takeActs}. */
    public Outcome apply(ioc.event.Handling said, Instant receivedAt) {
        Alert alert = alerts.get(said.alert());
        long now = receivedAt.toEpochMilli();
        if (alert == null) {
            return Outcome.GONE;
        }
        if (said.kind() == ioc.event.Handling.Kind.COMMENT) {
            comment(alert, said, now);
            return Outcome.DONE;
        }
        if (said.revision() != alert.handling().revision()) {
            return Outcome.LATE;
        }
        return handle(alert, said, now) ? Outcome.DONE : Outcome.UNFIT;
    }

    private void comment(Alert alert, ioc.event.Handling said, long now) {
        Acceptance accepted = alert.handling().accepted();
        Acceptance moved =
                accepted == null ? null : new Acceptance(accepted.holder(), accepted.by(), accepted.at(), now);
        turn(
                alert,
                alert.after(
                        said(Act.Kind.COMMENTED, said),
                        now,
                        alert.life(),
                        moved,
                        alert.handling().shelf(),
                        0));
    }

    private static Alert.Said said(Act.Kind kind, ioc.event.Handling said) {
        Instant until = said.until();
        return new Alert.Said(kind, said.by(), said.to(), said.text(), until == null ? null : until.toEpochMilli());
    }

    private boolean handle(Alert alert, ioc.event.Handling said, long now) {
        State state = alert.state();
        Life life = alert.life();
        if (!state.isOpen()) {
            return false;
        }
        switch (said.kind()) {
            case ACCEPT -> hold(alert, said(Act.Kind.ACCEPTED, said), said.by(), now);
            case ASSIGN -> hold(alert, said(Act.Kind.ASSIGNED, said), said.to(), now);
            case RELEASE -> {
                if (state != State.ACCEPTED) {
                    return false;
                }
                turn(alert, alert.after(said(Act.Kind.RELEASED, said), now, life.anew(now), null, null, 1));
            }
            case SHELVE -> {
                Instant until = said.until();
                if (until == null
                        || until.toEpochMilli() <= now
                        || until.toEpochMilli() > now + LONGEST_SHELF.toMillis()) {
                    return false;
                }
                Shelf shelf = new Shelf(said.by(), now, until.toEpochMilli(), said.text());
                turn(alert, alert.after(said(Act.Kind.SHELVED, said), now, life.with(State.SHELVED), null, shelf, 1));
            }
            case UNSHELVE -> {
                if (state != State.SHELVED) {
                    return false;
                }
                unshelve(alert, said(Act.Kind.UNSHELVED, said), now, 1);
            }
            case COMMENT -> throw new IllegalStateException("a comment changes no state");
        }
        return true;
    }

    /** Somebody has it; what is over already is closed by that. */
    private void hold(Alert alert, Alert.Said said, Party holder, long now) {
        Acceptance accepted = new Acceptance(holder, said.by(), now, now);
        Life life = alert.isActive()
                ? alert.life().with(State.ACCEPTED)
                : alert.life().cleared(State.CLOSED, now);
        turn(alert, alert.after(said, now, life, accepted, null, 1));
    }

    /** What people did since the last call or tick. */
    public List<Turn> takeActs() {
        return takeTurns();
    }

    /** An administrator changes a rule: its alerts go on, what was pending begins anew. False when it does not count. */
    public boolean apply(Rules.Proposal proposal, Instant receivedAt) {
        if (!rules.apply(proposal, receivedAt.toEpochMilli())) {
            return false;
        }
        watches.forEach((key, watch) -> {
            if (key.rule().equals(proposal.rule().id())) {
                watch.brokenSince = null;
                watch.overSince = null;
                watch.samples.clear();
            }
        });
        // of an alert whose version of the rule is not kept any more, the present one says what is next
        alerts.values().stream()
                .filter(alert -> alert.cause().rule().equals(proposal.rule().id()))
                .forEach(this::plan);
        judgeAll = true;
        return true;
    }

    /** Somebody hands the shift over, reads what is handed over, or takes the one that was handed over last. */
    public void apply(Event.Shifted said) {
        long at = said.receivedAt().toEpochMilli();
        Shift last = shifts.peekLast();
        if (said.turn() == Event.Shifted.Turn.GIVE) {
            shifts.add(new Shift(at, said.by(), said.note(), null, null, List.of()));
            if (shifts.size() > MOST_SHIFTS) {
                shifts.remove();
            }
        } else if (said.turn() == Event.Shifted.Turn.READ) {
            said.alerts().stream()
                    .filter(alerts::containsKey)
                    .filter(alert -> reads.stream()
                            .noneMatch(read -> read.alert().equals(alert)
                                    && read.by().id().equals(said.by().id())))
                    .forEach(alert -> reads.add(new Read(alert, said.by(), at)));
            while (reads.size() > MOST_READS) {
                reads.remove();
            }
        } else if (last != null && last.takenAt() == null) {
            List<Read> read = reads.stream()
                    .filter(one -> one.by().id().equals(said.by().id()))
                    .toList();
            reads.clear();
            shifts.removeLast();
            shifts.add(new Shift(last.givenAt(), last.givenBy(), last.note(), at, said.by(), read));
        }
    }

    /** Who has read what since a shift was last taken, oldest first. */
    public List<Read> reads() {
        return List.copyOf(reads);
    }

    /** The last ones, oldest first. */
    public List<Shift> shifts() {
        return List.copyOf(shifts);
    }

    public Rules rules() {
        return rules;
    }

    /** In order of raising; those that were closed within the hour among them. */
    public Collection<Alert> all() {
        return List.copyOf(alerts.values());
    }

    public Optional<Alert> alert(String id) {
        return Optional.ofNullable(alerts.get(id));
    }

    /** How many are broken now. */
    public int active() {
        return (int) alerts.values().stream().filter(Alert::isActive).count();
    }

    /** How many wait to be raised because too many are open. */
    public int notRaised() {
        return heldBack.size();
    }

    /** How many were raised in the time before {@code now}. */
    public int raised(Instant now, Duration within) {
        return rates.count(now.toEpochMilli() - within.toMillis());
    }

    /** Ids of alerts that changed or were forgotten since the last call. */
    public Set<String> takeChanges() {
        Set<String> taken = changed;
        changed = new LinkedHashSet<>();
        return taken;
    }

    public Frozen freeze() {
        List<Pending> pending = new ArrayList<>();
        watches.forEach((key, watch) -> {
            if (watch.alert != null || watch.brokenSince != null) {
                pending.add(new Pending(
                        key.rule(),
                        key.subject(),
                        watch.brokenSince,
                        watch.overSince,
                        watch.alert,
                        List.copyOf(watch.samples)));
            }
        });
        pending.sort(Comparator.comparing(Pending::rule).thenComparing(Pending::subject));
        return new Frozen(
                List.copyOf(alerts.values()),
                pending,
                rules.freeze(),
                rates.freeze(),
                List.copyOf(shifts),
                List.copyOf(reads));
    }

    /** When alerts were raised, within the last hour. */
    private static final class Rates {
        private static final int MOST = 5_000;
        private final ArrayDeque<Long> at = new ArrayDeque<>();

        private Rates(List<Long> before) {
            at.addAll(before);
        }

        private void raised(long now) {
            at.add(now);
            for (Long first = at.peek();
                    first != null && (first <= now - KEPT || at.size() > MOST);
                    first = at.peek()) {
                at.remove();
            }
        }

        private int count(long since) {
            int count = 0;
            for (var newest = at.descendingIterator(); newest.hasNext() && newest.next() > since; ) {
                count++;
            }
            return count;
        }

        private List<Long> freeze() {
            return List.copyOf(at);
        }
    }

    /** The newest reading that figures about a subject rest on. */
    private record Reading(
            @Nullable Long observedAt, @Nullable Long receivedAt) {
        private static final Reading NONE = new Reading(null, null);

        private static Reading of(Scope scope, String subject, Picture picture) {
            return switch (scope) {
                case SITE ->
                    picture.site(subject).map(site -> newest(site.devices())).orElse(NONE);
                case COUNTER, DEVICE ->
                    picture.device(subject)
                            .map(device -> newest(List.of(device)))
                            .orElse(NONE);
                case FEED ->
                    picture.feed(subject)
                            .map(feed -> new Reading(null, feed.heardAt()))
                            .orElse(NONE);
                case ORG, DOSSIER, ASSIGNMENT, SCREEN, PART -> NONE;
            };
        }

        private static Reading newest(List<DevicePicture> devices) {
            Reading newest = NONE;
            for (DevicePicture device : devices) {
                Long received = device.receivedAt();
                if (received != null && (newest.receivedAt == null || received > newest.receivedAt)) {
                    newest = new Reading(device.observedAtCorrected(), received);
                }
            }
            return newest;
        }

        private Sample sample(long at, @Nullable Double value, int count) {
            return new Sample(at, observedAt, receivedAt, value, count);
        }
    }
}
