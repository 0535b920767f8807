package ioc.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The merged areas of a sheet. They stand behind its rows in the file, so they are read before them. */
final class MergedAreas {
    private static final int MOST = 50_000;
    private static final int MOST_IN_ROW = 1_000;
    /** No table we read is wider. */
    private static final int WIDEST = 1_000;

    /** Rows from 1, columns from 0, all inclusive. */
    private record Area(String name, int top, int left, int bottom, int right) {}

    private final List<Area> ahead;
    private final List<Area> here = new ArrayList<>();
    private int taken;

    private MergedAreas(List<Area> ahead) {
        this.ahead = ahead;
    }

    static MergedAreas read(XlsxParts parts, String sheet) throws IOException {
        List<Area> areas = new ArrayList<>();
        if (parts.mentions(sheet, "mergeCell")) {
            try (XlsxParts.Xml xml = parts.part(sheet).orElse(null)) {
                while (xml != null && xml.next()) {
                    if (xml.begins("mergeCell")) {
                        add(areas, xml.attribute("ref"));
                    }
                }
            }
        }
        areas.sort(Comparator.comparingInt(Area::top));
        return new MergedAreas(areas);
    }

    private static void add(List<Area> areas, String name) throws IOException {
        if (areas.size() == MOST) {
            throw new XlsxParts.TooMuch("file: has more than " + MOST + " merged areas (unmerge them)");
        }
        String[] corners = name.split(":", 2);
        String last = corners[corners.length - 1];
        areas.add(new Area(name, row(corners[0]), column(corners[0]), row(last), column(last)));
    }

    /** Adds the cells of this row that are covered by a merged one. Rows must come in order. */
    void mark(int row, Map<Integer, Lines.Flaw> flaws) throws IOException {
        while (taken < ahead.size() && ahead.get(taken).top() <= row) {
            here.add(ahead.get(taken++));
        }
        here.removeIf(area -> area.bottom() < row);
        if (here.size() > MOST_IN_ROW) {
            throw new XlsxParts.TooMuch(
                    "row " + row + ": has more than " + MOST_IN_ROW + " merged areas (unmerge them)");
        }
        for (Area area : here) {
            for (int column = area.left(); column <= Math.min(area.right(), WIDEST); column++) {
                if (row > area.top() || column > area.left()) {
                    flaws.put(
                            column,
                            new Lines.Flaw(
                                    "a part of the merged cells " + area.name(),
                                    "have its own value (unmerge the cells and fill each)"));
                }
            }
        }
    }

    /** Index of the column of a place such as {@code AB12}; -1 when it names none. */
    static int column(String place) {
        int column = 0;
        int letters = 0;
        while (letters < place.length() && place.charAt(letters) >= 'A' && place.charAt(letters) <= 'Z') {
            column = Math.min(1_000_000, column * 26 + place.charAt(letters++) - 'A' + 1);
        }
        return column - 1;
    }

    /** Name of a column by its index: A, B ... XFD. */
    static String letters(int column) {
        return (column < 26 ? "" : letters(column / 26 - 1)) + (char) ('A' + column % 26);
    }

    private static int row(String place) {
        String digits = place.replaceFirst("^[A-Z]+", "");
        return digits.matches("\\d{1,7}") ? Integer.parseInt(digits) : 0;
    }
}
