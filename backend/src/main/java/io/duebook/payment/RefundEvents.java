package io.duebook.payment;

import io.duebook.charge.ReversalCharges;
import io.duebook.item.Credit;
import io.duebook.item.CreditRefund;
import io.duebook.item.CreditReturn;
import io.duebook.item.NewItem;
import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import io.duebook.shared.RefundId;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the log tells of refunds. */
final class RefundEvents {

    private RefundEvents() {}

    /**
     * @param of the payment, credit note or charge whose credit was taken
     * @param undone allocations that were undone for it
     */
    record Taken(
            RefundId id,
            CustomerId customer,
            PublicId of,
            Money amount,
            RefundState state,
            LocalDate refundedOn,
            String method,
            List<PaymentEvents.Settled> undone,
            List<PaymentEvents.Settled> allocations) {}

    /**
     * @param failedOn from when the credit is there again, where it failed
     * @param allocations of that credit: to what is owed because the money was thought to be gone
     */
    record Ended(
            RefundId id,
            CustomerId customer,
            Money amount,
            RefundState state,
            @Nullable String failure,
            @Nullable LocalDate failedOn,
            List<PaymentEvents.Settled> allocations) {}

    /**
     * @param reclaimed the charge for what of the credit was used meanwhile
     */
    record GivenAfterAll(
            RefundId id,
            CustomerId customer,
            Money amount,
            RefundState state,
            LocalDate refundedOn,
            @Nullable ChargeId reclaimed) {}

    static Event taken(KeptRefund refund, CreditRefund booked, Reason reason) {
        Credit credit = booked.release().credit();
        return Event.because(
                reason.text(),
                refund.state() == RefundState.SUCCEEDED ? "refund.succeeded" : "refund.requested",
                refund.id(),
                refund.customer(),
                new Taken(
                        refund.id(),
                        refund.customer(),
                        credit.kind().idOf(credit.id()),
                        refund.amount(),
                        refund.state(),
                        refund.refundedOn(),
                        refund.method(),
                        booked.release().undone().stream()
                                .map(made -> PaymentEvents.Settled.of(made))
                                .toList(),
                        booked.again().stream()
                                .map(again -> PaymentEvents.Settled.of(again))
                                .toList()));
    }

    static Event succeeded(KeptRefund refund) {
        return Event.of(
                "refund.succeeded",
                refund.id(),
                refund.customer(),
                ended(refund, RefundState.SUCCEEDED, null, null, List.of()));
    }

    static Event failed(KeptRefund refund, RefundFailure failure, CreditReturn back) {
        return Event.of(
                "refund.failed",
                refund.id(),
                refund.customer(),
                ended(
                        refund,
                        RefundState.FAILED,
                        failure.code(),
                        back.on(),
                        back.allocations().stream()
                                .map(PaymentEvents.Settled::of)
                                .toList()));
    }

    /** One whose credit was there again: the processor gave the money all the same. */
    static Event givenAfterAll(KeptRefund refund, ReversalCharges charges) {
        return Event.of(
                "refund.given_after_all",
                refund.id(),
                refund.customer(),
                new GivenAfterAll(
                        refund.id(),
                        refund.customer(),
                        refund.amount(),
                        refund.state(),
                        refund.refundedOn(),
                        charges.reclaimed().map(NewItem::id).map(ChargeId::new).orElse(null)));
    }

    private static Ended ended(
            KeptRefund refund,
            RefundState state,
            @Nullable String failure,
            @Nullable LocalDate failedOn,
            List<PaymentEvents.Settled> allocations) {
        return new Ended(refund.id(), refund.customer(), refund.amount(), state, failure, failedOn, allocations);
    }
}
