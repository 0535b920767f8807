package ioc.mqtt;

import io.moquette.BrokerConstants;
import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A broker in this process, for a demo or a single small site: on the loopback only, in memory only, MQTT 3.1, 3.1.1 and
 * 5. Retained messages and sessions are gone when it stops. Its window for unacknowledged messages is fixed at ten, it
 * drops QoS 0 under flood, and after a broken connection it may give the number of an unacknowledged message to another
 * one and so lose it: a district in earnest has a broker of its own.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String USER = "ioc";
    private static final int LARGEST_MESSAGE = 4 << 20;

    /** It writes a line for every message otherwise; held here because a logger nobody holds forgets its level. */
    private static final Logger ITS_LOG = Logger.getLogger("io.moquette");

    private final Server server;
    private final int port;
    private final String password;

    private EmbeddedBroker(Server server, int port, String password) {
        this.server = server;
        this.port = port;
        this.password = password;
    }

    /** A broker that is being started on another thread, beside all else: it takes a quarter of the whole start. */
    public static final class Start {
        private final CompletableFuture<EmbeddedBroker> started;

        private Start(CompletableFuture<EmbeddedBroker> started) {
            this.started = started;
        }

        /** Waits for it. */
        public EmbeddedBroker broker() throws IOException {
            try {
                return started.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof UncheckedIOException io) {
                    throw io.getCause();
                }
                throw e;
            }
        }
    }

    /** As {@link #start}, without waiting. */
    public static Start begin(int port, boolean open) {
        return new Start(CompletableFuture.supplyAsync(() -> {
            try {
                return start(port, open);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    /**
     * Listens when this returns.
     *
     * @param port 0 takes a free one
     * @param open lets in who shows no name and password, so that {@code mosquitto_pub} works as it is; a wrong password
     *     is refused all the same
     */
    public static EmbeddedBroker start(int port, boolean open) throws IOException {
        int free = free(port); // it forgets its threads when it finds the port taken, and tells a free one too late
        ITS_LOG.setLevel(Level.WARNING);
        byte[] secret = new byte[18];
        new SecureRandom().nextBytes(secret);
        String password = Base64.getUrlEncoder().encodeToString(secret);
        Properties settings = new Properties();
        settings.setProperty(IConfig.HOST_PROPERTY_NAME, LOOPBACK);
        settings.setProperty(IConfig.PORT_PROPERTY_NAME, Integer.toString(free));
        settings.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false"); // else it phones home
        settings.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false"); // it stalls with it on
        settings.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, Boolean.toString(open));
        settings.setProperty(BrokerConstants.ALLOW_ZERO_BYTE_CLIENT_ID_PROPERTY_NAME, "true");
        settings.setProperty(IConfig.NETTY_MAX_BYTES_PROPERTY_NAME, Integer.toString(LARGEST_MESSAGE));
        Server server = new Server();
        try {
            server.startServer(
                    new MemoryConfig(settings),
                    List.of(),
                    null,
                    (clientId, user, given) -> allowed(password, user, given),
                    null);
        } catch (RuntimeException e) {
            throw new IOException("embedded broker: did not start at port " + free + ": " + e.getMessage(), e);
        }
        return new EmbeddedBroker(server, free, password);
    }

    private static int free(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (BindException e) {
            throw new IOException("embedded broker: port " + port + " was not free (set another, or 0)", e);
        }
    }

    private static boolean allowed(String password, @Nullable String user, byte @Nullable [] given) {
        return USER.equals(user)
                && given != null
                && MessageDigest.isEqual(password.getBytes(StandardCharsets.UTF_8), given);
    }

    public int port() {
        return port;
    }

    public String url() {
        return url(port);
    }

    /** Where one listens that was started at this port. */
    public static String url(int port) {
        return "tcp://" + LOOPBACK + ":" + port;
    }

    /** For our own connections; the password is another one at every start. */
    public Broker.Login login() {
        return new Broker.Login(USER, password);
    }

    @Override
    public void close() {
        server.stopServer();
    }
}
