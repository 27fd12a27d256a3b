package io.duebook.audit;

import io.duebook.shared.EventId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That an event is in the chain: whoever hashes on from what the seal before it says, event by event, comes to what the
 * first seal behind it says.
 *
 * @param sequence its number; null: it has none yet
 * @param from what everything before the first of the events comes to, in hexadecimal; null: it is not sealed yet
 * @param events what is hashed, one after the other, up to the last one that the seal covers
 * @param seal null: it is not sealed yet
 */
record EventProof(
        EventId event,
        @Nullable Long sequence,
        @Nullable String from,
        List<Told> events,
        AuditStatus.@Nullable Seal seal,
        String publicKey) {

    /** @param told the bytes that are hashed, in UTF-8 */
    record Told(long sequence, String told) {}
}
