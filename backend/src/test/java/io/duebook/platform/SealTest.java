package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealTest {

    private final Seal seal = new Seal(new EncryptionSettings(key((byte) 1)));

    @Test
    void opensWhatItClosed() {
        assertThat(seal.open(seal.close("geheim 秘密", "client-1"), "client-1")).isEqualTo("geheim 秘密");
    }

    @Test
    void neverClosesTheSameTwiceAlike() {
        assertThat(seal.close("secret", "client-1")).isNotEqualTo(seal.close("secret", "client-1"));
    }

    @Test
    void opensForItsOwnerOnly() {
        byte[] closed = seal.close("secret", "client-1");

        assertThatIllegalStateException().isThrownBy(() -> seal.open(closed, "client-2"));
    }

    @Test
    void opensWithItsKeyOnly() {
        byte[] closed = seal.close("secret", "client-1");
        var other = new Seal(new EncryptionSettings(key((byte) 2)));

        assertThatIllegalStateException().isThrownBy(() -> other.open(closed, "client-1"));
    }

    @Test
    void saysWhatToDoWithoutAKey() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Seal(new EncryptionSettings(null)))
                .withMessageContaining("DUEBOOK_ENCRYPTION_KEY");
    }

    private static String key(byte each) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, each);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
