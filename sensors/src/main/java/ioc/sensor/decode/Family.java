package ioc.sensor.decode;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A dialect: how the topics and payloads of one make of device or gateway are read. A new one is a class and two lines here. */
public enum Family {
    /** Our own convention, and hand-made devices that say one number or word a topic. */
    IOC,
    /** OpenWrt access points and whatever else runs collectd. */
    COLLECTD,
    /** Frigate, a recorder that counts people in camera pictures. */
    FRIGATE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Name in configuration. */
    public String word() {
        return word;
    }

    public static Optional<Family> of(String word) {
        return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Family::word).collect(Collectors.joining(", "));
    }

    Decoder decoder(Times times) {
        return switch (this) {
            case IOC -> new Ioc(times);
            case COLLECTD -> new Collectd(times);
            case FRIGATE -> new Frigate(times);
        };
    }

    /** What to subscribe to in place of {@code {device}/{stream...}}; empty: all of it. */
    List<String> tails() {
        return switch (this) {
            case IOC, COLLECTD -> List.of();
            case FRIGATE -> Frigate.TAILS;
        };
    }
}
