package ioc.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.dossier.Judge;
import ioc.follow.StoreAway;
import ioc.peer.Peer;
import ioc.peer.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PostgresRecordsIT extends RecordsContract {
    @TempDir
    static Path folder;

    private Postgres postgres;

    @BeforeAll
    void startPeer() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        postgres = new Postgres(folder.resolve("postgres"));
    }

    @AfterAll
    void stopPeer() throws Exception {
        postgres.close();
    }

    @Override
    Records open(String store, Judge judge) throws Exception {
        String schema = store.toLowerCase(Locale.ROOT);
        try (Connection connection = DriverManager.getConnection(postgres.url(), postgres.user(), "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
        }
        return Records.postgres(
                postgres.url() + "?currentSchema=" + schema, postgres.user(), "", judge, InstantSource.fixed(NOW));
    }

    @Test
    void aRowTheDatabaseRefusesIsDeadAndItsNeighboursAreStored() throws Exception {
        assertThat(records.write(
                        List.of(
                                dossier(1, "A-1", 4, Duration.ofDays(1), null),
                                dossier(2, "A-\0", 4, Duration.ofDays(1), null),
                                dossier(3, "A-3", 4, Duration.ofDays(1), null)),
                        3))
                .hasSize(1);
        assertThat(records.dossier("A-1")).isPresent();
        assertThat(records.dossier("A-3")).isPresent();
        assertThat(records.position()).isEqualTo(3);
    }

    @Test
    void isAwayWhileThePeerIsAndHealsByItself() throws Exception {
        records.write(List.of(dossier(1, "A-1", 4, null, null)), 1);
        postgres.stop();
        assertThatThrownBy(() -> records.write(List.of(), 2)).isInstanceOf(StoreAway.class);
        postgres.start();
        Peer.await("what is written is read again", () -> {
            try {
                records.write(List.of(dossier(2, "A-2", 4, null, null)), 2);
                return records.position() == 2;
            } catch (StoreAway still) {
                return false; // it tries again by itself, more slowly the longer it was away
            }
        });
    }
}
