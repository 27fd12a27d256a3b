package io.duebook.item;

import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * An allocation as the books hold it.
 *
 * @param entry the journal entry that made it
 * @param recordedAt when its item or its credit was last changed
 * @param reversed whether it was taken back since
 */
public record MadeAllocation(
        UUID id,
        UUID entry,
        UUID item,
        OpenItem.Kind itemKind,
        UUID credit,
        Credit.Kind creditKind,
        CustomerId customer,
        Money amount,
        LocalDate valueOn,
        LocalDate accountingOn,
        Instant recordedAt,
        boolean reversed) {

    /** The payment or credit note by the id the API knows it by. */
    public PublicId source() {
        return creditKind.idOf(credit);
    }

    /** The item by the id the API knows it by. */
    public PublicId claim() {
        return itemKind.idOf(item);
    }
}
