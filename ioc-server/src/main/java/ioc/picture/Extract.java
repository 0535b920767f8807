package ioc.picture;

import ioc.picture.DossierCounts.Trait;
import ioc.place.Name;
import ioc.place.Sight;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of the picture some units may see: subjects that are theirs, and sums over those alone. Of the whole it is the
 * picture itself, at no cost. One thread, that of the picture.
 */
public final class Extract {
    private final Picture picture;
    private final Set<String> scope;
    private Sight sight;
    private LocalDate day;
    private List<SitePicture> sites = List.of();
    private List<DevicePicture> devices = List.of();
    private @Nullable Long changedAt;

    /** Of everything. */
    public static Extract whole(Picture picture) {
        return new Extract(picture, Set.of());
    }

    /** {@code scope}: ids of units, each with all below it; none for the whole. */
    public Extract(Picture picture, Set<String> scope) {
        this.picture = picture;
        this.scope = Set.copyOf(scope);
        day = picture.day();
        sight = look();
    }

    private Sight look() {
        Sight sight = Sight.of(picture.places(), scope, day);
        if (!sight.isWhole()) {
            sites = picture.sites().stream()
                    .filter(site -> sight.seesSite(site.site().id()))
                    .toList();
            devices = sites.stream().flatMap(site -> site.devices().stream()).toList();
        }
        return sight;
    }

    public boolean isOfEarlierDay() {
        return !day.equals(picture.day());
    }

    /** A new day may have other owners; true when something else is seen than before. */
    public boolean newDay() {
        Sight before = sight;
        day = picture.day();
        sight = look();
        return !before.equals(sight);
    }

    public Sight sight() {
        return sight;
    }

    /** In their fixed order. */
    public List<SitePicture> sites() {
        return sight.isWhole() ? picture.sites() : sites;
    }

    public Optional<SitePicture> site(String id) {
        return sight.seesSite(id) ? picture.site(id) : Optional.empty();
    }

    /** Place in the order of what is seen. */
    public int order(SitePicture site) {
        return sight.isWhole() ? site.order() : sites.indexOf(site);
    }

    public Collection<DevicePicture> devices() {
        return sight.isWhole() ? picture.devices() : devices;
    }

    public Optional<DevicePicture> device(String key) {
        return picture.device(key).filter(device -> sight.seesSite(device.id().site()));
    }

    public List<DossierCounts> dossiersByOrg() {
        List<DossierCounts> all = picture.dossiersByOrg();
        return sight.isWhole()
                ? all
                : all.stream().filter(org -> sight.seesOrg(org.key())).toList();
    }

    public Optional<DossierCounts> dossiersOf(String org) {
        return sight.seesOrg(org) ? picture.dossiersOf(org) : Optional.empty();
    }

    /** The sum over all units that are seen. */
    public DossierCounts dossiers() {
        if (sight.isWhole()) {
            return picture.dossiers();
        }
        DossierCounts sum = new DossierCounts("", new Name("", "", "", ""));
        for (DossierCounts org : dossiersByOrg()) {
            for (Trait trait : Trait.values()) {
                sum.add(Set.of(trait), org.count(trait));
            }
        }
        return sum;
    }

    /** A dossier of a unit that is seen changed by now. */
    public void dossiersChanged() {
        changedAt = picture.dossiersChangedAt();
    }

    /** When a dossier that is seen last changed, epoch ms; null while that is not known. */
    public @Nullable Long dossiersChangedAt() {
        return sight.isWhole() ? picture.dossiersChangedAt() : changedAt;
    }

    /** When the period of the account began, epoch ms; null while there is no dossier that is seen. */
    public @Nullable Long dossiersPeriodAt() {
        return sight.isWhole() || dossiers().count(Trait.RECEIVED) > 0 ? picture.dossiersPeriodAt() : null;
    }

    public boolean sees(AssignmentPicture assignment) {
        return sight.seesAssignment(assignment.org(), assignment.partnerOrgs());
    }

    public Collection<AssignmentPicture> allAssignments() {
        return sight.isWhole()
                ? picture.allAssignments()
                : picture.allAssignments().stream().filter(this::sees).toList();
    }

    public Optional<AssignmentPicture> assignment(String id) {
        return picture.assignment(id).filter(this::sees);
    }

    /** How many assignments stand how: of all, by lead and by giver. */
    public record Work(
            AssignmentCounts all, Map<String, AssignmentCounts> byOrg, Map<String, AssignmentCounts> byGiver) {}

    public Work assignments() {
        if (sight.isWhole()) {
            return new Work(picture.assignments(), picture.assignmentsByOrg(), picture.assignmentsByGiver());
        }
        Work work = new Work(new AssignmentCounts(), new TreeMap<>(), new TreeMap<>());
        for (AssignmentPicture one : allAssignments()) {
            String giver = one.assignment().parties().giver();
            work.all().add(one.standing(), 1);
            work.byOrg()
                    .computeIfAbsent(one.org(), key -> new AssignmentCounts())
                    .add(one.standing(), 1);
            work.byGiver().computeIfAbsent(giver, key -> new AssignmentCounts()).add(one.standing(), 1);
        }
        return work;
    }

    /** Rank of a unit among those seen; of units the places file does not know, the same for all. */
    public Map<String, Integer> orgOrder() {
        Map<String, Integer> orders = new LinkedHashMap<>();
        picture.places().orgs().stream()
                .filter(org -> sight.seesOrg(org.id()))
                .forEach(org -> orders.put(org.id(), orders.size()));
        return orders;
    }

    /** What is nobody's alone: hours, calendar, limits, feeds. */
    public Picture picture() {
        return picture;
    }
}
