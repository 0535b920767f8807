package ioc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both languages say everything, and nothing is asked for that they do not say. */
class MessagesTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");
    /** The first argument of {@code t(...)}, up to the comma or bracket that ends it when it has no brackets of its own. */
    private static final Pattern ASKED = Pattern.compile("(?<![\\w.$])t\\(([^(),{}]*(?:\\$\\{[^{}]*}[^(),{}]*)*)");

    private static final Pattern LITERAL = Pattern.compile("(===|!==)?\\s*'([^']*)'");
    private static final Pattern BEGINNING = Pattern.compile("`([^`$]*)\\$\\{");

    @Test
    void areTheSameInBothLanguages() throws IOException {
        Map<String, String> vi = new TreeMap<>(Messages.of("vi"));
        Map<String, String> en = new TreeMap<>(Messages.of("en"));
        assertThat(vi.keySet()).isEqualTo(en.keySet());
        assertThat(vi).allSatisfy((key, text) -> {
            assertThat(text).as(key).isNotBlank();
            assertThat(placeholders(text)).as(key).isEqualTo(placeholders(en.getOrDefault(key, "")));
        });
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    @Test
    void containEveryKeyThatIsAskedFor() throws IOException {
        Set<String> keys = Messages.of("vi").keySet();
        Set<String> missing = new TreeSet<>();
        int asked = 0;
        for (Path script : scripts()) {
            for (MatchResult call :
                    ASKED.matcher(Files.readString(script)).results().toList()) {
                asked++;
                LITERAL.matcher(call.group(1))
                        .results()
                        .filter(literal -> literal.group(1) == null)
                        .map(literal -> literal.group(2))
                        .filter(key -> !keys.contains(key))
                        .forEach(key -> missing.add(script.getFileName() + ": " + key));
                BEGINNING
                        .matcher(call.group(1))
                        .results()
                        .map(literal -> literal.group(1))
                        .filter(start -> keys.stream().noneMatch(key -> key.startsWith(start)))
                        .forEach(start -> missing.add(script.getFileName() + ": " + start + "*"));
            }
        }
        assertThat(asked).isGreaterThan(200);
        assertThat(missing).isEmpty();
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(Messages.folder().resolve("js"))) {
            return files.filter(file -> file.toString().endsWith(".js")).toList();
        }
    }
}
