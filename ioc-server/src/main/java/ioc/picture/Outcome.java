package ioc.picture;

/** What became of one event, the best first. */
public enum Outcome {
    /** It is part of the picture. */
    ACCEPTED,
    /** Understood, and of no use to the picture. */
    UNUSED,
    /** True, but older than what the picture shows: for history, and for the counts of today. */
    LATE,
    /** Known already. */
    DUPLICATE,
    /** Not taken: a device nobody knows, a full memory, or refused before it came here. */
    REFUSED
}
