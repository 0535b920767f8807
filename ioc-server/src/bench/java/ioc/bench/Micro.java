package ioc.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The parts under JMH: one fork each, time and bytes per operation. */
final class Micro {
    private Micro() {}

    static void run(Figures figures) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("ioc\\..*Bench\\..*")
                        .forks(1)
                        .jvmArgsAppend("-Xmx192m", "-XX:+UseSerialGC")
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
            String name = result.getParams().getBenchmark().replaceAll("^.*\\.(\\w+)\\.(\\w+)$", "$1.$2")
                    + result.getParams().getParamsKeys().stream()
                            .map(key -> " " + key + "=" + result.getParams().getParam(key))
                            .collect(Collectors.joining());
            figures.note(
                    name,
                    String.format(
                            Locale.ROOT,
                            "%,.0f ± %,.0f ns, %,.0f B",
                            time.getScore(),
                            time.getScoreError(),
                            bytes == null ? Double.NaN : bytes.getScore()));
        }
    }
}
