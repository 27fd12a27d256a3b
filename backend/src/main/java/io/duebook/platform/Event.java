package io.duebook.platform;

import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, in the past tense: {@code invoice.issued}. Its object names people by id, never by their
 * data, for events cannot be forgotten.
 *
 * @param subject what it happened to
 * @param customer whose business it was, if one customer's
 * @param object what a reader needs to know, written as JSON
 * @param reason why, where the command asked for one
 */
public record Event(
        UUID id,
        String type,
        PublicId subject,
        @Nullable CustomerId customer,
        Object object,
        @Nullable String reason) {

    public static Event of(String type, PublicId subject, @Nullable CustomerId customer, Object object) {
        return new Event(Ids.next(), type, subject, customer, object, null);
    }

    public static Event because(
            String reason, String type, PublicId subject, @Nullable CustomerId customer, Object object) {
        return new Event(Ids.next(), type, subject, customer, object, reason);
    }
}
