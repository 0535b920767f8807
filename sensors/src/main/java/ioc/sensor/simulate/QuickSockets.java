package ioc.sensor.simulate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Plain TCP sockets that neither wait before they send nor before they acknowledge. Without it every exchange of a few
 * messages with a broker that delays small packets costs 40 ms.
 */
final class QuickSockets extends SocketFactory {
    private volatile @Nullable Socket last;

    /** The factory for a connection to an address; TLS connections keep theirs. */
    static SocketFactory of(BrokerAddress address) {
        SSLSocketFactory tls = address.tls();
        if (address.url().startsWith("ssl://")) {
            return tls == null ? SSLSocketFactory.getDefault() : tls;
        }
        return new QuickSockets();
    }

    /** Acknowledges on the last socket at once what has come in; the system forgets this wish again and again. */
    void hurry() throws IOException {
        Socket socket = last;
        if (socket != null && socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
            socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    private Socket quick(Socket socket) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        last = socket;
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return quick(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return quick(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return quick(new Socket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return quick(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return quick(new Socket(host, port, local, localPort));
    }
}
