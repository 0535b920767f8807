package ioc.picture;

import ioc.dossier.Course;
import ioc.dossier.Judge;
import ioc.dossier.Judgement;
import ioc.event.ApologyStep;
import ioc.event.Dossier;
import ioc.picture.DossierCounts.Trait;
import ioc.place.Name;
import ioc.place.OrgWords;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All dossiers by code, counted by unit. By the clock alone only those are looked at whose next instant has come. */
final class Dossiers {
    private record Row(Judgement judgement, Set<Trait> traits) {}

    /** Is told of what looks different now. */
    interface Watcher {
        /** Key of the unit. */
        void org(String org);

        /** Code of one that is past its due instant, came to be so or is so no more, or is of another unit, or gone. */
        void dossier(String code);
    }

    private final Judge judge;
    private final OrgWords words;
    private final ZoneId zone;
    private final Limits limits;
    private final Watcher changed;
    /** Codes of those past their due instant. */
    private final LinkedHashSet<String> overdue = new LinkedHashSet<>();

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final LinkedHashSet<String> finished = new LinkedHashSet<>();
    private final Agenda<String> agenda = new Agenda<>();
    private final TreeMap<String, DossierCounts> orgs = new TreeMap<>();
    private DossierCounts all = new DossierCounts("", new Name("", "", "", ""));
    private @Nullable Long changedAt;
    private @Nullable Long periodAt;

    Dossiers(Judge judge, OrgWords words, ZoneId zone, Limits limits, Watcher changed) {
        this.judge = judge;
        this.words = words;
        this.zone = zone;
        this.limits = limits;
        this.changed = changed;
    }

    Outcome seen(String source, Dossier dossier, long received, long now) {
        Row row = rows.get(dossier.code());
        Course before = row == null ? null : row.judgement().course();
        Course course = judge.follow(before, source, dossier, Instant.ofEpochMilli(received));
        if (course.equals(before)) {
            return Outcome.DUPLICATE;
        }
        if (before == null && rows.size() >= limits.bounds().dossiers() && !makeRoom()) {
            return Outcome.REFUSED;
        }
        changedAt = received;
        put(course, now);
        return Outcome.ACCEPTED;
    }

    /** Refused for a dossier that is not there, and what cannot be done to its letter as it is. */
    Outcome apologised(String code, ApologyStep step, long received, long now) {
        Row row = rows.get(code);
        Course after = row == null
                ? null
                : judge.follow(row.judgement().course(), step, Instant.ofEpochMilli(received))
                        .orElse(null);
        if (after == null) {
            return Outcome.REFUSED;
        }
        changedAt = received;
        put(after, now);
        return Outcome.ACCEPTED;
    }

    /** The finished one seen longest ago goes. */
    private boolean makeRoom() {
        var oldest = finished.iterator();
        if (!oldest.hasNext()) {
            return false;
        }
        String code = oldest.next();
        remove(code);
        changed.dossier(code);
        return true;
    }

    private void remove(String code) {
        finished.remove(code);
        Row row = rows.remove(code);
        if (row != null) {
            count(row.judgement().unit(), row.traits(), -1);
        }
    }

    private void put(Course course, long now) {
        String code = course.dossier().code();
        Row before = rows.get(code);
        remove(code);
        Judgement judgement = judge.of(course, day(now));
        Set<Trait> traits = traits(judgement, now);
        rows.put(code, new Row(judgement, traits));
        boolean moved = before != null && !before.judgement().unit().equals(judgement.unit());
        if (!follow(code, traits) && (moved || overdue.contains(code))) {
            changed.dossier(code);
        }
        if (!judgement.dossier().isOpen()) {
            finished.add(code);
        }
        count(judgement.unit(), traits, 1);
        plan(code, judgement, now);
    }

    /** True when it came to be past its due instant, or is so no more. */
    private boolean follow(String code, Set<Trait> traits) {
        boolean turned = traits.contains(Trait.OVERDUE) ? overdue.add(code) : overdue.remove(code);
        if (turned) {
            changed.dossier(code);
        }
        return turned;
    }

    Set<String> overdue() {
        return Collections.unmodifiableSet(overdue);
    }

    private void plan(String code, Judgement judgement, long now) {
        Instant next = judgement.nextLook(Instant.ofEpochMilli(now));
        agenda.plan(code, next == null ? Long.MAX_VALUE : next.toEpochMilli());
    }

    private void count(String org, Set<Trait> traits, int sign) {
        orgs.computeIfAbsent(org, key -> new DossierCounts(key, words.name(key)))
                .add(traits, sign);
        all.add(traits, sign);
        changed.org(org);
    }

    private Set<Trait> traits(Judgement judgement, long millis) {
        Instant now = Instant.ofEpochMilli(millis);
        Dossier dossier = judgement.dossier();
        EnumSet<Trait> traits = EnumSet.of(Trait.RECEIVED);
        if (dossier.status() == 0) {
            traits.add(Trait.UNSORTED);
        }
        if (judgement.deadline().due() == null) {
            traits.add(Trait.UNDATED);
        }
        if (judgement.isScoredLate(now)) {
            traits.add(Trait.SCORED_LATE);
        }
        apology(judgement, now, traits);
        if (dossier.isOpen()) {
            open(judgement, now, traits);
        } else {
            ended(judgement, traits);
        }
        period(judgement, day(millis), traits);
        return traits;
    }

