package ioc.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written, row by row. What is in a cell is never a formula, whatever it begins with: a text from
 * outside must not compute on the reader's machine.
 */
public sealed interface Sheet extends Closeable permits CsvSheet, XlsxSheet {
    /**
     * Begins with the header.
     *
     * @param name of the sheet, at most 31 characters
     * @param zone in which instants are shown, as {@code dd/MM/yyyy HH:mm}
     */
    static Sheet begin(Format format, OutputStream out, String name, List<Column> columns, ZoneId zone)
            throws IOException {
        return switch (format) {
            case CSV -> new CsvSheet(out, columns, zone);
            case XLSX -> new XlsxSheet(out, name, columns, zone);
        };
    }

    /** One row, a cell a column: a text, an {@link Instant}, a number, or null for none. */
    void row(List<? extends @Nullable Object> cells) throws IOException;

    /** Writes what is left; the stream stays open. */
    @Override
    void close() throws IOException;
}
