package io.duebook.item;

import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Ids;
import io.duebook.shared.Money;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an allocation settles of its item without money, or uses up of its money without an item. It has the dates of the
 * allocation, and is taken back with it.
 *
 * @param id of its movement
 * @param entry of its own in the journal
 * @param amount in minor units, positive
 */
public record Difference(UUID id, UUID entry, Kind kind, long amount) {

    /** Why money and claim differ. */
    public sealed interface Kind {

        /** A little less was paid: within the tenant's tolerance it counts as paid. */
        record TooLittle() implements Kind {}

        /** A little more was paid: within the tenant's tolerance it is no credit. */
        record TooMuch() implements Kind {}

        /** @param reason the code of what the payer withheld it for */
        record Deduction(String reason) implements Kind {}
    }

    static final String ROUNDING = "rounding";
    static final String DEDUCTION = "deduction";

    static Difference of(Kind kind, long amount) {
        return new Difference(Ids.next(), Ids.next(), kind, amount);
    }

    /** What its movement and entry are called. */
    String word() {
        return switch (kind) {
            case Kind.TooLittle(), Kind.TooMuch() -> ROUNDING;
            case Kind.Deduction _ -> DEDUCTION;
        };
    }

    /** What an event says of it. */
    String past() {
        return switch (kind) {
            case Kind.TooLittle(), Kind.TooMuch() -> "rounded";
            case Kind.Deduction _ -> "deducted";
        };
    }

    /** Which way the money differed; null where it was withheld for a reason. */
    @Nullable
    String paid() {
        return switch (kind) {
            case Kind.TooLittle() -> "too_little";
            case Kind.TooMuch() -> "too_much";
            case Kind.Deduction _ -> null;
        };
    }

    /** The code of what the payer withheld it for, if they did. */
    @Nullable
    String withheldFor() {
        return kind instanceof Kind.Deduction(String reason) ? reason : null;
    }

    /** What of the item need not be paid. */
    long ofItem() {
        return kind instanceof Kind.TooMuch ? 0 : amount;
    }

    /** What of the money is used up. */
    long ofCredit() {
        return kind instanceof Kind.TooMuch ? amount : 0;
    }

    Entry posting(Allocation made) {
        var money = new Money(amount, made.amount().currency());
        Transfer transfer =
                switch (kind) {
                    case Kind.TooLittle() ->
                        new Transfer(Account.rounding(), Account.receivable(made.customer()), money);
                    case Kind.TooMuch() -> new Transfer(Account.unapplied(made.customer()), Account.rounding(), money);
                    case Kind.Deduction(String reason) ->
                        new Transfer(Account.deductions(reason), Account.receivable(made.customer()), money);
                };
        return new Entry(
                entry,
                word(),
                made.itemKind().document(),
                made.item(),
                made.customer(),
                made.valueOn(),
                made.accountingOn(),
                List.of(transfer),
                null);
    }
}
