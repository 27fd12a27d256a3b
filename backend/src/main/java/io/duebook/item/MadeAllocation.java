package io.duebook.item;

import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.UUID;

/**
 * An allocation as the books hold it.
 *
 * @param entry the journal entry that made it
 * @param reversed whether it was taken back since
 */
public record MadeAllocation(
        UUID id,
        UUID entry,
        UUID item,
        UUID credit,
        CustomerId customer,
        Money amount,
        LocalDate accountingOn,
        boolean reversed) {}
