package ioc.paper;

import ioc.paper.Wording.Paragraph;
import ioc.paper.Wording.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.apache.pdfbox.pdmodel.font.PDFont;

/**
 * One line of a paragraph in a column, in points.
 *
 * @param indent of this line beside the paragraph's own
 * @param last of its paragraph: not to be stretched
 */
record Line(List<Piece> pieces, double indent, double width, boolean last) {
    /** Shorter dotted lines cannot be written on; they get a line of their own. */
    private static final double SHORTEST_DOTS = 30 * Look.MM;

    /** A space is a quarter of the size in all faces. */
    private static final double SPACE = 0.25;

    /** A word, or the part of one that has one face or fits into a line. */
    record Piece(String text, PDFont font, double width, boolean afterGap) {}

    int gaps() {
        return (int) pieces.stream().filter(Piece::afterGap).count();
    }

    /** Breaks a paragraph at its line breaks and spaces, and a word only where it is longer than a line. */
    static List<Line> of(Paragraph paragraph, Faces faces, double width) throws IOException {
        Breaker breaker = new Breaker(paragraph.look(), width);
        for (Run run : paragraph.runs()) {
            if (run.dotted()) {
                breaker.addDots(faces.font(run));
            } else {
                for (StringTokenizer words = new StringTokenizer(faces.shown(run), " \n", true);
                        words.hasMoreTokens(); ) {
                    String word = words.nextToken();
                    if (word.equals(" ")) {
                        breaker.addGap();
                    } else if (word.equals("\n")) {
                        breaker.addBreak();
                    } else {
                        breaker.addPart(word, faces.font(run));
                    }
                }
            }
        }
        return breaker.finish();
    }

    /** Fills lines word by word; the parts of a word are held until its end is known. */
    private static final class Breaker {
        private final Look look;
        private final double width;
        private final double space;
        private final List<Line> lines = new ArrayList<>();
        private List<Piece> pieces = new ArrayList<>();
        private final List<Piece> word = new ArrayList<>();
        private double used;
        private boolean gap;

        Breaker(Look look, double width) {
            this.look = look;
            this.width = width - look.indentMm() * Look.MM;
            this.space = look.size() * SPACE;
        }

        void addPart(String text, PDFont font) throws IOException {
            String rest = text;
            while (measure(rest, font) > room()) {
                int cut = fitting(rest, font);
                endWord();
                word.add(new Piece(rest.substring(0, cut), font, measure(rest.substring(0, cut), font), gap));
                endWord();
                gap = false;
                rest = rest.substring(cut);
            }
            word.add(new Piece(rest, font, measure(rest, font), gap));
            gap = false;
        }

        void addGap() {
            endWord();
            gap = true;
        }

        void addBreak() {
            endWord();
            endLine(true);
            gap = false;
        }

        void addDots(PDFont font) throws IOException {
            addGap();
            if (room() - used - space < SHORTEST_DOTS) {
                endLine(false);
            }
            double dot = measure(".", font);
            int dots = (int) ((room() - used - space) / dot);
            word.add(new Piece(".".repeat(dots), font, dots * dot, true));
            endWord();
        }

        List<Line> finish() {
            endWord();
            endLine(true);
            return lines;
        }

        private void endWord() {
            double length = word.stream().mapToDouble(Piece::width).sum();
            boolean spaced = !word.isEmpty() && word.get(0).afterGap();
            if (used + (spaced ? space : 0) + length > room() && !pieces.isEmpty()) {
                endLine(false);
            }
            for (Piece piece : word) {
                boolean afterGap = piece.afterGap() && !pieces.isEmpty();
                pieces.add(new Piece(piece.text(), piece.font(), piece.width(), afterGap));
                used += piece.width() + (afterGap ? space : 0);
            }
            word.clear();
        }

        private void endLine(boolean last) {
            lines.add(new Line(pieces, indent(), used, last));
            pieces = new ArrayList<>();
            used = 0;
        }

        private double indent() {
            return lines.isEmpty() ? look.firstIndentMm() * Look.MM : 0;
        }

        private double room() {
            return width - indent();
        }

        private int fitting(String text, PDFont font) throws IOException {
            int cut = text.offsetByCodePoints(0, 1);
            while (measure(text.substring(0, text.offsetByCodePoints(cut, 1)), font) <= room()) {
                cut = text.offsetByCodePoints(cut, 1);
            }
            return cut;
        }

        private double measure(String text, PDFont font) throws IOException {
            return font.getStringWidth(text) * look.size() / 1_000;
        }
    }
}
