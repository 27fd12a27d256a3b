package io.duebook.platform;

import io.duebook.shared.ApprovalId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command asked by one person, and another's word about it once there is one. */
record Approval(
        ApprovalId id,
        String kind,
        String subject,
        @Nullable CustomerId customer,
        String command,
        @Nullable Money amount,
        String reason,
        ApprovalState state,
        String askedBy,
        Instant askedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision) {}
