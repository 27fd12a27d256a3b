package io.duebook.document;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A file that is not kept. */
final class AttachmentRefused extends Refusal {

    static AttachmentRefused tooLarge(long most) {
        return new AttachmentRefused(
                Kind.TOO_LARGE,
                "attachment_too_large",
                Map.of("max_bytes", most),
                "A file has at most " + most + " bytes.");
    }

    static AttachmentRefused ofThisType() {
        return new AttachmentRefused(
                Kind.UNPROCESSABLE,
                "attachment_type_refused",
                Map.of(),
                "Only PDF, PNG, JPEG, WebP, XLSX, DOCX, XML, CSV and plain text are kept; what is in the file counts, not its name.");
    }

    static AttachmentRefused quotaUsedUp(long quota) {
        return new AttachmentRefused(
                Kind.CONFLICT,
                "attachment_quota_used_up",
                Map.of("quota_bytes", quota),
                "All files together may take %d bytes; delete some that are no longer needed.".formatted(quota));
    }

    static AttachmentRefused nobodysCustomer() {
        return new AttachmentRefused(
                Kind.UNPROCESSABLE,
                "attachment_without_customer",
                Map.of(),
                "Nobody knows yet whose this is, so no customer can see its files.");
    }

    static AttachmentRefused tooMany() {
        return new AttachmentRefused(
                Kind.TOO_MANY_REQUESTS,
                "too_many_uploads",
                Map.of(),
                "Other files are arriving; send this one when they are done.");
    }

    private AttachmentRefused(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }
}
