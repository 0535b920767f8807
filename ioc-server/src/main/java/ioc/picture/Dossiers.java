package ioc.picture;

import ioc.event.Dossier;
import ioc.picture.DossierCounts.Trait;
import ioc.place.Name;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All dossiers by code, counted by unit. By the clock alone only those are looked at whose next instant has come. */
final class Dossiers {
    private record Row(Dossier dossier, Set<Trait> traits, String org) {}

    private final OrgWords words;
    private final ZoneId zone;
    private final Limits limits;
    private final Consumer<String> changed;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final LinkedHashSet<String> finished = new LinkedHashSet<>();
    private final Agenda<String> agenda = new Agenda<>();
    private final TreeMap<String, DossierCounts> orgs = new TreeMap<>();
    private DossierCounts all = new DossierCounts("", new Name("", "", "", ""));
    private @Nullable Long changedAt;

    Dossiers(OrgWords words, ZoneId zone, Limits limits, Consumer<String> changed) {
        this.words = words;
        this.zone = zone;
        this.limits = limits;
        this.changed = changed;
    }

    Outcome seen(Dossier dossier, long received, long now) {
        Row before = rows.get(dossier.code());
        if (before != null && before.dossier().equals(dossier)) {
            return Outcome.DUPLICATE;
        }
        if (before == null && rows.size() >= limits.bounds().dossiers() && !makeRoom()) {
            return Outcome.REFUSED;
        }
        changedAt = received;
        put(dossier, now);
        return Outcome.ACCEPTED;
    }

    /** The finished one seen longest ago goes. */
    private boolean makeRoom() {
        var oldest = finished.iterator();
        if (!oldest.hasNext()) {
            return false;
        }
        remove(oldest.next());
        return true;
    }

    private void remove(String code) {
        finished.remove(code);
        Row row = rows.remove(code);
        if (row != null) {
            count(row.org(), row.traits(), -1);
        }
    }

    private void put(Dossier dossier, long now) {
        remove(dossier.code());
        LocalDate today = day(Instant.ofEpochMilli(now));
        Instant received = dossier.receivedAt();
        String org = words.key(dossier.org(), received == null ? today : day(received), today);
        Set<Trait> traits = traits(dossier, now);
        rows.put(dossier.code(), new Row(dossier, traits, org));
        if (!dossier.isOpen()) {
            finished.add(dossier.code());
        }
        count(org, traits, 1);
        agenda.plan(dossier.code(), nextLook(dossier, now));
    }

    private void count(String org, Set<Trait> traits, int sign) {
        orgs.computeIfAbsent(org, key -> new DossierCounts(key, words.name(key)))
                .add(traits, sign);
        all.add(traits, sign);
        changed.accept(org);
    }

    private Set<Trait> traits(Dossier dossier, long now) {
        EnumSet<Trait> traits = EnumSet.of(Trait.RECEIVED);
        Instant due = dossier.dueAt();
        if (due == null) {
            traits.add(Trait.UNDATED);
        }
        if (dossier.isOpen()) {
            traits.add(Trait.OPEN);
            if (dossier.isPaused()) {
                traits.add(Trait.PAUSED);
            } else if (due != null && now > due.toEpochMilli()) {
                traits.add(Trait.OVERDUE);
            } else if (due != null && now >= soonAt(due)) {
                traits.add(Trait.SOON);
            }
            return traits;
        }
        if (dossier.status() == 9 && dossier.returnedAt() == null) {
            traits.add(Trait.HANDOVER);
        }
        Instant done = dossier.finishedAt() == null ? dossier.returnedAt() : dossier.finishedAt();
        if (due != null && done != null) {
            traits.add(done.isAfter(due) ? Trait.DONE_LATE : Trait.DONE_ON_TIME);
            if (day(done).isAfter(day(due))) {
                traits.add(Trait.DONE_LATE_BY_DAY);
            }
        }
        return traits;
    }

    private long soonAt(Instant due) {
        return due.toEpochMilli() - limits.dossierSoon().toMillis();
    }

    private long nextLook(Dossier dossier, long now) {
        Instant due = dossier.dueAt();
        if (due == null || !dossier.isOpen() || dossier.isPaused() || now > due.toEpochMilli()) {
            return Long.MAX_VALUE;
        }
        return now < soonAt(due) ? soonAt(due) : due.toEpochMilli() + 1;
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    void tick(long now) {
        agenda.due(now, code -> {
            Row row = rows.get(code);
            if (row == null) {
                return;
            }
            Set<Trait> traits = traits(row.dossier(), now);
            if (!traits.equals(row.traits())) {
                count(row.org(), row.traits(), -1);
                count(row.org(), traits, 1);
                rows.put(code, new Row(row.dossier(), traits, row.org()));
            }
            agenda.plan(code, nextLook(row.dossier(), now));
        });
    }

    /** Units may have merged over night: every dossier finds its row again. */
    void newDay(long now) {
        List<Dossier> before = freeze();
        orgs.keySet().forEach(changed);
        rows.clear();
        finished.clear();
        agenda.clear();
        orgs.clear();
        all = new DossierCounts("", all.name());
        before.forEach(dossier -> put(dossier, now));
    }

    DossierCounts all() {
        return all;
    }

    @Nullable
    Long changedAt() {
        return changedAt;
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
    List<Dossier> freeze() {
        List<Dossier> dossiers = new ArrayList<>(rows.size());
        rows.values().forEach(row -> dossiers.add(row.dossier()));
        return dossiers;
    }

    void restore(List<Dossier> before, @Nullable Long lastChange, long now) {
        before.forEach(dossier -> put(dossier, now));
        changedAt = lastChange;
    }
}
