package io.duebook.message;

import io.duebook.shared.MessageId;
import io.duebook.shared.PublicId;
import io.duebook.shared.TenantId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By which the world's mail servers know a message of ours: the same however often it is sent, and what came back can be
 * traced to its tenant by it.
 */
record MessageName(TenantId tenant, MessageId message) {

    private static final Pattern WRITTEN = Pattern.compile("<(msg_[0-9a-z]+)\\.([0-9a-f-]{36})@duebook>");

    /** As it stands in the header Message-ID. */
    String text() {
        return "<" + message.text() + "." + tenant.value() + "@duebook>";
    }

    /** The first of them in a text that may hold more. */
    static Optional<MessageName> find(String text) {
        Matcher found = WRITTEN.matcher(text);
        return found.find() ? read(found) : Optional.empty();
    }

    private static Optional<MessageName> read(Matcher found) {
        return PublicId.parse(MessageId.PREFIX, found.group(1))
                .map(id -> new MessageName(new TenantId(UUID.fromString(found.group(2))), new MessageId(id)));
    }
}
