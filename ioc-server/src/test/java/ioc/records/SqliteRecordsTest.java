package ioc.records;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.dossier.Judge;
import ioc.follow.StoreAway;
import ioc.picture.District;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SqliteRecordsTest extends RecordsContract {
    @TempDir
    Path folder;

    @Override
    Records open(String store, Judge judge) {
        return Records.sqlite(folder.resolve(store).resolve("records.db"), judge, InstantSource.fixed(NOW));
    }

    @Test
    void aFileThatIsNoDatabaseNeedsAPerson() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.db"), "this is not a database, ".repeat(50));
        try (Records broken = Records.sqlite(file, District.judge(), InstantSource.fixed(NOW))) {
            assertThatThrownBy(broken::position)
                    .isInstanceOfSatisfying(
                            StoreAway.class, e -> org.assertj.core.api.Assertions.assertThat(e.needsPerson())
                                    .isTrue());
        }
    }
}
