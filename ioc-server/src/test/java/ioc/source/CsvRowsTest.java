package ioc.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
    private static List<String> rows(String text) throws IOException {
        List<String> rows = new ArrayList<>();
        try (CsvRows csv = CsvRows.of(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
            for (Optional<CsvRows.Row> row = csv.next(); row.isPresent(); row = csv.next()) {
                rows.add(row.get().line() + " " + row.get().record());
            }
        }
        return rows;
    }

    @Test
    void columnsBecomeFields() throws Exception {
        assertThat(rows("Mã,Tên\nA1,\"Đất, đai\"\n\nA2,\n"))
                .containsExactly("2 {\"Mã\":\"A1\",\"Tên\":\"Đất, đai\"}", "3 {\"Mã\":\"A2\",\"Tên\":\"\"}");
    }

    @Test
    void aMarkAtTheStartAndASemicolonAreSeen() throws Exception {
        assertThat(rows("\uFEFFMã;Tên, họ\r\nA1;\"x \"\"y\"\"\"\r\n"))
                .containsExactly("2 {\"Mã\":\"A1\",\"Tên, họ\":\"x \\\"y\\\"\"}");
    }

    @Test
    void aFileOfOneByteHasNoRows() throws Exception {
        assertThat(rows("a")).isEmpty();
    }

    @Test
    void anEmptyFileSaysWhatIsMissing() {
        assertThatThrownBy(() -> rows("")).hasMessage("line 1: was empty but must hold the column names");
    }

    @Test
    void aRowWithTooManyCellsIsNamed() {
        assertThatThrownBy(() -> rows("a,b\n1,2\n1,2,3\n")).hasMessageStartingWith("row 3: Too many entries");
    }

    @Test
    void whatIsNotUtf8IsSaid() {
        byte[] latin = {'a', '\n', 'x', (byte) 0xE9, 'y', '\n'};
        assertThatThrownBy(() -> {
                    try (CsvRows csv = CsvRows.of(new ByteArrayInputStream(latin))) {
                        csv.next();
                    }
                })
                .isInstanceOf(IOException.class);
    }
}
