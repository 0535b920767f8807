package ioc.access;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What values of a provider's claim, such as names of groups, are worth here.
 *
 * @param roles by value
 * @param orgs unit by value; {@link #EVERY} for the whole. Empty: everybody sees the whole
 */
public record Grants(Map<String, Role> roles, Map<String, String> orgs) {
    public static final String EVERY = "*";

    public Grants {
        roles = Map.copyOf(roles);
        orgs = Map.copyOf(orgs);
    }

    /** What somebody may do and see. */
    public record Given(Role role, Scope scope) {}

    /**
     * Of several roles the last in {@link Role}'s order counts. Where units are given out, somebody without one gets
     * nothing, except administrators, who always see the whole.
     */
    public Optional<Given> of(Set<String> values) {
        Optional<Role> role = roles.entrySet().stream()
                .filter(one -> values.contains(one.getKey()))
                .map(Map.Entry::getValue)
                .max(Comparator.naturalOrder());
        Set<String> seen = new HashSet<>();
        orgs.forEach((value, org) -> {
            if (values.contains(value)) {
                seen.add(org);
            }
        });
        boolean isWhole = orgs.isEmpty()
                || seen.contains(EVERY)
                || role.filter(Role.ADMINISTRATOR::equals).isPresent();
        return role.filter(one -> isWhole || !seen.isEmpty())
                .map(one -> new Given(one, isWhole ? Scope.WHOLE : new Scope(seen)));
    }
}
