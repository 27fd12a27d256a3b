package io.duebook.item;

import io.duebook.shared.AllocationId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.EntryId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What an allocation realised because currencies moved between claim and money, or what its undoing took back.
 *
 * @param movement the allocation's, or that of its undoing
 * @param entry that booked it
 * @param on its accounting date
 * @param customerName as it is now
 * @param source the payment, credit note or interest that settled
 * @param claim an invoice or a charge
 * @param settled in the claim's currency; negative where it was taken back
 * @param moneyBase what the money carried in the base currency, in minor units
 * @param claimBase what the claim carried in it
 * @param base the base currency
 */
public record ExchangeDifference(
        UUID movement,
        EntryId entry,
        LocalDate on,
        CustomerId customer,
        String customerName,
        AllocationId allocation,
        PublicId source,
        PublicId claim,
        String number,
        Money settled,
        long moneyBase,
        long claimBase,
        Currency base) {

    /** Positive is a gain: the money was worth more than the claim it settled. */
    public long difference() {
        return moneyBase - claimBase;
    }
}
