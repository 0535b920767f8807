package ioc.records;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import ioc.follow.StoreAway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The connections: one pool that writes, one that reads, opened and migrated at first use. SQLite has one writer at a time,
 * so its writing pool has one connection and begins its transactions as writers.
 */
final class Database implements AutoCloseable {
    private static final int CONNECT_MS = 5_000;

    private final String name;
    private final String writeUrl;
    private final String readUrl;
    private final String user;
    private final String password;
    private final int writers;
    private final @Nullable Path folder;
    private volatile @Nullable Pools pools;

    private record Pools(HikariDataSource writing, HikariDataSource reading, Jdbi writer, Jdbi reader) {}

    private Database(
            String name,
            String writeUrl,
            String readUrl,
            String user,
            String password,
            int writers,
            @Nullable Path folder) {
        this.name = name;
        this.writeUrl = writeUrl;
        this.readUrl = readUrl;
        this.user = user;
        this.password = password;
        this.writers = writers;
        this.folder = folder;
    }

    static Database sqlite(Path file) {
        String url = "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=NORMAL&busy_timeout=10000";
        Path folder = file.toAbsolutePath().getParent();
        return new Database("SQLite", url + "&transaction_mode=IMMEDIATE", url, "", "", 1, folder);
    }

    static Database postgres(String url, String user, String password) {
        String prompt = url + (url.contains("?") ? "&" : "?") + "connectTimeout=5&socketTimeout=30&tcpKeepAlive=true";
        return new Database("PostgreSQL", prompt, prompt, user, password, 2, null);
    }

    String name() {
        return name;
    }

    Jdbi writer() throws StoreAway {
        return open().writer();
    }

    Jdbi reader() throws StoreAway {
        return open().reader();
    }

    private Pools open() throws StoreAway {
        Pools present = pools;
        return present != null ? present : connect();
    }

    private synchronized Pools connect() throws StoreAway {
        if (pools != null) {
            return pools;
        }
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(writeUrl, user, password)
                    .locations("classpath:ioc/records")
                    .load()
                    .migrate();
        } catch (IOException e) {
            throw StoreAway.forNow(name + ": " + e, e);
        } catch (FlywayException e) {
            throw away(e);
        }
        HikariDataSource writing = pool(writeUrl, "records-write", writers);
        HikariDataSource reading = pool(readUrl, "records-read", 4);
        Pools fresh = new Pools(writing, reading, Jdbi.create(writing), Jdbi.create(reading));
        pools = fresh;
        return fresh;
    }

    private HikariDataSource pool(String url, String poolName, int most) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setPoolName(poolName);
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_MS);
        config.setInitializationFailTimeout(-1); // it may be away at the start
        return new HikariDataSource(config);
    }

    /** What a failed call means to the caller. */
    StoreAway away(RuntimeException e) {
        SQLException cause = sqlCause(e);
        evictAll();
        String what = name + ": " + (cause == null ? e : cause).getMessage();
        return needsPerson(cause) ? StoreAway.untilRepaired(what, e) : StoreAway.forNow(what, e);
    }

    /** Idle connections of both pools may be as dead as the one that just failed. */
    private void evictAll() {
        Pools present = pools;
        if (present != null) {
            present.writing().getHikariPoolMXBean().softEvictConnections();
            present.reading().getHikariPoolMXBean().softEvictConnections();
        }
    }

    /** 28: wrong user or password; 3D: no such database; 42: no right, or a table that is not ours; SQLite: a broken file. */
    private static boolean needsPerson(@Nullable SQLException e) {
        if (e == null) {
            return false;
        }
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        boolean broken = state.isEmpty() && (e.getErrorCode() == 11 || e.getErrorCode() == 26);
        return broken || state.startsWith("28") || state.startsWith("3D") || state.startsWith("42");
    }

    /** The row is bad, not the database: class 22 data, 23 constraint. */
    static boolean isOfRow(JdbiException e) {
        SQLException cause = sqlCause(e);
        String state = cause == null || cause.getSQLState() == null ? "" : cause.getSQLState();
        return state.startsWith("22") || state.startsWith("23") || (cause != null && cause.getErrorCode() == 19);
    }

    private static @Nullable SQLException sqlCause(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    @Override
    public synchronized void close() {
        Pools present = pools;
        pools = null;
        if (present != null) {
            present.writing().close();
            present.reading().close();
        }
    }
}
