package io.duebook.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What customers object to or ask, until it is answered. */
public interface CasesApi {

    /** The newest first; a contact gets their own customer's. */
    @GetExchange("/v1/cases")
    Page<Summary> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Boolean unresolved,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/cases/{id}")
    Case get(@PathVariable String id);

    @PostExchange("/v1/cases")
    Case open(@RequestHeader("Idempotency-Key") String key, @RequestBody NewCase wanted);

    @PatchExchange("/v1/cases/{id}")
    Case assign(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestHeader("If-Match") String version,
            @RequestBody Assignment assignment);

    @PostExchange("/v1/cases/{id}/messages")
    Case say(@PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody NewMessage message);

    @PostExchange("/v1/cases/{id}/resolve")
    Case resolve(@PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody Resolution end);

    @PostExchange("/v1/cases/{id}/withdraw")
    Case withdraw(@PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody Withdrawal end);

    /**
     * @param kind dispute or question
     * @param status open, waiting_for_customer or resolved
     * @param outcome credited, accepted, rejected, answered or withdrawn; null while it is not resolved
     * @param invoice the claim objected to; null of a question
     * @param amount that is objected to, in minor units
     * @param disputed what of it is in dispute now
     * @param ownerName who answers it; not told to contacts
     */
    record Summary(
            String id,
            String number,
            InvoicesApi.CustomerName customer,
            String kind,
            String reason,
            String status,
            @Nullable String outcome,
            @Nullable String invoice,
            @Nullable String invoiceNumber,
            @Nullable String currency,
            @Nullable Long amount,
            @Nullable Long disputed,
            @Nullable String ownerName,
            @Nullable LocalDate dueOn,
            boolean overdue,
            Instant openedAt) {}

    /** As a summary, with its thread, the oldest first. */
    record Case(
            String id,
            String number,
            InvoicesApi.CustomerName customer,
            String kind,
            String reason,
            String status,
            @Nullable String outcome,
            @Nullable String invoice,
            @Nullable String invoiceNumber,
            @Nullable String currency,
            @Nullable Long amount,
            @Nullable Long disputed,
            @Nullable String creditNote,
            @Nullable String creditNoteNumber,
            @Nullable String owner,
            @Nullable String ownerName,
            @Nullable LocalDate dueOn,
            boolean overdue,
            boolean openedByContact,
            Instant openedAt,
            @Nullable Instant resolvedAt,
            int version,
            List<Message> messages) {

        /** What If-Match wants: the strong tag of this version. */
        public String tag() {
            return "\"" + version + "\"";
        }

        public boolean isOver() {
            return status.equals("resolved");
        }
    }

    /**
     * What somebody wrote.
     *
     * @param internal whether only staff read it
     * @param author of staff not told to contacts
     */
    record Message(
            String id,
            boolean internal,
            boolean byContact,
            @Nullable String author,
            String message,
            Instant createdAt) {}

    /** @param amount in minor units; null: all of the claim that is open and not in dispute */
    record NewCase(
            String customer,
            @Nullable String invoice,
            String reason,
            @Nullable Long amount,
            String message) {}

    /** Who answers it, and by when; nobody and no day where it is null. */
    @JsonInclude
    record Assignment(@Nullable String owner, @Nullable LocalDate dueOn) {}

    /** @param waits whether it is the customer's turn now */
    record NewMessage(String message, boolean internal, boolean waits) {}

    record Resolution(
            String outcome,
            @Nullable String creditNote,
            @Nullable String message) {}

    record Withdrawal(@Nullable String message) {}
}
