package ioc.sensor.decode;

import ioc.sensor.Reading;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

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
     */
    record Rejected(Reason reason, String detail, String word) implements Decoded {
        public Rejected(Reason reason, String detail) {
            this(reason, detail, "");
        }

        @Override
        public <T> T match(
                Function<Readings, T> readings, Function<Ignored, T> ignored, Function<Rejected, T> rejected) {
            return rejected.apply(this);
        }
    }

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
