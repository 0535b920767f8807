package ioc.sensor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind of thing that publishes. Its {@link #word} is the level in topics, keys and configuration. */
public enum DeviceKind {
    COUNTER,
    KIOSK,
    TABLET,
    CAMERA,
    WIFI;

    private static final List<DeviceKind> ALL = List.of(values());

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }

    public static Optional<DeviceKind> of(String word) {
        for (DeviceKind kind : ALL) {
            if (kind.word.equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
