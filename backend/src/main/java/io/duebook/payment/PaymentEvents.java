package io.duebook.payment;

import io.duebook.charge.ReversalCharges;
import io.duebook.item.Allocation;
import io.duebook.item.AllocationUndo;
import io.duebook.item.CreditRefund;
import io.duebook.item.CreditReturn;
import io.duebook.item.GroupReceiving;
import io.duebook.item.MadeAllocation;
import io.duebook.item.NewItem;
import io.duebook.item.Reversals;
import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.AllocationId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the log tells of payments and allocations. */
final class PaymentEvents {

    private PaymentEvents() {}

    /**
     * @param allocations of the customer's own claims
     * @param passedOn what of it settles other customers' claims, whom the transfers name; null: nothing
     */
    record Received(
            PaymentId id,
            CustomerId customer,
            Money amount,
            Money unapplied,
            LocalDate receivedOn,
            String method,
            String account,
            @Nullable String externalId,
            List<Settled> allocations,
            @Nullable Money passedOn) {}

    /** @param amount in minor units of the claim's currency */
    record Settled(AllocationId id, PublicId invoice, long amount, Currency currency) {

        static Settled of(Allocation made) {
            return new Settled(
                    new AllocationId(made.id()),
                    made.claim(),
                    made.amount().amount(),
                    made.amount().currency());
        }

        static Settled of(MadeAllocation made) {
            return new Settled(
                    new AllocationId(made.id()),
                    made.claim(),
                    made.amount().amount(),
                    made.amount().currency());
        }
    }

    /** What its customer may know: the event is theirs, and tells nothing of others' claims. */
    static Event received(PaymentId id, ReceivedPayment received, Money unapplied, GroupReceiving decided) {
        return Event.of(
                "payment.received",
                id,
                received.customer(),
                new Received(
                        id,
                        received.customer(),
                        received.amount(),
                        unapplied,
                        received.receivedOn(),
                        received.method(),
                        received.account(),
                        received.externalId(),
                        decided.own().stream().map(Settled::of).toList(),
                        decided.passedOn()));
    }

    /**
     * @param allocations that were undone with it
     * @param customerFee the fee that it costs the customer
     * @param reclaimed the charge for what was given back before, which is owed again
     * @param processorFee what the bank or processor keeps for it
     * @param dispute what the processor calls it, where it told us by itself
     */
    record Reversed(
            PaymentId id,
            CustomerId customer,
            NewReversal.Kind kind,
            Money amount,
            LocalDate reversedOn,
            List<Settled> allocations,
            @Nullable ChargeId customerFee,
            @Nullable ChargeId reclaimed,
            @Nullable Money processorFee,
            @Nullable String dispute) {}

    /** @param allocations that it makes now */
    record Reinstated(
            PaymentId id,
            CustomerId customer,
            Money amount,
            long unapplied,
            LocalDate reinstatedOn,
            List<Settled> allocations) {}

    static Event reversed(KeptPayment payment, Taking taking, Reversals.Reversed reversed, ReversalCharges charges) {
        return Event.because(
                taking.reason().text(),
                "payment.reversed",
                payment.id(),
                payment.customer(),
                new Reversed(
                        payment.id(),
                        payment.customer(),
                        taking.kind(),
                        new Money(reversed.amount(), payment.amount().currency()),
                        reversed.on(),
                        reversed.undone().stream()
                                .map(AllocationUndo::made)
                                .map(Settled::of)
                                .toList(),
                        charges.fee().orElse(null),
                        charges.reclaimed().map(NewItem::id).map(ChargeId::new).orElse(null),
                        taking.processorFee().orElse(null),
                        taking.dispute().orElse(null)));
    }

    static Event reinstated(PaymentId id, Reversals.Reinstated reinstated, Reason reason) {
        CustomerId customer = reinstated.receipt().credit().customer();
        return Event.because(
                reason.text(),
                "payment.reinstated",
                id,
                customer,
                new Reinstated(
                        id,
                        customer,
                        new Money(
                                reinstated.amount(),
                                reinstated.receipt().credit().amount().currency()),
                        reinstated.unapplied(),
                        reinstated.on(),
                        reinstated.allocations().stream().map(Settled::of).toList()));
    }

    /**
     * @param allocations that were undone for it
     * @param again the rests of them, which settle the same again
     * @param reclaimed the charge for what was given back before, which is owed again
     * @param processorFee what the processor keeps for it
     */
    record ReversedInPart(
            PaymentId id,
            CustomerId customer,
            NewReversal.Kind kind,
            Money amount,
            LocalDate reversedOn,
            List<Settled> allocations,
            List<Settled> again,
            @Nullable ChargeId reclaimed,
            @Nullable Money processorFee,
            String dispute) {}

    /** A part of the payment was taken for a dispute; the payment stands. */
    static Event reversedInPart(KeptPayment payment, CreditRefund booked, Dispute dispute, ReversalCharges charges) {
        return Event.because(
                dispute.reason().text(),
                "payment.reversed_in_part",
                payment.id(),
                payment.customer(),
                new ReversedInPart(
                        payment.id(),
                        payment.customer(),
                        NewReversal.Kind.CHARGEBACK,
                        dispute.amount(),
                        booked.on(),
                        booked.release().undone().stream().map(Settled::of).toList(),
                        booked.again().stream().map(Settled::of).toList(),
                        charges.reclaimed().map(NewItem::id).map(ChargeId::new).orElse(null),
                        dispute.fee().orElse(null),
                        dispute.id()));
    }

    /**
     * @param unapplied what of the amount settles nothing
     * @param allocations that it makes now
     */
    record ReinstatedInPart(
            PaymentId id,
            CustomerId customer,
            Money amount,
            long unapplied,
            LocalDate reinstatedOn,
            List<Settled> allocations,
            String dispute) {}

    static Event reinstatedInPart(KeptPayment payment, CreditReturn back, Dispute dispute) {
        return Event.because(
                dispute.reason().text(),
                "payment.reinstated_in_part",
                payment.id(),
                payment.customer(),
                new ReinstatedInPart(
                        payment.id(),
                        payment.customer(),
                        new Money(back.amount(), payment.amount().currency()),
                        Math.max(0, back.unapplied()),
                        back.on(),
                        back.allocations().stream().map(Settled::of).toList(),
                        dispute.id()));
    }

    /** @param amount that the processor took for it */
    record DisputedToo(PaymentId id, CustomerId customer, Money amount, String dispute) {}

    /** A dispute that is not in the books, for the payment was taken back otherwise: what to do, somebody decides. */
    static Event disputedToo(KeptPayment payment, Dispute dispute) {
        return notBooked("payment.disputed_too", payment, dispute);
    }

    /** One that is not in the books, for it is of another currency than the payment: what to do, somebody decides. */
    static Event disputedInOtherCurrency(KeptPayment payment, Dispute dispute) {
        return notBooked("payment.disputed_in_other_currency", payment, dispute);
    }

    private static Event notBooked(String type, KeptPayment payment, Dispute dispute) {
        return Event.because(
                dispute.reason().text(),
                type,
                payment.id(),
                payment.customer(),
                new DisputedToo(payment.id(), payment.customer(), dispute.amount(), dispute.id()));
    }
}
