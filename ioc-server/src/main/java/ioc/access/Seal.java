package ioc.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Secrets that must be read again, such as that of a second factor: AES-256-GCM, each bound to whose it is. */
public final class Seal {
    public static final int KEY_BYTES = 32;
    private static final String FORM = "1:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final Randoms randoms;

    public Seal(byte[] key, Randoms randoms) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("key: was " + key.length + " bytes but must be " + KEY_BYTES);
        }
        this.key = new SecretKeySpec(key, "AES");
        this.randoms = randoms;
    }

    /** The sealed text opens only with the same key and for the same owner. */
    public String seal(String text, String owner) {
        byte[] nonce = randoms.bytes(NONCE_BYTES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return FORM + base64.encodeToString(nonce) + ":" + base64.encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** Empty when it was sealed with another key or for somebody else, or was changed. */
    public Optional<String> open(String sealed, String owner) {
        String[] parts = sealed.split(":", -1);
        if (parts.length != 3 || !sealed.startsWith(FORM)) {
            return Optional.empty();
        }
        try {
            byte[] nonce = Base64.getDecoder().decode(parts[1]);
            byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, owner)
                    .doFinal(Base64.getDecoder().decode(parts[2]));
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** 32 bytes from base 64 or hexadecimal; empty when the text is neither. */
    public static Optional<byte[]> key(String text) {
        try {
            byte[] bytes = text.matches("[0-9a-fA-F]{64}")
                    ? java.util.HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
            return bytes.length == KEY_BYTES ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
