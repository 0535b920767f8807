package ioc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same table comes out of CSV and XLSX, and what is no table is refused with what to do. */
class TableTest {
    @TempDir
    Path folder;

    private List<String> rows(Path file, String sheet) throws IOException {
        List<String> rows = new ArrayList<>();
        try (Table table = Table.open(file, sheet, folder)) {
            table.problems().forEach(problem -> rows.add(problem.toString()));
            for (Optional<Table.Row> row = table.next(); row.isPresent(); row = table.next()) {
                rows.add(row.get().row() + " " + row.get().record());
                row.get()
                        .flaws()
                        .forEach((column, flaw) ->
                                rows.add("  " + column + ": was " + flaw.was() + " but must " + flaw.must()));
            }
        }
        return rows;
    }

    private List<String> rows(Path file) throws IOException {
        return rows(file, "");
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    @Test
    void textsKeepTheirZerosAndNumbersHaveNoExponent() throws Exception {
        Path file = Workbooks.write(path("a.xlsx"), sheet -> {
            Workbooks.row(sheet, 0, "text", "number", "padded", "part", "large", "share");
            sheet.value(1, 0, "000123");
            sheet.value(1, 1, 20261105);
            sheet.value(1, 2, 123);
            sheet.style(1, 2).format("000000").set();
            sheet.value(1, 3, 0.1 + 0.2);
            sheet.value(1, 4, 2.0261105080000E13);
            sheet.value(1, 5, 0.85);
            sheet.style(1, 5).format("0%").set();
        });
        assertThat(rows(file))
                .containsExactly(
                        "2 {\"text\":\"000123\",\"number\":\"20261105\",\"padded\":\"000123\",\"part\":\"0.3\","
                                + "\"large\":\"20261105080000\",\"share\":\"0.85\"}");
    }

    @Test
    void datesAreIsoWithTheTimeWhereThereIsOne() throws Exception {
        Path file = Workbooks.write(path("a.xlsx"), sheet -> {
            Workbooks.row(sheet, 0, "day", "time", "midnight", "words", "leap", "hour");
            sheet.value(1, 0, LocalDate.of(2026, 11, 5));
            sheet.style(1, 0).format("dd/mm/yyyy").set();
            sheet.value(1, 1, LocalDateTime.of(2026, 11, 5, 8, 30, 15));
            sheet.style(1, 1).format("[$-42A]d \"tháng\" m yyyy h:mm").set();
            sheet.value(1, 2, LocalDateTime.of(2026, 11, 5, 0, 0));
            sheet.style(1, 2).format("dd/mm/yyyy hh:mm").set();
            sheet.value(1, 3, 5);
            sheet.style(1, 3).format("0 \"days\"").set();
            sheet.value(1, 4, 59);
            sheet.style(1, 4).format("yyyy-mm-dd").set();
            sheet.value(1, 5, 0.25);
            sheet.style(1, 5).format("h:mm").set();
        });
        assertThat(rows(file))
                .containsExactly(
                        "2 {\"day\":\"2026-11-05\",\"time\":\"2026-11-05T08:30:15\","
                                + "\"midnight\":\"2026-11-05T00:00\",\"words\":\"5\",\"leap\":\"1900-02-28\",\"hour\":\"06:00\"}");
    }

    @Test
    void aFormulaIsItsValueAndOneWithoutIsNamed() throws Exception {
        Path file = Workbooks.raw(
                path("a.xlsx"),
                "<sheetData><row><c t=\"inlineStr\"><is><t>a</t></is></c><c t=\"inlineStr\"><is><r><t>b</t></r>"
                        + "<r><t xml:space=\"preserve\"> c</t></r><rPh><t>x</t></rPh></is></c><c t=\"s\"><v>0</v></c></row>"
                        + "<row r=\"3\"><c r=\"A3\" t=\"str\"><f>\"H\"&amp;1</f><v>H1</v></c><c r=\"B3\"><f>1+1</f><v>2</v></c>"
                        + "<c r=\"C3\"><f>1+2</f></c></row>"
                        + "<row r=\"4\"><c r=\"A4\" t=\"e\"><v>#N/A</v></c><c r=\"B4\" t=\"b\"><v>1</v></c>"
                        + "<c r=\"C4\"><v>many</v></c></row></sheetData>",
                "<si><t>ti_x00e9_ng</t></si>");
        assertThat(rows(file))
                .containsExactly(
                        "3 {\"a\":\"H1\",\"b c\":\"2\",\"tiéng\":\"\"}",
                        "  tiéng: was a formula without value but must have a value (open the file in a spreadsheet and save"
                                + " it, or paste values)",
                        "4 {\"a\":\"\",\"b c\":\"true\",\"tiéng\":\"\"}",
                        "  a: was #N/A but must be a value (the formula has failed)",
                        "  tiéng: was many but must be a number or a text");
    }

    @Test
    void mergedCellsCountOnceAndTheOthersAreNamed() throws Exception {
        Path file = Workbooks.write(path("a.xlsx"), sheet -> {
            Workbooks.row(sheet, 0, "code", "org");
            Workbooks.row(sheet, 1, "H1", "Phường Gò Dầu");
            Workbooks.row(sheet, 2, "H2", "");
            Workbooks.row(sheet, 3, "H3", "Phường Gia Lộc");
            sheet.range(1, 1, 2, 1).merge();
        });
        assertThat(rows(file))
                .containsExactly(
                        "2 {\"code\":\"H1\",\"org\":\"Phường Gò Dầu\"}",
                        "3 {\"code\":\"H2\",\"org\":\"\"}",
                        "  org: was a part of the merged cells B2:B3 but must have its own value (unmerge the cells and fill"
                                + " each)",
                        "4 {\"code\":\"H3\",\"org\":\"Phường Gia Lộc\"}");
    }

    @Test
    void theHeaderIsTheFirstRowWithATextAndItsFaultsAreNamed() throws Exception {
        List<String> expected = List.of(
                "row 3, B: was \"\" but must have a name (its cells are left out) [warning]",
                "row 3, C: was \"a\" but must have a name of its own (its cells are left out, those of column A count)"
                        + " [warning]",
                "5 {\"a\":\"1\",\"d\":\"4\"}");
        Path xlsx = Workbooks.write(path("a.xlsx"), sheet -> {
            Workbooks.row(sheet, 2, " a\u00a0", "", "a", "d");
            Workbooks.row(sheet, 4, "1", "2", "3", "4", "a note beside the table");
        });
        assertThat(rows(xlsx)).isEqualTo(expected);
        Path csv = Files.writeString(path("a.csv"), "\n,,,\n a ,,a,d\n\n1,2,3,4\n");
        assertThat(rows(csv)).isEqualTo(expected);
    }

    @Test
    void aCsvRowThatIsLongerThanTheHeaderHasAStraySeparator() throws Exception {
        assertThat(rows(Files.writeString(path("a.csv"), "a,b\n1,Đất, đai\n1\n1,2,,\n")))
                .containsExactly(
                        "2 {\"a\":\"1\",\"b\":\"Đất\"}",
                        "  : was 3 cells but must have at most 2, as the header (put texts with a separator into quotes)",
                        "3 {\"a\":\"1\",\"b\":\"\"}",
                        "4 {\"a\":\"1\",\"b\":\"2\"}");
    }

    @Test
    void aSheetIsTheFirstInSightOrTheNamedOne() throws Exception {
        Path file = Workbooks.books(path("a.xlsx"), book -> {
            var hidden = book.newWorksheet("Mã");
            Workbooks.row(hidden, 0, "x");
            hidden.setVisibilityState(org.dhatim.fastexcel.VisibilityState.HIDDEN);
            Workbooks.row(book.newWorksheet("Một"), 0, "a");
            var two = book.newWorksheet("Hai");
            Workbooks.row(two, 0, "b");
            Workbooks.row(two, 1, "1");
        });
        assertThat(rows(file)).isEmpty();
        assertThat(rows(file, "Hai")).containsExactly("2 {\"b\":\"1\"}");
        assertThatThrownBy(() -> rows(file, "Ba")).hasMessage("sheet: was \"Ba\" but must be one of Một, Hai, Mã");
    }

    @Test
    void whatIsNoTableIsRefusedWithWhatToDo() throws Exception {
        refused(new byte[0], "file: was empty but must hold the column names and rows");
        refused(" \n\n".getBytes(StandardCharsets.UTF_8), "row 1: was empty but must hold the column names");
        byte[] old = new byte[2048];
        byte[] mark = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
        System.arraycopy(mark, 0, old, 0, mark.length);
        refused(old, "was an old Excel file (.xls) but must be .xlsx or CSV (in Excel: Save As");
        byte[] word = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(word, 0, old, 1024, word.length);
        refused(old, "was an Excel file with a password but must be open to all");
        refused("<html><table>".getBytes(StandardCharsets.UTF_8), "was a page or a document");
        refused("%PDF-1.7".getBytes(StandardCharsets.UTF_8), "was a page or a document");
        refused("a,b\n".getBytes(StandardCharsets.UTF_16), "was neither text in UTF-8 nor an XLSX");
        refused(
                Files.readAllBytes(Workbooks.zip(path("z"), Map.of("a.txt", "x"))),
                "is a zip but must be an XLSX or CSV");
        byte[] whole = Files.readAllBytes(Workbooks.write(path("w"), sheet -> Workbooks.row(sheet, 0, "a")));
        refused(java.util.Arrays.copyOf(whole, whole.length / 2), "must be a whole XLSX");
    }

    private void refused(byte[] content, String why) throws IOException {
        Path file = Files.write(path("file.xlsx"), content);
        assertThatThrownBy(() -> rows(file)).isInstanceOf(IOException.class).hasMessageContaining(why);
    }

    @Test
    void whatUnpacksToTooMuchIsRefused() {
        String row = "<row><c t=\"inlineStr\"><is><t>a</t></is></c></row>";
        Path many = Workbooks.raw(path("many.xlsx"), "<sheetData>" + row.repeat(60_000) + "</sheetData>", "");
        assertThat(many.toFile().length()).isLessThan(50_000);
        assertThatThrownBy(() -> {
                    try (Table table = Table.open(many, "", folder, 1 << 20)) {
                        table.columns();
                    }
                })
                .hasMessage("file: unpacks to more than 1 MB but must be smaller (split it into several files)");
        String long_ = "x".repeat(3_000_000);
        for (String sheet : List.of(
                "<sheetData><row><c t=\"inlineStr\"><is><t>" + long_ + "</t></is></c></row></sheetData>",
                "<sheetData><row r=\"" + long_ + "\"></row></sheetData>",
                "<!--" + "<> ".repeat(1_000_000) + "--><sheetData/>",
                "<a>".repeat(200) + "</a>".repeat(200),
                "<sheetData><row><c r=\"ZZZZZZZ1\"><v>1</v></c></row></sheetData>",
                "<sheetData><row r=\"5\"/><row r=\"4\"/></sheetData>",
                "<sheetData><row><c><v>1E999999999</v></c><c t=\"s\"><v>7</v></c></row></sheetData>")) {
            Path file = Workbooks.raw(path("bomb.xlsx"), sheet, "");
            assertThatThrownBy(() -> rows(file))
                    .as(sheet.substring(0, 40))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("(?s)(file|row \\d+): .*");
        }
    }

    @Test
    void nothingOutsideTheFileIsRead() {
        Path secret = path("secret.txt");
        Map<String, String> parts = new java.util.LinkedHashMap<>();
        parts.put(
                "xl/workbook.xml",
                "<!DOCTYPE w [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><workbook><sheets>"
                        + "<sheet name=\"&x;\"/></sheets></workbook>");
        Path file = Workbooks.zip(path("a.xlsx"), parts);
        assertThatThrownBy(() -> {
                    Files.writeString(secret, "s3cret");
                    rows(file);
                })
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void onlyAHeaderIsATableWithoutRows() throws Exception {
        assertThat(rows(Files.writeString(path("a.csv"), "a,b\n"))).isEmpty();
        assertThat(rows(Workbooks.write(path("a.xlsx"), sheet -> Workbooks.row(sheet, 0, "a", "b"))))
                .isEmpty();
    }
}
