package io.duebook.message;

import io.duebook.shared.CustomerId;
import io.duebook.shared.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one person.
 *
 * @param about the public id of what it tells of
 * @param attempts how often a mail server was asked
 * @param senderName under which it comes; null: the tenant's name
 * @param replyTo where answers go; null: to the address it comes from
 * @param enclosed which document went with it when it was handed over last; null: none
 */
record MessageView(
        MessageId id,
        CustomerId customer,
        String kind,
        String about,
        String recipient,
        String language,
        @Nullable String senderName,
        @Nullable String replyTo,
        String subject,
        String text,
        DeliveryState state,
        int attempts,
        @Nullable String lastError,
        @Nullable Enclosed enclosed,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant bouncedAt) {

    static MessageView of(Message message) {
        return new MessageView(
                message.id(),
                message.customer(),
                message.kind(),
                message.about(),
                message.recipient(),
                message.language(),
                message.senderName(),
                message.replyTo(),
                message.mail().subject(),
                message.mail().plainText(),
                message.state(),
                message.attempts(),
                message.lastError(),
                message.enclosed(),
                message.createdAt(),
                message.sentAt(),
                message.bouncedAt());
    }
}
