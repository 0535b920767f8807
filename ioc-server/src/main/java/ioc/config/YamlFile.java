package ioc.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of the configuration as a tree. Aliases stay names and tags stay texts, so that none unfolds without end. */
public final class YamlFile {
    private static final int MOST_BYTES = 2 << 20;
    private static final YAMLMapper YAML = new YAMLMapper();

    private YamlFile() {}

    /** Missing, and noted as a problem under this name, when it cannot be read. */
    public static JsonNode read(Path file, String name, List<String> problems) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                problems.add(name + ": was " + Files.size(file) + " bytes but must be at most " + MOST_BYTES);
                return MissingNode.getInstance();
            }
            return YAML.readTree(Files.newBufferedReader(file));
        } catch (JsonProcessingException broken) {
            problems.add(name + ": " + line(broken.getLocation())
                    + String.valueOf(broken.getOriginalMessage())
                            .lines()
                            .findFirst()
                            .orElse("is not YAML"));
        } catch (IOException unreadable) {
            problems.add(name + ": must be a readable file in UTF-8 in " + file.getParent());
        }
        return MissingNode.getInstance();
    }

    /** Too deep a nesting has no place. */
    private static String line(@org.jspecify.annotations.Nullable JsonLocation where) {
        return where == null ? "" : "line " + where.getLineNr() + ": ";
    }
}
