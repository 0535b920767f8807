package ioc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of more than 50 MB, all texts different, is taken by a process that has less heap than the file is long. */
@SuppressWarnings("NullAway.Init")
class LargeFileIT {
    private static final int ROWS = 320_000;
    private static final String SOURCE = """
            id: mot-cua
            kind: dossier
            zone: Asia/Ho_Chi_Minh
            times: [yyyyMMdd]
            drop: [/ChuHoSo]
            mapping: { code: /MaHoSo, org: /DonVi, receivedAt: /NgayTiepNhan }
            """;

    @TempDir
    Path folder;

    @Test
    void aLargeFileNeedsASmallHeap() throws Exception {
        Path file = write(folder.resolve("large.xlsx"));
        assertThat(Files.size(file)).isGreaterThan(50L << 20);
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "ioc.source.LargeFileIT",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(said).contains(ROWS + " taken of " + ROWS);
        assertThat(folder).isDirectoryContaining(path -> path.endsWith("large.xlsx"));
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(1);
        }
    }

    /** Takes a file, and says how much; the child. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        long begin = System.nanoTime();
        FileReport report = FileIntake.take(Yaml.source(SOURCE), file, "", file.resolveSibling(""), rows -> {});
        System.out.println(report.counts().taken() + " taken of "
                + report.counts().rows() + " in " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) + " ms");
        report.problems().stream().limit(3).forEach(System.out::println);
    }

    static Path write(Path file) throws IOException {
        Random random = new Random(1);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            Writer text = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), 1 << 16);
            String type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
            part(zip, text, "xl/workbook.xml", """
                    <workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="s"/></sheets></workbook>""");
            part(
                    zip,
                    text,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships><Relationship Id=\"s\" Type=\"" + type
                            + "worksheet\" Target=\"sheet.xml\"/><Relationship Id=\"t\" Type=\"" + type
                            + "sharedStrings\" Target=\"texts.xml\"/></Relationships>");
            zip.putNextEntry(new ZipEntry("xl/sheet.xml"));
            text.write("<worksheet><sheetData><row>");
            for (String name : new String[] {"MaHoSo", "DonVi", "NgayTiepNhan", "ChuHoSo", "GhiChu"}) {
                text.write("<c t=\"inlineStr\"><is><t>" + name + "</t></is></c>");
            }
            text.write("</row>");
            for (int row = 0; row < ROWS; row++) {
                text.write("<row r=\"" + (row + 2) + "\">");
                for (int i = 0; i < 5; i++) {
                    text.write("<c r=\"" + (char) ('A' + i) + (row + 2) + "\" "
                            + (i == 2 ? "><v>20260105</v></c>" : "t=\"s\"><v>" + (row * 5 + i) + "</v></c>"));
                }
                text.write("</row>");
            }
            text.write("</sheetData></worksheet>");
            text.flush();
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("xl/texts.xml"));
            text.write("<sst>");
            for (int i = 0; i < ROWS * 5; i++) {
                text.write("<si><t>" + Long.toString(random.nextLong(), 36) + Long.toString(random.nextLong(), 36)
                        + Long.toString(random.nextLong(), 36) + " văn bản</t></si>");
            }
            text.write("</sst>");
            text.flush();
            zip.closeEntry();
        }
        return file;
    }

    private static void part(ZipOutputStream zip, Writer text, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        text.write(content);
        text.flush();
        zip.closeEntry();
    }
}
