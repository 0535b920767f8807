package ioc.sensor.simulate;

import ioc.sensor.DeviceId;
import ioc.sensor.DeviceKind;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is written in advance about a day; the rest is chance. Parts about sites or devices that the plan lacks are void.
 *
 * @param rushes how busy a site is, by its id; others are as busy as their counters bear
 * @param absences when counters do not work though they should
 * @param lineLosses when a whole site has no line
 * @param faults what devices say of themselves
 * @param hangs when a device is connected and says nothing
 * @param clocks by how much a device's clock runs ahead
 */
public record Story(
        Map<String, Rush> rushes,
        List<Absence> absences,
        List<LineLoss> lineLosses,
        List<Fault> faults,
        List<Hang> hangs,
        Map<DeviceId, Duration> clocks) {
    public Story {
        rushes = Map.copyOf(rushes);
        absences = List.copyOf(absences);
        lineLosses = List.copyOf(lineLosses);
        faults = List.copyOf(faults);
        hangs = List.copyOf(hangs);
        clocks = Map.copyOf(clocks);
    }

    /**
     * How many people wait at a site in the course of the day: arrivals follow this curve, since people look in, see the
     * queue and stay or come back later.
     *
     * @param waiting people waiting, by time of day, linear between the points; nobody comes where it is 0
     * @param pace service times of this site as a multiple of the usual ones
     */
    public record Rush(NavigableMap<LocalTime, Double> waiting, double pace) {
        public Rush {
            waiting = Collections.unmodifiableNavigableMap(new TreeMap<>(waiting));
        }

        /** People waiting at a time of day. */
        double at(LocalTime time) {
            Map.Entry<LocalTime, Double> before = waiting.floorEntry(time);
            Map.Entry<LocalTime, Double> after = waiting.higherEntry(time);
            if (before == null || after == null) {
                return 0;
            }
            double part = (double) (time.toNanoOfDay() - before.getKey().toNanoOfDay())
                    / (after.getKey().toNanoOfDay() - before.getKey().toNanoOfDay());
            return before.getValue() + part * (after.getValue() - before.getValue());
        }

        /** The usual working day with a morning peak of {@code most} people waiting. */
        public static Rush usual(double most, double pace) {
            TreeMap<LocalTime, Double> waiting = new TreeMap<>();
            put(waiting, most, "06:48 0  07:00 .35  07:30 .5  08:15 .85  09:00 .95  09:40 1  10:00 .95  10:45 .5");
            put(
                    waiting,
                    most,
                    "11:08 .12  11:14 0  13:18 0  13:30 .3  14:10 .8  15:00 .8  15:30 .5  16:15 .15  16:38 0");
            return new Rush(waiting, pace);
        }

        /** As usual, with other figures for a part of the day: {@code 08:50 10  09:38 23}. */
        Rush but(String from, String until, String points) {
            TreeMap<LocalTime, Double> changed = new TreeMap<>(waiting);
            changed.subMap(LocalTime.parse(from), true, LocalTime.parse(until), true)
                    .clear();
            put(changed, 1, points);
            return new Rush(changed, pace);
        }

        private static void put(TreeMap<LocalTime, Double> waiting, double factor, String points) {
            List<String> words = List.of(points.trim().split("\\s+", -1));
            for (int i = 0; i < words.size(); i += 2) {
                waiting.put(LocalTime.parse(words.get(i)), factor * Double.parseDouble(words.get(i + 1)));
            }
        }
    }

    /** A counter is paused, or closed, for a time. */
    public record Absence(DeviceId counter, LocalTime from, LocalTime until, boolean closed) {}

    /** All devices of a site fall silent together and come back together. */
    public record LineLoss(String site, LocalTime from, LocalTime until) {}

    /** A device reports a fault, such as {@code paper-jam}; a kiosk gives no numbers while it is jammed. */
    public record Fault(DeviceId device, LocalTime from, LocalTime until, String word) {}

    public record Hang(DeviceId device, LocalTime from, LocalTime until) {}

    /** A day on which nothing is written in advance. */
    public static Story none() {
        return new Story(Map.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    /** The busy day of the demonstration: every panel of the wall has something to tell at 09:40, and something else later. */
    public static Story goDau() {
        return new Story(
                Map.of(
                        "cap-huyen", Rush.usual(21, 1.04).but("14:00", "15:10", "14:00 20  14:40 30  15:10 18"),
                        "tt-go-dau", Rush.usual(14, 0.69),
                        "thanh-phuoc", Rush.usual(9, 0.51),
                        "phuoc-dong",
                                Rush.usual(12, 1.38).but("08:10", "10:15", "08:30 7  09:00 11  09:45 12  10:15 10"),
                        "bau-don",
                                Rush.usual(9, 1.12)
                                        .but(
                                                "08:30",
                                                "11:00",
                                                "08:40 9  08:52 14  09:05 20  09:20 23  09:48 22  10:02 10  10:20 4"),
                        "hiep-thanh", Rush.usual(6, 0.95),
                        "phuoc-trach", Rush.usual(4.5, 0.83),
                        "phuoc-thanh", Rush.usual(8, 0.86),
                        "thanh-duc", Rush.usual(7, 1.2).but("09:44", "10:50", "09:50 9  10:20 19  10:50 6"),
                        "cam-giang", Rush.usual(5, 0.44)),
                List.of(
                        absence("bau-don", "bd-q3", "08:46", "09:50", false),
                        absence("phuoc-dong", "pd-q3", "06:30", "10:05", true),
                        absence("phuoc-dong", "pd-q4", "08:25", "09:58", true),
                        absence("thanh-duc", "td-q2", "09:47", "10:31", false),
                        absence("cap-huyen", "ch-q3", "14:02", "14:52", false)),
                List.of(new LineLoss("phuoc-trach", LocalTime.of(9, 34, 8), LocalTime.of(9, 52, 20))),
                List.of(
                        new Fault(
                                new DeviceId("cap-huyen", DeviceKind.KIOSK, "ch-k2"),
                                LocalTime.of(9, 15, 4),
                                LocalTime.of(10, 5, 12),
                                "paper-jam"),
                        new Fault(
                                new DeviceId("cap-huyen", DeviceKind.KIOSK, "ch-k1"),
                                LocalTime.of(14, 25),
                                LocalTime.of(14, 33),
                                "paper-low")),
                List.of(
                        new Hang(
                                new DeviceId("hiep-thanh", DeviceKind.CAMERA, "ht-c3"),
                                LocalTime.of(9, 43, 20),
                                LocalTime.of(10, 14, 50)),
                        new Hang(
                                new DeviceId("phuoc-thanh", DeviceKind.WIFI, "ph-w2"),
                                LocalTime.of(9, 21, 40),
                                LocalTime.of(9, 47, 30))),
                Map.of(new DeviceId("tt-go-dau", DeviceKind.CAMERA, "gd-c2"), Duration.ofSeconds(192)));
    }

    private static Absence absence(String site, String counter, String from, String until, boolean closed) {
        return new Absence(
                new DeviceId(site, DeviceKind.COUNTER, counter), LocalTime.parse(from), LocalTime.parse(until), closed);
    }
}
