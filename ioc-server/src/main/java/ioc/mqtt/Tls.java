package ioc.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom we trust and who we are on an {@code ssl://} connection: PEM files, as brokers use them. The broker's certificate
 * must name the host of the URL.
 *
 * @param ca certificates we trust; null: those the JDK trusts
 * @param certificate our own with its chain; null: we show none
 * @param key its private key, PKCS#8, not encrypted; null exactly when there is no certificate
 */
public record Tls(
        @Nullable Path ca,
        @Nullable Path certificate,
        @Nullable Path key) {
    /** Trusts what the JDK trusts and shows no certificate. */
    public static final Tls USUAL = new Tls(null, null, null);

    private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String KEY_END = "-----END PRIVATE KEY-----";

    public Tls {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("tls: had only one of certificate and key but must have both or none");
        }
    }

    SSLSocketFactory sockets() throws IOException {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(ca == null ? null : trusted(ca));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own(), new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("tls: " + e.getMessage(), e);
        }
    }

    private static KeyStore trusted(Path ca) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate one : certificates(ca)) {
            store.setCertificateEntry("ca" + number++, one);
        }
        return store;
    }

    private KeyStore own() throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        if (certificate != null && key != null) {
            Certificate[] chain = certificates(certificate).toArray(new Certificate[0]);
            store.setKeyEntry("own", privateKey(key), new char[0], chain);
        }
        return store;
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException(file + ": had no certificate but must have at least one (PEM)");
            }
            return found;
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file);
        int begin = text.indexOf(KEY_BEGIN);
        int end = text.indexOf(KEY_END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + ": had no PKCS#8 private key but must begin with " + KEY_BEGIN
                    + " (openssl pkcs8 -topk8 -nocrypt)");
        }
        byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGIN.length(), end));
        InvalidKeySpecException unknown = new InvalidKeySpecException("no algorithm tried");
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                unknown = e;
            }
        }
        throw new IOException(file + ": was a key of an unknown kind but must be RSA, EC or EdDSA", unknown);
    }
}
