package ioc.sensor.decode;

import ioc.sensor.DeviceKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which family a topic that nobody mapped probably is of, and which pattern would take it: by the shapes that the families use when
 * nobody changes them, whatever prefix an installer put before. Pure.
 */
public final class Recogniser {
    private static final String DEVICE = "{device}";
    private static final String REST = "{stream...}";

    /**
     * A topic's likely family.
     *
     * @param pattern for a {@link Mapping}; without {@code {device}} where it would take everything, then the word stands in it
     * @param word what stands for the device in this topic; empty where the payload says it
     */
    public record Guess(Family family, String pattern, String word, DeviceKind kind) {}

    /**
     * How topics of a family look.
     *
     * @param prefix whether an installer may have put any levels before
     * @param levels literals, {@code +}, {@code {device}}, and mostly as the last one {@code {stream}} or {@code {stream...}}
     * @param sign what the stream must begin with; empty: anything
     */
    private record Shape(Family family, boolean prefix, List<String> levels, String sign) {}

    private static final List<Shape> SHAPES = List.of(
            shape(Family.IOC, "ioc/1/{site}/{kind}/{device}/{stream...}", ""),
            shape(Family.SPARKPLUG, "spBv1.0/+/{stream...}", ""),
            shape(Family.HOMEASSISTANT, "homeassistant/{stream...}", ""),
            shape(Family.HOMIE, "homie/5/{device}/{stream...}", ""),
            shape(Family.HOMIE, "homie/{device}/{stream...}", ""),
            shape(Family.ONVIF, "**/{device}/onvif-ej/{stream...}", ""),
            shape(Family.AXIS, "**/{device}/{stream...}", "event/tns:axis/"),
            shape(Family.AXIS, "**/{device}/{stream...}", "event/CameraApplicationPlatform/"),
            shape(Family.AXIS, "**/{device}/{stream...}", "CameraApplicationPlatform/"),
            shape(Family.AXIS, "axis/{device}/{stream...}", ""),
            shape(Family.MERAKI_MV, "/merakimv/{device}/{stream...}", ""),
            shape(Family.DAHUA, "amcrest2mqtt/{device}/{stream...}", ""),
            shape(Family.HIKVISION, "hikvision_cameras/{device}/{stream...}", ""),
            shape(Family.FRIGATE, "frigate/{device}/{stream...}", ""),
            shape(Family.COLLECTD, "collectd/{device}/{stream...}", ""),
            shape(Family.COLLECTD, "**/{device}/{stream...}", "iwinfo-"),
            shape(Family.UNIFI, "unifi/status/device/{device}/{stream...}", ""),
            shape(Family.MIKROTIK, "**/{device}/{stream}", "wifi-clients"),
            shape(Family.TASMOTA, "tele/{device}/{stream...}", ""),
            shape(Family.SHELLY, "**/{device}/{stream...}", "status/switch:"),
            shape(Family.SHELLY, "**/{device}/{stream...}", "status/temperature:"),
            shape(Family.QMATIC, "**/{device}/{stream}", "VISIT_"),
            shape(Family.QMATIC, "**/{device}/{stream}", "SERVICE_POINT_"),
            shape(Family.HAPPYORNOT, "happyornot/button-feedbacks", ""),
            shape(Family.QUEUE_MONITOR, "ngsi/QueueMonitor", ""));

    private Recogniser() {}

    /** What devices of a family mostly are. */
    static DeviceKind kind(Family family) {
        return switch (family) {
            case COLLECTD, UNIFI, MIKROTIK, OPENWISP -> DeviceKind.WIFI;
            case TASMOTA, SHELLY, QMATIC, QMINDER, OMBORI, QUEUE_MONITOR -> DeviceKind.KIOSK;
            case HAPPYORNOT -> DeviceKind.TABLET;
            default -> DeviceKind.CAMERA;
        };
    }

    private static Shape shape(Family family, String pattern, String sign) {
        List<String> levels = Arrays.asList(pattern.split("/", -1));
        boolean prefix = levels.get(0).equals("**");
        return new Shape(family, prefix, prefix ? levels.subList(1, levels.size()) : levels, sign);
    }

    /** The likely families of a topic, the likeliest first. */
    public static List<Guess> all(String topic) {
        List<String> words = Arrays.asList(topic.split("/", -1));
        List<Guess> found = new ArrayList<>();
        for (Shape shape : SHAPES) {
            Guess guess = null;
            for (int before = 0; guess == null && before <= (shape.prefix() ? words.size() - 1 : 0); before++) {
                guess = fit(shape, words, before);
            }
            if (guess != null) {
                found.add(guess);
            }
        }
        return found;
    }

    /** A topic for a family that has no topics of its own; empty where it has. */
    static Optional<Guess> unlike(Family family, String topic) {
        return SHAPES.stream().anyMatch(shape -> shape.family() == family)
                ? Optional.empty()
                : Optional.of(new Guess(family, shapeOf(topic), wordOf(topic), kind(family)));
    }

    private static @Nullable Guess fit(Shape shape, List<String> words, int before) {
        List<String> pattern = new ArrayList<>(before + shape.levels().size());
        words.subList(0, before).forEach(word -> pattern.add(literal(word)));
        DeviceKind kind = kind(shape.family());
        String device = "";
        String stream = "";
        int at = before;
        for (String level : shape.levels()) {
            if (level.equals(REST)) {
                stream = String.join("/", words.subList(at, words.size()));
                pattern.add(level);
                at = words.size();
                break;
            }
            if (at >= words.size()) {
                return null;
            }
            String word = words.get(at);
            if (level.equals("{stream}")) {
                stream = word;
            } else if (level.equals(DEVICE)) {
                device = word;
            } else if (!level.equals("+") && !level.startsWith("{") && !level.equals(word)) {
                return null;
            }
            if (level.equals("{kind}")) {
                kind = DeviceKind.of(word).orElse(kind);
            }
            pattern.add(level);
            at++;
        }
        if (pattern.get(0).equals(DEVICE) && pattern.stream().allMatch(level -> level.startsWith("{"))) {
            pattern.set(0, literal(device)); // else it would take everything
        }
        if (shape.family() == Family.SPARKPLUG) {
            SparkplugTopic said = SparkplugTopic.of(stream);
            device = said == null ? "" : said.word();
        }
        return at == words.size() && stream.startsWith(shape.sign())
                ? new Guess(shape.family(), String.join("/", pattern), device, kind)
                : null;
    }

    /** A level as a pattern has it: some letters of topics mean something there. */
    private static String literal(String word) {
        return word.chars().anyMatch(c -> "+#{}".indexOf(c) >= 0) ? "+" : word;
    }

    /** What {@link #shapeOf} takes for the device; empty when it takes nothing. */
    public static String wordOf(String topic) {
        return Arrays.stream(topic.split("/", -1))
                .filter(Recogniser::isOpen)
                .findFirst()
                .orElse("");
    }

    private static boolean isOpen(String level) {
        return level.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * The shape of a topic that is like none: levels that hold a digit are open, the first of them is the device's. A topic without such
     * a level is its own shape.
     */
    public static String shapeOf(String topic) {
        String[] words = topic.split("/", -1);
        boolean device = false;
        for (int i = 0; i < words.length; i++) {
            if (isOpen(words[i])) {
                words[i] = device ? "+" : DEVICE;
                device = true;
            } else {
                words[i] = literal(words[i]);
            }
        }
        return String.join("/", words);
    }
}
