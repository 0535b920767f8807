package ioc.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/** Keeps what it is offered; durable at once, or when told so; may have no room, or refuse for ever. */
final class TestInbox implements Broker.Inbox, Broker.Watcher {
    @SuppressWarnings("ArrayRecordComponent") // a parameter object
    record Taken(String topic, boolean retained, byte[] body) {}

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    final List<Boolean> states = new CopyOnWriteArrayList<>();
    private final List<LongConsumer> waiting = new ArrayList<>();
    volatile boolean full;
    volatile boolean hold;
    volatile String poison = "none";

    @Override
    public boolean offer(String topic, boolean retained, byte[] body, LongConsumer durable) {
        if (topic.equals(poison)) {
            throw new IllegalArgumentException("of a test");
        }
        if (full) {
            return false;
        }
        taken.add(new Taken(topic, retained, body));
        synchronized (waiting) {
            if (hold) {
                waiting.add(durable);
                return true;
            }
        }
        durable.accept(taken.size());
        return true;
    }

    /** All that were held back are durable now. */
    void release() {
        synchronized (waiting) {
            hold = false;
            waiting.forEach(durable -> durable.accept(0));
            waiting.clear();
        }
    }

    @Override
    public void changed(boolean up, String reason) {
        states.add(up);
    }

    List<String> bodies() {
        return taken.stream().map(one -> new String(one.body(), UTF_8)).toList();
    }

    boolean has(String body) {
        return bodies().contains(body);
    }
}
