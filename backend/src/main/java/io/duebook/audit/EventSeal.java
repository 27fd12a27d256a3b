package io.duebook.audit;

import io.duebook.shared.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What all of a tenant's events come to, up to one of them, and who says so.
 *
 * @param sequence the number of that event
 * @param hash 32 bytes
 * @param keyId which key signed it
 * @param signature of {@link #signed}, by Ed25519
 */
record EventSeal(TenantId tenant, long sequence, byte[] hash, Instant sealedAt, String keyId, byte[] signature) {

    /** Four lines: what it is, whose, up to which event with which hash, and when. */
    static String signed(TenantId tenant, long sequence, byte[] hash, Instant sealedAt) {
        return "duebook checkpoint 1\n%s\n%d %s\n%s\n"
                .formatted(
                        tenant.value(),
                        sequence,
                        HexFormat.of().formatHex(hash),
                        sealedAt.truncatedTo(ChronoUnit.MICROS));
    }

    byte[] signed() {
        return signed(tenant, sequence, hash, sealedAt).getBytes(StandardCharsets.UTF_8);
    }

    String hex() {
        return HexFormat.of().formatHex(hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventSeal seal
                && tenant.equals(seal.tenant)
                && sequence == seal.sequence
                && Arrays.equals(hash, seal.hash)
                && sealedAt.equals(seal.sealedAt)
                && keyId.equals(seal.keyId)
                && Arrays.equals(signature, seal.signature);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sequence);
    }
}
