package ioc.score;

/** What a dossier says of one measure. */
public enum Mark {
    YES('Y'),
    NO('N'),
    /** It counts, and no source says whether it is reached. */
    UNSAID('U'),
    /** It does not count. */
    OUT('-');

    private final char sign;

    Mark(char sign) {
        this.sign = sign;
    }

    public char sign() {
        return sign;
    }

    static Mark of(Boolean said) {
        return said ? YES : NO;
    }

    /** Both: a no is enough to know. */
    Mark and(Mark other) {
        return this == NO || other == NO ? NO : this == YES && other == YES ? YES : UNSAID;
    }
}
