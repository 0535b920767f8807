package ioc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/sources.md names every key there is and no other. */
class SourcesDocTest {
    private static final Pattern WORD = Pattern.compile("`([A-Za-z.]+)`");

    private static String document() throws IOException {
        return Files.readString(Path.of("..", "docs", "sources.md"));
    }

    /** The keys in the first column of the table that begins with a header, without what stands below them. */
    private static Set<String> keys(String header) throws IOException {
        Set<String> keys = new TreeSet<>();
        String table = document().split(Pattern.quote(header), 2)[1].split("\n\n", 2)[0];
        for (String row : table.lines().toList()) {
            if (row.startsWith("| `")) {
                WORD.matcher(row.substring(2).split("\\|", 2)[0])
                        .results()
                        .forEach(found -> keys.add(found.group(1).split("\\.", 2)[0]));
            }
        }
        return keys;
    }

    private static Set<String> fields(String sentence) throws IOException {
        String list = document().split(Pattern.quote(sentence + ": `"), 2)[1].split("`", 2)[0];
        return new TreeSet<>(Arrays.asList(list.split("\\s+")));
    }

    @Test
    void namesEveryKeyOfAFile() throws IOException {
        assertThat(keys("| key |")).isEqualTo(new TreeSet<>(Sources.TOP));
        assertThat(keys("| `exchange.` |")).isEqualTo(new TreeSet<>(Sources.EXCHANGE));
        assertThat(keys("| `jdbc.` |")).isEqualTo(new TreeSet<>(Sources.JDBC));
        assertThat(keys("| `poll.` |")).isEqualTo(new TreeSet<>(Sources.POLL));
    }

    @Test
    void namesEveryFieldOfADossierAnAssignmentAndAStep() throws IOException {
        assertThat(fields("Fields of a dossier")).isEqualTo(new TreeSet<>(Sources.DOSSIER));
        assertThat(fields("Facts of a dossier")).isEqualTo(new TreeSet<>(Sources.FACTS));
        assertThat(fields("Fields of an assignment")).isEqualTo(new TreeSet<>(Sources.ASSIGNMENT));
        assertThat(fields("Fields of a step")).isEqualTo(new TreeSet<>(Sources.STEP));
    }
}
