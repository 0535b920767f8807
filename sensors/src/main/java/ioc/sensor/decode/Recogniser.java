package ioc.sensor.decode;

import ioc.sensor.DeviceKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
     * @param pattern for a {@link Mapping}
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
    private record Shape(Family family, DeviceKind kind, boolean prefix, List<String> levels, String sign) {}

    private static final List<Shape> SHAPES = List.of(
            shape(Family.IOC, DeviceKind.CAMERA, "ioc/1/{site}/{kind}/{device}/{stream...}", ""),
            shape(Family.SPARKPLUG, DeviceKind.CAMERA, "spBv1.0/+/{stream...}", ""),
            shape(Family.HOMEASSISTANT, DeviceKind.CAMERA, "homeassistant/{stream...}", ""),
            shape(Family.HOMIE, DeviceKind.CAMERA, "homie/5/{device}/{stream...}", ""),
            shape(Family.HOMIE, DeviceKind.CAMERA, "homie/{device}/{stream...}", ""),
            shape(Family.ONVIF, DeviceKind.CAMERA, "**/{device}/onvif-ej/{stream...}", ""),
            shape(Family.AXIS, DeviceKind.CAMERA, "**/{device}/{stream...}", "event/tns:axis/"),
            shape(Family.AXIS, DeviceKind.CAMERA, "**/{device}/{stream...}", "event/CameraApplicationPlatform/"),
            shape(Family.AXIS, DeviceKind.CAMERA, "**/{device}/{stream...}", "CameraApplicationPlatform/"),
            shape(Family.AXIS, DeviceKind.CAMERA, "axis/{device}/{stream...}", ""),
            shape(Family.MERAKI_MV, DeviceKind.CAMERA, "/merakimv/{device}/{stream...}", ""),
            shape(Family.DAHUA, DeviceKind.CAMERA, "amcrest2mqtt/{device}/{stream...}", ""),
            shape(Family.HIKVISION, DeviceKind.CAMERA, "hikvision_cameras/{device}/{stream...}", ""),
            shape(Family.FRIGATE, DeviceKind.CAMERA, "frigate/{device}/{stream...}", ""),
            shape(Family.COLLECTD, DeviceKind.WIFI, "collectd/{device}/{stream...}", ""),
            shape(Family.COLLECTD, DeviceKind.WIFI, "**/{device}/{stream...}", "iwinfo-"),
            shape(Family.UNIFI, DeviceKind.WIFI, "unifi/status/device/{device}/{stream...}", ""),
            shape(Family.MIKROTIK, DeviceKind.WIFI, "**/{device}/{stream}", "wifi-clients"),
            shape(Family.TASMOTA, DeviceKind.KIOSK, "tele/{device}/{stream...}", ""),
            shape(Family.SHELLY, DeviceKind.KIOSK, "**/{device}/{stream...}", "status/switch:"),
            shape(Family.SHELLY, DeviceKind.KIOSK, "**/{device}/{stream...}", "status/temperature:"),
            shape(Family.QMATIC, DeviceKind.KIOSK, "**/{device}/{stream}", "VISIT_"),
            shape(Family.QMATIC, DeviceKind.KIOSK, "**/{device}/{stream}", "SERVICE_POINT_"),
            shape(Family.HAPPYORNOT, DeviceKind.TABLET, "happyornot/button-feedbacks", ""),
            shape(Family.QUEUE_MONITOR, DeviceKind.KIOSK, "ngsi/QueueMonitor", ""));

    private Recogniser() {}

    private static Shape shape(Family family, DeviceKind kind, String pattern, String sign) {
        List<String> levels = Arrays.asList(pattern.split("/", -1));
        boolean prefix = levels.get(0).equals("**");
        return new Shape(family, kind, prefix, prefix ? levels.subList(1, levels.size()) : levels, sign);
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

    private static @Nullable Guess fit(Shape shape, List<String> words, int before) {
        List<String> pattern = new ArrayList<>(words.subList(0, before));
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
            pattern.add(level);
            at++;
        }
        return at == words.size() && stream.startsWith(shape.sign())
                ? new Guess(shape.family(), String.join("/", pattern), device, shape.kind())
                : null;
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
            }
        }
        return String.join("/", words);
    }
}
