package io.duebook.payment;

import io.duebook.item.Change;
import io.duebook.item.SettlementOrder;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Money that arrived, as whoever saw it arrive tells it.
 *
 * @param payer who sent it, if not the customer, as the bank or somebody calls them
 * @param paidBy the customer of the same group who sent it, if not the customer
 * @param receivedOn its value date
 * @param account where it arrived: {@code bank} or {@code processor}; {@code suspense} for what was claimed, {@code bill} for a
 *     promise
 * @param processor the processor and its object, booked at most once; both or neither
 * @param allocate what it settles; as the tenant's policy says unless given
 * @param bookedFrom its accounting date: its value date, or the day from which it can be had
 * @param recordedNotBefore since when the books know that it can be had
 * @param channel through whose hands it came, as the name of a wallet
 * @param bill the promise that it is, where it is one
 */
public record ReceivedPayment(
        CustomerId customer,
        @Nullable String payer,
        @Nullable String externalId,
        Money amount,
        LocalDate receivedOn,
        String method,
        String account,
        @Nullable String reference,
        @Nullable String processor,
        @Nullable String processorObject,
        @Nullable SettlementOrder allocate,
        LocalDate bookedFrom,
        Instant recordedNotBefore,
        @Nullable String channel,
        @Nullable NewBill bill,
        @Nullable CustomerId paidBy) {

    /** Money that is booked on its value date, and that the books knew nothing of before. */
    public ReceivedPayment(
            CustomerId customer,
            @Nullable String payer,
            @Nullable String externalId,
            Money amount,
            LocalDate receivedOn,
            String method,
            String account,
            @Nullable String reference,
            @Nullable String processor,
            @Nullable String processorObject,
            @Nullable SettlementOrder allocate) {
        this(
                customer,
                payer,
                externalId,
                amount,
                receivedOn,
                method,
                account,
                reference,
                processor,
                processorObject,
                allocate,
                receivedOn,
                Change.BY_THIS_COMMAND,
                null,
                null,
                null);
    }

    /** When a promise is money; empty where it is money already. */
    Optional<LocalDate> cashOn() {
        return Optional.ofNullable(bill).flatMap(promise -> promise.cashOn(receivedOn));
    }

    /** Whether its payer withheld something of what it settles. */
    boolean isPaidShort() {
        return allocate instanceof SettlementOrder.Chosen chosen
                && !chosen.withheld().isEmpty();
    }

    /** The same, sent by another customer of the group. */
    ReceivedPayment paidBy(CustomerId other) {
        return new ReceivedPayment(
                customer,
                null,
                externalId,
                amount,
                receivedOn,
                method,
                account,
                reference,
                processor,
                processorObject,
                allocate,
                bookedFrom,
                recordedNotBefore,
                channel,
                bill,
                other);
    }
}
