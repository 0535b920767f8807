package ioc.place;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose facts may be seen on a day: of everybody, or of some units, each with all below it. A unit that ended counts for
 * those that took over its work. What is left of an ended unit is seen by whoever sees all of its heirs. A word nobody
 * knows belongs to nobody and is seen with the whole only.
 */
public final class Sight {
    /** Everything. */
    public static final Sight WHOLE = new Sight(true, Set.of(), Set.of());

    private final boolean isWhole;
    private final Set<String> orgs;
    private final Set<String> sites;

    private Sight(boolean isWhole, Set<String> orgs, Set<String> sites) {
        this.isWhole = isWhole;
        this.orgs = orgs;
        this.sites = sites;
    }

    /** What {@code scope}, ids of units, sees; none is the whole, ones that nobody knows see nothing. */
    public static Sight of(Places places, Set<String> scope, LocalDate day) {
        if (scope.isEmpty()) {
            return WHOLE;
        }
        Set<String> roots = new LinkedHashSet<>();
        for (String id : scope) {
            places.org(id).ifPresent(org -> {
                roots.add(org.id());
                places.heirs(org, day).forEach(heir -> roots.add(heir.id()));
            });
        }
        Set<String> seen = new LinkedHashSet<>();
        for (Org org : places.orgs()) {
            if (isBelow(places, org, roots) || isInherited(places, org, roots, day)) {
                seen.add(org.id());
            }
        }
        Set<String> sites = new LinkedHashSet<>();
        for (Site site : places.sites()) {
            if (site.owner(day).filter(seen::contains).isPresent()) {
                sites.add(site.id());
            }
        }
        return new Sight(false, Set.copyOf(seen), Set.copyOf(sites));
    }

    private static boolean isBelow(Places places, Org org, Set<String> roots) {
        return places.path(org.id()).stream().anyMatch(roots::contains);
    }

    private static boolean isInherited(Places places, Org org, Set<String> roots, LocalDate day) {
        List<Org> heirs = places.heirs(org, day);
        return !heirs.isEmpty()
                && !heirs.contains(org)
                && heirs.stream().allMatch(heir -> isBelow(places, heir, roots));
    }

    public boolean isWhole() {
        return isWhole;
    }

    /** {@code key} as {@link OrgWords#key} gives it. */
    public boolean seesOrg(String key) {
        return isWhole || orgs.contains(key);
    }

    /** A point belongs to the unit that owns it on the day. */
    public boolean seesSite(String id) {
        return isWhole || sites.contains(id);
    }

    /** An assignment is seen by the unit in the lead and by those that co-ordinate. */
    public boolean seesAssignment(String lead, Collection<String> partners) {
        return seesOrg(lead) || partners.stream().anyMatch(this::seesOrg);
    }

    /** Ids of the units; of no meaning for the whole. */
    public Set<String> orgs() {
        return orgs;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sight sight
                && isWhole == sight.isWhole
                && orgs.equals(sight.orgs)
                && sites.equals(sight.sites);
    }

    @Override
    public int hashCode() {
        return orgs.hashCode() * 31 + sites.hashCode();
    }

    @Override
    public String toString() {
        return isWhole ? "whole" : orgs + " " + sites;
    }
}
