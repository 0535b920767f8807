package ioc.records;

import ioc.access.AuditRow;
import ioc.access.AuditRow.Deed;
import ioc.follow.StoreAway;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What everybody did, as a chain of rows. All calls block. */
public final class Audit {
    private static final String FILTER =
            " WHERE (:who = '' OR who = :who) AND (:operation = '' OR operation = :operation) AND seq < :before";

    private final Database database;

    Audit(Database database) {
        this.database = database;
    }

    /**
     * Which rows are wanted.
     *
     * @param who id of a person or token; empty for all
     * @param operation empty for all
     * @param before only rows with a smaller number
     */
    public record Wanted(String who, String operation, long before) {}

    /**
     * What came of following the chain.
     *
     * @param rows that hold, from the first on
     * @param lastHash of the last of them
     * @param broken number of the first row that does not hold; empty when all do
     */
    public record Verdict(long rows, String lastHash, Optional<Long> broken) {}

    /** Adds deeds to the end of the chain; one that is there already is left out. Within the caller's transaction. */
    static void add(Handle handle, List<Change.OfDeed> deeds) {
        AuditRow last = handle.createQuery("SELECT * FROM audit ORDER BY seq DESC LIMIT 1")
                .map((row, context) -> row(row))
                .findOne()
                .orElse(null);
        String hash = last == null ? AuditRow.BEGINNING : last.hash();
        long seq = last == null ? 0 : last.seq();
        long journal = last == null ? -1 : last.journal();
        PreparedBatch rows = handle.prepareBatch("""
                INSERT INTO audit(seq, at, journal, who, name, operation, subject, was, became, address, outcome, hash)
                VALUES (:seq, :at, :journal, :who, :name, :operation, :subject, :was, :became, :address, :outcome, :hash)
                """);
        for (Change.OfDeed change : deeds) {
            if (change.position() <= journal) {
                continue;
            }
            AuditRow row = AuditRow.after(hash, seq + 1, change.seenAt(), change.position(), change.deed());
            Deed deed = row.deed();
            rows.bind("seq", row.seq())
                    .bind("at", row.at())
                    .bind("journal", row.journal())
                    .bind("who", deed.who())
                    .bind("name", deed.name())
                    .bind("operation", deed.operation())
                    .bind("subject", deed.subject())
                    .bind("was", deed.before())
                    .bind("became", deed.after())
                    .bind("address", deed.address())
                    .bind("outcome", deed.outcome())
                    .bind("hash", row.hash())
                    .add();
            seq = row.seq();
            hash = row.hash();
        }
        Upserts.execute(rows);
    }

    private static AuditRow row(ResultSet row) throws SQLException {
        return new AuditRow(
                row.getLong("seq"),
                row.getLong("at"),
                row.getLong("journal"),
                new Deed(
                        row.getString("who"),
                        row.getString("name"),
                        row.getString("operation"),
                        row.getString("subject"),
                        row.getString("was"),
                        row.getString("became"),
                        row.getString("address"),
                        row.getString("outcome")),
                row.getString("hash"));
    }

    /** The newest first. */
    public List<AuditRow> rows(Wanted wanted, int most) throws StoreAway {
        try {
            return database.reader().withHandle(handle -> handle.createQuery(
                            "SELECT * FROM audit" + FILTER + " ORDER BY seq DESC LIMIT :most")
                    .bind("who", wanted.who())
                    .bind("operation", wanted.operation())
                    .bind("before", wanted.before())
                    .bind("most", most)
                    .map((row, context) -> row(row))
                    .list());
        } catch (JdbiException e) {
            throw database.away(e);
        }
    }

    /** The oldest first, one in the heap at a time. */
    public void each(Wanted wanted, Each<AuditRow> each) throws StoreAway, IOException {
        try {
            database.reader().useTransaction(handle -> walk(handle, wanted, each));
        } catch (JdbiException e) {
            throw database.away(e);
        }
    }

    private static void walk(Handle handle, Wanted wanted, Each<AuditRow> each) throws IOException {
        try (ResultIterator<AuditRow> rows = handle.createQuery("SELECT * FROM audit" + FILTER + " ORDER BY seq")
                .bind("who", wanted.who())
                .bind("operation", wanted.operation())
                .bind("before", wanted.before())
                .setFetchSize(500)
                .map((row, context) -> row(row))
                .iterator()) {
            while (rows.hasNext()) {
                each.take(rows.next());
            }
        }
    }

    /** Whether there is a row of that hash, such as one that was written down elsewhere. */
    public boolean has(String hash) throws StoreAway {
        try {
            return database.reader()
                    .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM audit WHERE hash = :hash")
                                    .bind("hash", hash)
                                    .mapTo(Long.class)
                                    .one()
                            > 0);
        } catch (JdbiException e) {
            throw database.away(e);
        }
    }

    /** Follows the chain from its beginning. */
    public Verdict verify() throws StoreAway, IOException {
        Following following = new Following();
        each(new Wanted("", "", Long.MAX_VALUE), following);
        return new Verdict(following.rows, following.hash, Optional.ofNullable(following.broken));
    }

    private static final class Following implements Each<AuditRow> {
        private String hash = AuditRow.BEGINNING;
        private long rows;
        private @Nullable Long broken;

        @Override
        public void take(AuditRow row) {
            if (broken != null) {
                return;
            }
            if (row.seq() != rows + 1 || !row.follows(hash)) {
                broken = rows + 1;
                return;
            }
            rows++;
            hash = row.hash();
        }
    }
}
