package ioc.source;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SqliteViewTest extends ViewContract {
    @TempDir
    Path folder;

    @Override
    String url() {
        return "jdbc:sqlite:" + folder.resolve("mot-cua.db");
    }

    @Override
    String user() {
        return "ioc";
    }

    @Override
    String timestamp() {
        return "TEXT";
    }
}
