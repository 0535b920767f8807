package ioc.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** An XLSX file of several small sheets. A cell is a number, a text or null for none, and never a formula. */
public record Book(List<Part> parts) {
    private static final int LONGEST_NAME = 31;

    /**
     * One sheet.
     *
     * @param name at most 31 characters
     * @param note in its first row
     */
    public record Part(String name, String note, List<Column> columns, List<List<@Nullable Object>> rows) {
        public Part {
            if (name.isBlank() || name.length() > LONGEST_NAME || name.matches(".*[\\[\\]:*?/\\\\].*")) {
                throw new IllegalArgumentException(
                        "sheet: was \"" + name + "\" but must be 1 to 31 characters without []:*?/\\");
            }
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    public Book {
        parts = List.copyOf(parts);
    }

    /** Writes it all; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        Workbook book = new Workbook(out, "IOC", null);
        for (Part part : parts) {
            Worksheet sheet = book.newWorksheet(part.name());
            sheet.inlineString(0, 0, part.note());
            sheet.freezePane(0, 2);
            for (int i = 0; i < part.columns().size(); i++) {
                sheet.width(i, part.columns().get(i).width());
                sheet.inlineString(1, i, part.columns().get(i).header());
                sheet.style(1, i).bold().set();
            }
            for (int row = 0; row < part.rows().size(); row++) {
                List<@Nullable Object> cells = part.rows().get(row);
                for (int i = 0; i < cells.size(); i++) {
                    Object cell = cells.get(i);
                    if (cell instanceof Number number) {
                        sheet.value(row + 2, i, number);
                    } else if (cell != null && !cell.toString().isEmpty()) {
                        sheet.inlineString(row + 2, i, cell.toString());
                    }
                }
            }
            sheet.finish();
        }
        book.finish();
    }
}
