package ioc.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one sheet of an XLSX file, as ECMA-376 writes them. Dates come as ISO text, numbers as plain digits, formulas
 * as the value they had when the file was saved. One pass over the sheet; the heap holds one row and the merged areas.
 */
final class XlsxRows implements Lines {
    private static final int MOST_ROWS = 1_048_576;

    private final XlsxParts parts;
    private final XlsxParts.Xml sheet;
    private final @Nullable SharedTexts texts;
    private final NumberStyles styles;
    private final MergedAreas merged;
    private int row;

    private XlsxRows(
            XlsxParts parts,
            XlsxParts.Xml sheet,
            @Nullable SharedTexts texts,
            NumberStyles styles,
            MergedAreas merged) {
        this.parts = parts;
        this.sheet = sheet;
        this.texts = texts;
        this.styles = styles;
        this.merged = merged;
    }

    /**
     * Opens a sheet.
     *
     * @param name of the sheet; empty for the first that is not hidden
     * @param scratch folder for what does not fit the heap
     * @param most bytes that a part may unpack to
     */
    static XlsxRows open(Path file, String name, Path scratch, long most) throws IOException {
        XlsxParts parts = XlsxParts.open(file, most);
        SharedTexts texts = null;
        try {
            Book book = Book.read(parts);
            String sheet = book.sheet(name);
            texts = texts(parts, book, scratch);
            NumberStyles styles = new NumberStyles(book.from1904());
            try (XlsxParts.Xml xml = parts.part(book.styles()).orElse(null)) {
                if (xml != null) {
                    styles.read(xml);
                }
            }
            MergedAreas merged = MergedAreas.read(parts, sheet);
            XlsxParts.Xml rows = parts.part(sheet)
                    .orElseThrow(() -> new IOException("file: lacks its part " + sheet + " (save it again)"));
            return new XlsxRows(parts, rows, texts, styles, merged);
        } catch (IOException | RuntimeException e) {
            if (texts != null) {
                texts.close();
            }
            parts.close();
            throw e;
        }
    }

    private static @Nullable SharedTexts texts(XlsxParts parts, Book book, Path scratch) throws IOException {
        try (XlsxParts.Xml xml = parts.part(book.texts()).orElse(null)) {
            return xml == null ? null : SharedTexts.read(xml, scratch);
        }
    }

    @Override
    public Optional<Line> next() throws IOException {
        while (sheet.next() && !sheet.ends("sheetData")) {
            if (sheet.begins("row")) {
                row = row(sheet.attribute("r"));
                List<String> cells = new ArrayList<>();
                Map<Integer, Flaw> flaws = new HashMap<>();
                while (sheet.next() && !sheet.ends("row")) {
                    if (sheet.begins("c")) {
                        cell(cells, flaws);
                    }
                }
                if (!flaws.isEmpty() || cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                    merged.mark(row, flaws);
                    return Optional.of(new Line(row, cells, flaws));
                }
            }
        }
        return Optional.empty();
    }

    private int row(String given) throws IOException {
        int next = given.isEmpty() ? row + 1 : number(given);
        if (next <= row || next > MOST_ROWS) {
            throw new IOException("row " + next + ": comes after row " + row + " but must be in order, at most "
                    + MOST_ROWS + " (save the file again)");
        }
        return next;
    }

    private void cell(List<String> cells, Map<Integer, Flaw> flaws) throws IOException {
        String place = sheet.attribute("r");
        int column = place.isEmpty() ? cells.size() : MergedAreas.column(place);
        if (column < 0 || column >= MOST_CELLS) {
            throw new IOException("row " + row + ": has a cell at \"" + place + "\" but must end at column XFD");
        }
        String type = sheet.attribute("t");
        String style = sheet.attribute("s");
        String value = null;
        boolean isFormula = false;
        while (sheet.next() && !sheet.ends("c")) {
            if (sheet.begins("v")) {
                value = sheet.text("v", SharedTexts.LONGEST);
            } else if (sheet.begins("is")) {
                value = SharedTexts.rich(sheet, "is");
            } else if (sheet.begins("f")) {
                isFormula = true;
                sheet.text("f", SharedTexts.LONGEST);
            }
        }
        while (cells.size() <= column) {
            cells.add("");
        }
        if (isFormula && (value == null || (value.isEmpty() && !type.equals("str")))) {
            flaws.put(
                    column,
                    new Flaw(
                            "a formula without value",
                            "have a value (open the file in a spreadsheet and save it, or paste values)"));
        } else if (value != null && !value.isEmpty()) {
            text(type, style, value).ifPresent(text -> cells.set(column, text));
            if (type.equals("e")) {
                flaws.put(column, new Flaw(value, "be a value (the formula has failed)"));
            } else if (cells.get(column).isEmpty() && !isText(type)) {
                flaws.put(column, new Flaw(value, "be a number or a text"));
            }
        }
    }

