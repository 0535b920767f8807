package ioc.push;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the same text to many sockets from one encoded copy outside the heap. Vert.x encodes a text anew for each socket:
 * for 200 dashboards and frames of 50 KB that is 100 MB/s of garbage and two copies of each byte. Each socket gets a frame
 * of its own over the shared bytes, which are freed when the last one is written. On the hub's event loop.
 */
final class SharedText {
    /** Below this a copy is cheaper. */
    private static final int LEAST = 1_024;
    /** Groups of sessions with equal topics, whose frames come in turns. */
    private static final int KEPT = 8;

    private final Map<String, ByteBuf> encoded = new LinkedHashMap<>();

    Future<Void> write(ServerWebSocket socket, String text) {
        if (text.length() < LEAST) {
            return socket.writeTextMessage(text);
        }
        ByteBuf bytes = encoded.get(text);
        if (bytes == null) {
            bytes = encode(text);
        }
        return socket.writeFrame(new WebSocketFrameImpl(WebSocketFrameType.TEXT, bytes.retainedDuplicate(), true));
    }

    /** Not from a pool: Vert.x would copy it. */
    private ByteBuf encode(String text) {
        if (encoded.size() == KEPT) {
            String oldest = encoded.keySet().iterator().next();
            encoded.remove(oldest).release();
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf bytes = Unpooled.directBuffer(utf8.length).writeBytes(utf8);
        encoded.put(text, bytes);
        return bytes;
    }
}
