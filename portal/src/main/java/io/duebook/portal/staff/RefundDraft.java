package io.duebook.portal.staff;

import io.duebook.portal.words.Amounts;
import java.util.Optional;

/**
 * How much of a credit is to be given back, as somebody types it: what is unapplied goes first, the rest is taken out
 * of what the credit settles.
 *
 * @param unapplied in minor units, as are all amounts here
 * @param settled what the credit settles now
 */
record RefundDraft(long unapplied, long settled, String typed, String currency) {

    long most() {
        return Math.addExact(unapplied, settled);
    }

    /** Empty while it is no amount above zero, or more than there is. */
    Optional<Long> amount() {
        return Amounts.read(typed, currency).filter(minor -> minor > 0 && minor <= most());
    }

    long fromUnapplied() {
        return Math.min(amount().orElse(0L), unapplied);
    }

    /** What claims have to be named for. */
    long fromClaims() {
        return amount().orElse(0L) - fromUnapplied();
    }
}
