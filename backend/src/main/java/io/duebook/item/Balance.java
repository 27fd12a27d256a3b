package io.duebook.item;

import io.duebook.shared.Currency;

/**
 * What a customer owes in one currency as of a day.
 *
 * @param open of all claims, in minor units; never negative
 * @param unapplied money and credit of theirs that settles nothing yet, in minor units; never negative
 */
public record Balance(Currency currency, long open, long unapplied) {

    /** Open less unapplied; negative where the tenant owes the customer. */
    public long balance() {
        return Math.subtractExact(open, unapplied);
    }
}
