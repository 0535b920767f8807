package ioc.picture;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one counter does.
 *
 * @param since epoch ms: the call it serves, its last change or its last sign of life
 * @param services those it takes; empty for all
 * @param busyShare time with people of its time open today, as of the last full minute; null while it was not open
 */
public record CounterPicture(
        DevicePicture device,
        Status status,
        @Nullable Long since,
        @Nullable String ticket,
        List<String> services,
        @Nullable Double busyShare) {
    public enum Status {
        SERVING,
        IDLE,
        PAUSED,
        CLOSED,
        LOST,
        NEVER;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }

        public boolean isOpen() {
            return this == SERVING || this == IDLE;
        }
    }

    public CounterPicture {
        services = List.copyOf(services);
    }
}
