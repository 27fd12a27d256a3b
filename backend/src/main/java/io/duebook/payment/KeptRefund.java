package io.duebook.payment;

import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.RefundId;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A refund as the table holds it.
 *
 * @param credit the id of the payment, credit note or charge whose credit it gives back
 * @param refundedOn from when the credit is gone
 * @param processor through whom it goes; null: by hand
 * @param entry the journal entry that took the credit
 * @param isTakenBack whether the payment, whose credit it gives back, is taken back itself
 */
public record KeptRefund(
        RefundId id,
        CustomerId customer,
        UUID credit,
        RefundState state,
        Money amount,
        LocalDate refundedOn,
        String method,
        @Nullable String processor,
        UUID entry,
        boolean isTakenBack) {

    /** The same, given on another day by another entry. */
    KeptRefund again(RefundState now, LocalDate on, UUID by) {
        return new KeptRefund(id, customer, credit, now, amount, on, method, processor, by, isTakenBack);
    }
}
