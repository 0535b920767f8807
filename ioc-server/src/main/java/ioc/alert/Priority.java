package ioc.alert;

import java.util.Locale;

/** How soon a person must act; most urgent first. */
public enum Priority {
    CRITICAL,
    HIGH,
    LOW;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }
}
