package io.duebook.platform;

import io.duebook.shared.ApprovalId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A command that waits for a second person, or got their word.
 *
 * @param kind what is asked, as write_off
 * @param subject the document it is about, by its public id
 * @param command what was asked, as the call gave it
 * @param state pending, approved or rejected
 * @param reason why it was asked
 * @param decision why it was rejected, or why what it was about was taken back
 */
record ApprovalView(
        ApprovalId id,
        String kind,
        String subject,
        @Nullable CustomerId customer,
        JsonNode command,
        @Nullable Money amount,
        ApprovalState state,
        String reason,
        String askedBy,
        Instant askedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision) {

    static ApprovalView of(Approval approval, JsonNode command) {
        return new ApprovalView(
                approval.id(),
                approval.kind(),
                approval.subject(),
                approval.customer(),
                command,
                approval.amount(),
                approval.state(),
                approval.reason(),
                approval.askedBy(),
                approval.askedAt(),
                approval.decidedBy(),
                approval.decidedAt(),
                approval.decision());
    }
}
