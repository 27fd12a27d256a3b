package io.duebook.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Seals secrets for the database with AES-256-GCM under the operator's key, each bound to the row it belongs to. */
@Component
final class Vault {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    Vault(Settings settings) {
        this.key = new SecretKeySpec(keyBytes(settings.encryption().key()), "AES");
    }

    /** @param row what the secret belongs to; the same must be named to open it */
    byte[] seal(byte[] secret, String row) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, secret, row);
        return ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws IllegalStateException if another key, or for another row, sealed it */
    byte[] open(byte[] sealed, String row) {
        ByteBuffer parts = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        parts.get(nonce);
        byte[] secret = new byte[parts.remaining()];
        parts.get(secret);
        return crypt(Cipher.DECRYPT_MODE, nonce, secret, row);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] input, String row) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(row.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(
                    "DUEBOOK_ENCRYPTION_KEY does not open what the database holds: was the key changed?", failure);
        }
    }

    private static byte[] keyBytes(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64.strip());
        if (bytes.length != 32) {
            throw new IllegalArgumentException(
                    "DUEBOOK_ENCRYPTION_KEY must be 32 bytes in base64, it has " + bytes.length);
        }
        return bytes;
    }
}
