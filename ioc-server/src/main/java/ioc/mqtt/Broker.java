package ioc.mqtt;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our connection to an MQTT broker: subscribes, hands every message to the {@link Inbox}, and acknowledges it to the
 * broker when the inbox says that it is durable.
 *
 * <p>Never gives up: connects again with a growing, jittered pause, first connection included, with one session that the
 * broker keeps for us (QoS 1, clean session off). What was not acknowledged comes again after a reconnect, so the same
 * message may come twice and none is lost.
 *
 * <p>MQTT has no word for "not now". When the inbox has no room, this drops the connection and comes back later, with a
 * growing pause: the broker then keeps what is missing and sends it again, in order. Only QoS 0 is lost that way.
 *
 * <p>Threads: messages arrive on Paho's callback thread, which may wait inside {@link Inbox#offer} and so stops the
 * reading of the socket: that is the back-pressure. Connecting happens on a thread of our own; so do calls of the
 * {@link Watcher}.
 */
public final class Broker implements AutoCloseable {
    /**
     * Where the broker is and what we want of it.
     *
     * @param url {@code tcp://host:port} or {@code ssl://host:port}
     * @param clientId the name of our session at the broker: unique there, and the same after a restart
     * @param filters what to subscribe to, all at QoS 1
     */
    public record Options(String url, String clientId, Login login, Tls tls, List<String> filters) {
        public Options {
            if (!url.startsWith("tcp://") && !url.startsWith("ssl://")) {
                throw new IllegalArgumentException(
                        "mqtt.url: was \"" + url + "\" but must start with tcp:// or ssl://");
            }
            if (clientId.isEmpty() || filters.isEmpty()) {
                throw new IllegalArgumentException("mqtt: had no client id or no filter but must have both");
            }
            filters = List.copyOf(filters);
        }
    }

    /** Name and password at the broker; an empty name means none. */
    public record Login(String user, String password) {
        public static final Login NONE = new Login("", "");

        @Override
        public String toString() {
            return "Login[" + user + ", ***]";
        }
    }

    /** Where messages go. */
    @FunctionalInterface
    public interface Inbox {
        /**
         * Takes a message, waiting at most a few seconds for room; false when there is none. An exception says that this
         * message can never be taken: it is acknowledged, counted and gone.
         *
         * @param body as long as the broker lets it be ({@code message_size_limit}): Paho holds a message as a whole
         * @param durable to be called once, from any thread, when the message cannot be lost any more
         */
        boolean offer(String topic, boolean retained, byte[] body, LongConsumer durable);
    }

    /** Told when the connection comes up (subscribed) or goes down, on a thread that may wait a little. */
    @FunctionalInterface
    public interface Watcher {
        void changed(boolean up, String reason);
    }

    /**
     * Counts since the start.
     *
     * @param received at the callback, every one
     * @param taken by the inbox
     * @param acknowledged to the broker, as durable; QoS 1 only
     * @param refused no room; come again when they were QoS 1
     * @param failed could never be taken
     * @param connections that came up
     */
    public record Figures(long received, long taken, long acknowledged, long refused, long failed, long connections) {}

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    private final Inbox inbox;
    private final LongAdder received = new LongAdder();
    private final LongAdder taken = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Link link;
    /** The connection in which the inbox had no room; nothing more is taken from it, so that order is kept. */
    private volatile int refusing;

    private Broker(Options options, Inbox inbox, Watcher watcher) throws IOException {
        this.inbox = inbox;
        this.link = new Link(options, watcher, this::arrived);
    }

    /** Begins to connect and returns; fails only when the TLS files cannot be used. */
    public static Broker open(Options options, Inbox inbox, Watcher watcher) throws IOException {
        Broker broker = new Broker(options, inbox, watcher);
        broker.link.open();
        return broker;
    }

    /** Connected and subscribed. */
    public boolean up() {
        return link.up();
    }

    public Figures figures() {
        return new Figures(
                received.sum(), taken.sum(), acknowledged.sum(), refused.sum(), failed.sum(), link.connections());
    }

    /** Says something at QoS 0, from any thread, never waits; lost when there is no connection. */
    public void publish(String topic, byte[] body) {
        link.publish(topic, body);
    }

    /** Says good-bye to the broker, which keeps our session; waits a few seconds at most. */
    @Override
    public void close() {
        link.close();
    }

    /** On Paho's thread; whatever left this method as an exception would close the connection. */
    private void arrived(int connection, Link.Arrival message) {
        received.increment();
        if (refusing == connection) {
            refused.increment();
            return;
        }
        try {
            if (inbox.offer(message.topic(), message.retained(), message.body(), position -> {
                if (message.qos() > 0 && link.acknowledge(connection, message.id())) {
                    acknowledged.increment();
                }
            })) {
                taken.increment();
            } else {
                refuse(connection, "no room for more messages");
            }
        } catch (RuntimeException e) {
            failed.increment();
            LOG.error(
                    "mqtt: a message of {} bytes on {} can never be taken", message.body().length, message.topic(), e);
            if (message.qos() > 0) {
                link.acknowledge(connection, message.id());
            }
        } catch (Error e) {
            refuse(connection, e.toString());
        }
    }

    private void refuse(int connection, String reason) {
        refusing = connection;
        refused.increment();
        link.drop(connection, reason);
    }
}
