package ioc.access;

import java.util.Set;

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
}
