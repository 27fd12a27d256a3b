package io.duebook.item;

import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.TransferId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Money or credit of a customer, and what is left of it to allocate. Never negative.
 *
 * @param id that of the payment or credit note it came from
 * @param cashOn from which day it is money, as the discount for early payment asks: its value date, or when a bill matures
 */
public record Credit(
        UUID id,
        Kind kind,
        CustomerId customer,
        Money amount,
        Money unapplied,
        LocalDate valueOn,
        LocalDate cashOn,
        List<Change> history) {

    /** Where a credit came from. */
    public enum Kind {
        PAYMENT,
        CREDIT_NOTE,
        OPENING,
        /** Interest that was claimed too much. */
        INTEREST,
        /** Another customer's credit that passed to this one. */
        TRANSFER;

        /** The id by which the API knows where a credit of this kind came from. */
        public PublicId idOf(UUID credit) {
            return switch (this) {
                case PAYMENT, OPENING -> new PaymentId(credit);
                case CREDIT_NOTE -> new CreditNoteId(credit);
                case INTEREST -> new ChargeId(credit);
                case TRANSFER -> new TransferId(credit);
            };
        }

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Kind of(String code) {
            return valueOf(code.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /** When it was last changed, as far as the books know. */
    Instant recordedAt() {
        return Change.last(history);
    }

    /** Money just received, of which nothing is allocated yet. */
    public static Credit received(UUID id, CustomerId customer, Money amount, LocalDate receivedOn) {
        return begun(id, Kind.PAYMENT, customer, amount, receivedOn);
    }

    /** What a credit note just gave, of which nothing is allocated yet. */
    public static Credit issued(UUID creditNote, CustomerId customer, Money amount, LocalDate issuedOn) {
        return begun(creditNote, Kind.CREDIT_NOTE, customer, amount, issuedOn);
    }

    /** Interest just given back, of which nothing is allocated yet. */
    public static Credit ofInterest(UUID charge, CustomerId customer, Money amount, LocalDate on) {
        return begun(charge, Kind.INTEREST, customer, amount, on);
    }

    /** Money that counts from a day and is booked from another, not before it. */
    public static Credit received(
            UUID id, CustomerId customer, Money amount, LocalDate receivedOn, LocalDate bookedOn) {
        return begun(id, Kind.PAYMENT, customer, amount, receivedOn, bookedOn);
    }

    /** The same of a promise that is money on a later day. */
    public Credit maturing(LocalDate day) {
        return new Credit(
                id, kind, customer, amount, unapplied, valueOn, day.isAfter(valueOn) ? day : valueOn, history);
    }

    private static Credit begun(UUID id, Kind kind, CustomerId customer, Money amount, LocalDate on) {
        return begun(id, kind, customer, amount, on, on);
    }

    static Credit begun(UUID id, Kind kind, CustomerId customer, Money amount, LocalDate on, LocalDate bookedOn) {
        return new Credit(
                id,
                kind,
                customer,
                amount,
                amount,
                on,
                on,
                List.of(new Change(on, bookedOn, Change.BY_THIS_COMMAND, amount.amount())));
    }

    /** The same after an allocation of the command at hand. */
    Credit less(Allocation made) {
        return new Credit(
                id,
                kind,
                customer,
                amount,
                new Money(unapplied.amount() - made.taken(), unapplied.currency()),
                valueOn,
                cashOn,
                Stream.concat(
                                history.stream(),
                                Stream.of(new Change(
                                        made.valueOn(), made.accountingOn(), Change.BY_THIS_COMMAND, -made.taken())))
                        .toList());
    }

    /** The same after a transfer of the command at hand. */
    Credit less(CreditTransfer passed) {
        long amountPassed = passed.amount().amount();
        return new Credit(
                id,
                kind,
                customer,
                amount,
                new Money(unapplied.amount() - amountPassed, unapplied.currency()),
                valueOn,
                cashOn,
                Stream.concat(
                                history.stream(),
                                Stream.of(new Change(
                                        passed.valueOn(),
                                        passed.accountingOn(),
                                        Change.BY_THIS_COMMAND,
                                        -amountPassed)))
                        .toList());
    }

    /** The same with an amount, in minor units, that the command at hand gives on a day. */
    Credit given(long more, LocalDate on) {
        return new Credit(
                id,
                kind,
                customer,
                amount,
                new Money(unapplied.amount() + more, amount.currency()),
                valueOn,
                cashOn,
                Stream.concat(history.stream(), Stream.of(new Change(on, on, Change.BY_THIS_COMMAND, more)))
                        .toList());
    }

    /** The first day, not before the given one, from which all that is unapplied is free on every later day. */
    public LocalDate freeFrom(LocalDate notBefore) {
        return AllocationDate.freeFrom(
                history,
                Change::valueOn,
                unapplied.amount(),
                AllocationDate.freeFrom(history, Change::accountingOn, unapplied.amount(), notBefore));
    }
}
