package ioc.source;

import ioc.peer.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class PostgresViewIT extends ViewContract {
    @TempDir
    static Path folder;

    private static Postgres postgres;

    @BeforeAll
    static void startPeer() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        postgres = new Postgres(folder.resolve("postgres"));
    }

    @AfterAll
    static void stopPeer() throws Exception {
        postgres.close();
    }

    @Override
    String url() {
        return postgres.url();
    }

    @Override
    String user() {
        return postgres.user();
    }

    @Override
    String timestamp() {
        return "TIMESTAMP";
    }
}