    private static void open(Judgement judgement, Instant now, Set<Trait> traits) {
        traits.add(Trait.OPEN);
        if (judgement.dossier().status() == Dossier.SUBMITTED) {
            traits.add(Trait.TO_RECEIVE);
            if (judgement.isOverdue(now)) {
                traits.add(Trait.TO_RECEIVE_LATE);
            }
        } else if (judgement.isOverdue(now)) {
            traits.add(Trait.OVERDUE);
        } else if (judgement.isStanding()) {
            traits.add(Trait.PAUSED);
            if (judgement.dossier().status() == Dossier.PAYMENT) {
                traits.add(Trait.PAUSED_FOR_PAYMENT);
            }
        } else if (judgement.isSoon(now)) {
            traits.add(Trait.SOON);
        }
    }

    private static void apology(Judgement judgement, Instant now, Set<Trait> traits) {
        switch (judgement.duty(now)) {
            case NONE -> {
                return;
            }
            case TO_WRITE, LATE -> {}
            case DRAFT -> traits.add(Trait.APOLOGY_DRAFT);
            case SIGNED -> traits.add(Trait.APOLOGY_SIGNED);
            case SENT -> {
                traits.add(Trait.APOLOGY_SENT);
                return;
            }
            case SENT_LATE -> {
                traits.addAll(EnumSet.of(Trait.APOLOGY_SENT, Trait.APOLOGY_SENT_LATE));
                return;
            }
        }
        traits.add(Trait.APOLOGY_OWED);
        if (judgement.isApologyPast(now)) {
            traits.add(Trait.APOLOGY_PAST);
        }
    }

    private static void ended(Judgement judgement, Set<Trait> traits) {
        Dossier dossier = judgement.dossier();
        if (dossier.status() == Dossier.HANDLED && dossier.times().returnedAt() == null) {
            traits.add(Trait.HANDOVER);
        }
        if (dossier.times().endedAt() != null && dossier.times().dueAt() != null) {
            traits.add(judgement.endedLate() ? Trait.DONE_LATE : Trait.DONE_ON_TIME);
            if (judgement.endedOnLaterDay()) {
                traits.add(Trait.DONE_LATE_BY_DAY);
            }
            if (judgement.endedEarly()) {
                traits.add(Trait.DONE_EARLY);
            }
        }
    }

    /** The two sides of the account of a period: carried over + received in it = settled + open + stopped + unsorted. */
    private void period(Judgement judgement, LocalDate today, Set<Trait> traits) {
        Dossier dossier = judgement.dossier();
        LocalDate begin = limits.period().begin(today);
        periodAt = begin.atStartOfDay(zone).toInstant().toEpochMilli();
        Instant ended = dossier.times().endedAt();
        boolean isOver = !dossier.isOpen() && dossier.status() != 0;
        if (isOver && ended != null && day(ended.toEpochMilli()).isBefore(begin)) {
            return; // settled in an earlier one
        }
        Instant received = dossier.times().receivedAt();
        boolean isOld = received != null && day(received.toEpochMilli()).isBefore(begin);
        traits.add(isOld ? Trait.CARRIED_OVER : Trait.RECEIVED_NOW);
        if (!isOld && dossier.filing().channel().equals("online")) {
            traits.add(Trait.RECEIVED_ONLINE);
        } else if (!isOld && dossier.filing().channel().equals("post")) {
            traits.add(Trait.RECEIVED_BY_POST);
        }
        if (isOver) {
            traits.add(dossier.isStopped() ? Trait.STOPPED_NOW : Trait.SETTLED_NOW);
            if (!dossier.isStopped() && traits.contains(Trait.DONE_LATE)) {
                traits.add(Trait.SETTLED_LATE);
            }
        }
    }

    private LocalDate day(long at) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(at), zone);
    }

    void tick(long now) {
        agenda.due(now, code -> {
            Row row = rows.get(code);
            if (row == null) {
                return;
            }
            Judgement judgement = row.judgement();
            Set<Trait> traits = traits(judgement, now);
            if (!traits.equals(row.traits())) {
                count(judgement.unit(), row.traits(), -1);
                count(judgement.unit(), traits, 1);
                rows.put(code, new Row(judgement, traits));
                follow(code, traits);
            }
            plan(code, judgement, now);
        });
    }

    /** Units may have merged over night, a period may have begun: every dossier finds its row again. */
    void newDay(long now) {
        List<Course> before = freeze();
        orgs.keySet().forEach(changed::org);
        rows.clear();
        finished.clear();
        agenda.clear();
        orgs.clear();
        all = new DossierCounts("", all.name());
        before.forEach(course -> put(course, now));
    }

    Optional<Judgement> dossier(String code) {
        return Optional.ofNullable(rows.get(code)).map(Row::judgement);
    }

    boolean isTold(String source, String code) {
        Row row = rows.get(code);
        return row != null && row.judgement().course().told().containsKey(source);
    }

    DossierCounts all() {
        return all;
    }

    @Nullable
    Long changedAt() {
        return changedAt;
    }

    /** Begin of the period of the account; null while there is no dossier. */
    @Nullable
    Long periodAt() {
        return periodAt;
    }

    /** Units with dossiers. */
    List<DossierCounts> orgs() {
        return orgs.values().stream()
                .filter(counts -> counts.count(Trait.RECEIVED) > 0)
                .toList();
    }

    Optional<DossierCounts> org(String key) {
        return Optional.ofNullable(orgs.get(key)).filter(counts -> counts.count(Trait.RECEIVED) > 0);
    }

    /** References only, in order of last sight. */
    List<Course> freeze() {
        List<Course> courses = new ArrayList<>(rows.size());
        rows.values().forEach(row -> courses.add(row.judgement().course()));
        return courses;
    }

    void restore(List<Course> before, @Nullable Long lastChange, long now) {
        before.forEach(course -> put(course, now));
        changedAt = lastChange;
    }
}
