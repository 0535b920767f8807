package ioc.records;

import ioc.access.ScreenRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table of paired screens. */
final class ScreenTable {
    private static final String KEEP = """
            INSERT INTO screen(id, name, layout, scope, secret, next_secret, secret_at, paired_at, paired_by, revoked_at,
              revoked_by, drawn_at)
            VALUES (:id, :name, :layout, :scope, :secret, :nextSecret, :secretAt, :pairedAt, :pairedBy, :revokedAt,
              :revokedBy, :drawnAt)
            ON CONFLICT(id) DO UPDATE SET name = excluded.name, layout = excluded.layout, scope = excluded.scope,
              secret = excluded.secret, next_secret = excluded.next_secret, secret_at = excluded.secret_at,
              revoked_at = excluded.revoked_at, revoked_by = excluded.revoked_by, drawn_at = excluded.drawn_at
            """;

    private ScreenTable() {}

    static void keep(Handle handle, ScreenRow screen) {
        handle.createUpdate(KEEP)
                .bind("id", screen.id())
                .bind("name", screen.name())
                .bind("layout", screen.layout())
                .bind("scope", Stored.json(screen.scope()))
                .bind("secret", screen.secret())
                .bind("nextSecret", screen.nextSecret())
                .bind("secretAt", screen.secretAt())
                .bind("pairedAt", screen.pairedAt())
                .bind("pairedBy", screen.pairedBy())
                .bind("revokedAt", screen.revokedAt())
                .bind("revokedBy", screen.revokedBy())
                .bind("drawnAt", screen.drawnAt())
                .execute();
    }

    static List<ScreenRow> all(Handle handle) {
        return handle.createQuery("SELECT * FROM screen ORDER BY paired_at, id")
                .map((row, context) -> row(row))
                .list();
    }

    private static ScreenRow row(ResultSet row) throws SQLException {
        return new ScreenRow(
                row.getString("id"),
                row.getString("name"),
                row.getString("layout"),
                List.of(Stored.read(row.getString("scope"), String[].class)),
                row.getString("secret"),
                row.getString("next_secret"),
                row.getLong("secret_at"),
                row.getLong("paired_at"),
                row.getString("paired_by"),
                Lists.number(row, "revoked_at"),
                row.getString("revoked_by"),
                Lists.number(row, "drawn_at"));
    }
}
