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

/**
 * What decoding takes on a machine that is shared, whose speed changes within seconds by no work of ours. Decoding goes in bursts of a
 * millisecond, and between two of them a yardstick is timed, a loop. Beside the mean of all bursts stands that of those at full speed: the
 * yardstick before and behind them was within a tenth of its best. With two builds of the sensors their bursts take turns, in one process, each
 * build from its own class loader.
 */
public final class Pace {
    private static final int MESSAGES = 500;
    private static final int WARMING = 14_000; // bursts
    private static final int WANTED = 300; // of full speed
    private static final int MOST = 30_000;
    private static final int STEPS = 10_000;
    private static final double FULL = 1.1;

    private static final long[] PLACES = new long[1 << 16];

    private static long calculated; // so that the loop is not left out

    private Pace() {}

    /** Takes families with commas between, and none, one or two folders of classes; prints nanoseconds for one message. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 1 || arguments.length > 3) {
            System.err.println("arguments: were " + arguments.length
                    + " but must be 1 to 3 (families with commas between, folder of classes, another one)");
            System.exit(2);
        }
        double full = FULL * best();
        System.out.println("family         | mean | at full speed (share of it) | the same of the other | other/one");
        for (String family : arguments[0].split(",", -1)) {
            List<Build> builds = new ArrayList<>();
            for (int i = 1; i < Math.max(2, arguments.length); i++) {
                builds.add(new Build(i < arguments.length ? arguments[i] : "", family));
            }
            measure(builds, full);
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-14s", family));
            builds.forEach(line::append);
            if (builds.size() == 2) {
                line.append(String.format(
                        Locale.ROOT,
                        " | %.2f",
                        builds.get(1).atFull.mean() / builds.get(0).atFull.mean()));
            }
            System.out.println(line);
        }
    }

    private static void measure(List<Build> builds, double full) throws ReflectiveOperationException {
        for (int burst = 0; burst < WARMING; burst++) {
            builds.get(burst % builds.size()).burst();
        }
        Build last = builds.get(builds.size() - 1);
        double before = yardstick();
        for (int burst = 0; burst < MOST && last.atFull.bursts < WANTED; burst++) {
            Build build = builds.get(burst % builds.size());
            double nanos = build.burst();
            double behind = yardstick();
            build.all.add(nanos);
            if (before <= full && behind <= full) {
                build.atFull.add(nanos);
            }
            before = behind;
        }
    }

    private static final class Sum {
        private double nanos;
        private int bursts;

        void add(double more) {
            nanos += more;
            bursts++;
        }

        double mean() {
            return nanos / bursts;
        }
    }

    private static final class Build {
        private final Object bench;
        private final Method decode;
        private final Sum all = new Sum();
        private final Sum atFull = new Sum();

        Build(String classes, String family) throws Exception {
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

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    " | %4.0f | %4.0f (%2.0f %%)",
                    all.mean(),
                    atFull.mean(),
                    100.0 * atFull.bursts / all.bursts);
        }
    }

    /** What the hundredth of many yardsticks are below. */
    private static double best() {
        double[] yardsticks = new double[MOST];
        Arrays.setAll(yardsticks, i -> yardstick());
        Arrays.sort(yardsticks);
        return yardsticks[yardsticks.length / 100];
    }

    /** Nanoseconds for one step, of the kind decoding is made of, so that whoever shares the core is felt in the same way. */
    private static double yardstick() {
        long from = System.nanoTime();
        calculated += calculate();
        return (double) (System.nanoTime() - from) / STEPS;
    }

    /** Sums, places in memory of the size of the nearest caches, and ways that cannot be foreseen. */
    private static long calculate() {
        long sum = calculated;
        long turns = 0;
        for (int i = 0; i < STEPS; i++) {
            sum = sum * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            turns += PLACES[(int) (sum >>> 48)];
            turns ^= PLACES[(int) (sum >>> 32) & PLACES.length - 1] << 1;
            if (sum < 0) {
                turns = turns * 3 + i;
            }
        }
        return turns;
    }
}
