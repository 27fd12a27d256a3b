package io.duebook.audit;

import io.duebook.shared.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** What events come to, one after the other: SHA-256 of what those before it came to and of its own bytes. */
final class Chain {

    private Chain() {}

    /** What no event comes to: another for each tenant, so that no chain can stand for another's. */
    static byte[] beginning(TenantId tenant) {
        return sha256().digest(("duebook chain " + tenant.value()).getBytes(StandardCharsets.UTF_8));
    }

    static byte[] link(byte[] before, String told) {
        MessageDigest digest = sha256();
        digest.update(before);
        return digest.digest(told.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] through(byte[] before, List<EventText> events) {
        byte[] hash = before;
        for (EventText event : events) {
            hash = link(hash, event.told());
        }
        return hash;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
