package ioc;

import ioc.config.Config;
import ioc.place.Device;
import ioc.place.Org;
import ioc.place.Places;
import ioc.place.Service;
import ioc.sensor.simulate.BrokerAddress;
import ioc.sensor.simulate.DemoClock;
import ioc.sensor.simulate.District;
import ioc.sensor.simulate.DossierSystem;
import ioc.sensor.simulate.Plan;
import ioc.sensor.simulate.Players;
import ioc.sensor.simulate.RecordPlan;
import ioc.sensor.simulate.Story;
import ioc.sensor.simulate.TaskSystem;
import ioc.source.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server with a simulated district around it, on the clock of the last working day: the morning so far is told quickly
 * over the same broker, then time goes on. Everything else is as in {@code serve}.
 */
final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final LocalTime DAWN = LocalTime.of(6, 30);
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final long LOOK_AGAIN = 100_000; // ns
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * Where the demonstration begins and how it goes on.
     *
     * @param at its time of day, at the places
     * @param until when its clock stands still; null: never
     * @param speed of its clock; 1 is real time
     * @param seed another number is another day
     */
    record Course(LocalTime at, @Nullable LocalTime until, double speed, long seed) {}

    private final Serving serving;
    private final Players players;
    private final DossierSystem dossiers;
    private final TaskSystem tasks;

    private Demo(Serving serving, Players players, DossierSystem dossiers, TaskSystem tasks) {
        this.serving = serving;
        this.players = players;
        this.dossiers = dossiers;
        this.tasks = tasks;
    }

    /**
     * Blocks until the present of the demonstration is reached.
     *
     * @param folder of the configuration
     * @param asConfigured whether broker and stores are those of the settings; else the embedded ones
     */
    static Demo start(Path folder, Settings settings, InstantSource real, Course course, boolean asConfigured)
            throws IOException, InterruptedException {
        Config config = settings.config();
        Places places = config.places();
        LocalTime at = course.at();
        LocalDate day = workingDay(config, real.instant().atZone(places.zone()).toLocalDate());
        Instant dawn = day.atTime(at.isBefore(DAWN) ? LocalTime.MIDNIGHT : DAWN)
                .atZone(places.zone())
                .toInstant();
        Instant present = day.atTime(at).atZone(places.zone()).toInstant();
        RecordPlan plan = new RecordPlan(
                places.zone(),
                offices(places, day),
                date -> config.calendars().usual().isWorked(date),
                course.seed());
        DemoClock clock = new DemoClock(real, dawn);
        DossierSystem dossiers = new DossierSystem(plan, present, clock, 0, null);
        TaskSystem tasks = new TaskSystem(plan, present, clock, 0, null);
        AtomicBoolean isPresent = new AtomicBoolean();
        empty(data(config));
        int port = port(config, asConfigured);
        Serving serving = new Serving(
                folder,
                System.getenv(),
                settings,
                each -> fitted(each, dossiers, tasks, asConfigured, port),
                (fitted, adopter) -> {
                    Server server = new Server(fitted, new Server.Clocks(clock, real), adopter);
                    if (isPresent.get()) {
                        server.poll();
                    }
                    return server;
                });
        Server server = serving.server();
        Players players = new Players(
                new District(plan(places), Story.goDau()).day(day, course.seed()),
                BrokerAddress.of(server.brokerUrl()),
                clock,
                "demo-");
        Demo demo = new Demo(serving, players, dossiers, tasks);
        server.tellsPast(true);
        try {
            await(server::isHearing); // what is published before is lost to it
            players.catchUp(instant -> demo.goOn(clock, instant), present, STEP);
        } catch (IOException e) {
            demo.close();
            throw e;
        }
        server.tellsPast(false);
        LocalTime until = course.until();
        clock.runAt(
                course.speed(),
                until == null
                        ? Instant.MAX
                        : day.atTime(until).atZone(places.zone()).toInstant());
        players.play();
        isPresent.set(true);
        server.poll();
        letters(server);
        LOG.info("demo: it is {} {} and goes on, simulated: {}wall", day, at, server.url());
        return demo;
    }

    /** The demonstration goes on without letters when they cannot be written. */
    private static void letters(Server server) throws InterruptedException {
        if (!server.isOpen()) {
            LOG.info("demo: no letters of apology are begun, people have accounts here");
            return;
        }
        DemoLetters letters = new DemoLetters(server.url());
        try {
            letters.awaitDossiers(PATIENCE);
            LOG.info("demo: {} letters of apology were begun", letters.write());
        } catch (IOException e) {
            LOG.warn("demo: no more letters of apology, {}", e.getMessage());
        }
    }

    /** The next step of the past begins when all of the last one is in the picture. */
    private void goOn(DemoClock clock, Instant instant) {
        Server server = serving.server();
        await(() -> server.heard() >= players.published() && server.isSettled());
        clock.advanceTo(instant);
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    private static LocalDate workingDay(Config config, LocalDate today) {
        LocalDate day = today;
        while (!config.calendars().usual().isWorked(day)) {
            day = day.minusDays(1);
        }
        return day;
    }

    /** The names under which a dossier system would write the units that handle dossiers: those without a unit below. */
    private static List<String> offices(Places places, LocalDate day) {
        List<Org> present =
                places.orgs().stream().filter(org -> org.validity().holds(day)).toList();
        return present.stream()
                .filter(org -> present.stream().noneMatch(other -> org.id().equals(other.parent())))
                .map(org -> org.name().vi())
                .toList();
    }

    private static Plan plan(Places places) {
        return new Plan(
                places.zone(),
                places.services().stream().map(Service::id).toList(),
                places.sites().stream()
                        .map(site -> new Plan.Site(
                                site.id(),
                                site.services(),
                                site.devices().stream().map(Device::id).toList()))
                        .toList());
    }

    private static Path data(Config config) {
        return config.server().data().resolve("demo");
    }

    /** The configured one, or another one when it is taken. */
    private static int port(Config config, boolean asConfigured) throws IOException {
        int wanted = config.broker().port();
        if (asConfigured || isFree(wanted)) {
            return wanted;
        }
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LOG.info("demo: port {} is taken, its broker uses {}", wanted, any.getLocalPort());
            return any.getLocalPort();
        }
    }

    /** The same settings with a data folder of its own, the simulated record systems, and mostly the embedded stores and broker. */
    private static Settings fitted(
            Settings settings, DossierSystem dossiers, TaskSystem tasks, boolean asConfigured, int port) {
        Config config = settings.config();
        Path data = data(config);
        Map<String, Source> sources = new LinkedHashMap<>();
        settings.sources().forEach((id, source) -> sources.put(id, source.at(at(source.kind(), dossiers, tasks))));
        Config.Broker broker = config.broker();
        if (asConfigured) {
            return new Settings(config.beside(data, broker.clientId() + "-demo"), sources);
        }
        return new Settings(config.embedded(data, port), sources);
    }

    private static URI at(Source.Kind kind, DossierSystem dossiers, TaskSystem tasks) {
        return switch (kind) {
            case DOSSIER -> dossiers.uri();
            case STEP -> dossiers.steps();
            case ASSIGNMENT -> tasks.uri();
        };
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort() == port;
        } catch (IOException taken) {
            return false;
        }
    }

    private static void empty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() {
        players.close();
        dossiers.close();
        tasks.close();
        serving.close();
    }
}
