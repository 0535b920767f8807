package ioc.sensor.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.io.InputStream;
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
    private static final AtomicReference<@Nullable Usual> IDLE = new AtomicReference<>();

    private Json() {}

    /** To be closed by the thread that reads it. */
    static JsonParser parser(Payload payload) throws IOException {
        if (!isUsual(payload)) {
            return alone(payload);
        }
        Usual idle = IDLE.getAndSet(null);
        if (idle == null) {
            Feed feed = new Feed(payload);
            return new Again(new Usual(JSON.createParser(feed), feed), payload);
        }
        idle.feed().begin(payload);
        return new Again(idle, payload);
    }

    /** Whether this begins as an object or a list does in UTF-8. */
    private static boolean isUsual(Payload payload) {
        return (payload.startsWith('{') || payload.startsWith('['))
                && payload.length() > 1
                && payload.bytes()[payload.from() + 1] != 0;
    }

    /** A new parser, for this payload alone. */
    static JsonParser alone(Payload payload) throws IOException {
        return JSON.createParser(payload.bytes(), payload.from(), payload.length());
    }

    static JsonGenerator generator(OutputStream to) throws IOException {
        return JSON.createGenerator(to);
    }

    /** The bytes of one payload after the other, as if they were one stream. */
    private static final class Feed extends InputStream {
        private Payload payload;
        private int at;

        Feed(Payload payload) {
            this.payload = payload;
            at = payload.from();
        }

        void begin(Payload next) {
            payload = next;
            at = next.from();
        }

        boolean isGiven() {
            return at == payload.to();
        }

        @Override
        public int read() {
            return isGiven() ? -1 : payload.bytes()[at++] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int most) {
            int length = Math.min(most, payload.to() - at);
            System.arraycopy(payload.bytes(), at, to, offset, length);
            at += length;
            return length == 0 ? -1 : length;
        }
    }

    /** A parser that is used again, and what it reads from. */
    private record Usual(JsonParser parser, Feed feed) {
        /** Whether everything it was given has been read. */
        boolean isAtEnd() throws IOException {
            return feed.isGiven() && parser.releaseBuffered(OutputStream.nullOutputStream()) <= 0;
        }
    }

    /**
     * Reads with a parser that has read other payloads before, for a new one takes 0.7 kB. That one knows only whole values in UTF-8,
     * and counts lines through all payloads: from where it is at a loss, a parser of this payload alone goes on.
     */
    private static final class Again extends JsonParserDelegate {
        private final Usual usual;
        private final Payload payload;
        private int tokens;
        private boolean isClosed;

        Again(Usual usual, Payload payload) {
            super(usual.parser());
            this.usual = usual;
            this.payload = payload;
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            if (delegate != usual.parser()) {
                return delegate.nextToken();
            }
            if (isAfterValue()) {
                if (usual.isAtEnd()) {
                    return null;
                }
                goOnAlone();
                return delegate.nextToken();
            }
            try {
                JsonToken token = delegate.nextToken();
                if (token == JsonToken.VALUE_STRING) {
                    delegate.finishToken(); // else it is read, and may turn out to be wrong, when its text is asked for
                }
                tokens++;
                return token;
            } catch (JsonProcessingException e) {
                goOnAlone(); // the other one says where
                return delegate.nextToken();
            }
        }

        private boolean isAfterValue() {
            return tokens > 0 && delegate.getParsingContext().inRoot();
        }

        private void goOnAlone() throws IOException {
            delegate.close();
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
            boolean usable = !isClosed && delegate == usual.parser() && isAfterValue() && usual.isAtEnd();
            if (!isClosed && !(usable && IDLE.compareAndSet(null, usual))) {
                delegate.close();
            }
            isClosed = true; // somebody else may have it by now
        }
    }
}
