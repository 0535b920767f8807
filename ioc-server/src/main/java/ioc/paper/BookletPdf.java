package ioc.paper;

import ioc.paper.Wording.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/** A booklet as PDF; in points, y upwards from the foot of the page. A header is drawn again on each page of its table. */
final class BookletPdf {
    private static final double PAGE_WIDTH = Look.PAGE_HEIGHT_MM * Look.MM; // across
    private static final double PAGE_HEIGHT = Look.PAGE_WIDTH_MM * Look.MM;
    private static final double MARGIN = 15 * Look.MM;
    private static final double WIDTH = PAGE_WIDTH - 2 * MARGIN;
    private static final double BOTTOM = MARGIN + 12;
    private static final double PAD = 7;
    private static final double SIZE = 10;
    private static final double SMALL = 9;
    private static final double HEADING = 13;
    private static final double TITLE = 17;
    private static final double LEADING = 1.3;
    private static final double ASCENT = 0.9;
    private static final float GREY = 0.35f;
    private static final float LINE_GREY = 0.75f;

    private final PDDocument document;
    private final Faces faces;
    private PDPageContentStream page;
    private double y = PAGE_HEIGHT - MARGIN;

    private BookletPdf(PDDocument document) throws IOException {
        this.document = document;
        this.faces = new Faces(document);
        this.page = blank();
    }

    static byte[] of(Booklet booklet) {
        try (PDDocument document = new PDDocument()) {
            document.setDocumentId((long) (booklet.title() + booklet.subtitle()).hashCode());
            document.getDocumentInformation().setTitle(booklet.title());
            document.getDocumentCatalog().setLanguage(booklet.language());
            PDViewerPreferences preferences =
                    new PDViewerPreferences(document.getDocumentCatalog().getCOSObject());
            preferences.setDisplayDocTitle(true);
            document.getDocumentCatalog().setViewerPreferences(preferences);
            BookletPdf pdf = new BookletPdf(document);
            pdf.draw(booklet);
            pdf.page.close();
            pdf.number(booklet.foot());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PDPageContentStream blank() throws IOException {
        PDPage blank = new PDPage(new PDRectangle((float) PAGE_WIDTH, (float) PAGE_HEIGHT));
        document.addPage(blank);
        return new PDPageContentStream(document, blank);
    }

    private void turn() throws IOException {
        page.close();
        page = blank();
        y = PAGE_HEIGHT - MARGIN;
    }

    private void draw(Booklet booklet) throws IOException {
        lines(booklet.title(), TITLE, true, 0);
        lines(booklet.subtitle(), SIZE, false, GREY);
        for (Booklet.Table table : booklet.tables()) {
            draw(table);
        }
    }

    private void lines(String text, double size, boolean bold, float grey) throws IOException {
        for (String line : wrapped(text, bold, size, WIDTH)) {
            y -= size * LEADING;
            write(line, bold, size, MARGIN, y + size * (LEADING - ASCENT), grey);
        }
    }

    private void draw(Booklet.Table table) throws IOException {
        double[] widths = widths(table.columns());
        List<String> header =
                table.columns().stream().map(Booklet.Column::header).toList();
        double first = HEADING * LEADING * 3 + height(header, widths, SMALL, false) + 3 * SIZE * LEADING;
        if (y - first < BOTTOM) {
            turn();
        } else {
            y -= HEADING;
        }
        lines(table.heading(), HEADING, true, 0);
        if (!table.note().isEmpty()) {
            lines(table.note(), SMALL, false, GREY);
        }
        y -= PAD;
        row(table, header, widths, SMALL, false, GREY);
        for (int i = 0; i < table.rows().size(); i++) {
            List<String> cells = table.rows().get(i);
            boolean bold = i >= table.rows().size() - table.strong();
            if (y - height(cells, widths, SIZE, bold) < BOTTOM) {
                turn();
                row(table, header, widths, SMALL, false, GREY);
            }
            row(table, cells, widths, SIZE, bold, 0);
        }
    }

    private static double[] widths(List<Booklet.Column> columns) {
        double all = columns.stream().mapToDouble(Booklet.Column::share).sum();
        return columns.stream()
                .mapToDouble(column -> column.share() / all * WIDTH)
                .toArray();
    }

    private double height(List<String> cells, double[] widths, double size, boolean bold) throws IOException {
        int most = 1;
        for (int i = 0; i < widths.length; i++) {
            most = Math.max(
                    most, wrapped(cells.get(i), bold, size, widths[i] - PAD).size());
        }
        return most * size * LEADING + PAD;
    }

    private void row(Booklet.Table table, List<String> cells, double[] widths, double size, boolean bold, float grey)
            throws IOException {
        double height = height(cells, widths, size, bold);
        double x = MARGIN;
        for (int i = 0; i < widths.length; i++) {
            double top = y;
            for (String line : wrapped(cells.get(i), bold, size, widths[i] - PAD)) {
                top -= size * LEADING;
                double start = table.columns().get(i).isNumber() ? x + widths[i] - PAD - width(line, bold, size) : x;
                write(line, bold, size, start, top + size * (LEADING - ASCENT), grey);
            }
            x += widths[i];
        }
        y -= height;
        page.setStrokingColor(LINE_GREY);
        page.setLineWidth(0.5f);
        page.moveTo((float) MARGIN, (float) (y + PAD / 2));
        page.lineTo((float) (MARGIN + WIDTH), (float) (y + PAD / 2));
        page.stroke();
    }

    private void write(String text, boolean bold, double size, double x, double base, float grey) throws IOException {
        write(page, text, bold, size, x, base, grey);
    }

    private void write(
            PDPageContentStream on, String text, boolean bold, double size, double x, double base, float grey)
            throws IOException {
        Run run = new Run(text, bold, false);
        on.beginText();
        on.setNonStrokingColor(grey);
        on.setFont(faces.font(run), (float) size);
        on.newLineAtOffset((float) x, (float) base);
        on.showText(faces.shown(run));
        on.endText();
    }

    /** The foot of every page, now that it is known how many there are. */
    private void number(String foot) throws IOException {
        int all = document.getNumberOfPages();
        for (int i = 0; i < all; i++) {
            String number = (i + 1) + " / " + all;
            try (PDPageContentStream on = new PDPageContentStream(
                    document, document.getPage(i), PDPageContentStream.AppendMode.APPEND, true)) {
                write(on, foot, false, SMALL, MARGIN, MARGIN - SMALL, GREY);
                write(on, number, false, SMALL, MARGIN + WIDTH - width(number, false, SMALL), MARGIN - SMALL, GREY);
            }
        }
    }

    private double width(String text, boolean bold, double size) throws IOException {
        Run run = new Run(text, bold, false);
        PDFont font = faces.font(run);
        return font.getStringWidth(faces.shown(run)) * size / 1_000;
    }

    /** Broken at spaces; a word that is longer than the column is cut. */
    private List<String> wrapped(String text, boolean bold, double size, double room) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ", -1)) {
            String rest = word;
            while (width(rest, bold, size) > room && rest.length() > 1) {
                int cut = rest.length() - 1;
                while (cut > 1 && width(rest.substring(0, cut), bold, size) > room) {
                    cut--;
                }
                if (!line.isEmpty()) {
                    lines.add(line);
                    line = "";
                }
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            String longer = line.isEmpty() ? rest : line + " " + rest;
            if (line.isEmpty() || width(longer, bold, size) <= room) {
                line = longer;
            } else {
                lines.add(line);
                line = rest;
            }
        }
        lines.add(line);
        return lines;
    }
}
