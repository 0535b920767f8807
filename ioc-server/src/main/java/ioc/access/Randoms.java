package ioc.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Keys nobody can guess, and the hashes by which they are known again. */
public final class Randoms {
    /** Without 0, 1, I, L and O, which are taken for each other. */
    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private final SecureRandom random = new SecureRandom();

    /** 256 bits, to be sent in a header. */
    public String key() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** 80 bits, as a name. */
    public String id() {
        byte[] bytes = new byte[10];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** To be typed: groups of four letters, each letter just under 5 bits. */
    public String code(int groups) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 4 * groups; i++) {
            if (i > 0 && i % 4 == 0) {
                code.append('-');
            }
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /** Random bytes of that length. */
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** As a person may have typed a code: without dashes and spaces, in any case. */
    public static String typed(String code) {
        return code.replaceAll("[\\s–-]", "").toUpperCase(java.util.Locale.ROOT);
    }

    /** SHA-256 in hexadecimal. Enough for what is random; never for a password. */
    public static String hash(String key) {
        return HexFormat.of().formatHex(sha256(key));
    }

    /** What a browser is sent to a provider with, while the verifier stays here (RFC 7636, S256). */
    public static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(verifier));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** In a time that says nothing of where they differ. */
    public static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
