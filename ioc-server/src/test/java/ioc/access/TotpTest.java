package ioc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void codesAreThoseOfTheRfc(long seconds, String code) {
        assertThat(Totp.code(SECRET, seconds / 30, 8)).isEqualTo(code);
    }

    /** RFC 4648, section 10, without padding. */
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void base32IsThatOfTheRfcBothWays(String text, String base32) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(Totp.base32(bytes)).isEqualTo(base32);
        assertThat(Totp.bytes(base32)).isEqualTo(bytes);
    }

    @Test
    void aCodeCountsOneStepAroundNowAndOnce() {
        String secret = Totp.base32(SECRET);
        long now = 1_111_111_109_000L;
        long step = now / 30_000;
        String code = Totp.code(SECRET, step, 6);
        assertThat(Totp.step(secret, code, now, 0)).hasValue(step);
        assertThat(Totp.step(secret, code, now + 30_000, 0)).hasValue(step);
        assertThat(Totp.step(secret, code, now - 30_000, 0)).hasValue(step);
        assertThat(Totp.step(secret, code, now + 60_000, 0)).isEmpty();
        assertThat(Totp.step(secret, code, now, step)).isEmpty();
        assertThat(Totp.step(secret, "000000", now, 0)).isEmpty();
    }

    @Test
    void anAppReadsWhoseKeyItIs() {
        assertThat(Totp.uri("IOC Gò Dầu", "nam.dh", "ABC"))
                .isEqualTo(
                        "otpauth://totp/IOC%20G%C3%B2%20D%E1%BA%A7u:nam.dh?secret=ABC&issuer=IOC%20G%C3%B2%20D%E1%BA%A7u");
    }
}
