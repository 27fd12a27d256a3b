package io.duebook.sandbox.supervise;

import io.duebook.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** The installation's passwords and keys: each made once, at first use, and kept. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final ObjectNode known;

    private Secrets(Path file, ObjectNode known) {
        this.file = file;
        this.known = known;
    }

    static Secrets open(Path file) {
        try {
            return new Secrets(
                    file, Files.exists(file) ? (ObjectNode) Json.parse(Files.readString(file)) : Json.object());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read", unreadable);
        }
    }

    /** A password of 48 hexadecimal digits. */
    String password(String name) {
        return kept(name, () -> HexFormat.of().formatHex(bytes(24)));
    }

    /** 32 bytes in base64. */
    String encryptionKey() {
        return kept("encryption_key", () -> Base64.getEncoder().encodeToString(bytes(32)));
    }

    String stripeKey() {
        return kept("stripe_key", () -> "sk_test_" + HexFormat.of().formatHex(bytes(24)));
    }

    String stripeWebhookSecret(String name) {
        return kept(name, () -> "whsec_" + HexFormat.of().formatHex(bytes(24)));
    }

    private synchronized String kept(String name, Supplier<String> make) {
        if (!known.has(name)) {
            known.put(name, make.get());
            DataFolder.writePrivately(file, Json.pretty(known));
        }
        return known.path(name).asString();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
