package ioc.browser;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ioc.peer.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The words of the dashboards. */
final class Messages {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Messages() {}

    /** Message by key, in {@code vi} or {@code en}. */
    static Map<String, String> of(String language) throws IOException {
        return JSON.readValue(folder().resolve("messages/" + language + ".json").toFile(), new TypeReference<>() {});
    }

    /** The sources of the dashboards. */
    static Path folder() {
        return ServerProcess.configuration().resolveSibling("dashboards").resolve("src/main/resources/dashboards");
    }
}
