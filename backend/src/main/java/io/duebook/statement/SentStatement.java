package io.duebook.statement;

import io.duebook.message.DeliveryState;
import io.duebook.message.QueuedMessage;
import io.duebook.shared.MessageId;
import io.duebook.shared.StatementId;
import java.util.List;

/** A statement on its way: a message for each recipient. */
record SentStatement(StatementId id, List<Sent> data) {

    /** A mail to one person. */
    record Sent(MessageId id, String recipient, String language, DeliveryState state) {

        static Sent of(QueuedMessage message) {
            return new Sent(message.id(), message.recipient(), message.language(), message.state());
        }
    }
}
