package ioc;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** What users read that the server writes, in one language: the messages of the dashboards. */
final class Words {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final Words VI = new Words("vi");
    static final Words EN = new Words("en");

    private final Map<String, String> messages;
    private final String language;

    private Words(String language) {
        this.language = language;
        try (InputStream in = Words.class.getResourceAsStream("/dashboards/messages/" + language + ".json")) {
            if (in == null) {
                throw new IllegalStateException("class path: lacks dashboards/messages/" + language + ".json");
            }
            this.messages = JSON.readValue(in, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Words of(String language) {
        return language.equals("en") ? EN : VI;
    }

    boolean isVietnamese() {
        return language.equals("vi");
    }

    boolean has(String key) {
        return messages.containsKey(key);
    }

    String text(String key) {
        String text = messages.get(key);
        if (text == null) {
            throw new IllegalStateException("messages/" + language + ".json: lacks " + key);
        }
        return text;
    }

    /** With {@code {name}} replaced by each value. */
    String text(String key, Map<String, ?> values) {
        String text = text(key);
        for (Map.Entry<String, ?> value : values.entrySet()) {
            text = text.replace("{" + value.getKey() + "}", String.valueOf(value.getValue()));
        }
        return text;
    }
}
