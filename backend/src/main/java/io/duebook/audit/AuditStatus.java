package io.duebook.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the auditor says of the books. Its moments are of real time.
 *
 * @param now when it says so
 * @param verifiedAt when everything written until then had been looked at; null: never yet
 * @param findings how many stand
 * @param round the last round through all of the books; null: none has ended yet
 * @param seal what all events up to the last sealed one come to; null: none is sealed
 * @param events how many events have a number
 * @param checkpointsKept whether copies of the seals are written outside of the database
 * @param publicKey with which seals are verified, as tools read it (PEM)
 */
record AuditStatus(
        AuditVerdict verdict,
        Instant now,
        @Nullable Instant verifiedAt,
        long findings,
        @Nullable WholeRound round,
        @Nullable Seal seal,
        long events,
        boolean checkpointsKept,
        String publicKey) {

    /** @param checked how many rows it looked at, each with everything that belongs to it */
    record WholeRound(Instant beganAt, Instant endedAt, long checked) {

        static @Nullable WholeRound of(AuditState.@Nullable Full full) {
            return full == null ? null : new WholeRound(full.began(), full.ended(), full.checked());
        }
    }

    /**
     * A seal, as people and programs read it.
     *
     * @param sequence the number of the last event it covers
     * @param hash in hexadecimal
     * @param key which key signed it
     * @param signature Ed25519, of the text that docs/audit.md gives, in base64
     */
    record Seal(long sequence, String hash, Instant sealedAt, String key, String signature) {

        static Seal of(EventSeal seal) {
            return new Seal(
                    seal.sequence(),
                    seal.hex(),
                    seal.sealedAt(),
                    seal.keyId(),
                    java.util.Base64.getEncoder().encodeToString(seal.signature()));
        }
    }
}
