package io.duebook.payment;

import io.duebook.shared.Currency;
import io.duebook.shared.NettingId;
import io.duebook.shared.PublicId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A netting as a client sees it.
 *
 * @param amount of all items, in minor units
 * @param reversedOn the day from which the items are open again, if they are
 */
record NettingView(
        NettingId id,
        @Nullable String externalId,
        PaymentView.CustomerName customer,
        Currency currency,
        long amount,
        LocalDate nettedOn,
        List<NettedItemView> items,
        String reason,
        @Nullable LocalDate reversedOn,
        Instant createdAt) {

    /**
     * @param invoice the claim: an invoice or a charge
     * @param amount in minor units
     * @param reversed whether it was taken back, by the netting's reversal or by the undo of the claim's import
     */
    record NettedItemView(PublicId invoice, String number, long amount, boolean reversed) {}
}
