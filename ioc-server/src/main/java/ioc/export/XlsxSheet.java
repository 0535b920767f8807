package ioc.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** XLSX: instants are real dates, texts are texts, the header stays in sight. */
final class XlsxSheet implements Sheet {
    private static final int FLUSH_EVERY = 500;
    private static final int LONGEST = 32_767;

    private final Workbook book;
    private final Worksheet sheet;
    private final ZoneId zone;
    private int next;

    XlsxSheet(OutputStream out, String name, List<Column> columns, ZoneId zone) throws IOException {
        this.book = new Workbook(out, "IOC", null);
        this.sheet = book.newWorksheet(name);
        this.zone = zone;
        sheet.freezePane(0, 1);
        for (int i = 0; i < columns.size(); i++) {
            sheet.width(i, columns.get(i).width());
            sheet.inlineString(0, i, columns.get(i).header());
            sheet.style(0, i).bold().set();
        }
        next = 1;
    }

    @Override
    public void row(List<? extends @Nullable Object> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            Object cell = cells.get(i);
            if (cell instanceof Instant instant) {
                sheet.value(next, i, LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.SECONDS));
                sheet.style(next, i).format("dd/mm/yyyy hh:mm").set();
            } else if (cell instanceof Number number) {
                sheet.value(next, i, number);
            } else if (cell != null && !cell.toString().isEmpty()) {
                // Kept in its cell, not in the table of all texts, which would stay in the heap to the end.
                sheet.inlineString(next, i, shortened(cell.toString()));
            }
        }
        if (++next % FLUSH_EVERY == 0) {
            sheet.flush();
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    @Override
    public void close() throws IOException {
        book.finish();
    }
}
