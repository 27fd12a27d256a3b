package io.duebook.payment;

import com.fasterxml.jackson.annotation.JsonValue;
import io.duebook.item.Change;
import io.duebook.item.SettlementOrder;
import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.shared.UnidentifiedReceiptId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Bank money of an unknown payer: in suspense, with the customer who was named, or sent back. In one place at a time.
 *
 * @param entry that books its arrival
 * @param freeFrom the first day on which it may be claimed or go back: when it came, or when its last claim was undone
 * @param freeKnown the moment from which the books know that: nothing that takes it is recorded before
 * @param payment that claims it, while it is claimed
 */
record UnidentifiedReceipt(
        UnidentifiedReceiptId id,
        @Nullable String externalId,
        State state,
        Money amount,
        LocalDate receivedOn,
        String method,
        @Nullable String payer,
        @Nullable String reference,
        UUID entry,
        LocalDate freeFrom,
        Instant freeKnown,
        @Nullable PaymentId payment) {

    /** Where the money is. */
    enum State {
        UNCLAIMED,
        CLAIMED,
        RETURNED;

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static UnidentifiedReceipt received(UnidentifiedReceiptId id, UUID entry, NewUnidentifiedReceipt request) {
        return new UnidentifiedReceipt(
                id,
                request.externalId(),
                State.UNCLAIMED,
                new Money(request.amount(), request.currency()),
                request.receivedOn(),
                request.method(),
                request.payer(),
                request.reference(),
                entry,
                request.receivedOn(),
                Change.BY_THIS_COMMAND,
                null);
    }

    /** @throws ReceiptRefused if it is not in suspense any more */
    UnidentifiedReceipt mustBeFree() {
        return switch (state) {
            case UNCLAIMED -> this;
            case CLAIMED -> throw ReceiptRefused.claimed();
            case RETURNED -> throw ReceiptRefused.returned();
        };
    }

    /** The customer's payment: of the day on which it arrived, booked no earlier than it was free. */
    ReceivedPayment claimedBy(CustomerId customer, @Nullable SettlementOrder allocate) {
        return new ReceivedPayment(
                customer,
                payer,
                null,
                amount,
                receivedOn,
                method,
                KeptPayment.SUSPENSE,
                reference,
                null,
                null,
                allocate,
                freeFrom,
                freeKnown,
                null,
                null,
                null);
    }

    /** Its arrival: the bank has it, and nobody knows whose it is. */
    Entry arrival() {
        return entry(
                entry, "unidentified_receipt", receivedOn, new Transfer(Account.bank(), Account.suspense(), amount));
    }

    /** Sent back to where it came from. */
    Entry returned(UUID entry, LocalDate on) {
        return entry(
                entry, "unidentified_receipt_returned", on, new Transfer(Account.suspense(), Account.bank(), amount));
    }

    private Entry entry(UUID entry, String kind, LocalDate on, Transfer transfer) {
        return new Entry(entry, kind, "unidentified_receipt", id.value(), null, on, on, List.of(transfer), null);
    }
}
