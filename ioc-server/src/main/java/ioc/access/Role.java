package ioc.access;

import java.util.Locale;
import java.util.Optional;

/**
 * What somebody may do. Not a ladder: who reacts to alerts does not report on assignments, and who heads a unit does not
 * silence its alerts. The administrator may do everything, so that a small office needs one person only.
 */
public enum Role {
    /** Looks. */
    VIEWER,
    /** Reacts to alerts, brings in files. */
    OPERATOR,
    /** Heads a unit: acts on what its unit has to do. */
    ORG_HEAD,
    /** Gives assignments and confirms them; may also do what the head of a unit does. */
    LEADER,
    /** Sets up rules, people and screens. */
    ADMINISTRATOR;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Name in configuration and answers, such as {@code org-head}. */
    public String word() {
        return word;
    }

    /** May somebody of this role do what that one is needed for? */
    public boolean covers(Role needed) {
        return this == needed || this == ADMINISTRATOR || needed == VIEWER || (this == LEADER && needed == ORG_HEAD);
    }

    public static Optional<Role> of(String word) {
        for (Role role : values()) {
            if (role.word.equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
