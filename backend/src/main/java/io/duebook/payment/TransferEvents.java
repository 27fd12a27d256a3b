package io.duebook.payment;

import io.duebook.item.AllocationUndo;
import io.duebook.item.MadeAllocation;
import io.duebook.item.PassedCredit;
import io.duebook.item.ReturnedCredit;
import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.TransferId;
import java.time.LocalDate;
import java.util.List;

/** What the log tells of transfers. They are two customers' business, and no single one's. */
final class TransferEvents {

    private TransferEvents() {}

    /**
     * @param amount that passed or went back
     * @param allocations what it settles with the command that passed it, or settled until it went back
     */
    record Transferred(
            TransferId id,
            KeptTransfer.Kind kind,
            CustomerId from,
            CustomerId to,
            Money amount,
            LocalDate on,
            List<PaymentEvents.Settled> allocations) {}

    /** Credit that passed. */
    static Event made(KeptTransfer transfer, PassedCredit passed, Reason reason) {
        return because(reason, "transfer.created", transfer, transfer.amount(), transfer.on(), settled(passed));
    }

    /** By a payment's own command, which asks for no reason. */
    static Event made(KeptTransfer transfer, PassedCredit passed) {
        return Event.of(
                "transfer.created",
                transfer.id(),
                null,
                told(transfer, transfer.amount(), transfer.on(), settled(passed)));
    }

    private static List<PaymentEvents.Settled> settled(PassedCredit passed) {
        return passed.allocations().stream().map(PaymentEvents.Settled::of).toList();
    }

    /** A debt that passed. */
    static Event made(KeptTransfer transfer, Reason reason) {
        return because(reason, "transfer.created", transfer, transfer.amount(), transfer.on(), List.of());
    }

    /** A part of the credit went back; or all that was left of it, with which the transfer has ended. */
    static Event returned(KeptTransfer transfer, ReturnedCredit returned, boolean isAll, Reason reason) {
        return because(
                reason,
                isAll ? "transfer.reversed" : "transfer.returned",
                transfer,
                new Money(returned.amount(), transfer.amount().currency()),
                returned.on(),
                returned.undone().stream()
                        .map(AllocationUndo::made)
                        .map(PaymentEvents.Settled::of)
                        .toList());
    }

    /** The debt went back. */
    static Event reversed(KeptTransfer transfer, LocalDate on, Reason reason) {
        return because(reason, "transfer.reversed", transfer, transfer.amount(), on, List.of());
    }

    /** It ended with the undo of an import, as if it had never been. @param amount that stood, in minor units */
    static Event withdrawn(KeptTransfer transfer, long amount, List<MadeAllocation> settled) {
        return Event.of(
                "transfer.reversed",
                transfer.id(),
                null,
                told(
                        transfer,
                        new Money(amount, transfer.amount().currency()),
                        transfer.on(),
                        settled.stream().map(PaymentEvents.Settled::of).toList()));
    }

    private static Event because(
            Reason reason,
            String type,
            KeptTransfer transfer,
            Money amount,
            LocalDate on,
            List<PaymentEvents.Settled> allocations) {
        return Event.because(reason.text(), type, transfer.id(), null, told(transfer, amount, on, allocations));
    }

    private static Transferred told(
            KeptTransfer transfer, Money amount, LocalDate on, List<PaymentEvents.Settled> allocations) {
        return new Transferred(transfer.id(), transfer.kind(), transfer.from(), transfer.to(), amount, on, allocations);
    }
}
