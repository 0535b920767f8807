package ioc.access;

import java.util.Locale;
import java.util.Optional;

/** What somebody may do. */
public enum Role {
    /** Looks. */
    VIEWER,
    /** Reacts to alerts. */
    OPERATOR,
    /** Heads a unit: acts on what its unit has to do. */
    ORG_HEAD,
    /** Gives assignments and confirms them. */
    LEADER,
    /** Sets up rules, people and screens. */
    ADMINISTRATOR;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Name in configuration and answers, such as {@code org-head}. */
    public String word() {
        return word;
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
