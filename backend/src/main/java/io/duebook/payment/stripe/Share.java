package io.duebook.payment.stripe;

import io.duebook.item.OpenItem;
import io.duebook.shared.PublicId;
import java.util.UUID;

/**
 * What of a charge settles one item.
 *
 * @param number of the claim, as the payer reads it
 * @param amount in minor units; positive
 * @param discount what need not be paid of it if this is paid in time, in minor units
 */
record Share(UUID item, OpenItem.Kind kind, String number, long amount, long discount) {

    PublicId claim() {
        return kind.idOf(item);
    }
}
