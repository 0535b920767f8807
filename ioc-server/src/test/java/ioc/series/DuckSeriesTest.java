package ioc.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
    void leavesNoUnpackedLibraryBehind() throws Exception {
        try (Series other = new DuckSeries(folder.resolve("other"))) {
            other.write(List.of(), 7);
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files.filter(file -> file.toString().contains("libduckdb_java")))
                        .isEmpty();
            }
        }
    }
}