    private static boolean isText(String type) {
        return type.equals("s") || type.equals("str") || type.equals("inlineStr");
    }

    private Optional<String> text(String type, String style, String value) throws IOException {
        return switch (type) {
            case "s" -> Optional.of(Lines.trimmed(shared(value)));
            case "inlineStr" -> Optional.of(Lines.trimmed(value));
            case "str" -> Optional.of(Lines.trimmed(SharedTexts.plain(value)));
            case "d" -> Optional.of(value);
            case "b" -> Optional.of(value.equals("1") ? "true" : "false");
            case "e" -> Optional.empty();
            default -> {
                try {
                    yield Optional.of(styles.text(value.strip(), style));
                } catch (IllegalArgumentException e) {
                    yield Optional.empty();
                }
            }
        };
    }

    private String shared(String number) throws IOException {
        int index = number(number);
        SharedTexts all = texts;
        if (all == null || index < 0 || index >= all.count()) {
            throw new IOException("row " + row + ": names a text that the file does not have (save it again)");
        }
        return all.text(index);
    }

    private int number(String digits) throws IOException {
        try {
            return Integer.parseInt(digits.strip());
        } catch (NumberFormatException e) {
            throw new IOException("row after " + row + ": was numbered \"" + digits + "\" (save the file again)", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            sheet.close();
            if (texts != null) {
                texts.close();
            }
        } finally {
            parts.close();
        }
    }

    /**
     * What the workbook says of its parts.
     *
     * @param sheets part by name of the sheet, in order; hidden ones behind the others
     */
    private record Book(Map<String, String> sheets, String texts, String styles, boolean from1904) {
        static Book read(XlsxParts parts) throws IOException {
            Map<String, String> top = new HashMap<>();
            relations(parts, "_rels/.rels", "", top, new HashMap<>());
            String workbook = top.getOrDefault("officeDocument", "xl/workbook.xml");
            int slash = workbook.lastIndexOf('/') + 1;
            String folder = workbook.substring(0, slash);
            Map<String, String> byType = new HashMap<>();
            Map<String, String> byId = new HashMap<>();
            relations(parts, folder + "_rels/" + workbook.substring(slash) + ".rels", folder, byType, byId);
            Map<String, String> shown = new java.util.LinkedHashMap<>();
            Map<String, String> hidden = new java.util.LinkedHashMap<>();
            boolean from1904 = false;
            try (XlsxParts.Xml xml = parts.part(workbook)
                    .orElseThrow(() -> new IOException(
                            "file: is a zip but must be an XLSX or CSV (save it as Excel Workbook .xlsx)"))) {
                while (xml.next()) {
                    if (xml.begins("workbookPr")) {
                        String word = xml.attribute("date1904");
                        from1904 = word.equals("1") || word.equalsIgnoreCase("true");
                    } else if (xml.begins("sheet")) {
                        Map<String, String> into = xml.attribute("state")
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .contains("hidden")
                                ? hidden
                                : shown;
                        into.put(xml.attribute("name"), byId.getOrDefault(xml.attribute("id"), ""));
                    }
                }
            }
            shown.putAll(hidden);
            return new Book(
                    shown, byType.getOrDefault("sharedStrings", ""), byType.getOrDefault("styles", ""), from1904);
        }

        private static void relations(
                XlsxParts parts, String name, String folder, Map<String, String> byType, Map<String, String> byId)
                throws IOException {
            try (XlsxParts.Xml xml = parts.part(name).orElse(null)) {
                while (xml != null && xml.next()) {
                    if (xml.begins("Relationship")) {
                        String target = xml.attribute("Target");
                        String part = target.startsWith("/") ? target.substring(1) : folder + target;
                        byType.put(xml.attribute("Type").replaceFirst(".*/", ""), part);
                        byId.put(xml.attribute("Id"), part);
                    }
                }
            }
        }

        String sheet(String name) throws IOException {
            if (sheets.isEmpty()) {
                throw new IOException("file: has no sheet but must have one");
            }
            String part = name.isEmpty() ? sheets.values().iterator().next() : sheets.get(name);
            if (part == null) {
                throw new IOException(
                        "sheet: was \"" + name + "\" but must be one of " + String.join(", ", sheets.keySet()));
            }
            return part;
        }
    }
}
