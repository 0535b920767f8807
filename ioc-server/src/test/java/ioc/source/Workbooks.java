package ioc.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** XLSX files for tests: written by a library, or part by part. */
final class Workbooks {
    private Workbooks() {}

    static Path write(Path file, Consumer<Worksheet> rows) {
        return books(file, book -> rows.accept(book.newWorksheet("Hồ sơ")));
    }

    static Path books(Path file, Consumer<Workbook> sheets) {
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "test", null)) {
            sheets.accept(book);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static void row(Worksheet sheet, int row, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            if (!cells[i].isEmpty()) {
                sheet.value(row, i, cells[i]);
            }
        }
    }

    /** A file whose one sheet has this between its {@code worksheet} tags, and these shared texts. */
    static Path raw(Path file, String sheet, String texts) {
        Map<String, String> parts = new LinkedHashMap<>();
        String type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        parts.put(
                "_rels/.rels",
                "<Relationships><Relationship Id=\"a\" Type=\"" + type
                        + "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        parts.put(
                "xl/workbook.xml",
                "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"s1\" Type=\"" + type
                        + "worksheet\" Target=\"/xl/sheet.xml\"/><Relationship Id=\"t\" Type=\"" + type
                        + "sharedStrings\" Target=\"texts.xml\"/></Relationships>");
        parts.put("xl/texts.xml", "<sst>" + texts + "</sst>");
        parts.put("xl/sheet.xml", "<worksheet>" + sheet + "</worksheet>");
        return zip(file, parts);
    }

    static Path zip(Path file, Map<String, String> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
            zip.finish();
            return Files.write(file, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
