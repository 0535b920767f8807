package ioc.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Trees, maps, lists and records as JSON; instants and durations as ms. */
final class JsonWriter {
    static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule()
                    .addSerializer(Instant.class, new Plain<>() {
                        @Override
                        public void serialize(Instant value, JsonGenerator out, SerializerProvider all)
                                throws IOException {
                            out.writeNumber(value.toEpochMilli());
                        }
                    })
                    .addSerializer(Duration.class, new Plain<>() {
                        @Override
                        public void serialize(Duration value, JsonGenerator out, SerializerProvider all)
                                throws IOException {
                            out.writeNumber(value.toMillis());
                        }
                    }));

    private JsonWriter() {}

    private abstract static class Plain<T> extends JsonSerializer<T> {}

    static byte[] bytes(@Nullable Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("answer has no form in JSON: " + e.getOriginalMessage(), e);
        }
    }
}
