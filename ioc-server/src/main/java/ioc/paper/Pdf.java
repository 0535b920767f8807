package ioc.paper;

import ioc.paper.Look.Align;
import ioc.paper.Sheet.Row;
import ioc.paper.Wording.Paragraph;
import ioc.paper.Wording.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/** A sheet as PDF, page by page; in points, y upwards from the foot of the page. */
final class Pdf {
    private static final double LEFT = Look.LEFT_MM * Look.MM;
    private static final double WIDTH = Look.WIDTH_MM * Look.MM;
    private static final double BOTTOM = Look.BOTTOM_MM * Look.MM;
    private static final double TOP = (Look.PAGE_HEIGHT_MM - Look.TOP_MM) * Look.MM;
    private static final float RULE_WIDTH = 0.75f;

    /** From the top of a line to its base line, as a share of the leading. */
    private static final double ASCENT = 0.8;

    private final PDDocument document;
    private final Faces faces;
    private PDPageContentStream page;
    private double y = TOP;

    private Pdf(PDDocument document) throws IOException {
        this.document = document;
        this.faces = new Faces(document);
        this.page = blankPage(document);
    }

    /** The code of the dossier makes the file's identifier. */
    static byte[] of(Sheet sheet, String code) {
        try (PDDocument document = new PDDocument()) {
            document.setDocumentId((long) code.hashCode());
            document.getDocumentInformation().setTitle(sheet.name());
            document.getDocumentCatalog().setLanguage("vi-VN");
            PDViewerPreferences preferences =
                    new PDViewerPreferences(document.getDocumentCatalog().getCOSObject());
            preferences.setDisplayDocTitle(true);
            document.getDocumentCatalog().setViewerPreferences(preferences);
            Pdf pdf = new Pdf(document);
            pdf.draw(sheet);
            pdf.page.close();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void draw(Sheet sheet) throws IOException {
        for (Row row : sheet.head()) {
            draw(row);
        }
        y -= Look.GAP_BEFORE_TITLE;
        draw(sheet.title(), LEFT, WIDTH);
        y -= Look.GAP_BEFORE_ADDRESSEE;
        draw(sheet.addressee(), LEFT, WIDTH);
        y -= Look.GAP_BEFORE_BODY;
        draw(sheet.body(), LEFT, WIDTH);
        Row foot = sheet.foot();
        double end = height(sheet.closing(), WIDTH)
                + Look.GAP_BEFORE_FOOT
                + Math.max(
                        height(foot.left(), foot.leftMm() * Look.MM), height(foot.right(), foot.rightMm() * Look.MM));
        if (y - end < BOTTOM) {
            turn();
        }
        draw(sheet.closing(), LEFT, WIDTH);
        y -= Look.GAP_BEFORE_FOOT;
        draw(foot);
    }

    private void draw(Row row) throws IOException {
        double top = y;
        draw(row.left(), LEFT, row.leftMm() * Look.MM);
        double left = y;
        y = top;
        draw(row.right(), LEFT + row.leftMm() * Look.MM, row.rightMm() * Look.MM);
        y = Math.min(left, y);
    }

    private void draw(List<Paragraph> paragraphs, double x, double width) throws IOException {
        for (Paragraph paragraph : paragraphs) {
            Look look = paragraph.look();
            y -= look.before();
            List<Line> lines = Line.of(paragraph, faces, width);
            for (int i = 0; i < lines.size(); i++) {
                if (endsHere(lines.size() - i, i == 0, look.leading())) {
                    turn();
                }
                draw(lines.get(i), look, x, width);
            }
            if (look.ruleMm() > 0) {
                rule(x + width / 2, look.ruleMm() * Look.MM);
            }
        }
    }

    /** The page is full, or one more line of this paragraph would leave a single one of it here or on the next page. */
    private boolean endsHere(int left, boolean first, double leading) {
        int room = (int) Math.floor((y - BOTTOM) / leading + 1e-6);
        return room < 1 || (room == 1 && left > 1 && (first || left == 2));
    }

    private void draw(Line line, Look look, double x, double width) throws IOException {
        double free = width - look.indentMm() * Look.MM - line.indent() - line.width();
        double start = look.align() == Align.CENTRE
                ? x + (width - line.width()) / 2
                : x + look.indentMm() * Look.MM + line.indent();
        double stretch = look.align() == Align.JUSTIFIED && !line.last() && line.gaps() > 0 ? free / line.gaps() : 0;
        page.beginText();
        page.newLineAtOffset((float) start, (float) (y - look.leading() * ASCENT));
        for (Line.Piece piece : line.pieces()) {
            page.setFont(piece.font(), (float) look.size());
            if (piece.afterGap()) {
                page.showTextWithPositioning(new Object[] {" ", (float) (-stretch / look.size() * 1_000)});
            }
            page.showText(piece.text());
        }
        page.endText();
        y -= look.leading();
    }

    private void rule(double middle, double length) throws IOException {
        page.setLineWidth(RULE_WIDTH);
        page.moveTo((float) (middle - length / 2), (float) (y - Look.RULE / 3));
        page.lineTo((float) (middle + length / 2), (float) (y - Look.RULE / 3));
        page.stroke();
        y -= Look.RULE;
    }

    private double height(List<Paragraph> paragraphs, double width) throws IOException {
        double height = 0;
        for (Paragraph paragraph : paragraphs) {
            Look look = paragraph.look();
            height += look.before() + Line.of(paragraph, faces, width).size() * look.leading();
        }
        return height;
    }

    /** Goes on with a new page, its number in the middle of the top margin. */
    private void turn() throws IOException {
        page.close();
        page = blankPage(document);
        y = (Look.PAGE_HEIGHT_MM - Look.HEADER_MM) * Look.MM;
        String number = Integer.toString(document.getNumberOfPages());
        draw(List.of(new Paragraph(Look.NUMBER, List.of(new Run(number, false, false)))), LEFT, WIDTH);
        y = TOP;
    }

    private static PDPageContentStream blankPage(PDDocument document) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        return new PDPageContentStream(document, page);
    }
}
