package io.duebook.message;

import io.duebook.platform.Event;
import io.duebook.shared.CustomerId;
import io.duebook.shared.MessageId;

/** What the log tells of mails that did not arrive or were sent again: of people by id, never by address. */
final class MessageEvents {

    private MessageEvents() {}

    /** @param about the public id of what the mail tells of */
    record Told(MessageId id, CustomerId customer, String kind, String about) {}

    /** The mail server will not take it. */
    static Event failed(Message message) {
        return event("message.failed", message);
    }

    /** It was handed over, and nobody knows whether it was taken. */
    static Event unknown(Message message) {
        return event("message.unknown", message);
    }

    /** It was taken, and came back. */
    static Event bounced(Message message) {
        return event("message.bounced", message);
    }

    /** A person has it sent again. */
    static Event retried(Message message) {
        return event("message.retried", message);
    }

    private static Event event(String type, Message message) {
        return Event.of(
                type,
                message.id(),
                message.customer(),
                new Told(message.id(), message.customer(), message.kind(), message.about()));
    }
}
