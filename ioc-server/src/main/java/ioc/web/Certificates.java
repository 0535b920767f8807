package ioc.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate of the HTTP server: taken anew when its files change, without a pause. */
final class Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final long LOOK_MS = 2_000;

    private final Vertx vertx;
    private final HttpServer server;
    private final Bind.Pem pem;
    private List<FileTime> seen = List.of();

    Certificates(Vertx vertx, HttpServer server, Bind.Pem pem) {
        this.vertx = vertx;
        this.server = server;
        this.pem = pem;
    }

    static PemKeyCertOptions of(Bind.Pem pem) {
        return new PemKeyCertOptions().addCertPath(pem.cert()).addKeyPath(pem.key());
    }

    void watch() {
        look();
        vertx.setPeriodic(LOOK_MS, id -> look());
    }

    /** A file that is being written has another time a moment later, and is read again then. */
    private void look() {
        vertx.executeBlocking(() -> List.of(time(pem.cert()), time(pem.key())))
                .onSuccess(now -> {
                    boolean isFirst = seen.isEmpty();
                    if (!isFirst && !now.equals(seen)) {
                        renew();
                    }
                    seen = now;
                })
                .onFailure(e -> LOG.warn("server.tls: cannot be read, the certificate stays: {}", e.getMessage()));
    }

    private static FileTime time(String file) throws IOException {
        return Files.getLastModifiedTime(Path.of(file));
    }

    private void renew() {
        server.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(of(pem)), true)
                .onSuccess(done -> LOG.info("server.tls: the certificate was taken anew"))
                .onFailure(e -> LOG.error("server.tls: was not taken, the old one stays: {}", e.getMessage()));
    }
}
