package io.duebook.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Encrypts secrets at rest (AES-256-GCM), each bound to what it belongs to, so that none can be moved elsewhere; and derives
 * secrets that need not be kept.
 */
@Component
@EnableConfigurationProperties(EncryptionSettings.class)
public class Seal {

    private static final String MAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    Seal(EncryptionSettings settings) {
        byte[] bytes = Base64.getDecoder().decode(settings.key() == null ? "" : settings.key());
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException(
                    "Set DUEBOOK_ENCRYPTION_KEY to 32 random bytes in base64, for example from: openssl rand -base64 32");
        }
        key = new SecretKeySpec(bytes, "AES");
    }

    /** @param owner what the secret belongs to; needed again to open it */
    public byte[] close(String secret, String owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, owner, secret.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws IllegalStateException if it was sealed by another key, for another owner, or changed since */
    public String open(byte[] sealed, String owner) {
        ByteBuffer parts = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        parts.get(nonce);
        byte[] rest = new byte[parts.remaining()];
        parts.get(rest);
        return new String(run(Cipher.DECRYPT_MODE, nonce, owner, rest), StandardCharsets.UTF_8);
    }

    /**
     * A secret that nobody can guess and this installation can tell again: HMAC-SHA-256 of what it belongs to, under a
     * key of its own for each purpose.
     */
    public byte[] derive(String purpose, String owner) {
        return mac(mac(key.getEncoded(), purpose), owner);
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private byte[] run(int mode, byte[] nonce, String owner, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("a sealed secret cannot be opened with this key", failure);
        }
    }
}
