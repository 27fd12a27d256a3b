package io.duebook.payment;

import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.shared.UnidentifiedReceiptId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the log tells of money of unknown payers; of who sent it, it says nothing. */
final class UnidentifiedReceiptEvents {

    private UnidentifiedReceiptEvents() {}

    record Received(
            UnidentifiedReceiptId id,
            Money amount,
            LocalDate receivedOn,
            String method,
            @Nullable String externalId) {}

    record Claimed(UnidentifiedReceiptId id, Money amount, CustomerId customer, PaymentId payment) {}

    record Returned(UnidentifiedReceiptId id, Money amount, LocalDate returnedOn) {}

    static Event received(UnidentifiedReceipt receipt) {
        return Event.of(
                "unidentified_receipt.received",
                receipt.id(),
                null,
                new Received(
                        receipt.id(), receipt.amount(), receipt.receivedOn(), receipt.method(), receipt.externalId()));
    }

    static Event claimed(UnidentifiedReceipt receipt, CustomerId customer, PaymentId payment) {
        return Event.of(
                "unidentified_receipt.claimed",
                receipt.id(),
                customer,
                new Claimed(receipt.id(), receipt.amount(), customer, payment));
    }

    static Event returned(UnidentifiedReceipt receipt, LocalDate on, Reason reason) {
        return Event.because(
                reason.text(),
                "unidentified_receipt.returned",
                receipt.id(),
                null,
                new Returned(receipt.id(), receipt.amount(), on));
    }
}
