package ioc.series;

import ioc.follow.Dead;
import ioc.follow.StoreAway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One DuckDB file, in process. Points and position are one transaction, so a crash leaves no gap and nothing twice.
 *
 * <p>One narrow table: series number, field number, time, value. The columns compress to about five bytes a value and the
 * time keeps its nanoseconds as a plain number. A batch goes to a table in memory first, so that points which are there
 * already can be replaced without an index. One writer and one reader connection, each under its own lock.
 */
public final class DuckSeries implements Series {
    private static final Logger LOG = LoggerFactory.getLogger(DuckSeries.class);
    private static final long NANOS_PER_MS = 1_000_000;

    private final Path folder;
    private final Object writing = new Object();
    private final Object reading = new Object();
    private final Registry registry = new Registry();
    private volatile @Nullable DuckDBConnection writer;
    private volatile @Nullable DuckDBConnection reader;
    private long newest = Long.MIN_VALUE; // of all times written; guarded by writing

    /** Touches nothing yet; {@code folder} is made when needed, for {@code series.duckdb} and its log. */
    public DuckSeries(Path folder) {
        this.folder = folder;
    }

    @Override
    public String engine() {
        return "DuckDB";
    }

    @Override
    public long position() throws StoreAway {
        synchronized (writing) {
            try (Statement statement = open().createStatement();
                    ResultSet row = statement.executeQuery("SELECT journal FROM position")) {
                return row.next() ? row.getLong(1) : 0;
            } catch (SQLException e) {
                throw away(e);
            }
        }
    }

    @Override
    public void rewind(long position) throws StoreAway {
        synchronized (writing) {
            try (Statement statement = open().createStatement()) {
                statement.execute("UPDATE position SET journal = least(journal, " + position + ")");
            } catch (SQLException e) {
                throw away(e);
            }
        }
    }

