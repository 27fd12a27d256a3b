package io.duebook.audit;

import io.duebook.platform.Seal;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/**
 * Signs checkpoints with a key that is not in the database (Ed25519), so that whoever has the public key can tell that
 * they are ours, and whoever has only the database cannot make others.
 */
@Component
class Signatures {

    private static final int SEED_BYTES = 32;
    private static final int KEY_ID_BYTES = 8;

    private final KeyPair keys;
    private final String keyId;

    Signatures(AuditSettings settings, Seal seal) {
        String given = settings.signingKey();
        byte[] seed = given == null || given.isBlank()
                ? seal.derive("audit", "checkpoints of the chain of events")
                : Base64.getDecoder().decode(given);
        if (seed.length != SEED_BYTES) {
            throw new IllegalStateException(
                    "Set DUEBOOK_AUDIT_SIGNING_KEY to 32 random bytes in base64, for example from: openssl rand -base64 32");
        }
        this.keys = pair(seed);
        this.keyId = HexFormat.of().formatHex(sha256(keys.getPublic().getEncoded()), 0, KEY_ID_BYTES);
    }

    /** An Ed25519 private key is any 32 bytes: the JDK makes the pair of those that its source of randomness gives. */
    private static KeyPair pair(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static final class Given extends SecureRandom {

        private static final long serialVersionUID = 1;

        private final byte[] seed;

        Given(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
        }
    }

    String keyId() {
        return keyId;
    }

    PublicKey publicKey() {
        return keys.getPublic();
    }

    /** As tools read it. */
    String publicKeyPem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("a checkpoint cannot be signed", failure);
        }
    }

    /** One signed by an earlier key is believed: whoever has that key's public half can tell. */
    boolean isOurs(EventSeal seal) {
        return !seal.keyId().equals(keyId) || verifies(seal);
    }

    private boolean verifies(EventSeal seal) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(keys.getPublic());
            signature.update(seal.signed());
            return signature.verify(seal.signature());
        } catch (GeneralSecurityException unreadable) {
            return false;
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), SEED_BYTES);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
