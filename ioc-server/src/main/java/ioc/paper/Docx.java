package ioc.paper;

import ioc.paper.Sheet.Row;
import ioc.paper.Wording.Paragraph;
import ioc.paper.Wording.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A sheet as WordprocessingML (ECMA-376): a zip of fixed parts and one that is written here. Lengths in twips. */
final class Docx {
    /** Zip entries have a time; this one says nothing. */
    private static final LocalDateTime WHENEVER = LocalDateTime.of(2000, 1, 1, 0, 0);

    private static final String KEPT = "<w:keepNext/><w:keepLines/>";

    private final StringBuilder xml = new StringBuilder();

    private Docx() {}

    static byte[] of(Sheet sheet) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "[Content_Types].xml", Wording.resource("docx/content-types.xml"));
            put(zip, "_rels/.rels", Wording.resource("docx/package.rels"));
            put(zip, "word/_rels/document.xml.rels", Wording.resource("docx/document.rels"));
            put(zip, "word/document.xml", new Docx().document(sheet));
            put(zip, "word/styles.xml", Wording.resource("docx/styles.xml"));
            put(zip, "word/settings.xml", Wording.resource("docx/settings.xml"));
            put(zip, "word/header.xml", Wording.resource("docx/header.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(WHENEVER);
        zip.putNextEntry(entry);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private String document(Sheet sheet) {
        put("<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n");
        put("<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'");
        put(" xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><w:body>");
        table(sheet.head());
        gap(Look.GAP_BEFORE_TITLE, "");
        paragraphs(sheet.title(), Look.WIDTH_MM, KEPT);
        gap(Look.GAP_BEFORE_ADDRESSEE, "");
        paragraphs(sheet.addressee(), Look.WIDTH_MM, "");
        gap(Look.GAP_BEFORE_BODY, "");
        paragraphs(sheet.body(), Look.WIDTH_MM, "");
        paragraphs(sheet.closing(), Look.WIDTH_MM, KEPT);
        gap(Look.GAP_BEFORE_FOOT, KEPT);
        table(List.of(sheet.foot()));
        gap(1, "");
        put("<w:sectPr><w:headerReference w:type='default' r:id='rId3'/>");
        put("<w:pgSz w:w='%d' w:h='%d'/>", mm(Look.PAGE_WIDTH_MM), mm(Look.PAGE_HEIGHT_MM));
        put("<w:pgMar w:top='%d' w:right='%d'", mm(Look.TOP_MM), mm(Look.RIGHT_MM));
        put(" w:bottom='%d' w:left='%d'", mm(Look.BOTTOM_MM), mm(Look.LEFT_MM));
        put(" w:header='%d' w:footer='%1$d' w:gutter='0'/>", mm(Look.HEADER_MM));
        put("<w:titlePg/></w:sectPr></w:body></w:document>\n");
        return xml.toString();
    }

    /** Rows of two columns without borders; no row is broken over pages. */
    private void table(List<Row> rows) {
        put("<w:tbl><w:tblPr><w:tblW w:w='%d' w:type='dxa'/><w:tblInd w:w='0' w:type='dxa'/>", mm(Look.WIDTH_MM));
        put("<w:tblLayout w:type='fixed'/><w:tblCellMar>");
        put("<w:left w:w='0' w:type='dxa'/><w:right w:w='0' w:type='dxa'/></w:tblCellMar></w:tblPr>");
        Row first = rows.get(0);
        put(
                "<w:tblGrid><w:gridCol w:w='%d'/><w:gridCol w:w='%d'/></w:tblGrid>",
                mm(first.leftMm()), mm(first.rightMm()));
        for (Row row : rows) {
            put("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            cell(row.left(), row.leftMm());
            cell(row.right(), row.rightMm());
            put("</w:tr>");
        }
        put("</w:tbl>");
    }

    private void cell(List<Paragraph> paragraphs, double widthMm) {
        put("<w:tc><w:tcPr><w:tcW w:w='%d' w:type='dxa'/></w:tcPr>", mm(widthMm));
        paragraphs(paragraphs, widthMm, "");
        put("</w:tc>");
    }

    private void paragraphs(List<Paragraph> paragraphs, double widthMm, String kept) {
        for (Paragraph paragraph : paragraphs) {
            Look look = paragraph.look();
            put("<w:p><w:pPr>" + kept);
            put("<w:tabs><w:tab w:val='right' w:leader='dot' w:pos='%d'/></w:tabs>", mm(widthMm));
            put("<w:spacing w:before='%d' w:after='0'", points(look.before()));
            put(" w:line='%d' w:lineRule='atLeast'/>", points(look.leading()));
            put("<w:ind w:left='%d' w:firstLine='%d'/>", mm(look.indentMm()), mm(look.firstIndentMm()));
            put("<w:jc w:val='%s'/></w:pPr>", look.align().word());
            paragraph.runs().forEach(run -> run(run, look));
            put("</w:p>");
            if (look.ruleMm() > 0) {
                rule((widthMm - look.ruleMm()) / 2);
            }
        }
    }

    private void run(Run run, Look look) {
        put("<w:r><w:rPr>" + (run.bold() ? "<w:b/>" : "") + (run.italic() ? "<w:i/>" : ""));
        put("<w:sz w:val='%d'/></w:rPr>", Math.round(look.size() * 2));
        if (run.dotted()) {
            put("<w:tab/>");
        } else {
            put("<w:t xml:space='preserve'>");
            xml.append(escaped(run.text()));
            put("</w:t>");
        }
        put("</w:r>");
    }

    /** A short line in the middle: the upper border of an empty paragraph. */
    private void rule(double sideMm) {
        put("<w:p><w:pPr><w:pBdr><w:top w:val='single' w:sz='6' w:space='0' w:color='auto'/></w:pBdr>");
        put("<w:spacing w:before='%d' w:after='0'", points(Look.RULE / 3));
        put(" w:line='%d' w:lineRule='exact'/>", points(Look.RULE * 2 / 3));
        put("<w:ind w:left='%d' w:right='%1$d'/></w:pPr></w:p>", mm(sideMm));
    }

    private void gap(double height, String kept) {
        put("<w:p><w:pPr>" + kept);
        put("<w:spacing w:before='0' w:after='0' w:line='%d' w:lineRule='exact'/></w:pPr></w:p>", points(height));
    }

    private void put(String format, Object... values) {
        xml.append(String.format(Locale.ROOT, format, values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>");
    }

    private static long mm(double mm) {
        return points(mm * Look.MM);
    }

    private static long points(double points) {
        return Math.round(points * 20);
    }
}
