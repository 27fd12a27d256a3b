package io.duebook.payment;

import io.duebook.item.ReturnedCredit;
import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.TransferId;
import java.time.LocalDate;

/** What the log tells of transfers. They are two customers' business, and no single one's. */
final class TransferEvents {

    private TransferEvents() {}

    record Transferred(
            TransferId id, KeptTransfer.Kind kind, CustomerId from, CustomerId to, Money amount, LocalDate on) {}

    static Event made(KeptTransfer transfer, Reason reason) {
        return Event.because(
                reason.text(),
                "transfer.created",
                transfer.id(),
                null,
                told(transfer, transfer.amount(), transfer.on()));
    }

    /** By a payment's own command, which asks for no reason. */
    static Event made(KeptTransfer transfer) {
        return Event.of("transfer.created", transfer.id(), null, told(transfer, transfer.amount(), transfer.on()));
    }

    /** All that was left of it, or a part. */
    static Event returned(KeptTransfer transfer, ReturnedCredit returned, Reason reason) {
        return Event.because(
                reason.text(),
                "transfer.reversed",
                transfer.id(),
                null,
                told(transfer, new Money(returned.amount(), transfer.amount().currency()), returned.on()));
    }

    static Event reversed(KeptTransfer transfer, LocalDate on, Reason reason) {
        return Event.because(
                reason.text(), "transfer.reversed", transfer.id(), null, told(transfer, transfer.amount(), on));
    }

    private static Transferred told(KeptTransfer transfer, Money amount, LocalDate on) {
        return new Transferred(transfer.id(), transfer.kind(), transfer.from(), transfer.to(), amount, on);
    }
}
