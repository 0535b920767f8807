package ioc.push;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long it took from a device to the pixel, stage by stage, minute by minute of the last hour. Each minute keeps how many
 * fell into each of {@value #BUCKETS} classes, every one 19 % longer than the last, so its size does not depend on how many
 * there were and a quantile is right to a tenth. One thread, the hub's.
 */
final class Delays {
    private static final int MINUTES = 60;
    private static final long MINUTE = 60_000;
    private static final int BUCKETS = 96;
    private static final double PER_DOUBLING = 4;
    private static final double LEAST_MS = 0.1;

    /** A part of the way. */
    enum Stage {
        /** From what a device says to its receipt; by the device's clock, corrected. */
        DEVICE,
        /** From its receipt to the frame it is in. */
        FRAME,
        /** From the frame to the dashboard's word that it has drawn it. */
        DRAW,
        /** From the oldest reading in a frame to that word. */
        ALL;

        private final String word = name().toLowerCase(Locale.ROOT);
    }

    /** One minute of one stage. */
    private static final class Spread {
        private final int[] buckets = new int[BUCKETS];
        private long start;
        private long count;

        private void begin(long at) {
            start = at;
            count = 0;
            Arrays.fill(buckets, 0);
        }
    }

    private final Map<Stage, List<Spread>> spreads = new EnumMap<>(Stage.class);

    Delays() {
        for (Stage stage : Stage.values()) {
            List<Spread> hour = new ArrayList<>();
            for (int i = 0; i < MINUTES; i++) {
                hour.add(new Spread());
            }
            spreads.put(stage, hour);
        }
    }

    /** {@code now}: epoch ms. */
    void add(Stage stage, long now, double ms) {
        long start = now - Math.floorMod(now, MINUTE);
        Spread spread = spread(stage, start);
        if (spread.start != start) {
            spread.begin(start);
        }
        spread.buckets[bucket(ms)]++;
        spread.count++;
    }

    private Spread spread(Stage stage, long start) {
        return spreads.getOrDefault(stage, List.of()).get(Math.floorMod(start / MINUTE, MINUTES));
    }

    private static int bucket(double ms) {
        if (ms <= LEAST_MS) {
            return 0;
        }
        return Math.min(BUCKETS - 1, (int) (Math.log(ms / LEAST_MS) / Math.log(2) * PER_DOUBLING));
    }

    private static double middle(int bucket) {
        double ms = LEAST_MS * Math.pow(2, (bucket + 0.5) / PER_DOUBLING);
        return ms < 10 ? Math.round(ms * 10) / 10.0 : Math.round(ms);
    }

    /** All stages at that time. */
    List<Delay> at(long now) {
        List<Delay> all = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            all.add(of(stage, now));
        }
        return all;
    }

    private Delay of(Stage stage, long now) {
        long present = now - Math.floorMod(now, MINUTE);
        List<List<Number>> minutes = new ArrayList<>();
        int[] lately = new int[BUCKETS];
        long count = 0;
        for (long start = present - (MINUTES - 1) * MINUTE; start <= present; start += MINUTE) {
            Spread spread = spread(stage, start);
            if (spread.start != start || spread.count == 0) {
                continue;
            }
            if (start < present) {
                minutes.add(List.of(
                        start,
                        quantile(spread.buckets, spread.count, 0.5),
                        quantile(spread.buckets, spread.count, 0.99)));
            }
            if (start >= present - MINUTE) {
                for (int i = 0; i < BUCKETS; i++) {
                    lately[i] += spread.buckets[i];
                }
                count += spread.count;
            }
        }
        Double p50 = count == 0 ? null : Double.valueOf(quantile(lately, count, 0.5));
        Double p99 = count == 0 ? null : Double.valueOf(quantile(lately, count, 0.99));
        return new Delay(stage.word, p50, p99, count, minutes);
    }

    private static double quantile(int[] buckets, long count, double share) {
        long rank = (long) Math.ceil(share * count);
        long passed = 0;
        for (int i = 0; i < BUCKETS; i++) {
            passed += buckets[i];
            if (passed >= rank) {
                return middle(i);
            }
        }
        return middle(BUCKETS - 1);
    }
}
