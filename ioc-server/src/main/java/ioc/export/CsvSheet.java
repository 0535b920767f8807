package ioc.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV as RFC 4180 says, UTF-8 with a BOM so that spreadsheets know it. */
final class CsvSheet implements Sheet {
    /** What spreadsheets take for the begin of a formula (OWASP, CSV injection). */
    private static final String FORMULA = "=+-@\t\r";

    private final Writer out;
    private final DateTimeFormatter times;

    CsvSheet(OutputStream out, List<Column> columns, ZoneId zone) throws IOException {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.times = DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm").withZone(zone);
        this.out.write('\uFEFF');
        row(columns.stream().map(Column::header).toList());
    }

    @Override
    public void row(List<? extends @Nullable Object> cells) throws IOException {
        String before = "";
        for (Object cell : cells) {
            out.write(before);
            out.write(text(cell));
            before = ",";
        }
        out.write("\r\n");
    }

    private String text(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        if (cell instanceof Instant instant) {
            return times.format(instant);
        }
        return cell instanceof Number ? cell.toString() : quoted(plain(cell.toString()));
    }

    private static String plain(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
