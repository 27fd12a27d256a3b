package io.duebook.payment;

import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.RefundId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A refund as a client sees it.
 *
 * @param payment whose money was given back; one of the three is given
 * @param creditNote whose credit was given back
 * @param charge interest given back, which was paid out
 * @param amount in minor units of the currency
 * @param state pending, unknown, succeeded or failed
 * @param refundedOn from when the credit is gone
 * @param failure why it failed, if it did
 * @param failedOn from when the credit is there again, if it failed
 */
record RefundView(
        RefundId id,
        @Nullable String externalId,
        RefundedCustomer customer,
        @Nullable PaymentId payment,
        @Nullable CreditNoteId creditNote,
        @Nullable ChargeId charge,
        @Nullable String number,
        long amount,
        Currency currency,
        String state,
        LocalDate refundedOn,
        String method,
        @Nullable RefundFailureView failure,
        @Nullable LocalDate failedOn,
        Instant createdAt) {

    record RefundedCustomer(
            CustomerId id, String name, @Nullable String externalId) {}

    record RefundFailureView(String code, String message) {}
}
