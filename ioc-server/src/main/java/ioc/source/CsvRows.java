package ioc.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a CSV file: UTF-8 with or without BOM; comma, semicolon or tab, whichever the first line with text has most
 * of. A quoted line break belongs to its row.
 */
final class CsvRows implements Lines {
    private static final int LOOKED_AT = 64 * 1024;
    private static final CsvFactory CSV = CsvFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(100_000).build())
            .enable(CsvParser.Feature.TRIM_SPACES)
            .build();

    private final CsvParser parser;
    private int row;

    private CsvRows(CsvParser parser) {
        this.parser = parser;
    }

    static CsvRows of(InputStream bytes) throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(
                        withoutMark(bytes),
                        UTF_8.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                LOOKED_AT);
        try {
            CsvParser parser = CSV.createParser((Reader) reader);
            parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator(reader)));
            return new CsvRows(parser);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    @Override
    public Optional<Line> next() throws IOException {
        try {
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                row++;
                List<String> cells = cells();
                if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                    return Optional.of(new Line(row, cells, Map.of()));
                }
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IOException("row " + row + ": cannot be read: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IOException("row " + (row + 1) + ": cannot be read (the file must be UTF-8)", e);
        }
    }

    private List<String> cells() throws IOException {
        List<String> cells = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (cells.size() == MOST_CELLS) {
                throw new IOException("row " + row + ": has more than " + MOST_CELLS + " cells");
            }
            cells.add(Lines.trimmed(parser.getText()));
        }
        return cells;
    }

    @Override
    public void close() throws IOException {
        parser.close();
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

    private static char separator(BufferedReader reader) throws IOException {
        char[] start = new char[LOOKED_AT];
        reader.mark(LOOKED_AT);
        int length = 0;
        for (int read = 0; read >= 0 && length < LOOKED_AT; length += Math.max(0, read)) {
            read = reader.read(start, length, LOOKED_AT - length);
        }
        reader.reset();
        String header = new String(start, 0, length)
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
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
