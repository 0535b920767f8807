package ioc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.event.Dossier;
import ioc.export.Format;
import ioc.peer.ServerProcess;
import ioc.records.Change;
import ioc.records.DossierState;
import ioc.records.Listing;
import ioc.records.Records;
import ioc.web.Answers;
import ioc.web.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");

    @TempDir
    Path folder;

    private static Change dossier(int number) {
        return new Change.OfDossier(
                number,
                number,
                "mot-cua",
                new Dossier(
                        "H-" + number,
                        new Dossier.Filing("Chứng thực", "", "Phường Gò Dầu", "online"),
                        4,
                        "4",
                        new Dossier.Times(
                                null, NOW.minus(Duration.ofDays(9)), NOW.plusSeconds(number), null, null, null, null),
                        List.of()),
                "{}");
    }

    @Test
    void everyRowOfTheFilterIsWrittenAndTooManyAreRefused() throws Exception {
        Settings settings = Settings.load(ServerProcess.configuration(), Map.of());
        Path files = Files.createDirectory(folder.resolve("files"));
        try (Records records =
                Records.sqlite(folder.resolve("records.db"), settings.judge(), InstantSource.fixed(NOW))) {
            records.write(
                    IntStream.rangeClosed(1, 1_200)
                            .mapToObj(ExportsTest::dossier)
                            .toList(),
                    1_200);
            Listing<DossierState> all =
                    new Listing<>(DossierState.ALL, List.of(), "", NOW, NOW, Listing.Sort.DUE, 0, 1);
            DossierAnswers answers = new DossierAnswers(settings);
            Answers.Download download = new Exports(
                            records, answers, settings.config().places(), files, 1_200)
                    .dossiers(all, Format.CSV, Words.EN);
            assertThat(download.name()).isEqualTo("dossiers-2026-11-20.csv");
            assertThat(Files.readAllLines(download.file()))
                    .hasSize(1_201)
                    .first()
                    .asString()
                    .startsWith("\uFEFFCode,Procedure,Unit,");
            Files.delete(download.file());
            assertThatThrownBy(() -> new Exports(
                                    records, answers, settings.config().places(), files, 1_199)
                            .dossiers(all, Format.XLSX, Words.VI))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.status())
                            .isEqualTo(422))
                    .hasMessage("rows: were 1200 but must be at most 1199 (narrow the filter with state, org or q)");
            assertThat(files).isEmptyDirectory();
        }
    }
}
