package ioc.sensor.decode;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What makes an event one and the same where its sender gives it no id: which visit or object, what and when. */
final class NaturalKey {
    private NaturalKey() {}

    /** Null when a part is not known: without a time the same thing may happen twice. */
    static @Nullable String of(@Nullable String visit, String event, @Nullable Instant time) {
        return visit == null || time == null ? null : visit + ":" + event + ":" + time.toEpochMilli();
    }
}
