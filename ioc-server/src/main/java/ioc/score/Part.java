package ioc.score;

import java.util.Locale;
import java.util.Optional;

/** A part of the dossiers that a measure asks. {@code COUNTED} = {@code REACHED} + {@code LOST} + {@code UNSAID}. */
public enum Part {
    COUNTED,
    REACHED,
    /** Costs points. */
    LOST,
    /** No source says whether it is reached. */
    UNSAID,
    /** Of {@link Measure#ON_TIME}, {@code LOST} is these three: more than one request for supplements, ... */
    SUPPLEMENTS,
    /** ... else ended late, ... */
    ENDED_LATE,
    /** ... else open and past its due instant. */
    OPEN_LATE;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As in an address: {@code open-late}. */
    public String word() {
        return word;
    }

    public boolean isOfTime() {
        return compareTo(UNSAID) > 0;
    }

    public static Optional<Part> of(String word) {
        for (Part part : values()) {
            if (part.word.equals(word)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }
}
