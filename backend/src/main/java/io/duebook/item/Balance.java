package io.duebook.item;

import io.duebook.shared.Currency;

/**
 * What a customer owes in one currency as of a day.
 *
 * @param open of all claims, in minor units; never negative
 * @param unapplied money and credit of theirs that settles nothing yet, in minor units; never negative
 * @param undueBills of the claims that count as settled, what bills and post-dated cheques promise and nobody has paid yet,
 *     in minor units; never negative, and no part of the balance
 */
public record Balance(Currency currency, long open, long unapplied, long undueBills) {

    /** One that was written as its currency, open, unapplied and undue bills between blanks. */
    static Balance parse(String text) {
        String[] parts = text.split(" ");
        return new Balance(
                Currency.of(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    Balance plus(Balance other) {
        return new Balance(
                currency,
                Math.addExact(open, other.open),
                Math.addExact(unapplied, other.unapplied),
                Math.addExact(undueBills, other.undueBills));
    }

    /** Open less unapplied; negative where the tenant owes the customer. */
    public long balance() {
        return Math.subtractExact(open, unapplied);
    }
}
