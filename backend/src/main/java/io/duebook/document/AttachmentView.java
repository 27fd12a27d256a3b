package io.duebook.document;

import io.duebook.shared.AttachmentId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a file.
 *
 * @param customer whose document it is; none where nobody knows yet
 * @param bytes its length
 * @param sameContent other files of the document with the very same content
 * @param version counts what was said anew
 * @param addedBy who brought it; not told to contacts
 */
record AttachmentView(
        AttachmentId id,
        PublicId document,
        @Nullable CustomerId customer,
        String name,
        String type,
        long bytes,
        String sha256,
        boolean visibleToCustomer,
        List<AttachmentId> sameContent,
        int version,
        @Nullable String addedBy,
        Instant createdAt,
        @Nullable String deletedBy,
        @Nullable Instant deletedAt) {}
