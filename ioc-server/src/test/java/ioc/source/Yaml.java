package ioc.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Sources from text, for tests. */
final class Yaml {
    private Yaml() {}

    static Sources.Loaded load(String text) throws IOException {
        return Sources.load(
                new YAMLMapper().readTree(text),
                name -> Optional.ofNullable(Map.of("TOKEN", "s3cret").get(name)));
    }

    static Source source(String text) throws IOException {
        Sources.Loaded loaded = load(text);
        assertThat(loaded.problems()).isEmpty();
        Source source = loaded.source();
        if (source == null) {
            throw new AssertionError("no problem and no source");
        }
        return source;
    }

    /** A file of the configuration that ships. */
    static Source shipped(String name) throws IOException {
        return read(Path.of("config", "sources", name));
    }

    /** A file an operator may copy into the configuration. */
    static Source example(String name) throws IOException {
        return read(Path.of("docs", "examples", name));
    }

    private static Source read(Path file) throws IOException {
        return source(Files.readString(Files.exists(file) ? file : Path.of("..").resolve(file)));
    }
}
