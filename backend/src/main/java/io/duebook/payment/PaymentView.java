package io.duebook.payment;

import io.duebook.shared.AllocationId;
import io.duebook.shared.ApprovalId;
import io.duebook.shared.BillId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.RefundId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment as a client sees it.
 *
 * @param state received or reversed
 * @param channel through whose hands it came, as the name of a wallet
 * @param bill the promise that it came as
 * @param payer who sent it, if not the customer, by name
 * @param paidBy the same, where it is a customer of the group
 * @param unapplied what settles nothing yet, in minor units of its currency
 * @param passedOn what passed to other customers of the group and is theirs, in minor units of its currency
 * @param refunded what was given back, or is on its way, in minor units of its currency
 * @param waiting what its payer withheld and a second person must agree to first; as far as nobody pays it, it is owed until then
 */
record PaymentView(
        PaymentId id,
        @Nullable String externalId,
        CustomerName customer,
        @Nullable String payer,
        @Nullable CustomerName paidBy,
        Money amount,
        LocalDate receivedOn,
        String method,
        @Nullable String channel,
        String account,
        @Nullable PaymentBillView bill,
        @Nullable String reference,
        String state,
        long unapplied,
        long passedOn,
        List<PaymentAllocationView> allocations,
        List<PaymentReversalView> reversals,
        long refunded,
        List<PaymentRefundView> refunds,
        List<WaitingDeduction> waiting,
        Instant createdAt) {

    /** The same with what waits of it. */
    PaymentView waitingFor(List<WaitingDeduction> deductions) {
        return new PaymentView(
                id,
                externalId,
                customer,
                payer,
                paidBy,
                amount,
                receivedOn,
                method,
                channel,
                account,
                bill,
                reference,
                state,
                unapplied,
                passedOn,
                allocations,
                reversals,
                refunded,
                refunds,
                deductions,
                createdAt);
    }

    /**
     * What was withheld above the limit of who booked the money.
     *
     * @param allocation of the money that was paid short
     * @param invoice the claim: an invoice or a charge
     * @param amount in minor units of the claim's currency
     */
    record WaitingDeduction(
            ApprovalId approval,
            AllocationId allocation,
            PublicId invoice,
            String number,
            long amount,
            Currency currency) {}

    record CustomerName(
            CustomerId id, String name, @Nullable String externalId) {}

    /** A bill or cheque; its own resource tells what became of it. */
    record PaymentBillView(BillId id, BillKind kind, String number, LocalDate maturesOn) {}

    /**
     * @param customer whose claim that is, if not the payment's customer's
     * @param invoice the claim: an invoice or a charge
     * @param amount in minor units of the invoice's currency
     * @param exchange what it took of the payment where that is of another currency
     * @param discount what need not be paid of it because this was paid early, in minor units
     * @param rounding what was paid too little, or, negative, too much, within the tolerance, in minor units
     * @param deduction what the payer withheld, in minor units
     * @param reversed whether it was taken back since
     */
    record PaymentAllocationView(
            AllocationId id,
            @Nullable CustomerName customer,
            PublicId invoice,
            String number,
            long amount,
            Currency currency,
            long discount,
            long rounding,
            long deduction,
            @Nullable ExchangeView exchange,
            LocalDate allocatedOn,
            boolean reversed) {}

    /**
     * A part of it that was given back.
     *
     * @param amount in minor units of the payment's currency
     * @param state pending, unknown, succeeded or failed
     */
    record PaymentRefundView(RefundId id, long amount, String state, LocalDate refundedOn) {}

    /**
     * That it was taken back.
     *
     * @param kind mistake, return or chargeback
     * @param amount in minor units of the payment's currency; less than the payment where a dispute is about a part
     * @param customerFee the fee that it cost the customer, if it cost one
     * @param reclaimed the charge for what had been given back before, and is owed again
     * @param reinstatedOn the day from which it was given again, if it was
     */
    record PaymentReversalView(
            String kind,
            long amount,
            LocalDate reversedOn,
            @Nullable ChargeId customerFee,
            @Nullable ChargeId reclaimed,
            @Nullable LocalDate reinstatedOn) {}
}
