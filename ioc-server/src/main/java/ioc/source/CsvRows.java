package ioc.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A CSV file as raw records, row by row: {@code column: text}, all as they stand in the file. UTF-8 with or without BOM;
 * first line holds the column names; comma, semicolon or tab, whichever the first line has most of.
 */
public final class CsvRows implements Closeable {
    private static final int LONGEST_HEADER = 64 * 1024;

    /** One row; {@code line} counts from 1, the header is line 1 (a quoted line break within a row is not counted). */
    public record Row(int line, ObjectNode record) {}

    private final Reader reader;
    private final MappingIterator<ObjectNode> rows;
    private int line = 1;

    private CsvRows(Reader reader, MappingIterator<ObjectNode> rows) {
        this.reader = reader;
        this.rows = rows;
    }

    /** Opens a file and reads its header; an IOException that says why when it has none. */
    public static CsvRows open(Path file) throws IOException {
        return of(Files.newInputStream(file));
    }

    static CsvRows of(InputStream bytes) throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(
                        withoutMark(bytes),
                        UTF_8.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                LONGEST_HEADER);
        try {
            reader.mark(LONGEST_HEADER);
            String header = reader.readLine();
            if (header == null || header.isBlank()) {
                throw new IOException("line 1: was empty but must hold the column names");
            }
            reader.reset();
            CsvSchema schema = CsvSchema.emptySchema().withHeader().withColumnSeparator(separator(header));
            MappingIterator<ObjectNode> rows = CsvMapper.builder()
                    .enable(CsvParser.Feature.TRIM_SPACES)
                    .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                    .build()
                    .readerFor(ObjectNode.class)
                    .with(schema)
                    .readValues(reader);
            return new CsvRows(reader, rows);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** The next row; empty at the end. An IOException names the row that cannot be read; nothing can be read behind it. */
    public Optional<Row> next() throws IOException {
        line++;
        try {
            return rows.hasNextValue() ? Optional.of(new Row(line, rows.nextValue())) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IOException("row " + line + ": " + e.getOriginalMessage(), e);
        } catch (IOException | RuntimeJsonMappingException e) {
            throw new IOException("row " + line + ": cannot be read (must be UTF-8): " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static InputStream withoutMark(InputStream bytes) throws IOException {
        PushbackInputStream input = new PushbackInputStream(bytes, 3);
        byte[] start = input.readNBytes(3);
        boolean mark =
                start.length == 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF;
        if (!mark) {
            input.unread(start);
        }
        return input;
    }

    private static char separator(String header) {
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > 0 && count(header, candidate) >= count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
