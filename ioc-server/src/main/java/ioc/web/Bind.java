package ioc.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/**
 * Where the server listens.
 *
 * @param port 0 for any free one
 * @param guarded true when access control is configured: only then others than this machine may reach us
 * @param names host names, without port, by which we may be called besides loopback ones; a page on another name that
 *     resolves to us must not read us. Empty and guarded: any
 * @param secure whether browsers see us over TLS, ours or that of a proxy
 * @param proxies addresses of proxies before us
 * @param pem the certificate of our own TLS
 */
public record Bind(
        String host, int port, boolean guarded, Set<String> names, boolean secure, Set<String> proxies, Pem pem) {
    /** PEM files of a certificate chain and its key; both empty without TLS of our own. */
    public record Pem(String cert, String key) {
        public static final Pem NONE = new Pem("", "");

        public boolean isThere() {
            return !cert.isEmpty();
        }
    }

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public Bind {
        names = Set.copyOf(names);
        proxies = Set.copyOf(proxies);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("server.port: was " + port + " but must be 0..65535");
        }
        if (!guarded && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "server.host: was \"" + host
                            + "\" but must be a loopback address such as 127.0.0.1 (others only with access control configured)");
        }
    }

    /** Without TLS and proxies. */
    public Bind(String host, int port, boolean guarded, Set<String> names) {
        this(host, port, guarded, names, false, Set.of(), Pem.NONE);
    }

    /** This machine only. */
    public static Bind loopback(int port) {
        return new Bind("127.0.0.1", port, false, Set.of());
    }

    /** Nobody on the way can listen. */
    public boolean isSafe() {
        return secure || isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        try {
            return !host.isBlank() && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** May a request that calls us by this Host header be served? */
    boolean answersTo(String hostHeader) {
        String name = hostHeader.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(name) || names.contains(name) || (guarded && names.isEmpty());
    }
}
