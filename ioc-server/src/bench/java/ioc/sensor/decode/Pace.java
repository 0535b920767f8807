package ioc.sensor.decode;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What decoding takes on a machine that is shared, whose speed changes within seconds by no work of ours. Decoding goes in bursts of less than a
 * millisecond, and between two of them a yardstick is timed, a loop. Beside the mean of all bursts stands that of those at full speed: the
 * yardstick before and behind them was within a tenth of its best. With two builds of the sensors their bursts take turns, in one process, each
 * build from its own class loader.
 */
public final class Pace {
    private static final int MESSAGES = 200;
    private static final int WARMING = 25_000;
    private static final int ROUNDS = 25_000;
    private static final int STEPS = 10_000;
    private static final double FULL = 1.1;

    private static final long[] PLACES = new long[1 << 12];

    private static long calculated; // so that the loop is not left out

    private Pace() {}

    /** Takes families with commas between, and none, one or two folders of classes; prints nanoseconds for one message. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 1 || arguments.length > 3) {
            System.err.println("arguments: were " + arguments.length
                    + " but must be 1 to 3 (families with commas between, folder of classes, another one)");
            System.exit(2);
        }
        List<List<Build>> families = new ArrayList<>();
        for (String family : arguments[0].split(",", -1)) {
            List<Build> builds = new ArrayList<>();
            for (int i = 1; i < Math.max(2, arguments.length); i++) {
                builds.add(new Build(i < arguments.length ? arguments[i] : "", family));
            }
            measure(builds);
            families.add(builds);
        }
        double full = FULL * best(families);
        System.out.println("family         | mean | at full speed (share of it) | the same of the other | other/one");
        for (List<Build> builds : families) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-14s", builds.get(0).family));
            builds.forEach(build -> line.append(build.figures(full)));
            if (builds.size() == 2) {
                line.append(String.format(
                        Locale.ROOT,
                        " | %.2f",
                        builds.get(1).mean(full) / builds.get(0).mean(full)));
            }
            System.out.println(line);
        }
    }

    private static void measure(List<Build> builds) throws ReflectiveOperationException {
        double before = 0;
        for (int round = -WARMING; round < ROUNDS; round++) {
            for (Build build : builds) {
                double nanos = build.burst();
                double behind = yardstick();
                if (round >= 0) {
                    build.nanos[round] = nanos;
                    build.yardsticks[round] = Math.max(before, behind);
                }
                before = behind;
            }
        }
    }

    /** What the hundredth of all yardsticks are below. */
    private static double best(List<List<Build>> families) {
        double[] yardsticks = families.stream()
                .flatMap(List::stream)
                .flatMapToDouble(build -> Arrays.stream(build.yardsticks))
                .sorted()
                .toArray();
        return yardsticks[yardsticks.length / 100];
    }

    private static final class Build {
        private final String family;
        private final Object bench;
        private final Method decode;
        private final double[] nanos = new double[ROUNDS];
        private final double[] yardsticks = new double[ROUNDS]; // the slower of the one before and the one behind

        Build(String classes, String family) throws Exception {
            this.family = family;
            List<URL> path = new ArrayList<>();
            if (!classes.isEmpty()) {
                path.add(url(classes));
            }
            for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                path.add(url(each));
            }
            ClassLoader loader = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            Class<?> type = loader.loadClass(FamiliesBench.class.getName());
            bench = type.getConstructor().newInstance();
            Field field = type.getDeclaredField("family");
            field.setAccessible(true);
            field.set(bench, family);
            type.getMethod("prepare").invoke(bench);
            decode = type.getMethod("decode", int.class);
        }

        private static URL url(String path) throws MalformedURLException {
            return Path.of(path).toUri().toURL();
        }

        /** Nanoseconds for one message. */
        double burst() throws ReflectiveOperationException {
            long from = System.nanoTime();
            decode.invoke(bench, MESSAGES);
            return (double) (System.nanoTime() - from) / MESSAGES;
        }

        String figures(double full) {
            long quick = Arrays.stream(yardsticks).filter(each -> each <= full).count();
            return String.format(
                    Locale.ROOT,
                    " | %4.0f | %4.0f (%2.0f %%)",
                    mean(Double.MAX_VALUE),
                    mean(full),
                    100.0 * quick / ROUNDS);
        }

        /** Of the bursts whose yardsticks took no longer. */
        double mean(double yardstick) {
            return IntStream.range(0, ROUNDS)
                    .filter(round -> yardsticks[round] <= yardstick)
                    .mapToDouble(round -> nanos[round])
                    .average()
                    .orElse(Double.NaN);
        }
    }

    /** Nanoseconds for one step, of the kind decoding is made of, so that whoever shares the core is felt in the same way. */
    private static double yardstick() {
        long from = System.nanoTime();
        calculated += calculate();
        return (double) (System.nanoTime() - from) / STEPS;
    }

    /** Sums, places in memory of the size of the nearest cache, and ways that cannot be foreseen. */
    private static long calculate() {
        long sum = calculated;
        long turns = 0;
        for (int i = 0; i < STEPS; i++) {
            sum = sum * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            turns += PLACES[(int) (sum >>> 52)];
            turns ^= PLACES[(int) (sum >>> 32) & PLACES.length - 1] << 1;
            if (sum < 0) {
                turns = turns * 3 + i;
            }
        }
        return turns;
    }
}
