package io.duebook.message;

import io.duebook.shared.CustomerId;
import io.duebook.shared.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one person, and what became of it.
 *
 * @param about the public id of what it tells of
 * @param state queued, sent or failed
 * @param attempts how often a mail server was asked
 * @param lastError what the last of them said
 */
record Message(
        MessageId id,
        CustomerId customer,
        String kind,
        String about,
        String recipient,
        String language,
        Mail mail,
        String state,
        int attempts,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant sentAt) {

    boolean isQueued() {
        return state.equals("queued");
    }
}
