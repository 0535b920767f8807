package ioc.config;

import java.util.Locale;

/** What happened to an alert that somebody may want to be told. */
public enum NoticeKind {
    RAISED,
    /** It was over, or seen, and is there again. */
    RE_RAISED,
    /** What it was raised for is no longer so. */
    RETURNED,
    /** A person said: I see to it. */
    ACCEPTED,
    ASSIGNED,
    /** Nobody saw to it in time: the next ones are told. */
    ESCALATED,
    SHELVED,
    /** A person closed it. */
    CLEARED;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** In configuration and messages, such as {@code re-raised}. */
    public String word() {
        return word;
    }

    /** Whether it says that the alert has ended. */
    public boolean isEnd() {
        return this == RETURNED || this == CLEARED;
    }
}
