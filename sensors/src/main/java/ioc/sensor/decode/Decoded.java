package ioc.sensor.decode;

import ioc.sensor.DeviceId;
import ioc.sensor.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of a message: readings, nothing on purpose, or a refusal with its reason. Never an exception. */
public sealed interface Decoded {
    <T> T match(Function<Readings, T> readings, Function<Ignored, T> ignored, Function<Rejected, T> rejected);

    /** At least one reading. */
    record Readings(List<Reading> all) implements Decoded {
        public Readings {
            all = List.copyOf(all);
        }

        @Override
        public <T> T match(
                Function<Readings, T> readings, Function<Ignored, T> ignored, Function<Rejected, T> rejected) {
            return readings.apply(this);
        }
    }

    /** Understood and of no use to us, such as a snapshot picture; {@code why} is a short English phrase. */
    record Ignored(String why) implements Decoded {
        @Override
        public <T> T match(
                Function<Readings, T> readings, Function<Ignored, T> ignored, Function<Rejected, T> rejected) {
            return ignored.apply(this);
        }
    }

    /**
     * Refused; {@code detail} says where, what was given and what is allowed, without personal data.
     *
     * @param word of the device that is not known, as topic or payload says it; empty when it is not about that
     * @param clock the one that is off; null when it is not about that
     */
    record Rejected(
            Reason reason,
            String detail,
            String word,
            @Nullable Clock clock) implements Decoded {
        public Rejected(Reason reason, String detail, String word) {
            this(reason, detail, word, null);
        }

        public Rejected(Reason reason, String detail) {
            this(reason, detail, "");
        }

        Rejected of(@Nullable DeviceId device) {
            return clock == null ? this : new Rejected(reason, detail, word, new Clock(device, clock.said()));
        }

        @Override
        public <T> T match(
                Function<Readings, T> readings, Function<Ignored, T> ignored, Function<Rejected, T> rejected) {
            return rejected.apply(this);
        }
    }

    /**
     * What time a clock shows that is too far off.
     *
     * @param device null where the topic does not say whose it is
     */
    record Clock(@Nullable DeviceId device, Instant said) {}

    /** Why a message was refused. A bounded set: it is a metric tag and a row on the health page. */
    enum Reason {
        UNKNOWN_TOPIC,
        UNKNOWN_DEVICE,
        MALFORMED,
        WRONG_TYPE,
        OUT_OF_RANGE,
        CLOCK_OFF,
        OVERSIZE,
        DUPLICATE;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** Name in keys and message files, such as {@code unknown-topic}. */
        public String word() {
            return word;
        }

        /** Whether it may be of a device that nobody made known yet. */
        public boolean isStrange() {
            return this == UNKNOWN_TOPIC || this == UNKNOWN_DEVICE;
        }
    }
}
