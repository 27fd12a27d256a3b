package io.duebook.portal.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Mails to customers' people, and what became of them. */
public interface MessagesApi {

    /** The newest first. */
    @GetExchange("/v1/messages")
    Page<Message> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String about,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/messages/{id}")
    Message get(@PathVariable String id);

    @GetExchange("/v1/messages/{id}/content")
    Content content(@PathVariable String id);

    @PostExchange("/v1/messages/{id}/retry")
    Message retry(@PathVariable String id, @RequestHeader("Idempotency-Key") String key);

    /**
     * @param about the id of what it tells of
     * @param state queued, sending, sent, unknown, failed, bounced or suppressed
     * @param enclosed which document went with it when it was handed over last
     */
    record Message(
            String id,
            String customer,
            String kind,
            String about,
            String recipient,
            String language,
            @Nullable String senderName,
            @Nullable String replyTo,
            String subject,
            String state,
            int attempts,
            @Nullable String lastError,
            @Nullable Enclosed enclosed,
            Instant createdAt,
            @Nullable Instant sentAt,
            @Nullable Instant bouncedAt) {

        /** Whether a person may have it sent again. */
        public boolean isInTrouble() {
            return switch (state) {
                case "unknown", "failed", "bounced", "suppressed" -> true;
                default -> false;
            };
        }
    }

    /**
     * A document that went with a mail.
     *
     * @param sha256 of its bytes, in hexadecimal
     */
    record Enclosed(String fileName, String sha256) {

        private static final String SUFFIX = ".pdf";

        /** Without its suffix. */
        public String name() {
            return fileName.endsWith(SUFFIX) ? fileName.substring(0, fileName.length() - SUFFIX.length()) : fileName;
        }
    }

    /** What it says, as it was written. */
    record Content(String id, String language, String subject, String text, String html) {}
}
