package ioc.peer;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The app on a phone that shows codes by time. */
public final class Codes {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Codes() {}

    public static String now(String secret) {
        return at(secret, 0);
    }

    /** The one after, which is taken already. */
    public static String next(String secret) {
        return at(secret, 1);
    }

    private static String at(String secret, int steps) {
        try {
            java.math.BigInteger bits = java.math.BigInteger.ZERO;
            for (int i = 0; i < secret.length(); i++) {
                bits = bits.shiftLeft(5).or(java.math.BigInteger.valueOf(ALPHABET.indexOf(secret.charAt(i))));
            }
            byte[] key = new byte[20];
            byte[] all = bits.toByteArray();
            System.arraycopy(
                    all, Math.max(0, all.length - 20), key, Math.max(0, 20 - all.length), Math.min(20, all.length));
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8)
                    .putLong(java.time.InstantSource.system().millis() / 30_000 + steps)
                    .array());
            int number = ByteBuffer.wrap(hash, hash[19] & 0xf, 4).getInt() & 0x7fffffff;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
