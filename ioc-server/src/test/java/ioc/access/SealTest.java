package ioc.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealTest {
    private final Randoms randoms = new Randoms();
    private final byte[] key = randoms.bytes(32);
    private final Seal seal = new Seal(key, randoms);

    @Test
    void opensWithTheSameKeyForTheSameOwnerOnly() {
        String sealed = seal.seal("JBSWY3DPEHPK3PXP", "p1");
        assertThat(sealed).doesNotContain("JBSWY3DPEHPK3PXP");
        assertThat(new Seal(key, randoms).open(sealed, "p1")).contains("JBSWY3DPEHPK3PXP");
        assertThat(seal.open(sealed, "p2")).isEmpty();
        assertThat(new Seal(randoms.bytes(32), randoms).open(sealed, "p1")).isEmpty();
        assertThat(seal.seal("JBSWY3DPEHPK3PXP", "p1"))
                .as("never twice the same")
                .isNotEqualTo(sealed);
    }

    @Test
    void whatWasChangedOrIsNoSealDoesNotOpen() {
        String sealed = seal.seal("JBSWY3DPEHPK3PXP", "p1");
        String[] parts = sealed.split(":", -1);
        byte[] text = Base64.getDecoder().decode(parts[2]);
        for (int i = 0; i < text.length; i++) {
            text[i] ^= 1;
            String other = parts[0] + ":" + parts[1] + ":" + Base64.getEncoder().encodeToString(text);
            assertThat(seal.open(other, "p1")).as("byte " + i).isEmpty();
            text[i] ^= 1;
        }
        assertThat(seal.open("JBSWY3DPEHPK3PXP", "p1")).isEmpty();
        assertThat(seal.open("1:?:?", "p1")).isEmpty();
        assertThat(seal.open("", "p1")).isEmpty();
    }

    @Test
    void aKeyIsThirtyTwoBytesInEitherForm() {
        assertThat(Seal.key("00".repeat(32))).isPresent();
        assertThat(Seal.key(Base64.getEncoder().encodeToString(new byte[32]))).isPresent();
        assertThat(Seal.key(Base64.getEncoder().encodeToString(new byte[16]))).isEmpty();
        assertThat(Seal.key("not a key")).isEmpty();
        assertThatThrownBy(() -> new Seal(new byte[16], randoms)).hasMessageContaining("was 16 bytes but must be 32");
    }
}
