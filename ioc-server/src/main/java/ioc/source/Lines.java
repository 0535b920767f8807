package ioc.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a file as they stand in it, the header among them. */
interface Lines extends Closeable {
    /** Columns a spreadsheet can have. */
    int MOST_CELLS = 16_384;

    /**
     * One row.
     *
     * @param row as a spreadsheet counts: 1 is the first, empty ones are counted
     * @param cells text of each, empty where there is none
     * @param flaws by index of the cell: why its text cannot be trusted
     */
    record Line(int row, List<String> cells, Map<Integer, Flaw> flaws) {
        public Line {
            cells = List.copyOf(cells);
            flaws = Map.copyOf(flaws);
        }
    }

    /** What a cell was, and what it must do to be taken. */
    record Flaw(String was, String must) {}

    /** The next row with a text or a flaw; empty at the end. An IOException when the file cannot be read any further. */
    Optional<Line> next() throws IOException;

    /** Without the blanks around it, also those that do not break. */
    static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\ufeff' || c == '\u200b' || Character.isWhitespace(c);
    }
}
