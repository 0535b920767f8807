package ioc.event;

import org.jspecify.annotations.Nullable;

/**
 * Somebody: a person or a unit, or nobody.
 *
 * @param id {@code person:} and an account, or {@code org:} and a unit: never re-used; empty for nobody
 * @param name as it was when it was written down
 */
public record Party(String id, String name) {
    public static final Party NOBODY = new Party("", "");
    private static final String PERSON = "person:";
    private static final String ORG = "org:";

    public static Party person(String account, String name) {
        return new Party(PERSON + account, name);
    }

    public static Party unit(String org, String name) {
        return new Party(ORG + org, name);
    }

    /** Id of the unit; null for a person. */
    public @Nullable String org() {
        return id.startsWith(ORG) ? id.substring(ORG.length()) : null;
    }

    public boolean nobody() {
        return id.isEmpty();
    }
}
