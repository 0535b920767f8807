package ioc.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DuckSeriesTest extends SeriesContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Override
    Series open(String store) {
        return new DuckSeries(folder.resolve(store));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNoUnpackedLibraryBehindEvenWhenItIsKilledNow() throws Exception {
        try (Series other = new DuckSeries(folder.resolve("other"))) {
            other.write(List.of(), 7);
            assertThat(Files.readAllLines(Path.of("/proc/self/maps")))
                    .filteredOn(line -> line.contains("libduckdb_java"))
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith("(deleted)"));
        }
    }
}
