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
            for (Optional<Lines.Line> row = csv.next(); row.isPresent(); row = csv.next()) {
                rows.add(row.get().row() + " " + String.join("|", row.get().cells()));
            }
        }
        return rows;
    }

    @Test
    void rowsAreCountedAsASpreadsheetCountsThem() throws Exception {
        assertThat(rows("Mã,Tên\nA1,\"Đất, đai\"\n\n ,\nA2,\"hai\ndòng\"\nA3,\u00a0x \n"))
                .containsExactly("1 Mã|Tên", "2 A1|Đất, đai", "5 A2|hai\ndòng", "6 A3|x");
    }

    @Test
    void aMarkAtTheStartAndASemicolonAreSeen() throws Exception {
        assertThat(rows("\uFEFFMã;Tên, họ\r\nA1;\"x \"\"y\"\"\"\r\n")).containsExactly("1 Mã|Tên, họ", "2 A1|x \"y\"");
    }

    @Test
    void aFileOfOneByteHasOneRow() throws Exception {
        assertThat(rows("a")).containsExactly("1 a");
    }

    @Test
    void aQuoteThatIsNeverClosedIsNamed() {
        assertThatThrownBy(() -> rows("a,b\n1,2\n1,\"2\n3\n")).hasMessageStartingWith("row 3: cannot be read");
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
