package ioc.source;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A CSV or XLSX file as raw records, row by row: {@code column: text}. The first row with a text holds the names of the
 * columns. What the file is, its content says, not its name. Whatever the size of the file, the heap holds one row.
 */
final class Table implements Closeable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LOOKED_AT = 4096;

    /**
     * One row.
     *
     * @param row as a spreadsheet counts them
     * @param flaws by column: why its text cannot be trusted; under "" what is wrong with the whole row
     */
    record Row(int row, ObjectNode record, Map<String, Lines.Flaw> flaws) {}

    private final Lines lines;
    private final boolean isCsv;
    /** Name by index; empty where the cells do not count. */
    private final List<String> names = new ArrayList<>();

    private final List<Problem> problems = new ArrayList<>();
    private final int headerRow;

    private Table(Lines lines, boolean isCsv) throws IOException {
        this.lines = lines;
        this.isCsv = isCsv;
        Lines.Line header =
                lines.next().orElseThrow(() -> new IOException("row 1: was empty but must hold the column names"));
        this.headerRow = header.row();
        int last = header.cells().size();
        while (last > 0 && header.cells().get(last - 1).isEmpty()) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            names.add(name(i, header.cells().get(i)));
        }
    }

    private String name(int index, String given) {
        if (given.isEmpty()) {
            problems.add(Problem.warning(
                    headerRow,
                    MergedAreas.letters(index),
                    "",
                    "have a name (its cells are left out)",
                    Problem.Rule.NAMED,
                    ""));
            return "";
        }
        if (names.contains(given)) {
            problems.add(Problem.warning(
                    headerRow,
                    MergedAreas.letters(index),
                    given,
                    "have a name of its own (its cells are left out, those of column "
                            + MergedAreas.letters(names.indexOf(given)) + " count)",
                    Problem.Rule.NAMED_APART,
                    MergedAreas.letters(names.indexOf(given))));
            return "";
        }
        return given;
    }

    /**
     * Opens a file; an IOException says what it is and what to do when it is neither CSV nor XLSX.
     *
     * @param sheet name of the sheet of an XLSX; empty for the first that is not hidden
     * @param scratch folder for what does not fit the heap
     */
    static Table open(Path file, String sheet, Path scratch) throws IOException {
        return open(file, sheet, scratch, XlsxParts.MOST_UNPACKED);
    }

    static Table open(Path file, String sheet, Path scratch, long mostUnpacked) throws IOException {
        boolean isCsv = mustBeTable(file);
        Lines lines =
                isCsv ? CsvRows.of(Files.newInputStream(file)) : XlsxRows.open(file, sheet, scratch, mostUnpacked);
        try {
            return new Table(lines, isCsv);
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    /** True for CSV, false for XLSX. */
    private static boolean mustBeTable(Path file) throws IOException {
        byte[] start;
        try (InputStream bytes = Files.newInputStream(file)) {
            start = bytes.readNBytes(LOOKED_AT);
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.isEmpty()) {
            throw new IOException("file: was empty but must hold the column names and rows");
        }
        if (text.startsWith("\u00d0\u00cf\u0011\u00e0")) {
            throw new IOException(
                    mentions(file, "EncryptedPackage")
                            ? "file: was an Excel file with a password but must be open to all (in Excel: File, Info,"
                                    + " Protect Workbook, Encrypt with Password, and empty the password)"
                            : "file: was an old Excel file (.xls) but must be .xlsx or CSV (in Excel: Save As, Excel"
                                    + " Workbook .xlsx)");
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return false;
        }
        String word = Lines.trimmed(text.replaceFirst("^\u00ef\u00bb\u00bf", ""));
        if (word.startsWith("<") || word.startsWith("%PDF") || word.startsWith("{\\rtf")) {
            throw new IOException(
                    "file: was a page or a document but must be .xlsx or CSV (open it in a spreadsheet and"
                            + " save it as Excel Workbook .xlsx)");
        }
        if (text.indexOf('\0') >= 0) {
            throw new IOException(
                    "file: was neither text in UTF-8 nor an XLSX (save it as Excel Workbook .xlsx or as CSV"
                            + " UTF-8)");
        }
        return true;
    }

    /** Whether a file has a word in UTF-16, as the directory of an old Office file has them. */
    private static boolean mentions(Path file, String word) throws IOException {
        byte[] wanted = word.getBytes(StandardCharsets.UTF_16LE);
        byte[] chunk = new byte[64 * 1024];
        int matched = 0;
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int length = bytes.read(chunk); length >= 0; length = bytes.read(chunk)) {
                for (int i = 0; i < length; i++) {
                    matched = chunk[i] == wanted[matched] ? matched + 1 : chunk[i] == wanted[0] ? 1 : 0;
                    if (matched == wanted.length) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Names of the columns that count, in their order. */
    List<String> columns() {
        return names.stream().filter(name -> !name.isEmpty()).toList();
    }

    int headerRow() {
        return headerRow;
    }

    /** What is wrong with the header. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** The next row that is not empty; empty at the end. An IOException when nothing can be read any further. */
    Optional<Row> next() throws IOException {
        return lines.next().map(this::row);
    }

    private Row row(Lines.Line line) {
        ObjectNode record = JSON.createObjectNode();
        Map<String, Lines.Flaw> flaws = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!name.isEmpty()) {
                Lines.Flaw flaw = line.flaws().get(i);
                boolean isThere = flaw == null && i < line.cells().size();
                record.put(name, isThere ? line.cells().get(i) : "");
                if (flaw != null) {
                    flaws.put(name, flaw);
                }
            }
        }
        long cells = line.cells().size();
        boolean isLonger = line.cells().stream().skip(names.size()).anyMatch(cell -> !cell.isEmpty());
        if (isCsv && isLonger) {
            flaws.put(
                    "",
                    new Lines.Flaw(
                            cells + " cells",
                            "have at most " + names.size()
                                    + ", as the header (put texts with a separator into quotes)"));
        }
        return new Row(line.row(), record, flaws);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
