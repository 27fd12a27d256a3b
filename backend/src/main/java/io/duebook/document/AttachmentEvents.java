package io.duebook.document;

import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.AttachmentId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import org.jspecify.annotations.Nullable;

/** What the log tells of files: never what they are called, for that may be somebody's name. */
final class AttachmentEvents {

    private AttachmentEvents() {}

    record Told(
            AttachmentId id,
            PublicId document,
            @Nullable CustomerId customer,
            String type,
            long bytes,
            String sha256,
            boolean visibleToCustomer) {}

    static Event added(AttachmentId id, PublicId document, @Nullable CustomerId customer, IncomingFile file) {
        return Event.of(
                "attachment.added",
                id,
                customer,
                new Told(
                        id,
                        document,
                        customer,
                        file.type().mime(),
                        file.bytes(),
                        file.sha256(),
                        file.visibleToCustomer()));
    }

    /** Who may see it was said anew. */
    static Event shown(AttachmentView file, boolean toCustomer) {
        return Event.of("attachment.updated", file.id(), file.customer(), told(file, toCustomer));
    }

    static Event deleted(AttachmentView file, Reason reason) {
        return Event.because(
                reason.text(), "attachment.deleted", file.id(), file.customer(), told(file, file.visibleToCustomer()));
    }

    private static Told told(AttachmentView file, boolean visibleToCustomer) {
        return new Told(
                file.id(),
                file.document(),
                file.customer(),
                file.type(),
                file.bytes(),
                file.sha256(),
                visibleToCustomer);
    }
}
