package io.duebook.platform;

import java.util.Arrays;

/** The key of a command of several steps, whose own row remembers it, and a hash of the request it stands for. */
public final class IdempotencyKey {

    private final String text;
    private final byte[] requestHash;

    IdempotencyKey(String text, byte[] requestHash) {
        this.text = text;
        this.requestHash = requestHash;
    }

    public String text() {
        return text;
    }

    public byte[] requestHash() {
        return requestHash.clone();
    }

    /** Refused (422) where the key was kept for another request. */
    public void mustStandFor(byte[] keptHash) {
        if (!Arrays.equals(requestHash, keptHash)) {
            throw new Commands.KeyReused();
        }
    }
}
