package ioc.export;

import java.util.Locale;
import java.util.Optional;

/** The kinds of file. */
public enum Format {
    CSV("text/csv; charset=utf-8"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String type;

    Format(String type) {
        this.type = type;
    }

    /** Media type. */
    public String type() {
        return type;
    }

    /** Ending of file names, and the word in addresses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Format> of(String word) {
        for (Format format : values()) {
            if (format.word().equals(word)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
