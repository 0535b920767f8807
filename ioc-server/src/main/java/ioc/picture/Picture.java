package ioc.picture;

import ioc.calendar.Calendars;
import ioc.calendar.WorkingCalendar;
import ioc.dossier.Judge;
import ioc.dossier.Judgement;
import ioc.event.Event;
import ioc.picture.Change.Kind;
import ioc.place.Name;
import ioc.place.OrgWords;
import ioc.place.Places;
import ioc.sensor.DeviceId;
import ioc.sensor.Reading;
import ioc.sensor.decode.Decoded;
import ioc.sensor.decode.Decoded.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is true now: a fold over events and ticks. The same events and ticks in the same order give the same picture.
 *
 * <p>One thread. Events come in order of {@link Event#receivedAt}; {@link #tick} comes at quarters of a second, after every event
 * received before it. What depends on the clock changes at ticks only, so everything it shows is a function of what was
 * put in, not of when it is looked at.
 */
public final class Picture {
    private static final int MOST_PARTS = 200;

    private final Places places;
    private final Calendars calendars;
    private final Limits limits;
    private final OrgWords words;
    private final Clock clock;
    private final Sites sites;
    private final Dossiers dossiers;
    private final Assignments assignments;
    private final Steps steps;
    private final Map<String, FeedPicture> feeds = new LinkedHashMap<>();
    private final Map<String, PartPicture> parts = new LinkedHashMap<>();
    private final Ledger ledger;
    private final Daybook daybook = new Daybook();
    private final List<Changes> watchers = new ArrayList<>();
    private final Changes changes;
    private final Absence absence;
    /** The best that became of what the present message said until now. */
    private @Nullable Outcome best;

    /** Goes on from {@code state}; devices and feeds that are no longer configured are left behind. */
    public Picture(Places places, Judge judge, Limits limits, List<Feed> feeds, State state) {
        this.places = places;
        calendars = judge.calendars();
        this.limits = limits;
        words = new OrgWords(places);
        clock = new Clock(places.zone(), calendars, state.now());
        absence = new Absence(state.trail().absence());
        sites = new Sites(places, limits, clock, absence, state, this::mark);
        dossiers = new Dossiers(judge, words, places.zone(), limits, new Dossiers.Watcher() {
            @Override
            public void org(String org) {
                mark(new Change(Kind.DOSSIERS, org));
            }

            @Override
            public void dossier(String code) {
                mark(new Change(Kind.DOSSIER, code));
            }
        });
        assignments = new Assignments(words, places.zone(), limits, id -> mark(new Change(Kind.ASSIGNMENT, id)));
        steps = new Steps(limits.bounds().dossiers());
        ledger = new Ledger(limits.bounds(), this::mark);
        dossiers.restore(state.work().dossiers(), state.work().dossiersChangedAt(), clock.at);
        assignments.restore(state.work().assignments(), clock.at);
        steps.restore(state.work().steps());
        state.trail().parts().forEach(part -> parts.put(part.id(), part));
        ledger.restore(state.trail().accounts(), state.trail().refusals());
        daybook.restore(state.trail().daybook());
        feeds.forEach(feed -> this.feeds.put(feed.id(), new FeedPicture(feed, clock.isOpen())));
        for (FeedPicture.Frozen frozen : state.trail().feeds()) {
            feed(frozen.id()).ifPresent(feed -> feed.restore(frozen, clock.at, clock.isOpen()));
        }
        changes = watch();
    }

    /** Takes one event. A message is in the ledger once, under the best outcome of what it says. */
    public Outcome apply(Event event) {
        long received = event.receivedAt().toEpochMilli();
        if (clock.at == 0 || received >= clock.dayEnd) {
            tick(Instant.ofEpochMilli(received - Math.floorMod(received, 1000)));
        }
        absence.event(received);
        return event.match(new Fold(received));
    }

    private final class Fold implements Event.Cases<Outcome> {
        private final long received;

        private Fold(long received) {
            this.received = received;
        }

        @Override
        public Outcome heard(Event.Heard heard) {
            Outcome known = sites.heard(heard, received);
            Outcome outcome = known == null ? Outcome.REFUSED : known;
            best = best == null || outcome.compareTo(best) < 0 ? outcome : best;
            if (heard.last()) {
                Reason reason = known == null ? Reason.UNKNOWN_DEVICE : Reason.OVERSIZE;
                settle(heard, best, heard.reading().device(), reason);
                best = null;
                feed(heard.source()).ifPresent(this::hears);
                if (isBroker(heard.source())) {
                    absence.heard(received);
                }
            }
            if (outcome == Outcome.ACCEPTED && Sites.isLife(heard)) {
                feed(Feed.DEVICES).ifPresent(this::hears);
                if (heard.reading() instanceof Reading.Rating) {
                    feed(Feed.RATINGS).ifPresent(this::hears);
                }
            }
            return outcome;
        }

        @Override
        public Outcome refused(Event.Refused refused) {
            ledger.rejected(refused.source(), refused.reason(), received);
            if (refused.reason() != Reason.DUPLICATE) {
                ledger.refused(refused.subject(), refused.reason(), received);
            }
            Decoded.Clock off = refused.clock();
            if (off != null && off.device() != null && sites.clockOff(off.device(), off.said(), received)) {
                feed(Feed.DEVICES).ifPresent(this::hears);
            }
            return Outcome.REFUSED;
        }

        @Override
        public Outcome unused(Event.Unused unused) {
            ledger.accepted(unused.source(), received);
            feed(unused.source()).ifPresent(this::hears);
            return Outcome.UNUSED;
        }

        @Override
        public Outcome dossierSeen(Event.DossierSeen seen) {
            Outcome outcome = dossiers.seen(seen.source(), seen.dossier(), received, clock.at);
            settle(seen, outcome, seen.dossier().code(), Reason.OVERSIZE);
            hears(seen.source());
            return outcome;
        }

        @Override
        public Outcome assignmentSeen(Event.AssignmentSeen seen) {
            Outcome outcome = assignments.seen(seen.source(), seen.assignment(), seen.receivedAt(), clock.at);
            settle(seen, outcome, seen.assignment().id(), Reason.OVERSIZE);
            hears(seen.source());
            return outcome;
        }

        @Override
        public Outcome stepSeen(Event.StepSeen seen) {
            Outcome outcome = steps.seen(seen.source(), seen.step());
            settle(seen, outcome, seen.step().dossier(), Reason.OVERSIZE);
            hears(seen.source());
            return outcome;
        }

        /** A system that answered was heard; a broker that is up has said nothing yet. No message, so not in the ledger. */
        @Override
        public Outcome feedChanged(Event.FeedChanged changed) {
            boolean up = changed.state() == Event.FeedChanged.State.UP;
            if (isBroker(changed.source()) && up) {
                absence.up(received);
            } else if (isBroker(changed.source())) {
                absence.down(received);
            }
            for (FeedPicture feed : feeds.values()) {
                if (feed.feed().source().equals(changed.source())) {
                    if (up && feed.feed().kind() != Feed.Kind.MQTT) {
                        hears(feed);
                    } else {
                        feed.isDown(!up);
                        look(feed);
                    }
                }
            }
            return Outcome.ACCEPTED;
        }

        @Override
        public Outcome handled(Event.Handled handled) {
            ledger.accepted(handled.source(), received);
            return Outcome.ACCEPTED;
        }

        @Override
        public Outcome ruleProposed(Event.RuleProposed proposed) {
            ledger.accepted(proposed.source(), received);
            return Outcome.ACCEPTED;
        }

        @Override
        public Outcome shifted(Event.Shifted shifted) {
            ledger.accepted(shifted.source(), received);
            return Outcome.ACCEPTED;
        }

        /** Told by ourselves, so not in the ledger. */
        @Override
        public Outcome partChanged(Event.PartChanged changed) {
            PartPicture before = parts.get(changed.part());
            if (before != null
                    && before.works() == changed.works()
                    && before.name().equals(changed.name())) {
                return Outcome.DUPLICATE;
            }
            if (before == null && parts.size() >= MOST_PARTS) {
                return Outcome.REFUSED;
            }
            parts.put(
                    changed.part(),
                    new PartPicture(
                            changed.part(),
                            changed.name(),
                            changed.works(),
                            received,
                            changed.works() ? null : changed.detail()));
            mark(new Change(Kind.PART, changed.part()));
            return Outcome.ACCEPTED;
        }

        /** One that does not fit what the assignment is by now is refused, like the second of two who act at once. */
        @Override
        public Outcome acted(Event.Acted acted) {
            Outcome outcome = assignments.acted(acted.action(), acted.receivedAt(), clock.at);
            settle(acted, outcome, acted.action().assignment(), Reason.OUT_OF_RANGE);
            return outcome;
        }

        @Override
        public Outcome apologised(Event.Apologised apologised) {
            Outcome outcome = dossiers.apologised(apologised.code(), apologised.step(), received, clock.at);
            settle(apologised, outcome, apologised.code(), Reason.OUT_OF_RANGE);
            return outcome;
        }

        /** In office time the minute is kept: how the feeds stood, and now and then what the figures were. */
        @Override
        public Outcome sampled(Event.Sampled sampled) {
            absence.sampled();
            if (clock.isOpen()) {
                for (FeedPicture feed : feeds.values()) {
                    feed.sampled(clock.day);
                    mark(feed.change());
                }
                if (minuteOfDay() % Daybook.STEP == 0) {
                    daybook.note(clock.day, page());
                }
            }
            return Outcome.ACCEPTED;
        }

        private boolean isBroker(String source) {
            for (FeedPicture feed : feeds.values()) {
                if (feed.feed().kind() == Feed.Kind.MQTT && feed.feed().source().equals(source)) {
                    return true;
                }
            }
            return false;
        }

        private void settle(Event event, Outcome outcome, Object subject, Reason refusal) {
            switch (outcome) {
                case ACCEPTED, LATE, UNUSED -> ledger.accepted(event.source(), received);
                case DUPLICATE -> ledger.rejected(event.source(), Reason.DUPLICATE, received);
                case REFUSED -> {
                    ledger.rejected(event.source(), refusal, received);
                    ledger.refused(subject.toString(), refusal, received);
                }
            }
        }

        private void hears(String source) {
            for (FeedPicture feed : feeds.values()) {
                if (feed.feed().source().equals(source)) {
                    hears(feed);
                }
            }
        }

        private void hears(FeedPicture feed) {
            feed.heard(received);
            look(feed);
        }

        private void look(FeedPicture feed) {
            feed.tick(clock.at, clock.isOpen());
            mark(feed.change());
        }
    }

    /** Time is {@code at}, a quarter of a second. Earlier than the last tick: nothing happens. */
    public void tick(Instant at) {
        long millis = at.toEpochMilli();
        if (millis < clock.at) {
            return;
        }
        boolean dayPassed = millis >= clock.dayEnd;
        boolean minutePassed = millis >= clock.minute + 60_000;
        int step = minuteOfDay() / Daybook.STEP;
        boolean hoursPassed = clock.set(millis);
        if (dayPassed) {
            sites.newDay();
            dossiers.newDay(millis);
            assignments.newDay(millis);
            daybook.newDay();
            mark(new Change(Kind.DAY, ""));
        }
        if (hoursPassed) {
            mark(new Change(Kind.HOURS, ""));
        }
        if (minuteOfDay() / Daybook.STEP != step) {
            mark(new Change(Kind.DAYBOOK, ""));
        }
        sites.tick(minutePassed, hoursPassed);
        dossiers.tick(millis);
        assignments.tick(millis);
        for (FeedPicture feed : feeds.values()) {
            if (feed.tick(millis, clock.isOpen())) {
                mark(feed.change());
            }
        }
    }

    private int minuteOfDay() {
        return (int) ((clock.minute - clock.dayStart) / 60_000);
    }

    private Daybook.Page page() {
        Map<String, Daybook.Figures> figures = new LinkedHashMap<>();
        for (SitePicture site : sites.all()) {
            figures.put(site.site().id(), Daybook.Figures.of(site, clock.at));
        }
        boolean handles = dossiers.all().count(DossierCounts.Trait.RECEIVED) > 0;
        return new Daybook.Page(
                minuteOfDay(),
                figures,
                handles ? dossiers.all().count(DossierCounts.Trait.OVERDUE) : null,
                assignments.all().all() > 0 ? assignments.all().overdue() : null);
    }

    private void mark(Change change) {
        for (Changes watcher : watchers) {
            watcher.mark(change);
        }
    }

    /** A further reader of changes, from now on; each has its own. It must take them, for they are kept until it does. */
    public Changes watch() {
        Changes watcher = new Changes();
        watchers.add(watcher);
        return watcher;
    }

    /** That reader takes no more. */
    public void unwatch(Changes watcher) {
        watchers.remove(watcher);
    }

    /** What changed since the last call. */
    public Set<Change> takeChanges() {
        return changes.take();
    }

    /** All that is needed to go on later. */
    public State freeze() {
        return new State(
                clock.at,
                sites.freezeDevices(),
                sites.freeze(),
                new State.Work(dossiers.freeze(), assignments.freeze(), dossiers.changedAt(), steps.freeze()),
                new State.Trail(
                        feeds.values().stream().map(FeedPicture::freeze).toList(),
                        ledger.accounts(),
                        List.copyOf(ledger.refusals()),
                        daybook.freeze(),
                        List.copyOf(parts.values()),
                        absence.freeze()));
    }

    public Places places() {
        return places;
    }

    /** The usual one. */
    public WorkingCalendar calendar() {
        return calendars.usual();
    }

    /** That by which a unit works; the usual one for null. */
    public WorkingCalendar calendar(@Nullable String unit) {
        return unit == null ? calendars.usual() : calendars.of(unit);
    }

    public Limits limits() {
        return limits;
    }

    /** The last tick. */
    public Instant now() {
        return Instant.ofEpochMilli(clock.at);
    }

    public LocalDate day() {
        return clock.day;
    }

    /** What kind of time it is by the usual calendar. */
    public WorkingCalendar.Moment hours() {
        return clock.moment(null);
    }

    /** What kind of time it is for a unit; by the usual calendar for null. */
    public WorkingCalendar.Moment hours(@Nullable String unit) {
        return clock.moment(unit);
    }

    /** In their fixed order. */
    public List<SitePicture> sites() {
        return sites.all();
    }

    public Optional<SitePicture> site(String id) {
        return sites.site(id);
    }

    public Collection<DevicePicture> devices() {
        return sites.devices();
    }

    public Optional<DevicePicture> device(DeviceId id) {
        return sites.device(id.toString());
    }

    /** By {@link DevicePicture#key}. */
    public Optional<DevicePicture> device(String key) {
        return sites.device(key);
    }

    /** What is lost and takes this device with it, the widest first; nothing when it stands for itself. */
    public List<Cause> causes(DevicePicture device) {
        return sites.causes(device);
    }

    /** The devices that hang behind this one, through any number of others. */
    public List<DevicePicture> behind(DevicePicture device) {
        return sites.behind(device);
    }

    public Collection<FeedPicture> feeds() {
        return Collections.unmodifiableCollection(feeds.values());
    }

    public Optional<FeedPicture> feed(String id) {
        return Optional.ofNullable(feeds.get(id));
    }

    /** Walls and parts of the server that ever told of themselves. */
    public Collection<PartPicture> parts() {
        return Collections.unmodifiableCollection(parts.values());
    }

    public Optional<PartPicture> part(String id) {
        return Optional.ofNullable(parts.get(id));
    }

    public Ledger ledger() {
        return ledger;
    }

    /** The last worked day before today of which figures are kept. */
    public Optional<LocalDate> dayBefore() {
        return daybook.before();
    }

    /** What the figures were then, at this time of day; empty where nobody was awake to see. */
    public Optional<Daybook.Page> then() {
        return daybook.at(minuteOfDay());
    }

    /** The last page of that day up to this time: what its sums of the day had come to. */
    public Optional<Daybook.Page> untilThen() {
        return daybook.until(minuteOfDay());
    }

    /** Of all units. */
    public DossierCounts dossiers() {
        return dossiers.all();
    }

    /** One dossier by its code. */
    public Optional<Judgement> dossier(String code) {
        return dossiers.dossier(code);
    }

    /** Codes of those past their due instant. */
    public Set<String> overdueDossiers() {
        return dossiers.overdue();
    }

    /** Whether a source has told of a dossier that is kept here. */
    public boolean isTold(String source, String code) {
        return dossiers.isTold(source, code);
    }

    /** Units with dossiers. */
    public List<DossierCounts> dossiersByOrg() {
        return dossiers.orgs();
    }

    /** By key; empty for a unit without dossiers. */
    public Optional<DossierCounts> dossiersOf(String org) {
        return dossiers.org(org);
    }

    /** When a dossier last changed, epoch ms. */
    public @Nullable Long dossiersChangedAt() {
        return dossiers.changedAt();
    }

    /** When the period of their account began, epoch ms; null while there is no dossier. */
    public @Nullable Long dossiersPeriodAt() {
        return dossiers.periodAt();
    }

    public AssignmentCounts assignments() {
        return assignments.all();
    }

    /** By key of the lead's row; see {@link #orgName}. */
    public Map<String, AssignmentCounts> assignmentsByOrg() {
        return assignments.orgs();
    }

    public Map<String, AssignmentCounts> assignmentsByGiver() {
        return assignments.givers();
    }

    /** Every assignment kept, open and done. */
    public Collection<AssignmentPicture> allAssignments() {
        return assignments.rows();
    }

    public Optional<AssignmentPicture> assignment(String id) {
        return Optional.ofNullable(assignments.row(id));
    }

    /** The name behind a row's key. */
    public Name orgName(String key) {
        return words.name(key);
    }
}
