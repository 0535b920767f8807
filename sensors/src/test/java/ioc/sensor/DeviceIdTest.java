package ioc.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "bau-don", "bd-k2", "a-", "a--b"})
    void takesLowerCaseWords(String word) {
        assertThat(DeviceId.isWord(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "bàu-đồn", "a_b", "a b", "a/b", "a\n", "٣"})
    void takesNothingElse(String word) {
        assertThat(DeviceId.isWord(word)).isFalse();
    }

    @Test
    void takesUpTo64Characters() {
        assertThat(DeviceId.isWord("a".repeat(64))).isTrue();
        assertThat(DeviceId.isWord("a".repeat(65))).isFalse();
    }

    @Test
    void saysWhatWasWrong() {
        assertThatThrownBy(() -> new DeviceId("Bau Don", DeviceKind.WIFI, "bd-w1"))
                .hasMessage("device id: was \"Bau Don/bd-w1\" but must be words of a-z, 0-9 and -");
    }

    @ParameterizedTest
    @EnumSource
    void kindsAreKnownByTheirWord(DeviceKind kind) {
        assertThat(DeviceKind.of(kind.word())).contains(kind);
        assertThat(DeviceKind.of(kind.name())).isEmpty();
    }
}
