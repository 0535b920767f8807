package ioc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every trap of a real file is named by row and column, and what is right is taken. */
class FileIntakeTest {
    private static final String SOURCE = """
            id: mot-cua
            kind: dossier
            zone: Asia/Ho_Chi_Minh
            times: [iso, dd/MM/yyyy, "dd/MM/yyyy HH:mm", yyyyMMdd, yyyyMMddHHmmss, epoch]
            drop: [/ChuHoSo, /SoDienThoai]
            mapping:
              code: /MaHoSo
              org: /DonVi
              receivedAt: /NgayTiepNhan
              dueAt: /NgayHenTra
            """;

    @TempDir
    Path folder;

    private final List<String> taken = new ArrayList<>();

    private FileReport take(String yaml, Path file) throws IOException {
        taken.clear();
        Source source = Yaml.source(yaml);
        FileReport preview = FileIntake.preview(source, file, "", folder);
        assertThat(taken).isEmpty();
        FileReport report = FileIntake.take(
                source,
                file,
                "",
                folder,
                records -> records.forEach(
                        raw -> taken.add(raw.subject() + " " + new String(raw.body(), StandardCharsets.UTF_8))));
        assertThat(report).isEqualTo(preview);
        assertThat(report.counts().taken()).isEqualTo(taken.size());
        return report;
    }

    private FileReport take(String rows) throws IOException {
        return take(SOURCE, Files.writeString(folder.resolve("a.csv"), rows));
    }

