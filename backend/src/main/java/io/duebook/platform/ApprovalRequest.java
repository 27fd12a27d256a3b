package io.duebook.platform;

import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to do and may not do alone.
 *
 * @param kind which {@link ApprovalHandler} carries it out
 * @param subject the document it is about; one request of a kind at a time
 * @param command what the handler needs to carry it out, written as JSON
 * @param amount how much it is about, where it is about money
 */
public record ApprovalRequest(
        String kind,
        PublicId subject,
        @Nullable CustomerId customer,
        Object command,
        @Nullable Money amount,
        Reason reason) {}
