package ioc.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as Argon2id hashes in the usual text form. 12 MiB, 3 passes, 1 lane: one of the equal choices of the OWASP
 * Password Storage Cheat Sheet, the one that fits a heap of 128 MB. A hash made with other numbers is still read. Slow by
 * intent: never on an event loop.
 */
public final class Passwords {
    public static final int SHORTEST = 12;
    private static final int LONGEST = 200;
    private static final int MEMORY_KIB = 12_288;
    private static final int PASSES = 3;
    private static final int LANES = 1;
    private static final int LENGTH = 32;
    private static final int MOST_MEMORY_KIB = 65_536;
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d)\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private final Randoms randoms;
    private final CommonPasswords common = new CommonPasswords();

    public Passwords(Randoms randoms) {
        this.randoms = randoms;
    }

    /** What is wrong with a new password; empty for nothing. {@code login} and {@code name} are of whose it shall be. */
    public Optional<String> problem(String password, String login, String name) {
        String plain = CommonPasswords.plain(password);
        if (password.codePointCount(0, password.length()) < SHORTEST || password.length() > LONGEST) {
            return Optional.of("length");
        }
        if (CommonPasswords.isPattern(plain)) {
            return Optional.of("common");
        }
        if (common.isKnown(plain)) {
            return Optional.of("breached");
        }
        return holds(plain, login) || holds(plain, name) ? Optional.of("login") : Optional.empty();
    }

    private static boolean holds(String plain, String whose) {
        String word = CommonPasswords.plain(whose).replaceAll("[^a-z0-9]", "");
        return word.length() > 2
                && (plain.contains(CommonPasswords.plain(whose))
                        || plain.replaceAll("[^a-z0-9]", "").contains(word));
    }

    /** The same text typed on another keyboard is the same password. */
    private static byte[] bytes(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
    }

    /** Of a new password, with its own salt. Takes a tenth of a second and 12 MiB. */
    public String hash(String password) {
        byte[] salt = randoms.bytes(16);
        byte[] hash = argon(password, salt, MEMORY_KIB, PASSES, LANES, LENGTH);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + text.encodeToString(salt) + "$"
                + text.encodeToString(hash);
    }

    /** Whether a password is that of a hash. Takes as long for no hash as for one. */
    public boolean matches(String password, String hash) {
        if (password.length() > LONGEST) {
            return false;
        }
        Matcher form = FORM.matcher(hash);
        if (!form.matches() || Integer.parseInt(form.group(1)) > MOST_MEMORY_KIB) {
            byte[] idle = argon(password, new byte[16], MEMORY_KIB, PASSES, LANES, LENGTH);
            return idle.length == 0;
        }
        byte[] expected = Base64.getDecoder().decode(form.group(5));
        byte[] given = argon(
                password,
                Base64.getDecoder().decode(form.group(4)),
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                expected.length);
        return MessageDigest.isEqual(expected, given);
    }

    private static byte[] argon(String password, byte[] salt, int memory, int passes, int lanes, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(bytes(password), hash);
        return hash;
    }
}
