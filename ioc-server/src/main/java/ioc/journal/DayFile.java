package ioc.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * One day of the journal: a SQLite file in WAL mode, every commit on disk before it returns ({@code synchronous=FULL}).
 * An object is one connection and belongs to one thread at a time; any number may be open on a file, one of them writes.
 */
final class DayFile implements AutoCloseable {
    /** No limit of our own to the size of the file. */
    static final int UNLIMITED = 0;

    private static final String COLUMNS = "position, received_at, kind, source, subject, retained, body";

    private static final byte[] NOTHING = {};

    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement insert;
    private final PreparedStatement forward;
    private final PreparedStatement backward;

    private DayFile(Connection connection) throws SQLException {
        this.connection = connection;
        this.begin = connection.prepareStatement("BEGIN");
        this.commit = connection.prepareStatement("COMMIT");
        this.insert = connection.prepareStatement("INSERT INTO entry (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)");
        this.forward = connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM entry WHERE position > ? AND position <= ? ORDER BY position LIMIT ?");
        this.backward = connection.prepareStatement("SELECT " + COLUMNS
                + " FROM entry WHERE position > ? AND position <= ? AND substr(subject || '/', 1, length(?3)) = ?3"
                + " ORDER BY position DESC LIMIT ?4");
    }

    /** Opens the file, makes it when there is none. */
    static DayFile open(Path file, int pagesAtMost) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(5_000);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            if (pagesAtMost != UNLIMITED) {
                statement.execute("PRAGMA max_page_count=" + pagesAtMost);
            }
            statement.execute("CREATE TABLE IF NOT EXISTS entry (position INTEGER PRIMARY KEY,"
                    + " received_at INTEGER NOT NULL, kind INTEGER NOT NULL, source TEXT NOT NULL,"
                    + " subject TEXT NOT NULL, retained INTEGER NOT NULL, body BLOB NOT NULL)");
            return new DayFile(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * All of them or none, durable when this returns; after an exception the file must be closed. (The driver's own commit
     * compiles two statements each time.)
     */
    void append(List<Entry> entries) throws SQLException {
        begin.execute();
        for (Entry entry : entries) {
            insert.setLong(1, entry.position());
            insert.setLong(2, entry.receivedAt());
            insert.setInt(3, entry.kind().code());
            insert.setString(4, entry.source());
            insert.setString(5, entry.subject());
            insert.setInt(6, entry.retained() ? 1 : 0);
            insert.setBytes(7, entry.body());
            insert.executeUpdate();
        }
        commit.execute();
    }

    /** {smallest position, greatest position, receivedAt of that one}; zeros when there is no entry. */
    long[] bounds() throws SQLException {
        try (Statement statement = connection.createStatement();
                // each by itself: only then SQLite looks at one end of the table instead of at all of it
                ResultSet row = statement.executeQuery("SELECT coalesce((SELECT min(position) FROM entry), 0),"
                        + " coalesce((SELECT max(position) FROM entry), 0),"
                        + " coalesce((SELECT received_at FROM entry ORDER BY position DESC LIMIT 1), 0)")) {
            row.next();
            return new long[] {row.getLong(1), row.getLong(2), row.getLong(3)};
        }
    }

    List<Entry> read(long fromExclusive, long to, int max) throws SQLException {
        forward.setLong(1, fromExclusive);
        forward.setLong(2, to);
        forward.setInt(3, max);
        return rows(forward);
    }

    /** Newest first. */
    List<Entry> latest(String subjectPrefix, long fromExclusive, long to, int max) throws SQLException {
        backward.setLong(1, fromExclusive);
        backward.setLong(2, to);
        backward.setString(3, subjectPrefix);
        backward.setInt(4, max);
        return rows(backward);
    }

    private static List<Entry> rows(PreparedStatement query) throws SQLException {
        List<Entry> rows = new ArrayList<>();
        String source = "";
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                String said = row.getString(4);
                source = said.equals(source) ? source : said; // few of them: one object for a run of equal ones
                byte[] body = row.getBytes(7);
                rows.add(new Entry(
                        row.getLong(1),
                        row.getLong(2),
                        Entry.Kind.of(row.getInt(3)),
                        source,
                        row.getString(5),
                        row.getInt(6) != 0,
                        body == null ? NOTHING : body));
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
