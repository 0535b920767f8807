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
 * What decoding takes with one build of the sensors against another: both in one process, each from its own class loader, in turn. On a
 * machine whose speed changes within minutes only this tells whether code has become quicker.
 */
public final class TwoBuilds {
    private static final int MESSAGES = 2_000; // of one build, and then of the other
    private static final int WARMING = 700;
    private static final int ROUNDS = 500;

    private TwoBuilds() {}

    /** Takes the folders of the classes of two builds, and families with commas between; prints nanoseconds for one message. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("arguments: were " + arguments.length
                    + " but must be 3 (folder of classes, another one, families with commas between)");
            System.exit(2);
        }
        System.out.println("family         | one: fastest tenth | middle | other: fastest tenth | middle | other/one");
        for (String family : arguments[2].split(",", -1)) {
            System.out.println(compared(family, new Build(arguments[0], family), new Build(arguments[1], family)));
        }
    }

    private static final class Build {
        private final Object bench;
        private final Method decode;
        private final double[] nanos = new double[ROUNDS];

        Build(String classes, String family) throws Exception {
            List<URL> path = new ArrayList<>();
            path.add(url(classes));
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

        void run(int round) throws ReflectiveOperationException {
            long from = System.nanoTime();
            decode.invoke(bench, MESSAGES);
            if (round >= 0) {
                nanos[round] = (double) (System.nanoTime() - from) / MESSAGES;
            }
        }
    }

    private static String compared(String family, Build one, Build other) throws ReflectiveOperationException {
        for (int round = -WARMING; round < ROUNDS; round++) {
            one.run(round);
            other.run(round);
        }
        double[] ratios = new double[ROUNDS];
        Arrays.setAll(ratios, round -> other.nanos[round] / one.nanos[round]);
        return String.format(
                Locale.ROOT,
                "%-14s | %18.0f | %6.0f | %20.0f | %6.0f | %.2f",
                family,
                sorted(one.nanos, 10),
                sorted(one.nanos, 2),
                sorted(other.nanos, 10),
                sorted(other.nanos, 2),
                sorted(ratios, 2));
    }

    /** The one that a part of all, such as a tenth, are below. */
    private static double sorted(double[] all, int part) {
        double[] sorted = all.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / part];
    }
}
