package ioc.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import ioc.sensor.DeviceId;
import ioc.sensor.simulate.LoadGenerator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many dashboards over real WebSockets. All answer each frame at once; a few are also read: how old is each value when its
 * frame comes in, and how far is what they show behind the newest that was published.
 */
final class Dashboards implements AutoCloseable {
    private static final int READ = 4;
    private static final int LARGEST = 4 << 20;
    private static final String HEAD = "{\"type\":\"frame\",\"seq\":";
    private static final String KEY = "\"device:";
    private static final String OBSERVED = "\"observedAt\":";

    private final Vertx vertx;
    private final WebSocketClient client;
    private final List<WebSocket> sockets = new ArrayList<>();
    private final List<AtomicLongArray> shown = new ArrayList<>();
    private final Map<String, Integer> devices = new HashMap<>();
    private final LongAdder frames = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Histogram latency = new Histogram();
    private final Histogram behind = new Histogram();
    private long sampler = -1;

    /** Connected and subscribed to {@code topics}. */
    Dashboards(Vertx vertx, int port, int count, List<String> topics, List<DeviceId> devices) throws Exception {
        this.vertx = vertx;
        for (int i = 0; i < devices.size(); i++) {
            this.devices.put(devices.get(i).toString(), i);
        }
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(count)
                .setMaxFrameSize(LARGEST)
                .setMaxMessageSize(LARGEST));
        WebSocketConnectOptions door = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/live")
                .addSubProtocol("ioc.v1");
        String join = "{\"type\":\"join\",\"topics\":[\"" + String.join("\",\"", topics) + "\"]}";
        for (int i = 0; i < count; i++) {
            boolean isRead = i * READ / count != (i - 1) * READ / count || i == 0;
            Future<WebSocket> opened = client.connect(door).onSuccess(socket -> {
                listen(socket, isRead);
                socket.writeTextMessage(join).onFailure(e -> lost.increment());
            });
            sockets.add(opened.await(20, TimeUnit.SECONDS));
        }
    }

    private void listen(WebSocket socket, boolean isRead) {
        AtomicLongArray values = new AtomicLongArray(Math.max(1, devices.size()));
        if (isRead) {
            synchronized (shown) {
                shown.add(values);
            }
        }
        socket.frameHandler(frame -> {
            if (frame.isText()) {
                heard(socket, frame, isRead ? values : null);
            }
        });
        socket.closeHandler(none -> lost.increment());
    }

    private void heard(
            WebSocket socket, WebSocketFrame frame, @org.jspecify.annotations.Nullable AtomicLongArray values) {
        long now = System.currentTimeMillis();
        io.vertx.core.buffer.Buffer data = frame.binaryData();
        String head = data.getString(0, Math.min(44, data.length()), "ISO-8859-1");
        if (!head.startsWith(HEAD)) {
            return;
        }
        frames.increment();
        bytes.add(data.length());
        int end = HEAD.length();
        while (Character.isDigit(head.charAt(end))) {
            end++;
        }
        socket.writeTextMessage("{\"type\":\"drawn\",\"seq\":" + head.substring(HEAD.length(), end) + "}")
                .onFailure(e -> lost.increment());
        if (values != null) {
            read(data.toString(StandardCharsets.ISO_8859_1), now, values);
        }
    }

    /** A full frame is no news: its values may be as old as they like. */
    private void read(String text, long now, AtomicLongArray values) {
        boolean isFull = text.startsWith(",\"full\":", text.indexOf(',', text.indexOf("\"now\":")));
        for (int at = text.indexOf(KEY); at >= 0; ) {
            int end = text.indexOf('"', at + KEY.length());
            int next = text.indexOf(KEY, end);
            int seen = text.indexOf(OBSERVED, end);
            Integer device = devices.get(text.substring(at + KEY.length(), end));
            if (device != null && seen >= 0 && (next < 0 || seen < next)) {
                long observed = number(text, seen + OBSERVED.length());
                if (observed > 0) {
                    values.set(device, observed);
                    if (!isFull) {
                        latency.add(now - observed);
                    }
                }
            }
            at = next;
        }
    }

    private static long number(String text, int from) {
        long value = 0;
        for (int i = from; i < text.length() && Character.isDigit(text.charAt(i)); i++) {
            value = value * 10 + Character.digit(text.charAt(i), 10);
        }
        return value;
    }

    /** Looks every 20 ms how far what is shown is behind what was published. */
    void compareWith(LoadGenerator load) {
        sampler = vertx.setPeriodic(20, id -> {
            synchronized (shown) {
                for (AtomicLongArray values : shown) {
                    for (int i = 0; i < devices.size(); i++) {
                        long at = values.get(i);
                        if (at > 0) {
                            behind.add(load.newest(i) - at);
                        }
                    }
                }
            }
        });
    }

    /** Forgets what was measured so far. */
    void clear() {
        latency.clear();
        behind.clear();
        frames.reset();
        bytes.reset();
    }

    Histogram latency() {
        return latency;
    }

    Histogram behind() {
        return behind;
    }

    long frames() {
        return frames.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    /** Connections that ended. */
    long lost() {
        return lost.sum();
    }

    @Override
    public void close() {
        if (sampler >= 0) {
            vertx.cancelTimer(sampler);
        }
        client.close().onFailure(Throwable::printStackTrace);
    }
}
