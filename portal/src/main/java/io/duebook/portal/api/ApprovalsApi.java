package io.duebook.portal.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What was asked and needs a second person's word. */
public interface ApprovalsApi {

    /** The one asked last comes first. */
    @GetExchange("/v1/approvals")
    Page<Approval> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/approvals/{id}")
    Approval get(@PathVariable String id);

    /** Refused to whoever asked. */
    @PostExchange("/v1/approvals/{id}/approve")
    Approval approve(@PathVariable String id, @RequestHeader("Idempotency-Key") String key);

    /** Whoever asked takes it back like this. */
    @PostExchange("/v1/approvals/{id}/reject")
    Approval reject(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestBody InvoicesApi.Reason reason);

    /** @param amount in minor units of the claim's currency */
    record Deduction(long amount, String reason) {}

    /**
     * @param kind write_off, waiver, deduction or settlement_offer; the list is open
     * @param subject the id of what it is about
     * @param command what was asked, as the call gave it
     * @param state pending, approved or rejected
     * @param reason why it was asked
     * @param decision why it was rejected, or why what it was about was taken back
     */
    record Approval(
            String id,
            String kind,
            String subject,
            @Nullable String customer,
            Map<String, Object> command,
            @Nullable Money amount,
            String state,
            String reason,
            String askedBy,
            Instant askedAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String decision) {

        /** The document that it is about: of what a payer withheld, the claim. */
        public String document() {
            return command.get("invoice") instanceof String claim ? claim : subject;
        }

        /** The day it is to be booked on; empty: the day of the approval. */
        public Optional<LocalDate> on() {
            return Optional.ofNullable(command.get("on")).map(day -> LocalDate.parse(String.valueOf(day)));
        }

        /** Of what a payer withheld: the money that was paid short. */
        public Optional<String> payment() {
            return command.get("payment") instanceof String id ? Optional.of(id) : Optional.empty();
        }

        /** What a payer withheld for which reason; empty for anything else. */
        public List<Deduction> deductions() {
            return command.get("deductions") instanceof List<?> parts
                    ? parts.stream()
                            .map(Map.class::cast)
                            .map(part -> new Deduction(
                                    Long.parseLong(String.valueOf(part.get("amount"))),
                                    String.valueOf(part.get("reason"))))
                            .toList()
                    : List.of();
        }

        public boolean isPending() {
            return state.equals("pending");
        }
    }
}