    @Override
    public List<Dead> write(List<Point> points, long position) throws StoreAway {
        synchronized (writing) {
            List<Dead> dead = new ArrayList<>();
            try {
                DuckDBConnection connection = open();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("BEGIN TRANSACTION");
                    Map<Registry.Cell, Object> cells = new LinkedHashMap<>(points.size() * 2);
                    for (Point point : points) {
                        registry.cells(point, cells, dead);
                    }
                    registry.save(connection);
                    if (!cells.isEmpty()) {
                        replace(connection, statement, cells);
                    }
                    statement.execute("UPDATE position SET journal = " + position);
                    statement.execute("COMMIT");
                }
            } catch (SQLException e) {
                throw away(e);
            }
            return dead;
        }
    }

    private void replace(DuckDBConnection connection, Statement statement, Map<Registry.Cell, Object> cells)
            throws SQLException {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        try (DuckDBAppender appender = connection.createAppender("temp", "main", "incoming")) {
            for (Map.Entry<Registry.Cell, Object> entry : cells.entrySet()) {
                Registry.Cell cell = entry.getKey();
                appender.beginRow().append(cell.series()).append(cell.field()).append(cell.time());
                if (entry.getValue() instanceof Number number) {
                    appender.append(number.doubleValue()).appendNull();
                } else {
                    appender.appendNull().append((String) entry.getValue());
                }
                appender.endRow();
                first = Math.min(first, cell.time());
                last = Math.max(last, cell.time());
            }
        }
        if (first <= newest) {
            statement.execute("DELETE FROM sample USING incoming i WHERE sample.time BETWEEN " + first + " AND "
                    + Math.min(last, newest)
                    + " AND sample.time = i.time AND sample.series = i.series AND sample.field = i.field");
        }
        statement.execute("INSERT INTO sample SELECT * FROM incoming");
        statement.execute("DELETE FROM incoming");
        newest = Math.max(newest, last);
    }

    @Override
    public List<Sample> query(Query query) throws StoreAway {
        DuckDBConnection parent = opened();
        synchronized (reading) {
            try {
                DuckDBConnection connection = forReading(parent);
                Registry.Found found = registry.find(query);
                List<Sample> samples = new ArrayList<>();
                if (found.series().isEmpty()) {
                    return samples;
                }
                long step = query.stepMillis() * NANOS_PER_MS;
                try (PreparedStatement select = connection.prepareStatement(text(query.aggregate(), found.series()))) {
                    select.setLong(1, step);
                    select.setInt(2, found.field());
                    select.setLong(3, query.from().toEpochMilli() * NANOS_PER_MS);
                    select.setLong(4, query.to().toEpochMilli() * NANOS_PER_MS);
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            double value = rows.getDouble(2);
                            if (!rows.wasNull()) {
                                samples.add(new Sample(rows.getLong(1) * query.stepMillis(), value));
                            }
                        }
                    }
                }
                return samples;
            } catch (SQLException e) {
                throw StoreAway.forNow("series.duckdb: query failed: " + e.getMessage(), e);
            }
        }
    }

    private static String text(Query.Aggregate aggregate, List<Integer> series) {
        String value =
                switch (aggregate) {
                    case MEAN -> "avg(num)";
                    case MIN -> "min(num)";
                    case MAX -> "max(num)";
                    case SUM -> "sum(num)";
                    case COUNT -> "count(*)";
                    case FIRST -> "arg_min(num, time)";
                    case LAST -> "arg_max(num, time)";
                    case INCREASE -> "sum(added)";
                };
        String numbers = series.stream().map(String::valueOf).collect(Collectors.joining(","));
        String rows = " FROM sample WHERE field = ? AND time >= ? AND time < ? AND series IN (" + numbers + ")";
        String bucket = "SELECT time // ? AS step, " + value;
        if (aggregate == Query.Aggregate.INCREASE) {
            return bucket + " FROM (SELECT time, num - lag(num) OVER (PARTITION BY series ORDER BY time) AS added"
                    + rows + ") WHERE added >= 0 GROUP BY step ORDER BY step";
        }
        return bucket + rows + " GROUP BY step ORDER BY step";
    }

    /** Guarded by {@code reading}, whose lock is never held while waiting for {@code writing}. */
    private DuckDBConnection forReading(DuckDBConnection parent) throws SQLException {
        DuckDBConnection present = reader;
        if (present != null) {
            return present;
        }
        DuckDBConnection fresh = parent.duplicate();
        reader = fresh;
        return fresh;
    }

    private DuckDBConnection opened() throws StoreAway {
        DuckDBConnection present = writer;
        if (present != null) {
            return present;
        }
        synchronized (writing) {
            try {
                return open();
            } catch (SQLException e) {
                throw away(e);
            }
        }
    }

    /** Guarded by {@code writing}. */
    private DuckDBConnection open() throws SQLException, StoreAway {
        DuckDBConnection present = writer;
        if (present != null) {
            return present;
        }
        NativeLibrary.load(folder);
        Properties settings = new Properties();
        settings.setProperty("threads", "2");
        settings.setProperty("memory_limit", "512MB");
        settings.setProperty("temp_directory", folder.resolve("spill").toString());
        DuckDBConnection fresh = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("series.duckdb"), settings)
                .unwrap(DuckDBConnection.class);
        try (Statement statement = fresh.createStatement()) {
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS sample(
                      series INTEGER NOT NULL, field INTEGER NOT NULL, time BIGINT NOT NULL, num DOUBLE, text VARCHAR);
                    CREATE TABLE IF NOT EXISTS series(id INTEGER NOT NULL, measurement VARCHAR NOT NULL);
                    CREATE TABLE IF NOT EXISTS tag(series INTEGER NOT NULL, name VARCHAR NOT NULL, value VARCHAR NOT NULL);
                    CREATE TABLE IF NOT EXISTS field(
                      id INTEGER NOT NULL, measurement VARCHAR NOT NULL, name VARCHAR NOT NULL, type VARCHAR NOT NULL);
                    CREATE TABLE IF NOT EXISTS position(journal BIGINT NOT NULL);
                    INSERT INTO position SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM position);
                    CREATE TEMP TABLE incoming(
                      series INTEGER, field INTEGER, time BIGINT, num DOUBLE, text VARCHAR);
                    """);
            try (ResultSet row = statement.executeQuery("SELECT max(time) FROM sample")) {
                newest = row.next() && row.getObject(1) != null ? row.getLong(1) : Long.MIN_VALUE;
            }
            registry.load(statement);
        } catch (SQLException e) {
            fresh.close();
            throw e;
        }
        writer = fresh;
        return fresh;
    }

    /** Drops the connection: an error leaves no half transaction, and the next call begins anew. */
    private StoreAway away(SQLException e) {
        shut();
        return StoreAway.forNow(folder.resolve("series.duckdb") + ": " + e.getMessage(), e);
    }

    private void shut() {
        DuckDBConnection out = writer;
        writer = null;
        synchronized (reading) {
            DuckDBConnection in = reader;
            reader = null;
            closeQuietly(in);
        }
        closeQuietly(out);
    }

    private static void closeQuietly(@Nullable DuckDBConnection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("duckdb: close failed", e);
        }
    }

    @Override
    public void close() {
        synchronized (writing) {
            shut();
        }
    }

    /**
     * The driver unpacks 72 MB to the folder of temporary files at each start and takes them away only when it is not killed. Mapped
     * it needs no name any more; where files in use cannot be deleted, or nothing says what is mapped, they stay until the end.
     */
    private static final class NativeLibrary {
        private static final Path MAPPED = Path.of("/proc/self/maps");
        private static boolean loaded;

        private NativeLibrary() {}

        static synchronized void load(Path folder) throws StoreAway {
            try {
                Files.createDirectories(folder);
                if (loaded) {
                    return;
                }
                Class.forName("org.duckdb.DuckDBDriver");
                DriverManager.getConnection("jdbc:duckdb:").close();
                loaded = true;
                if (Files.isReadable(MAPPED)) {
                    unname();
                }
            } catch (IOException e) {
                throw StoreAway.forNow(folder + ": " + e, e);
            } catch (ClassNotFoundException | SQLException | LinkageError e) {
                throw StoreAway.untilRepaired("duckdb cannot be loaded: " + e, e);
            }
        }

        private static void unname() throws IOException {
            for (String line : Files.readAllLines(MAPPED)) {
                int at = line.indexOf('/');
                if (at >= 0 && line.indexOf("/libduckdb_java", at) >= 0) {
                    Files.deleteIfExists(Path.of(line.substring(at)));
                }
            }
        }
    }
}
