package ioc.dossier;

import ioc.calendar.Pause;
import ioc.config.Config;
import ioc.event.Dossier;
import ioc.place.OrgWords;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Both due instants and all warnings of 100,000 open dossiers, as after a change of the calendar; a third had pauses. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls what is marked with Setup
public class RedatingBench {
    private static final int DOSSIERS = 100_000;

    private Judge judge;
    private List<Course> courses;

    @Setup
    public void prepare() throws Exception {
        Config config = Config.load(Path.of("target/bench/config"), Map.of(), List.of());
        OrgWords words = new OrgWords(config.places());
        judge = new Judge(
                config.procedures(), config.calendars(), words, config.targets().dossiers());
        List<Procedure> procedures = config.procedures().all();
        Random random = new Random(1);
        Instant first = Instant.parse("2026-09-01T00:00:00Z");
        courses = new ArrayList<>(DOSSIERS);
        for (int i = 0; i < DOSSIERS; i++) {
            Instant received = first.plus(Duration.ofMinutes(random.nextInt(120_000)));
            List<Pause> pauses = new ArrayList<>();
            for (int pause = random.nextInt(6) - 3; pause > 0; pause--) {
                Instant from = received.plus(Duration.ofDays(3L * (4 - pause)));
                pauses.add(new Pause(Pause.Reason.SUPPLEMENT, from, from.plus(Duration.ofHours(50))));
            }
            Procedure procedure = procedures.get(random.nextInt(procedures.size()));
            courses.add(judge.follow(
                    null,
                    "mot-cua",
                    new Dossier(
                            "H53-" + i,
                            new Dossier.Filing(procedure.name().vi(), procedure.code(), "Phường Gò Dầu", "direct"),
                            4,
                            "4",
                            new Dossier.Times(null, received, null, null, null, null, null),
                            pauses),
                    received));
        }
    }

    @Benchmark
    public long redate() {
        LocalDate today = LocalDate.of(2026, 11, 26);
        long sum = 0;
        for (Course course : courses) {
            Instant due = judge.of(course, today).deadline().due();
            sum += due == null ? 0 : due.toEpochMilli();
        }
        return sum;
    }
}
