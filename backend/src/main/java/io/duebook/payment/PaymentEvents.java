package io.duebook.payment;

import io.duebook.charge.ReversalCharges;
import io.duebook.item.Allocation;
import io.duebook.item.MadeAllocation;
import io.duebook.item.NewItem;
import io.duebook.item.Reversals;
import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.AllocationId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
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

    record Received(
            PaymentId id,
            CustomerId customer,
            Money amount,
            Money unapplied,
            LocalDate receivedOn,
            String method,
            @Nullable String externalId,
            List<Settled> allocations) {}

    record Settled(AllocationId id, PublicId invoice, long amount) {}

    /** @param payment or a credit note, or interest given back: always one of the three */
    record Allocated(
            AllocationId id,
            CustomerId customer,
            @Nullable PaymentId payment,
            @Nullable CreditNoteId creditNote,
            @Nullable ChargeId charge,
            PublicId invoice,
            Money amount,
            LocalDate allocatedOn) {}

    static Event received(PaymentId id, ReceivedPayment received, Money unapplied, List<Allocation> allocations) {
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
                        received.externalId(),
                        allocations.stream()
                                .map(made -> new Settled(
                                        new AllocationId(made.id()),
                                        made.claim(),
                                        made.amount().amount()))
                                .toList()));
    }

    static Event allocated(Allocation made) {
        AllocationId id = new AllocationId(made.id());
        return Event.of(
                "allocation.created",
                id,
                made.customer(),
                new Allocated(
                        id,
                        made.customer(),
                        made.source() instanceof PaymentId payment ? payment : null,
                        made.source() instanceof CreditNoteId note ? note : null,
                        made.source() instanceof ChargeId interest ? interest : null,
                        made.claim(),
                        made.amount(),
                        made.accountingOn()));
    }

    static Event undone(MadeAllocation made, LocalDate on, Reason reason) {
        AllocationId id = new AllocationId(made.id());
        return Event.because(
                reason.text(),
                "allocation.reversed",
                id,
                made.customer(),
                new Allocated(
                        id,
                        made.customer(),
                        made.source() instanceof PaymentId payment ? payment : null,
                        made.source() instanceof CreditNoteId note ? note : null,
                        made.source() instanceof ChargeId interest ? interest : null,
                        made.claim(),
                        made.amount(),
                        on));
    }

    /**
     * @param allocations that were undone with it
     * @param customerFee the fee that it costs the customer
     * @param reclaimed the charge for what was given back before, which is owed again
     * @param processorFee what the bank or processor keeps for it, in minor units of the payment's currency
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
            @Nullable Long processorFee) {}

    /** @param allocations that it makes now */
    record Reinstated(
            PaymentId id,
            CustomerId customer,
            Money amount,
            long unapplied,
            LocalDate reinstatedOn,
            List<Settled> allocations) {}

    static Event reversed(
            KeptPayment payment,
            NewReversal request,
            Reversals.Reversed reversed,
            ReversalCharges charges,
            Reason reason) {
        return Event.because(
                reason.text(),
                "payment.reversed",
                payment.id(),
                payment.customer(),
                new Reversed(
                        payment.id(),
                        payment.customer(),
                        request.kind(),
                        payment.amount(),
                        reversed.on(),
                        reversed.receipt().settles().stream()
                                .map(made -> new Settled(
                                        new AllocationId(made.id()),
                                        made.claim(),
                                        made.amount().amount()))
                                .toList(),
                        charges.fee().orElse(null),
                        charges.reclaimed().map(NewItem::id).map(ChargeId::new).orElse(null),
                        request.processorFee()));
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
                        reinstated.allocations().stream()
                                .map(made -> new Settled(
                                        new AllocationId(made.id()),
                                        made.claim(),
                                        made.amount().amount()))
                                .toList()));
    }
}
