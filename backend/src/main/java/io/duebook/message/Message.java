package io.duebook.message;

import io.duebook.shared.CustomerId;
import io.duebook.shared.MessageId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one person as it is written, and what became of it. What it says never changes.
 *
 * @param about the public id of what it tells of
 * @param occasion which of several sendings of the same thing; {@link #ONLY} where there is only one, ever
 * @param senderName under which it comes; null: the tenant's name of the day it is sent
 * @param replyTo where answers go; null: to the address it comes from
 * @param attempts how often a mail server was asked
 * @param lastError what the last of them said
 * @param enclosed which document went with it when it was handed over last; null: none
 * @param takenAt when it was last begun to be handed over, in real time
 */
record Message(
        MessageId id,
        CustomerId customer,
        String kind,
        String about,
        UUID occasion,
        String recipient,
        String language,
        @Nullable String senderName,
        @Nullable String replyTo,
        Mail mail,
        DeliveryState state,
        int attempts,
        @Nullable String lastError,
        @Nullable Enclosed enclosed,
        Instant createdAt,
        @Nullable Instant takenAt,
        @Nullable Instant sentAt,
        @Nullable Instant bouncedAt) {

    /** The occasion of what is sent once, ever. */
    static final UUID ONLY = new UUID(0, 0);

    /**
     * Which handover of it this is: by when it was taken for it, which it was for no other.
     *
     * @throws NullPointerException if it was never taken
     */
    Instant handover() {
        return Objects.requireNonNull(takenAt, "nothing is handed over that was not taken");
    }
}
