package ioc;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What users read that the server writes, in one language: the messages of the dashboards. */
final class Words {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)(?:\\|([^|}]*)\\|([^}]*))?}");
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

    /** With {@code {name}} replaced by each value, and <code>{name|day|days}</code> by the word that fits the number. */
    String text(String key, Map<String, ?> values) {
        return PLACE.matcher(text(key)).replaceAll(place -> {
            Object value = values.get(place.group(1));
            if (value == null) {
                return Matcher.quoteReplacement(place.group());
            }
            String one = place.group(2);
            String text = one == null ? value.toString() : value.toString().equals("1") ? one : place.group(3);
            return Matcher.quoteReplacement(text);
        });
    }
}
