package io.duebook.portal.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Files that belong to documents. */
public interface AttachmentsApi {

    /** Newest first; a contact gets those that they may see. */
    @GetExchange("/v1/attachments")
    Page<Attachment> list(
            @RequestParam String document,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/attachments/limits")
    Limits limits();

    @PostExchange(url = "/v1/attachments", contentType = "multipart/form-data")
    Attachment add(
            @RequestHeader("Idempotency-Key") String key,
            @RequestPart String document,
            @RequestPart("visible_to_customer") String visibleToCustomer,
            @RequestPart Resource file);

    @PatchExchange("/v1/attachments/{id}")
    Attachment change(
            @PathVariable String id, @RequestHeader("If-Match") String version, @RequestBody Visibility visibility);

    /** Its content is gone for good. */
    @PostExchange("/v1/attachments/{id}/delete")
    Attachment delete(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestBody InvoicesApi.Reason reason);

    /**
     * @param bytes its length
     * @param sameContent ids of others of the document with the very same content
     * @param addedBy who brought it; not told to contacts
     */
    record Attachment(
            String id,
            String document,
            String name,
            long bytes,
            boolean visibleToCustomer,
            List<String> sameContent,
            int version,
            @Nullable String addedBy,
            Instant createdAt) {

        /** What If-Match wants: the strong tag of this version. */
        public String tag() {
            return "\"" + version + "\"";
        }

        /** Where what is in it is read. */
        public String content() {
            return "/v1/attachments/" + id + "/content";
        }
    }

    record Visibility(boolean visibleToCustomer) {}

    /** What a file may be. */
    record Limits(long largestBytes, List<Type> types) {}

    /** @param extensions how names of such files end, the usual one first */
    record Type(String type, List<String> extensions) {}
}
