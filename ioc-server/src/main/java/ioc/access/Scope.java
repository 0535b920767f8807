package ioc.access;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which units somebody may see, each with all below it.
 *
 * @param orgs ids of units; empty for the whole
 */
public record Scope(Set<String> orgs) {
    public static final Scope WHOLE = new Scope(Set.of());

    public Scope {
        orgs = Set.copyOf(orgs);
    }

    public boolean isWhole() {
        return orgs.isEmpty();
    }

    /** The units in the order of their ids; none for the whole. */
    public List<String> sorted() {
        return List.copyOf(new TreeSet<>(orgs));
    }
}
