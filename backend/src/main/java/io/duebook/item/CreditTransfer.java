package io.duebook.item;

import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Ids;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Credit that passes from one customer to another: from then on it is a credit of the other's, of its own id.
 *
 * @param entry of its own in the journal
 * @param source the credit it leaves, as it was before
 */
public record CreditTransfer(
        UUID id, UUID entry, Credit source, CustomerId to, Money amount, LocalDate valueOn, LocalDate accountingOn) {

    static final String KIND = "paid_for";

    /**
     * From a day on, or the first after it on which the amount is free.
     *
     * @param amount in minor units; at most what is unapplied of the source
     */
    public static CreditTransfer of(Credit source, CustomerId to, long amount, LocalDate valueOn, LocalDate bookedOn) {
        LocalDate value = AllocationDate.freeFrom(source.history(), Change::valueOn, amount, valueOn);
        LocalDate accounting = AllocationDate.freeFrom(
                source.history(), Change::accountingOn, amount, value.isAfter(bookedOn) ? value : bookedOn);
        return new CreditTransfer(
                Ids.next(),
                Ids.next(),
                source,
                to,
                new Money(amount, source.amount().currency()),
                value,
                accounting);
    }

    /** The first day on which an amount of a credit, in minor units, is free on it and on every later day. */
    public static LocalDate freeFrom(Credit source, long amount) {
        return AllocationDate.freeFrom(
                source.history(),
                Change::accountingOn,
                amount,
                AllocationDate.freeFrom(source.history(), Change::valueOn, amount, source.valueOn()));
    }

    /** What the receiver has, of which nothing is allocated yet. */
    public Credit received() {
        return Credit.begun(id, Credit.Kind.TRANSFER, to, amount, valueOn, accountingOn)
                .maturing(source.cashOn());
    }

    /** @param allocated of it by the command at hand, in minor units */
    NewCredit booked(long allocated) {
        return new NewCredit(
                id,
                entry,
                Credit.Kind.TRANSFER,
                null,
                to,
                amount,
                new Money(amount.amount() - allocated, amount.currency()),
                valueOn,
                accountingOn,
                source.cashOn().isAfter(valueOn) ? source.cashOn() : null,
                new NewCredit.Origin(source.id(), source.kind(), source.cashOn()));
    }

    Movement leaving() {
        return new Movement(
                Ids.next(),
                source.customer(),
                KIND,
                entry,
                null,
                source.id(),
                amount.currency().code(),
                0,
                -amount.amount(),
                valueOn,
                accountingOn,
                null);
    }

    /** No single customer's: it names two. */
    public Entry posting() {
        return new Entry(
                entry,
                "transfer",
                "transfer",
                id,
                null,
                valueOn,
                accountingOn,
                List.of(new Transfer(Account.unapplied(source.customer()), Account.unapplied(to), amount)),
                null);
    }
}
