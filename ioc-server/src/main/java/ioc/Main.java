package ioc;

import ioc.config.Config;
import ioc.config.ConfigException;
import ioc.records.Audit;
import ioc.records.Records;
import ioc.sensor.decode.Mapping;
import ioc.sensor.decode.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line. What goes wrong is one line on the error stream; exit code 1, or 2 when the call was wrong. */
@Command(
        name = "ioc-server",
        resourceBundle = "ioc.cli",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            Main.Serve.class,
            Main.Demonstrate.class,
            Main.Check.class,
            Main.Import.class,
            Main.Explain.class,
            Main.Try.class,
            Main.AuditTrail.class
        })
public final class Main implements Callable<Integer> {
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";
    /** Libraries that tell more than an operator wants to know; held, or the setting is lost. */
    private static final List<Logger> TALKATIVE = List.of(
            Logger.getLogger("io.moquette"),
            Logger.getLogger("org.flywaydb"),
            Logger.getLogger("com.zaxxer"),
            Logger.getLogger("io.netty"),
            Logger.getLogger("okhttp3"),
            Logger.getLogger("org.eclipse.paho"));

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "%1$tFT%1$tT.%1$tL%1$tz %4$s %5$s%6$s%n");
        }
        System.setProperty("vertx.disableDnsResolver", "true");
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println(oneLine(failure));
            if (!isExpected(failure)) {
                failure.printStackTrace(line.getErr());
            }
            return 1;
        });
    }

    private static boolean isExpected(Exception failure) {
        return failure instanceof ConfigException
                || failure instanceof IOException
                || failure instanceof IllegalStateException
                || failure instanceof IllegalArgumentException;
    }

    private static String oneLine(Throwable failure) {
        return Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
    }

    /** Of this build; {@code dev} when it does not run from its jar. */
    static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("dev");
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.USAGE;
    }

    /** {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "ioc-server " + version(),
                "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
            };
        }
    }

    /** What all commands share. */
    abstract static class Configured implements Callable<Integer> {
        @Option(
                names = {"-c", "--config"},
                defaultValue = "config",
                showDefaultValue = CommandLine.Help.Visibility.ALWAYS)
        Path folder = Path.of("config");

        @Option(
                names = {"-h", "--help"},
                usageHelp = true)
        boolean help;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        CommandSpec spec;

        Settings settings() throws ConfigException {
            return Settings.load(folder, System.getenv());
        }

        PrintWriter out() {
            return spec.commandLine().getOut();
        }

        /** Until the process is asked to end. */
        static int untilAsked(AutoCloseable running) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    running.close();
                } catch (Exception e) {
                    System.err.println("close: " + oneLine(e));
                }
            }));
            new CountDownLatch(1).await();
            return 0;
        }
    }

    /** What commands share that ask a running server. */
    abstract static class Asking extends Configured {
        @Option(names = "--server")
        @Nullable
        String server;

        @Option(names = "--token-file")
        @Nullable
        Path tokenFile;

        String base(Settings settings) {
            Config.Server own = settings.config().server();
            return server == null ? "http://" + own.host() + ":" + own.port() : server;
        }

        String token() throws IOException {
            return tokenFile == null ? "" : Files.readString(tokenFile).strip();
        }
    }

    @Command(name = "serve", resourceBundle = "ioc.cli")
    static final class Serve extends Configured {
        @Override
        public Integer call() throws Exception {
            return untilAsked(
                    new Serving(folder, System.getenv(), settings(), settings -> settings, (settings, adopter) -> {
                        Server server = new Server(settings, Server.Clocks.live(InstantSource.system()), adopter);
                        server.poll();
                        server.fetch();
                        server.watchFolders();
                        return server;
                    }));
        }
    }

    @Command(name = "demo", resourceBundle = "ioc.cli")
    static final class Demonstrate extends Configured {
        @Option(names = "--at", defaultValue = "09:40", showDefaultValue = CommandLine.Help.Visibility.ALWAYS)
        LocalTime at = LocalTime.of(9, 40);

        @Option(names = "--speed", defaultValue = "1", showDefaultValue = CommandLine.Help.Visibility.ALWAYS)
        double speed = 1;

        @Option(names = "--until")
        @Nullable
        LocalTime until;

        @Option(names = "--as-configured")
        boolean asConfigured;

        @Option(names = "--seed", defaultValue = "1", showDefaultValue = CommandLine.Help.Visibility.ALWAYS)
        long seed = 1;

        @Override
        public Integer call() throws Exception {
            if (!(speed > 0 && speed <= 600)) {
                throw new IllegalArgumentException("--speed: was " + speed + " but must be above 0, at most 600");
            }
            if (until != null && until.isBefore(at)) {
                throw new IllegalArgumentException("--until: was " + until + " but must not be before --at, " + at);
            }
            return untilAsked(Demo.start(
                    folder, settings(), InstantSource.system(), new Demo.Course(at, until, speed, seed), asConfigured));
        }
    }

    @Command(name = "check", resourceBundle = "ioc.cli")
    static final class Check extends Configured {
        @Override
        public Integer call() throws Exception {
            Settings settings = settings();
            out().println(folder + ": " + settings.config().places().sites().size() + " points, "
                    + settings.config().places().devices().size() + " devices, "
                    + settings.sources().size() + " sources, "
                    + settings.config().rules().size() + " rules, no problem");
            out().flush();
            return 0;
        }
    }

    @Command(name = "import", resourceBundle = "ioc.cli")
    static final class Import extends Asking {
        @Option(names = "--source", required = true)
        String source = "";

        @Option(names = "--sheet")
        String sheet = "";

        @Parameters(paramLabel = "FILE")
        Path file = Path.of("");

        @Override
        public Integer call() throws Exception {
            Settings settings = settings();
            return new FileImport(base(settings), token(), out()).run(source, file, sheet) ? 0 : 1;
        }
    }

    @Command(name = "why", resourceBundle = "ioc.cli")
    static final class Explain extends Asking {
        @Parameters(paramLabel = "ALERT")
        String alert = "";

        @Override
        public Integer call() throws Exception {
            Settings settings = settings();
            return new Why(base(settings), token(), settings.config().places().zone(), out()).run(alert) ? 0 : 1;
        }
    }

    @Command(name = "try", resourceBundle = "ioc.cli")
    static final class Try extends Configured {
        @Parameters(paramLabel = "FAMILY")
        String family = "";

        @Parameters(paramLabel = "FILE|TOPIC")
        String source = "";

        @Option(names = "--topic")
        @Nullable
        String topic;

        @Option(names = "--pattern", defaultValue = "")
        String pattern = "";

        @Option(names = "--fixed")
        Map<String, String> fixed = Map.of();

        @Option(names = "--word")
        Map<String, String> words = Map.of();

        @Option(names = "--option")
        Map<String, String> options = Map.of();

        @Option(names = "--at")
        @Nullable
        Instant at;

        @Option(names = "--seconds", defaultValue = "30", showDefaultValue = CommandLine.Help.Visibility.ALWAYS)
        int seconds = 30;

        @Override
        public Integer call() throws Exception {
            Settings settings = settings();
            Trial trial = new Trial(
                    new Mapping(family, pattern, fixed, Map.of(), words, options),
                    settings.config().places().zone());
            Tryout tryout = new Tryout(trial, at == null ? InstantSource.system() : InstantSource.fixed(at), out());
            Path file = Path.of(source);
            if (source.matches(".*\\.jsonl?") && !Files.isRegularFile(file)) {
                throw new IOException(source + ": is no file");
            }
            int refused = Files.isRegularFile(file)
                    ? tryout.file(file, topic)
                    : tryout.topic(settings.config().broker(), source, Duration.ofSeconds(seconds));
            return refused == 0 ? 0 : 1;
        }
    }

    /** What can be done with the audit beside a server, also with a copy of its records. */
    @Command(name = "audit", resourceBundle = "ioc.cli", subcommands = Main.Verify.class)
    static final class AuditTrail implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        CommandSpec spec;

        @Override
        public Integer call() {
            spec.commandLine().usage(spec.commandLine().getOut());
            return CommandLine.ExitCode.USAGE;
        }
    }

    @Command(name = "verify", resourceBundle = "ioc.cli")
    static final class Verify extends Configured {
        @Option(names = "--expect")
        @Nullable
        String expect;

        @Override
        public Integer call() throws Exception {
            Settings settings = settings();
            try (Records records = Server.records(
                    settings.config(), settings.config().server().data(), settings.judge(), InstantSource.system())) {
                Audit.Verdict verdict = records.audit().verify();
                Optional<Long> broken = verdict.broken();
                out().println(
                                broken.isPresent()
                                        ? "audit: row " + broken.get() + " does not hold, the " + verdict.rows()
                                                + " before it do"
                                        : "audit: " + verdict.rows() + " rows hold, the last hash is "
                                                + verdict.lastHash());
                boolean isKnown = expect == null || records.audit().has(expect);
                if (!isKnown) {
                    out().println("audit: lacks the row with the hash " + expect);
                }
                out().flush();
                return broken.isEmpty() && isKnown ? 0 : 1;
            }
        }
    }
}
