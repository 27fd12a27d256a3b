package io.duebook.message;

import io.duebook.shared.MessageId;

/** What a mail says, as it was written: to be shown, never to be changed. */
record MessageContent(MessageId id, String language, String subject, String text, String html) {

    static MessageContent of(Message message) {
        return new MessageContent(
                message.id(),
                message.language(),
                message.mail().subject(),
                message.mail().plainText(),
                message.mail().html());
    }
}
