package ioc.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A camera with an event stream over HTTP as Hikvision's ISAPI has it: digest login, {@code multipart/mixed} without an end, events and
 * pictures as parts.
 */
public final class Camera implements AutoCloseable {
    private static final String USER = "ioc";
    private static final String NONCE = "5a6f7e8d";

    private final String password;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<OutputStream> hearers = new CopyOnWriteArrayList<>();

    public Camera(String password) throws IOException {
        this.password = password;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(threads);
        server.createContext("/ISAPI/Event/notification/alertStream", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/ISAPI/Event/notification/alertStream?all=1";
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!isKnown(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")))) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"camera\"");
            exchange.getResponseHeaders()
                    .add("WWW-Authenticate", "Digest qop=\"auth\", realm=\"camera\", nonce=\"" + NONCE + "\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "multipart/mixed; boundary=boundary");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();
        hearers.add(out);
    }

    /** RFC 7616, 3.4.1 with MD5 and {@code qop=auth}. */
    private boolean isKnown(String told) {
        String first = md5(USER + ":camera:" + password);
        String second = md5("GET:" + value(told, "uri"));
        String right =
                md5(first + ":" + NONCE + ":" + value(told, "nc") + ":" + value(told, "cnonce") + ":auth:" + second);
        return told.startsWith("Digest ") && right.equals(value(told, "response"));
    }

    private static String value(String header, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"?([^\",]+)").matcher(header);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether somebody listens. */
    public boolean isHeard() {
        return !hearers.isEmpty();
    }

    /** Tells whoever listens an event, with its length as most cameras do, or without. */
    public void tell(String xml, boolean saysLength) throws IOException {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        tell("application/xml; charset=\"UTF-8\"", body, saysLength);
    }

    public void tellPicture(byte[] jpeg) throws IOException {
        tell("image/jpeg", jpeg, true);
    }

    private void tell(String type, byte[] body, boolean saysLength) throws IOException {
        for (OutputStream out : hearers) {
            out.write(("--boundary\r\nContent-Type: " + type + "\r\n"
                            + (saysLength ? "Content-Length: " + body.length + "\r\n" : "") + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.write(body);
            out.write("\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /** Ends all its answers. */
    public void hangUp() throws IOException {
        for (OutputStream out : hearers) {
            out.close();
        }
        hearers.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
