package io.duebook.item;

import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that arrived or credit that was given, booked by the entry named.
 *
 * @param id that of the payment or credit note
 * @param number of the credit note; a payment has none
 * @param unapplied what its own command leaves unallocated
 * @param cashOn from which day it is money, where that is not its value date: when a bill matures
 * @param origin what it was before it passed from another customer, if it did
 */
public record NewCredit(
        UUID id,
        UUID entry,
        Credit.Kind kind,
        @Nullable String number,
        CustomerId customer,
        Money amount,
        Money unapplied,
        LocalDate valueOn,
        LocalDate accountingOn,
        @Nullable LocalDate cashOn,
        @Nullable Origin origin) {

    /**
     * Another customer's credit that passed.
     *
     * @param moneyOn from which day it is money
     */
    record Origin(UUID id, Credit.Kind kind, LocalDate moneyOn) {}

    /** Booked on its value date. */
    public NewCredit(
            UUID id,
            UUID entry,
            Credit.Kind kind,
            @Nullable String number,
            CustomerId customer,
            Money amount,
            Money unapplied,
            LocalDate valueOn) {
        this(id, entry, kind, number, customer, amount, unapplied, valueOn, valueOn, null, null);
    }

    public static NewCredit received(
            UUID payment, UUID entry, CustomerId customer, Money amount, Money unapplied, LocalDate receivedOn) {
        return received(payment, entry, customer, amount, unapplied, receivedOn, receivedOn, null);
    }

    /** The same, booked on a day of its own, not before its value date; and money on a later one, where one is given. */
    public static NewCredit received(
            UUID payment,
            UUID entry,
            CustomerId customer,
            Money amount,
            Money unapplied,
            LocalDate receivedOn,
            LocalDate bookedOn,
            @Nullable LocalDate cashOn) {
        return new NewCredit(
                payment,
                entry,
                Credit.Kind.PAYMENT,
                null,
                customer,
                amount,
                unapplied,
                receivedOn,
                bookedOn,
                cashOn,
                null);
    }
}