    private static List<String> problems(FileReport report) {
        return report.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void whatIsWrongIsNamedByRowAndColumnAndTheRestIsTaken() throws Exception {
        FileReport report = take("""
                MaHoSo,DonVi,NgayTiepNhan,NgayHenTra,ChuHoSo
                H1,Gò Dầu,05/01/2026,07/01/2026,Nguyễn Văn A
                H2,Gò Dầu,05/01/2026,31/02/2026,Nguyễn Văn B

                ,Gò Dầu,05/01/2026,07/01/2026,Nguyễn Văn C
                H4,Gò Dầu,05/03/2026,01/03/2026,Nguyễn Văn D
                H5,Gò Dầu,,07/01/2026,Nguyễn Văn E
                H6,Gò Dầu,05/01/2026,05/01/2026,Nguyễn Văn F
                H7,"Gò Dầu",05/01/2026,,Nguyễn Văn G, tức H
                """);
        String formats = "be like iso, dd/MM/yyyy, dd/MM/yyyy HH:mm, yyyyMMdd, yyyyMMddHHmmss, epoch";
        assertThat(problems(report))
                .containsExactly(
                        "row 3, NgayHenTra: was \"31/02/2026\" but must " + formats,
                        "row 5, MaHoSo: was \"\" but must be there",
                        "row 6, NgayHenTra: was \"01/03/2026\" but must not be before NgayTiepNhan, \"05/03/2026\"",
                        "row 7, NgayTiepNhan: was \"\" but must be there (without it nobody can say how long it took)"
                                + " [warning]",
                        "row 9: was \"6 cells\" but must have at most 5, as the header (put texts with a separator into"
                                + " quotes)");
        assertThat(report.counts()).isEqualTo(new FileReport.Counts(7, 3, 4, 0, 5));
        assertThat(taken)
                .containsExactly(
                        "H1 {\"MaHoSo\":\"H1\",\"DonVi\":\"Gò Dầu\",\"NgayTiepNhan\":\"05/01/2026\",\"NgayHenTra\":\"07/01/2026\"}",
                        "H5 {\"MaHoSo\":\"H5\",\"DonVi\":\"Gò Dầu\",\"NgayTiepNhan\":\"\",\"NgayHenTra\":\"07/01/2026\"}",
                        "H6 {\"MaHoSo\":\"H6\",\"DonVi\":\"Gò Dầu\",\"NgayTiepNhan\":\"05/01/2026\",\"NgayHenTra\":\"05/01/2026\"}");
        assertThat(report.first()).extracting(FileReport.Sample::row).containsExactly(2, 7, 8);
        assertThat(report.columns())
                .contains(
                        new FileReport.Column("NgayHenTra", List.of("dueAt"), false),
                        new FileReport.Column("ChuHoSo", List.of(), true));
        assertThat(report.toString()).doesNotContain("Nguyễn");
    }

    @Test
    void datesInFiveFormatsAreTheSameInstant() throws Exception {
        FileReport report = take("""
                MaHoSo,NgayTiepNhan,DonVi,NgayHenTra
                H1,2026-11-05T08:30:00+07:00,a,
                H2,05/11/2026 08:30,a,
                H3,20261105083000,a,
                H4,1793842200,a,
                H5,2026-11-05 08:30,a,
                """);
        assertThat(problems(report)).isEmpty();
        assertThat(report.first().stream()
                        .map(sample -> sample.meaning()
                                .match(
                                        seen -> String.valueOf(
                                                seen.dossier().times().receivedAt()),
                                        seen -> "",
                                        seen -> "",
                                        (Mapped.Refused why) -> why.detail()))
                        .distinct())
                .containsExactly("2026-11-05T01:30:00Z");
    }

    @Test
    void theLastOfEqualCodesCountsAndTheOthersAreNamed() throws Exception {
        FileReport report = take("""
                MaHoSo,DonVi,NgayTiepNhan,NgayHenTra
                000123,một,05/01/2026,
                H2,hai,05/01/2026,
                000123,ba,05/01/2026,
                000123,bốn,05/01/2026,
                000123,năm,99/01/2026,
                """);
        assertThat(report.counts()).isEqualTo(new FileReport.Counts(5, 2, 1, 2, 3));
        assertThat(problems(report))
                .contains(
                        "row 2, MaHoSo: was \"000123\" but must be in one row only (row 4 has it too and counts) [duplicate]",
                        "row 4, MaHoSo: was \"000123\" but must be in one row only (row 5 has it too and counts)"
                                + " [duplicate]");
        assertThat(taken).hasSize(2).anyMatch(row -> row.contains("bốn"));
    }

    @Test
    void codesOfASpreadsheetInThreeFormsAndItsTrapsAreSeen() throws Exception {
        Path file = Workbooks.write(folder.resolve("a.xlsx"), sheet -> {
            Workbooks.row(sheet, 0, "MaHoSo", "DonVi", "NgayTiepNhan", "NgayHenTra", "ChuHoSo", "GhiChu");
            sheet.value(1, 0, "000123");
            sheet.value(2, 0, 20261105);
            sheet.value(3, 0, 124);
            sheet.style(3, 0).format("000000").set();
            for (int row = 1; row < 7; row++) {
                sheet.value(row, 2, LocalDate.of(2026, 11, 5));
                sheet.style(row, 2).format("dd/mm/yyyy").set();
                sheet.value(row, 4, "Nguyễn Văn A");
            }
            sheet.value(1, 1, "Gò Dầu");
            sheet.range(1, 1, 2, 1).merge();
            sheet.value(4, 0, "H4");
            sheet.formula(4, 3, "C5+2");
            sheet.value(5, 0, "H5");
            sheet.formula(5, 4, "E2");
            sheet.formula(5, 5, "E2");
            sheet.value(6, 0, "H6");
            sheet.value(6, 3, LocalDate.of(2026, 11, 4));
            sheet.style(6, 3).format("dd/mm/yyyy").set();
        });
        FileReport report = take(SOURCE, file);
        assertThat(problems(report))
                .containsExactly(
                        "row 3, DonVi: was \"a part of the merged cells B2:B3\" but must have its own value (unmerge the"
                                + " cells and fill each)",
                        "row 5, NgayHenTra: was \"a formula without value\" but must have a value (open the file in a"
                                + " spreadsheet and save it, or paste values)",
                        "row 6, GhiChu: was \"...\" but must have a value (open the file in a spreadsheet and save it, or"
                                + " paste values) [warning]",
                        "row 7, NgayHenTra: was \"2026-11-04\" but must not be before NgayTiepNhan, \"2026-11-05\"");
        assertThat(taken).extracting(row -> row.split(" ", 2)[0]).containsExactly("000123", "000124", "H5");
    }

    @Test
    void theSameRowsAreTheSameRecordsFromEitherKindOfFile() throws Exception {
        take("MaHoSo,DonVi,NgayTiepNhan,NgayHenTra\nH1,Gò Dầu,2026-11-05,\n");
        List<String> fromCsv = List.copyOf(taken);
        take(SOURCE, Workbooks.write(folder.resolve("a.xlsx"), sheet -> {
            Workbooks.row(sheet, 0, "MaHoSo", "DonVi", "NgayTiepNhan", "NgayHenTra");
            Workbooks.row(sheet, 1, "H1", "Gò Dầu");
            sheet.value(1, 2, LocalDate.of(2026, 11, 5));
            sheet.style(1, 2).format("d/m/yyyy").set();
        }));
        assertThat(taken).isEqualTo(fromCsv);
    }

    @Test
    void aFileOfSomethingElseIsNotTaken() {
        assertThatThrownBy(() -> take("Ten,Tuoi\nA,5\n"))
                .hasMessage("row 1: has no column MaHoSo (code) but must; it has Ten, Tuoi");
        assertThat(taken).isEmpty();
    }

    @Test
    void aFileThatBreaksOffIsNotTakenAtAll() {
        assertThatThrownBy(() -> take("MaHoSo,DonVi\n" + "H1,a\n".repeat(3_000) + "H2,\"b\n"))
                .hasMessageStartingWith("row 3002: cannot be read");
        assertThat(taken).isEmpty();
    }

    @Test
    void aMissingColumnIsSaidOnceAndNotForEveryRow() throws Exception {
        FileReport report = take("MaHoSo,DonVi\nH1,a\nH2,b\n");
        assertThat(problems(report))
                .containsExactly(
                        "row 1, NgayTiepNhan: was \"\" but must be a column (without it no row has a receivedAt) [warning]",
                        "row 1, NgayHenTra: was \"\" but must be a column (without it no row has a dueAt) [warning]");
        assertThat(report.counts().taken()).isEqualTo(2);
    }

    @Test
    void twoHundredProblemsAreShownAndAllAreCounted() throws Exception {
        FileReport report = take("MaHoSo,NgayHenTra,NgayTiepNhan,DonVi\n" + "H,x,05/01/2026,\n".repeat(1_000));
        assertThat(report.problems()).hasSize(200);
        assertThat(report.counts()).isEqualTo(new FileReport.Counts(1_000, 0, 1_000, 0, 1_000));
    }

    @Test
    void anAssignmentDueBeforeItWasGivenIsContradictory() throws Exception {
        FileReport report = take(
                """
                id: nhiem-vu
                kind: assignment
                zone: Asia/Ho_Chi_Minh
                mapping: { id: /id, givenAt: /given, dueAt: /due, progress: /progress }
                """,
                Files.writeString(
                        folder.resolve("a.csv"),
                        "id,given,due,progress\n1,2026-03-05,2026-03-01,0\n2,2026-03-05,2026-03-09,120\n3,2026-03-05,,50%\n"));
        assertThat(problems(report))
                .containsExactly(
                        "row 2, due: was \"2026-03-01\" but must not be before given, \"2026-03-05\"",
                        "row 3, progress: was \"120\" but must be 0..100");
        assertThat(taken).hasSize(1);
    }

    @Test
    void aMillionKeysFindTheirLastRow() {
        LastRows last = new LastRows();
        for (int i = 1; i <= 1_000_000; i++) {
            assertThat(last.put("000.00.19.H53-260105-" + i % 500_000, i)).isEqualTo(Math.max(0, i - 500_000));
        }
        assertThat(last.row("000.00.19.H53-260105-7")).isEqualTo(500_007);
        assertThat(last.row("nobody")).isZero();
    }
}
