package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.async.NonBlockingJsonParser;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Parsers over payloads, with limits on depth and lengths. */
final class Json {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxStringLength(8192)
                    .maxNameLength(256)
                    .build())
            .build();

    /** At the end of a payload, ready for the next. */
    private static final AtomicReference<@Nullable NonBlockingJsonParser> IDLE = new AtomicReference<>();

    private Json() {}

    /** To be closed by the thread that reads it. */
    static JsonParser parser(Payload payload) throws IOException {
        if (!payload.startsWith('{') && !payload.startsWith('[')) {
            return alone(payload);
        }
        NonBlockingJsonParser idle = IDLE.getAndSet(null);
        NonBlockingJsonParser usual =
                idle == null ? (NonBlockingJsonParser) JSON.createNonBlockingByteArrayParser() : idle;
        usual.feedInput(payload.bytes(), payload.from(), payload.to());
        return new Again(usual, payload);
    }

    /** A new parser, for this payload alone. */
    static JsonParser alone(Payload payload) throws IOException {
        return JSON.createParser(payload.bytes(), payload.from(), payload.length());
    }

    static JsonGenerator generator(OutputStream to) throws IOException {
        return JSON.createGenerator(to);
    }

    /**
     * Reads with a parser that has read other payloads before, for a new one takes 0.7 kB. That one knows only whole values in UTF-8,
     * and counts lines through all payloads: from where it is at a loss, a parser of this payload alone goes on.
     */
    private static final class Again extends JsonParserDelegate {
        private final NonBlockingJsonParser usual;
        private final Payload payload;
        private int tokens;
        private boolean isClosed;

        Again(NonBlockingJsonParser usual, Payload payload) {
            super(usual);
            this.usual = usual;
            this.payload = payload;
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            if (delegate != usual) {
                return delegate.nextToken();
            }
            if (isAtEnd()) {
                return null;
            }
            JsonToken token = usual();
            if (token == JsonToken.NOT_AVAILABLE) {
                goOnAlone();
                return delegate.nextToken();
            }
            tokens++;
            return token;
        }

        /** Whether the one value of the payload was read, and nothing stands after it. */
        private boolean isAtEnd() {
            return isAfterValue() && usual.needMoreInput();
        }

        private boolean isAfterValue() {
            return tokens > 0 && usual.getParsingContext().inRoot();
        }

        private JsonToken usual() throws IOException {
            try {
                return isAfterValue() ? JsonToken.NOT_AVAILABLE : usual.nextToken();
            } catch (JsonProcessingException e) {
                return JsonToken.NOT_AVAILABLE; // the other one says where
            }
        }

        private void goOnAlone() throws IOException {
            usual.close();
            delegate = alone(payload);
            for (int i = 0; i < tokens; i++) {
                delegate.nextToken();
            }
        }

        @Override
        public JsonParser skipChildren() throws IOException {
            if (currentToken() == JsonToken.START_OBJECT || currentToken() == JsonToken.START_ARRAY) {
                for (int open = 1; open > 0; ) {
                    JsonToken token = nextToken();
                    if (token == null) {
                        break;
                    }
                    open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                }
            }
            return this;
        }

        @Override
        public void close() throws IOException {
            boolean usable = !isClosed && delegate == usual && isAtEnd();
            if (!isClosed && !(usable && IDLE.compareAndSet(null, usual))) {
                delegate.close();
            }
            isClosed = true; // somebody else may have it by now
        }
    }
}
