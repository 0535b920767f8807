package ioc.bench;

import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the parts named by its first argument, with commas between, and prints one line per figure; {@code all} is all. */
public final class Bench {
    private interface Part {
        void run(Ground ground, Vertx vertx, Figures figures) throws Exception;
    }

    private static final Map<String, Part> PARTS = parts();

    private Bench() {}

    private static Map<String, Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("jmh", (ground, vertx, figures) -> Micro.run(figures));
        parts.put("load", UnderLoad::many);
        parts.put("one", UnderLoad::one);
        parts.put("max", Highest::run);
        parts.put("start", Starts::run);
        parts.put("readme", (ground, vertx, figures) -> Readme.run(ground, figures));
        parts.put("restart", Restarts::run);
        parts.put("acts", Consoles::run);
        parts.put("away", SeriesAway::run);
        parts.put("heap", FlatHeap::run);
        return parts;
    }

    /** Ends the process, with 1 when a part could not be run or was not known. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("vertx.disableDnsResolver", "true");
        String asked = arguments.length == 0 ? "all" : arguments[0];
        List<String> names = asked.equals("all")
                ? List.copyOf(PARTS.keySet())
                : List.of(asked.strip().split("[, ]+", -1));
        Vertx vertx = Vertx.vertx();
        Ground ground = Ground.prepare();
        Figures figures = new Figures(ground.folder().resolve("figures.md"));
        int code = 0;
        for (String name : names) {
            Part part = PARTS.get(name);
            if (part == null) {
                System.err.println(
                        "bench.parts: was \"" + name + "\" but must be of " + String.join(",", PARTS.keySet()));
                code = 1;
                continue;
            }
            System.out.println("--- " + name);
            try {
                part.run(ground, vertx, figures);
            } catch (Exception | AssertionError e) {
                e.printStackTrace();
                code = 1;
            }
        }
        System.exit(code);
    }
}
