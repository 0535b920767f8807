package ioc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ioc.peer.Dashboard;
import ioc.peer.Peer;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dossiers from a file: what is wrong is named by its row, all else is taken, and the figures are those of the file. */
@SuppressWarnings("NullAway.Init")
class ImportIT {
    @TempDir
    Path folder;

    private ServerProcess.Ended read(Path configuration, ServerProcess server, String source, Path file)
            throws IOException {
        return ServerProcess.run(
                folder,
                configuration,
                Map.of(),
                "import",
                "--source",
                source,
                "--server",
                server.url(),
                file.toString());
    }

    @Test
    void wrongRowsAreNamedAndTheRestIsTaken() throws Exception {
        Path file = Files.writeString(folder.resolve("ho-so.csv"), """
                \uFEFFMaHoSo;TenTTHC;DonViXuLy;TrangThaiHoSo;NgayTiepNhan;NgayHenTra;NgayTra;ChuHoSo
                H1;Chứng thực;Phường Gò Dầu;4;20260105080000;20260107170000;;Nguyễn Văn A
                H2;Chứng thực;Phường Gò Dầu;10;20260105080000;20260107170000;20260107170001;Nguyễn Văn B
                H3;Chứng thực;Phường Gò Dầu;4;20261332000000;20260107170000;;Nguyễn Văn C
                ;Chứng thực;Phường Gò Dầu;4;20260105080000;20260107170000;;Nguyễn Văn D
                H5;Chứng thực;Phường Gia Lộc;10;20260105080000;20260107170000;20260109080000;Nguyễn Văn E
                H6;Chứng thực;Phường Gia Lộc;10;20260105080000;20260107170000;20260106080000;Nguyễn Văn F
                """);
        try (ServerProcess server = ServerProcess.serve(folder, Map.of());
                Dashboard wall = Dashboard.at(server.url(), "overview", "health")) {
            ServerProcess.Ended ended = read(ServerProcess.configuration(), server, "mot-cua", file);
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said())
                    .anyMatch(line -> line.startsWith("row 4, NgayTiepNhan: was \"20261332000000\" but must be like "))
                    .contains(
                            "row 5, MaHoSo: was \"\" but must be there",
                            "ho-so.csv: 6 rows, 4 taken, 2 refused, 0 duplicate");
            wall.await("overview", "dossiers", "received", value -> value.asInt() == 4);
            wall.await("overview", "dossiers", "overdue", value -> value.asInt() == 1);
            assertThat(wall.number("overview", "dossiers", "doneOnTime")).isEqualTo(1);
            assertThat(wall.number("overview", "dossiers", "doneLate")).isEqualTo(2);
            assertThat(wall.number("overview", "dossiers", "doneLateByDay")).isEqualTo(1);
            wall.await("health", "ledger:mot-cua", "pending", value -> value.isNumber() && value.asInt() == 0);
            assertThat(wall.number("health", "ledger:mot-cua", "received")).isEqualTo(4);
            assertThat(wall.number("health", "ledger:mot-cua", "rejected")).isZero();
            Peer.await(
                    "all are listed", () -> dossiers(server, "").path("total").asInt() == 4);
            JsonNode late = dossiers(server, "?state=done-late");
            assertThat(late.path("total").asInt()).isEqualTo(2);
            assertThat(late.toString()).contains("H2", "H5").doesNotContain("Nguyễn");
            assertThat(dossiers(server, "?state=done-late-day").path("total").asInt())
                    .isEqualTo(1);
        }
    }

    private static JsonNode dossiers(ServerProcess server, String query) {
        return server.json("/api/v1/dossiers" + query);
    }

    @Test
    void theExampleOfAnEventLogMakesOneDossierOfItsRows() throws Exception {
        Path configuration = folder.resolve("config");
        copy(ServerProcess.configuration(), configuration);
        Files.copy(
                ServerProcess.configuration().resolveSibling("docs/examples/wabo.yaml"),
                configuration.resolve("sources/wabo.yaml"));
        StringBuilder text = new StringBuilder(
                "case:channel,case:concept:name,case:deadline,case:department,case:enddate,case:startdate,concept:name\n");
        for (int dossier = 0; dossier < 600; dossier++) {
            String end = dossier % 3 == 0 ? "" : "2011-10-1" + dossier % 3 * 4 + " 09:00:00.010000+02:00";
            for (int row = 0; row < 3; row++) {
                text.append("Internet,case-")
                        .append(dossier)
                        .append(",2011-10-16 08:00:00+02:00,General,")
                        .append(end)
                        .append(",2011-10-11 13:42:22.688000+02:00,step ")
                        .append(row)
                        .append('\n');
            }
        }
        Path file = Files.writeString(folder.resolve("receipt.csv"), text);
        try (ServerProcess server = ServerProcess.serve(folder, configuration, Map.of());
                Dashboard wall = Dashboard.at(server.url(), "overview", "health")) {
            ServerProcess.Ended ended = read(configuration, server, "wabo", file);
            assertThat(ended.said())
                    .contains("... (1000 more)", "receipt.csv: 1800 rows, 600 taken, 0 refused, 1200 duplicate");
            assertThat(ended.code()).isZero();
            wall.await("health", "ledger:wabo", "received", value -> value.asInt() == 600);
            wall.await("overview", "dossiers", "open", value -> value.asInt() == 200);
            wall.await("overview", "dossiers", "overdue", value -> value.asInt() == 200);
            assertThat(wall.number("overview", "dossiers", "doneOnTime")).isEqualTo(200);
            assertThat(wall.number("overview", "dossiers", "doneLateByDay")).isEqualTo(200);
            Peer.await(
                    "all are listed", () -> dossiers(server, "").path("total").asInt() == 600);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }
}
