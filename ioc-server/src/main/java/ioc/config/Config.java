package ioc.config;

import ioc.access.Grants;
import ioc.access.IdToken;
import ioc.alert.Rule;
import ioc.calendar.Calendars;
import ioc.calendar.TimeLimit;
import ioc.dossier.Judge;
import ioc.dossier.Procedures;
import ioc.picture.Limits;
import ioc.place.Name;
import ioc.place.Places;
import ioc.score.Goal;
import ioc.score.Scheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything the operator asked for, checked. {@link #load} reads a folder of YAML files and the environment. */
public record Config(
        Server server,
        Access access,
        Broker broker,
        Series series,
        Records records,
        Journal journal,
        Targets targets,
        Wall wall,
        Places places,
        Calendars calendars,
        Procedures procedures,
        List<Scheme> schemes,
        List<Rule> rules,
        Topics topics,
        HttpIntake http,
        Notifying notifying) {

    /**
     * Where dashboards are served, and the folder for everything on disk.
     *
     * @param names host names by which browsers may call it, besides loopback ones
     * @param proxies addresses of proxies before it
     */
    public record Server(String host, int port, Path data, Set<String> names, Set<String> proxies, Certificate tls) {
        public Server {
            names = Set.copyOf(names);
            proxies = Set.copyOf(proxies);
        }

        Server at(Path folder) {
            return new Server(host, port, folder, names, proxies, tls);
        }
    }

    /** PEM files of the certificate chain and its key; both empty without TLS. */
    public record Certificate(String cert, String key) {
        public boolean isThere() {
            return !cert.isEmpty();
        }
    }

    /** Whether people have accounts, or everybody on this machine may do everything. */
    public enum AccessMode {
        ACCOUNTS,
        OPEN
    }

    /**
     * Who may come in.
     *
     * @param session how long a sign-in holds at most
     * @param idle how long without a request
     * @param origin as browsers see us, such as {@code https://ioc.example.vn}; empty: as they call us
     * @param secondFactor who must have one
     * @param unused who did not sign in for so long must be let in again; zero: nobody
     * @param key that secrets are sealed with; empty: one made and kept in the data folder
     */
    public record Access(
            AccessMode mode,
            Duration session,
            Duration idle,
            String origin,
            SecondFactor secondFactor,
            Duration unused,
            Secret key,
            Optional<Provider> oidc) {
        Access open() {
            return new Access(AccessMode.OPEN, session, idle, origin, secondFactor, unused, key, Optional.empty());
        }
    }

    /** Who must have a second factor. */
    public enum SecondFactor {
        ADMINISTRATORS,
        NONE
    }

    /**
     * A provider of OpenID Connect that people may sign in with.
     *
     * @param name on the button
     * @param secret empty for a public client
     */
    public record Provider(
            String issuer, String client, Secret secret, Name name, IdToken.Names claims, Grants grants) {}

    public enum BrokerEngine {
        EMBEDDED,
        EXTERNAL
    }

    /**
     * The MQTT broker.
     *
     * @param port where the embedded one listens, on loopback
     * @param caFile PEM of the authority an {@code ssl://} broker is trusted by; empty: the JDK's
     */
    public record Broker(
            BrokerEngine engine, int port, String url, String clientId, String user, Secret password, String caFile) {}

    public enum SeriesEngine {
        DUCKDB,
        INFLUXDB
    }

    public record Series(SeriesEngine engine, String url, String database, String user, Secret password) {}

    public enum RecordsEngine {
        SQLITE,
        POSTGRESQL
    }

    public record Records(RecordsEngine engine, String url, String user, Secret password) {}

    /**
     * The journal.
     *
     * @param retention day files older than this are dropped
     */
    public record Journal(Duration retention, Duration snapshotEvery, int queueMessages, int queueBytes) {}

    /**
     * What figures are measured against.
     *
     * @param satisfaction share, 0..1
     * @param leastCount below this many ratings no share is shown
     * @param dossiers when dossiers are warned of
     * @param extension which a new draft of a letter of apology proposes
     * @param period of the account of dossiers
     * @param assignmentSoon days before the due instant
     * @param calledWithin service level: share of people called within this time
     * @param warnShare of a point's wait limit, from here on a warning
     * @param goals what plans aim at
     */
    public record Targets(
            double satisfaction,
            int leastCount,
            Judge.Warnings dossiers,
            TimeLimit extension,
            Limits.Period period,
            int assignmentSoon,
            Duration calledWithin,
            double warnShare,
            List<Goal> goals) {}

    /**
     * The wall.
     *
     * @param takeover how long a new critical alert may take the screen; zero: never
     */
    public record Wall(
            Name subtitle, int orgs, Duration takeover, String phone, Freshness devices, Freshness ratings) {}

    /** What a stream of input is called on the wall, and how often it should say something while offices are open. */
    public record Freshness(String vi, String en, Duration period) {}

    /**
     * The same with embedded broker and stores and another folder, open to everybody on this machine and telling nobody.
     *
     * @param brokerPort 0 takes a free one
     */
    public Config embedded(Path data, int brokerPort) {
        return new Config(
                server.at(data),
                access.open(),
                new Broker(BrokerEngine.EMBEDDED, brokerPort, "", broker.clientId(), "", Secret.NONE, ""),
                new Series(SeriesEngine.DUCKDB, "", "", "", Secret.NONE),
                new Records(RecordsEngine.SQLITE, "", "", Secret.NONE),
                journal,
                targets,
                wall,
                places,
                calendars,
                procedures,
                schemes,
                rules,
                topics,
                HttpIntake.NONE,
                notifying.silent());
    }

    /** The same with another folder and another name at the broker, which knows one client of a name; tells nobody. */
    public Config beside(Path data, String clientId) {
        return new Config(
                server.at(data),
                access,
                new Broker(
                        broker.engine(),
                        broker.port(),
                        broker.url(),
                        clientId,
                        broker.user(),
                        broker.password(),
                        broker.caFile()),
                series,
                records,
                journal,
                targets,
                wall,
                places,
                calendars,
                procedures,
                schemes,
                rules,
                topics,
                HttpIntake.NONE,
                notifying.silent());
    }

    /**
     * Reads {@code ioc.yaml} and the files beside it.
     *
     * @param environment variables; {@code IOC_BROKER_URL} overrides {@code broker.url}
     * @param others problems found elsewhere, to be named as well
     * @throws ConfigException naming every problem of every file
     */
    public static Config load(Path folder, Map<String, String> environment, List<String> others)
            throws ConfigException {
        Section.Reader reader = new Section.Reader(environment);
        Config config = new Folder(folder, reader).read();
        reader.environment.keySet().stream()
                .filter(name -> name.startsWith("IOC_") && !reader.usedEnvironment.contains(name))
                .sorted()
                .forEach(name -> reader.problems.add(name + ": is set but is not a known key"
                        + hint(Section.nearest(name, new TreeSet<>(reader.askedEnvironment)))));
        reader.problems.addAll(others);
        if (!reader.problems.isEmpty()) {
            throw new ConfigException(folder.toString(), reader.problems);
        }
        return config;
    }

    static String hint(String nearest) {
        return nearest.isEmpty() ? "" : " (did you mean " + nearest + "?)";
    }

    /** The files of one folder. */
    private record Folder(Path folder, Section.Reader reader) {
        private static final TimeLimit EXTENSION = new TimeLimit(3, TimeLimit.Unit.DAYS);

        Config read() {
            Section ioc = file("ioc.yaml");
            Section server = ioc.section("server");
            Section tls = server.section("tls");
            Section access = ioc.section("access");
            List<Section> adopted = adopted();
            Places places = new PlacesFile(file("places.yaml"), adopted).read();
            Access wanted = AccessSection.read(access, places);
            Section broker = ioc.section("broker");
            Section series = ioc.section("series");
            Section records = ioc.section("records");
            Section journal = ioc.section("journal");
            Config config = new Config(
                    server(server, tls, wanted.mode()),
                    wanted,
                    broker(broker),
                    series(series),
                    records(records),
                    journal(journal),
                    targets(file("targets.yaml")),
                    wall(file("wall.yaml")),
                    places,
                    new CalendarFiles(file("calendar.yaml"), places).read(years()),
                    new ProceduresFile(file("procedures.yaml")).read(),
                    ScoreFile.read(file("score-766.yaml")),
                    RulesFile.read(file("alerts.yaml")),
                    Topics.read(file("topics.yaml"), adopted, places),
                    new HttpFile(file("http.yaml")).read(),
                    new NotifyFile(file("notify.yaml"), places).read());
            List.of(tls, server, access, broker, series, records, journal, ioc).forEach(Section::done);
            adopted.forEach(Section::done);
            return config;
        }

        private static TimeLimit limit(Section section, String key, TimeLimit usual) {
            return section.text(key, usual, ProceduresFile.LIMIT, word -> TimeLimit.parse(word)
                    .orElse(null));
        }

        private static Judge.Warnings warnings(Section dossiers, Section apology) {
            Judge.Warnings usual = Judge.Warnings.USUAL;
            List<TimeLimit> left = new ArrayList<>();
            for (String word : dossiers.list("warn")) {
                TimeLimit.parse(word)
                        .ifPresentOrElse(
                                left::add,
                                () -> dossiers.problem(
                                        "warn", "was \"" + word + "\" but must be " + ProceduresFile.LIMIT));
            }
            return new Judge.Warnings(
                    left.isEmpty() ? usual.left() : left,
                    limit(dossiers, "reception", usual.reception()),
                    limit(apology, "before", usual.apology()));
        }

        /** The files of the folder {@code calendar}, by year. */
        private Map<String, Section> years() {
            Map<String, Section> years = new TreeMap<>();
            try (Stream<Path> files = Files.list(folder.resolve("calendar"))) {
                for (Path path : files.sorted().toList()) {
                    String name = path.getFileName().toString();
                    if (name.endsWith(".yaml")) {
                        years.put(name.substring(0, name.length() - 5), file("calendar/" + name));
                    }
                }
            } catch (IOException unreadable) {
                reader.problems.add("calendar: must be a readable folder in " + folder);
            }
            return years;
        }

        /** The files of the folder {@code devices}, one for each time that devices were made known. */
        private List<Section> adopted() {
            Path own = folder.resolve("devices");
            if (!Files.isDirectory(own)) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(own)) {
                return files.map(path -> path.getFileName().toString())
                        .filter(name -> name.endsWith(".yaml"))
                        .sorted()
                        .map(name -> file("devices/" + name))
                        .toList();
            } catch (IOException unreadable) {
                reader.problems.add("devices: must be a readable folder in " + folder);
                return List.of();
            }
        }

        private Section file(String name) {
            return new Section(reader, "", YamlFile.read(folder.resolve(name), name, reader.problems), name);
        }

        private static Server server(Section section, Section tls, AccessMode mode) {
            boolean isOpen = mode == AccessMode.OPEN;
            Certificate certificate = new Certificate(tls.text("cert", ""), tls.text("key", ""));
            if (certificate.cert().isEmpty() != certificate.key().isEmpty()) {
                tls.problem("cert", "and key: was one of them but must be both or none");
            }
            return new Server(
                    section.text(
                            "host",
                            "127.0.0.1",
                            "a loopback address such as 127.0.0.1 (others need access.mode accounts)",
                            word -> !isOpen || isLoopback(word) ? word : null),
                    section.integer("port", 8080, 0, 65535),
                    Path.of(section.text("data", "data")),
                    section.list("names").stream()
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .collect(Collectors.toSet()),
                    Set.copyOf(section.list("proxies")),
                    certificate);
        }

        private static boolean isLoopback(String host) {
            try {
                return !host.isBlank() && InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                return false;
            }
        }

        private static Broker broker(Section section) {
            BrokerEngine engine = section.choice("engine", BrokerEngine.EMBEDDED, BrokerEngine.values());
            String url = section.text(
                    "url",
                    "",
                    "an address like tcp://host:1883 or ssl://host:8883",
                    word -> word.startsWith("tcp://") || word.startsWith("ssl://") ? word : null);
            if (engine == BrokerEngine.EXTERNAL && url.isEmpty() && !section.has("url")) {
                section.problem("url", "is missing but must be there for an external broker");
            }
            return new Broker(
                    engine,
                    section.integer("port", 1883, 0, 65535),
                    url,
                    section.text("clientId", "ioc-server"),
                    section.text("user", ""),
                    section.secret("password"),
                    section.text("caFile", ""));
        }

        private static Series series(Section section) {
            SeriesEngine engine = section.choice("engine", SeriesEngine.DUCKDB, SeriesEngine.values());
            String url = section.text(
                    "url",
                    "",
                    "an address like http://host:8086",
                    word -> word.startsWith("http://") || word.startsWith("https://") ? word : null);
            if (engine == SeriesEngine.INFLUXDB && url.isEmpty() && !section.has("url")) {
                section.problem("url", "is missing but must be there for influxdb");
            }
            return new Series(
                    engine, url, section.text("database", "ioc"), section.text("user", ""), section.secret("password"));
        }

        private static Records records(Section section) {
            RecordsEngine engine = section.choice("engine", RecordsEngine.SQLITE, RecordsEngine.values());
            String url = section.text(
                    "url",
                    "",
                    "an address like jdbc:postgresql://host:5432/ioc",
                    word -> word.startsWith("jdbc:postgresql:") ? word : null);
            if (engine == RecordsEngine.POSTGRESQL && url.isEmpty() && !section.has("url")) {
                section.problem("url", "is missing but must be there for postgresql");
            }
            return new Records(engine, url, section.text("user", ""), section.secret("password"));
        }

        private static Journal journal(Section section) {
            return new Journal(
                    section.duration("retention", Duration.ofDays(90)),
                    section.duration("snapshotEvery", Duration.ofMinutes(3)),
                    section.integer("queueMessages", 20_000, 1_000, 1_000_000),
                    section.integer("queueBytes", 64 << 20, 1 << 20, 1 << 30));
        }

        private static Targets targets(Section file) {
            Section satisfaction = file.section("satisfaction");
            Section dossiers = file.section("dossiers");
            Section apology = dossiers.section("apology");
            Section assignments = file.section("assignments");
            Section queue = file.section("queue");
            Targets targets = new Targets(
                    satisfaction.number("target", 0.95, 0, 1),
                    satisfaction.integer("leastCount", 10, 1, 1_000),
                    warnings(dossiers, apology),
                    limit(apology, "extension", EXTENSION),
                    dossiers.choice("period", Limits.Period.QUARTER, Limits.Period.values()),
                    assignments.integer("soon", 7, 0, 365),
                    queue.duration("calledWithin", Duration.ofMinutes(15)),
                    queue.number("warnShare", 0.8, 0, 1),
                    ScoreFile.goals(file));
            List.of(satisfaction, apology, dossiers, assignments, queue, file).forEach(Section::done);
            return targets;
        }

        private static Freshness freshness(Section section, Duration period) {
            String vi = section.text("vi");
            Freshness freshness = new Freshness(vi, section.text("en", vi), section.duration("period", period));
            section.done();
            return freshness;
        }

        private static Wall wall(Section file) {
            Section subtitle = file.section("subtitle");
            Wall wall = new Wall(
                    PlacesFile.name(subtitle),
                    file.integer("orgs", 8, 1, 12),
                    file.duration("takeover", Duration.ofMinutes(2)),
                    file.text("phone", ""),
                    freshness(file.section("devices"), Duration.ofSeconds(30)),
                    freshness(file.section("ratings"), Duration.ofMinutes(15)));
            subtitle.done();
            file.done();
            return wall;
        }
    }
}
