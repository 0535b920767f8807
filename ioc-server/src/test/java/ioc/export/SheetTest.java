package ioc.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetTest {
    @TempDir
    Path folder;

    private static final List<Column> COLUMNS =
            List.of(new Column("Mã", 20), new Column("Hạn trả", 17), new Column("%", 5));
    private static final Instant DUE = Instant.parse("2026-11-05T01:30:15.678Z");
    private static final List<String> EVIL = List.of(
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "\"=1,\"\"", "a,b", "a;=1", "0001");

    private static byte[] written(Format format, List<? extends List<? extends @Nullable Object>> rows)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Sheet sheet = Sheet.begin(format, out, "Hồ sơ", COLUMNS, ZoneId.of("Asia/Ho_Chi_Minh"))) {
            for (List<? extends @Nullable Object> row : rows) {
                sheet.row(row);
            }
        }
        return out.toByteArray();
    }

    @Test
    void csvHasAMarkCommasAndTimesOfThePlace() throws Exception {
        byte[] bytes =
                written(Format.CSV, List.of(Arrays.asList("Đất \"A\", B", DUE, 7), Arrays.asList("", null, null)));
        assertThat(bytes).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .isEqualTo("\uFEFFMã,Hạn trả,%\r\n\"Đất \"\"A\"\", B\",05/11/2026 08:30,7\r\n,,\r\n");
    }

    @Test
    void noCellOfACsvBeginsLikeAFormula() throws Exception {
        String text = new String(written(Format.CSV, EVIL.stream().map(List::of).toList()), StandardCharsets.UTF_8);
        List<String> cells = Arrays.asList(text.split("(?<!\r)\r\n|\r\n(?!$)", -1));
        assertThat(cells.subList(1, 6)).containsExactly("'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1");
        assertThat(text).contains("\"'\r=1\"", "\r\n'=cmd|' /C calc'!A0\r\n", "\"a;=1\"", "\r\n0001\r\n");
    }

    @Test
    void aCellOfAnXlsxIsTheTextItselfAndNoFormula() throws Exception {
        byte[] bytes = written(Format.XLSX, EVIL.stream().map(List::of).toList());
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(bytes))) {
            List<Row> rows = book.getFirstSheet().read();
            for (int i = 0; i < EVIL.size(); i++) {
                Cell cell = rows.get(i + 1).getCell(0);
                assertThat(cell.getType()).isEqualTo(CellType.STRING);
                assertThat(cell.getFormula()).isNull();
                assertThat(cell.asString().replace("\n", "\r")).isEqualTo(EVIL.get(i));
            }
        }
    }

    @Test
    void anXlsxHasRealDatesAndAHeaderThatStays() throws Exception {
        byte[] bytes = written(Format.XLSX, List.of(Arrays.asList("H1", DUE, 85), Arrays.asList("H2", null, null)));
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(bytes))) {
            assertThat(book.getFirstSheet().getName()).isEqualTo("Hồ sơ");
            List<Row> rows = book.getFirstSheet().read();
            assertThat(rows.get(0).getCellText(1)).isEqualTo("Hạn trả");
            assertThat(rows.get(1).getCell(1).asDate()).isEqualTo(LocalDateTime.of(2026, 11, 5, 8, 30, 15));
            assertThat(rows.get(1).getCell(2).asNumber()).isEqualByComparingTo("85");
        }
        assertThat(part(bytes, "xl/worksheets/sheet1.xml"))
                .contains("ySplit=\"1\"", "state=\"frozen\"", "width=\"20.0\"")
                .doesNotContain("<f>");
        assertThat(part(bytes, "xl/styles.xml")).contains("dd/mm/yyyy hh:mm");
    }

    @Test
    void manyRowsAreWrittenAsTheyCome() throws Exception {
        long[] size = {0};
        java.io.OutputStream counting = new java.io.OutputStream() {
            @Override
            public void write(int b) {
                size[0]++;
            }
        };
        try (Sheet sheet = Sheet.begin(Format.XLSX, counting, "a", COLUMNS, ZoneId.of("UTC"))) {
            for (int i = 0; i < 20_000; i++) {
                sheet.row(Arrays.asList("000.00.19.H53-" + i, DUE.plusSeconds(i * 977L), i));
            }
            assertThat(size[0]).isGreaterThan(200_000);
        }
    }

    private String part(byte[] file, String name) throws IOException {
        Path path = Files.write(folder.resolve("a.xlsx"), file);
        try (ZipFile zip = new ZipFile(path.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
