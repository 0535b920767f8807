package ioc.sensor;

import java.util.Locale;
import java.util.Optional;

/** A kind of thing that publishes. Its {@link #word} is the level in topics, keys and configuration. */
public enum DeviceKind {
    COUNTER,
    KIOSK,
    TABLET,
    CAMERA,
    WIFI;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }

    public static Optional<DeviceKind> of(String word) {
        for (DeviceKind kind : values()) {
            if (kind.word.equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
