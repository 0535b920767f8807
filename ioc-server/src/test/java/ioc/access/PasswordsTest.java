package ioc.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private final Passwords passwords = new Passwords(new Randoms());

    @Test
    void aHashSaysHowItWasMadeAndOnlyItsPasswordFits() {
        String hash = passwords.hash("con mèo trèo cây cau");
        assertThat(hash).startsWith("$argon2id$v=19$m=12288,t=3,p=1$");
        assertThat(passwords.matches("con mèo trèo cây cau", hash)).isTrue();
        assertThat(passwords.matches("con mèo trèo cây cao", hash)).isFalse();
        assertThat(passwords.hash("con mèo trèo cây cau")).isNotEqualTo(hash);
    }

    @Test
    void theSameLettersFromAnotherKeyboardAreTheSamePassword() {
        String hash = passwords.hash("ti\u1EBFng vi\u1EC7t 2026");
        assertThat(passwords.matches("tie\u0302\u0301ng vie\u0323\u0302t 2026", hash))
                .isTrue();
    }

    /** Made by the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1. */
    @Test
    void aHashOfAnotherHandIsRead() {
        String hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(passwords.matches("password", hash)).isTrue();
        assertThat(passwords.matches("passwort", hash)).isFalse();
    }

    @Test
    void nothingFitsNoHash() {
        assertThat(passwords.matches("", "")).isFalse();
        assertThat(passwords.matches("x".repeat(1000), passwords.hash("x"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ngắn quá, length",
        "password1234, breached",
        "MậtKhẩu123456, breached",
        "P@ssw0rd-2024!, breached",
        "1qaz2wsx3edc, common",
        "qwertyuiop123, common",
        "abcabcabcabc, common",
        "TâyNinh@2025!, breached",
        "ĐỗHoàiNam-1990x, login",
        "111111111111, common",
        "aaaaaaaaaaaa, common",
        "nam.dh-2026-x, login"
    })
    void aWeakOneIsRefusedWithTheReason(String password, String why) {
        assertThat(passwords.problem(password, "nam.dh", "Đỗ Hoài Nam")).hasValue(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ba con trâu x",
                "một hai ba bốn năm",
                "mười hai con giáp",
                "correct horse battery",
                "x7!kq9Zp2vLw",
                "không đúng đâu nhé",
                "password của bà hàng xóm"
            })
    void twelveLettersThatAreNotCommonAreEnough(String password) {
        assertThat(passwords.problem(password, "nam.dh", "Đỗ Hoài Nam")).isEmpty();
    }
}
